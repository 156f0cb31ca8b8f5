"""One seed: a broadcast on two platforms, workers, and a season of faults in a few seconds."""

import asyncio
import multiprocessing
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.traffic.delivery import IN_FLIGHT
from storage import outbox, pause
from storage.database import Database
from storage.models import Address, OutboxMessage
from storage.outbox import Draft, Topic, Words
from tests import KEY
from tests.chaos import worker
from tests.chaos.check import complaints
from tests.chaos.platforms import Recording, Telegram, Zalo
from tests.chaos.restoring import Backup
from tests.delivering import NOW, make_event, make_people
from tests.postgres import Postgres

LONGEST = 180.0  # seconds for each half of a seed; then something hangs
WAIT = 1.0  # seconds that a platform asks for when it is too much; Telegram knows whole ones only
RECOVERY = 0.3  # seconds until a worker writes again after a lock
HOUR = 3600.0
CRITICAL = 15  # people who get a second, critical message

# A worker that has to import everything first takes longer to start than to be killed.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.chaos.worker"])


@dataclass(frozen=True, slots=True)
class Plan:
    """What a seed does."""

    seed: int
    people: int = 80
    workers: int = 1
    kills: int = 4
    doubtful_only: bool = False
    bug: str = ""


def plan(seed: int, bug: str = "") -> Plan:
    """Every third seed has two workers; a planted bug gets what brings it to light."""
    chosen = Plan(seed, workers=2 if seed % 3 == 0 else 1, kills=2 + seed % 4, bug=bug)
    return replace(chosen, kills=6, people=150, doubtful_only=True) if bug else chosen


