"""The leader's seat: of all processes on a database one at a time holds it. A dead or frozen holder loses it."""

import contextlib
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from storage.database import Database

KEY = 0x686F69  # an advisory lock belongs to one database, so any number that nobody else uses will do
FROZEN = "8s"  # the server takes the seat from a holder that was silent for so long
# A cable that is pulled must be noticed by us as fast as by the server.
QUICK: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 4000,
}


class Seat:
    """On PostgreSQL an advisory lock on a connection of its own; on SQLite the lock file has chosen already."""

    def __init__(self, database: Database) -> None:
        self._engine = None if database.is_sqlite else _engine(database)
        self._outage = database.outage
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Whether the seat was free and is ours now."""
        if self._engine is None:
            return True
        try:
            with self._outage.watched(writing=False):
                if self._connection is None:
                    self._connection = _connected(self._engine)
                return bool(self._connection.scalar(text(f"SELECT pg_try_advisory_lock({KEY})")))
        except Exception:  # whatever broke, we do not hold it
            self.leave()
            return False

    def hold(self) -> bool:
        """Whether the seat that was taken is still ours. To be asked each second: silence loses it."""
        if self._connection is None:
            return self._engine is None
        try:
            with self._outage.watched(writing=False):
                self._connection.scalar(text("SELECT 1"))
        except Exception:
            self.leave()
            return False
        return True

    def leave(self) -> None:
        """Gives the seat up; the next process finds it free at once."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(Exception):
                connection.close()


def _engine(database: Database) -> Engine:
    return create_engine(database.url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=QUICK)


def _connected(engine: Engine) -> Connection:
    connection = engine.connect()
    with contextlib.suppress(SQLAlchemyError):  # a server before version 14 does not know it
        connection.execute(text(f"SET idle_session_timeout = '{FROZEN}'"))
    return connection
