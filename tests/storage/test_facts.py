"""A plan is read once per version: whoever changes it, by whatever way, in whatever process, the next look sees it."""

import re
from collections.abc import Iterator
from datetime import time
from typing import Any

import pytest
from sqlalchemy import event, select, text, update

from handlers import plans
from handlers.reading.plan import read_plan
from storage import facts
from storage.clock import DEFAULT_ZONE, parse_instant
from storage.database import Database
from storage.facts import Memory
from storage.models import Base, DelegateGroup, Event, Note, ProgrammeItem, UnitAlias
from storage.version import PLAN_TABLES
from tests import KEY
from tests.talk import PLAN, TODAY, Town, plain

NOON = time(12, 34)


def imported(database: Database) -> int:
    """The invented plan, published; its event's number."""
    draft = read_plan(list(enumerate(PLAN.read_text(encoding="utf-8").splitlines(), 1)))
    with database.transaction() as session:
        source, now = plans.Source("ke-hoach.txt", "1"), parse_instant(TODAY)
        return plans.import_draft(session, draft, source, now, publish=True, zone=DEFAULT_ZONE).events[0].id


def starts(database: Database, event_id: int) -> list[time | None]:
    with database.reading() as session:
        return [item.start for item in facts.of(session, event_id).items[event_id]]


def statements(database: Database) -> list[str]:
    """Fills with what reaches the database from here on."""
    seen: list[str] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def _look(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    return seen


@pytest.fixture
def other(any_database: Database) -> Iterator[Database]:
    """The same database as another process has it open."""
    opened = Database(any_database.url, KEY)
    yield opened
    opened.close()


def test_is_read_once_per_version(any_database: Database) -> None:
    event_id = imported(any_database)
    before = starts(any_database, event_id)
    seen = statements(any_database)
    assert starts(any_database, event_id) == before
    assert [one for one in seen if "FROM" in one and "settings" not in one] == []


@pytest.mark.parametrize("way", ["model", "bulk", "table", "plain"])
def test_a_change_by_another_process_is_seen_next(any_database: Database, other: Database, way: str) -> None:
    event_id = imported(any_database)
    assert NOON not in starts(any_database, event_id)
    with other.transaction() as session:
        first = session.scalars(select(ProgrammeItem).order_by(ProgrammeItem.id)).first()
        assert first is not None
        if way == "model":
            first.start = NOON
        elif way == "bulk":
            session.execute(update(ProgrammeItem).where(ProgrammeItem.id == first.id).values(start=NOON))
        elif way == "table":
            table = Base.metadata.tables["programme_items"]
            session.execute(update(table).where(table.c.id == first.id).values(start=NOON))
        else:
            session.execute(text(f"UPDATE programme_items SET start = '{NOON}.000000' WHERE id = {first.id}"))
    assert NOON in starts(any_database, event_id)


@pytest.mark.parametrize("table", sorted(PLAN_TABLES))
def test_every_table_of_a_plan_counts(database: Database, table: str) -> None:
    event_id = imported(database)
    with database.reading() as session:
        before = facts.of(session, event_id)
        assert facts.of(session, event_id) is before
    with database.transaction() as session:
        column = next(iter(Base.metadata.tables[table].primary_key.columns)).name
        session.execute(text(f"UPDATE {table} SET {column} = {column}"))
    with database.reading() as session:
        assert facts.of(session, event_id) is not before


def test_no_table_is_read_that_does_not_count(database: Database) -> None:
    event_id = imported(database)
    seen = statements(database)
    with database.reading() as session:
        facts.of(session, event_id)
    read = {name for one in seen for name in re.findall(r"\b(?:FROM|JOIN) \(?(\w+)", one)}
    assert len(read) > 10
    assert read - {"settings"} <= PLAN_TABLES


def test_rows_that_are_added_or_go_count(any_database: Database, other: Database) -> None:
    event_id = imported(any_database)
    starts(any_database, event_id)
    with other.transaction() as session:
        plan_id = session.get_one(Event, event_id).plan_id
        session.add(Note(plan_id=plan_id, position=9, kind="observance", text="Ngày thơ"))
        session.add(DelegateGroup(event_id=event_id, position=99, name="Khách danh dự"))
        session.delete(session.scalars(select(UnitAlias).order_by(UnitAlias.id)).first())
    with any_database.reading() as session:
        now = facts.of(session, event_id)
        assert "Ngày thơ" in [note.text for note in now.notes]
        assert "Khách danh dự" in [group.name for group in now.groups[event_id]]


def test_what_a_transaction_changed_is_its_own_until_it_commits(any_database: Database) -> None:
    event_id = imported(any_database)
    before = starts(any_database, event_id)
    with any_database.transaction() as session:
        session.scalars(select(ProgrammeItem)).all()[0].start = NOON
        assert NOON in [item.start for item in facts.of(session, event_id).items[event_id]]
        session.rollback()
    assert starts(any_database, event_id) == before


def test_what_is_kept_is_nobodys_to_change(database: Database) -> None:
    event_id = imported(database)
    with database.transaction() as session:
        kept = facts.of(session, event_id)
        with pytest.raises(TypeError, match="kept in memory"):
            kept.items[event_id][0].start = NOON
        assert not any(row in session for row in (*kept.events, *kept.units, *kept.items[event_id]))
    assert NOON not in starts(database, event_id)


def test_no_more_events_are_kept_than_there_is_room_for(database: Database) -> None:
    event_id = imported(database)
    with database.reading() as session:
        known = facts.of(session, event_id)
    memory = Memory()
    for number in range(Memory.MOST + 1):
        memory.put(number, "1", known)
        assert memory.get(0, "1") is (known if number < Memory.MOST else None) or number == Memory.MOST
    assert sum(memory.get(number, "1") is not None for number in range(Memory.MOST + 1)) == Memory.MOST
    assert memory.get(Memory.MOST, "2") is None


def test_the_very_next_message_is_answered_from_the_changed_plan(any_database: Database, other: Database) -> None:
    town = Town(any_database)
    town.publish(PLAN.read_text(encoding="utf-8"))
    town.join("an", "delegate")
    beside = Town(other, event_id=town.event_id, key=town.key)
    beside.join("binh", "organiser")
    assert "19:00" in plain(town.say("an", "/lich 25/3").text)
    asked = beside.say("binh", "dời văn nghệ sang 19:40")
    beside.say("binh", asked.buttons[0].command)
    assert "19:40" in plain(town.say("an", "/lich 25/3").text)
    beside.say("binh", beside.say("binh", "/hoantac").buttons[0].command)
    assert "19:00" in plain(town.say("an", "/lich 25/3").text)
