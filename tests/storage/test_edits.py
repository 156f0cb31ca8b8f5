"""Hundreds of edits of head counts at once lose none, on both databases; an edit without a version is kept too."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from storage import attendance
from storage.attendance import COMING, Coming, Given, Named
from storage.database import Database
from storage.models import AuditEntry, Delegate
from tests.benchmarks.edits import edit, lost
from tests.talk import PLAN, Town

TIMES = 300


def made(database: Database) -> Town:
    town = Town(database)
    town.publish(PLAN.read_text(encoding="utf-8"))
    return town


def test_many_edits_at_once_lose_none(any_database: Database) -> None:
    town = made(any_database)
    edit(town, TIMES)
    assert lost(town, TIMES) == []


def test_names_and_arrivals_given_at_once_are_all_there(any_database: Database) -> None:
    town = made(any_database)
    with any_database.reading() as session:
        unit_id = attendance.counts(session, town.event_id)[0].unit.id

    def give(number: int) -> None:
        with any_database.transaction() as session:
            name = Named(f"Người Số {number}", f"nguoi so {number}")
            attendance.add_delegates(session, town.event_id, unit_id, [name], by_id=None, now=town.now)
            attendance.set_arrival(session, town.event_id, unit_id, Coming(vehicles=number), by_id=None, now=town.now)
            given = Given(COMING, number + 1)
            attendance.set_count(session, town.event_id, unit_id, given, by_id=None, now=town.now)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(give, range(80)))
    with any_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Delegate)) == 80
        arrival = attendance.arrival_of(session, town.event_id, unit_id)
        count = attendance.count_of(session, town.event_id, unit_id)
        assert arrival is not None
        assert count is not None
        assert (arrival.version, count.version) == (80, 80)
        assert session.scalar(select(func.count()).where(AuditEntry.action == "head_count")) == 80
