"""What a start and a sick database may do: refuse, wait or pause, but never send without a claim or send again."""

import asyncio
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from typer.testing import CliRunner

from bot.cli.parser import app
from bot.traffic import steps
from bot.traffic.delivery import Delivery
from storage import epoch as epochs
from storage import pause
from storage.clock import wall_clock
from storage.database import Database
from storage.epoch import Epoch
from storage.integrity import Damaged, check
from tests.delivering import NOW, Loop, deliver, fill, standing
from tests.postgres import new_postgres_database


def run(database: Database, loop: Loop, folder: Path | None = None, seconds: float = 60.0) -> None:
    """As `run` does: the epoch is looked at, then messages are delivered until none waits."""
    made = Delivery(database, {"loop": loop}, lambda: NOW)
    if folder is not None:
        made.epoch = Epoch(database, folder)
        made.epoch.open(wall_clock())
    asyncio.run(deliver(made, seconds, lambda: standing(database)["queued"] + standing(database)["sending"] == 0))


def copied(database: Database, to: Path) -> None:
    """A backup of the file as it stands."""
    assert database.path
    with closing(sqlite3.connect(database.path)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def test_a_damaged_file_is_refused_with_the_way_out(database: Database) -> None:
    fill(database, 300)
    assert database.path
    check(database)
    database.close()
    with closing(sqlite3.connect(database.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with database.path.open("r+b") as file:
        file.seek(20_000)
        file.write(b"\xa5" * 12_000)
    with pytest.raises(Damaged, match=r"bị hỏng.*bản sao lưu"):
        check(database)
    database.path.write_bytes(b"no database at all" * 500)
    with pytest.raises(Damaged):
        check(database)
    done = CliRunner().invoke(app, ["doctor", "--database", database.url])
    assert isinstance(done.exception, Damaged)


def test_an_old_copy_put_back_pauses_until_somebody_says_go_on(database: Database, tmp_path: Path) -> None:
    fill(database, 20)
    folder, backup, first, second = tmp_path / "data", tmp_path / "old.db", Loop(), Loop()
    Epoch(database, folder).open(wall_clock())
    copied(database, backup)
    run(database, first, folder)
    assert len(first.accepted) == 20
    database.close()
    assert database.path
    for part in ("", "-wal", "-shm"):
        Path(f"{database.path}{part}").unlink(missing_ok=True)
    shutil.copy(backup, database.path)

    run(database, second, folder, seconds=1.5)
    run(database, second, folder, seconds=1.5)  # another start does not end the pause
    assert second.accepted == []
    assert standing(database) == {"queued": 20}
    done = CliRunner().invoke(app, ["doctor", "--resume", "--forget", "--database", database.url, "--json"])
    assert done.exit_code == 0
    assert standing(database) == {"cancelled": 20}
    run(database, second, folder)
    assert second.accepted == []


def test_going_on_sends_what_waited(database: Database, tmp_path: Path) -> None:
    fill(database, 3)
    Epoch(database, tmp_path / "data").open(wall_clock())
    loop = Loop()
    run(database, loop, tmp_path / "elsewhere", seconds=1.0)  # the file came to another machine
    assert loop.accepted == []
    with database.transaction() as session:
        assert pause.end(session, forget=False, now=NOW) == 3
    run(database, loop, tmp_path / "elsewhere")
    assert len(loop.accepted) == 3


def test_restarts_and_kills_are_no_restore(any_database: Database, tmp_path: Path) -> None:
    fill(any_database, 3)
    for _ in range(3):
        here = Epoch(any_database, tmp_path)
        assert here.open(wall_clock())
        with any_database.transaction() as session:
            here.advance(session)  # killed before the file was written
    first, second = Epoch(any_database, tmp_path), Epoch(any_database, tmp_path)
    assert first.open(wall_clock())
    assert second.open(wall_clock())
    for leader in (first, second, first, second):  # two processes lead in turns
        with any_database.transaction() as session:
            leader.advance(session)
        leader.keep()
    assert Epoch(any_database, tmp_path).open(wall_clock())


def test_a_dump_loaded_into_another_database_pauses(postgres_url: str, tmp_path: Path) -> None:
    first, second = (Database(new_postgres_database(postgres_url)) for _ in range(2))
    for database in (first, second):
        database.migrate()
    Epoch(first, tmp_path).open(wall_clock())
    with first.transaction() as session:
        mark = epochs.settings.get(session, epochs.EPOCH)
    assert mark
    with second.transaction() as session:
        epochs.settings.put(session, epochs.EPOCH, mark)
    assert not Epoch(second, tmp_path).open(wall_clock())
    assert Epoch(first, tmp_path / "new machine").open(wall_clock())
    first.close()
    second.close()


def test_a_locked_database_delays_and_sends_each_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "PAUSE", 0.05)
    fill(database, 10)
    loop = Loop(latency=0.05)

    async def scene() -> float:
        made = Delivery(database, {"loop": loop}, lambda: NOW)
        await made.start()
        assert database.path
        blocker = sqlite3.connect(database.path, isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        sending = asyncio.create_task(deliver(made, 60, lambda: standing(database)["sent"] == 10))
        await asyncio.sleep(1.5)
        assert loop.starts == [], "sent without a claim"
        blocker.execute("COMMIT")
        blocker.close()
        freed = time.monotonic()
        await sending
        return freed

    freed = asyncio.run(scene())
    assert min(at for at, _ in loop.starts) >= freed
    assert len(loop.accepted) == len(set(loop.accepted)) == 10


def test_a_read_only_database_sends_nothing_and_goes_on_by_itself(database: Database) -> None:
    fill(database, 10)
    loop = Loop()
    sick = True

    @event.listens_for(database.engine, "connect")
    def _trouble(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA query_only={int(sick)}")

    async def scene() -> None:
        nonlocal sick
        database.engine.dispose()
        made = Delivery(database, {"loop": loop}, lambda: NOW)
        for _ in range(3):
            with pytest.raises(OperationalError, match="readonly"):
                await made.tick()
        assert loop.starts == []
        sick = False
        database.engine.dispose()
        await deliver(made, 60, lambda: standing(database)["sent"] == 10)

    asyncio.run(scene())
    assert len(loop.accepted) == 10


def test_doctor_speaks_plainly(database: Database) -> None:
    fill(database, 2)
    done = CliRunner().invoke(app, ["doctor", "--database", database.url])
    assert done.stdout == (
        "Dữ liệu: tốt.\nTin tự gửi: chờ gửi 2.\nTin đến chờ trả lời: 0.\nMáy gửi: chưa chạy lần nào.\n"
    )


def test_run_refuses_a_damaged_file(tmp_path: Path) -> None:
    import os
    import sys

    (tmp_path / "bot.db").write_bytes(b"not a database" * 1000)
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
        env={"PYTHONPATH": str(root), "PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite:///{tmp_path}/bot.db"},
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "bị hỏng" in done.stderr
