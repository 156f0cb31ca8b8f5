"""How fast answers leave a channel: freely, until the platform says it is too much."""

import asyncio

CALM_AFTER = 60.0  # seconds of measured pace after a platform said "too many"


class Pace:
    """After a 429 nothing leaves for the time asked, then one at a time at the channel's pace."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1.0 / per_second
        self._free_at = 0.0
        self._calm_at = 0.0

    def throttled(self, seconds: float) -> None:
        """The platform asked to wait."""
        now = asyncio.get_running_loop().time()
        self._free_at = max(self._free_at, now + seconds)
        self._calm_at = self._free_at + CALM_AFTER

    async def turn(self) -> None:
        """Returns when the next message may leave."""
        now = asyncio.get_running_loop().time()
        if now >= self._calm_at:
            return
        mine = max(now, self._free_at)
        self._free_at = mine + self._gap
        await asyncio.sleep(mine - now)
