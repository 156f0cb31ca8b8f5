"""People are forgotten some time after their last event; counts stay."""

from sqlalchemy import select

from storage import retention
from storage.clock import parse_instant
from storage.database import Database
from storage.models import Event, HeadCount, Person
from tests.talk import PLAN, Town


def people_left(town: Town) -> list[str]:
    with town.database.reading() as session:
        return [person.name for person in session.scalars(select(Person)) if person.erased_at is None]


def purge(town: Town, at: str) -> int:
    with town.database.transaction() as session:
        return retention.forget_old(session, parse_instant(at))


def test_people_are_forgotten_ninety_days_after_the_event_and_counts_stay(any_database: Database) -> None:
    town = Town(any_database)
    town.publish(PLAN.read_text(encoding="utf-8"))
    town.join("Mận", "focal", "khe may")
    town.say("Mận", "đoàn em 16 người")
    assert purge(town, "2027-06-24T12:00") == 0, "26/3 and 90 days is 24/6"
    assert people_left(town) == ["Mận"]
    assert purge(town, "2027-06-25T12:00") == 1
    assert people_left(town) == []
    with any_database.reading() as session:
        assert session.scalars(select(HeadCount.total)).all() == [16]
        assert session.scalars(select(Person)).one().addresses == []


def test_somebody_with_a_later_event_is_kept(any_database: Database) -> None:
    town = Town(any_database)
    town.publish(PLAN.read_text(encoding="utf-8"))
    town.join("Mận", "focal", "khe may")
    with any_database.transaction() as session:
        event = session.scalars(select(Event)).one()
        assert event.starts_on is not None
        event.starts_on, event.ends_on, event.month = None, None, "2027-09"
    assert purge(town, "2027-12-29T12:00") == 0
    assert purge(town, "2027-12-30T12:00") == 1
