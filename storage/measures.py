"""Counts for the operator: messages by state, updates by state, the deliverer's last heartbeat."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.models import InboxUpdate, OutboxMessage, Person, Unit, Worker

STATES = ("queued", "sending", "sent", "confirmed", "unknown", "failed", "expired", "cancelled")


def outbox_by_state(session: Session, event_id: int | None = None) -> dict[str, int]:
    """How many messages stand in each state, zero included; they add up to all of them."""
    query = select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)
    if event_id is not None:
        query = query.where(OutboxMessage.event_id == event_id)
    counts = dict.fromkeys(STATES, 0)
    for state, count in session.execute(query):
        counts[state] = count
    return counts


def inbox_by_state(session: Session) -> dict[tuple[str, str], int]:
    """How many updates came by each channel and what became of them."""
    query = select(InboxUpdate.channel, InboxUpdate.state, func.count())
    rows = session.execute(query.group_by(InboxUpdate.channel, InboxUpdate.state))
    return {(channel, state): count for channel, state, count in rows}


def last_beat(session: Session) -> datetime | None:
    """When a deliverer last showed life, in real time; None before the first."""
    return session.scalar(select(Worker.beat_at).order_by(Worker.beat_at.desc()).limit(1))


@dataclass(frozen=True, slots=True)
class SentRow:
    """One message as the organiser sees it."""

    ref: str
    kind: str
    person: str
    unit: str | None
    channel: str | None
    state: str
    cause: str | None
    due_at: datetime
    sent_at: datetime | None
    text: str


def messages(session: Session, event_id: int, state: str | None, limit: int) -> list[SentRow]:
    """The event's messages, newest first, of one state where given."""
    query = (
        select(OutboxMessage, Person.name, Unit.name)
        .join(Person, Person.id == OutboxMessage.person_id)
        .outerjoin(Unit, Unit.id == OutboxMessage.unit_id)
        .where(OutboxMessage.event_id == event_id)
        .order_by(OutboxMessage.id.desc())
        .limit(limit)
    )
    rows = session.execute(query.where(OutboxMessage.state == state) if state else query)
    return [
        SentRow(m.ref, m.kind, person, unit, m.channel, m.state, m.cause, m.due_at, m.sent_at, m.text)
        for m, person, unit in rows
    ]
