"""Sends the answer to a question by the channel that asked: part by part, tried again only where that is safe."""

import asyncio
import logging
from collections.abc import Iterable

from bot.channels import Channel, DeliveryError, Fault
from bot.channels.render import parts
from bot.gate import LONGEST_WAIT, Gate
from handlers.messages import Reply

log = logging.getLogger(__name__)

TRIES = 6
MOST_ON_THE_WAY = 64  # answers of a channel: so many hear of it when the platform says that it was too much
FIRST_WAIT = 0.5  # seconds before a message that did not leave is tried again; doubles
RETRY_AFTER = 5.0  # where a platform does not say how long


class Answers:
    """The answers of one channel. An answer is not stored: what cannot be sent is logged and let go."""

    def __init__(self, channel: Channel, gate: Gate) -> None:
        self._channel, self._gate = channel, gate
        self._slots = asyncio.Semaphore(MOST_ON_THE_WAY)

    async def say(self, address: str, replies: Iterable[Reply]) -> bool:
        """All parts in order; False where one was not accepted."""
        accepted = True
        for reply in replies:
            for part in parts(reply, self._channel.capabilities):
                fault = await self._send(address, part)
                accepted = accepted and fault is None
                if fault is not None and fault.fault is not Fault.UNKNOWN:
                    return False
        return accepted

    async def _send(self, address: str, part: Reply) -> DeliveryError | None:
        """One part; None when it was accepted."""
        for attempt in range(TRIES):
            await self._gate.answer_turn(address)
            try:
                async with self._slots:
                    await self._channel.send(address, part)
            except DeliveryError as error:
                fault = error
            else:
                return None
            if fault.moved_to and fault.moved_to != address:
                address = fault.moved_to
            elif not await self._may_try_again(fault, attempt):
                break
        log.warning("answer not sent on %s: %s, %s", self._channel.name, fault.fault, fault.cause)
        return fault

    async def _may_try_again(self, fault: DeliveryError, attempt: int) -> bool:
        """Waits as long as it takes; only what surely did not arrive is tried again."""
        if fault.fault is Fault.THROTTLED and (fault.retry_after or 0) <= LONGEST_WAIT:
            self._gate.throttled(fault.retry_after or RETRY_AFTER)
            return True
        if fault.fault is Fault.NOT_SENT and attempt < TRIES - 1:
            await asyncio.sleep(FIRST_WAIT * 2**attempt)
            return True
        return False
