"""What units owe and what they say they handed in. Every mark has a version and an audit line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import Session

from storage import audit
from storage.models import Deadline, Event, Paper, Submission, Unit

OWED, CLAIMED, RECEIVED = "owed", "claimed", "received"


@dataclass(frozen=True, slots=True)
class Owing:
    """One paper of one unit: what, for which deadline, in which state."""

    submission_id: int
    unit: Unit
    paper: str
    deadline: Deadline
    state: str


def of_unit(session: Session, event_id: int, unit_id: int) -> list[Owing]:
    """Every paper the unit was asked for, and units that went into it, by deadline and order."""
    return [row for row in of_event(session, event_id) if unit_id in (row.unit.id, row.unit.successor_id)]


def of_event(session: Session, event_id: int) -> list[Owing]:
    """Every paper of every unit under the event's plan: the submission matrix, row by row."""
    rows = session.execute(
        select(Submission, Paper, Deadline, Unit)
        .join(Paper, Submission.paper_id == Paper.id)
        .join(Deadline, Paper.deadline_id == Deadline.id)
        .join(Unit, Submission.unit_id == Unit.id)
        .where(Deadline.plan_id == _plan_of(event_id), Deadline.cancelled_at.is_(None))
        .order_by(Unit.position, Deadline.too_late_from, Deadline.id, Paper.position)
    )
    return [Owing(sub.id, unit, paper.name, deadline, sub.state) for sub, paper, deadline, unit in rows]


def _plan_of(event_id: int) -> ScalarSelect[int]:
    return select(Event.plan_id).where(Event.id == event_id).scalar_subquery()


def mark(
    session: Session, event_id: int, unit_id: int, submission_ids: Sequence[int], state: str, *,
    by_id: int | None, now: datetime,
) -> list[Submission]:  # fmt: skip
    """Sets the state of papers of one unit; what is of another unit or event is left alone. Returns what changed."""
    rows = session.scalars(
        select(Submission)
        .join(Paper)
        .join(Deadline)
        .where(
            Submission.id.in_(submission_ids),
            Submission.unit_id.in_(select(Unit.id).where((Unit.id == unit_id) | (Unit.successor_id == unit_id))),
            Deadline.plan_id == _plan_of(event_id),
            Submission.state != state,
        )
        .with_for_update(of=Submission)
    ).all()
    for row in rows:
        before = {"state": row.state}
        row.state, row.marked_by, row.marked_at = state, by_id, now
        row.version += 1
        audit.record(
            session, now=now, action="submission", subject=f"submission:{row.id}", actor_id=by_id, event_id=event_id,
            unit_id=unit_id, before=before, after={"state": state},
        )  # fmt: skip
    return list(rows)
