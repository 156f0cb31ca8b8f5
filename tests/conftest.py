"""What tests share: real databases of both kinds and the folder of real plans."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event

import storage.database
from storage.database import Database
from tests import KEY
from tests.postgres import Postgres, new_postgres_database, own_postgres
from tests.talk import PLAN, SCREENS, Town

ROOT = Path(__file__).parents[1]


def _light(opened: Callable[[str], Engine]) -> Callable[[str], Engine]:
    """Thousands of tests open thousands of files: what statements compile to is shared, no commit waits for the disk.

    A test may kill a process, never the machine.
    """
    first = create_engine("sqlite://")
    first.connect().close()

    @wraps(opened)
    def engine(url: str) -> Engine:
        made = opened(url)
        made.dialect, made._compiled_cache = first.dialect, first._compiled_cache
        event.listen(made.pool, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
        return made

    return engine


storage.database._sqlite = _light(storage.database._sqlite)


@pytest.fixture(scope="session")
def plans_folder() -> Path:
    """The real plans, which stay beside the project and never in it."""
    folder = Path(os.environ.get("HOINGHI_PLANS", ROOT.parent / "shared" / "plans"))
    if not folder.is_dir():
        pytest.skip("the real plans (../shared/plans) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL server of our own."""
    with own_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres: Postgres) -> str:
    return postgres.url


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, made once and copied for each test."""
    file = tmp_path_factory.mktemp("empty") / "test.db"
    opened = Database(f"sqlite:///{file}", KEY)
    opened.migrate()
    opened.close()
    return file


@pytest.fixture(scope="session")
def empty_postgres(postgres_url: str) -> str:
    """A migrated database on the server, made once and copied for each test."""
    url = new_postgres_database(postgres_url)
    opened = Database(url, KEY)
    opened.migrate()
    opened.close()
    return url


@pytest.fixture(scope="session")
def town_file(empty_file: Path) -> tuple[Path, Town]:
    """The same with the invented plan published; and what the town knows of it."""
    file = Path(shutil.copy(empty_file, empty_file.with_name("town.db")))
    opened = Database(f"sqlite:///{file}", KEY)
    made = Town(opened)
    made.publish(PLAN.read_text(encoding="utf-8"))
    opened.close()
    return file, made


@pytest.fixture
def database(tmp_path: Path, empty_file: Path) -> Iterator[Database]:
    """A migrated SQLite database in a file."""
    opened = Database(f"sqlite:///{shutil.copy(empty_file, tmp_path / 'test.db')}", KEY)
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgres"])
def any_database(request: pytest.FixtureRequest, tmp_path: Path, empty_file: Path) -> Iterator[Database]:
    """The same test on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{shutil.copy(empty_file, tmp_path / 'test.db')}"
    else:
        like = request.getfixturevalue("empty_postgres")
        url = new_postgres_database(request.getfixturevalue("postgres_url"), like)
    opened = Database(url, KEY)
    yield opened
    opened.close()


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: nobody need look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "on_every_channel: the conversation runs on Telegram, Zalo and web")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marked = metafunc.definition.get_closest_marker("on_every_channel")
    if marked and "channel" in metafunc.fixturenames:
        metafunc.parametrize("channel", sorted(SCREENS))


@pytest.fixture
def channel() -> str:
    """Where people of a town write from; `tests.talk.on_every_channel` runs a test on each."""
    return "web"


@pytest.fixture
def town(database: Database, town_file: tuple[Path, Town], channel: str) -> Town:
    """An invented, published event that people can join and ask."""
    file, known = town_file
    assert database.path
    shutil.copy(file, database.path)
    return Town(database, channel=channel, event_id=known.event_id, key=known.key)
