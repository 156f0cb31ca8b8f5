"""What channels that are listened to have in common: from resting to polling, through trouble, to a clean end."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

log = logging.getLogger(__name__)

FIRST_WAIT = 2.0  # seconds that start waits for the platform before it lets the rest of the bot go on
LONGEST_WAIT = 30.0  # seconds between tries while the platform cannot be reached
PATIENCE = 5.0  # seconds that an update at hand may take to be stored


class TokenRefused(Exception):
    """The platform does not know the token, and said so twice."""


class Listening:
    """`state` is resting, starting, what `_take_updates` makes of it, waiting (out of reach) or stopped.

    A channel says how updates are taken, and in which words its own faults are told.
    """

    name: str

    def __init__(self) -> None:
        self.state = "resting"
        self.settled = asyncio.Event()  # the name is known, or the token was refused
        self._tasks: set[asyncio.Task[None]] = set()
        self._listening: asyncio.Task[None] | None = None

    async def _take_updates(self) -> None:
        """Takes updates for as long as it goes well; returns where the platform brings them by itself."""
        raise NotImplementedError

    def _in_words(self, fault: Exception) -> str | None:
        """A fault of the platform or the line, for the log; None where the mistake is ours."""
        raise NotImplementedError

    def _pause(self, fault: Exception, wait: float) -> float:
        """Seconds until updates are asked for again."""
        return wait

    async def listen(self) -> None:
        """Begins to take updates; goes on in the background where the platform cannot be reached now."""
        if self._listening is not None and not self._listening.done():
            return
        self.state = "starting"
        self._listening = self._spawn(self._run())
        with suppress(TimeoutError):
            async with asyncio.timeout(FIRST_WAIT):
                await self.settled.wait()

    async def rest(self) -> None:
        """Takes no more updates; what is at hand is stored first. `send` still works."""
        if self._listening is None:
            return
        self._listening.cancel()
        await asyncio.wait(self._tasks | {self._listening}, timeout=PATIENCE)
        self.state = "stopped" if self.state == "stopped" else "resting"

    async def _end(self) -> None:
        """Ends everything that was begun."""
        self.state = "stopped"
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self) -> None:
        """Until the token is refused; every other trouble is waited out."""
        wait = 0.0
        while True:
            try:
                await self._take_updates()
                return
            except TokenRefused:
                self.state = "stopped"
                self.settled.set()
                log.error("%s: the token is not accepted: the channel is off, the rest of the bot goes on", self.name)
                return
            except Exception as fault:
                wait = min(LONGEST_WAIT, wait * 2 or 1.0) if self.state == "waiting" else 1.0
                self._trouble(fault)
                await asyncio.sleep(self._pause(fault, wait))

    def _trouble(self, fault: Exception) -> None:
        """Logs the first of a row of like troubles."""
        if self.state == "waiting":
            return
        if words := self._in_words(fault):
            log.warning("%s: %s; trying again", self.name, words)
        else:
            log.error("%s: updates could not be taken; trying again", self.name, exc_info=fault)
        self.state = "waiting"

    def _spawn(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
