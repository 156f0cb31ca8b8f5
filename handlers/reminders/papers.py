"""Papers that units owe: the focal points are reminded; silence climbs to the unit's lead, then to a call list."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from handlers.reminders.kinds import AROUND, DAY, Chosen, Kind, Matter, Rung, Step, in_sight, latest, steps_of
from handlers.wording import reminders as wording
from handlers.wording.reminders import Owed
from storage import owing, people
from storage.clock import instant, last_allowed_day, local
from storage.ladders import DEADLINE, Ladders
from storage.models import Deadline, Event
from storage.outbox import Draft
from storage.owing import Debt, Speakers

CLIMB = (Step("T", 0), Step("T+1", -1))
CALLS = (Step("T+2", -2, lasts=5 * DAY),)

Told = Iterator[tuple[Matter, Rung, Draft]]


def _open(session: Session, now: datetime, zone: str) -> Iterable[Matter]:
    """What is open around now, read once for the three kinds that ask in one tick."""
    kept = session.info.get("open papers")
    if kept is None or kept[0] != (now, zone):
        kept = session.info["open papers"] = ((now, zone), list(_read(session, now, zone)))
    found: list[Matter] = kept[1]
    return found


def _read(session: Session, now: datetime, zone: str) -> Iterator[Matter]:
    ladders = Ladders(session)
    last = in_sight(local(now, zone).date(), ladders.farthest(DEADLINE))
    for deadline, event in owing.open_deadlines(session, now - AROUND, instant(last + 2 * DAY, zone_name=zone)):
        yield matter_of(deadline, event, ladders, zone)


def matter_of(deadline: Deadline, event: Event, ladders: Ladders, zone: str) -> Matter:
    """A deadline whose day is known, of an event that was published, as what reminders count from."""
    assert deadline.too_late_from is not None
    known = latest(deadline.created_at, event.published_at, deadline.dated_at, event.restored_at)
    return Matter(
        f"deadline:{deadline.id}", event, known, last_allowed_day(deadline.too_late_from, zone),
        deadline.too_late_from, deadline, steps=steps_of(ladders.of(DEADLINE, event.id, deadline.id)),
        occurrence=deadline.occurrence,
    )  # fmt: skip


def _by_unit(session: Session, chosen: Chosen) -> Iterator[tuple[Matter, Rung, Sequence[Debt], Speakers]]:
    """Each deadline with what is owed under it, and who speaks for the units of its event."""
    owed = owing.debts_of(session, [matter.about.id for matter, _ in chosen])
    speakers = owing.speakers(session, {matter.event.id for matter, _ in chosen})
    for matter, step in chosen:
        if debts := owed.get(matter.about.id):
            yield matter, step, debts, speakers.get(matter.event.id, {})


def _focal_points(session: Session, chosen: Chosen, now: datetime, zone: str) -> Told:
    """Every focal point; a lead only where the unit has nobody else."""
    for matter, step, debts, speakers in _by_unit(session, chosen):
        for person, own in owing.told(debts, speakers, lead=False).items():
            yield matter, step, _draft(matter, step, person, own, zone)


def _leads(session: Session, chosen: Chosen, now: datetime, zone: str) -> Told:
    """The unit's lead hears on the last day and after it, where the focal points did not settle it."""
    for matter, step, debts, speakers in _by_unit(session, chosen):
        for person, own in owing.told(debts, speakers, lead=True).items():
            yield matter, step, _draft(matter, step, person, own, zone, lead=True)


def _draft(matter: Matter, step: Rung, person: int, debts: Sequence[Debt], zone: str, *, lead: bool = False) -> Draft:
    owed = Owed(matter.about, debts, step.days_before < 0, lead)
    return Draft(person, debts[0].unit.id, lambda number: wording.papers([owed], number, zone), owed)


def _one_moment(owed: Owed) -> Hashable:
    return owed.row.too_late_from, owed.overdue, owed.lead


def _open_days(session: Session, now: datetime, zone: str) -> Iterable[Matter]:
    """The deadlines of an event that end on one day as one matter: a unit is telephoned once for all its papers."""
    days: dict[tuple[int, date], list[Matter]] = {}
    for matter in _open(session, now, zone):
        days.setdefault((matter.event.id, matter.last_day), []).append(matter)
    for (_, day), own in days.items():
        known, ends = min(each.known_since for each in own), max(each.ends for each in own)
        yield Matter(f"calls:{day.isoformat()}", own[0].event, known, day, ends, [each.about for each in own])


def _call_list(session: Session, chosen: Chosen, now: datetime, zone: str) -> Told:
    """Organisers get the units that still owe, with whom to telephone."""
    owed = owing.debts_of(session, [row.id for matter, _ in chosen for row in matter.about])
    for matter, step in chosen:
        debts = [debt for row in matter.about for debt in owed.get(row.id, ())]
        units = list(dict.fromkeys(debt.unit.id for debt in debts))
        phones = people.telephones(session, matter.event.id, units)
        for organiser in people.organisers_of(session, matter.event.id) if debts else ():
            yield matter, step, _calls(matter, organiser.id, debts, phones, zone)


def _calls(matter: Matter, person: int, debts: Sequence[Debt], phones: dict[int, list[str]], zone: str) -> Draft:
    rows = [row for row in matter.about if any(debt.deadline_id == row.id for debt in debts)]
    by_place = sorted(debts, key=lambda debt: (debt.unit.position, debt.unit.id))
    return Draft(person, None, lambda number: wording.call_list(rows, by_place, phones, number, zone))


KINDS = (
    Kind("deadline", (), _open, _focal_points, merges=True, alike=_one_moment, join=wording.papers),
    Kind("lead", CLIMB, _open, _leads, merges=True, alike=_one_moment, join=wording.papers),
    Kind("call_list", CALLS, _open_days, _call_list),
)
