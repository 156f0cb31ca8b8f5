"""Each chat's messages on their way to the desk and its answers on their way back, in order; chats side by side."""

import asyncio
import logging
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from bot.traffic.answers import LASTS, Answers, Owed
from handlers.messages import Incoming, Reply
from handlers.wording.channels import ANSWER_LOST
from storage.clock import wall_clock

log = logging.getLogger(__name__)

ALBUM_RESTS = 1.5  # seconds in which no further part comes: the album is whole
MOST_WAITING = 5000  # beyond this the channels are not asked for more

Where = tuple[str, str]  # a chat: channel and address


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message with its inbox row; without a row it is only a sentence to be said."""

    incoming: Incoming
    row: int | None

    @property
    def address(self) -> str:
        return self.incoming.address

    @property
    def rows(self) -> tuple[int, ...]:
        return () if self.row is None else (self.row,)


@dataclass(slots=True)
class Line:
    """What waits for the desk and what the desk has answered. Seconds are monotonic."""

    waiting: deque[Waiting] = field(default_factory=deque)
    owed: deque[Owed] = field(default_factory=deque)
    told: bool = False  # that some were dropped
    try_at: float = 0.0  # before it no answer is tried
    news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def rests(self) -> bool:
        """Whether the answers wait for their next try."""
        return time.monotonic() < self.try_at

    def add(self, item: Waiting | Owed) -> None:
        """One more at the end."""
        self.owed.append(item) if isinstance(item, Owed) else self.waiting.append(item)
        self.news.set()

    async def rest(self) -> None:
        """Until the next try, or until a message comes: the desk hears it also while answers cannot leave."""
        self.news.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, self.try_at - time.monotonic())):
                await self.news.wait()

    def next_owed(self, now_real: datetime) -> Owed | None:
        """The answer whose turn it is. Those that are too old become one line together."""
        late = [owed for owed in self.owed if owed.until <= now_real and not owed.is_line]
        if late:
            line = next((owed for owed in self.owed if owed.is_line), None)
            line = line or Owed(late[0].address, (Reply(ANSWER_LOST),), now_real + LASTS, is_line=True)
            line.rows += tuple(row for owed in late for row in owed.rows)
            fresh = [owed for owed in self.owed if owed.until > now_real and not owed.is_line]
            self.owed = deque([line, *fresh] if line.rows else fresh)
        return self.owed[0] if self.owed else None


class Lines:
    """All chats. `ask` is the desk, `is_owed` tells whether an answer is still to be given, `note` hears what became.

    `in_hand`: updates that wait here, or about whose answer something is to be written down still.
    """

    def __init__(
        self,
        ask: Callable[[Waiting], Awaitable[Sequence[Reply]]],
        answers: Mapping[str, Answers],
        is_owed: Callable[[int], Awaitable[bool]],
        note: Callable[[Owed], None],
        counts: Counter[str],
    ) -> None:
        self.in_hand: set[int] = set()
        self.room = asyncio.Event()
        self.room.set()
        self._ask, self._answers, self._is_owed, self._note, self._counts = ask, answers, is_owed, note, counts
        self._lines: dict[Where, Line] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    def length(self, where: Where) -> int:
        """How many messages of a chat wait, for the desk or for their answer to leave."""
        line = self._lines.get(where)
        return len(line.waiting) + len(line.owed) if line else 0

    def queue(self, where: Where, item: Waiting | Owed) -> None:
        """Takes a message or an answer; a chat that nobody serves is served from now on."""
        line = self._lines.get(where)
        if line is None:
            line = self._lines[where] = Line()
            task = asyncio.create_task(self._serve(where, line))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if not item.rows:
            if line.told:
                return
            line.told = True
        line.add(item)
        self.in_hand.update(item.rows)
        if len(self.in_hand) >= MOST_WAITING and not self._closed:
            self.room.clear()

    async def another_follows(self, where: Where, album: str) -> bool:
        """Whether a part of the same album waits behind the one in hand, or comes within a moment."""
        line, until = self._lines[where], time.monotonic() + ALBUM_RESTS
        while not any(item.incoming.album == album and not item.incoming.edited for item in line.waiting):
            left = until - time.monotonic()
            if left <= 0 or self._closed:
                return False
            line.news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await line.news.wait()
        return True

    def let_go(self, rows: Sequence[int]) -> None:
        """Nothing is left to be done about these updates here."""
        self.in_hand.difference_update(rows)
        if len(self.in_hand) < MOST_WAITING:
            self.room.set()

    async def close(self, patience: float) -> None:
        """Ends what was begun, for so many seconds; answers that cannot leave now stay kept."""
        self._closed = True
        self.room.set()
        for line in self._lines.values():
            line.news.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, where: Where, line: Line) -> None:
        """Asks and answers one chat until nothing waits, then forgets it."""
        try:
            while line.waiting or line.owed:
                if line.waiting:
                    await self._act(line, line.waiting.popleft())
                elif line.rests:
                    if self._closed:
                        return
                    await line.rest()
                if not line.rests:
                    await self._give(where, line)
        finally:
            left: list[Waiting | Owed] = [*line.waiting, *line.owed]
            for item in left:
                self.let_go(item.rows)
            del self._lines[where]

    async def _act(self, line: Line, item: Waiting) -> None:
        """Lets the desk do what is asked; what it answers is owed from then on."""
        replies: Sequence[Reply] = ()
        try:
            replies = await self._ask(item)
        except Exception:
            log.exception("inbox row %s was not answered", item.row)
        finally:
            if not replies:
                self.let_go(item.rows)
        if replies:
            line.owed.append(Owed(item.address, replies, wall_clock() + LASTS, item.rows))
        else:
            self._counts["unanswered"] += 1

    async def _give(self, where: Where, line: Line) -> None:
        """Gives the answers of a chat in order, until none is left or one must be tried again later."""
        while (owed := line.next_owed(wall_clock())) is not None:
            wait = await self._given(where[0], owed)
            if wait is not None:
                line.try_at = time.monotonic() + wait
                return
            line.owed.popleft()
            self._counts["answered" if owed.accepted else "unanswered"] += 1
            owed.is_over = True
            self._note(owed)

    async def _given(self, channel: str, owed: Owed) -> float | None:
        """Tries once; None when it is over, else seconds until the next try."""
        if owed.until <= wall_clock():
            owed.accepted = False
            return None
        if (wait := owed.not_before - time.monotonic()) > 0:
            return wait
        try:
            if (owed.taken_up or owed.tries) and not await self._still_owed(owed):
                return None
            return await self._answers[channel].give(owed)
        except Exception:
            log.exception("the answer to inbox row %s could not be given", owed.rows)
            owed.accepted = False
            return None

    async def _still_owed(self, owed: Owed) -> bool:
        """Another process may have given it, or its chat was erased; a database out of reach says nothing."""
        try:
            return not owed.rows or await self._is_owed(owed.rows[0])
        except Exception as error:
            log.warning("whether an answer is still owed is not known: %s", type(error).__name__)
            return True
