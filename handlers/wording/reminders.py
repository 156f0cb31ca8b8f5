"""What reminders say: what is missing and until when, then where it goes, then the source."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.messages import button_label, escape
from handlers.wording import programme
from handlers.wording.activities import apart
from handlers.wording.times import first_letter_up, weekday
from handlers.wording.told import Source, Told, where
from storage.clock import last_allowed_day, local, working_day_before
from storage.models import Arrival, Deadline, Event, ProgrammeItem, Unit
from storage.outbox import Words
from storage.owing import Debt

Write = Callable[[str], Words]  # from the number that a message gets to what it says
MARKS = re.compile(r"\*{2,}|_{2,}")  # of papers that were typed with them
MOST_BUTTONS = 5
LONG_ORDER = 6  # items without an hour
Coming = tuple[Arrival, Unit]


@dataclass(frozen=True, slots=True)
class Owed:
    """What one person has to see to under one deadline; `lead`: silence has climbed to who leads the delegation."""

    row: Deadline
    debts: Sequence[Debt]
    overdue: bool = False
    lead: bool = False


def papers(owed: Sequence[Owed], number: str, zone: str) -> Words:
    """The papers that units have not handed in under deadlines that end at one moment, as one reminder."""
    row, debts = owed[0].row, [debt for each in owed for debt in each.debts]
    units = dict.fromkeys(escape(debt.unit.name) for debt in debts)
    missing = f"{', '.join(units)} còn thiếu {len(debts)} giấy tờ"
    ahead = f"**{missing}, hạn {_until(row, zone)}**{_working(row, zone)}."
    places = list(dict.fromkeys(escape(each.row.send_to) for each in owed if each.row.send_to))
    lines = [
        f"**Đã quá hạn ({_until(row, zone)}): {missing}**." if owed[0].overdue else ahead,
        *(_paper(debt, several=len(units) > 1, to=_goes_to(each, places)) for each in owed for debt in each.debts),
    ]
    if owed[0].lead:
        lines.append("Đầu mối của đơn vị đã được nhắc, chưa thấy báo gửi. Kính đề nghị anh/chị đôn đốc.")
    if len(places) == 1:
        lines.append(f"Gửi {places[0]}.")
    at = where(*(each.row.line for each in owed))
    return _words(lines, at, number, *_sent(owed))


def _words(lines: Sequence[str], at: Source | None, number: str, *buttons: tuple[str, str]) -> Words:
    """The message with its source and its number last; the button that says it came after the others."""
    tail = (f"Tin HN-{number}",) if at is None else (str(at), f"Tin HN-{number}")
    return Words("\n".join(lines), (*buttons, ("Đã nhận tin", f"/nhan {number}")), tail)


def _goes_to(owed: Owed, places: Sequence[str]) -> str:
    """Where a paper goes, where others go elsewhere."""
    return escape(owed.row.send_to) if owed.row.send_to and len(places) > 1 else ""


def call_list(
    rows: Sequence[Deadline], debts: Sequence[Debt], phones: Mapping[int, Sequence[str]], number: str, zone: str
) -> Words:
    """For organisers after the deadlines of one day: each unit that still owes, what, and whom to telephone."""
    owed: dict[int, list[Debt]] = {}
    for debt in debts:
        owed.setdefault(debt.unit.id, []).append(debt)
    lines = [f"**Nên gọi điện: {len(owed)} đơn vị còn thiếu giấy tờ đã quá hạn ({_until(rows[0], zone)})**."]
    for unit, own in owed.items():
        papers = ", ".join(escape(debt.paper.name) for debt in own)
        named = phones.get(unit, ())
        whom = "; ".join(map(escape, named)) or "chưa có đầu mối"
        if named and not any(char.isdigit() for word in named for char in word):
            whom += " (chưa có số điện thoại)"
        lines.append(f"! {escape(own[0].unit.name)}: {papers}. Gọi: {whom}.")
    return _words(lines, where(*(row.line for row in rows)), number, ("Tiến độ giấy tờ", "/tiendo"))


def digest(parts: Sequence[Words], number: str) -> Words:
    """Several matters in one message: numbered, each without its own source and number."""
    lines, buttons = [f"**{len(parts)} việc cần anh/chị để ý**"], []
    for count, words in enumerate(parts, 1):
        own = words.body.split("\n")
        lines += [f"{count}. {own[0].replace('**', '')}", *own[1:]]
        buttons += [(f"Việc {count}: {label[:1].lower()}{label[1:]}", command)
                    for label, command in words.buttons if not command.startswith("/nhan")]  # fmt: skip
    return _words(lines, None, number, *_distinct(buttons))


def _distinct(buttons: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """One button of each command, the first."""
    seen: dict[str, str] = {}
    for label, command in buttons:
        seen.setdefault(command, label)
    return tuple((label, command) for command, label in seen.items())


def _sent(owed: Sequence[Owed]) -> tuple[tuple[str, str], ...]:
    """A button for each deadline, and one for who sent only a part."""
    in_part = (("Mới gửi một phần", "/nop"),)
    if len(owed) > 1:
        return (*((_sent_one(each), f"/nop {each.row.id}") for each in owed[:MOST_BUTTONS]), *in_part)
    row, alone = owed[0].row, len(owed[0].debts) == 1
    return (("Đã gửi", f"/nop {row.id}"),) if alone else (("Đã gửi đủ", f"/nop {row.id}"), *in_part)


def _sent_one(owed: Owed) -> str:
    return button_label(f"Đã gửi: {', '.join(dict.fromkeys(debt.paper.name for debt in owed.debts))}")


def _paper(debt: Debt, *, several: bool, to: str) -> str:
    name = escape(debt.paper.name)
    named = f"{name} – {escape(debt.unit.name)}" if several else name
    return f"○ {first_letter_up(named)}" + (f" (gửi {to})" if to else "")


def late(words: Words, due_at: datetime, now: datetime, zone: str) -> Words:
    """What leaves a day late says so; it stands above the source."""
    due, today = local(due_at, zone), local(now, zone).date()
    if due.date() >= today:
        return words
    yesterday = due.date() == today - timedelta(days=1)
    moment = f"{due:%H:%M} {weekday(due.date())}"
    line = f"Tin này lẽ ra gửi {f'hôm qua ({moment})' if yesterday else f'lúc {moment}'}, nay mới gửi được."
    return replace(words, body=f"{words.body}\n{line}")


def _until(row: Deadline, zone: str) -> str:
    """ "hết Chủ nhật 19/11", or the hour where there is one."""
    assert row.too_late_from is not None
    last = weekday(last_allowed_day(row.too_late_from, zone))
    return f"hết {last}" if row.due_time is None else f"trước {local(row.too_late_from, zone):%H:%M} {last}"


def _working(row: Deadline, zone: str) -> str:
    """The last day on which offices work, where that is another one."""
    assert row.too_late_from is not None
    last = last_allowed_day(row.too_late_from, zone)
    working = working_day_before(last)
    return f" (ngày làm việc cuối: {weekday(working)})" if working != last else ""


def meeting(
    event: Event, first: ProgrammeItem | None, days: int, bring: Sequence[tuple[str, str]], number: str
) -> Words:
    """A meeting draws near: how soon, when and where, how it begins, what to bring."""
    lines = [f"**{_days_left(days)}: {programme.title(event.title, 140)}**", _when_and_where(event)]
    if first is not None:
        lines.append(f"Bắt đầu: {programme.item(first, with_day=True)}.")
    lines += _to_bring(bring)
    at = (event.lines.get("date_text") or event.lines.get("title"), event.lines.get("venue"), *(at for at, _ in bring))
    return _words(lines, where(*at), number, ("Xem chương trình", "/lich"))


def _to_bring(bring: Sequence[tuple[str, str]]) -> list[str]:
    return [f"Lưu ý: {escape(MARKS.sub('', words).strip(' -+•.;'))}." for _, words in bring]


def _days_left(days: int) -> str:
    return {0: "Hôm nay", 1: "Ngày mai"}.get(days, f"Còn {days} ngày")


def _when_and_where(event: Event) -> str:
    parts = [programme.when(event), escape(event.venue) if event.venue else ""]
    return first_letter_up(", ".join(part for part in parts if part)) + "."


def fix_the_day(event: Event, number: str) -> Words:
    """Organisers are asked for a day that the plan left open."""
    said = programme.when(event)
    lines = [
        f"**Chưa chốt ngày: {programme.title(event.title, 140)}** ({said}).",
        "Chốt bằng một câu, ví dụ: /sua ngày 30/3. Chốt xong, mọi người được báo một lần và các lời nhắc tự có.",
    ]
    return _words(lines, where(event.lines.get("date_text") or event.lines.get("title")), number)


def morning(
    event: Event, day: date, items: Sequence[ProgrammeItem], number: str, bring: Sequence[tuple[str, str]] = ()
) -> Words:
    """The programme of the day that begins, and what to bring on the first one."""
    head = f"**Chương trình hôm nay, {weekday(day)}**"
    place = f"{first_letter_up(escape(event.venue))}." if event.venue else ""
    if items:
        told = _day("\n".join(filter(None, (head, place))), items)
    else:
        told = Told("\n".join([head, f"{programme.title(event.title, 140)}.", *filter(None, [place])]))
    return _words([told.body, *_to_bring(bring)], told.source, number, ("Bây giờ và tiếp theo", "/lich"))


def _day(head: str, items: Sequence[ProgrammeItem]) -> Told:
    """The hours of the day; a long order of business in one line, because it is read on the way."""
    timed, ordered = [item for item in items if item.start], [item for item in items if not item.start]
    if not timed or len(ordered) <= LONG_ORDER:
        return programme.listing(head, items)
    first, last = (programme.title(item.title, 60) for item in (ordered[0], ordered[-1]))
    listed = programme.listing(head, timed)
    order = f"Nội dung họp: {len(ordered)} mục theo thứ tự, từ “{first}” đến “{last}”."
    return replace(listed, body=f"{listed.body}\n{order}")


def soon(event: Event, row: ProgrammeItem, minutes: int, number: str) -> Words:
    """To those who are next, so many minutes before."""
    assert row.start is not None
    place = row.venue or event.venue
    lines = [f"**Lúc {row.start:%H:%M}, {minutes} phút nữa: {programme.title(row.title, 140)}**"]
    if place and place.lower() not in row.title.lower():
        lines.append(f"{first_letter_up(escape(place))}.")
    if own := apart(row):
        lines.append(f"{first_letter_up(own)}.")
    lines.append(f"Thực hiện: {escape('; '.join(row.performers))[:300]}.")
    return _words(lines, where(row.line), number)


def arrivals(event: Event, rows: Sequence[Coming], number: str, *, own: bool) -> Words:
    """Delegations that come today: all of them for the hosts, the own one for its focal point."""
    lines = [_arrival(arrival, unit) for arrival, unit in rows]
    if own:
        lines[0] = f"**Đoàn đến hôm nay**\n{lines[0]}\nĐổi giờ thì nhắn lại, ví dụ: đoàn đến lúc 14h."
    else:
        lines.insert(0, f"**Hôm nay đón {len(rows)} đoàn**")
    return _words(lines, None, number)


def _arrival(arrival: Arrival, unit: Unit) -> str:
    hour = f"{arrival.hour:%H:%M}" if arrival.hour else "không ghi giờ"
    more = [f"{arrival.people} người" if arrival.people else "", f"{arrival.vehicles} xe" if arrival.vehicles else ""]
    said = ", ".join(part for part in (*more, escape(arrival.place or "")) if part)
    return f"{hour} {escape(unit.name)}" + (f": {said}" if said else "")
