"""Whose turn it is: few requests are worked on at once, and of those that wait the one who asked least goes first."""

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

AT_ONCE = 3  # more would only share one interpreter and one database, and all would be slower
MOST_WAITING = 500  # beyond this the rest is sent away, to come again


class Full(Exception):
    """Too many wait already."""


class Turns:
    """A semaphore with ranks: the lowest goes first, equals in the order in which they came."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._free = at_once
        self._order = count()
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []

    @asynccontextmanager
    async def turn(self, rank: float) -> AsyncIterator[None]:
        """Holds one turn. Full where hundreds wait."""
        if self._free > 0:
            self._free -= 1
        else:
            await self._wait(rank)
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, rank: float) -> None:
        if len(self._waiting) >= MOST_WAITING:
            raise Full
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (rank, next(self._order), mine))
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        while self._waiting:
            _, _, following = heapq.heappop(self._waiting)
            if not following.done():
                following.set_result(None)
                return
        self._free += 1
