"""Crash points: a worker that dies at a named place of the delivery, and one that comes after it."""

import asyncio
import logging
import os
import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any

from bot.traffic import steps
from bot.traffic.delivery import Delivery
from handlers.messages import Reply
from storage import outbox
from storage.database import Database
from storage.outbox import workers
from tests import KEY
from tests.chaos.worker import open_rows, plant
from tests.delivering import NOW, Loop

DIED = 9
LONGEST = 20.0
SILENT = 0.5  # seconds after which a worker counts as dead


class Written(Loop):
    """A channel that keeps what it accepted in a file, which outlives the process."""

    def __init__(self, file: Path, point: str) -> None:
        super().__init__(latency=0.005)
        self._file, self._point = file, point

    async def send(self, address: str, reply: Reply) -> str:
        if self._point == "claimed":
            end(self._file)
        found = await super().send(address, reply)
        with self._file.open("a") as out:
            out.write(reply.text.splitlines()[0] + "\n")
        if self._point == "accepted":
            end(self._file)
        return found


def end(file: Path) -> None:
    """Dies once a few messages have come; in the middle, not at the first."""
    if file.exists() and len(file.read_text().splitlines()) >= 3:
        os._exit(DIED)


def dying(real: Callable[..., Any], file: Path) -> Callable[..., Any]:
    """Does its work, and dies before anybody hears of it."""

    @wraps(real)
    def step(*args: Any, **named: Any) -> Any:
        found = real(*args, **named)
        end(file)
        return found

    return step


def _after_the_commit(name: str) -> Callable[[Path], None]:
    real = getattr(Delivery, name)
    return lambda file: setattr(Delivery, name, lambda self, what: dying(real(self, what), file))


def _after_a_part(file: Path) -> None:
    """Dies when the next part of a message is about to be claimed."""
    real = outbox.claim

    @wraps(real)
    def step(*args: Any, **named: Any) -> Any:
        found = real(*args, **named)
        if isinstance(found, outbox.Claimed) and found.parts_done:
            end(file)
        return found

    outbox.claim = step


def _in(name: str) -> Callable[[Path], None]:
    return lambda file: setattr(outbox, name, dying(getattr(outbox, name), file))


POINTS: dict[str, Callable[[Path], None]] = {
    "pick not committed": _in("pick"),
    "recorded and picked": _after_the_commit("_picking"),
    "claim not committed": _in("claim"),
    "claim committed": _after_the_commit("_claiming"),
    "claimed": lambda file: None,
    "accepted": lambda file: None,
    "record not committed": _in("record"),
    "part accepted": _after_a_part,
    "keeping house": _in("waiting"),
}


def work(url: str, file: Path, point: str, bug: str = "") -> None:
    """The whole life of one worker, which ends at the point, or when nothing is open."""
    logging.disable(logging.ERROR)
    plant(bug)
    workers.SILENT, steps.PAUSE = timedelta(seconds=SILENT), 0.05
    if point:
        POINTS[point](file)
    asyncio.run(_deliver(Database(url, KEY), Written(file, point)))


async def _deliver(database: Database, channel: Written) -> None:
    delivery, end_at = Delivery(database, {"loop": channel}, lambda: NOW), time.monotonic() + LONGEST
    await delivery.start()
    while await asyncio.to_thread(open_rows, database) and time.monotonic() < end_at:
        await delivery.tick()
        await asyncio.sleep(0.05)
    await delivery.stop()
    database.close()
