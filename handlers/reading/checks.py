"""Doubts about a plan, put as questions that an organiser can answer."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from textwrap import shorten

from handlers.language.dates import find_days, find_weekdays
from handlers.language.folding import fold
from handlers.language.restdays import WEEKDAYS, last_working_day, rest
from handlers.reading.draft import AgendaItem, Doubt, DueDate, PlanDraft
from handlers.reading.slips import look_alikes
from handlers.reading.sums import EACH, Asked, money, sums

_ORDINAL = re.compile(r"(?:phiên|ngày|buổi|lần|đợt|vòng|năm|kỳ|tiết|người|giải|hạng|đứng)\s*$", re.IGNORECASE)
_AFTERWARDS = re.compile(
    r"ket qua|ket luan|danh gia|quyet toan|thanh toan|bao cao|cam on|kien nghi|rut kinh nghiem|tong hop"
)
_PREPARES = re.compile(
    r"tong duyet|duyet|hop ky thuat|hop |boc tham|(chay|ket noi) thu|kiem tra|chuan bi|tap |don |phat tai lieu|tru bi"
)
_MANY = re.compile(r"(dai bieu )?(cua )?(cac|\d+) (huyen|don vi|xa|tinh|phuong|truong|so|thon|co quan|chi hoi|chi bo)")


def find_doubts(draft: PlanDraft, today: date | None, year: int | None) -> tuple[Doubt, ...]:
    """Every doubt, in the order of CHECKS, each once."""
    asked = Asked(draft, today, year)
    found = [doubt for check in CHECKS for doubt in check(asked)]
    return tuple({doubt.text: doubt for doubt in found}.values())


def _vn(day: date) -> str:
    return f"{day:%d/%m/%Y}"


# -- days


def weekdays(asked: Asked) -> Iterator[Doubt]:
    """A written day of the week that is not that of the date beside it."""
    for line, words in asked.draft.text:
        named = [spot for spot in find_weekdays(words) if not _ORDINAL.search(words[: spot[1]])]
        days = find_days(words, asked.year) if named else []
        alone = [day for day in days if sum(1 for other in days if other.start == day.start) == 1]
        for weekday, start, end in named:
            beside = [day for day in alone if 0 <= day.start - end <= 16 or 0 <= start - day.end <= 3]
            day = beside[0].value if beside else None
            if day and day.weekday() != weekday:
                right = WEEKDAYS[day.weekday()]
                yield Doubt(
                    f"Ngày {_vn(day)} là {right} nhưng kế hoạch ghi {WEEKDAYS[weekday]}. Ngày hay thứ đúng?", (line,)
                )


def impossible(asked: Asked) -> Iterator[Doubt]:
    """Dates that do not exist or lie in an unlikely year."""
    for line, words in asked.draft.text:
        for day in find_days(words, asked.year or 2024):
            if day.value is None:
                yield Doubt(f"Ngày “{day.words}” không có trong lịch. Ngày đúng là ngày nào?", (line,))
            elif asked.year and day.value.year > max(asked.year, 2000) + 10:
                yield Doubt(f"Năm trong “{day.words}” có vẻ gõ nhầm. Năm đúng là năm nào?", (line,))


def past(asked: Asked) -> Iterator[Doubt]:
    """Meetings and deadlines already behind us."""
    if asked.today is None:
        return
    for event in asked.draft.events:
        last = event.ends_on or event.starts_on
        if last and last < asked.today:
            yield Doubt(
                f"“{event.title}” ngày {_vn(last)} đã qua. Kế hoạch này còn dùng không?",
                (event.lines.get("starts_on"),),
            )
    for _, rows in _by_day(asked.draft.deadlines):
        if _last_day(rows[0]) < asked.today:
            yield Doubt(f"Hạn {_words(rows[0])} đã qua. Có gia hạn không?", tuple(row.line for row in rows))


def order(asked: Asked) -> Iterator[Doubt]:
    """Deadlines that fall after the only meeting has begun."""
    days = [event.starts_on for event in asked.draft.events if event.starts_on]
    lasting = any(e.starts_on and e.ends_on and (e.ends_on - e.starts_on).days > 5 for e in asked.draft.events)
    if len(days) != 1 or len(asked.draft.events) > 2 or lasting:
        return
    for due_on, rows in _by_day(asked.draft.deadlines):
        due_after = rows[0].relative_to or _AFTERWARDS.search(fold(rows[0].what))
        if due_on > days[0] and not due_after:
            yield Doubt(
                f"Hạn {_words(rows[0])} (“{rows[0].what[:60]}”) sau ngày họp {_vn(days[0])}. Có đúng không?",
                tuple(r.line for r in rows),
            )


def rest_days(asked: Asked) -> Iterator[Doubt]:
    """Deadlines whose last allowed day is a weekend or a public holiday."""
    for _, rows in _by_day(asked.draft.deadlines):
        last = _last_day(rows[0])
        why = rest(last)
        if why:
            working = last_working_day(last)
            text = f"Hạn {_words(rows[0])} {'tức hết' if rows[0].before else 'rơi vào'} {why}"
            text += f" {_vn(last)}." if rows[0].before else "."
            yield Doubt(
                f"{text} Lấy {WEEKDAYS[working.weekday()]} {_vn(working)} làm hạn nhắc được không?",
                tuple(row.line for row in rows),
            )


def _by_day(rows: Iterable[DueDate]) -> Iterator[tuple[date, list[DueDate]]]:
    days: dict[tuple[date, bool], list[DueDate]] = {}
    for row in rows:
        if row.due_on and 2000 <= row.due_on.year <= 2100:
            days.setdefault((row.due_on, row.before), []).append(row)
    yield from ((key[0], found) for key, found in days.items())


def _last_day(row: DueDate) -> date:
    due_on = row.due_on or date.max
    return due_on - timedelta(days=1) if row.before else due_on


def _words(row: DueDate) -> str:
    day = _vn(row.due_on) if row.due_on else ""
    return f"trước ngày {day}" if row.before else f"{row.due_at:%H:%M} ngày {day}" if row.due_at else f"ngày {day}"


# -- programme


def overlaps(asked: Asked) -> Iterator[Doubt]:
    """Items of one programme that run into each other."""
    for event in asked.draft.events:
        for first, second in pairwise(event.agenda):
            if _collide(first, second):
                ends = f"“{first.title[:60]}” kết thúc {first.end:%H:%M}"
                starts = f"“{second.title[:60]}” bắt đầu {second.start:%H:%M}"
                yield Doubt(f"{ends} nhưng {starts}. Giờ nào đúng?", (first.line, second.line))


def _collide(first: AgendaItem, second: AgendaItem) -> bool:
    if first.programme != second.programme or first.date != second.date:
        return False
    return bool(first.start and first.end and second.start and first.start < second.start < first.end)


def outside(asked: Asked) -> Iterator[Doubt]:
    """Items on a day that the meeting does not cover."""
    for event in asked.draft.events:
        if not event.starts_on or not event.ends_on:
            continue
        for item in event.agenda:
            before = item.date and item.date < event.starts_on and _PREPARES.search(fold(item.title))
            if item.date and not before and not event.starts_on <= item.date <= event.ends_on:
                span = f"{_vn(event.starts_on)} – {_vn(event.ends_on)}"
                yield Doubt(
                    f"“{item.title[:60]}” ghi ngày {_vn(item.date)}, ngoài thời gian tổ chức ({span}). Ngày nào đúng?",
                    (item.line,),
                )


# -- gaps


def missing(asked: Asked) -> Iterator[Doubt]:
    """What people will ask for and the plan does not say."""
    for event in asked.draft.events:
        name = shorten(event.title, 80, placeholder="…") or "sự kiện này"
        where = (event.line,) if event.line is not None else ()
        if not event.starts_on:
            yield Doubt(f"“{name}” chưa có ngày cụ thể. Tổ chức ngày nào?", where)
        if not event.venue:
            yield Doubt(f"“{name}” chưa có địa điểm. Tổ chức ở đâu?", where)
        if event.agenda and not any(item.start for item in event.agenda):
            yield Doubt(f"Chương trình của “{name}” chưa có giờ. Bắt đầu lúc mấy giờ?", (event.agenda[0].line,))
        groups = event.delegate_groups
        if groups and not any(group.count or any(c.isdigit() for c in group.name) for group in groups):
            yield Doubt(
                f"“{name}” chưa ghi số đại biểu của từng đơn vị. Mỗi đơn vị mấy người?",
                (event.delegate_groups[0].line,),
            )
    if not asked.draft.events:
        yield Doubt("Chưa tìm thấy hội nghị hay sự kiện nào trong văn bản. Đây có phải là kế hoạch tổ chức không?")


def quotas(asked: Asked) -> Iterator[Doubt]:
    """A figure for many units together, where nothing says how many each may send."""
    if len(asked.draft.member_units) < 2:
        return
    words = dict(asked.draft.text)
    for event in asked.draft.events:
        for group in event.delegate_groups:
            said = fold(words.get(group.line, ""))
            if group.count and _MANY.match(fold(group.name)) and not EACH.search(said):
                yield Doubt(f"“{group.name}” có {group.count} người. Mỗi đơn vị được mấy người?", (group.line,))


def names(asked: Asked) -> Iterator[Doubt]:
    """Names that differ by a mark or a letter and probably mean one."""
    for usual, rare, lines in look_alikes(asked.draft.text):
        yield Doubt(f"“{usual}” và “{rare}” có phải là một không? Tên nào đúng?", lines)


CHECKS: tuple[Callable[[Asked], Iterator[Doubt]], ...] = (
    sums, money, weekdays, impossible, past, order, rest_days, overlaps, outside, names, quotas, missing,
)  # fmt: skip
