"""A broadcast over the real Telegram channel to a server that enforces 30 a second: `… [MESSAGES [LATENCY]]`.

Prints seconds against the ideal at 30 a second, how often the server said 429, and that nothing came twice.
"""

import asyncio
import sys
import tempfile
import time
from collections import Counter

from bot.channels.telegram.channel import TelegramChannel
from bot.traffic.delivery import Delivery
from storage.database import Database
from tests.benchmarks.updates import TOKEN, control, server
from tests.delivering import NOW, fill, standing

LIMIT = 30  # messages a second
LONGEST = 120.0


async def send(url: str, database: Database) -> float:
    """Seconds from the first tick to the last answer."""
    channel = TelegramChannel(TOKEN, url)
    delivery = Delivery(database, {"telegram": channel}, lambda: NOW)
    await channel.start()
    await delivery.start()
    begun = time.monotonic()
    while standing(database)["queued"] + standing(database)["sending"] and time.monotonic() - begun < LONGEST:
        await delivery.tick()
        await asyncio.wait([asyncio.create_task(delivery.idle())], timeout=1)
    took = time.monotonic() - begun
    await delivery.stop()
    await channel.stop()
    return took


def main(number: int = 1000, latency: float = 0.1) -> None:
    with tempfile.TemporaryDirectory() as folder, server() as url:
        control(url, "set", delay=latency, rate=LIMIT)
        database = Database(f"sqlite:///{folder}/bench.db")
        database.migrate()
        fill(database, number, channel="telegram")
        with database.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE outbox SET address = 1000 + person_id")
        took = asyncio.run(send(url, database))
        accepted = control(url, "accepted")
        with database.reading() as session:
            refused = session.connection().exec_driver_sql("SELECT count(*) FROM attempts WHERE outcome = 'not_sent'")
            too_many = refused.scalar()
        twice = [text for text, times in Counter(m["text"] for m in accepted).items() if times > 1]
        ideal = number / LIMIT
        print(f"{number} messages, {latency * 1000:.0f} ms: {took:.1f} s, {took / ideal:.2f} x the ideal {ideal:.1f} s")
        print(f"429: {too_many}, came twice: {len(twice)}, states {dict(standing(database))}")
        database.close()


if __name__ == "__main__":
    main(*(kind(word) for kind, word in zip((int, float), sys.argv[1:], strict=False)))
