"""The programme in words: lists for a phone, now and next, one item, when and where."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.language.folding import fold
from handlers.messages import Fact, escape
from handlers.wording import tells
from handlers.wording.activities import apart
from handlers.wording.times import first_letter_up, hours, lines_of, span, weekday
from handlers.wording.told import Told, where, where_of_list
from storage.models import Event, ProgrammeItem

LONGEST = 1_150
MANY = 12  # lines that fit a phone
_REMARK = re.compile(r"\s*\(\s*[Cc]ó (?:chương trình|kịch bản|danh sách) (?:riêng|kèm theo)\s*\)")
CANCELLED = "đã hủy"
NOT_TIMED = "không ghi giờ"
PARTS = {"sang": "buổi sáng", "trua": "buổi trưa", "chieu": "buổi chiều", "toi": "buổi tối"}


def title(text: str, limit: int = 160) -> str:
    """A title cut at a word, without a full stop."""
    text = escape(_REMARK.sub("", text).strip().rstrip(".;"))
    return first_letter_up(text if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0]}…")


def item(row: ProgrammeItem, *, with_day: bool = False, sign: str = "", limit: int = 160) -> str:
    """ "08:00–11:30 Hội nghị tổng kết", or "3. Khai mạc" where no hour is given."""
    time_words = hours(row.start, row.end)
    lead = time_words if time_words else f"{row.number}."
    day = f" {weekday(row.day)}" if with_day and row.day and time_words else ""
    off = f" ({CANCELLED})" if row.cancelled_at else ""
    return f"{sign}{lead}{day}{':' if day else ''} {title(row.title, limit)}{_place(row)}{_inside(row)}{off}"


def _inside(row: ProgrammeItem) -> str:
    return f" ({own})" if (own := apart(row)) else ""


def _place(row: ProgrammeItem) -> str:
    return f" ({escape(row.venue)})" if row.venue and not _says(row.title, row.venue) else ""


def _says(words: str, place: str) -> bool:
    """Whether a title names its place already."""
    return set(fold(place).replace(",", " ").split()) <= set(fold(words).replace(",", " ").split())


def listing(head: str, items: Sequence[ProgrammeItem]) -> Told:
    """Items day by day, a line each; no hour is invented."""
    for limit in (160, 110, 80, 56, 40):
        told = Told("\n".join([head, *_lines(items, limit)]), where_of_list(lines_of(items)), tells.of_items(items))
        if len(told.text) <= LONGEST:
            return told
    return replace(told, body=f"{told.body[: LONGEST - 2 - len(str(told.source))]}…")


def _lines(items: Sequence[ProgrammeItem], limit: int) -> list[str]:
    lines: list[str] = []
    days = list(dict.fromkeys(row.day for row in items))
    for day in days:
        if day is not None and len(days) > 1:
            lines.append(f"**{first_letter_up(weekday(day))}**")
        timed = [row for row in items if row.day == day and row.start]
        ordered = [row for row in items if row.day == day and not row.start]
        lines += [item(row, limit=limit) for row in timed]
        if ordered and timed:
            lines.append("Theo thứ tự, không ghi giờ:")
        lines += [item(row, limit=min(limit, 70) if len(items) > MANY else limit) for row in ordered]
    return lines


def head_of(event: Event, day: date | None = None) -> str:
    """The heading of a programme list; of an event whose day is open with the plan's words for it."""
    if day:
        return f"**Chương trình {weekday(day)}**"
    open_day = f"\n{first_letter_up(when(event))}." if event.starts_on is None and when(event) else ""
    return f"**{title(event.title, 110)}**{open_day}"


def now_and_next(
    running: Sequence[ProgrammeItem], coming: Sequence[ProgrammeItem], later: Sequence[ProgrammeItem] = ()
) -> Told:
    """▸ what runs now, ○ what comes, then the rest of that day; at most twelve lines."""
    lines = [item(row, with_day=True, sign="▸ Đang diễn ra: ") for row in running[:2]]
    if not running:
        lines.append("Lúc này không có nội dung nào ghi trong chương trình.")
    lines += [item(row, with_day=True, sign="○ Tiếp theo: ") for row in coming]
    timed = [row for row in later if row.start]
    ordered = [row for row in later if not row.start]
    timed = timed[: MANY - len(lines) - 2]
    lines += [item(row, sign="○ ", limit=100) for row in timed]
    if ordered:
        names = "; ".join(item(row, limit=44) for row in ordered[:14])
        lines.append(f"Theo thứ tự, {NOT_TIMED}: {names}")
    told = tells.of_items([*running[:2], *coming, *timed, *ordered[:14]])
    return Told("\n".join(lines), where_of_list(lines_of([*running, *coming, *timed])), told)


def counted_items(rows: Sequence[ProgrammeItem]) -> Told:
    """How many items the programme has, then the items."""
    return listing(f"Chương trình có {len(rows)} nội dung:", rows)


