"""Who must do what for an event."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from storage.models import Duty


def of_event(session: Session, event_id: int) -> Sequence[Duty]:
    """Every task of one event with the units that hold it, in the plan's order."""
    query = select(Duty).where(Duty.event_id == event_id).order_by(Duty.position).options(selectinload(Duty.holders))
    return session.scalars(query).all()
