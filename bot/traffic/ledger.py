"""Writes down what became of answers: with a commit that is made anyway, or many in one of their own a moment later."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy.orm import Session

from bot.traffic.answers import Owed
from storage import inbox
from storage.database import Database

log = logging.getLogger(__name__)

GATHER = 0.05  # seconds in which a kill lets an answer be given twice, for fewer commits
PAUSE = 0.2  # seconds before it is tried again

Write = Callable[[Session], None]


class Ledger:
    """`run` calls a function in the inbox's thread; `settled` hears of updates about which nothing is left to write."""

    settled: Callable[[Sequence[int]], None] = staticmethod(lambda rows: None)

    def __init__(self, database: Database, run: Callable[[Callable[[], None]], Awaitable[None]]) -> None:
        self._database, self._run = database, run
        self._noted: deque[Owed] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    def note(self, owed: Owed) -> None:
        """An answer is over, or one more of its parts arrived."""
        if not owed.rows:
            return
        self._noted.append(owed)
        if self._writing is None or self._writing.done():
            self._loop = asyncio.get_running_loop()
            self._writing = asyncio.create_task(self._write_soon())

    async def close(self) -> None:
        """Writes down what is left; tries once."""
        self._closed = True
        if self._writing is not None:
            await self._writing

    async def _write_soon(self) -> None:
        while self._noted:
            await asyncio.sleep(0 if self._closed else GATHER)
            try:
                await self._run(self._write_now)
            except Exception as error:
                log.warning("given answers were not written down: %s", type(error).__name__)
                if self._closed:
                    return  # they are given once more
                await asyncio.sleep(PAUSE)

    # In the inbox's thread.

    def _write_now(self) -> None:
        with self.riding() as write, self._database.transaction() as session:
            write(session)

    @contextmanager
    def riding(self) -> Iterator[Write]:
        """Around a transaction in which `write` is called once; where it fails, all is noted still."""
        noted = []
        while self._noted:
            noted.append(self._noted.popleft())
        over = [row for owed in noted if owed.is_over for row in owed.rows]
        parts = [(row, owed.parts_given) for owed in noted if not owed.is_over for row in owed.rows]

        def write(session: Session) -> None:
            inbox.parts_given(session, parts)
            inbox.given(session, over)

        try:
            yield write
        except BaseException:
            self._noted.extendleft(reversed(noted))
            raise
        if over and self._loop is not None:
            self._loop.call_soon_threadsafe(self.settled, over)
