"""How long a broadcast of 1,000 takes: `python -m tests.benchmarks.broadcast [MESSAGES [LATENCY [DATABASE_URL]]]`.

A channel that answers after 100 ms, paced at 29 a second like Telegram. Prints seconds against the ideal.
"""

import asyncio
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from bot.traffic.delivery import Delivery
from storage.database import Database
from tests.delivering import FAST, NOW, Loop, fill, standing

PACE = 29.0
LONGEST = 60.0  # seconds; then it is broken


async def send(database: Database, loop: Loop) -> float:
    delivery = Delivery(database, {"loop": loop}, lambda: NOW)
    await delivery.start()
    begin = time.monotonic()
    while standing(database)["queued"] and time.monotonic() - begin < LONGEST:
        await delivery.tick()
        await asyncio.sleep(1)
    await delivery.idle()
    took = loop.starts[-1][0] - loop.starts[0][0] if loop.starts else LONGEST
    await delivery.stop()
    return took


def main(number: int = 1000, latency: float = 0.1, url: str | None = None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(url or f"sqlite:///{folder}/bench.db")
        database.migrate()
        fill(database, number)
        loop = Loop(latency=latency, capabilities=replace(FAST, pace=PACE, chat_pace=1.0))
        cpu = time.process_time()
        took = asyncio.run(send(database, loop))
        cpu = time.process_time() - cpu
        starts = [at for at, _ in loop.starts]
        second = max(sum(at <= other < at + 1 for other in starts) for at in starts)
        print(f"{number} messages, {latency * 1000:.0f} ms each: {took:.1f} s, ideal {(number - 1) / PACE:.1f} s")
        print(f"most in one second {second}, least gap {min(b - a for a, b in pairwise(starts)) * 1000:.1f} ms")
        print(f"most in flight {loop.most_in_flight}, CPU {cpu:.1f} s, states {dict(standing(database))}")
        assert set(Counter(loop.accepted).values()) == {1}
        database.close()


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else 1000, float(given[1]) if len(given) > 1 else 0.1, given[2] if given[2:] else None)