class Season:
    """The play of one seed on one database."""

    def __init__(self, chosen: Plan, database: Database, folder: Path, server: Postgres | None) -> None:
        self.plan, self.database, self.server = chosen, database, server
        self.random = random.Random(chosen.seed)
        self.telegram, self.zalo = Telegram(), Zalo()
        self.platforms: tuple[Recording, Recording] = (self.telegram, self.zalo)
        self.clock = folder / "clock"
        self.clock.write_text("0")
        self.data, self.backup = folder / "data", Backup(database, server)
        self.tally, self.found = Counter[str](), list[str]()
        self.workers: list[BaseProcess] = []
        self.kills: list[float] = []
        self.locks: list[tuple[float, float]] = []
        self.outages = self.frozen = self.event_id = 0
        self.people: list[int] = []

    async def run(self) -> list[str]:
        """What was wrong; empty when the promise was kept."""
        self._freeze()
        for platform in self.platforms:
            await platform.start()
        try:
            self.workers = [self._worker() for _ in range(self.plan.workers)]
            await asyncio.wait_for(self._trouble(), LONGEST)
            await asyncio.wait_for(self._end(), LONGEST)
        except TimeoutError:
            return [f"it hangs: {self._states()}"]
        finally:
            for each in self.workers:
                each.kill()
                each.join()
            for platform in self.platforms:
                await platform.stop()
        return self._complaints()

    def _complaints(self) -> list[str]:
        seen = [platform.history for platform in self.platforms]
        for history in seen:
            history.kills, history.locks = self.kills, self.locks
        breaks = len(self.kills) + len(self.locks) * (self.plan.workers - 1)
        most = IN_FLIGHT * (len(seen) * breaks + self.outages) + sum(history.doubts for history in seen)
        with self.database.reading() as session:
            rows = session.scalars(select(OutboxMessage)).all()
        self.tally.update({"messages": len(rows)} | Counter(row.state for row in rows))
        told = complaints(rows, self.frozen, seen, most, alone=self.plan.workers == 1, restores=self.tally["restores"])
        self.tally["lost"] = sum("never came" in complaint for complaint in told)
        self.tally["doubled"] = sum(complaint.startswith("came twice") for complaint in told)
        return self.found + told

    def _freeze(self) -> None:
        """People with chats, some of which refuse or moved; two broadcasts, one of them critical, some texts long."""
        with self.database.transaction() as session:
            event = make_event(session)
            people = make_people(session, event, self.plan.people, "telegram")
            for address in session.scalars(select(Address)).all():
                self._place(session, address)
            session.flush()
            self.event_id, self.people = event.id, [person.id for person in people]
            self._put(session, "a", self.people)
            self._put(session, "b", self.people[:CRITICAL])

    def _put(self, session: Session, kind: str, people: Sequence[int]) -> None:
        """One broadcast; "a" may be too late, "b" is critical."""
        drafts = [Draft(person, None, self._words(f"{kind}{person}.")) for person in people]
        expires = NOW + timedelta(hours=12) if kind == "a" else None
        outbox.put(
            session, Topic(self.event_id, "broadcast", kind, "1"), drafts, now=NOW, due_at=NOW, expires_at=expires,
            critical=kind == "b",
        )  # fmt: skip
        self.frozen += len(people)

    def _place(self, session: Any, address: Address) -> None:
        """A third is on Zalo alone, a third has Zalo after Telegram; some chats refuse, some moved."""
        person, chance = address.person_id, self.random.random()
        address.address = str(10_000 + person)
        if person % 3 == 0:
            address.channel, address.address = "zalo", f"z{person}"
            if chance < 0.05:
                self.zalo.blocked.add(address.address)
            return
        if person % 3 == 1:
            spare = Address(person_id=person, channel="zalo", address=f"z{person}", created_at=NOW, rank=1)
            session.add(spare)
        if chance < 0.05:
            self.telegram.blocked.add(address.address)
        elif chance < 0.1:
            self.telegram.moved[address.address] = 90_000 + person

    def _words(self, name: str) -> Any:
        body = f"Tin {name}"
        if self.random.random() < 0.08:
            body = "\n\n".join(f"Phần {n} {name}" + letter * 1600 for n, letter in enumerate("xyz"))
        return lambda number: Words(body)

    def _states(self) -> list[Any]:
        with self.database.reading() as session:
            return [
                (row.state, row.cause, row.not_before, row.critical)
                for row in session.scalars(select(OutboxMessage))
                if row.state in ("queued", "sending") or (row.state == "unknown" and row.critical and not row.resent_at)
            ][:3]

    def _worker(self) -> BaseProcess:
        words = (self.database.url, self.telegram.url, self.zalo.url, str(self.clock), str(self.data), self.plan.bug)
        made = processes.Process(target=worker.main, args=words, daemon=True)
        made.start()
        return made

    def _calls(self) -> int:
        return sum(len(platform.history.calls) for platform in self.platforms)

    async def _trouble(self) -> None:
        """Faults all the time, and between them kills, outages, locks and clocks that jump."""
        while not self._calls() and any(each.is_alive() for each in self.workers):
            await asyncio.sleep(0.02)
        acts = [self._kill] * self.plan.kills
        if not self.plan.bug:
            acts += [self._outage, self._lock, self._jump, self._jump, self._restore]
        self.random.shuffle(acts)
        for act in acts:
            for _ in range(self.random.randint(1, 3)):
                platform = self.random.choice(self.platforms)
                kinds = ("drop", "garbage") if self.plan.doubtful_only else platform.faults
                platform.trouble(self.random.choice(kinds), WAIT)
                await asyncio.sleep(self.random.uniform(0.02, 0.12))
            await act()

    async def _kill(self) -> None:
        place = self.random.randrange(len(self.workers))
        if self.workers[place].is_alive():
            self.workers[place].kill()
            self.kills.append(time.monotonic())
        self.workers[place].join()
        self.workers[place] = self._worker()
        enough = self._calls() + self.random.randint(1, 12)
        for _ in range(20):
            await asyncio.sleep(0.05)
            if self._calls() > enough:
                return

    async def _restore(self) -> None:
        """An older copy is put back whole: nothing leaves until somebody says so, and nothing twice."""
        self._halt()
        await asyncio.to_thread(self.backup.take)
        self.workers = [self._worker() for _ in self.workers]
        await asyncio.sleep(self.random.uniform(0.3, 1.0))
        self._halt()
        await asyncio.to_thread(self.backup.put_back)
        self.tally["restores"] += 1
        before = self._calls()
        self.workers = [self._worker() for _ in self.workers]
        await self._until_paused()
        await asyncio.sleep(0.5)
        if self._calls() != before:
            self.found.append(f"{self._calls() - before} calls while paused")
        with self.database.transaction() as session:
            pause.end(session, forget=True, now=NOW)
            self._put(session, "c", self.people)  # what is new leaves as ever

    async def _until_paused(self) -> None:
        """A worker that delivers to the end instead does not pause."""
        while any(each.is_alive() for each in self.workers):
            with self.database.reading() as session:
                if pause.paused(session):
                    self.tally["pauses"] += 1
                    return
            await asyncio.sleep(0.05)
        self.found.append("what was put back did not pause")

    def _halt(self) -> None:
        for each in self.workers:
            each.kill()
            each.join()
            self.kills.append(time.monotonic())

    async def _outage(self) -> None:
        self.outages += 1
        platform = self.random.choice(self.platforms)
        await platform.stop()
        await asyncio.sleep(self.random.uniform(0.2, 1.0))
        await platform.start()

    async def _lock(self) -> None:
        """The database cannot be written to for a while; a server restarts, in order or as after a crash."""
        begun = time.monotonic()
        await self._no_writing()
        self.locks.append((begun, time.monotonic() + RECOVERY))

    async def _no_writing(self) -> None:
        if self.server is not None:
            await asyncio.to_thread(self.server.restart, self.random.choice(("fast", "immediate")))
            return
        assert self.database.path
        with closing(sqlite3.connect(self.database.path, isolation_level=None, timeout=5)) as blocker:
            blocker.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(self.random.uniform(0.2, 0.8))
            blocker.execute("COMMIT")

    async def _jump(self) -> None:
        """The event's clock jumps; some messages may run out of time by it. An hour back nothing is due for a while."""
        self.clock.write_text(str(shift := self.random.choice((HOUR, -HOUR, 24 * HOUR, 0.0))))
        if shift < 0:
            await asyncio.sleep(0.2)
            self.clock.write_text("0")

    async def _end(self) -> None:
        """Workers end by themselves when nothing is open; a last one is lent to them should all be dead."""
        self.clock.write_text("0")  # an hour earlier nothing would be due
        while any(each.is_alive() for each in self.workers):
            await asyncio.sleep(0.05)
        last = self._worker()
        self.workers.append(last)
        while last.is_alive():
            await asyncio.sleep(0.05)


def played(
    chosen: Plan, url: str, folder: Path, server: Postgres | None = None, tally: Counter[str] | None = None
) -> list[str]:
    """One seed on a fresh database at the URL; the server it stands on is restarted in the middle."""
    database = Database(url, KEY)
    database.migrate()
    season = Season(chosen, database, folder, server)
    try:
        return asyncio.run(season.run())
    finally:
        if tally is not None:
            tally.update(season.tally)
        database.close()
