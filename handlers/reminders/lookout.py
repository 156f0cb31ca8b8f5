"""Looks for what is due only when something can be: its hour has come, facts changed, or a while has passed.

Looking holds up no writer; only what is new goes through short transactions. What is remembered between two ticks is
when to look again, and forgetting it costs one look.
"""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from datetime import time as hour

from sqlalchemy.orm import Session

from handlers.reminders import notices, scheduled, tick
from handlers.reminders.kinds import Kind
from handlers.traits import NONE_KNOWN, Channels
from storage import audit, broadcasts, edits, facts, outbox
from storage.clock import Clock, is_quiet, local
from storage.database import Database

AGAIN = 300.0  # real seconds after which it looks whatever is known, should a change have left no trace
BETWEEN = 1.5  # real seconds at least between two looks that only a change calls for


class Lookout:
    """One process's eye on the reminders of a database."""

    def __init__(
        self, database: Database, clock: Clock, kinds: Sequence[Kind], *,
        zone: str, quiet: tuple[hour, hour], channels: Channels = NONE_KNOWN,
    ) -> None:  # fmt: skip
        self._channels = channels
        self._database, self._clock, self._kinds, self._zone, self._quiet = database, clock, kinds, zone, quiet
        self._looked_at_all = 0.0  # real seconds
        self._seen_at: datetime | None = None  # the event's time of the last look
        self._next_at: dict[str, datetime] = {}  # of each kind
        self._known = (0, "")  # the last line of the record and the plans' version

    def until_next(self) -> timedelta | None:
        """How far the next hour is at which something can fall due."""
        return min(self._next_at.values()) - self._clock() if self._next_at else None

    def queue_due(self, *, at_any_hour: bool = False) -> int:
        """Puts what is due into the outbox, in quiet hours too where asked; how many messages are new."""
        now = self._clock()
        rests = not at_any_hour and is_quiet(now, self._quiet, self._zone)
        with self._database.reading() as session:
            by_hand = broadcasts.any_due(session, now) or edits.any_untold(session)
            new = self._queue_by_hand(now, quiet=rests) if by_hand else 0
            return new + (0 if rests else self._queue_reminders(session, now))

    def _queue_by_hand(self, now: datetime, *, quiet: bool) -> int:
        with self._database.transaction() as session:
            return scheduled.queue(session, now) + notices.queue(session, now, self._zone, quiet=quiet)

    def _queue_reminders(self, session: Session, now: datetime) -> int:
        known, real = (audit.newest(session), facts.current_version(session)), time.monotonic()
        sees_all = self._must_see_all(now, known, real)
        kinds = self._kinds if sees_all else [kind for kind in self._kinds if self._next_at[kind.name] <= now]
        if not kinds:
            return 0
        found = tick.find(session, kinds, now, self._zone)
        cancelled = 0
        if sees_all and outbox.waits_of(session, [*(kind.name for kind in kinds), outbox.DIGEST]):
            cancelled = self._take_back(found, now, anew=known != self._known or self._is_another_day(now))
        # What stood in a cancelled digest and still stands is unsaid again, which this session may not see yet.
        new = self._put(found, now) if cancelled or tick.unsaid(session, found) else 0
        if found.hour_came:
            with self._database.transaction() as writing:
                tick.looked(writing, now)
        self._seen_at = now  # only now: a look whose findings could not be written is done again
        self._next_at |= found.next_at
        if sees_all:
            self._known, self._looked_at_all = known, real
        return new

    def _must_see_all(self, now: datetime, known: tuple[int, str], real: float) -> bool:
        """At first, after a while, after a change, and where the clock went back; else only kinds whose hour came."""
        if self._seen_at is None or now < self._seen_at:
            return True
        since = real - self._looked_at_all
        return since >= AGAIN or (known != self._known and since >= BETWEEN)

    def _is_another_day(self, now: datetime) -> bool:
        """Whether "tomorrow" is another day than when it last looked."""
        return self._seen_at is None or local(self._seen_at, self._zone).date() != local(now, self._zone).date()

    def _take_back(self, found: tick.Found, now: datetime, *, anew: bool) -> int:
        with self._database.transaction() as session:
            return tick.take_back(session, self._kinds, found, now, self._zone, anew=anew)

    def _put(self, found: tick.Found, now: datetime) -> int:
        """Part by part, so that what was put may leave meanwhile."""
        new = part = self._put_some(found, now)
        while part >= tick.MOST_AT_ONCE:
            part = self._put_some(found, now)
            new += part
        return new

    def _put_some(self, found: tick.Found, now: datetime) -> int:
        with self._database.transaction() as session:
            return tick.put(session, self._kinds, found, now, self._zone, self._channels)
