"""Who still owes which paper, and who speaks for the units that do."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from storage.models import Deadline, Event, Membership, Paper, Submission, Unit

OWED = "owed"
MANY = 5_000  # ids in one question to the database

Speakers = Mapping[int, Sequence[tuple[int, bool]]]  # unit: its focal points, and whether they lead
Debts = Sequence["Debt"]


@dataclass(frozen=True, slots=True)
class Debt:
    """One paper that a unit has not handed in."""

    unit: Unit
    paper: Paper
    deadline_id: int


def open_deadlines(session: Session, after: datetime, before: datetime) -> Sequence[tuple[Deadline, Event]]:
    """Deadlines of published events that still stand, end in this stretch of time, and that somebody owes."""
    owing = (
        select(Submission.id)
        .join(Paper, Paper.id == Submission.paper_id)
        .where(Paper.deadline_id == Deadline.id, Submission.state == OWED)
        .exists()
    )
    rows = session.execute(
        select(Deadline, Event)
        .join(Event, Event.id == Deadline.event_id)
        .where(
            Deadline.too_late_from > after,
            Deadline.too_late_from < before,
            Deadline.cancelled_at.is_(None),
            Event.published_at.is_not(None),
            Event.cancelled_at.is_(None),
            owing,
        )
        .order_by(Deadline.too_late_from, Deadline.id)
    )
    return [(deadline, event) for deadline, event in rows]


def debts(session: Session, event_id: int, deadline_id: int | None = None) -> Sequence[Debt]:
    """What is owed under one deadline, or at the event: by unit, then paper."""
    where = [Deadline.event_id == event_id]
    return _debts(session, *where, *([Deadline.id == deadline_id] if deadline_id is not None else []))


def debts_of(session: Session, deadline_ids: Sequence[int]) -> Mapping[int, Sequence[Debt]]:
    """What is owed under each of these deadlines."""
    found: dict[int, list[Debt]] = {}
    for first in range(0, len(deadline_ids), MANY):
        for debt in _debts(session, Deadline.id.in_(deadline_ids[first : first + MANY])):
            found.setdefault(debt.deadline_id, []).append(debt)
    return found


def _debts(session: Session, *where: ColumnElement[bool]) -> list[Debt]:
    rows = session.execute(
        select(Unit, Paper, Deadline.id)
        .join(Submission, Submission.unit_id == Unit.id)
        .join(Paper, Paper.id == Submission.paper_id)
        .join(Deadline, Deadline.id == Paper.deadline_id)
        .where(Deadline.cancelled_at.is_(None), Submission.state == OWED, *where)
        .order_by(Unit.position, Unit.id, Deadline.position, Paper.position)
    )
    return [Debt(unit, paper, number) for unit, paper, number in rows]


def speakers(session: Session, event_ids: Collection[int]) -> Mapping[int, Speakers]:
    """The approved focal points of each event's units, each with whether they lead their unit's delegation.

    Who joined one event of a plan speaks for the unit at all of them.
    """
    joined = aliased(Event)
    rows = session.execute(
        select(Event.id, Membership.unit_id, Membership.person_id, Membership.lead)
        .join(joined, joined.plan_id == Event.plan_id)
        .join(Membership, Membership.event_id == joined.id)
        .where(
            Event.id.in_(event_ids),
            Membership.role == "focal",
            Membership.state == "approved",
            Membership.unit_id.is_not(None),
        )
        .order_by(Membership.id)
    )
    found: dict[int, dict[int, list[tuple[int, bool]]]] = {}
    for event_id, unit_id, person_id, lead in rows:
        assert unit_id is not None
        own = found.setdefault(event_id, {}).setdefault(unit_id, [])
        if person_id not in (known for known, _ in own):
            own.append((person_id, lead))
    return found


def told(owed: Iterable[Debt], speakers: Speakers, *, lead: bool) -> Mapping[int, Sequence[Debt]]:
    """What each focal point has to see to; for a unit that was merged, its successor's focal points too.

    With `lead` only those who lead where somebody else was told first; without it all the others.
    """
    found: dict[int, list[Debt]] = {}
    for debt in owed:
        units = dict.fromkeys((debt.unit.id, debt.unit.successor_id))
        people = dict(each for unit in units if unit is not None for each in speakers.get(unit, ()))
        alone = all(people.values())
        for person, leads in people.items():
            if lead == (leads and not alone):
                found.setdefault(person, []).append(debt)
    return found


def by_focal_point(session: Session, event_id: int, owed: Iterable[Debt]) -> Mapping[int, Sequence[Debt]]:
    """What every focal point of an event, leading or not, has to see to."""
    debts, here = list(owed), speakers(session, {event_id}).get(event_id, {})
    found = {person: list(own) for person, own in told(debts, here, lead=False).items()}
    for person, own in told(debts, here, lead=True).items():
        found.setdefault(person, []).extend(own)
    return found


def paper_names(session: Session, event_id: int) -> Sequence[str]:
    """Every paper of the event's deadlines that still stand."""
    query = select(Paper.name).join(Deadline, Deadline.id == Paper.deadline_id)
    query = query.where(Deadline.event_id == event_id, Deadline.cancelled_at.is_(None))
    return list(dict.fromkeys(session.scalars(query.order_by(Deadline.position, Paper.position))))
