"""A plan, imported once with its people, and a copy of it in memory for each dialogue."""

import secrets
import sqlite3
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.channels import about
from bot.cli.asking import as_text
from bot.cli.sample.cast import NAMED, NEWCOMER
from bot.cli.talking import people
from bot.office.paper import Paper
from handlers import changes, tracing
from handlers.dispatch import Desk
from handlers.language.folding import fold
from handlers.messages import Button, Incoming, Reply
from handlers.plans import Source, import_draft
from handlers.wording.why import lines
from storage import plans
from storage.clock import DEFAULT_ZONE, parse_instant
from storage.database import KEY_BYTES, Database
from storage.models import Unit
from storage.tally import Tally

BEFORE = timedelta(days=60)  # so long before the first word a plan without a date was published
KEY = secrets.token_bytes(KEY_BYTES)  # of all databases that one run of talks is copied through


@dataclass(frozen=True, slots=True)
class Turn:
    """What one message came to. `rows` by table, as the database counted them."""

    replies: list[Reply]
    changes: list[changes.Words]
    rows: dict[str, int]
    why: list[str] = field(default_factory=list)  # the steps to the answer, where they are wanted

    @property
    def text(self) -> str:
        return "\n\n".join(as_text(reply) for reply in self.replies)

    @property
    def effect(self) -> list[str]:
        return list(dict.fromkeys(str(outcome) for reply in self.replies for outcome in reply.outcome))

    def as_json(self) -> dict[str, Any]:
        played = {"reply": self.text, "effect": self.effect, "changes": self.changes, "rows": self.rows}
        return played | ({"why": self.why} if self.why else {})


class Prepared:
    """A published plan with its people: what every dialogue about it begins with."""

    def __init__(self, paper: Paper, first_word: datetime) -> None:
        self._database = Database("sqlite:///:memory:", KEY)
        self._database.migrate()
        published = _issued(paper) or first_word - BEFORE
        with self._database.transaction() as session:
            source = Source(paper.file_name, paper.sha256)
            done = import_draft(session, paper.draft, source, published, publish=True, zone=DEFAULT_ZONE)
            self.plan_id = done.plan.id
            people.seat(session, self.plan_id, published)

    def scene(self, stage: "Stage", now: datetime, *, why: bool = False) -> "Scene":
        stage.begin(self._database)
        return Scene(stage, self.plan_id, now, why)


class Stage:
    """The database that one dialogue after the other is played on: what is slow to set up is set up once."""

    def __init__(self) -> None:
        self.database = Database("sqlite:///:memory:", KEY)
        self._tally: Tally | None = None

    def begin(self, prepared: Database) -> None:
        """All is as it was prepared; what the dialogue before left is gone."""
        _copy(prepared, self.database)
        if self._tally is None:
            self._tally = Tally(self.database)

    def rows(self) -> dict[str, int]:
        """The rows that were written since the last look, by table."""
        return self._tally.taken() if self._tally is not None else {}


def _issued(paper: Paper) -> datetime | None:
    """The day that the paper bears; of a month, its first."""
    issued = paper.draft.plan.issued_on
    return parse_instant(f"{issued}-01"[:10] + "T08:00") if issued else None


def _copy(source: Database, target: Database) -> None:
    from_, to = (each.engine.raw_connection() for each in (source, target))
    read, written = from_.driver_connection, to.driver_connection
    assert isinstance(read, sqlite3.Connection)
    assert isinstance(written, sqlite3.Connection)
    read.backup(written)
    from_.close()
    to.close()


@dataclass
class Scene:
    """One dialogue: its clock and its chats."""

    stage: Stage
    plan_id: int
    now: datetime
    why: bool = False
    speakers: dict[tuple[str, str], str] = field(default_factory=dict)  # the chats by role and unit as it was named
    seen: dict[str, tuple[Button, ...]] = field(default_factory=dict)  # the buttons of each chat's newest answer

    def __post_init__(self) -> None:
        self.database = self.stage.database
        self._desk = Desk(self.database, lambda: self.now, channels=about.channels())

    def unit(self, name: str | None) -> tuple[Unit | None, list[str]]:
        """The unit of that name; where there is none, the nearest names."""
        with self.database.reading() as session:
            return people.unit_named(session, self.plan_id, name) if name else (None, [])

    def joined(self, role: str, unit: Unit | None) -> str:
        """The chat of a speaker, who has joined."""
        with self.database.transaction() as session:
            return people.join(session, plans.events_of(session, self.plan_id), role, unit, self.now)

    def button(self, address: str, label: str) -> str | None:
        """What a press on the newest answer's button of that label sends."""
        found = [button for button in self.seen.get(address, ()) if fold(button.label) == fold(label)]
        return found[0].command if found else None

    def say(self, address: str, text: str) -> Turn:
        """One message, its answer, and all that it changed."""
        with self.database.reading() as session:
            marked = changes.mark(session)
        self.stage.rows()
        with ExitStack() as listening:
            steps = listening.enter_context(tracing.listened()) if self.why else []
            replies = self._desk.answer(Incoming(people.CHANNEL, address, text, sender_name=self._name(address)))
        rows = self.stage.rows()
        with self.database.reading() as session:
            made = changes.since(session, marked)
        if replies:
            self.seen[address] = replies[-1].buttons
        return Turn(replies, made, rows, lines(steps))

    def _name(self, address: str) -> str:
        return NAMED[NEWCOMER] if address == NEWCOMER else ""

    def keep(self, file: Path) -> None:
        """Leaves the database in a file, in the place of an older one."""
        file.unlink(missing_ok=True)
        kept = Database(f"sqlite:///{file}", KEY)
        _copy(self.database, kept)
        kept.close()
