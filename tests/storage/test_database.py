"""The ground under everything: writers lose nothing, readers see only what was committed."""

import importlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

import storage.database
from storage.database import Database
from storage.models import Person, Plan, Setting, Unit, UnitAlias

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def test_read_then_write_by_many_loses_nothing(any_database: Database) -> None:
    with any_database.transaction() as session:
        session.add(Setting(key="counter", value={"n": 0}))

    def add_one(_: int) -> None:
        with any_database.transaction() as session:
            row = session.get_one(Setting, "counter", with_for_update=True)
            row.value = {"n": row.value["n"] + 1}

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add_one, range(200)))
    with any_database.reading() as session:
        assert session.get_one(Setting, "counter").value == {"n": 200}


def test_a_failed_transaction_leaves_nothing(any_database: Database) -> None:
    def fail_half_way() -> None:
        with any_database.transaction() as session:
            session.add(Setting(key="half", value={}))
            session.flush()
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        fail_half_way()
    with any_database.reading() as session:
        assert session.get(Setting, "half") is None


def test_instants_come_back_in_utc_and_naive_ones_are_refused(any_database: Database) -> None:
    with any_database.transaction() as session:
        session.add(Person(name="Lò Văn Én", consent_version="1", consent_at=NOW, created_at=NOW))
    with any_database.reading() as session:
        row = session.query(Person).one()
        assert row.created_at == NOW
        assert row.created_at.tzinfo is UTC
    with pytest.raises(Exception, match="naive"), any_database.transaction() as session:
        session.add(Person(name="x", consent_version="1", consent_at=datetime(2026, 1, 1), created_at=NOW))  # noqa: DTZ001


def test_sqlite_is_opened_with_its_safe_settings(tmp_path: Path) -> None:
    as_it_is = storage.database._sqlite.__wrapped__  # type: ignore[attr-defined]  # the tests' own does not wait
    engine = as_it_is(f"sqlite:///{tmp_path}/test.db")
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    engine.dispose()


def test_migrating_twice_changes_nothing(any_database: Database) -> None:
    any_database.migrate()


def test_stored_spellings_get_one_apostrophe_and_two_of_one_unit_become_one(any_database: Database) -> None:
    with any_database.transaction() as session:
        plan = Plan(
            identity="khoi h’leo", sha256="0", file_name="a", title="a", draft={}, text_lines=[], created_at=NOW
        )
        session.add(plan)
        session.flush()
        unit = Unit(plan_id=plan.id, position=1, name="Xã Ea H’leo", kind="member", role=None, line=None)
        unit.aliases = [UnitAlias(folded=folded) for folded in ("xa ea h'leo", "xa ea h’leo", "ea h‘leo")]
        session.add(unit)
    script = importlib.import_module("storage.migrations.versions.0014_one_apostrophe")
    with any_database.engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        script.upgrade()
    with any_database.reading() as session:
        assert sorted(row.folded for row in session.query(UnitAlias)) == ["ea h'leo", "xa ea h'leo"]
        assert session.query(Plan).one().identity == "khoi h'leo"
