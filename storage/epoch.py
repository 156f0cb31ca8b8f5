"""Knows a database that was restored from a backup: it starts paused, because what it believes unsent may be sent.

A number in the database goes up before anything is sent, and then in a file beside it. A database that is behind
its file was put back. On PostgreSQL the database's own identity is kept too: a dump that was loaded elsewhere shows.
"""

import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from storage import settings
from storage.database import Database
from storage.models import OutboxMessage
from storage.private import private_folder

EPOCH, PAUSED = "epoch", "paused"
NOT_AGAIN = "chờ gửi từ trước khi khôi phục dữ liệu"


class Epoch:
    """The pair of numbers; `folder` is DATA_DIR."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database, self._folder = database, folder
        self._mark: dict[str, Any] = {}

    def open(self, now_real: datetime) -> bool:
        """To be called once at start; False where the database was restored and therefore pauses."""
        with self._database.transaction() as session:
            place = _place(session, self._database)
            kept = settings.get(session, EPOCH)
            self._mark = kept or {"id": secrets.token_hex(6), "number": 0, "place": place}
            ahead = self._from_file()
            restored = kept is not None and (kept["place"] != place or _behind(kept["number"], ahead, place))
            self._mark |= {"number": max(self._mark["number"], ahead or 0), "place": place}
            if restored:
                _pause(session, now_real)
            self.advance(session)
        self.keep()
        return not restored

    def advance(self, session: Session) -> None:
        """Before something is sent: first in the database, then, once that is committed, `keep`."""
        kept = settings.get(session, EPOCH) or self._mark  # another process may have led meanwhile
        self._mark["number"] = max(self._mark["number"], kept["number"]) + 1
        settings.put(session, EPOCH, dict(self._mark))

    def keep(self) -> None:
        """Writes the number to the file, whole or not at all."""
        private_folder(self._folder)
        fresh = self._file.with_suffix(".new")
        with fresh.open("w") as out:
            out.write(str(self._mark["number"]))
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self._file)

    @property
    def _file(self) -> Path:
        return self._folder / f"epoch-{self._mark['id']}"

    def _from_file(self) -> int | None:
        try:
            return int(self._file.read_text())
        except (OSError, ValueError):
            return None


def paused(session: Session) -> dict[str, Any] | None:
    """Since when nothing unasked leaves, and how many messages waited then; None in normal times."""
    return settings.get(session, PAUSED)


def resume(session: Session, *, forget: bool) -> int:
    """Ends the pause. With `forget` what waited when it began is cancelled; how many."""
    pause = paused(session)
    if pause is None:
        return 0
    settings.drop(session, PAUSED)
    if not forget:
        return 0
    old = update(OutboxMessage).where(OutboxMessage.state == "queued", OutboxMessage.id <= pause["last"])
    return int(session.execute(old.values(state="cancelled", cause=NOT_AGAIN)).rowcount)  # type: ignore[attr-defined]


def _pause(session: Session, now_real: datetime) -> None:
    waiting = select(func.count()).where(OutboxMessage.state == "queued")
    found = {"waiting": session.scalar(waiting) or 0, "last": session.scalar(select(func.max(OutboxMessage.id))) or 0}
    settings.put(session, PAUSED, {"since": now_real.isoformat(), **found})


def _behind(number: int, in_file: int | None, place: str | None) -> bool:
    """A server's database is known by its place, and may be led from a machine that has no file yet."""
    return place is None if in_file is None else number < in_file


def _place(session: Session, database: Database) -> str | None:
    """Which server and which database on it; None for a SQLite file, which has no identity of its own."""
    if database.is_sqlite:
        return None
    oid = session.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    allowed = session.scalar(text("SELECT has_function_privilege('pg_control_system()', 'execute')"))
    system = session.scalar(text("SELECT system_identifier FROM pg_control_system()")) if allowed else "?"
    return f"{system}/{oid}"
