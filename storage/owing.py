"""Who still owes which paper, and who speaks for the units that do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Deadline, Event, Membership, Paper, Submission, Unit

OWED = "owed"


@dataclass(frozen=True, slots=True)
class Debt:
    """One paper that a unit has not handed in."""

    unit: Unit
    paper: Paper
    deadline_id: int


def open_deadlines(session: Session, now: datetime) -> Sequence[tuple[Deadline, Event]]:
    """Deadlines of published events that still stand, whose day is known and not over, and that somebody owes."""
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
            Deadline.too_late_from > now,
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
    query = (
        select(Unit, Paper, Deadline.id)
        .join(Submission, Submission.unit_id == Unit.id)
        .join(Paper, Paper.id == Submission.paper_id)
        .join(Deadline, Deadline.id == Paper.deadline_id)
        .where(Deadline.event_id == event_id, Deadline.cancelled_at.is_(None), Submission.state == OWED)
        .order_by(Unit.position, Unit.id, Deadline.position, Paper.position)
    )
    rows = session.execute(query.where(Deadline.id == deadline_id) if deadline_id is not None else query)
    return [Debt(unit, paper, number) for unit, paper, number in rows]


def focal_points(session: Session, event_id: int) -> Mapping[int, Sequence[int]]:
    """The approved focal points of each unit, by their ids; who joined one event of a plan speaks for all of it."""
    plan_id = select(Event.plan_id).where(Event.id == event_id).scalar_subquery()
    rows = session.execute(
        select(Membership.unit_id, Membership.person_id)
        .join(Event, Event.id == Membership.event_id)
        .where(
            Event.plan_id == plan_id,
            Membership.role == "focal",
            Membership.state == "approved",
            Membership.unit_id.is_not(None),
        )
        .order_by(Membership.id)
    )
    found: dict[int, list[int]] = {}
    for unit_id, person_id in rows:
        assert unit_id is not None
        found.setdefault(unit_id, []).append(person_id)
    return found


def by_focal_point(session: Session, event_id: int, owed: Iterable[Debt]) -> Mapping[int, Sequence[Debt]]:
    """What each focal point has to see to; for a unit that was merged, its successor's focal points too."""
    speakers = focal_points(session, event_id)
    found: dict[int, list[Debt]] = {}
    for debt in owed:
        units = dict.fromkeys((debt.unit.id, debt.unit.successor_id))
        people = [person for unit in units if unit is not None for person in speakers.get(unit, ())]
        for person in dict.fromkeys(people):
            found.setdefault(person, []).append(debt)
    return found


def paper_names(session: Session, event_id: int) -> Sequence[str]:
    """Every paper of the event's deadlines that still stand."""
    query = select(Paper.name).join(Deadline, Deadline.id == Paper.deadline_id)
    query = query.where(Deadline.event_id == event_id, Deadline.cancelled_at.is_(None))
    return list(dict.fromkeys(session.scalars(query.order_by(Deadline.position, Paper.position))))
