"""What comes in: kept before it is acknowledged, asked at the desk in order per chat, chats in parallel."""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar, runtime_checkable

from sqlalchemy.orm import Session

from bot.answers import Answers
from bot.channels import Channel, RawUpdate, Receive
from bot.files import FileFolder
from bot.gate import Gate
from handlers.messages import Attachment, Incoming, Reply
from handlers.wording.channels import TOO_MANY
from storage import inbox, outbox, people
from storage.clock import wall_clock
from storage.database import Database

T = TypeVar("T")

log = logging.getLogger(__name__)

DeskAnswer = Callable[[Incoming, int | None], list[Reply]]

MOST_PER_CHAT = 100  # messages of one chat that may wait
MOST_WAITING = 5000  # beyond this the channel is not asked for more
WORKERS = 4
PAUSE = 0.2  # seconds before the desk is asked again
PATIENCE = 5.0  # seconds that stop waits for what was begun


class Asked(Channel, Protocol):
    """A channel whose updates go through the inbox. One that `polls` may listen in one process only."""

    polls: bool
    state: str
    receive: Receive | None

    def parse(self, raw: str) -> Incoming | None: ...

    async def listen(self) -> None: ...

    async def rest(self) -> None: ...


@runtime_checkable
class Noticing(Protocol):
    """A channel that is told when a chat puts the bot out or lets it in again."""

    def presence(self, raw: str) -> tuple[str, bool] | None: ...


