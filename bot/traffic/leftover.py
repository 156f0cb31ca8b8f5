"""What a process that died left in the inbox: answers that nobody gave, messages that nobody answered."""

import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.traffic.answers import LASTS, Owed
from bot.traffic.lines import Waiting
from handlers.messages import Incoming, unpacked
from storage import inbox
from storage.clock import wall_clock
from storage.models import InboxUpdate

FORGOTTEN = timedelta(days=1)  # nobody waits for an answer so long


def answers(session: Session, channel: str, age: timedelta, grace: float) -> list[Owed]:
    """Kept at least `age` ago, oldest first. `grace`: seconds after keeping in which another process may give it."""
    now = wall_clock()
    inbox.let_go(session, now - FORGOTTEN)
    rows = inbox.owed(session, channel)
    return [_owed(session, row, grace) for row in rows if row.owed_since and row.owed_since <= now - age]


def _owed(session: Session, row: InboxUpdate, grace: float) -> Owed:
    """An answer that cannot be read any more counts as late."""
    assert row.owed_since is not None
    until, not_before = row.owed_since + LASTS, grace - (wall_clock() - row.owed_since).total_seconds()
    try:
        replies = [unpacked(kept) for kept in inbox.answer(session, row)]
    except (TypeError, KeyError, ValueError):
        replies, until = [], row.owed_since
    return Owed(
        row.address or "", replies, until, (row.id,), row.parts_given, taken_up=True,
        not_before=time.monotonic() + not_before,
    )  # fmt: skip


def messages(
    session: Session, channel: str, age: timedelta, parsed: Callable[[str, str], Incoming | None]
) -> Sequence[Waiting]:
    """Received at least `age` ago, oldest first; those that say nothing are closed."""
    before = wall_clock() - age
    rows = [row for row in inbox.waiting(session, channel) if row.received_at <= before]
    found = [(row.id, parsed(channel, inbox.words(session, row))) for row in rows]
    inbox.ignore(session, [number for number, incoming in found if incoming is None])
    return [Waiting(incoming, number) for number, incoming in found if incoming is not None]
