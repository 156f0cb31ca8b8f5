"""Counts for the operator: messages by state, updates by state, the deliverer's last heartbeat."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.models import InboxUpdate, OutboxMessage, Worker

STATES = ("queued", "sending", "sent", "confirmed", "unknown", "failed", "expired", "cancelled")


def outbox_by_state(session: Session, event_id: int | None = None) -> dict[str, int]:
    """How many messages stand in each state, zero included; they add up to all of them."""
    query = select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)
    if event_id is not None:
        query = query.where(OutboxMessage.event_id == event_id)
    return dict.fromkeys(STATES, 0) | {state: count for state, count in session.execute(query)}


def inbox_by_state(session: Session) -> dict[tuple[str, str], int]:
    """How many updates came by each channel and what became of them."""
    query = select(InboxUpdate.channel, InboxUpdate.state, func.count())
    rows = session.execute(query.group_by(InboxUpdate.channel, InboxUpdate.state))
    return {(channel, state): count for channel, state, count in rows}


def last_beat(session: Session) -> datetime | None:
    """When a deliverer last showed life, in real time; None before the first."""
    return session.scalar(select(Worker.beat_at).order_by(Worker.beat_at.desc()).limit(1))
