"""Which copies of database and data folder start paused, and what is no restore; all with the tools people use."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from bot.traffic.delivery import Delivery
from storage import epoch, pause, seal
from storage.clock import wall_clock
from storage.database import Database
from storage.epoch import Epoch, Evidence, was_restored
from tests import KEY
from tests.bot.runtime.test_starting import run
from tests.delivering import Loop, fill, standing
from tests.postgres import Postgres, new_postgres_database, plain_url

Where = Callable[[Path, Path], Path]  # (the folder, a backup of it) → the folder that is started


def shell(*words: str | Path) -> None:
    subprocess.run([str(word) for word in words], check=True, capture_output=True, timeout=60)


def database_in(home: Path) -> Database:
    return Database(f"sqlite:///{home}/bot.db", KEY)


def sent_to_the_end(home: Path) -> list[tuple[str, str]]:
    """Starts as `run` does; what left: everything that waits, or what a few ticks of a paused bot let go."""
    database, loop = database_in(home), Loop()
    Epoch(database, home / "data").open(wall_clock())
    run(database, loop, home / "data", seconds=1.5 if paused(database) else 60)
    database.close()
    return loop.accepted


def paused(database: Database) -> bool:
    with database.reading() as session:
        return pause.paused(session) is not None


def is_paused(home: Path) -> bool:
    database = database_in(home)
    found = paused(database)
    database.close()
    return found


def into_another_folder(home: Path, backup: Path) -> Path:
    shell("cp", "-a", backup, home.with_name("elsewhere"))
    return home.with_name("elsewhere")


def anew(home: Path, backup: Path) -> Path:
    shutil.rmtree(home)
    shell("cp", "-a", backup, home)
    return home


def over_itself(home: Path, backup: Path) -> Path:
    shell("cp", "-a", f"{backup}/.", home)
    return home


def by_tar(home: Path, backup: Path) -> Path:
    shell("tar", "cf", home.with_name("b.tar"), "-C", backup, ".")
    shell("tar", "xf", home.with_name("b.tar"), "-C", home)
    return home


def written_in_place(home: Path, backup: Path) -> Path:
    """As rsync --inplace --delete: each file keeps its inode, what the backup does not hold goes."""
    kept = {path.relative_to(backup) for path in backup.rglob("*")}
    for path in home.rglob("*"):
        if path.relative_to(home) not in kept:
            path.unlink()
    for path in kept:
        if (backup / path).is_symlink() and not (home / path).is_symlink():
            (home / path).symlink_to((backup / path).readlink())
        elif (backup / path).is_file():
            with (home / path).open("r+b" if (home / path).exists() else "wb") as out:
                out.truncate()
                out.write((backup / path).read_bytes())
            shutil.copystat(backup / path, home / path)
    return home


def the_database_alone(home: Path, backup: Path) -> Path:
    for part in ("", "-wal", "-shm"):
        (home / f"bot.db{part}").unlink(missing_ok=True)
        if (backup / f"bot.db{part}").exists():
            shutil.copy2(backup / f"bot.db{part}", home)
    return home


def stopped_midway(home: Path, number: int = 12) -> None:
    """A broadcast of which the first few went out; the process is gone without a goodbye."""
    home.mkdir()
    database = database_in(home)
    database.migrate()
    fill(database, number)
    made = Delivery(database, {}, lambda: wall_clock())
    made.epoch = Epoch(database, home / "data")
    assert made.epoch.open(wall_clock())
    database.close()


@pytest.mark.parametrize(
    "put_back", [into_another_folder, anew, over_itself, by_tar, written_in_place, the_database_alone]
)
def test_a_folder_put_back_pauses_and_sends_nothing_again(tmp_path: Path, put_back: Where) -> None:
    home, backup = tmp_path / "home", tmp_path / "backup"
    stopped_midway(home)
    shell("cp", "-a", home, backup)
    assert len(sent_to_the_end(home)) == 12
    started = put_back(home, backup)
    assert sent_to_the_end(started) == []
    assert sent_to_the_end(started) == [], "another start does not end the pause"
    assert is_paused(started)


def test_a_copy_taken_while_nothing_was_sent_since_pauses_too(tmp_path: Path) -> None:
    """Two bots on two copies would both send it."""
    stopped_midway(tmp_path / "home")
    shell("cp", "-a", tmp_path / "home", tmp_path / "twin")
    assert sent_to_the_end(tmp_path / "twin") == []
    assert len(sent_to_the_end(tmp_path / "home")) == 12


def untouched(home: Path) -> Path:
    return home


def another_path(home: Path) -> Path:
    """As a volume that a new container mounts somewhere else."""
    return home.rename(home.with_name("mnt"))


def given_to_another_owner(home: Path) -> Path:
    """As many containers do with their volume at each start."""
    for path in (home, *home.rglob("*")):
        os.chown(path, os.getuid(), os.getgid(), follow_symlinks=False)
        if not path.is_symlink():
            path.chmod(path.stat().st_mode)
    return home


def vacuumed_and_migrated(home: Path) -> Path:
    database = database_in(home)
    with database.engine.connect() as connection:
        connection.connection.driver_connection.execute("VACUUM")  # type: ignore[union-attr]
    database.migrate()
    database.close()
    return home


def killed_between_seal_and_commit(home: Path) -> Path:
    database = database_in(home)
    here = Epoch(database, home / "data")
    assert here.open(wall_clock())
    with database.transaction() as session:
        here.advance(session)
        session.rollback()
    database.close()
    assert len(list((home / "data").glob("epoch-*"))) == 2
    return home


def killed_before_older_seals_went(home: Path) -> Path:
    database = database_in(home)
    here = Epoch(database, home / "data")
    assert here.open(wall_clock())
    with database.transaction() as session:
        here.advance(session)
    database.close()
    return home


def written_by_an_older_version(home: Path) -> Path:
    """It kept a number in a file beside the database."""
    database = database_in(home)
    for path in (home / "data").glob("epoch-*"):
        path.unlink()
    with database.transaction() as session:
        epoch.settings.put(session, epoch.EPOCH, {"id": "abcdef", "number": 7, "place": None})
    (home / "data" / "epoch-abcdef").write_text("7")
    (home / "data" / "epoch-abcdef.new").write_text("7")
    database.close()
    return home


@pytest.mark.parametrize(
    "what",
    [
        untouched, another_path, given_to_another_owner, vacuumed_and_migrated, killed_between_seal_and_commit,
        killed_before_older_seals_went, written_by_an_older_version,
    ],
)  # fmt: skip
def test_what_is_no_restore_goes_on(tmp_path: Path, what: Callable[[Path], Path]) -> None:
    stopped_midway(tmp_path / "home")
    started = what(tmp_path / "home")
    assert len(sent_to_the_end(started)) == 12
    assert not is_paused(started)
    assert len(list((started / "data").glob("epoch-*"))) <= 2, "older seals go"


def test_another_machine_name_and_mount_are_no_restore(tmp_path: Path) -> None:
    """A container made anew on the same volume."""
    stopped_midway(tmp_path / "home")
    (tmp_path / "mnt").mkdir()
    script = (
        "import sys; from pathlib import Path; from storage.database import Database; from storage.epoch import Epoch;"
        "from storage.clock import wall_clock; home = Path(sys.argv[1]);"
        "sys.exit(not Epoch(Database(f'sqlite:///{home}/bot.db'), home / 'data').open(wall_clock()))"
    )
    inside = f'hostname other && mount --bind {tmp_path}/home {tmp_path}/mnt && exec python -c "$0" {tmp_path}/mnt'
    where = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    where["PYTHONPATH"] = str(Path(__file__).parents[3])
    done = subprocess.run(
        ["unshare", "--uts", "--mount", "sh", "-c", inside, script], env=where, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("no namespaces here")
    assert done.returncode == 0, done.stderr


def test_a_file_system_that_tells_no_birth_goes_by_the_last_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seal, "_born", lambda path: None)
    home = tmp_path / "home"
    stopped_midway(home)
    shell("cp", "-a", home, tmp_path / "backup")
    assert len(sent_to_the_end(home)) == 12
    assert sent_to_the_end(anew(home, tmp_path / "backup")) == []


@pytest.mark.parametrize(
    ("seen", "pauses"),
    [
        (Evidence("intact"), False),
        (Evidence("intact", folder_is_ahead=True), False),  # killed between seal and commit
        (Evidence("copy"), True),
        (Evidence("missing"), True),
        (Evidence("missing", folder_is_ahead=True), True),
        (Evidence("none"), False),  # a database of an older version
        (Evidence("none", folder_is_ahead=True), True),  # … put back beside what the new one left
        (Evidence("intact", on_server=True), False),
        (Evidence("missing", on_server=True), False),  # led from another machine
        (Evidence("missing", on_server=True, folder_is_ahead=True), True),
        (Evidence("copy", on_server=True), True),
        (Evidence("none", on_server=True), False),
        (Evidence("intact", on_server=True, moved=True), True),
        (Evidence("missing", on_server=True, moved=True), True),
    ],
)
def test_what_a_start_sees_decides(seen: Evidence, pauses: bool) -> None:
    assert was_restored(seen) is pauses


# On a server.


def into_another_database(server: Postgres, url: str, dump: str) -> str:
    other = new_postgres_database(server.url)
    server.tool("psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", plain_url(other), given=dump)
    return other


def into_the_same_database(server: Postgres, url: str, dump: str) -> str:
    server.tool("psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", plain_url(url), given=dump)
    return url


def only_its_rows(server: Postgres, url: str, dump: str) -> str:
    database = Database(url, KEY)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TEMP TABLE kept AS SELECT * FROM settings"))
        connection.execute(text("DELETE FROM settings"))
        connection.execute(text("INSERT INTO settings SELECT * FROM kept"))
    database.close()
    return url


def as_a_template(server: Postgres, url: str, dump: str) -> str:
    """The files of the database, byte by byte."""
    other = make_url(new_postgres_database(server.url))
    server.tool("dropdb", "--maintenance-db", plain_url(server.url), str(other.database))
    template = ("-T", str(make_url(url).database))
    server.tool("createdb", "--maintenance-db", plain_url(server.url), *template, str(other.database))
    return other.render_as_string(hide_password=False)


@pytest.mark.parametrize("put_back", [into_another_database, into_the_same_database, only_its_rows, as_a_template])
def test_a_dump_put_back_pauses(
    postgres: Postgres, tmp_path: Path, put_back: Callable[[Postgres, str, str], str]
) -> None:
    url = new_postgres_database(postgres.url)
    first, loop = Database(url, KEY), Loop()
    first.migrate()
    fill(first, 5)
    assert Epoch(first, tmp_path).open(wall_clock())
    dump = postgres.tool("pg_dump", "--clean", "--if-exists", plain_url(url))
    assert Epoch(first, tmp_path).open(wall_clock()), "a restart is no restore"
    first.close()
    second = Database(put_back(postgres, url, dump), KEY)
    run(second, loop, tmp_path, seconds=1.5)
    assert loop.accepted == []
    assert standing(second) == {"queued": 5}
    second.close()


def test_on_a_server_vacuum_migrations_and_another_machine_are_no_restore(postgres: Postgres, tmp_path: Path) -> None:
    database = Database(new_postgres_database(postgres.url), KEY)
    database.migrate()
    assert Epoch(database, tmp_path / "a").open(wall_clock())
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM FULL FREEZE settings"))
    database.migrate()
    for machine in ("a", "b", "a", "b"):
        assert Epoch(database, tmp_path / machine).open(wall_clock())
    database.close()
