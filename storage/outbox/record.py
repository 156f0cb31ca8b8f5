"""What became of a claimed message. Every step may be repeated: it is applied once or not at all."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from storage.database import Database
from storage.models import Address, Attempt, OutboxMessage, OutboxPart
from storage.outbox.claim import Claimed
from storage.outbox.failover import move, next_address
from storage.outbox.hold import hold
from storage.outbox.put import Topic, same_topic

NEWEST = 50  # of one person's messages; those that await a word are among the newest

EDITED = "edited"
PART = "part"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`state` is where the message goes; `result` is the attempt's: accepted, not_sent, refused or unknown.

    Of a long message of which a part was accepted the result is `part`: the rest waits, and is no try of its own.
    """

    state: str
    result: str
    cause: str | None = None
    not_before: datetime | None = None  # real time
    whole_channel: bool = False  # not_before holds for all that waits on the channel
    wakes: bool = False  # the channel answers again: what rests on it need not
    platform_id: str | None = None
    part: int = 1
    unreachable: bool = False  # the person's address will not work again
    moved_to: str | None = None
    others: tuple[str, ...] = ()  # channels that work, should this one not reach the person


def record(session: Session, claimed: Claimed, outcome: Outcome, *, now: datetime, now_real: datetime) -> bool:
    """Writes the outcome if the message is still held by this claim; False where it is not (any more)."""
    if not _moved_on(session, claimed, outcome, now):
        return False
    if outcome.result != PART:
        session.add(
            Attempt(
                message_id=claimed.id, channel=claimed.channel, at=now_real, outcome=outcome.result,
                detail=outcome.cause,
            )
        )  # fmt: skip
    if outcome.platform_id is not None:
        _add_part(session, claimed, outcome.part, outcome.platform_id)
    if outcome.moved_to is not None:
        _move(session, claimed, outcome.moved_to)
    if outcome.unreachable:
        _at_address(session, claimed, unreachable_since=now)
        _go_another_way(session, claimed, outcome)
    if outcome.whole_channel and outcome.not_before is not None:
        hold(session, claimed.channel, outcome.not_before)
    if outcome.wakes:
        _wake(session, claimed.channel)
    return True


def _go_another_way(session: Session, claimed: Claimed, outcome: Outcome) -> None:
    session.flush()
    row = session.get_one(OutboxMessage, claimed.id, populate_existing=True)
    if to := next_address(session, row, outcome.others):
        move(row, to)


def corrected(database: Database, claimed: Claimed, now_real: datetime) -> None:
    """The message that this one corrects says so now: written down once."""
    with database.transaction() as session:
        done = (Attempt.message_id == claimed.id, Attempt.outcome == EDITED)
        if session.scalar(select(Attempt.id).where(*done)) is None:
            session.add(
                Attempt(message_id=claimed.id, channel=claimed.channel, at=now_real, outcome=EDITED, detail=None)
            )


def confirm(session: Session, person_id: int, batch: str, now: datetime) -> OutboxMessage | None:
    """The person says that message "07" came: that proves delivery. None where they were sent no such message."""
    row = session.scalar(
        select(OutboxMessage)
        .where(OutboxMessage.person_id == person_id, OutboxMessage.ref.startswith(f"HN-{batch}/", autoescape=True))
        .with_for_update()
    )
    if row is None or row.state not in ("sending", "sent", "unknown", "confirmed"):
        return None
    row.state, row.cause, row.sent_at = "confirmed", None, row.sent_at or now
    return row


def awaiting(session: Session, person_id: int, since: datetime) -> OutboxMessage | None:
    """The newest message to a person that asks to be confirmed and was not yet."""
    query = select(OutboxMessage).where(
        OutboxMessage.person_id == person_id,
        OutboxMessage.state.in_(("sending", "sent", "unknown")),
        func.coalesce(OutboxMessage.sent_at, OutboxMessage.due_at) >= since,
    )
    rows = session.scalars(query.order_by(OutboxMessage.id.desc()).limit(NEWEST))
    return next((row for row in rows if any(command.startswith("/nhan ") for _, command in row.buttons)), None)


def resend(session: Session, topic: Topic, now_real: datetime) -> int:
    """A declared second try of what is unknown on a topic; how many."""
    return resend_rows(session, now_real, *same_topic(topic))


def resend_rows(session: Session, now_real: datetime, *where: Any) -> int:
    """Queues unknown messages again, marked as sent before."""
    query = select(OutboxMessage).where(OutboxMessage.state == "unknown", *where)
    rows = session.scalars(query.with_for_update(skip_locked=True)).all()
    for row in rows:
        row.state, row.resent_at, row.claim_token, row.not_before, row.tries = "queued", now_real, None, None, 0
        row.cause = None
    _drop_parts(session, [row.id for row in rows])
    return len(rows)


def _drop_parts(session: Session, messages: Collection[int]) -> None:
    session.execute(delete(OutboxPart).where(OutboxPart.message_id.in_(messages)))


def _held_by(claimed: Claimed, *also: str) -> tuple[Any, ...]:
    return (
        OutboxMessage.id == claimed.id,
        OutboxMessage.claim_token == claimed.token,
        OutboxMessage.state.in_(("sending", *also)),
    )


def _moved_on(session: Session, claimed: Claimed, outcome: Outcome, now: datetime) -> bool:
    values: dict[str, Any] = {"state": outcome.state, "cause": outcome.cause, "not_before": outcome.not_before}
    if outcome.state == "sent":
        values |= {"sent_at": now, "cause": None}
    if outcome.state == "queued":
        values |= {"claim_token": None, "worker_id": None, "claimed_at": None}
        values["tries"] = OutboxMessage.tries + (0 if outcome.whole_channel or outcome.result == PART else 1)
    # A worker that was taken for dead may still bring the truth: accepted is known, unknown is not.
    also = ("unknown",) if outcome.state == "sent" else ()
    done = session.execute(update(OutboxMessage).where(*_held_by(claimed, *also)).values(**values))
    return int(done.rowcount) == 1  # type: ignore[attr-defined]


def _add_part(session: Session, claimed: Claimed, number: int, platform_id: str) -> None:
    known = select(OutboxPart.id).where(
        OutboxPart.message_id == claimed.id, OutboxPart.channel == claimed.channel, OutboxPart.number == number
    )
    if session.scalar(known) is None:
        session.add(OutboxPart(message_id=claimed.id, channel=claimed.channel, number=number, platform_id=platform_id))


def _at_address(session: Session, claimed: Claimed, **values: Any) -> None:
    here = (Address.channel == claimed.channel, Address.address == claimed.address)
    session.execute(update(Address).where(*here, Address.unreachable_since.is_(None)).values(**values))


def _move(session: Session, claimed: Claimed, to: str) -> None:
    """A chat has a new address: it and everything that waits for it follow."""
    taken = select(Address.id).where(Address.channel == claimed.channel, Address.address == to)
    if session.scalar(taken) is None:
        _at_address(session, claimed, address=to)
    session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.channel == claimed.channel,
            OutboxMessage.address == claimed.address,
            OutboxMessage.state == "queued",
        )
        .values(address=to)
    )


def _wake(session: Session, channel: str) -> None:
    here = (OutboxMessage.channel == channel, OutboxMessage.state == "queued")
    session.execute(update(OutboxMessage).where(*here).values(not_before=None))
