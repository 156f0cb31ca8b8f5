"""Counts a channel's messages of the month without holding up a single one."""

import asyncio
import logging

from handlers.reminders import quota
from handlers.traits import Channels
from storage import quota as rows
from storage.clock import Clock, wall_clock
from storage.database import Database
from storage.outage import is_away

log = logging.getLogger(__name__)


class QuotaMeter:
    """Adds up in memory, writes soon after. The platform's months are real ones, whatever the event's clock says."""

    def __init__(self, database: Database, channel: str, limit: int, clock: Clock, known: Channels) -> None:
        self._known = known
        self._database, self._channel, self._limit, self._clock = database, channel, limit, clock
        self._pending = 0
        self._refused = False
        self._used, self._month = 0, ""
        self._writing: asyncio.Task[None] | None = None

    @property
    def saving(self) -> bool:
        """Whether only what is urgent may leave unasked."""
        return self._month == quota.month_of(wall_clock()) and quota.in_reserve(self._used, self._limit)

    async def start(self) -> None:
        """Reads what this month has used."""
        await asyncio.to_thread(self._read)

    async def stop(self) -> None:
        """Writes what is still in memory."""
        if self._writing is not None:
            await self._writing
        await self._write()

    def count(self, messages: int) -> None:
        """So many came or left."""
        self._pending += messages
        self._soon()

    def exhausted(self) -> None:
        """The platform refused because nothing is left."""
        self._refused = True
        self._soon()

    def _soon(self) -> None:
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        while self._pending or self._refused:
            messages, refused = self._pending, self._refused
            self._pending, self._refused = 0, False
            try:
                await asyncio.to_thread(self._spend, messages, refused)
            except Exception as fault:  # counting must never stop a message; the next one tries again
                if not is_away(fault):
                    log.exception("messages of %s could not be counted", self._channel)
                self._pending, self._refused = self._pending + messages, refused
                return

    # In a thread.

    def _read(self) -> None:
        self._month = quota.month_of(wall_clock())
        with self._database.reading() as session:
            self._used = rows.used(session, self._channel, self._month)

    def _spend(self, messages: int, refused: bool) -> None:
        month, now = quota.month_of(wall_clock()), self._clock()
        with self._database.transaction() as session:
            used = quota.spend(session, self._channel, messages, self._limit, self._known, month=month, now=now)
            if refused:
                quota.exhausted(session, self._channel, self._known, month=month, now=now)
        self._used, self._month = used, month