@runtime_checkable
class Fetching(Protocol):
    """A channel that can bring a file that somebody sent."""

    async def fetch(self, file: Attachment, to: Path, most: int) -> int: ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message with its inbox row; without a row it is only a sentence to be said."""

    incoming: Incoming
    row: int | None


@dataclass(slots=True)
class Line:
    """The messages of one chat, in order."""

    waiting: deque[Waiting] = field(default_factory=deque)
    told: bool = False  # that some were dropped


class Intake:
    """From a raw update to the answer. `counts` tells what became of them."""

    def __init__(
        self,
        database: Database,
        desk_answer: DeskAnswer,
        channels: Mapping[str, Asked],
        gates: Mapping[str, Gate] | None = None,
        files: FileFolder | None = None,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._database = database
        self._desk_answer = desk_answer
        self._channels = channels
        self._files = files
        gates = gates or {name: Gate(channel.capabilities) for name, channel in channels.items()}
        self._answers = {name: Answers(channel, gates[name]) for name, channel in channels.items()}
        self._lines: dict[tuple[str, str], Line] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Event()
        self._room.set()
        self._in_hand: set[int] = set()  # rows that wait here or are being answered
        self._closed = False
        # Storing has a thread of its own: a full desk must not hold up the next batch.
        self._store = ThreadPoolExecutor(1, "inbox")
        self._desk = ThreadPoolExecutor(WORKERS, "desk")

    async def take_up(self) -> None:
        """Takes up what a crash, of this process or of another, left unanswered."""
        for name in self._channels:
            for item in await self._in_store(self._left, name):
                if item.row not in self._in_hand:
                    self._queue(item)

    async def receive(self, channel: str, updates: Sequence[RawUpdate]) -> None:
        """Returns when the updates are safe in the database and may be acknowledged; never once it is stopped."""
        kept = [] if self._closed else await self._in_store(self._keep, channel, updates)
        if self._closed:
            await asyncio.Event().wait()  # until the channel stops: what is not acknowledged comes again
        for item in kept:
            self._queue(item)
        await self._room.wait()

    async def stop(self, patience: float = PATIENCE) -> None:
        """Takes nothing more and ends what was begun; what still waits is taken up at the next start.

        The channels stop after it, else the last answers cannot leave.
        """
        self._closed = True
        self._room.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.to_thread(self._desk.shutdown, cancel_futures=True)
        await asyncio.to_thread(self._store.shutdown)

    @property
    def waiting(self) -> int:
        """Messages that wait for the desk."""
        return len(self._in_hand)

    # In the thread of the inbox.

    def _left(self, channel: str) -> list[Waiting]:
        with self._database.transaction() as session:
            rows = [(row.id, self._parsed(channel, row.raw)) for row in inbox.waiting(session, channel)]
            inbox.ignore(session, [number for number, incoming in rows if incoming is None])
        return [Waiting(incoming, number) for number, incoming in rows if incoming is not None]

    def _keep(self, channel: str, updates: Sequence[RawUpdate]) -> list[Waiting]:
        """One transaction for the batch: the rows, and the mark on those that nobody will answer."""
        parsed = {update.key: self._parsed(channel, update.raw) for update in updates}
        with self._database.transaction() as session:
            new = inbox.put(session, channel, [(u.key, u.raw) for u in updates], wall_clock())
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
        numbers: dict[tuple[str, str], int] = {}
        for item in items:
            where = (item.incoming.channel, item.incoming.address)
            number = numbers[where] = numbers.get(where, self._in_line(where)) + 1
            if number <= MOST_PER_CHAT:
                taken.append(item)
                continue
            self.counts["dropped"] += 1
            if number == MOST_PER_CHAT + 1:
                taken.append(Waiting(item.incoming, None))
        return taken

    def _in_line(self, where: tuple[str, str]) -> int:
        line = self._lines.get(where)
        return len(line.waiting) if line else 0

    # In the event loop.

    def _queue(self, item: Waiting) -> None:
        where = (item.incoming.channel, item.incoming.address)
        line = self._lines.get(where)
        if line is None:
            line = self._lines[where] = Line()
            task = asyncio.create_task(self._serve(where, line))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if item.row is None and line.told:
            return
        line.told = line.told or item.row is None
        line.waiting.append(item)
        if item.row is not None:
            self._in_hand.add(item.row)
        if self.waiting >= MOST_WAITING and not self._closed:
            self._room.clear()

    async def _serve(self, where: tuple[str, str], line: Line) -> None:
        """Answers one chat until nothing waits, then forgets it."""
        try:
            while line.waiting:
                item = line.waiting.popleft()
                try:
                    await self._handle(item)
                except Exception:
                    log.exception("inbox row %s was not answered", item.row)
                finally:
                    self._let_go(item)
        finally:
            for item in line.waiting:
                self._let_go(item)
            del self._lines[where]

    def _let_go(self, item: Waiting) -> None:
        if item.row is not None:
            self._in_hand.discard(item.row)
        if self.waiting < MOST_WAITING:
            self._room.set()

    async def _handle(self, item: Waiting) -> None:
        if item.row is None:
            replies = [Reply(TOO_MANY)]
        else:
            replies = await self._ask(await self._with_file(item.incoming), item.row)
        accepted = await self._answers[item.incoming.channel].say(item.incoming.address, replies)
        self.counts["answered" if accepted else "unanswered"] += 1

    async def _with_file(self, incoming: Incoming) -> Incoming:
        """A file is brought here before the desk hears of it, for those who may hand one in; else it is let go."""
        if incoming.attachment is None:
            return incoming
        channel: Channel = self._channels[incoming.channel]
        if (
            self._files is None
            or not isinstance(channel, Fetching)
            or not await self._in_store(self._organises, incoming)
        ):
            return replace(incoming, attachment=None)
        return replace(incoming, attachment=await self._files.fetch(incoming.attachment, channel.fetch))

    def _organises(self, incoming: Incoming) -> bool:
        with self._database.reading() as session:
            return people.organises(session, incoming.channel, incoming.address)

    async def _ask(self, incoming: Incoming, row: int) -> list[Reply]:
        """The desk's replies; a row that fails every time is given up."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                return await loop.run_in_executor(self._desk, self._desk_answer, incoming, row)
            except Exception:
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
