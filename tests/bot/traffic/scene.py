"""What the tests of the way in share: a desk that notes what it heard and a line that fails as told."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from bot.channels import Capabilities, DeliveryError, RawUpdate
from bot.channels.telegram.updates import raw_update, read_update
from bot.traffic.intake import Intake
from handlers.messages import Incoming, Reply, packed
from storage import audit, inbox
from storage.clock import wall_clock
from storage.database import Database
from storage.models import AuditEntry, InboxUpdate

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class Desk:
    """Notes each message in the transaction that closes its row, as the front desk does."""

    def __init__(self, database: Database, seconds: float = 0.0) -> None:
        self.database = database
        self.seconds = seconds
        self.asked: list[tuple[str, str]] = []
        self.trouble: dict[str, int] = {}  # text: how many times it still fails
        self.says: Callable[[str], str] = lambda text: f"nghe {text}"
        self.together = 0
        self.most_together = 0
        self._lock = threading.Lock()

    def answer(self, incoming: Incoming, row: int | None) -> list[Reply]:
        with self._lock:
            self.together += 1
            self.most_together = max(self.together, self.most_together)
            self.asked.append((incoming.address, incoming.text))
        try:
            return self._answer(incoming, row)
        finally:
            with self._lock:
                self.together -= 1

    def _answer(self, incoming: Incoming, row: int | None) -> list[Reply]:
        if self.trouble.get(incoming.text, 0) > 0:
            self.trouble[incoming.text] -= 1
            raise RuntimeError("the desk stumbles")
        time.sleep(self.seconds)
        with self.database.transaction() as session:
            assert row is not None
            inbox.finish(session, row)
            audit.record(session, now=NOW, action="heard", subject=f"{incoming.address}:{incoming.text}")
            reply = Reply(self.says(incoming.text))
            inbox.owe(session, row, incoming.address, [packed(reply)], wall_clock())
        return [reply]

    def heard(self) -> list[str]:
        with self.database.reading() as session:
            return [entry.subject for entry in session.query(AuditEntry).order_by(AuditEntry.id)]


class Line:
    """A channel that keeps what was sent and fails as told."""

    name = "telegram"
    capabilities = Capabilities(max_text=40, buttons=True, files=False, edit=True, pace=50.0)

    def __init__(self, delay: float = 0.0) -> None:
        self.delay = delay
        self.sent: list[tuple[str, str]] = []
        self.tried: list[str] = []
        self.faults: list[DeliveryError] = []

    def parse(self, raw: str) -> Incoming | None:
        if "poison" in raw:
            raise ValueError("cannot be read")
        return read_update(raw)

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def send(self, address: str, reply: Reply) -> str:
        await asyncio.sleep(self.delay)
        self.tried.append(address)
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append((address, reply.text))
        return str(len(self.sent))

    def texts(self, address: str) -> list[str]:
        return [text for to, text in self.sent if to == address]


def update(number: int, chat: int, text: str) -> RawUpdate:
    sender = {"id": chat, "first_name": "An"}
    message = {"message_id": number, "chat": {"id": chat, "type": "private"}, "from": sender, "text": text}
    return raw_update({"update_id": number, "message": message})


def states(database: Database) -> dict[str, int]:
    with database.reading() as session:
        found = [row.state for row in session.query(InboxUpdate)]
    return {state: found.count(state) for state in sorted(set(found))}


def kept(database: Database) -> list[str]:
    """The answers that are owed still."""
    with database.reading() as session:
        rows = session.query(InboxUpdate).filter(InboxUpdate.owed_since.is_not(None)).order_by(InboxUpdate.id)
        return [str(reply["text"]) for row in rows for reply in inbox.answer(session, row)]


HANGS = 60.0  # seconds, for what would never come: a busy machine is no fault


async def until(true: Callable[[], bool], patience: float = HANGS) -> None:
    """Waits for something to become true, not for ever."""
    async with asyncio.timeout(patience):
        while not true():
            await asyncio.sleep(0.002)


async def done(intake: Intake, number: int) -> None:
    """Waits until so many messages were dealt with."""
    await until(lambda: intake.counts["answered"] + intake.counts["unanswered"] >= number)


async def fed(database: Database, desk: Desk, line: Line, updates: Iterable[RawUpdate], number: int) -> Intake:
    """An intake that was given the updates and has dealt with `number` of them."""
    intake = Intake(database, desk.answer, {"telegram": line})
    await intake.take_up()
    await intake.receive("telegram", list(updates))
    await done(intake, number)
    await intake.stop()
    return intake
