"""`/tongduyet`: the whole season's messages as they would go out, listed, or sent to the asking organiser alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from handlers.messages import Button, Reply
from handlers.reminders import AROUND, KINDS, MORNING, QUIET, Ahead, Step, is_quiet, queue_by_hand, tick
from handlers.request import Request
from handlers.said.talk import RehearsalSaid
from handlers.traits import NONE_KNOWN, Channels
from handlers.wording import buttons as on_button
from handlers.wording import rehearsal as wording
from storage import coming, outbox, rehearsing
from storage.clock import instant, local
from storage.models import Event
from storage.outbox import Draft, Topic, Words
from storage.rehearsing import Played

DAY = timedelta(days=1)
KIND = "rehearsal"
PAGE = 25


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of the season: when, to whom, and its words to the first of them."""

    at: datetime
    kind: str
    people: tuple[str, ...]
    text: str


def play(session: Session, event: Event, now: datetime, zone: str, channels: Channels = NONE_KNOWN) -> list[Heard]:
    """Every message from now to the end, by running the ticks in a savepoint that is rolled back."""
    savepoint = session.begin_nested()
    try:
        rehearsing.publish(session, event, now)
        before = rehearsing.newest(session)
        next_at = now
        for hour in _hours(session, event, now, zone):
            if queue_by_hand(session, hour, zone=zone):
                rehearsing.take_for_sent(session, before)
            if hour >= next_at and not is_quiet(hour, QUIET, zone):
                next_at = _tick(session, hour, zone, before, channels)
        return _grouped(rehearsing.played(session, event.id, before))
    finally:
        savepoint.rollback()


def _tick(session: Session, hour: datetime, zone: str, before: int, channels: Channels) -> datetime:
    """What falls due at an hour, taken for sent; the next hour at which more can."""
    found = tick.find(session, KINDS, hour, zone)
    tick.take_back(session, KINDS, found, hour, zone)
    while tick.put(session, KINDS, found, hour, zone, channels):  # it puts some and leaves the rest to the next time
        rehearsing.take_for_sent(session, before)
    if found.hour_came:
        tick.looked(session, hour)
    return min(found.next_at.values())


def _hours(session: Session, event: Event, now: datetime, zone: str) -> list[datetime]:
    """The instants at which anything can fall due: the ladders' hours of the days around what the event has."""
    days: set[date] = set()
    for marked in rehearsing.days(session, event, local(now, zone).date()):
        days |= {marked + n * DAY for n in range(-AROUND.days, AROUND.days + 1)}
    at = {MORNING, *(step.at for kind in KINDS for step in kind.steps if isinstance(step, Step))}
    before = {step.before for kind in KINDS for step in kind.steps if isinstance(step, Ahead)}
    hours = {instant(day, hour, zone) for day in days for hour in at}
    for item in coming.items_of(session, [event.id]):
        if item.day and item.start:
            hours |= {instant(item.day, item.start, zone) - span for span in before}
    pending = now + timedelta(minutes=31)  # what was just edited is told by then
    return sorted({now, pending, *(hour for hour in hours if hour > now)})


def _grouped(rows: Sequence[Played]) -> list[Heard]:
    found = []
    for (at, kind, _, _), group in groupby(rows, key=lambda row: (row.due_at, row.kind, row.subject, row.step)):
        own = list(group)
        found.append(Heard(at, kind, tuple(row.whom for row in own), own[0].text))
    return found


def show(request: Request) -> Reply:
    """The list, a page at a time; with `goi` every message itself, to the asking organiser alone."""
    heard = play(request.session, request.event, request.now, request.zone, request.channels)
    if not heard:
        return Reply(wording.NOTHING)
    said: RehearsalSaid = request.command.said
    if said.send:
        return Reply(wording.sending(_send(request, heard)))
    page = said.page
    part = heard[(page - 1) * PAGE : page * PAGE] or heard[:PAGE]
    lines = [(local(each.at, request.zone), len(each.people), each.text) for each in part]
    buttons = [Button(on_button.SEND_ONLY_ME, "/tongduyet goi")]
    if len(heard) > page * PAGE:
        buttons.insert(0, Button(on_button.SEE_MORE, f"/tongduyet {page + 1}"))
    total = sum(len(each.people) for each in heard)
    return Reply(wording.listed(lines, len(heard), total, (page - 1) * PAGE), tuple(buttons))


def _send(request: Request, heard: Sequence[Heard]) -> int:
    """One message for each day of the season; how many."""
    assert request.person is not None
    occurrence = rehearsing.occurrence(request.session, request.event.id, request.person.id)
    days = list(_by_day(heard, request.zone))
    for number, (day, own) in enumerate(days, 1):
        topic = Topic(request.event.id, KIND, f"rehearsal:{occurrence}", str(number))
        draft = Draft(request.person.id, None, _words(day, own, request.zone))
        outbox.put(request.session, topic, [draft], now=request.now, due_at=request.now)
    return len(days)


def _by_day(heard: Sequence[Heard], zone: str) -> Iterator[tuple[date, list[Heard]]]:
    for day, group in groupby(heard, key=lambda each: local(each.at, zone).date()):
        yield day, list(group)


def _words(day: date, own: Sequence[Heard], zone: str) -> "wording.Write":
    rows = [(local(each.at, zone), each.people, each.text) for each in own]
    return lambda number: Words(wording.of_day(day, rows, number))
