"""What tests of the delivery share: an invented event, people with chats, channels that keep what they accepted."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels import Capabilities
from bot.traffic.delivery import Delivery
from handlers.messages import Reply
from storage import outbox
from storage.database import Database
from storage.models import Address, Event, Membership, OutboxMessage, Person, Plan
from storage.outbox import Draft, Topic, Words

NOW = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)  # 09:00 in Hà Nội, a Monday
FAST = Capabilities(max_text=200, buttons=True, files=False, edit=False, pace=1000.0, chat_pace=1000.0)


def make_event(session: Session, key: str = "hoi-nghi") -> Event:
    plan = Plan(
        identity=key, sha256=key, file_name="k.txt", title="Kế hoạch", state="published", draft={}, text_lines=[],
        created_at=NOW, published_at=NOW,
    )  # fmt: skip
    session.add(plan)
    session.flush()
    event = Event(plan_id=plan.id, key=key, title="Hội nghị Sông Trăng", published_at=NOW)
    session.add(event)
    session.flush()
    return event


def make_people(session: Session, event: Event, number: int, channel: str | None = "loop") -> list[Person]:
    """Approved delegates, each with a chat on the channel."""
    people = [
        Person(name=f"Người {n}", consent_version="1", consent_at=NOW, created_at=NOW) for n in range(1, number + 1)
    ]
    session.add_all(people)
    session.flush()
    for person in people:
        session.add(
            Membership(person_id=person.id, event_id=event.id, role="delegate", state="approved", created_at=NOW)
        )
        if channel:
            session.add(Address(person_id=person.id, channel=channel, address=f"c{person.id}", created_at=NOW))
    session.flush()
    return people


def fill(database: Database, number: int, *, channel: str = "loop", critical: bool = False, text: str = "Tin") -> Topic:
    """An event with so many queued messages."""
    with database.transaction() as session:
        event = make_event(session)
        people = make_people(session, event, number, channel)
        topic = Topic(event.id, "broadcast", "broadcast:1", "1")
        drafts = [Draft(p.id, None, lambda n, p=p: Words(f"{text} {p.id} HN-{n}")) for p in people]  # type: ignore[misc]
        assert outbox.put(session, topic, drafts, now=NOW, due_at=NOW, critical=critical) == number
    return topic


def standing(database: Database) -> Counter[str]:
    """How many messages stand in each state."""
    with database.reading() as session:
        return Counter(session.scalars(select(OutboxMessage.state)))


def messages(database: Database) -> Sequence[OutboxMessage]:
    with database.reading() as session:
        return session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()


class Loop:
    """A channel that accepts everything after a while, or does what `reaction` does with the number of the call."""

    def __init__(
        self, *, latency: float = 0.0, capabilities: Capabilities = FAST, name: str = "loop",
        reaction: Callable[[int, str], Exception | None] = lambda number, address: None,
    ) -> None:  # fmt: skip
        self.name, self.capabilities, self.latency, self.reaction = name, capabilities, latency, reaction
        self.accepted: list[tuple[str, str]] = []
        self.starts: list[tuple[float, str]] = []
        self.in_flight = self.most_in_flight = 0

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def send(self, address: str, reply: Reply) -> str:
        self.starts.append((time.monotonic(), address))
        number = len(self.starts)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            await asyncio.sleep(self.latency)
            if fault := self.reaction(number, address):
                raise fault
            self.accepted.append((address, reply.text))
            return f"m{number}"
        finally:
            self.in_flight -= 1


async def deliver(delivery: Delivery, seconds: float = 60.0, until: Callable[[], bool] | None = None) -> None:
    """Ticks until nothing is on its way and `until` holds, then stops."""
    end = time.monotonic() + seconds
    await delivery.start()
    while time.monotonic() < end:
        await delivery.tick()
        if until is None:
            await delivery.idle()
            break
        await asyncio.wait([asyncio.create_task(delivery.idle())], timeout=0.2)
        if until():
            break
    await delivery.stop()
