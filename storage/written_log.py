"""SQLite's write-ahead log keeps old pages until it starts anew: after an erasure it is written out and cut off."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.orm import Session

ERASED = "erased"  # in a session's info: its transaction forgot somebody
PATIENCE = 0.2  # seconds; writers wait as long, so a reader is not waited for but met again later


def mark(session: Session) -> None:
    """What this transaction deletes must not stay in the log."""
    session.info[ERASED] = True


class WrittenLog:
    """The log of one database file; without a file there is none."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._due = True  # an earlier run may have ended between an erasure and this

    def erased(self, erased: bool) -> None:
        """Notes a commit; whether it forgot somebody."""
        self._due = self._due or erased

    def empty(self) -> bool:
        """Empties the log where that is due; whether nothing is left to be done."""
        if self._path is None or not self._due or not self._path.exists():
            return True
        self._due = False  # before the look: an erasure that commits meanwhile sets it anew
        with closing(sqlite3.connect(self._path, timeout=PATIENCE)) as connection:
            try:
                busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.OperationalError:
                busy = True
        self._due = self._due or bool(busy)
        return not busy
