"""Steps on the database: in threads of their own, repeated until they are known to be applied."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from storage.outage import is_away

T = TypeVar("T")

log = logging.getLogger(__name__)

PAUSE = 0.5  # seconds before a step is repeated
LAST_TRIES = 10  # of a step once we are asked to stop


class Steps:
    """Runs steps that write once, however often they are asked."""

    def __init__(self, threads: int, name: str) -> None:
        self._threads = ThreadPoolExecutor(threads, name)
        self._leaving = False

    def leave(self) -> None:
        """From now on a step is repeated a few times only."""
        self._leaving = True

    async def close(self) -> None:
        """Ends the threads."""
        await asyncio.to_thread(self._threads.shutdown)

    async def once(self, step: Callable[[], T]) -> T:
        """One try; what it raises is raised."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, step)

    async def surely(self, step: Callable[[], T]) -> T:
        """Repeats the step until it worked; whatever it raises, it is not known to be applied."""
        last_tries = LAST_TRIES
        while True:
            try:
                return await self.once(step)
            except Exception as error:
                if not is_away(error):  # that was told already
                    log.warning("database step failed, again: %s", type(error).__name__)
                last_tries -= self._leaving
                if last_tries < 0:
                    raise
            await asyncio.sleep(PAUSE)
