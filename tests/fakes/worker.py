"""A process that delivers, to be killed: `python -m tests.fakes.worker URL LOG LATENCY SILENT`.

Its channel writes each accepted message to LOG half-way through the latency, as a platform would accept it
before its answer is on the way. It ends when nothing waits and nothing is held.
"""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from bot.traffic.delivery import Delivery
from handlers.messages import Reply
from storage.database import Database
from storage.models import OutboxMessage
from storage.outbox import workers
from tests import KEY
from tests.delivering import NOW, Loop


class Recorder(Loop):
    """Accepts everything and keeps it in a file that outlives the process."""

    def __init__(self, log: Path, latency: float) -> None:
        super().__init__(latency=latency)
        self._log = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def send(self, address: str, reply: Reply) -> str:
        await asyncio.sleep(self.latency / 2)
        os.write(self._log, f"{address}\n".encode())
        await asyncio.sleep(self.latency / 2)
        return address


def open_rows(database: Database) -> int:
    with database.reading() as session:
        states = OutboxMessage.state.in_(("queued", "sending"))
        return session.scalar(select(func.count()).where(states)) or 0


async def work(url: str, log: Path, latency: float) -> None:
    database = Database(url, KEY)
    delivery = Delivery(database, {"loop": Recorder(log, latency)}, lambda: NOW)
    await delivery.start()
    while open_rows(database):
        await delivery.tick()
        await asyncio.sleep(0.05)
    await delivery.stop()
    database.close()


if __name__ == "__main__":
    workers.SILENT = timedelta(seconds=float(sys.argv[4]))
    asyncio.run(work(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])))
