"""Picks the message that is next, and takes it: committed under a random token right before its bytes leave."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from storage import albums
from storage.database import Database
from storage.files import Kept, kept
from storage.models import Broadcast, Event, OutboxMessage, OutboxPart, Person
from storage.outbox.hold import held_until
from storage.says import ERASED, EVENT_OFF, STOPPED, TOO_LATE

BY_HAND = ("broadcast", "rehearsal")  # kinds that quiet hours do not hold
ALARMS = ("channel", "shared")  # somebody else may be in a profile: neither the night nor a spent month holds that


@dataclass(frozen=True, slots=True)
class Picked:
    """A message that may leave next. It still waits: it can be stopped, and a crash leaves it as it is."""

    id: int
    channel: str
    address: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that one sender holds. `parts_done`: pieces the platform accepted in an earlier try."""

    id: int
    token: str
    ref: str
    channel: str
    address: str
    text: str
    buttons: tuple[tuple[str, str], ...]
    tries: int
    parts_done: int
    resent: bool
    files: tuple[Kept, ...] = ()
    corrects: tuple[str, str] | None = None  # the platform's id and the words of the message that this one corrects


def waiting(
    session: Session, channels: Iterable[str], now: datetime, now_real: datetime, *,
    quiet: bool = False, only: str | None = None,
) -> dict[str, int]:  # fmt: skip
    """How many messages of each channel, of one kind where given, may leave now.

    `now` is the event's time, `now_real` the real one.
    """
    query = select(OutboxMessage.channel, func.count()).where(
        OutboxMessage.channel.in_(list(channels)), *_due(now, quiet, only), *_rested(now_real)
    )
    return {str(channel): count for channel, count in session.execute(query.group_by(OutboxMessage.channel))}


def pick(
    session: Session, channel: str, *,
    now: datetime, now_real: datetime, busy: Collection[str] = (), quiet: bool = False, probing: bool = False,
    saving: bool = False, only: str | None = None,
) -> Picked | datetime | None:  # fmt: skip
    """The next message of a channel; or until when, in real time, the channel was asked to wait.

    `busy` are addresses that must not be written to right now; `probing` looks for one message to try on a
    channel that does not answer, least tried first; `saving` takes critical messages and alarms only,
    `only` those of one kind.
    """
    if until := held_until(session, channel, now_real):
        return until
    due = _due(now, quiet, only)
    while row := _next(session, channel, due, now_real, busy, probing, saving):
        if not _refused(session, row, now):
            return Picked(row.id, channel, row.address or "")
        session.flush()
    return None


def claim(
    session: Session, worker: str, token: str, picked: Picked, *, now: datetime, now_real: datetime
) -> Claimed | datetime | None:
    """The picked message is under way: to be committed right before its bytes leave, for a crash leaves it unknown.

    None where it may not leave any more, an instant where its channel must wait until then. Asked again with the same
    token it gives the same message.
    """
    if mine := _held(session, token):
        return _claimed(session, mine)
    if until := held_until(session, picked.channel, now_real):
        return until
    here = (OutboxMessage.channel == picked.channel, OutboxMessage.address == picked.address)
    query = select(OutboxMessage).where(OutboxMessage.id == picked.id, *here, *_due(now, quiet=False))
    row = session.scalar(query.with_for_update(skip_locked=True))
    if row is None or _refused(session, row, now):
        return None
    row.state, row.claim_token, row.worker_id, row.claimed_at = "sending", token, worker, now_real
    row.not_before = None
    session.flush()
    return _claimed(session, row)


def release(database: Database, claimed: Claimed) -> None:
    """Puts a message back of which no byte left."""
    with database.transaction() as session:
        session.execute(
            update(OutboxMessage)
            .where(
                OutboxMessage.id == claimed.id,
                OutboxMessage.claim_token == claimed.token,
                OutboxMessage.state == "sending",
            )
            .values(state="queued", claim_token=None, worker_id=None, claimed_at=None, not_before=None)
        )


