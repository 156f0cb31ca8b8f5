"""Gives the answer to a question by the channel that asked: part by part, again and again where it did not arrive.

An answer is worth giving twice rather than not at all: where the platform says that it failed it is tried again as long
as the answer lasts; where no answer came, and the part has perhaps arrived, it is sent once more.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels import Channel, DeliveryError, Fault
from bot.channels.render import parts
from bot.traffic.gate import LONGEST_WAIT as LONGEST_ASKED
from bot.traffic.gate import Gate
from handlers.messages import Reply

log = logging.getLogger(__name__)

LASTS = timedelta(minutes=10)  # an older answer may be about what is no longer so
MOST_ON_THE_WAY = 64  # answers of a channel: so many hear of it when the platform says that it was too much
FIRST_WAIT, LONGEST_WAIT = 0.5, 60.0  # seconds before what did not leave is tried again; doubles
AFTER_SILENCE = 2.0  # seconds before what perhaps arrived is sent once more
RETRY_AFTER = 5.0  # where a platform does not say how long


@dataclass(slots=True)
class Owed:
    """An answer to be given in one chat, and how far it is. `rows` are the updates that it answers."""

    address: str
    replies: Sequence[Reply]
    until: datetime  # real time
    rows: tuple[int, ...] = ()
    parts_given: int = 0
    tries: int = 0  # of the part that is next
    silent: bool = False  # that part was sent, and nobody said that it arrived
    taken_up: bool = False  # from another process, which may have given it
    not_before: float = 0.0  # monotonic seconds
    is_line: bool = False  # says that answers did not come in time; itself let go when it is late
    accepted: bool = True  # every part, as far as anybody can know
    is_over: bool = False  # nothing more will be tried


class Answers:
    """The answers of one channel. `progress` hears of each part that arrived of those with several."""

    def __init__(self, channel: Channel, gate: Gate, progress: Callable[[Owed], None]) -> None:
        self._channel, self._gate, self._progress = channel, gate, progress
        self._slots = asyncio.Semaphore(MOST_ON_THE_WAY)

    async def give(self, owed: Owed) -> float | None:
        """The parts that were not given yet, in order; None when it is over, else seconds until the next try."""
        pieces = [piece for reply in owed.replies for piece in parts(reply, self._channel.capabilities)]
        while owed.parts_given < len(pieces):
            fault = await self._send(owed.address, pieces[owed.parts_given])
            if fault is not None:
                log.warning("answer not sent on %s: %s, %s", self._channel.name, fault.fault, fault.cause)
                if fault.moved_to and fault.moved_to != owed.address:
                    owed.address = fault.moved_to
                    continue
                if fault.fault is Fault.REFUSED:
                    owed.accepted = False
                    return None
                if not (owed.silent and self._is_silence(fault)):
                    return self._wait(owed, fault)
                owed.accepted = False  # sent twice and never heard of: the next part may still go
            owed.parts_given, owed.tries, owed.silent = owed.parts_given + 1, 0, False
            if owed.parts_given < len(pieces):
                self._progress(owed)
        return None

    async def _send(self, address: str, piece: Reply) -> DeliveryError | None:
        """One part, tried once; None when it was accepted."""
        await self._gate.answer_turn(address)
        try:
            async with self._slots:
                await self._channel.send(address, piece)
        except DeliveryError as fault:
            return fault
        return None

    def _wait(self, owed: Owed, fault: DeliveryError) -> float:
        owed.tries += 1
        if fault.fault is Fault.THROTTLED:
            seconds = fault.retry_after or RETRY_AFTER
            if seconds > LONGEST_ASKED:  # a spent budget, or a moment's that is called so: tried by itself
                return LONGEST_WAIT
            self._gate.throttled(seconds)
            return seconds
        if self._is_silence(fault):
            owed.silent = True
            return AFTER_SILENCE
        return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** (owed.tries - 1))

    @staticmethod
    def _is_silence(fault: DeliveryError) -> bool:
        return fault.fault is Fault.UNKNOWN and not fault.answered
