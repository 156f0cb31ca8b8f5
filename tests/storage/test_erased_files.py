"""What was erased stands nowhere in the files of the database, its log included."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.runtime.scheduler import Ticks
from bot.traffic.delivery import Delivery
from storage import retention
from storage.database import Database
from tests.talk import PLAN, Town

GONE = ("Canarina", "sốt xuất huyết", "ổ khóa màu tím")
NOW = datetime(2027, 3, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    database = Database(f"sqlite:///{tmp_path / 'h.db'}")
    database.migrate()
    town = Town(database)
    town.publish(PLAN.read_text(encoding="utf-8"))
    for who, role, unit in (("Nhung", "organiser", None), ("Hoa", "delegate", "khe may")):
        town.join(who, role, unit)
    for said in ("/ten Canarina Phặn Thị Lụa", "tôi không đi được vì bị sốt xuất huyết", "ổ khóa màu tím để ở đâu"):
        town.say("Hoa", said)
    town.say("Hoa", "Chuyển cho ban tổ chức")
    town.say("Nhung", "/traloi")
    return town


def left(town: Town) -> set[str]:
    """The words that stand in one of the files."""
    path = town.database.path
    assert path is not None
    raw = b"".join(file.read_bytes() for file in path.parent.glob("h.db*"))
    return {words for words in GONE if words.encode() in raw or words.encode("unicode_escape") in raw}


async def ticked(database: Database, done: Callable[[], bool]) -> None:
    """The ticks of a running bot, until the log is empty."""
    ticks = Ticks(database, Delivery(database, {}, lambda: NOW), lambda: NOW)
    ticks.start()
    async with asyncio.timeout(60):
        while not done():
            await asyncio.sleep(0.05)
    ticks.stop()
    await asyncio.sleep(0)


@pytest.mark.parametrize("way", ["/xoadulieu", "retention"])
def test_the_files_hold_nothing_of_an_erased_person_once_the_ticks_went_on(town: Town, way: str) -> None:
    assert left(town) == set(GONE)
    if way == "retention":
        with town.database.transaction() as session:
            retention.forget_old(session, datetime(2027, 9, 1, tzinfo=UTC))
    else:
        town.say("Hoa", "/xoadulieu")
        town.say("Hoa", "Xóa")
    path = town.database.path
    assert path is not None
    log = path.with_name("h.db-wal")
    asyncio.run(ticked(town.database, lambda: log.stat().st_size == 0))
    assert left(town) == set()


def test_a_reader_puts_it_off_and_nobody_waits_for_it(town: Town) -> None:
    town.say("Hoa", "/xoadulieu")
    with town.database.reading() as session:
        session.connection()
        session.connection().exec_driver_sql("SELECT count(*) FROM people").all()
        town.say("Hoa", "Xóa")
        assert not town.database.empty_log()
        assert left(town), "the reader still sees what was"
    assert town.database.empty_log()
    assert left(town) == set()


def test_where_nothing_was_erased_the_log_is_left_alone(town: Town) -> None:
    assert town.database.empty_log(), "what an earlier run may have left"
    town.say("Hoa", "mấy giờ khai mạc")
    path = town.database.path
    assert path is not None
    before = path.with_name("h.db-wal").stat().st_size
    assert before
    assert town.database.empty_log()
    assert path.with_name("h.db-wal").stat().st_size == before
