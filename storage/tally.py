"""How many rows were written, counted by the database itself, so that no way of writing goes unseen.

Works on a SQLite database in memory, which has one connection: temporary triggers belong to it, and what a savepoint
takes back is not counted.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from storage.database import Database
from storage.models import Base

# What a message leaves behind without changing anybody's record: chat state, open questions, passed questions, what
# was not understood, the record itself, and meters.
UNCOUNTED = frozenset(
    """
    audit audit_turns chats heard inbox open_questions passed_questions wrong_codes
    """.split()  # noqa: SIM905
)
# Rows of other tables that are no more than that: drafts, which organisers and askers are told of passed questions, and
# the numbers by which the outbox counts its messages and the plans their versions. {row} is NEW or OLD.
QUIET: Mapping[str, str] = {
    "broadcasts": "{row}.state = 'draft'",
    "edits": "{row}.state = 'draft'",
    "outbox": "{row}.kind = 'question'",
    "outbox_matters": "{row}.kind = 'question'",
    "settings": "{row}.key IN ('outbox', 'plans')",
}
DROPPED: Mapping[str, str] = {"broadcasts": "stopped", "edits": "dropped"}  # what a draft becomes that is let go
SIDES = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}


class Tally:
    """Counts the rows that are inserted, updated or deleted in the tables that hold what is so."""

    def __init__(self, database: Database) -> None:
        if not database.is_sqlite or database.path is not None:
            raise ValueError("rows are counted in a SQLite database in memory")
        self._database = database
        self._run("CREATE TEMP TABLE tally (name TEXT PRIMARY KEY, number INTEGER NOT NULL)")
        for name in sorted(Base.metadata.tables.keys() - UNCOUNTED):
            self._run("INSERT INTO tally VALUES (?, 0)", name)
            for trigger in _triggers(name):
                self._run(trigger)

    def taken(self) -> dict[str, int]:
        """The rows by table since the last time it was asked; tables without any are left out."""
        found = self._run("SELECT name, number FROM tally WHERE number > 0 ORDER BY name")
        self._run("UPDATE tally SET number = 0")
        return {name: number for name, number in found}  # noqa: C416

    def _run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        connection = self._database.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(statement, values)
            return list(cursor.fetchall())
        finally:
            connection.close()


def _triggers(table: str) -> Iterator[str]:
    for verb, row in SIDES.items():
        quiet = QUIET.get(table, "FALSE").format(row=row)
        if verb == "UPDATE" and table in DROPPED:
            quiet = f"OLD.state = 'draft' AND NEW.state IN ('draft', '{DROPPED[table]}')"
        yield (
            f"CREATE TEMP TRIGGER tally_{table}_{verb.lower()} AFTER {verb} ON main.{table} WHEN NOT ({quiet}) "
            f"BEGIN UPDATE tally SET number = number + 1 WHERE name = '{table}'; END"
        )
