"""/healthz asks the database to write and to read, waits no longer than its limit, and cannot be used to hammer."""

import sqlite3
import time
from contextlib import closing

import pytest
from sqlalchemy import event

from bot.site import health
from storage.database import Database
from tests.bot.site.site_kit import Hall

HANGS = 60.0


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LIMIT", 1.0)
    monkeypatch.setattr(health, "FRESH", 0.0)


def test_a_database_that_cannot_be_written_is_not_well(database: Database) -> None:
    """Reading still works: only a write tells."""
    browser = Hall(database).browser()
    assert browser.get("/healthz").status_code == 200
    assert database.path
    with closing(sqlite3.connect(database.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = browser.get("/healthz")
        assert (answer.status_code, answer.json()["ok"]) == (503, False)
        assert "1 s" in answer.json()["database"]
        other.rollback()
    end = time.monotonic() + HANGS
    while browser.get("/healthz").status_code != 200:
        assert time.monotonic() < end


def test_a_write_that_fails_names_its_fault(any_database: Database) -> None:
    browser = Hall(any_database).browser()

    def full(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "BEGIN", "COMMIT", "ROLLBACK")):
            raise OSError("no space left")

    event.listen(any_database.engine, "before_cursor_execute", full)
    answer = browser.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"ok": False, "database": "OSError"}
    event.remove(any_database.engine, "before_cursor_execute", full)
    assert browser.get("/healthz").json() == {"ok": True, "database": "ok"}


def test_a_hundred_who_ask_are_one_look(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "FRESH", 3600.0)
    browser = Hall(database).browser()
    written: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        written.append(statement)

    browser.get("/healthz")
    event.listen(database.engine, "before_cursor_execute", count)
    assert {browser.get("/healthz").status_code for _ in range(100)} == {200}
    assert written == []
