"""Opens the database: SQLite with safe pragmas by default, PostgreSQL by URL; one `transaction()` for all."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool

from storage import version
from storage.facts import Memory
from storage.keys import NAME, Keys
from storage.models import Base
from storage.outage import Outage
from storage.private import private_file
from storage.says import NEWER
from storage.written_log import ERASED, WrittenLog

# Defaults lose read-then-write updates silently and the last commits on power loss (reliability.md M9, M13).
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=30000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
)
KEY_BYTES = 32


class Newer(ValueError):
    """The schema is of a version that this program does not know."""


class Database:
    """An engine and the way to a transaction on it.

    Without a key one is drawn for this opening: the codes it makes and what it seals are nobody's afterwards.
    """

    def __init__(self, url: str, key: bytes | None = None) -> None:
        self.url = url
        self.keys = Keys(key or secrets.token_bytes(KEY_BYTES))
        known = {NAME: self.keys, Memory.NAME: Memory()}
        self.engine = _sqlite(url) if url.startswith("sqlite") else _postgres(url)
        version.watch(self.engine)
        self._log = WrittenLog(self.path)
        self.outage = Outage()
        self._writing = sessionmaker(self.engine, expire_on_commit=False, info=known)
        self._reading = sessionmaker(self.engine.execution_options(reading=True), expire_on_commit=False, info=known)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @property
    def path(self) -> Path | None:
        """The SQLite file; None for PostgreSQL and for a database in memory."""
        name = make_url(self.url).database
        return Path(name) if self.is_sqlite and name and name != ":memory:" else None

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits at the end or leaves nothing behind. No network inside."""
        with self.outage.watched(writing=True), self._writing.begin() as session:
            yield session
            erased = bool(session.info.pop(ERASED, False))
        self._log.erased(erased)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for looking only: on SQLite it waits for no writer and holds none up."""
        with self.outage.watched(writing=False), self._reading() as session:
            yield session

    def migrate(self) -> None:
        """Brings the schema up to date; harmless when it is. Newer where a later version wrote it."""
        from alembic import command  # slow to load, and a database in memory is not migrated
        from alembic.config import Config
        from alembic.migration import MigrationContext
        from alembic.util import CommandError

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with _rebuilding(self.engine) as connection:
            before = MigrationContext.configure(connection).get_current_heads()
            config.attributes.update({"connection": connection, NAME: self.keys})
            try:
                command.upgrade(config, "head")
            except CommandError:
                raise Newer(NEWER) from None
            if self.is_sqlite and before != MigrationContext.configure(connection).get_current_heads():
                _check_references(connection)

    def create(self) -> None:
        """The whole schema at once, for a database in memory that nobody will migrate."""
        Base.metadata.create_all(self.engine)

    def empty_log(self) -> bool:
        """After an erasure: what it forgot leaves SQLite's log, too. False where a reader held it; ask again."""
        return self._log.empty()

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _rebuilding(engine: Engine) -> Iterator[Connection]:
    """A transaction in which SQLite may put a table in the place of one that others refer to."""
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        driver = connection.connection.dbapi_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.execute("PRAGMA foreign_keys=OFF")  # without effect once a transaction has begun
        try:
            with connection.begin():
                yield connection
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _check_references(connection: Connection) -> None:
    """RuntimeError, and nothing is changed, where a row would refer to one that is gone."""
    if astray := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise RuntimeError(f"{len(astray)} rows refer to nothing")


def _sqlite(url: str) -> Engine:
    in_memory = make_url(url).database in (None, "", ":memory:")
    pool: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 30}, **pool)

    @event.listens_for(engine, "do_connect")
    def _before_connect(_dialect: Any, _record: Any, where: Any, _more: Any) -> None:
        # Made here, so that it and its -wal and -shm are nobody else's to read from the first byte on.
        if not in_memory and where and not str(where[0]).startswith("file:"):
            with suppress(OSError):  # a folder that is not there is SQLite's to report
                private_file(Path(where[0]))

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late for read-then-write
        for pragma in PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        looking = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if looking else "BEGIN IMMEDIATE")

    return engine


def _postgres(url: str) -> Engine:
    # The pre-ping replaces a connection that a server restart broke (reliability.md M12).
    return create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=8)
