"""The units a plan knows and the quota it gives them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from storage.models import Event, InvitedUnit, Unit


def of_plan(session: Session, event_id: int, *, spelt: bool = True) -> Sequence[Unit]:
    """Every unit of the event's plan, members first; with its spellings where they are needed."""
    plan_id = select(Event.plan_id).where(Event.id == event_id).scalar_subquery()
    query = select(Unit).where(Unit.plan_id == plan_id).order_by(Unit.position)
    return session.scalars(query.options(selectinload(Unit.aliases)) if spelt else query).all()


def quotas(session: Session, event_id: int) -> dict[int, int]:
    """Seats per unit, for the units to which the plan gives a number."""
    query = select(InvitedUnit.unit_id, InvitedUnit.quota).where(
        InvitedUnit.event_id == event_id, InvitedUnit.quota.is_not(None)
    )
    return {unit_id: quota for unit_id, quota in session.execute(query) if quota is not None}
