"""The days of the event: the morning's programme, who is next, who arrives. No day off moves these."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from math import ceil

from sqlalchemy.orm import Session

from handlers.changes.affected import performing
from handlers.reminders.kinds import DAY, Ahead, Chosen, Kind, Matter, Rung, Step, latest
from handlers.reminders.meetings import known_since, things_to_bring
from handlers.wording import reminders as wording
from storage import coming, people
from storage.clock import instant, local
from storage.models import Event, Membership, ProgrammeItem
from storage.outbox import Draft

AT_SEVEN = (Step("07:00", 0, time(7), moves=False),)
SOON = (Ahead("15m", timedelta(minutes=15)),)

Told = Iterator[tuple[Matter, Rung, Draft]]


def _mornings(session: Session, now: datetime, zone: str) -> Iterable[Matter]:
    day = local(now, zone).date()
    events = coming.held_on(session, day)
    items = coming.items_of(session, [event.id for event in events])
    for event in events:
        yield day_of(event, day, items, zone)


def day_of(event: Event, day: date, items: Sequence[ProgrammeItem], zone: str) -> Matter:
    """One day of a published event, with those of the items that are its own."""
    own = [item for item in items if item.event_id == event.id and item.day == day]
    return Matter(f"day:{day.isoformat()}", event, known_since(event), day, _over(day, own, zone), own)


def _over(day: date, items: Sequence[ProgrammeItem], zone: str) -> datetime:
    """The day's programme is no news any more once its last item has begun."""
    starts = [item.start for item in items if item.start]
    return instant(day, max(starts, default=time(18)), zone)


def _everybody(session: Session, chosen: Chosen, now: datetime, zone: str) -> Told:
    members = coming.approved(session, {matter.event.id for matter, _ in chosen})
    for matter, step in chosen:
        event = matter.event
        bring = things_to_bring(session, event) if matter.last_day == event.starts_on else []
        for member in _one_each(members, event):
            yield matter, step, Draft(member.person_id, member.unit_id, _morning(matter, bring))


def _one_each(members: Sequence[Membership], event: Event) -> Iterator[Membership]:
    """Each person once, with the unit they speak for where they have one."""
    own = [member for member in members if member.event_id == event.id]
    found: dict[int, Membership] = {}
    for member in sorted(own, key=lambda each: (each.unit_id is None, each.id)):
        found.setdefault(member.person_id, member)
    yield from sorted(found.values(), key=lambda each: each.id)


def _morning(matter: Matter, bring: Sequence[tuple[str, str]]) -> "wording.Write":
    return lambda number: wording.morning(matter.event, matter.last_day, matter.about, number, bring)


def _soon(session: Session, now: datetime, zone: str) -> Iterable[Matter]:
    today = local(now, zone).date()
    for item, event in coming.timed_items(session, (today, today + DAY)):
        if item.performers:
            yield matter_of(item, event, zone)


def matter_of(item: ProgrammeItem, event: Event, zone: str) -> Matter:
    """An item with a day and an hour, of a published event, as what its performers are reminded of."""
    assert item.day is not None
    assert item.start is not None
    begins, known = instant(item.day, item.start, zone), latest(known_since(event), item.dated_at)
    return Matter(f"item:{item.id}", event, known, item.day, begins, item, begins, occurrence=item.occurrence)


def _performers(session: Session, chosen: Chosen, now: datetime, zone: str) -> Told:
    members = coming.approved(session, {matter.event.id for matter, _ in chosen})
    for matter, step in chosen:
        for member in performing(matter.about, [m for m in members if m.event_id == matter.event.id]):
            yield matter, step, Draft(member.person_id, member.unit_id, _next(matter, now))


def _next(matter: Matter, now: datetime) -> "wording.Write":
    minutes = ceil((matter.ends - now) / timedelta(minutes=1))
    return lambda number: wording.soon(matter.event, matter.about, minutes, number)


def _arrivals(session: Session, now: datetime, zone: str) -> Iterable[Matter]:
    today = local(now, zone).date()
    by_event: dict[int, tuple[Event, list[wording.Coming]]] = {}
    for arrival, event, unit in coming.arrivals_on(session, (today,)):
        by_event.setdefault(event.id, (event, []))[1].append((arrival, unit))
    for event, rows in by_event.values():
        known = latest(event.published_at, event.restored_at)
        yield Matter(f"arrivals:{today.isoformat()}", event, known, today, instant(today + DAY, zone_name=zone), rows)


def _hosts_and_guests(session: Session, chosen: Chosen, now: datetime, zone: str) -> Told:
    """The whole list to the organisers; each unit's own line to its focal points."""
    members = coming.approved(session, {matter.event.id for matter, _ in chosen})
    for matter, step in chosen:
        organisers = {person.id for person in people.organisers_of(session, matter.event.id)}
        for person in organisers:
            yield matter, step, Draft(person, None, _listed(matter.event, matter.about, own=False))
        for arrival, unit in matter.about:
            for member in members:
                own = member.role == "focal" and member.unit_id == (unit.successor_id or unit.id)
                focal = own and member.person_id not in organisers
                if focal and member.event_id == matter.event.id:
                    yield matter, step, Draft(member.person_id, unit.id, _listed(matter.event, [(arrival, unit)]))


def _listed(event: Event, rows: Sequence["wording.Coming"], *, own: bool = True) -> "wording.Write":
    return lambda number: wording.arrivals(event, rows, number, own=own)


KINDS = (
    Kind("morning", AT_SEVEN, _mornings, _everybody),
    Kind("soon", SOON, _soon, _performers),
    Kind("arrival", AT_SEVEN, _arrivals, _hosts_and_guests),
)
