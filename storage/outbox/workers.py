"""Those who deliver: they show life each second; what a silent one held is unknown, never sent again by itself."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from storage.models import Attempt, OutboxMessage, Worker
from storage.outbox.record import resend_rows
from storage.says import DIED, TOO_LATE

SILENT = timedelta(seconds=10)
FORGOTTEN = timedelta(days=1)
CRITICAL_WAITS = timedelta(minutes=2)


def beat(session: Session, worker: str, now_real: datetime) -> None:
    """Shows that this worker lives."""
    row = session.get(Worker, worker)
    if row is None:
        session.execute(delete(Worker).where(Worker.beat_at < now_real - FORGOTTEN))
        session.add(Worker(id=worker, started_at=now_real, beat_at=now_real))
    else:
        row.beat_at = now_real


def leave(session: Session, worker: str) -> None:
    """A worker that stops in order holds nothing and is forgotten."""
    session.execute(delete(Worker).where(Worker.id == worker))


def reap(session: Session, now_real: datetime, *, own: str) -> int:
    """Messages held by workers that fell silent become unknown; how many. A worker never judges itself."""
    alive = select(Worker.id).where(Worker.beat_at >= now_real - SILENT)
    rows = session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.state == "sending",
            OutboxMessage.worker_id != own,
            OutboxMessage.worker_id.not_in(alive),
        )
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.state, row.cause = "unknown", DIED
        session.add(Attempt(message_id=row.id, channel=row.channel or "", at=now_real, outcome="reaped", detail=None))
    return len(rows)


def expire(session: Session, now: datetime) -> int:
    """What waited past its time is not sent any more; a second try of an unknown message stays unknown."""
    late = update(OutboxMessage).where(OutboxMessage.state == "queued", OutboxMessage.expires_at <= now)
    session.execute(late.where(OutboxMessage.resent_at.is_not(None)).values(state="unknown", cause=TOO_LATE))
    return int(session.execute(late.values(state="expired", cause=TOO_LATE)).rowcount)  # type: ignore[attr-defined]


def resend_critical(session: Session, now_real: datetime) -> int:
    """Place, time, cancelled: two minutes after an unknown outcome such a message is sent once more, saying so."""
    return resend_rows(
        session,
        now_real,
        OutboxMessage.critical.is_(True),
        OutboxMessage.resent_at.is_(None),
        OutboxMessage.claimed_at <= now_real - CRITICAL_WAITS,
    )