def _due(now: datetime, quiet: bool, only: str | None = None) -> list[ColumnElement[bool]]:
    rules = [OutboxMessage.state == "queued", OutboxMessage.due_at <= now]
    rules += [OutboxMessage.kind == only] if only else []
    return [*rules, OutboxMessage.kind.in_((*BY_HAND, *ALARMS)) | OutboxMessage.critical] if quiet else rules


def _rested(now_real: datetime) -> list[Any]:
    return [OutboxMessage.not_before.is_(None) | (OutboxMessage.not_before <= now_real)]


def _held(session: Session, token: str) -> OutboxMessage | None:
    """What this token got before an answer was lost."""
    return session.scalar(
        select(OutboxMessage).where(OutboxMessage.claim_token == token, OutboxMessage.state == "sending")
    )


def _next(
    session: Session, channel: str, due: Collection[ColumnElement[bool]], now_real: datetime,
    busy: Collection[str], probing: bool, saving: bool,
) -> OutboxMessage | None:  # fmt: skip
    """Critical messages first, then in the order they were put; rows another worker looks at are passed by."""
    rules = [OutboxMessage.channel == channel, *due, OutboxMessage.address.not_in(list(busy))]
    order = (OutboxMessage.tries, OutboxMessage.id) if probing else (OutboxMessage.id,)
    # Two looks, each along the index: one with an "or" would sort all that waits.
    later = OutboxMessage.kind.in_(ALARMS) if saving else OutboxMessage.critical.is_(False)
    for which in (OutboxMessage.critical.is_(True), later):
        query = select(OutboxMessage).where(which, *rules)
        query = query if probing else query.where(*_rested(now_real))
        if row := session.scalar(query.order_by(*order).limit(1).with_for_update(skip_locked=True)):
            return row
    return None


def _refused(session: Session, row: OutboxMessage, now: datetime) -> bool:
    """Looks once more whether this may be sent; if not, says why in the row."""
    event, person = session.get_one(Event, row.event_id), session.get_one(Person, row.person_id)
    if row.expires_at is not None and row.expires_at <= now:
        row.state, row.cause = "unknown" if row.resent_at else "expired", TOO_LATE
    elif person.erased_at is not None:
        row.state, row.cause = "cancelled", ERASED
    elif event.cancelled_at is not None and row.created_at < event.cancelled_at and not row.critical:
        row.state, row.cause = "cancelled", EVENT_OFF
    elif person.stopped_at is not None and not row.critical:
        row.state, row.cause = "failed", STOPPED
    return row.state != "queued"


def _claimed(session: Session, row: OutboxMessage) -> Claimed:
    done = select(func.count()).where(OutboxPart.message_id == row.id, OutboxPart.channel == row.channel)
    return Claimed(
        row.id, row.claim_token or "", row.ref, row.channel or "", row.address or "", row.text,
        tuple((label, command) for label, command in row.buttons), row.tries, session.scalar(done) or 0,
        row.resent_at is not None, tuple(kept(session, file) for file in albums.together(session, row.file_id)),
        _corrected(session, row),
    )  # fmt: skip


def _corrected(session: Session, row: OutboxMessage) -> tuple[str, str] | None:
    """What this person got on the same channel, in one piece, of the broadcast that this one corrects."""
    kind, _, number = row.subject.partition(":")
    broadcast = session.get(Broadcast, int(number)) if kind == "broadcast" and number.isdigit() else None
    if broadcast is None or broadcast.corrects_id is None:
        return None
    found = session.execute(
        select(OutboxPart.platform_id, OutboxMessage.text)
        .join(OutboxMessage, OutboxMessage.id == OutboxPart.message_id)
        .where(OutboxMessage.kind == row.kind, OutboxMessage.subject == f"broadcast:{broadcast.corrects_id}")
        .where(OutboxMessage.person_id == row.person_id, OutboxMessage.file_id.is_(None))
        .where(OutboxPart.channel == row.channel)
    ).all()
    return (found[0][0], found[0][1]) if len(found) == 1 else None
