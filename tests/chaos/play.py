"""One seed: a broadcast, workers, and a season of faults in a few seconds."""

import asyncio
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from sqlalchemy import create_engine, select, text

from bot.delivery import IN_FLIGHT
from storage import outbox
from storage.database import Database
from storage.models import Address, OutboxMessage
from storage.outbox import Draft, Topic, Words
from tests.chaos.check import History, complaints
from tests.delivering import NOW, make_event, make_people
from tests.fakes.telegram import FakeTelegram

ROOT = Path(__file__).parents[2]
LONGEST = 40.0  # seconds for a seed; then something hangs
DOUBTFUL = ("500", "502", "html", "garbage", "empty", "drop", "hang_up", "slow")
FAULTS = (*DOUBTFUL, "400", "429")
HOUR = 3600.0


class Platform(FakeTelegram):
    """A Telegram that writes the history down."""

    def __init__(self) -> None:
        super().__init__()
        self.history = History()

    async def answer(self, method: str, data: dict[str, Any]) -> web.Response:
        before = len(self.accepted)
        answer = await super().answer(method, data)
        if method == "sendMessage":
            self.history.calls.append(time.monotonic())
            self.history.accepted += [str(message["text"]) for message in self.accepted[before:]]
        return answer

    async def _broken(
        self, request: web.Request, method: str, data: dict[str, Any], fault: dict[str, Any]
    ) -> web.StreamResponse:
        self.history.doubts += fault["kind"] in DOUBTFUL
        if fault["kind"] == "429":
            self.history.waits.append((time.monotonic(), float(fault["retry_after"])))
        return await super()._broken(request, method, data, fault)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a seed does."""

    seed: int
    people: int = 150
    workers: int = 1
    kills: int = 4
    faults: tuple[str, ...] = FAULTS
    bug: str = ""


def plan(seed: int, bug: str = "") -> Plan:
    """Every third seed has two workers; a planted bug gets what brings it to light."""
    chosen = Plan(seed, workers=2 if seed % 3 == 0 else 1, kills=2 + seed % 4, bug=bug)
    return replace(chosen, kills=6, faults=("drop", "garbage")) if bug else chosen


class Season:
    """The play of one seed on one database."""

    def __init__(self, chosen: Plan, database: Database, folder: Path) -> None:
        self.plan, self.database = chosen, database
        self.random = random.Random(chosen.seed)
        self.platform = Platform()
        self.clock = folder / "clock"
        self.clock.write_text("0")
        self.workers: list[subprocess.Popen[bytes]] = []
        self.outages = self.locks = 0

    async def run(self) -> list[str]:
        """What was wrong; empty when the promise was kept."""
        frozen = self._freeze()
        await self.platform.start()
        try:
            self.workers = [self._worker() for _ in range(self.plan.workers)]
            await asyncio.wait_for(self._trouble(), LONGEST)
            await asyncio.wait_for(self._end(), LONGEST)
        except TimeoutError:
            return [f"it hangs: {self._states()}"]
        finally:
            for worker in self.workers:
                worker.kill()
                worker.wait()
            await self.platform.stop()
        breaks = len(self.platform.history.kills) + self.outages + self.locks * (self.plan.workers - 1)
        most = IN_FLIGHT * breaks + self.platform.history.doubts
        with self.database.reading() as session:
            rows = session.scalars(select(OutboxMessage)).all()
        return complaints(rows, frozen, self.platform.history, most)

    def _freeze(self) -> int:
        """People with chats, some of which refuse or moved; two broadcasts, one of them critical, some texts long."""
        chance = self.random
        with self.database.transaction() as session:
            event = make_event(session)
            people = make_people(session, event, self.plan.people, "telegram")
            for address in session.scalars(select(Address)):
                address.address = str(10_000 + address.person_id)
                if chance.random() < 0.03:
                    self.platform.blocked.add(address.address)
                elif chance.random() < 0.03:
                    self.platform.moved[address.address] = 90_000 + address.person_id
            session.flush()
            for kind, some in (("a", people), ("b", people[:20])):
                drafts = [Draft(p.id, None, self._words(f"{kind}{p.id}.", long=chance.random() < 0.05)) for p in some]
                expires = NOW + timedelta(hours=12) if kind == "a" else None
                outbox.put(
                    session, Topic(event.id, "broadcast", kind, "1"), drafts, now=NOW, due_at=NOW, expires_at=expires,
                    critical=kind == "b",
                )  # fmt: skip
        return self.plan.people + 20

    def _states(self) -> list[Any]:
        with self.database.reading() as session:
            return [
                (row.state, row.cause, row.not_before, row.critical)
                for row in session.scalars(select(OutboxMessage))
                if row.state in ("queued", "sending") or (row.state == "unknown" and row.critical and not row.resent_at)
            ][:3]

    @staticmethod
    def _words(name: str, *, long: bool) -> Any:
        body = f"Tin {name}" if not long else f"Phần một {name}" + "x" * 3900 + f"\n\nPhần hai {name}" + "y" * 3000
        return lambda number: Words(body)

    def _worker(self) -> "subprocess.Popen[bytes]":
        words = [self.database.url, self.platform.url, str(self.clock), self.plan.bug]
        return subprocess.Popen([sys.executable, "-m", "tests.chaos.worker", *words], cwd=ROOT)

    async def _trouble(self) -> None:
        """Faults all the time, and between them kills, outages, locks and clocks that jump."""
        begun = len(self.platform.history.calls)
        while len(self.platform.history.calls) == begun and any(w.poll() is None for w in self.workers):
            await asyncio.sleep(0.05)
        acts = [self._kill] * self.plan.kills
        if not self.plan.bug:
            acts += [self._outage, self._lock, self._jump, self._jump]
        self.random.shuffle(acts)
        for act in acts:
            for _ in range(self.random.randint(1, 3)):
                kind = self.random.choice(self.plan.faults)
                self.platform.fault("sendMessage", kind, **({"retry_after": 1} if kind == "429" else {"seconds": 0.9}))
                await asyncio.sleep(self.random.uniform(0.02, 0.12))
            await act()

    async def _kill(self) -> None:
        place = self.random.randrange(len(self.workers))
        worker = self.workers[place]
        if worker.poll() is None:
            worker.kill()
            self.platform.history.kills.append(time.monotonic())
        worker.wait()
        self.workers[place] = self._worker()
        calls = len(self.platform.history.calls)
        for _ in range(60):
            await asyncio.sleep(0.05)
            if len(self.platform.history.calls) > calls + self.random.randint(1, 12):
                return

    async def _outage(self) -> None:
        self.outages += 1
        await self.platform.stop()
        await asyncio.sleep(self.random.uniform(0.2, 1.0))
        await self.platform.start()

    async def _lock(self) -> None:
        """The database cannot be written to for a while; a server ends every connection instead."""
        self.locks += 1
        if self.database.path is None:
            await asyncio.to_thread(end_sessions, self.database.url)
            return
        with closing(sqlite3.connect(self.database.path, isolation_level=None, timeout=5)) as blocker:
            blocker.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(self.random.uniform(0.2, 0.8))
            blocker.execute("COMMIT")

    async def _jump(self) -> None:
        """The event's clock jumps; some messages may run out of time by it."""
        self.clock.write_text(str(self.random.choice((HOUR, -HOUR, 24 * HOUR, 0.0))))

    async def _end(self) -> None:
        """Workers end by themselves when nothing is open; a last one is lent to them should all be dead."""
        self.clock.write_text("0")  # an hour earlier nothing would be due
        while any(worker.poll() is None for worker in self.workers):
            await asyncio.sleep(0.05)
        last = self._worker()
        self.workers.append(last)
        while last.poll() is None:
            await asyncio.sleep(0.05)


def end_sessions(url: str) -> None:
    """As a fast restart of the server does to its clients."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))
    engine.dispose()


def played(chosen: Plan, url: str, folder: Path) -> list[str]:
    """One seed on a fresh database at the URL."""
    database = Database(url)
    database.migrate()
    try:
        return asyncio.run(Season(chosen, database, folder).run())
    finally:
        database.close()
