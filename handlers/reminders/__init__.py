"""Which reminders there are and when they fall due. Nothing is scheduled ahead: each tick asks what is due now.

A ladder counts from the last allowed day, at eight; on a day off a step moves to the working day before, an overdue
one to the next working day. Of several steps that have fallen due only the nearest is sent; one that was past when
the matter became known is skipped. Somebody who joins after the hour, while the matter is open, is told at once.
"""

from datetime import datetime, time

from sqlalchemy.orm import Session

from handlers.reminders import meetings, notices, papers, programme, scheduled
from handlers.reminders.kinds import AROUND, MORNING, Ahead, Kind, Matter, Step, due_step
from handlers.reminders.lookout import Lookout
from handlers.reminders.outlook import outlook
from handlers.reminders.tick import queue
from handlers.traits import NONE_KNOWN, Channels
from storage.clock import DEFAULT_ZONE, QUIET, is_quiet

__all__ = [
    "AROUND",
    "KINDS",
    "MORNING",
    "QUIET",
    "Ahead",
    "Kind",
    "Lookout",
    "Matter",
    "Step",
    "due_step",
    "is_quiet",
    "outlook",
    "queue_by_hand",
    "queue_due",
]

KINDS = (*papers.KINDS, *meetings.KINDS, *programme.KINDS)


def queue_due(
    session: Session, now: datetime, *,
    zone: str = DEFAULT_ZONE, quiet: tuple[time, time] = QUIET, channels: Channels = NONE_KNOWN,
) -> int:  # fmt: skip
    """Puts what is due into the outbox; how many messages are new. Asking again adds nothing."""
    by_hand = queue_by_hand(session, now, zone=zone, quiet=quiet)
    return by_hand + (0 if is_quiet(now, quiet, zone) else queue(session, KINDS, now, zone, channels))


def queue_by_hand(
    session: Session, now: datetime, *, zone: str = DEFAULT_ZONE, quiet: tuple[time, time] = QUIET
) -> int:
    """Puts what an organiser wrote for this hour, and the notices of what they changed."""
    return scheduled.queue(session, now) + notices.queue(session, now, zone, quiet=is_quiet(now, quiet, zone))
