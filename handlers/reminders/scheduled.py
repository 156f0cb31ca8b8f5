"""Broadcasts that were confirmed for a later hour: frozen when it comes, if their author may still send."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.language.folding import fold
from handlers.wording import broadcasts as wording
from storage import audit, broadcasts, segments
from storage.models import Broadcast, Event
from storage.segments import BadSegment, Recipient


def queue(session: Session, now: datetime) -> int:
    """Freezes what is due, in quiet hours too: an organiser chose the hour. How many messages are new."""
    return sum(_freeze(session, row, now) for row in broadcasts.due(session, now))


def _freeze(session: Session, row: Broadcast, now: datetime) -> int:
    event = session.get_one(Event, row.event_id)
    people = _people(session, event, row)
    if event.cancelled_at is not None or not broadcasts.author_may(session, row) or not people:
        broadcasts.drop(row)
        audit.record(
            session, now=now, action="drop_broadcast", subject=f"broadcast:{row.id}", event_id=row.event_id,
            after={"recipients": len(people)},
        )  # fmt: skip
        return 0
    write = wording.written(row.text, broadcasts.number_of(session, row.corrects_id))
    return broadcasts.freeze(session, row, people, write, now=now, actor_id=row.author_id)


def _people(session: Session, event: Event, row: Broadcast) -> list[Recipient]:
    if row.corrects_id is not None:
        return broadcasts.reached(session, event.id, row.corrects_id)
    try:
        return segments.recipients(session, event, row.segment, fold)
    except BadSegment:
        return []
