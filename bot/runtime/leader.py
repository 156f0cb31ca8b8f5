"""Which process leads: one polls, ticks and delivers; the others serve the site and stand ready to take over."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from storage.outage import waited_out
from storage.seat import Seat

log = logging.getLogger(__name__)

EVERY = 1.0  # seconds between looks at the seat
PATIENCE = 4.0  # seconds without an answer after which the seat counts as lost

Turn = Callable[[], Awaitable[None]]


class Leader:
    """Watches the seat; calls `lead` when it becomes ours and `follow` as soon as it may not be any more."""

    def __init__(self, seat: Seat, lead: Turn, follow: Turn) -> None:
        self.leads = False
        self._seat, self._lead, self._follow = seat, lead, follow
        self._thread = ThreadPoolExecutor(1, "leader")  # a connection that hangs must hold up nobody else
        self._watching: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Looks once, so that a process that is alone leads from the beginning, then goes on looking."""
        await self._look()
        self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Steps down and frees the seat."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        if self.leads:
            await self._step_down()
        await self._ask(self._leave)
        self._thread.shutdown(wait=False)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                with waited_out():
                    await self._look()
            except Exception:
                log.exception("the lead could not be taken or given up; looking again")

    async def _look(self) -> None:
        if not self.leads:
            if await self._ask(self._seat.take):
                await self._step_up()
        elif not await self._ask(self._seat.hold):
            log.info("the lead is lost: nothing is polled, queued or sent from here until it is taken again")
            await self._step_down()

    async def _step_up(self) -> None:
        self.leads = True
        try:
            await self._lead()
        except BaseException:
            await self._step_down()
            await self._ask(self._leave)
            raise

    async def _step_down(self) -> None:
        self.leads = False
        await self._follow()

    async def _ask(self, question: Callable[[], bool]) -> bool:
        """No answer in time is a no."""
        asked = asyncio.get_running_loop().run_in_executor(self._thread, question)
        try:
            # Not wait_for: before Python 3.12 it may swallow the cancelling that ends the watch.
            async with asyncio.timeout(PATIENCE):
                return await asyncio.shield(asked)
        except TimeoutError:
            log.error("the leader's seat gave no answer in %.0f s: nothing is polled or sent from here", PATIENCE)
            return False

    def _leave(self) -> bool:
        self._seat.leave()
        return True
