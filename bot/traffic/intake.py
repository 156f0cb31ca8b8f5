"""What comes in: kept before it is acknowledged, asked at the desk in order per chat, chats in parallel.

The desk keeps its answer with the update; once it was given that is written down, many at a time.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any, Protocol, TypeVar, runtime_checkable

from sqlalchemy.orm import Session

from bot.channels import Asked, Channel, RawUpdate
from bot.office.files import FileFolder
from bot.traffic import leftover
from bot.traffic.answers import Answers, Owed
from bot.traffic.gate import Gate
from bot.traffic.ledger import Ledger
from bot.traffic.lines import Lines, Waiting, Where
from bot.traffic.sent_files import SentFiles
from handlers.messages import Incoming, Reply
from handlers.traits import NONE_KNOWN, Channels
from handlers.wording.channels import TOO_MANY
from storage import inbox, outbox, people
from storage.clock import wall_clock
from storage.database import Database
from storage.outage import is_away, waited_out

T = TypeVar("T")

log = logging.getLogger(__name__)

DeskAnswer = Callable[[Incoming, int | None], list[Reply]]

MOST_PER_CHAT = 100  # messages of one chat that may wait
WORKERS = 4
PAUSE = 0.2  # seconds before the desk is asked again
PATIENCE = 5.0  # seconds that stop waits for what was begun
LOOK_EVERY = 15.0  # seconds between looks for what was left
LEFT_ALONE = timedelta(minutes=1)  # so long a living process may be at it
GRACE = 5.0  # seconds more for the answers of a process that may still live


@runtime_checkable
class Noticing(Protocol):
    """A channel that is told when a chat puts the bot out or lets it in again."""

    def presence(self, raw: str) -> tuple[str, bool] | None: ...


class Intake:
    """From a raw update to the answer. `counts` tells what became of them."""

    def __init__(
        self,
        database: Database,
        desk_answer: DeskAnswer,
        channels: Mapping[str, Asked],
        gates: Mapping[str, Gate] | None = None,
        files: FileFolder | None = None,
        known: Channels = NONE_KNOWN,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._database = database
        self._desk_answer = desk_answer
        self._channels = channels
        self._files = SentFiles(files, self._roles, known)
        gates = gates or {name: Gate(channel.capabilities) for name, channel in channels.items()}
        self._ledger = Ledger(database, self._in_store)
        note = self._ledger.note
        answers = {name: Answers(channel, gates[name], note) for name, channel in channels.items()}
        self._lines = Lines(self._asked, answers, self._is_owed, note, self.counts)
        self._ledger.settled = self._lines.let_go
        self._looking: asyncio.Task[None] | None = None
        self._closed = False
        # Storing has a thread of its own: a full desk must not hold up the next batch.
        self._store = ThreadPoolExecutor(1, "inbox")
        self._desk = ThreadPoolExecutor(WORKERS, "desk")

    async def take_up(self) -> None:
        """Takes up what a crash, of this process or of another, left unanswered; looks again until `rest`."""
        await self._look(timedelta(0))
        self.rest()
        self._looking = asyncio.create_task(self._look_again())

    def rest(self) -> None:
        """Leaves to others what was left."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    async def _look_again(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                with waited_out():
                    await self._look(LEFT_ALONE)
            except Exception:
                log.exception("what was left could not be looked for; again later")

    async def _look(self, age: timedelta) -> None:
        for name in self._channels:
            for item in await self._in_store(self._left, name, age):
                if self._lines.in_hand.isdisjoint(item.rows):
                    self._lines.queue((name, item.address), item)

    async def receive(self, channel: str, updates: Sequence[RawUpdate]) -> None:
        """Returns when the updates are safe in the database and may be acknowledged; never once it is stopped."""
        kept: list[Waiting] | None = None
        while kept is None and not self._closed:
            with waited_out():  # what is not acknowledged is not lost: the platform holds it meanwhile
                kept = await self._in_store(self._keep, channel, updates)
            if kept is None:
                await asyncio.sleep(PAUSE)
        if self._closed:
            await asyncio.Event().wait()  # until the channel stops: what is not acknowledged comes again
        for item in kept or ():
            self._lines.queue((channel, item.address), item)
        await self._lines.room.wait()

    async def stop(self, patience: float = PATIENCE) -> None:
        """Takes nothing more and ends what was begun; what still waits is taken up at the next start.

        The channels stop after it, else the last answers cannot leave.
        """
        self._closed = True
        self.rest()
        await self._lines.close(patience)
        await self._ledger.close()
        await asyncio.to_thread(self._desk.shutdown, cancel_futures=True)
        await asyncio.to_thread(self._store.shutdown)

    @property
    def waiting(self) -> int:
        """Messages that wait for the desk, or for their answer to be given."""
        return len(self._lines.in_hand)

    # In the thread of the inbox.

    def _left(self, channel: str, age: timedelta) -> list[Waiting | Owed]:
        grace = 0.0 if self._database.is_sqlite else GRACE
        with self._database.transaction() as session:
            owed = leftover.answers(session, channel, age, grace)
            return [*owed, *leftover.messages(session, channel, age, self._parsed)]

    def _keep(self, channel: str, updates: Sequence[RawUpdate]) -> list[Waiting]:
        """One transaction for the batch: the rows, and the mark on those that nobody will answer."""
        parsed = {update.key: self._parsed(channel, update.raw) for update in updates}
        with self._ledger.riding() as write, self._database.transaction() as session:
            write(session)
            rows = [(u.key, u.raw, _address(parsed[u.key])) for u in updates]
            new = inbox.put(session, channel, rows, wall_clock())
            kept = [Waiting(incoming, new[key]) for key, incoming in parsed.items() if incoming and key in new]
            taken = self._within_limits(kept)
            answered = {item.row for item in taken}
            inbox.ignore(session, [number for number in new.values() if number not in answered])
            self._notice(session, channel, [u.raw for u in updates if u.key in new and parsed[u.key] is None])
        self.counts["received"] += len(new)
        self.counts["ignored"] += len(new) - len(kept)
        return taken

    def _notice(self, session: Session, name: str, raws: Sequence[str]) -> None:
        """Keeps who cannot be written to any more, and who can again."""
        channel: Channel = self._channels[name]
        if not isinstance(channel, Noticing):
            return
        for raw in raws:
            if seen := channel.presence(raw):
                address, is_in = seen
                if is_in:
                    people.reachable_again(session, name, address)
                else:
                    outbox.unreachable(session, name, address, wall_clock())

    def _parsed(self, channel: str, raw: str) -> Incoming | None:
        try:
            return self._channels[channel].parse(raw)
        except Exception:
            log.exception("an update of %s could not be read", channel)
            return None

    def _within_limits(self, items: Sequence[Waiting]) -> list[Waiting]:
        """Without the messages of a chat that sends more than it can read; it is told once."""
        taken: list[Waiting] = []
        numbers: dict[Where, int] = {}
        for item in items:
            where = (item.incoming.channel, item.incoming.address)
            number = numbers[where] = numbers.get(where, self._lines.length(where)) + 1
            if number <= MOST_PER_CHAT:
                taken.append(item)
                continue
            self.counts["dropped"] += 1
            if number == MOST_PER_CHAT + 1:
                taken.append(Waiting(item.incoming, None))
        return taken

    # In the event loop.

    async def _asked(self, item: Waiting) -> list[Reply]:
        """What the desk answers; where there is no row, that messages were dropped."""
        if item.row is None:
            return [Reply(TOO_MANY)]
        brought = await self._files.brought(item.incoming, self._channels[item.incoming.channel])
        return await self._ask(await self._in_album(brought), item.row)

    async def _in_album(self, incoming: Incoming) -> Incoming:
        """A part of an album knows whether it is the last: the last one is answered, for all."""
        if not incoming.album or incoming.edited:
            return incoming
        where = (incoming.channel, incoming.address)
        return replace(incoming, more=await self._lines.another_follows(where, incoming.album))

    async def _is_owed(self, row: int) -> bool:
        return await self._in_store(self._looked_up, row)

    def _looked_up(self, row: int) -> bool:
        with self._database.reading() as session:
            return inbox.is_owed(session, row)

    async def _roles(self, incoming: Incoming) -> frozenset[str]:
        return await self._in_store(self._looked_up_roles, incoming)

    def _looked_up_roles(self, incoming: Incoming) -> frozenset[str]:
        with self._database.reading() as session:
            return people.roles_at(session, incoming.channel, incoming.address)

    async def _ask(self, incoming: Incoming, row: int) -> list[Reply]:
        """The desk's replies; a row that fails every time is given up."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                return await loop.run_in_executor(self._desk, self._desk_answer, incoming, row)
            except Exception as fault:
                if is_away(fault):  # it is nobody's fault here: asked again, however long it takes
                    await asyncio.sleep(PAUSE)
                    continue
                log.exception("the desk failed on inbox row %s", row)
            if await self._in_store(self._failed, row) == "failed":
                self.counts["failed"] += 1
                return []
            await asyncio.sleep(PAUSE)

    def _failed(self, row: int) -> str:
        with self._database.transaction() as session:
            return inbox.fail(session, row)

    async def _in_store(self, work: Callable[..., T], *args: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._store, work, *args)


def _address(incoming: Incoming | None) -> str | None:
    return incoming.address if incoming else None