def over(last: ProgrammeItem | None) -> Told:
    """Everything on the programme is past."""
    return Told("Chương trình đã kết thúc.", where(last.line) if last else where())


def neighbour(anchor: ProgrammeItem, found: Sequence[ProgrammeItem], *, after: bool) -> Told:
    """What comes after or before an item."""
    side = "Sau" if after else "Trước"
    head = f"{side} “{title(anchor.title, 90)}” là:"
    if not found:
        return Told(
            f"“{title(anchor.title, 120)}” là nội dung {'cuối' if after else 'đầu'} trong chương trình.",
            where(anchor.line),
            tells.of(f"item:{anchor.id}", what=anchor.title),
        )
    lines = [_with_performers(row) for row in found]
    if len(lines) == 1:
        lines[0] = f"{head} {lines[0]}"
    else:
        lines.insert(0, head)
    return Told("\n".join(lines), where_of_list(lines_of(found)), tells.of_items(found, persons=True))


def _with_performers(row: ProgrammeItem) -> str:
    who = "; ".join(escape(name) for name in row.performers[:3])
    return item(row) + (f" – {who}" if who and len(who) < 120 else "")


def events(rows: Sequence[Event]) -> Told:
    """The conferences of a plan, each with its time and place."""
    lines = [f"{n}. {title(row.title, 150)}: {when_and_where(row)}" for n, row in enumerate(rows, 1)]
    if len(rows) == 1:
        lines = [lines[0][3:]]
    else:
        lines.insert(0, f"Kế hoạch có {len(rows)} hoạt động:")
    return Told("\n".join(lines), where(*(row.lines.get("title") for row in rows)), _told(rows, place=True))


def when_and_where(event: Event) -> str:
    """ "thứ Sáu 01/12/2023, Trung tâm Hội nghị"; an uncertain day in the plan's own words."""
    parts = [when(event), escape(event.venue) if event.venue else ""]
    return ", ".join(part for part in parts if part) or "kế hoạch không ghi ngày"


def when(event: Event) -> str:
    """The days of an event; where the day is not fixed, the plan's own words."""
    for at, words in ((event.cancelled_at, "đã hủy"), (event.postponed_at, "đã hoãn, ngày mới sẽ báo sau")):
        if at is not None:
            return words
    if event.written_at is not None:
        return "không họp, lấy ý kiến bằng văn bản"
    if event.starts_on is None:
        words = escape(event.date_text or "").strip().rstrip(".;")
        if words:
            return words
        return f"tháng {int(event.month[5:])}/{event.month[:4]}" if event.month else ""
    expected = "dự kiến " if event.tentative else ""
    return expected + span(event.starts_on, event.ends_on)


def hour_of_meeting(
    event: Event, row: ProgrammeItem, first: ProgrammeItem | None, inside: ProgrammeItem | None
) -> Told:
    """The meeting's own hours; then what comes before it, and an untimed item asked for inside it."""
    day = f" {weekday(row.day)}" if row.day else ""
    place = row.venue or event.venue or ""
    known = _says(row.title, place)  # nothing is said of no place
    beside = inside or first
    lines = [f"{title(row.title, 120)}: {hours(row.start, row.end)}{day}" + ("." if known else f", {escape(place)}.")]
    if inside is not None:
        lines.append(f"{title(inside.title, 110)} là nội dung thứ {inside.number}, {NOT_TIMED} riêng.")
    elif first is not None and first.start:
        before = f" {weekday(first.day)}" if first.day and first.day != row.day else ""
        lines.append(f"{title(first.title, 110)}: {hours(first.start, first.end)}{before}.")
    told = tells.of_items([row, beside] if beside else [row], place=False)
    return Told("\n".join(lines), where(row.line, (beside or row).line), (*told, *_place_of(event, row)))


def one_item(event: Event, row: ProgrammeItem) -> Told:
    """When one item is: its hour, or its day and place in the order."""
    if row.start:
        day = f" {weekday(row.day)}" if row.day else ""
        place = f"\nĐịa điểm: {escape(row.venue)}." if row.venue and not _says(row.title, row.venue) else ""
        own = f" {first_letter_up(apart(row))}." if apart(row) else ""
        said = f"{title(row.title)}: {hours(row.start, row.end)}{day}.{own}{place}"
        return Told(said, where(row.line), tells.of_items([row]))
    day = f", {weekday(row.day)}" if row.day else f"; hội nghị: {when(event)}" if when(event) else ""
    own = f"; {apart(row)}" if apart(row) else ""
    said = f"{title(row.title)} là nội dung thứ {row.number} của chương trình, {NOT_TIMED} riêng{day}{own}."
    of_event = () if row.day else tells.of_days(event, when(event))
    return Told(said, where(row.line), (*tells.of_items([row], place=False), *of_event))


