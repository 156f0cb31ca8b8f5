"""What an organiser sends to many: a draft with a count, frozen into one message per person when confirmed."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import audit, outbox
from storage.models import Address, Broadcast, Membership, OutboxMessage, Person, Unit
from storage.outbox import Draft, Topic, Words
from storage.segments import Recipient

KIND = "broadcast"
ONCE = "1"  # a broadcast has one occurrence


def add(
    session: Session, event_id: int, segment: str, text: str, *,
    recipients: int, critical: bool, author_id: int | None, now: datetime,
) -> Broadcast:  # fmt: skip
    """Keeps a draft with the count that the organiser sees."""
    row = Broadcast(
        event_id=event_id, author_id=author_id, segment=segment, text=text, critical=critical, state="draft",
        recipients=recipients, created_at=now, version=1,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def locked(session: Session, event_id: int, broadcast_id: int) -> Broadcast | None:
    """A broadcast of this event, held so that two presses become one."""
    query = select(Broadcast).where(Broadcast.event_id == event_id, Broadcast.id == broadcast_id)
    return session.scalar(query.with_for_update())


def recount(row: Broadcast, recipients: int) -> None:
    """The people changed since the draft was shown: an older button no longer fits."""
    row.recipients = recipients
    row.version += 1


def address(row: Broadcast, segment: str, recipients: int) -> None:
    """Whom a draft goes to, named after its text; an older button no longer fits."""
    row.segment, row.recipients = segment, recipients
    row.version += 1


def drop(row: Broadcast) -> None:
    """The organiser thought better of it."""
    row.state = "stopped"
    row.version += 1


def freeze(
    session: Session, row: Broadcast, recipients: Sequence[Recipient], write: Callable[[str], Words], *,
    now: datetime, actor_id: int | None,
) -> int:  # fmt: skip
    """Confirms a draft: its recipients and one message for each, in the caller's transaction."""
    row.state, row.confirmed_at, row.recipients = "sent", now, len(recipients)
    row.version += 1
    if row.corrects_id is not None:  # what still waits of the wrong text does not leave any more
        outbox.stop(session, Topic(row.event_id, KIND, f"broadcast:{row.corrects_id}", ONCE))
    drafts = [Draft(person.person_id, person.unit_id, write) for person in recipients]
    audit.record(
        session, now=now, action="broadcast", subject=f"broadcast:{row.id}", actor_id=actor_id,
        event_id=row.event_id, after={"segment": row.segment, "recipients": len(recipients)},
    )  # fmt: skip
    return outbox.put(session, topic(row), drafts, now=now, due_at=now, critical=row.critical, file_id=row.file_id)


def schedule(session: Session, row: Broadcast, *, now: datetime, actor_id: int | None) -> None:
    """Confirms a draft for a later hour; its recipients are frozen when it is due."""
    assert row.send_at is not None
    row.state, row.confirmed_at = "scheduled", now
    row.version += 1
    audit.record(
        session, now=now, action="schedule_broadcast", subject=f"broadcast:{row.id}", actor_id=actor_id,
        event_id=row.event_id, after={"segment": row.segment, "send_at": row.send_at.isoformat()},
    )  # fmt: skip


def any_due(session: Session, now: datetime) -> bool:
    """Whether the hour of a scheduled broadcast has come."""
    query = select(Broadcast.id).where(Broadcast.state == "scheduled", Broadcast.send_at <= now)
    return session.scalar(query.limit(1)) is not None


def due(session: Session, now: datetime) -> Sequence[Broadcast]:
    """Scheduled broadcasts whose hour has come."""
    query = select(Broadcast).where(Broadcast.state == "scheduled", Broadcast.send_at <= now)
    return session.scalars(query.order_by(Broadcast.id).with_for_update(skip_locked=True)).all()


def author_may(session: Session, row: Broadcast) -> bool:
    """Whether who scheduled it is still an organiser of its event."""
    query = select(Membership.id).where(
        Membership.event_id == row.event_id, Membership.person_id == row.author_id,
        Membership.role == "organiser", Membership.state == "approved",
    )  # fmt: skip
    return row.author_id is None or session.scalar(query) is not None


