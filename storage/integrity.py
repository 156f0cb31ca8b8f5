"""Whether a SQLite file is whole: looked at before anything is read from it or written to it."""

import sqlite3
from contextlib import closing
from datetime import datetime

from storage import says, settings
from storage.database import Database


class Damaged(ValueError):
    """The sentence says which file and the way out."""


def check(database: Database) -> None:
    """Refuses a damaged file. About a second a gigabyte; nothing to do for PostgreSQL."""
    path = database.path
    if path is None or not path.exists() or path.stat().st_size == 0:
        return
    try:
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError:
        return  # locked or not to be opened: opening it for work says so in its own words
    except sqlite3.DatabaseError:
        found = None
    if found != ("ok",):
        raise Damaged(says.damaged(path))


def write_and_read(database: Database, now: datetime) -> None:
    """Whether the database still keeps what it is given; raises whatever stops it."""
    mark = {"at": now.isoformat()}
    with database.transaction() as session:
        settings.put(session, "health", mark)
    with database.reading() as session:
        if settings.get(session, "health") is None:
            raise OSError("what was written cannot be read")
