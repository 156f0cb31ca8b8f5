"""A person's next address takes over, by rule: lowest rank first, of the channels that work."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.models import Address, Attempt, OutboxMessage

AT_ONCE = 200  # messages of a channel that move in one transaction
MOVED = "moved"


def next_address(session: Session, row: OutboxMessage, channels: Collection[str]) -> Address | None:
    """Where this message may go instead: not where it was tried, not where the person cannot be reached."""
    tried = select(Attempt.channel).where(Attempt.message_id == row.id, Attempt.outcome.in_(("refused", MOVED)))
    query = select(Address).where(
        Address.person_id == row.person_id,
        Address.channel.in_([channel for channel in channels if channel != row.channel]),
        Address.channel.not_in(tried),
        Address.unreachable_since.is_(None),
    )
    return session.scalar(query.order_by(Address.rank, Address.id).limit(1))


def move(row: OutboxMessage, to: Address) -> None:
    """Back to the queue on another channel, where its parts are cut anew; what was tried stays written down."""
    row.channel, row.address, row.state, row.cause = to.channel, to.address, "queued", None
    row.claim_token = row.worker_id = row.claimed_at = row.not_before = None
    row.tries = 0


def leave_channel(
    session: Session, channel: str, channels: Collection[str], *,
    now: datetime, now_real: datetime, why: str, urgent_too: bool = True,
) -> int:  # fmt: skip
    """Moves what is due on a channel that does not deliver to those who have another way; how many."""
    if not channels:
        return 0
    others: Any = (
        select(Address.id)
        .where(
            Address.person_id == OutboxMessage.person_id,
            Address.channel.in_(list(channels)),
            Address.unreachable_since.is_(None),
        )
        .exists()
    )
    due = [OutboxMessage.state == "queued", OutboxMessage.channel == channel, OutboxMessage.due_at <= now, others]
    if not urgent_too:
        due.append(OutboxMessage.critical.is_(False))
    rows = session.scalars(
        select(OutboxMessage).where(*due).order_by(OutboxMessage.id).limit(AT_ONCE).with_for_update(skip_locked=True)
    ).all()
    moved = 0
    for row in rows:
        if to := next_address(session, row, channels):
            session.add(Attempt(message_id=row.id, channel=channel, at=now_real, outcome=MOVED, detail=why))
            move(row, to)
            moved += 1
    return moved


def unreachable(session: Session, channel: str, address: str, now: datetime) -> None:
    """A chat that put the bot out: what comes next goes another way."""
    here = (Address.channel == channel, Address.address == address, Address.unreachable_since.is_(None))
    session.execute(update(Address).where(*here).values(unreachable_since=now))
