"""What a dress rehearsal looks at, inside a savepoint that is rolled back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.clock import last_allowed_day, month_before
from storage.models import Deadline, Event, OutboxMessage, Person, ProgrammeItem, Unit


@dataclass(frozen=True, slots=True)
class Played:
    """One message to one person, as it would go out."""

    due_at: datetime
    kind: str
    subject: str
    step: str
    whom: str
    text: str


def publish(session: Session, event: Event, now: datetime) -> None:
    """A draft is played as if it were published now."""
    if event.published_at is None:
        event.published_at = now
    session.flush()


def newest(session: Session) -> int:
    """The last message there is."""
    return session.scalar(select(func.max(OutboxMessage.id))) or 0


def take_for_sent(session: Session, after: int) -> None:
    """The season goes on as if everything had arrived."""
    rows = update(OutboxMessage).where(OutboxMessage.id > after, OutboxMessage.state == "queued")
    session.execute(rows.values(state="sent"))


def played(session: Session, event_id: int, after: int) -> Sequence[Played]:
    """The event's messages since then, by hour, each with its person and unit."""
    rows = session.execute(
        select(OutboxMessage, Person.name, Unit.name)
        .join(Person, Person.id == OutboxMessage.person_id)
        .outerjoin(Unit, Unit.id == OutboxMessage.unit_id)
        .where(OutboxMessage.event_id == event_id, OutboxMessage.id > after)
        .order_by(OutboxMessage.due_at, OutboxMessage.kind, OutboxMessage.subject, OutboxMessage.step, OutboxMessage.id)
    )
    return [
        Played(row.due_at, row.kind, row.subject, row.step, f"{name} ({unit})" if unit else name, row.text)
        for row, name, unit in rows
    ]


def days(session: Session, event: Event, today: date) -> Iterable[date]:
    """The days around which messages fall: the event's own, its items', its deadlines', the month of an open day."""
    due = select(Deadline.too_late_from).where(Deadline.event_id == event.id, Deadline.too_late_from.is_not(None))
    items = select(ProgrammeItem.day).where(ProgrammeItem.event_id == event.id, ProgrammeItem.day.is_not(None))
    found = {today, event.starts_on, event.ends_on, *session.scalars(items)}
    found |= {last_allowed_day(instant) for instant in session.scalars(due) if instant is not None}
    if event.starts_on is None and event.month:
        found.add(month_before(event.month))
    return {day for day in found if day is not None}


def occurrence(session: Session, event_id: int, person_id: int) -> int:
    """How many rehearsals this person has had, and one."""
    query = select(func.count(OutboxMessage.subject.distinct())).where(
        OutboxMessage.event_id == event_id, OutboxMessage.person_id == person_id, OutboxMessage.kind == "rehearsal"
    )
    return 1 + (session.scalar(query) or 0)
