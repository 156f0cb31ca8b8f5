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
from handlers.wording import doubts as wording

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


# -- days


def weekdays(asked: Asked) -> Iterator[Doubt]:
    """A written day of the week that is not that of the date beside it."""
    for line, text in asked.draft.text:
        named = [spot for spot in find_weekdays(text) if not _ORDINAL.search(text[: spot[1]])]
        days = find_days(text, asked.year) if named else []
        alone = [day for day in days if sum(1 for other in days if other.start == day.start) == 1]
        for weekday, start, end in named:
            beside = [day for day in alone if 0 <= day.start - end <= 16 or 0 <= start - day.end <= 3]
            day = beside[0].value if beside else None
            if day and day.weekday() != weekday:
                right = WEEKDAYS[day.weekday()]
                yield Doubt(wording.weekday(day, right, WEEKDAYS[weekday]), (line,))


def impossible(asked: Asked) -> Iterator[Doubt]:
    """Dates that do not exist or lie in an unlikely year."""
    for line, text in asked.draft.text:
        for day in find_days(text, asked.year or 2024):
            if day.value is None:
                yield Doubt(wording.no_such_day(day.words), (line,))
            elif asked.year and day.value.year > max(asked.year, 2000) + 10:
                yield Doubt(wording.unlikely_year(day.words), (line,))


def past(asked: Asked) -> Iterator[Doubt]:
    """Meetings and deadlines already behind us."""
    if asked.today is None:
        return
    for event in asked.draft.events:
        last = event.ends_on or event.starts_on
        if last and last < asked.today:
            yield Doubt(
                wording.event_past(event.title, last),
                (event.lines.get("starts_on"),),
            )
    for _, rows in _by_day(asked.draft.deadlines):
        if _last_day(rows[0]) < asked.today:
            yield Doubt(wording.deadline_past(_until(rows[0])), tuple(row.line for row in rows))


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
                wording.deadline_after_meeting(_until(rows[0]), rows[0].what, days[0]),
                tuple(r.line for r in rows),
            )


def rest_days(asked: Asked) -> Iterator[Doubt]:
    """Deadlines whose last allowed day is a weekend or a public holiday."""
    for _, rows in _by_day(asked.draft.deadlines):
        last = _last_day(rows[0])
        why = rest(last)
        if why:
            working = last_working_day(last)
            instead = (WEEKDAYS[working.weekday()], working)
            text = wording.on_rest_day(_until(rows[0]), why, last if rows[0].before else None, instead)
            yield Doubt(text, tuple(row.line for row in rows))


def _by_day(rows: Iterable[DueDate]) -> Iterator[tuple[date, list[DueDate]]]:
    days: dict[tuple[date, bool], list[DueDate]] = {}
    for row in rows:
        if row.due_on and 2000 <= row.due_on.year <= 2100:
            days.setdefault((row.due_on, row.before), []).append(row)
    yield from ((key[0], found) for key, found in days.items())


def _last_day(row: DueDate) -> date:
    due_on = row.due_on or date.max
    return due_on - timedelta(days=1) if row.before else due_on


def _until(row: DueDate) -> str:
    return wording.until(row.due_on, row.due_at, before=row.before)


# -- programme


def overlaps(asked: Asked) -> Iterator[Doubt]:
    """Items of one programme that run into each other."""
    for event in asked.draft.events:
        for first, second in pairwise(event.agenda):
            if _collide(first, second):
                text = wording.overlap((first.title, first.end), (second.title, second.start))
                yield Doubt(text, (first.line, second.line))


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
                yield Doubt(wording.outside(item.title, item.date, event.starts_on, event.ends_on), (item.line,))


# -- gaps


def missing(asked: Asked) -> Iterator[Doubt]:
    """What people will ask for and the plan does not say."""
    for event in asked.draft.events:
        name = shorten(event.title, 80, placeholder="…") or wording.NAMELESS
        where = (event.line,) if event.line is not None else ()
        if not event.starts_on:
            yield Doubt(wording.no_day(name), where)
        if not event.venue:
            yield Doubt(wording.no_venue(name), where)
        if event.agenda and not any(item.start for item in event.agenda):
            yield Doubt(wording.no_hours(name), (event.agenda[0].line,))
        groups = event.delegate_groups
        if groups and not any(group.count or any(c.isdigit() for c in group.name) for group in groups):
            yield Doubt(wording.no_counts(name), (groups[0].line,))
    if not asked.draft.events:
        yield Doubt(wording.NO_EVENT)


def quotas(asked: Asked) -> Iterator[Doubt]:
    """A figure for many units together, where nothing says how many each may send."""
    if len(asked.draft.member_units) < 2:
        return
    written = dict(asked.draft.text)
    for event in asked.draft.events:
        for group in event.delegate_groups:
            said = fold(written.get(group.line, ""))
            if group.count and _MANY.match(fold(group.name)) and not EACH.search(said):
                yield Doubt(wording.no_quota(group.name, group.count), (group.line,))


def names(asked: Asked) -> Iterator[Doubt]:
    """Names that differ by a mark or a letter and probably mean one."""
    for usual, rare, lines in look_alikes(asked.draft.text):
        yield Doubt(wording.two_names(usual, rare), lines)


CHECKS: tuple[Callable[[Asked], Iterator[Doubt]], ...] = (
    sums, money, weekdays, impossible, past, order, rest_days, overlaps, outside, names, quotas, missing,
)  # fmt: skip
