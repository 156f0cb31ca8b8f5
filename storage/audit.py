"""Every change leaves a line: who, what, before, after. What a message came to is read off its changes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.models import AuditEntry, Person

MADE = "changes made"


@dataclass(frozen=True, slots=True)
class Change:
    """What a verb of storage changed; `line` has its number once it is written."""

    action: str
    subject: str
    event_id: int | None
    unit_id: int | None
    actor_id: int | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    line: AuditEntry


def record(
    session: Session,
    *,
    now: datetime,
    action: str,
    subject: str,
    actor_id: int | None = None,
    event_id: int | None = None,
    unit_id: int | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Change:
    """Adds the line in the caller's transaction, so that no change stands without it; gives back the change."""
    line = AuditEntry(
        at=now,
        actor_id=actor_id,
        event_id=event_id,
        unit_id=unit_id,
        action=action,
        subject=subject,
        before=before or {},
        after=after or {},
    )
    session.add(line)
    change = Change(action, subject, event_id, unit_id, actor_id, line.before, line.after, line)
    session.info.setdefault(MADE, []).append(change)
    return change


def made(session: Session, since: int = 0) -> list[Change]:
    """What this session changed so far, in order; without the first `since`."""
    return list(session.info.get(MADE, ())[since:])


def unmake(session: Session, number: int) -> None:
    """Forgets the changes after the first `number`: their savepoint was rolled back."""
    del session.info.setdefault(MADE, [])[number:]


def line_of(session: Session, change: Change) -> int:
    """The number of a change's line, which is written now where it was not yet."""
    session.flush()
    return change.line.id


def newest(session: Session) -> int:
    """The last line there is: as long as it stays the same, nothing that counts was changed."""
    return session.scalar(select(func.max(AuditEntry.id))) or 0


def between(
    session: Session, after: int, to: int | None = None, *, actor_id: int | None, units: Collection[int] = ()
) -> Sequence[AuditEntry]:
    """The lines after one, up to another, that somebody made or that are about these units; oldest first."""
    query = select(AuditEntry).where(AuditEntry.id > after).order_by(AuditEntry.id)
    if to is not None:
        query = query.where(AuditEntry.id <= to)
    return session.scalars(query.where((AuditEntry.actor_id == actor_id) | AuditEntry.unit_id.in_(units))).all()


def of_unit(session: Session, event_id: int, unit_id: int, after: int = 0) -> Sequence[tuple[AuditEntry, str]]:
    """The lines about a unit at an event after one, each with who made it; oldest first."""
    query = (
        select(AuditEntry, Person.name)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(AuditEntry.event_id == event_id, AuditEntry.unit_id == unit_id, AuditEntry.id > after)
        .order_by(AuditEntry.id)
    )
    return [(line, name or "") for line, name in session.execute(query)]


def newest_of_unit(session: Session, event_id: int, unit_id: int) -> int:
    """The last line about a unit at an event; 0 where there is none."""
    query = select(func.max(AuditEntry.id)).where(AuditEntry.event_id == event_id, AuditEntry.unit_id == unit_id)
    return session.scalar(query) or 0
