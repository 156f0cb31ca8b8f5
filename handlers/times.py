"""When: the hour of the meeting or of one item, its days, how long it lasts, the stretches of a year plan."""

import re
from collections.abc import Sequence

from handlers import from_plan, periods, which
from handlers.days import slot
from handlers.messages import Reply
from handlers.reading.dates import find_hours
from handlers.reading.passages import tokens
from handlers.request import Request
from handlers.wording import programme as wording
from storage import programme
from storage.models import Event, ProgrammeItem

MEETING = re.compile(
    r"^(?:hoi nghi|dai hoi|hoi thao|le |phien|hop|toa dam|tap huan|khai mac|to chuc hoi nghi|chuong trinh)"
)


def show(request: Request) -> Reply:
    """ "Mấy giờ họp", "tổ chức ngày nào", "mấy ngày", "giai đoạn hai từ ngày nào"."""
    question = request.question
    stretch = periods.numbered(request)
    if stretch is not None:
        return stretch
    events = which.events_meant(request)
    words = which.specific(question, events)
    items = [item for event in events for item in programme.items(request.session, event.id)]
    named = which.fitting(from_plan.index_of(request), words, items, lambda row: row.title) if words else []
    strict_hour = question.wants("hour") and not question.wants("day") and not question.wants("duration")
    if named and (named[0][1].start or not strict_hour):
        return Reply(wording.one_item(_of(events, named[0][1]), named[0][1]))
    if words and not named and not question.exact:
        return _unnamed(request, events, words)
    return _of_meeting(request, events, items, named[0][1] if named else None, strict_hour)


def _of(events: Sequence[Event], row: ProgrammeItem) -> Event:
    return next(event for event in events if event.id == row.event_id)


def _unnamed(request: Request, events: Sequence[Event], words: Sequence[str]) -> Reply:
    """Words that fit no row: a period that speaks of them, else the plan's own words."""
    question = request.question
    strict_hour = question.wants("hour") and not question.wants("day")
    if strict_hour and from_plan.best(request, kinds=("hour",)):
        return from_plan.quoted(request, kinds=("hour",))
    spoken = periods.speaking_of(request, question.words, enough=0.5)
    if spoken is not None:
        return spoken
    kinds = (
        ("hour",) if question.wants("hour") and not question.wants("day") else ("day",) if question.wants("day") else ()
    )
    if from_plan.best(request, words=question.words, kinds=kinds):
        return from_plan.quoted(request, kinds=kinds)
    if (
        kinds != ("hour",)
        and not question.exact
        and from_plan.index_of(request).coverage(words, " ".join(tokens(events[0].title))) > 0
    ):
        return _days(request, events)
    of_day = _of_the_day(request, events)
    return of_day or from_plan.unknown(request, "thời gian này")


def _of_the_day(request: Request, events: Sequence[Event]) -> Reply | None:
    """What is on at the day or part of it that was named."""
    items = [item for event in events for item in programme.items(request.session, event.id)]
    chosen = slot(request.question, items)
    return Reply(wording.listing(wording.head_of(events[0], chosen[0].day), chosen)) if chosen else None


def _of_meeting(
    request: Request,
    events: Sequence[Event],
    items: Sequence[ProgrammeItem],
    inside: ProgrammeItem | None,
    strict_hour: bool,
) -> Reply:
    timed = [row for row in items if row.start]
    of_day = [row for row in slot(request.question, items) if row.start]
    if of_day and request.question.wants("hour") and _main(request, events, timed) not in of_day:
        return Reply(wording.listing(wording.head_of(events[0], of_day[0].day), of_day))
    if strict_hour or (timed and request.question.wants("hour")):
        main = _main(request, events, timed)
        if main is not None:
            return Reply(wording.hour_of_meeting(_of(events, main), main, _first(timed, main), inside))
        if any(find_hours(event.date_text or "") for event in events):
            return _days(request, events)
        if strict_hour:
            found = from_plan.best(request, kinds=("hour",))
            return from_plan.quoted(request, kinds=("hour",)) if found else from_plan.unknown(request, "giờ")
    return _days(request, events)


def _main(request: Request, events: Sequence[Event], timed: Sequence[ProgrammeItem]) -> ProgrammeItem | None:
    """The block of the meeting itself among the timed ones: by its title, else the longest."""
    if not timed:
        return None
    index = from_plan.index_of(request)
    scored = []
    for row in timed:
        folded = " ".join(tokens(row.title))
        name = max(index.coverage(tokens(event.title), row.title) for event in events)
        scored.append((name + (0.5 if MEETING.match(folded) else 0), row))
    best = max(scored, key=lambda pair: pair[0])
    if best[0] >= 0.5:
        return best[1]
    return timed[0]


def _first(timed: Sequence[ProgrammeItem], main: ProgrammeItem) -> ProgrammeItem | None:
    first = timed[0]
    return first if first is not main and (first.day, first.start) < (main.day, main.start) else None


def _days(request: Request, events: Sequence[Event]) -> Reply:
    question = request.question
    known = [event for event in events if event.starts_on or (not question.exact and wording.when(event))]
    if question.exact and any(event.starts_on is None for event in events):
        return from_plan.unknown(request, "ngày chính xác")
    if not known:
        return from_plan.unknown(request, "thời gian tổ chức")
    return Reply(wording.days(known, with_place=question.wants("place")))
