"""Random seasons of moves, calls-off and ways back, against a small model that knows nothing of the ladder's code.

Each step of each occurrence reaches each person at most once; each one that lay ahead when its day was set, and still
stands at its hour, is sent then and exactly once.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handlers.reminders import KINDS, tick
from storage import edits
from storage.clock import DEFAULT_ZONE, instant, local, parse_instant
from storage.database import Database
from storage.models import Deadline, Event, OutboxMessage
from tests.talk import PLAN, Town

BEGIN, END = date(2027, 3, 1), date(2027, 4, 14)  # weeks without a public holiday
LADDERS = {"deadline": (7, 3, 1, 0, -1), "meeting": (7, 3, 1)}
WHOM = {"deadline": ("Mận",), "meeting": ("An", "Mận")}
ASKED = [kind for kind in KINDS if kind.name in LADDERS]
DAY = timedelta(days=1)

Sent = tuple[str, str, int, str, datetime]  # kind, step, occurrence, person, hour


@dataclass(frozen=True)
class Change:
    """So many hours after the last one, one thing is changed."""

    after: int
    thing: str
    what: str
    days: int
    spelling: int


changes = st.builds(
    Change, st.integers(1, 80), st.sampled_from(("deadline", "meeting")),
    st.sampled_from(("move", "move", "move", "cancel", "restore", "postpone", "undo", "undo")),
    st.integers(-3, 18), st.integers(0, 2),
)  # fmt: skip


@dataclass
class Thing:
    """What the model knows of a deadline or a meeting."""

    day: date
    known: datetime
    ends: datetime
    off: frozenset[str] = frozenset()
    occurrence: int = 1


@dataclass
class Model:
    """Both things, and what must have been sent by now."""

    things: dict[str, Thing]
    sent: Counter[Sent] = field(default_factory=Counter)
    undo: tuple[str, Thing] | None = None

    def set(self, name: str, now: datetime, **new: Any) -> None:
        """A change of one thing: a new day is a new occurrence; what comes back is known from now on."""
        old = self.things[name]
        made = replace(old, **new)
        back = bool(old.off - made.off)
        if made.day != old.day:
            made.occurrence += 1
        if made.day != old.day or back:
            made.known = now
        if name == "meeting" and "cancelled_at" in old.off - made.off:
            self.things["deadline"].known = max(self.things["deadline"].known, now)
        self.things[name], self.undo = made, (name, old)

    def at_eight(self, day: date) -> None:
        """What falls due on a morning at eight."""
        now = instant(day, time(8))
        called_off = "cancelled_at" in self.things["meeting"].off
        for name, thing in self.things.items():
            if thing.off or called_off or thing.known >= now:
                continue
            due = [days for days in LADDERS[name] if step_day(thing.day, days) == day]
            due = [days for days in due if now < thing.ends or (days < 0 and thing.known < thing.ends)]
            if due:
                step = f"T{-min(due):+d}" if min(due) else "T"
                self.sent.update((name, step, thing.occurrence, person, now) for person in WHOM[name])


def step_day(day: date, before: int) -> date:
    if before < 0:
        day += DAY
        while day.weekday() > 4:
            day += DAY
        return day
    day -= before * DAY
    while day.weekday() > 4:
        day -= DAY
    return day


class Season:
    """The real thing, driven beside the model."""

    def __init__(self, session: Session, town: Town) -> None:
        self.session, self.now = session, parse_instant(f"{BEGIN}T09:00")
        self.event = session.get_one(Event, town.event_id)
        self.deadline = session.scalars(select(Deadline)).one()
        self.model = Model(
            {
                "deadline": Thing(date(2027, 3, 14), self.now, instant(date(2027, 3, 15))),
                "meeting": Thing(date(2027, 3, 25), self.now, instant(date(2027, 3, 25), time(14))),
            }
        )

    def run(self, season: list[Change]) -> None:
        for change in season:
            self._until(self.now + timedelta(hours=change.after))
            if local(self.now).date() >= END - 4 * DAY:
                break
            self._make(change)
        self._until(instant(END, time(9)))

    def _until(self, end: datetime) -> None:
        while (eight := self._next_eight()) <= end:
            self.now = eight
            self.model.at_eight(local(eight).date())
            self._tick()
        self.now = end
        self._tick()

    def _next_eight(self) -> datetime:
        here = local(self.now)
        day = here.date() if here.time() < time(8) else here.date() + DAY
        return instant(day, time(8))

    def _tick(self) -> None:
        self.session.info.clear()
        tick.queue(self.session, ASKED, self.now, DEFAULT_ZONE)
        self.session.execute(update(OutboxMessage).where(OutboxMessage.state == "queued").values(state="sent"))

    def _make(self, change: Change) -> None:
        row = self.deadline if change.thing == "deadline" else self.event
        thing = self.model.things[change.thing]
        if change.what == "undo":
            self._undo()
        elif change.what == "restore":
            if thing.off:
                self._write(row, dict.fromkeys(thing.off, False))
                self.model.set(change.thing, self.now, off=frozenset())
        elif change.what == "move":
            self._move(change, row, thing)
        elif change.what == "cancel" or change.thing == "meeting":
            mark = "cancelled_at" if change.what == "cancel" else "postponed_at"
            if mark not in thing.off:
                self._write(row, {mark: True})
                self.model.set(change.thing, self.now, off=thing.off | {mark})

    def _move(self, change: Change, row: Any, thing: Thing) -> None:
        day = local(self.now).date() + change.days * DAY
        if change.thing == "meeting":
            ends = {"postponed_at": False} if "postponed_at" in thing.off else {}
            self._write(row, {"starts_on": day.isoformat(), "ends_on": (day + DAY).isoformat(), **ends})
            self.model.set("meeting", self.now, day=day, ends=instant(day, time(14)), off=thing.off - {"postponed_at"})
            return
        due, before, at = ((day, False, None), (day + DAY, True, None), (day, True, time(17)))[change.spelling]
        self._write(row, {"due_on": due.isoformat(), "due_time": at.isoformat() if at else None, "before": before})
        self.model.set("deadline", self.now, day=day, ends=instant(day, at) if at else instant(day + DAY))

    def _undo(self) -> None:
        last = edits.last_of(self.session, self.event.id, 1)
        if last is None or self.model.undo is None:
            return
        name, old = self.model.undo
        self._write(self.deadline if name == "deadline" else self.event, last.before)
        self.model.set(name, self.now, day=old.day, ends=old.ends, off=old.off)

    def _write(self, row: Any, after: Any) -> None:
        subject = f"{'deadline' if row is self.deadline else 'event'}:{row.id}"
        edit = edits.propose(self.session, self.event.id, subject, "x", after, author_id=1, now=self.now)
        edits.apply(self.session, edit, actor_id=1, now=self.now, zone=DEFAULT_ZONE)
        self.session.flush()

    def sent(self) -> Counter[Sent]:
        rows = self.session.scalars(select(OutboxMessage)).all()
        assert all(row.due_at == row.created_at for row in rows), "each at its hour"
        return Counter((row.kind, row.step, row.occurrence, row.address or "", row.due_at) for row in rows)


def made(database: Database) -> Town:
    """An event whose one deadline one focal point owes, and two people who come."""
    town = Town(database)
    town.publish(PLAN.read_text(encoding="utf-8"))
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    town.join("An", "delegate")
    town.say("An", "tôi sẽ dự")
    town.say("Mận", "đoàn em 12 người")
    return town


def check(town: Town, season: list[Change]) -> None:
    with town.database.transaction() as session:
        played = Season(session, town)
        played.run(season)
        sent = played.sent()
        session.rollback()
    assert sent == played.model.sent
    assert not [key for key, times in Counter(key[:4] for key in sent.elements()).items() if times > 1]


@pytest.fixture(scope="module")
def on_sqlite() -> Town:
    database = Database("sqlite://")
    database.create()
    return made(database)


@pytest.fixture(scope="module")
def on_postgres(postgres_url: str) -> Town:
    from tests.postgres import new_postgres_database

    database = Database(new_postgres_database(postgres_url))
    database.migrate()
    return made(database)


FEW = settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@MANY
@given(st.lists(changes, max_size=14))
def test_each_step_that_lay_ahead_is_sent_once_at_its_hour(on_sqlite: Town, season: list[Change]) -> None:
    check(on_sqlite, season)


@FEW
@given(st.lists(changes, min_size=4, max_size=10))
def test_the_same_on_postgresql(on_postgres: Town, season: list[Change]) -> None:
    check(on_postgres, season)