def item_at_the_meeting(event: Event, row: ProgrammeItem) -> Told:
    """An item for which the plan names no place of its own, and where the meeting is."""
    told = one_item(event, row)
    said = f"{told.body}\nKhông ghi địa điểm riêng; hội nghị tại {escape(event.venue or '')}."
    return replace(told, body=said, facts=(*told.facts, *tells.of(f"event:{event.id}", place=event.venue)))


def days(
    rows: Sequence[Event], *, with_place: bool = False, hour: str = "", also: Sequence[tuple[str, object]] = ()
) -> Told:
    """When the events are, and where if that is asked too."""
    if len(rows) == 1:
        row = rows[0]
        own_words = escape(row.date_text or "").strip().rstrip(".;")
        lines = [f"{title(row.title, 140)}: {hour + ' ' if hour else ''}{when(row)}."]
        if row.starts_on and own_words:
            lines.append(f"Kế hoạch ghi: “{own_words}”.")
        if with_place and row.venue:
            lines.append(f"Địa điểm: {escape(row.venue)}.")
        lines += [escape(text) for text, _ in also]
        told = (
            *_told(rows, place=with_place),
            *tells.of(f"event:{row.id}", hour=hour, quote=[own_words, *(t for t, _ in also)]),
        )
        return Told("\n".join(lines), where(_line(row, "date_text", "starts_on"), *(line for _, line in also)), told)
    lines = [
        f"{n}. {title(row.title, 110)}: {when(row) or 'không ghi ngày'}"
        + (f", {escape(row.venue)}." if with_place and row.venue else ".")
        for n, row in enumerate(rows, 1)
    ]
    return Told(
        "\n".join(lines), where(*(_line(row, "date_text", "starts_on") for row in rows)), _told(rows, place=with_place)
    )


def _told(rows: Sequence[Event], *, place: bool) -> tuple[Fact, ...]:
    """What is told of events: their days, and where."""
    return tuple(
        fact
        for row in rows
        for fact in (*tells.of_days(row, when(row)), *tells.of(f"event:{row.id}", place=row.venue if place else None))
    )


def _place_of(event: Event, row: ProgrammeItem) -> tuple[Fact, ...]:
    return tells.of(f"item:{row.id}" if row.venue else f"event:{event.id}", place=row.venue or event.venue)


def places(rows: Sequence[Event]) -> Told:
    """Where the events are."""
    lines = [
        (f"{title(row.title, 110)}: " if len(rows) > 1 else "") + f"{first_letter_up(escape(row.venue or ''))}."
        for row in rows
        if row.venue
    ]
    known = [row for row in rows if row.venue]
    if len(known) == 1 and when(known[0]):
        lines.append(f"Thời gian: {when(known[0])}.")
    told = (
        _told(known, place=True)
        if len(known) == 1
        else tuple(f for r in known for f in tells.of(f"event:{r.id}", what=r.title, place=r.venue))
    )
    return Told("\n".join(lines), where(*(_line(row, "venue") for row in known)), told)


def nothing_then(part: str | None, day: date | None, rows: Sequence[Event]) -> Told:
    """A part of a day on which the programme has nothing; when the meeting is."""
    when_words = f"{PARTS.get(part or '', 'lúc đó')}{f' {weekday(day)}' if day else ''}"
    return _with_the_days(f"Chương trình không có nội dung nào vào {when_words}.", rows)


def nothing_on(day: date, rows: Sequence[Event], *, over: bool) -> Told:
    """A day on which nothing is on; when the meeting is, or that it is over."""
    head = f"{first_letter_up(weekday(day))} không có nội dung nào trong chương trình."
    return _with_the_days(f"{head} Chương trình đã kết thúc." if over else head, rows)


def _with_the_days(head: str, rows: Sequence[Event]) -> Told:
    """What is said of a time, then when the meeting is."""
    said = [head, *(f"{title(row.title, 110)}: {when(row)}." for row in rows[:3] if when(row))]
    told = _told([row for row in rows[:3] if when(row)], place=False)
    return Told("\n".join(said), where(*(_line(row, "date_text", "starts_on") for row in rows[:3])), told)


def items(rows: Sequence[ProgrammeItem], *, performers: bool = False) -> Told:
    """Single items with day, hour and place, and who is there where that is asked."""
    lines = []
    for row in rows:
        lines.append(first_letter_up(item(row, with_day=True)))
        if performers and row.performers:
            lines.append(f"Thực hiện: {'; '.join(escape(name) for name in row.performers[:12])}."[:420])
    return Told("\n".join(lines), where(*lines_of(rows)), tells.of_items(rows, persons=performers))


def _line(event: Event, *names: str) -> object:
    return next((event.lines[name] for name in names if event.lines.get(name)), event.lines.get("title"))
