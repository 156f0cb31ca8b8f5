"""The two ticks: queue what is due, deliver what is queued. Holds no business data."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from bot.traffic.delivery import Delivery
from handlers import reminders
from handlers.reminders import restored
from handlers.traits import NONE_KNOWN, Channels
from storage import files, pause, retention
from storage.clock import DEFAULT_ZONE, Clock, wall_clock
from storage.database import Database
from storage.outage import waited_out

EVERY = 1  # second
FORGET_EVERY = timedelta(hours=1)


def _is_no_stop(record: logging.LogRecord) -> bool:
    """A tick that a stop cuts off is no mistake: its database step is whole or not at all."""
    fault = record.exc_info[1] if record.exc_info else None
    told = record.exc_text or ""  # where the traceback was masked already
    return not (isinstance(fault, asyncio.CancelledError) or told.endswith(asyncio.CancelledError.__name__))


# It would say each second that a tick ran, or that one still runs.
logging.getLogger("apscheduler").setLevel(logging.ERROR)
logging.getLogger("apscheduler.executors.default").addFilter(_is_no_stop)


class Ticks:
    """Started after the delivery, stopped before it. `last_tick`: real time of the slower tick's last good run."""

    tidy: Callable[[set[str]], None] = staticmethod(lambda wanted: None)  # the folder of files

    def __init__(
        self, database: Database, delivery: Delivery, clock: Clock, *,
        zone: str = DEFAULT_ZONE, quiet: tuple[time, time] = reminders.QUIET,
        retention_days: int = retention.PERSONAL_DAYS, channels: Channels = NONE_KNOWN,
    ) -> None:  # fmt: skip
        self._retention_days, self._forgot_at = retention_days, datetime.min.replace(tzinfo=UTC)
        self._database, self._delivery, self._clock, self._zone = database, delivery, clock, zone
        self._lookout = reminders.Lookout(database, clock, reminders.KINDS, zone=zone, quiet=quiet, channels=channels)
        delivery.quiet = lambda now: reminders.is_quiet(now, quiet, zone)
        self._last: dict[str, datetime] = {}
        self._scheduler: Any = None
        self._looked = asyncio.Event()

    def start(self) -> None:
        """Ticks at once, then each second."""
        self.stop()
        self._looked.clear()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        for job in (self._queue, self._deliver):
            self._scheduler.add_job(job, "interval", seconds=EVERY, next_run_time=wall_clock())
        self._scheduler.start()

    def stop(self) -> None:
        """No more ticks, until they are started again."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None
        self._last.clear()

    @property
    def last_tick(self) -> datetime | None:
        return min(self._last.values()) if len(self._last) == 2 else None

    async def _queue(self) -> None:
        await self._await_the_hour()
        with waited_out():
            try:
                new = await asyncio.to_thread(self._queue_due)
            finally:
                self._looked.set()
            self._last["queue"] = wall_clock()
            if new:
                await self._delivery.tick()  # what is due leaves now, not at the next second

    async def _await_the_hour(self) -> None:
        """Where the next hour lies within this second it is met, not passed."""
        ahead = self._lookout.until_next()
        if ahead is not None and timedelta(0) < ahead < timedelta(seconds=EVERY):
            await asyncio.sleep(ahead.total_seconds())

    def _queue_due(self) -> int:
        if wall_clock() - self._forgot_at >= FORGET_EVERY:
            with self._database.transaction() as session:
                retention.forget_old(session, self._clock(), days=self._retention_days, zone=self._zone)
                wanted = files.paths(session)
            self.tidy(wanted)
            self._forgot_at = wall_clock()
        self._database.empty_log()
        return self._lookout.queue_due() + self._ask_after_restore()

    def _ask_after_restore(self) -> int:
        """Once in a pause: what fell due before it is put, so that it is counted too, and organisers are asked."""
        with self._database.reading() as session:
            if not pause.must_look(session):
                return 0
        self._lookout.queue_due(at_any_hour=True)
        with self._database.transaction() as session:
            pause.looked(session)
            return restored.ask_organisers(session, self._clock(), self._zone)

    async def _deliver(self) -> None:
        await self._looked.wait()  # what waited since yesterday first says so, or is taken back
        with waited_out():
            await self._delivery.tick()
            self._last["deliver"] = wall_clock()
