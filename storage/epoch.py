"""Knows a database that was restored from a backup: it starts paused, because what it believes unsent may be sent.

Before anything is sent a number goes up and the database names a new seal in DATA_DIR. What tells a restore:

- the seal that the database names is a copy, or gone: the folder was copied, or put back over itself or anew; or
  the database alone was put back, for a seal is taken away once the next one is named;
- the folder holds a later number than the database, which a server's may be led from without a seal of its own;
- on PostgreSQL: another server, database or table, or a row written by another transaction than the one it names,
  as after any load of a dump.

The number and the seal survive a kill, a reboot, another container, path, machine id or owner of the same files,
VACUUM and migrations. A disk rolled back as a whole (a snapshot of a virtual machine) brings all of it along and
cannot be known from here. What is not known pauses and asks (`pause`).
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import text
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from storage import pause, seal, settings
from storage.database import Database

EPOCH = "epoch"
Seal = Literal["intact", "copy", "missing", "none"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a start sees. `seal`: the one that the database names; "none": it names none yet."""

    seal: Seal
    folder_is_ahead: bool = False  # it holds a later number than the database
    on_server: bool = False
    moved: bool = False  # on a server: another place, or a row that was loaded


def was_restored(seen: Evidence) -> bool:
    """Whether to pause; decided here and nowhere else."""
    if seen.moved or seen.seal == "copy":
        return True
    if seen.seal == "missing":
        return seen.folder_is_ahead or not seen.on_server
    return seen.seal == "none" and seen.folder_is_ahead


class Epoch:
    """The number and its seal; `folder` is DATA_DIR."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database, self._folder = database, folder
        self._mark: dict[str, Any] = {}

    def open(self, now_real: datetime) -> bool:
        """To be called once at start; False where the database was restored and therefore pauses.

        A start that met another process's, which wrote the pause meanwhile, looks once more.
        """
        try:
            return self._opened(now_real)
        except StaleDataError:
            return self._opened(now_real)

    def _opened(self, now_real: datetime) -> bool:
        with self._database.transaction() as session:
            kept = settings.get(session, EPOCH)
            self._mark = dict(kept or {"id": secrets.token_hex(6), "number": 0})
            restored = kept is not None and was_restored(self._seen(session, kept))
            if restored:
                pause.begin(session, now_real)
            self._mark["number"] = max(self._mark["number"], *self._seals().values(), 0)
            self.advance(session)
        self.keep()
        return not restored

    def advance(self, session: Session) -> None:
        """Before something is sent: a new number and its seal; once that is committed, `keep`."""
        kept = settings.get(session, EPOCH) or self._mark  # another process may have led meanwhile
        number = max(self._mark["number"], kept["number"]) + 1
        path = self._folder / f"epoch-{self._mark['id']}.{number}.{secrets.token_hex(4)}"
        named = {"id": self._mark["id"], "number": number, "name": path.name, "seal": seal.make(path)}
        self._mark = named | _place(session, self._database)
        settings.put(session, EPOCH, dict(self._mark))

    def keep(self) -> None:
        """Takes older seals away. Not before the commit: a crash must leave the seal that the database names."""
        for path, number in self._seals().items():
            if number < self._mark["number"]:
                path.unlink(missing_ok=True)

    def _seen(self, session: Session, kept: dict[str, Any]) -> Evidence:
        return Evidence(
            self._seal_of(kept),
            folder_is_ahead=any(number > kept["number"] for number in self._seals().values()),
            on_server=not self._database.is_sqlite,
            moved=any(kept.get(what, here) != here for what, here in _found(session, self._database).items()),
        )

    def _seal_of(self, kept: dict[str, Any]) -> Seal:
        if "name" not in kept:
            return "none"
        trace = seal.Trace.of(self._folder / kept["name"])
        if trace is None:
            return "missing"
        return "intact" if trace.is_the_same(kept["seal"]) else "copy"

    def _seals(self) -> dict[Path, int]:
        """Seals of this database in the folder, with their numbers; -1 for what an older version left."""
        found: dict[Path, int] = {}
        for path in self._folder.glob(f"epoch-{self._mark['id']}*"):
            number = path.suffixes[0][1:] if path.suffixes else ""
            found[path] = int(number) if number.isdecimal() else -1
        return found


def _place(session: Session, database: Database) -> dict[str, Any]:
    """Where the mark is being written; nothing for a SQLite file, whose seal says it all."""
    if database.is_sqlite:
        return {}
    written = session.scalar(text("SELECT txid_current() % 4294967296"))
    return _server(session) | {"written": written}


def _found(session: Session, database: Database) -> dict[str, Any]:
    """Where the mark is found, in the same terms: who wrote a row stands in its xmin, and a load is another writer."""
    if database.is_sqlite:
        return {}
    written = session.scalar(text("SELECT xmin::text::bigint FROM settings WHERE key = :key"), {"key": EPOCH})
    return _server(session) | {"written": written}


def _server(session: Session) -> dict[str, Any]:
    """Which server, which database on it, which table in that; a table that a dump made anew is another."""
    oid = session.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    allowed = session.scalar(text("SELECT has_function_privilege('pg_control_system()', 'execute')"))
    system = session.scalar(text("SELECT system_identifier FROM pg_control_system()")) if allowed else "?"
    return {"place": f"{system}/{oid}", "table": session.scalar(text("SELECT 'settings'::regclass::oid::bigint"))}
