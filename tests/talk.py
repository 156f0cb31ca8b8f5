"""A test is a conversation: `talk(who, (said, answered), …)` says each line and compares the whole answer.

`answered` is the whole plain text, or a tuple of parts that must all stand in it. A test marked `on_every_channel` runs
on Telegram, Zalo and web: each answer is rendered as that channel shows it, and choosing is what people do there: a
press, a number, or the words of the button.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.channels import about
from bot.channels.render import parts, units
from handlers import plans
from handlers.dispatch import Desk
from handlers.language.folding import fold
from handlers.messages import Incoming, Outcome, Reply, plain
from handlers.people import account
from handlers.reading.plan import read_plan
from storage import people
from storage import plans as plan_rows
from storage.clock import DEFAULT_ZONE, parse_instant
from storage.database import Database

PLAN = Path(__file__).parent / "data" / "plan.txt"
TODAY = "2027-03-01T08:00"
SCREENS = {each.name: each.capabilities for each in about.every().values()}
ZALO_TAKES = 2000  # UTF-16 units
on_every_channel = pytest.mark.on_every_channel


def shown(reply: Reply, channel: str) -> str:
    """What stands on the screen, part after part; fails where the channel cannot show it."""
    screen = SCREENS[channel]
    pieces = parts(reply, screen)
    assert pieces, "an answer says something"
    assert max(units(piece.text) for piece in pieces) <= screen.max_text
    text = "\n".join(plain(piece.text) for piece in pieces)
    if not screen.buttons:
        assert not any(piece.buttons or piece.attachment for piece in pieces)
        assert max(units(plain(piece.text)) for piece in pieces) <= ZALO_TAKES
        assert all(f"{number}. {button.label}" in text for number, button in enumerate(reply.buttons, 1))
        assert not {"bấm", "nút"} & set(text.lower().split()), f"speaks of a button that nobody sees:\n{text}"
    else:
        assert pieces[-1].buttons == reply.buttons
    return text


def chosen(said: str, seen: Reply | None, channel: str) -> str:
    """What leaves when somebody means one of the choices they see: a command, a number or its words."""
    for number, button in enumerate(seen.buttons if seen else (), 1):
        if said == button.command or fold(said) == fold(button.label):
            return {"telegram": button.command, "zalo": str(number)}.get(channel, said)
    return said


@dataclass
class Town:
    """An event, its desk, a clock that a test moves, and people who speak from their chats."""

    database: Database
    now: datetime = field(default_factory=lambda: parse_instant(TODAY))
    event_id: int = 0
    key: str = ""
    channel: str = "web"
    seen: dict[tuple[str, str], Reply] = field(default_factory=dict)  # the newest answer in each chat

    def __post_init__(self) -> None:
        self.desk = Desk(self.database, lambda: self.now, channels=about.channels())

    def publish(self, text: str) -> None:
        """Reads, stores and publishes a plan's text."""
        draft = read_plan(list(enumerate(text.splitlines(), 1)))
        with self.database.transaction() as session:
            source = plans.Source("ke-hoach.txt", str(hash(text)))
            done = plans.import_draft(session, draft, source, self.now, publish=True, zone=DEFAULT_ZONE)
            self.event_id, self.key = done.events[0].id, done.events[0].key

    def say(self, who: str, text: str, channel: str | None = None) -> Reply:
        """What the desk answers to one message, seen as the channel shows it."""
        channel = channel or self.channel
        text = chosen(text, self.seen.get((channel, who)), channel)
        replies = self.desk.answer(Incoming(channel, who, text, sender_name=who))
        assert len(replies) == 1
        shown(replies[0], channel)
        self.seen[channel, who] = replies[0]
        return replies[0]

    def code(self, role: str, unit: str | None = None, uses: int = 1) -> str:
        with self.database.transaction() as session:
            event = plan_rows.event_with_key(session, self.key)
            assert event is not None
            place = people.units_by_alias(session, event.plan_id, unit)[0] if unit else None
            return account.new_invitation(session, event, role, place, now=self.now, uses=uses).code

    def join(self, who: str, role: str, unit: str | None = None, channel: str | None = None, uses: int = 1) -> None:
        """Lets somebody in: hands in a code and agrees."""
        reply = self.say(who, self.code(role, unit, uses), channel)
        if "đồng ý" in reply.text:
            reply = self.say(who, "Đồng ý", channel)
        assert reply.text.startswith("✓ Đã tham gia"), reply.text

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def done(self, who: str, *said: str, channel: str | None = None) -> Reply:
        """Says each line, which changes something; the last answer."""
        replies = [self.say(who, each, channel) for each in said]
        for each, reply in zip(said, replies, strict=True):
            assert reply.outcome == (Outcome.DONE,), f"{each!r} came to {reply.outcome}:\n{reply.text}"
        return replies[-1]

    def talk(self, who: str, *turns: tuple[str, str | Sequence[str]], channel: str | None = None) -> None:
        """Says each line as `who` and compares."""
        for said, answered in turns:
            text = plain(self.say(who, said, channel).text)
            if isinstance(answered, str):
                assert text == answered, f"{said!r} was answered\n{text}"
            else:
                for part in answered:
                    assert part in text, f"{said!r} lacks {part!r}:\n{text}"


MakeTown = Callable[[], Town]