def reached(session: Session, event_id: int, broadcast_id: int) -> list[Recipient]:
    """Those who got a broadcast, may have got it, or still would."""
    query = select(OutboxMessage.person_id, OutboxMessage.unit_id).where(
        OutboxMessage.event_id == event_id, OutboxMessage.kind == KIND,
        OutboxMessage.subject == f"broadcast:{broadcast_id}",
        OutboxMessage.state.in_(("queued", "sending", "sent", "confirmed", "unknown")),
    )  # fmt: skip
    return [Recipient(person, unit) for person, unit in session.execute(query.order_by(OutboxMessage.id))]


def number_of(session: Session, broadcast_id: int | None) -> str | None:
    """The number that a broadcast's messages carry: "07"."""
    query = select(OutboxMessage.ref).where(
        OutboxMessage.kind == KIND, OutboxMessage.subject == f"broadcast:{broadcast_id}"
    )
    ref = session.scalar(query.limit(1)) if broadcast_id is not None else None
    return ref.removeprefix("HN-").split("/")[0] if ref else None


def stop(session: Session, row: Broadcast, *, now: datetime, actor_id: int | None) -> int:
    """Holds back what has not left yet; how many."""
    stopped = outbox.stop(session, topic(row))
    row.state = "stopped"
    row.version += 1
    audit.record(
        session, now=now, action="stop_broadcast", subject=f"broadcast:{row.id}", actor_id=actor_id,
        event_id=row.event_id, after={"stopped": stopped},
    )  # fmt: skip
    return stopped


def resend(session: Session, row: Broadcast, *, now: datetime, now_real: datetime, actor_id: int | None) -> int:
    """Sends once more, saying so, to those of whom nobody knows whether it came; how many."""
    again = outbox.resend(session, topic(row), now_real)
    if again:
        audit.record(
            session, now=now, action="resend_broadcast", subject=f"broadcast:{row.id}", actor_id=actor_id,
            event_id=row.event_id, after={"again": again},
        )  # fmt: skip
    return again


def confirmed(session: Session, event_id: int, limit: int = 5) -> Sequence[Broadcast]:
    """The newest broadcasts that went out."""
    query = select(Broadcast).where(Broadcast.event_id == event_id, Broadcast.confirmed_at.is_not(None))
    return session.scalars(query.order_by(Broadcast.id.desc()).limit(limit)).all()


def topic(row: Broadcast) -> Topic:
    return Topic(row.event_id, KIND, f"broadcast:{row.id}", ONCE)


def by_unit(session: Session, recipients: Iterable[Recipient]) -> list[tuple[str | None, int]]:
    """How many people of each unit, in the plan's order; None for those of no unit, last."""
    counts: dict[int | None, int] = {}
    for person in recipients:
        counts[person.unit_id] = counts.get(person.unit_id, 0) + 1
    units = session.scalars(
        select(Unit).where(Unit.id.in_([unit for unit in counts if unit])).order_by(Unit.position, Unit.id)
    )
    named: list[tuple[str | None, int]] = [(unit.name, counts[unit.id]) for unit in units]
    return named + ([(None, counts[None])] if None in counts else [])


def by_channel(
    session: Session, recipients: Iterable[Recipient], *, critical: bool = False
) -> list[tuple[str | None, int]]:
    """How many people each channel reaches; None for those who cannot be reached or asked not to be."""
    people = {person.person_id for person in recipients}
    homes: dict[int, str] = {}
    rows = (
        select(Address)
        .join(Person, Person.id == Address.person_id)
        .where(Address.person_id.in_(people), Address.unreachable_since.is_(None))
    )
    rows = rows if critical else rows.where(Person.stopped_at.is_(None))
    for address in session.scalars(rows.order_by(Address.rank, Address.id)):
        homes.setdefault(address.person_id, address.channel)
    counts: dict[str | None, int] = {}
    for channel in sorted(homes.values()):
        counts[channel] = counts.get(channel, 0) + 1
    missing = len(people) - len(homes)
    return list(counts.items()) + ([(None, missing)] if missing else [])
