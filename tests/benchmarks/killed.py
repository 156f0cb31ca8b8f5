"""What kills in the middle of a paced broadcast leave unknown: `… [KILLS [LATENCY [PACE]]]`.

A worker sends over the real Telegram channel and is killed at random moments, again and again. Prints how many
messages that left unknown, how many of those had arrived, and that nothing came twice or was lost.
"""

import asyncio
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from bot.channels.telegram.channel import TelegramChannel
from bot.traffic.delivery import Delivery
from storage.database import Database
from storage.models import OutboxMessage
from tests.chaos.play import processes
from tests.chaos.worker import TOKEN, hurry
from tests.delivering import NOW, fill, standing
from tests.fakes.telegram import FakeTelegram


@dataclass(frozen=True, slots=True)
class Found:
    """What became of the messages."""

    unknown: int
    arrived: int  # of those that are unknown
    twice: int
    lost: int  # called sent, and never came


def worker(url: str, telegram: str, pace: float) -> None:
    """Sends until it is killed, or nothing waits."""
    hurry()
    asyncio.run(_work(Database(url), telegram, pace))


async def _work(database: Database, telegram: str, pace: float) -> None:
    channel = TelegramChannel(TOKEN, telegram)
    channel.capabilities = replace(channel.capabilities, pace=pace)
    delivery = Delivery(database, {"telegram": channel}, lambda: NOW)
    await channel.start()
    await delivery.start()
    while await asyncio.to_thread(_open, database):
        await delivery.tick()
        await asyncio.sleep(0.2)
    await delivery.stop()
    await channel.stop()


def _open(database: Database) -> int:
    states = standing(database)
    return states["queued"] + states["sending"]


async def broadcast(database: Database, kills: int, latency: float, pace: float) -> Found:
    """A broadcast that is long enough for so many kills, each after a few more messages."""
    fill(database, kills * 6 + 6, channel="telegram")
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE outbox SET address = 1000 + person_id")
    chance = random.Random(7)
    async with FakeTelegram() as fake:
        fake.delay = latency
        for turn in range(kills + 1):
            process = processes.Process(target=worker, args=(database.url, fake.url, pace), daemon=True)
            process.start()
            if turn < kills:
                enough = len(fake.accepted) + chance.randint(3, 5)
                while len(fake.accepted) < enough and process.is_alive():
                    await asyncio.sleep(0.01)
                await asyncio.sleep(chance.uniform(0, 1 / pace))
                process.kill()
            await asyncio.to_thread(process.join)
        return _found(database, Counter(message["text"] for message in fake.accepted))


def _found(database: Database, came: Counter[str]) -> Found:
    with database.reading() as session:
        rows = session.scalars(select(OutboxMessage)).all()
    unknown = [row for row in rows if row.state == "unknown"]
    lost = sum(row.state == "sent" and not came[row.text] for row in rows)
    twice = sum(times > 1 for times in came.values())
    return Found(len(unknown), sum(came[row.text] > 0 for row in unknown), twice, lost)


def main(kills: int = 12, latency: float = 0.1, pace: float = 29.0) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.db'}")
        database.migrate()
        found = asyncio.run(broadcast(database, kills, latency, pace))
        print(f"{kills} kills, {latency * 1000:.0f} ms, {pace:g} a second: {found}, states {dict(standing(database))}")
        database.close()


if __name__ == "__main__":
    main(*(kind(word) for kind, word in zip((int, float, float), sys.argv[1:], strict=False)))
