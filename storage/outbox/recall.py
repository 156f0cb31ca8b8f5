"""What others were told of a change that is taken back: what waits is dropped, who may have seen it is named."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import journal
from storage.models import OutboxMessage
from storage.outbox.put import TAKEN_BACK, Topic, same_topic, untouched
from storage.says import NOT_NEEDED

UNHEARD = ("failed", "cancelled")


def recall(session: Session, told: Sequence[Sequence[Any]]) -> list[OutboxMessage]:
    """Of `AuditTurn.told`: drops what waits, lets what was dropped by an undo wait again; what may have been seen."""
    heard: list[OutboxMessage] = []
    for key, dropped in told:
        topic = Topic(*key)
        rows = select(OutboxMessage).where(*same_topic(topic)).order_by(OutboxMessage.id).with_for_update()
        if dropped:
            _wait_again(session, topic, session.scalars(rows.where(TAKEN_BACK)).all())
        else:
            heard += _dropped(session, topic, session.scalars(rows.where(OutboxMessage.state.not_in(UNHEARD))).all())
    return heard


def _wait_again(session: Session, topic: Topic, rows: Sequence[OutboxMessage]) -> None:
    for row in rows:
        row.state, row.cause = "queued", None
    if rows:
        journal.told(session, topic.key)


def _dropped(session: Session, topic: Topic, rows: Sequence[OutboxMessage]) -> list[OutboxMessage]:
    """Cancels those that wait; the others may have been seen."""
    waiting = [row for row in rows if row.state == "queued"]
    unseen = untouched(session, waiting)
    for row in waiting:
        row.state, row.cause = "cancelled", NOT_NEEDED
    if unseen:
        journal.told(session, topic.key, dropped=True)
    return [row for row in rows if row not in unseen]
