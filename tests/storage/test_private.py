"""Whoever else has an account on the machine reads nothing: modes of the database, its companions and the folders."""

import io
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.office.files import FileFolder
from bot.runtime.keys import FILE, secret_key
from bot.runtime.lock import only_one
from bot.runtime.settings import Settings
from storage.database import Database


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=["open", "usual", "closed"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("umask")
def test_database_and_folders_are_the_owners_only(tmp_path: Path) -> None:
    home = tmp_path / "home"
    database = Database(f"sqlite:///{home / 'x.db'}")
    settings = Settings.model_construct(database_url=database.url)
    with only_one(database):
        database.migrate()
        secret_key(settings)
        FileFolder(settings.folder()).keep("a.pdf", "application/pdf", io.BytesIO(b"x"))
        for name in ("x.db", "x.db-wal", "x.db-shm", "x.db.lock", f"data/{FILE}"):
            assert mode(home / name) == 0o600, name
        for folder in (home, home / "data", home / "data" / "files"):
            assert mode(folder) == 0o700, folder
    database.close()


def test_a_database_that_a_command_makes_is_private_too(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    database.migrate()
    assert mode(tmp_path / "x.db") == 0o600
    database.close()


def test_the_key_is_made_once_and_kept_and_given_by_the_setting(tmp_path: Path) -> None:
    settings = Settings.model_construct(data_dir=tmp_path / "data")
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(secret_key(settings))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert len(found[0]) == 32
    assert [path.name for path in (tmp_path / "data").iterdir()] == [FILE]
    other = Settings.model_validate({"data_dir": tmp_path / "data", "secret_key": "given"})
    assert secret_key(other) != found[0]
    assert "given" in other.secrets
