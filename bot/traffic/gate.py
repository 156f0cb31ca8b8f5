"""When a message of one channel may start, answers and unasked messages together; nothing while it must wait.

Answers leave at once and push the unasked ones back, so that together they keep the pace. Once the platform has
said that it was too much, answers wait their turn too (before the unasked), and everything goes slower for a while.
"""

import asyncio
import time
from collections import deque

from bot.channels import Capabilities

LEAST_GAP = 0.75  # of the even gap: a late start is caught up in small steps, never in a burst
DEBT = 1.0  # seconds at most that a burst of answers holds up the unasked ones
LONGEST_WAIT = 300.0  # seconds; a longer one means a spent budget, and nobody waits so long for an answer
CALM_AFTER = 60.0  # seconds of measured pace after the platform said that it was too much
SLOWER, SLOWEST = 1.2, 2.0  # times the even gap, after each such word
SHORT_REST = 2.0  # seconds for which a claimed message may wait for its chat
MINUTE = 60.0
MOST_REMEMBERED = 2000  # chats, before those that rested enough are looked for


class Gate:
    """The starts of one channel. Real seconds."""

    def __init__(self, capabilities: Capabilities) -> None:
        self._gap, self._chat_gap = 1 / capabilities.pace, 1 / capabilities.chat_pace
        self._per_minute = capabilities.group_pace
        self._next = 0.0
        self._closed_until = 0.0
        self._measured_until = 0.0
        self._slowness = 1.0
        self._answers = 0  # that wait for their turn
        self._starts: dict[str, deque[float]] = {}
        self._turn, self._answer_turn = asyncio.Lock(), asyncio.Lock()

    @property
    def closed_for(self) -> float:
        """Seconds until something may leave; 0 when open."""
        return max(0.0, self._closed_until - time.monotonic())

    def close(self, seconds: float) -> None:
        """Nothing starts for so long."""
        self._closed_until = max(self._closed_until, time.monotonic() + seconds)

    def throttled(self, seconds: float) -> None:
        """The platform said that it was too much: closed for the time it asked, then slower.

        A budget that is spent holds what nobody asked for; an answer is tried, and perhaps refused, by itself.
        """
        if seconds > LONGEST_WAIT:
            self.close(seconds)
            return
        if not self.closed_for:  # what was on its way is told so too: that is one word, not many
            self._slowness = min(self._slowness * SLOWER, SLOWEST)
        self.close(seconds)
        self._measured_until = max(self._measured_until, self._closed_until + CALM_AFTER)

    def resting(self) -> set[str]:
        """Chats that must not be written to right now."""
        now = time.monotonic()
        self._forget(now)
        return {address for address in self._starts if self._rest(address, now) > 0}

    async def turn(self, address: str) -> bool:
        """Returns when an unasked message may start; False where the channel closed or the chat rests for long."""
        rest = self._rest(address, time.monotonic())
        if rest > SHORT_REST:
            return False
        await asyncio.sleep(rest)
        async with self._turn:
            while (wait := self._wait()) > 0 or self._answers:  # noqa: ASYNC110
                await asyncio.sleep(max(wait, 0.001) if not self._answers else max(wait, self._gap))
            if self.closed_for:
                return False
            self._start(address)
            return True

    async def answer_turn(self, address: str) -> None:
        """Returns when an answer may start: at once, unless the platform wants it slower or the group rests."""
        while rest := self._answer_rest(address):  # noqa: ASYNC110
            await asyncio.sleep(rest)
        if self.is_measured:
            await self._measured()
        self._start(address)

    @property
    def is_measured(self) -> bool:
        """Whether answers wait their turn too."""
        return time.monotonic() < self._measured_until

    async def _measured(self) -> None:
        """One answer after the other, at the pace."""
        self._answers += 1
        try:
            async with self._answer_turn:
                while wait := max(self.closed_for, self._wait()):  # noqa: ASYNC110
                    await asyncio.sleep(wait)
        finally:
            self._answers -= 1

    def _answer_rest(self, address: str) -> float:
        now = time.monotonic()
        return self._rest(address, now) if self.is_measured or self._is_group(address) else 0.0

    def _wait(self) -> float:
        return max(0.0, self._next - time.monotonic())

    def _start(self, address: str) -> None:
        now = time.monotonic()
        if now >= self._measured_until:
            self._slowness = 1.0
        gap = self._gap * self._slowness
        self._next = min(max(self._next + gap, now + LEAST_GAP * gap), now + max(DEBT, gap))
        if len(self._starts) > MOST_REMEMBERED:
            self._forget(now)
        self._starts.setdefault(address, deque(maxlen=max(1, self._per_minute))).append(now)

    def _forget(self, now: float) -> None:
        self._starts = {a: starts for a, starts in self._starts.items() if starts[-1] > now - self._memory(a)}

    def _rest(self, address: str, now: float) -> float:
        """Seconds until this chat may be written to again."""
        starts = self._starts.get(address)
        if not starts:
            return 0.0
        rest = starts[-1] + self._chat_gap - now
        if self._is_group(address) and len(starts) == self._per_minute:
            rest = max(rest, starts[0] + MINUTE - now)
        return max(0.0, rest)

    def _memory(self, address: str) -> float:
        return MINUTE if self._is_group(address) else self._chat_gap

    def _is_group(self, address: str) -> bool:
        return self._per_minute > 0 and address.startswith("-")
