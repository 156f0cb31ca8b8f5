"""The programme: all of it, a day or part of one, now and next, what comes after or before an item."""

from collections.abc import Sequence
from datetime import datetime, time

from handlers import from_plan, periods, which
from handlers.days import day_meant, in_part
from handlers.messages import Reply
from handlers.reading.question import Question
from handlers.request import Request
from handlers.wording import programme as wording
from storage import programme
from storage.clock import local
from storage.models import Event, ProgrammeItem

ABOUT = "nội dung này của chương trình"


def show(request: Request) -> Reply:
    """`/lich`, "chiều mai có gì", "sau khai mạc là gì": from the programme's rows, else from the plan's words."""
    events = which.events_meant(request)
    rows = {event.id: list(programme.items(request.session, event.id)) for event in events}
    items = [item for event in events for item in rows[event.id]]
    question = request.question
    stretch = periods.numbered(request)
    if stretch is not None:
        return stretch
    if _asks_which_events(question):
        return _events(request, events)
    if items and question.item is not None and not (question.after or question.before):
        return _numbered(request, events, items)
    if items and (question.after or question.before) and question.when != "now":
        found = _neighbour(request, items)
        return found or from_plan.quoted(request, about=ABOUT)
    if items and (question.when in ("now", "next") or (request.command.name == "lich" and not request.command.words)):
        return _now(request, items)
    if items and (question.day or question.day_of_month or question.nth_day or question.part):
        return _of_day(request, events, items)
    return _whole(request, events, rows)


def _asks_which_events(question: Question) -> bool:
    return question.says(
        r"(?:nhung|cac|may|bao nhieu|co) (?:nhung )?(?:hoi nghi|cuoc hop|su kien)(?: nao| gi| tat ca)?"
    ) and not (question.says("noi dung|chuong trinh|chieu|sang"))


def _events(request: Request, meant: Sequence[Event]) -> Reply:
    every = list(programme.events_beside(request.session, request.event.id))
    named = meant if len(meant) < len(every) and request.question.months else every
    return Reply(wording.events(named))


def _numbered(request: Request, events: Sequence[Event], items: Sequence[ProgrammeItem]) -> Reply:
    """ "Nội dung thứ 5": of the ordered programme where there is one."""
    number = request.question.item or 1
    ordered = [row for row in items if not row.start] or list(items)
    if number < 0:
        return Reply(wording.one_item(_event_of(events, ordered[-1]), ordered[-1]))
    named = next((row for row in ordered if row.number == number), None)
    if named is None:
        return from_plan.unknown(request, "nội dung này của chương trình")
    return Reply(wording.one_item(_event_of(events, named), named))


def _neighbour(request: Request, items: Sequence[ProgrammeItem]) -> Reply | None:
    question, index = request.question, from_plan.index_of(request)
    words = question.after or question.before
    fits = which.fitting(index, words, items, lambda row: row.title, enough=0.35)
    if not fits:
        return None
    anchor = fits[0][1]
    beside = [row for row in items if row.programme == anchor.programme and row.event_id == anchor.event_id]
    at = beside.index(anchor)
    if question.before:
        return Reply(wording.neighbour(anchor, beside[max(0, at - 1) : at], after=False))
    following = beside[at + 1 :] if question.rest else beside[at + 1 : at + 2]
    return Reply(wording.neighbour(anchor, following, after=True))


def _now(request: Request, items: Sequence[ProgrammeItem]) -> Reply:
    now = local(request.now, request.zone).replace(tzinfo=None)
    timed = sorted((row for row in items if row.day and row.start), key=_begin)
    if not timed:
        return Reply(wording.listing(wording.head_of(request.event), items))
    running = [row for at, row in enumerate(timed) if _begin(row) <= now < _finish(row, timed[at + 1 :])]
    coming = [row for row in timed if _begin(row) > now]
    if not running and not coming:
        return Reply(wording.over(timed[-1]))
    upcoming = [row for row in coming if _begin(row) == _begin(coming[0])][:2] if coming else []
    day = (running or upcoming)[0].day
    later = [row for row in coming if row.day == day and row not in upcoming]
    inside = [row for row in items if row.day == day and not row.start]
    return Reply(wording.now_and_next(running, upcoming, [*later, *inside]))


def _begin(row: ProgrammeItem) -> datetime:
    assert row.day
    assert row.start
    return datetime.combine(row.day, row.start)


def _finish(row: ProgrammeItem, later: Sequence[ProgrammeItem]) -> datetime:
    """Its end; where none is given, the next beginning of that day, else the day's end."""
    assert row.day
    if row.end:
        return datetime.combine(row.day, row.end)
    following = next((_begin(other) for other in later if other.day == row.day and _begin(other) > _begin(row)), None)
    return following or datetime.combine(row.day, time(23, 59))


def _of_day(request: Request, events: Sequence[Event], items: Sequence[ProgrammeItem]) -> Reply:
    question = request.question
    days = sorted({row.day for row in items if row.day})
    day = day_meant(question, days)
    named = question.day or question.day_of_month or question.nth_day
    if named and day is None:
        return from_plan.unknown(request, "nội dung của ngày này") if days else _whole_of(events, items)
    chosen = [row for row in items if (day is None or row.day == day) and in_part(row, question.part)]
    if not chosen:
        return from_plan.unknown(request, "nội dung của buổi này")
    inside = [row for row in items if row.day == day and not row.start] if question.part == "sang" and day else []
    return Reply(wording.listing(wording.head_of(events[0], day), [*chosen, *inside]))


def _whole(request: Request, events: Sequence[Event], rows: dict[int, list[ProgrammeItem]]) -> Reply:
    """The whole programme; a question about one thing in it is answered from its row or the plan's words."""
    items = [item for event in events for item in rows[event.id]]
    words = which.specific(request.question, events)
    words = tuple(word for word in words if word not in ("hoat", "dong", "chinh", "gom", "lich", "lam", "viec", "dung"))
    if words:
        index = from_plan.index_of(request)
        fits = which.fitting(index, words, items, lambda row: f"{row.title} {row.programme or ''}", enough=0.7)
        if fits and len(fits) < len(items) / 2:
            return Reply(wording.one_item(_event_of(events, fits[0][1]), fits[0][1]))
        found = from_plan.best(request)
        if found and not items:
            return from_plan.quoted(request, about=ABOUT)
    if not items:
        return from_plan.quoted(request, about="chương trình chi tiết")
    if len(events) > 1:
        first = next(event for event in events if rows[event.id])
        return (
            Reply(wording.listing(wording.head_of(first), rows[first.id]))
            if request.person
            else Reply(wording.events(events))
        )
    return _whole_of(events, items)


def _whole_of(events: Sequence[Event], items: Sequence[ProgrammeItem]) -> Reply:
    return Reply(wording.listing(wording.head_of(events[0]), items))


def _event_of(events: Sequence[Event], row: ProgrammeItem) -> Event:
    return next(event for event in events if event.id == row.event_id)
