"""Who leads: one of several processes, for as long as the database says so, and the next one soon after."""

import asyncio
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text

from bot.runtime import leader as module
from bot.runtime.leader import Leader
from storage.database import Database
from storage.seat import Seat
from tests.bot.traffic.scene import until
from tests.postgres import new_postgres_database


class Process:
    """A leader that notes when it leads."""

    def __init__(self, database: Database) -> None:
        self.leads = False
        self.turns: list[str] = []
        self.leader = Leader(Seat(database), self._lead, self._follow)

    async def _lead(self) -> None:
        self.leads = True
        self.turns.append("lead")

    async def _follow(self) -> None:
        self.leads = False
        self.turns.append("follow")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVERY", 0.1)


@pytest.fixture
def shared(postgres_url: str) -> Iterator[Database]:
    """A database that several processes may lead, one at a time."""
    opened = Database(new_postgres_database(postgres_url))
    yield opened
    opened.close()


def end_other_sessions(database: Database) -> None:
    """As a restart of the server does."""
    engine = create_engine(database.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    engine.dispose()


def test_one_of_three_leads_and_the_next_takes_over_when_it_stops(shared: Database, quick: None) -> None:
    async def scene() -> None:
        processes = [Process(shared) for _ in range(3)]
        for process in processes:
            await process.leader.start()
        await asyncio.sleep(0.5)
        assert [process.leads for process in processes] == [True, False, False]
        await processes[0].leader.stop()
        assert processes[0].turns == ["lead", "follow"]
        await until(lambda: processes[1].leads or processes[2].leads)
        await asyncio.sleep(0.3)
        assert processes[1].leads != processes[2].leads
        for process in processes[1:]:
            await process.leader.stop()

    asyncio.run(scene())


def test_a_lost_connection_is_lost_leadership_and_it_may_come_back(shared: Database, quick: None) -> None:
    async def scene() -> None:
        process = Process(shared)
        await process.leader.start()
        end_other_sessions(shared)
        await until(lambda: process.turns == ["lead", "follow", "lead"])
        await process.leader.stop()

    asyncio.run(scene())


def test_the_seat_of_a_frozen_process_is_free_within_ten_seconds(shared: Database) -> None:
    frozen, next_one = Seat(shared), Seat(shared)
    assert frozen.take()
    begun = time.monotonic()
    while not next_one.take():
        assert time.monotonic() - begun < 10
        time.sleep(0.5)
    assert not frozen.hold()
    next_one.leave()


def test_a_lead_that_fails_gives_the_seat_to_somebody_else(shared: Database, quick: None) -> None:
    async def scene() -> None:
        broken, well = Process(shared), Process(shared)

        async def fails() -> None:
            raise RuntimeError("no room")

        broken.leader._lead = fails
        with pytest.raises(RuntimeError):
            await broken.leader.start()
        await well.leader.start()
        assert well.leads
        await well.leader.stop()

    asyncio.run(scene())


def test_on_sqlite_the_only_process_leads_at_once(database: Database) -> None:
    async def scene() -> None:
        process = Process(database)
        await process.leader.start()
        assert process.leads
        await process.leader.stop()

    asyncio.run(scene())
