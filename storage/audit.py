"""Every change leaves a line: who, what, before, after."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.models import AuditEntry


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
) -> None:
    """Adds the line in the caller's transaction, so that no change stands without it."""
    session.add(
        AuditEntry(
            at=now,
            actor_id=actor_id,
            event_id=event_id,
            unit_id=unit_id,
            action=action,
            subject=subject,
            before=before or {},
            after=after or {},
        )
    )


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
