"""A test is a conversation: `talk(who, (said, answered), …)` says each line and compares the whole answer.

`answered` is the whole plain text, or a tuple of parts that must all stand in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from handlers import account, plans
from handlers.dispatch import Desk
from handlers.messages import Incoming, Reply, plain
from handlers.reading.plan import read_plan
from storage import people
from storage import plans as plan_rows
from storage.clock import DEFAULT_ZONE, parse_instant
from storage.database import Database

PLAN = Path(__file__).parent / "data" / "plan.txt"
TODAY = "2027-03-01T08:00"


@dataclass
class Town:
    """An event, its desk, a clock that a test moves, and people who speak from their chats."""

    database: Database
    now: datetime = field(default_factory=lambda: parse_instant(TODAY))
    event_id: int = 0
    key: str = ""

    def __post_init__(self) -> None:
        self.desk = Desk(self.database, lambda: self.now)

    def publish(self, text: str) -> None:
        """Reads, stores and publishes a plan's text."""
        draft = read_plan(list(enumerate(text.splitlines(), 1)))
        with self.database.transaction() as session:
            source = plans.Source("ke-hoach.txt", str(hash(text)))
            done = plans.import_draft(session, draft, source, self.now, publish=True, zone=DEFAULT_ZONE)
            self.event_id, self.key = done.events[0].id, done.events[0].key

    def say(self, who: str, text: str, channel: str = "web") -> Reply:
        """What the desk answers to one message."""
        replies = self.desk.answer(Incoming(channel, who, text, sender_name=who))
        assert len(replies) == 1
        return replies[0]

    def code(self, role: str, unit: str | None = None, uses: int = 1) -> str:
        with self.database.transaction() as session:
            event = plan_rows.event_with_key(session, self.key)
            assert event is not None
            place = people.units_by_alias(session, event.plan_id, unit)[0] if unit else None
            return account.new_invitation(session, event, role, place, now=self.now, uses=uses).code

    def join(self, who: str, role: str, unit: str | None = None, channel: str = "web", uses: int = 1) -> None:
        """Lets somebody in: hands in a code and agrees."""
        self.say(who, self.code(role, unit, uses), channel)
        reply = self.say(who, "Đồng ý", channel)
        assert reply.text.startswith("✓ Đã tham gia"), reply.text

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def talk(self, who: str, *turns: tuple[str, str | Sequence[str]], channel: str = "web") -> None:
        """Says each line as `who` and compares."""
        for said, answered in turns:
            text = plain(self.say(who, said, channel).text)
            if isinstance(answered, str):
                assert text == answered, f"{said!r} was answered\n{text}"
            else:
                for part in answered:
                    assert part in text, f"{said!r} lacks {part!r}:\n{text}"


MakeTown = Callable[[], Town]
