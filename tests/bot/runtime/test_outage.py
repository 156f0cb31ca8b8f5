"""A database that is lost for a while: two lines in the log, no traceback, a page with a sentence, and all goes on."""

import asyncio
import logging

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.runtime.leader import Leader
from bot.runtime.scheduler import Ticks
from bot.site import create_site
from bot.traffic.delivery import Delivery
from bot.traffic.intake import Intake
from handlers.dispatch import Desk
from handlers.messages import Incoming
from storage.clock import wall_clock
from storage.database import Database
from storage.outage import is_away
from storage.seat import Seat
from tests.bot.site.site_kit import TestClient
from tests.delivering import NOW, Loop, fill, standing
from tests.postgres import Postgres, new_postgres_database

NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=1"


def fault_of(url: str, statement: str) -> DBAPIError:
    engine = create_engine(url)
    with pytest.raises(DBAPIError) as raised, engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
    return raised.value


def test_what_counts_as_away() -> None:
    assert is_away(fault_of(NOWHERE, "SELECT 1"))
    assert is_away(fault_of("sqlite:////nowhere/at/all.db", "SELECT 1"))
    assert not is_away(fault_of("sqlite://", "SELECT * FROM none"))
    assert not is_away(ValueError())


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    assert not [record for record in caplog.records if record.exc_info or record.exc_text]
    return [record.getMessage().split(" (")[0].split(",")[0] for record in caplog.records if record.levelno > 20]


LOST, BACK = "the database does not answer", "the database answers again"


def test_a_server_that_restarts_is_told_in_two_lines_and_everything_goes_on(
    postgres: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    database, loop = Database(new_postgres_database(postgres.url)), Loop(latency=0.05)
    database.migrate()

    async def until(what: object) -> None:
        async with asyncio.timeout(90):
            while not what():  # type: ignore[operator]
                await asyncio.sleep(0.05)

    async def scene() -> None:
        delivery = Delivery(database, {"loop": loop}, lambda: NOW)
        ticks = Ticks(database, delivery, lambda: NOW)

        async def lead() -> None:
            await delivery.start()
            ticks.start()

        async def follow() -> None:
            delivery.pause()
            ticks.stop()

        leader = Leader(Seat(database), lead, follow)
        await leader.start()
        for turn, mode in enumerate(("fast", "immediate"), 1):
            await asyncio.to_thread(postgres.restart, mode)
            await until(lambda n=turn: told(caplog).count(BACK) >= n)
            await until(lambda: leader.leads and ticks.last_tick)
        await asyncio.to_thread(fill, database, 8)
        await until(lambda: len(loop.accepted) == 8)
        await leader.stop()
        await delivery.stop()

    asyncio.run(scene())
    assert standing(database) == {"sent": 8}
    # Two lines for each time that it is away; a server that recovers may answer once and go again.
    lines = told(caplog)
    assert lines == [LOST, BACK] * (len(lines) // 2)
    assert 4 <= len(lines) <= 8
    database.close()


def test_a_message_is_asked_again_and_its_tries_are_not_spent(postgres: Postgres) -> None:
    """The desk lets a lost database through: nobody hears of a mistake, and the row is not given up."""
    desk = Desk(Database(NOWHERE), wall_clock)
    with pytest.raises(OperationalError):
        desk.answer(Incoming("telegram", "7", "mấy giờ khai mạc"), 1)
    asked = 0

    def answer(incoming: Incoming, row: int | None) -> list[object]:
        nonlocal asked
        asked += 1
        if asked < 6:
            raise fault_of(NOWHERE, "SELECT 1")
        return []

    async def scene() -> list[object]:
        intake = Intake(Database("sqlite://"), answer, {})  # type: ignore[arg-type]
        found = await intake._ask(Incoming("telegram", "7", "x"), 1)
        await intake.stop()
        return list(found)

    assert asyncio.run(scene()) == []
    assert asked == 6, "more often than a row that fails is tried"


def test_the_site_says_so_in_a_sentence(caplog: pytest.LogCaptureFixture) -> None:
    database = Database(NOWHERE)
    desk = Desk(database, wall_clock)

    async def answer(incoming: Incoming) -> list[object]:
        return list(await asyncio.to_thread(desk.answer, incoming))

    site = create_site(database, answer, wall_clock, lambda: {"ok": True})  # type: ignore[arg-type]
    with TestClient(site, cookies={"hoinghi": "x" * 43}) as client:
        for path in ("/metrics", "/v/abcdefgh"):
            got = client.get(path)
            assert (got.status_code, got.headers["retry-after"]) == (503, "10"), path
            assert "tạm ngừng" in got.text
    assert told(caplog) == [LOST]
