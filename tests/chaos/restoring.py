"""A copy of everything that is kept, and its way back: SQLite's files with their folder, or a dump of a server's tables."""

import shutil
from pathlib import Path

from storage.database import Database
from tests.postgres import Postgres, plain_url


class Backup:
    """One copy of a database, taken and put back while nobody works on it. On SQLite `data` beside it comes along."""

    def __init__(self, database: Database, server: Postgres | None) -> None:
        self._database, self._server = database, server
        self._dump = ""

    def take(self) -> None:
        """As `cp -a` of the folder, or pg_dump."""
        if self._server is not None:
            self._dump = self._server.tool("pg_dump", "--clean", "--if-exists", plain_url(self._database.url))
            return
        self._copy(self._home, self._home / "backup")

    def put_back(self) -> None:
        """Into the emptied place."""
        self._database.close()
        if self._server is not None:
            where = ("-d", plain_url(self._database.url))
            self._server.tool("psql", "-q", "-v", "ON_ERROR_STOP=1", *where, given=self._dump)
            return
        self._copy(self._home / "backup", self._home)

    @property
    def _home(self) -> Path:
        assert self._database.path
        return self._database.path.parent

    def _copy(self, source: Path, to: Path) -> None:
        assert self._database.path
        self._database.close()
        to.mkdir(exist_ok=True)
        for part in ("", "-wal", "-shm"):
            name = self._database.path.name + part
            (to / name).unlink(missing_ok=True)
            if (source / name).exists():
                shutil.copy2(source / name, to / name)
        shutil.rmtree(to / "data", ignore_errors=True)
        if (source / "data").exists():
            shutil.copytree(source / "data", to / "data", symlinks=True)
