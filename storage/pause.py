"""The pause after a restore: nothing unasked leaves until an organiser, or `doctor`, says what becomes of what waits.

Until then nobody knows whether what waits was sent already, so none of it is called late either.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from storage import audit, settings
from storage.models import Membership, OutboxMessage, Person, Setting
from storage.says import ANSWERED, NOT_AGAIN, NOT_KNOWN

PAUSED = "paused"
QUESTION = "restored"  # the kind of the only messages that leave meanwhile: they are new, so they cannot come twice


def begin(session: Session, now_real: datetime) -> None:
    """From here on; what waits at this moment may have been sent."""
    settings.put(session, PAUSED, {"since": now_real.isoformat(), "last": 0, "looked": False, "asked": []})
    _count(session)


def paused(session: Session) -> dict[str, Any] | None:
    """Since when nothing unasked leaves, and how many messages waited then; None in normal times."""
    return settings.get(session, PAUSED)


def waiting(session: Session) -> int:
    """How many messages wait of which nobody knows whether they were sent already."""
    pause = paused(session)
    return _queued(session, pause["last"]) if pause else 0


def must_look(session: Session) -> bool:
    """Whether what fell due before the restore is still to be put beside what waits."""
    pause = paused(session)
    return pause is not None and not pause["looked"]


def looked(session: Session) -> None:
    """What fell due since the copy stands in the outbox by now; it may have been sent too."""
    if (row := _held(session)) is not None:
        row.value = {**row.value, "looked": True}
        _count(session)


def first_asked(session: Session, person_id: int) -> bool:
    """Whether this person is asked now for the first time; notes it."""
    row = _held(session)
    if row is None or person_id in row.value["asked"]:
        return False
    row.value = {**row.value, "asked": [*row.value["asked"], person_id]}
    return True


def end(
    session: Session, *, forget: bool, now: datetime, actor_id: int | None = None, event_id: int | None = None
) -> int | None:
    """What waited is sent, or with `forget` cancelled: how many; None where nothing pauses. `now` is the event's."""
    row = _held(session)
    if row is None:
        return None
    old, number = _old(row.value["last"]), _queued(session, row.value["last"])
    session.delete(row)
    if forget:
        session.execute(update(OutboxMessage).where(*old).values(state="cancelled", cause=NOT_AGAIN))
    late = update(OutboxMessage).where(*old, OutboxMessage.expires_at <= now)
    session.execute(late.values(state="unknown", cause=NOT_KNOWN))
    asked = update(OutboxMessage).where(OutboxMessage.state == "queued", OutboxMessage.kind == QUESTION)
    session.execute(asked.values(state="cancelled", cause=ANSWERED))
    after = {"dropped" if forget else "sent_on": number}
    audit.record(
        session, now=now, action="end_pause", subject="sending", actor_id=actor_id, event_id=event_id, after=after
    )
    session.flush()
    return number


def organisers(session: Session) -> dict[int, list[int]]:
    """Every approved organiser, once, under the newest event that he or she organises."""
    query = (
        select(func.max(Membership.event_id), Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.role == "organiser", Membership.state == "approved", Person.erased_at.is_(None))
        .group_by(Membership.person_id)
        .order_by(Membership.person_id)
    )
    found: dict[int, list[int]] = {}
    for event_id, person_id in session.execute(query):
        found.setdefault(event_id, []).append(person_id)
    return found


def _held(session: Session) -> Setting | None:
    """The row, until the transaction ends: two who answer at once are one after the other."""
    return session.scalar(select(Setting).where(Setting.key == PAUSED).with_for_update())


def _count(session: Session) -> None:
    row = session.get_one(Setting, PAUSED)
    last = session.scalar(select(func.max(OutboxMessage.id))) or 0
    row.value = {**row.value, "last": last, "waiting": _queued(session, last)}


def _queued(session: Session, last: int) -> int:
    return session.scalar(select(func.count()).select_from(OutboxMessage).where(*_old(last))) or 0


def _old(last: int) -> tuple[ColumnElement[bool], ...]:
    return OutboxMessage.state == "queued", OutboxMessage.id <= last, OutboxMessage.kind != QUESTION
