"""What is due when, and what one unit still owes."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from storage.models import Deadline, Event, Paper, Submission


def of_plan(session: Session, event_id: int) -> Sequence[Deadline]:
    """Every deadline of the event's plan that still stands, in the plan's order."""
    plan_id = select(Event.plan_id).where(Event.id == event_id).scalar_subquery()
    query = (
        select(Deadline)
        .where(Deadline.plan_id == plan_id, Deadline.cancelled_at.is_(None))
        .order_by(Deadline.position)
        .options(selectinload(Deadline.papers))
    )
    return session.scalars(query).all()


def cancelled(session: Session, event_id: int) -> Sequence[Deadline]:
    """The event's own deadlines that were called off."""
    query = select(Deadline).where(Deadline.event_id == event_id, Deadline.cancelled_at.is_not(None))
    return session.scalars(query.order_by(Deadline.position).options(selectinload(Deadline.papers))).all()


def of_event(session: Session, event_id: int) -> Sequence[Deadline]:
    """Those of them that serve this event of the plan."""
    return [row for row in of_plan(session, event_id) if row.event_id == event_id]


def titles(rows: Iterable[Deadline]) -> dict[int, str]:
    """What each is called in talk: its own words and its papers' names."""
    return {row.id: f"{row.what} {' '.join(paper.name for paper in row.papers)}" for row in rows}


def states_of_unit(session: Session, event_id: int, unit_id: int) -> dict[int, list[str]]:
    """For each deadline of the plan the states of the unit's papers: owed, claimed, received, excused."""
    plan_id = select(Event.plan_id).where(Event.id == event_id).scalar_subquery()
    query = (
        select(Paper.deadline_id, Submission.state)
        .join(Submission, Submission.paper_id == Paper.id)
        .join(Deadline, Deadline.id == Paper.deadline_id)
        .where(Deadline.plan_id == plan_id, Submission.unit_id == unit_id)
        .order_by(Paper.position)
    )
    states: dict[int, list[str]] = {}
    for deadline_id, state in session.execute(query):
        states.setdefault(deadline_id, []).append(state)
    return states
