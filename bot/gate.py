"""When a message of one channel may start: evenly spaced, one a second to a chat, none while it must wait."""

import asyncio
import time

LEAST_GAP = 0.75  # of the even gap: a late start is caught up in small steps, never in a burst


class Gate:
    """The starts of one channel. Real seconds."""

    def __init__(self, pace: float, chat_pace: float) -> None:
        self._gap, self._chat_gap = 1 / pace, 1 / chat_pace
        self._next = 0.0
        self._closed_until = 0.0
        self._last: dict[str, float] = {}
        self._turn = asyncio.Lock()

    @property
    def closed_for(self) -> float:
        """Seconds until something may leave; 0 when open."""
        return max(0.0, self._closed_until - time.monotonic())

    def close(self, seconds: float) -> None:
        """Nothing starts for so long."""
        self._closed_until = max(self._closed_until, time.monotonic() + seconds)

    def resting(self) -> set[str]:
        """Chats that were written to less than a chat's gap ago."""
        now = time.monotonic()
        self._last = {address: at for address, at in self._last.items() if now - at < self._chat_gap}
        return set(self._last)

    async def turn(self, address: str) -> bool:
        """Returns when a message to this chat may start; False where the channel was closed meanwhile."""
        await asyncio.sleep(self._last.get(address, 0.0) + self._chat_gap - time.monotonic())
        async with self._turn:
            await asyncio.sleep(self._next - time.monotonic())
            if self.closed_for:
                return False
            now = time.monotonic()
            self._next = max(self._next + self._gap, now + LEAST_GAP * self._gap)
            self._last[address] = now
            return True
