"""What a kill leaves unknown: only what was on its way, not what waited for its turn."""

import asyncio

from storage.database import Database
from tests.benchmarks.killed import broadcast

KILLS = 3


def test_a_kill_leaves_nothing_unknown_that_waited_for_its_turn(any_database: Database) -> None:
    """Two a second, answered at once: between two messages nothing is on its way, though four senders are at work."""
    found = asyncio.run(broadcast(any_database, KILLS, latency=0.0, pace=2.0))
    assert found.unknown <= KILLS, found  # it was four a kill
    assert (found.twice, found.lost) == (0, 0)
