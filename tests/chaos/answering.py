"""Questions typed while the worker is killed again and again: each is answered, and nothing is done twice.

Once an older copy of the database is put back: it cannot know what was asked after it, so that is left out.

The worker is the real way in (Telegram's channel, inbox, front desk, answers) over a platform that fails meanwhile.
"""

import asyncio
import multiprocessing
import random
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess

from sqlalchemy import func, or_, select

from handlers.wording.desk import broken
from storage.database import Database
from storage.models import AuditEntry, InboxUpdate
from tests import KEY
from tests.chaos.platforms import Telegram
from tests.chaos.restoring import Backup
from tests.fakes import answerer
from tests.postgres import Postgres

LONGEST = 150.0  # seconds for a seed; then something hangs
CHATS, QUESTIONS, KILLS = 30, 120, 4
AHEAD = 25  # questions that may wait, so that every act falls among them
APOLOGY = broken("").partition(",")[0]
FAULTS = ("500", "502", "html", "garbage", "empty", "drop", "hang_up", "429")

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.fakes.answerer"])
Act = Callable[[BaseProcess], Awaitable[BaseProcess]]


@dataclass
class Asking:
    """One seed."""

    seed: int
    database: Database
    server: Postgres | None = None
    bug: str = ""
    asked: dict[str, int] = field(default_factory=dict)  # text: chat
    numbers: dict[str, str] = field(default_factory=dict)  # text: the update's key
    forgotten: set[str] = field(default_factory=set)  # keys that came in after the copy that was put back
    tally: Counter[str] = field(default_factory=Counter)
    hang_ups: int = 0

    def __post_init__(self) -> None:
        self.backup = Backup(self.database, self.server)
        self.random = random.Random(self.seed)
        self.telegram = Telegram(delay=0.02)

    async def run(self) -> list[str]:
        """What was wrong; empty when the promise was kept."""
        await self.telegram.start()
        worker = self._worker()
        try:
            async with asyncio.timeout(LONGEST):
                typing = asyncio.create_task(self._type())
                for act in self._acts():
                    await self._some_answers()
                    worker = await act(worker)
                await typing
                while await asyncio.to_thread(self._open):
                    await asyncio.sleep(0.05)
        except TimeoutError:
            return [f"it hangs: {self._open()} are open"]
        finally:
            worker.kill()
            worker.join()
            await self.telegram.stop()
        return self._complaints()

    def _acts(self) -> list[Act]:
        acts: list[Act] = [self._kill] * (2 + self.seed % KILLS) + [self._lock]
        acts += [] if self.bug else [self._restore]
        self.random.shuffle(acts)
        return acts

    async def _type(self) -> None:
        """People type all the while, on a slow machine slower, and the platform fails now and then."""
        for number in range(QUESTIONS):
            if not self.bug:
                await self._answers(number - AHEAD - len(self.forgotten), 1.0)
            text, chat = f"câu {number}.", 1 + self.random.randrange(CHATS)
            self.asked[text] = chat
            self.numbers[text] = str(self.telegram.say(chat, text))
            if self.random.random() < 0.1:
                self.telegram.trouble(fault := self.random.choice(FAULTS), 1.0)
                self.hang_ups += fault == "hang_up"
            await asyncio.sleep(self.random.uniform(0, 0.06))

    async def _some_answers(self) -> None:
        await self._answers(len(self.telegram.accepted) + self.random.randint(1, 15), 3.0)
        await asyncio.sleep(self.random.uniform(0, 0.05))

    async def _answers(self, number: int, seconds: float) -> None:
        with suppress(TimeoutError):
            await self.telegram.until(number, seconds)

    async def _kill(self, worker: BaseProcess) -> BaseProcess:
        await self._ended(worker)
        return self._worker()

    async def _restore(self, worker: BaseProcess) -> BaseProcess:
        """A copy is taken, life goes on, and the copy is put back; answers need no yes of anybody."""
        await self._ended(worker)
        await asyncio.to_thread(self.backup.take)
        copied = len(await asyncio.to_thread(self._known))
        worker = self._worker()
        while len(self.asked) < QUESTIONS and len(await asyncio.to_thread(self._known)) == copied:
            await asyncio.sleep(0.02)
        await self._some_answers()
        await self._ended(worker)
        known = await asyncio.to_thread(self._known)
        await asyncio.to_thread(self.backup.put_back)
        self.forgotten |= known - await asyncio.to_thread(self._known)
        self.tally["restores"] += 1
        return self._worker()

    async def _ended(self, worker: BaseProcess) -> None:
        worker.kill()
        await asyncio.to_thread(worker.join)

    async def _lock(self, worker: BaseProcess) -> BaseProcess:
        """Nobody can write for a while; a server restarts."""
        if self.server is not None:
            await asyncio.to_thread(self.server.restart, self.random.choice(("fast", "immediate")))
            return worker
        assert self.database.path
        with closing(sqlite3.connect(self.database.path, isolation_level=None, timeout=5)) as blocker:
            blocker.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(self.random.uniform(0.2, 0.8))
            blocker.execute("COMMIT")
        return worker

    def _worker(self) -> BaseProcess:
        words = (self.telegram.url, self.database.url, self.bug)
        made = processes.Process(target=answerer.main, args=words, daemon=True)
        made.start()
        return made

    def _known(self) -> set[str]:
        """The updates that came in, by their keys."""
        with self.database.reading() as session:
            return set(session.scalars(select(InboxUpdate.update_key)))

    def _open(self) -> int:
        """Questions that did not come in yet, were not done yet, or owe an answer."""
        missing = QUESTIONS - len(self._known() | self.forgotten)
        with self.database.reading() as session:
            unfinished = or_(InboxUpdate.state == "new", InboxUpdate.owed_since.is_not(None))
            return missing + (session.scalar(select(func.count()).where(unfinished)) or 0)

    def _complaints(self) -> list[str]:
        """A message during which the database broke may have been given back with an apology, undone."""
        with self.database.reading() as session:
            heard = select(AuditEntry.subject).where(AuditEntry.action == "heard")
            done = Counter(subject.partition(":")[2] for subject in session.scalars(heard))
        found, silent = [], 0
        self.tally.update(asked=len(self.asked), forgotten=len(self.forgotten))
        for text, chat in self.asked.items():
            told = self.telegram.texts(chat)
            self.tally["answers twice"] += told.count(f"nghe {text}") > 1
            self.tally["answered"] += f"nghe {text}" in told
            if self.numbers[text] in self.forgotten:
                continue
            returned = self.server is not None and done[text] == 0 and any(APOLOGY in each for each in told)
            if done[text] != 1 and not returned:
                found.append(f"{text} was done {done[text]} times")
            silent += not returned and f"nghe {text}" not in told
        # A line that breaks twice in one message's way looks as if it had arrived.
        if silent > self.hang_ups // 2:
            found.append(f"{silent} were never answered, {self.hang_ups} lines broke")
        return found


def asked(
    seed: int, url: str, server: Postgres | None = None, bug: str = "", tally: Counter[str] | None = None
) -> list[str]:
    """One seed on a fresh database at the URL."""
    database = Database(url, KEY)
    database.migrate()
    asking = Asking(seed, database, server, bug)
    try:
        return asyncio.run(asking.run())
    finally:
        if tally is not None:
            tally.update(asking.tally)
        database.close()
