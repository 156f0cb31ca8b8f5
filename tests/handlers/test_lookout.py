"""The lookout looks when something can be due, and only then; what it finds is what one whole tick finds."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from handlers import reminders
from handlers.reminders import KINDS, QUIET, Lookout, Step, lookout, tick
from handlers.reminders.kinds import in_sight
from storage.clock import DEFAULT_ZONE, parse_instant
from storage.models import OutboxMessage
from tests.talk import Town

DUE = "2027-03-12T08:00"  # the test plan's deadline is before 15/3/2027, a Monday; the day ahead is a Saturday


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """When it looked, as the event's clock said."""
    seen: list[str] = []
    real = tick.find

    def find(session, kinds, now, zone):  # type: ignore[no-untyped-def]
        seen.append(f"{now:%d %H:%M:%S} {'all' if kinds is KINDS else ' '.join(kind.name for kind in kinds)}")
        return real(session, kinds, now, zone)

    monkeypatch.setattr(tick, "find", find)
    return seen


@pytest.fixture
def focal(town: Town) -> Town:
    town.join("Mận", "focal", "khe may")
    town.join("Lý", "focal", "dong nhan")
    with town.database.transaction() as session:
        reminders.queue_due(session, parse_instant("2027-03-11T08:00"))
        session.execute(update(OutboxMessage).values(state="sent"))
    town.now = parse_instant("2027-03-12T07:58:00")
    return town


def made(town: Town) -> Lookout:
    return Lookout(town.database, lambda: town.now, KINDS, zone=DEFAULT_ZONE, quiet=QUIET)


def states(town: Town) -> list[tuple[str, str]]:
    with town.database.reading() as session:
        rows = session.scalars(select(OutboxMessage).where(OutboxMessage.step == "T").order_by(OutboxMessage.address))
        return [(row.address or "", row.state) for row in rows]


def test_it_looks_at_the_hour_and_not_each_second(focal: Town, looks: list[str]) -> None:
    eye = made(focal)
    found = []
    for _ in range(150):
        found.append(eye.queue_due())
        focal.later(seconds=1)
    assert looks == ["12 00:58:00 all", "12 01:00:00 deadline lead"]  # UTC
    assert [second for second, new in enumerate(found) if new] == [120]
    assert found[120] == 2
    assert states(focal) == [("Lý", "queued"), ("Mận", "queued")]


def test_the_next_hour_is_known(focal: Town) -> None:
    eye = made(focal)
    assert eye.until_next() is None
    eye.queue_due()
    assert eye.until_next() == timedelta(minutes=2)


def test_a_change_is_seen_at_the_next_tick(focal: Town, looks: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookout, "BETWEEN", 0.0)
    eye = made(focal)
    focal.now = parse_instant(DUE)
    assert eye.queue_due() == 2
    focal.say("Mận", "/nop het")
    focal.later(seconds=1)
    assert eye.queue_due() == 0
    assert len(looks) == 2
    assert states(focal) == [("Lý", "queued"), ("Mận", "cancelled")]


def test_it_looks_again_after_a_while_whatever_is_known(
    focal: Town, looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    eye = made(focal)
    eye.queue_due()
    monkeypatch.setattr(lookout, "AGAIN", 0.0)
    focal.later(seconds=1)
    eye.queue_due()
    assert len(looks) == 2


@pytest.mark.parametrize("back", [1, 3600])
def test_a_clock_that_goes_back_is_looked_at_and_says_nothing_twice(focal: Town, looks: list[str], back: int) -> None:
    eye = made(focal)
    focal.now = parse_instant(DUE)
    assert eye.queue_due() == 2
    focal.later(seconds=-back)
    assert eye.queue_due() == 0
    focal.now = parse_instant(DUE)
    assert eye.queue_due() == 2, "what was taken back before it left waits again"
    assert states(focal) == [("Lý", "queued"), ("Mận", "queued")]
    with focal.database.transaction() as session:
        session.execute(update(OutboxMessage).values(state="sent"))
    focal.later(seconds=-back)
    assert eye.queue_due() == 0
    focal.now = parse_instant(DUE)
    assert eye.queue_due() == 0
    assert len(looks) == 5


def test_much_is_put_in_parts(focal: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tick, "MOST_AT_ONCE", 1)
    focal.now = parse_instant(DUE)
    assert made(focal).queue_due() == 2


def test_nobody_is_held_up_where_there_is_nothing_to_write(focal: Town) -> None:
    eye = made(focal)
    with focal.database.transaction() as session:
        session.execute(update(OutboxMessage).values(tries=0))  # somebody writes
        assert eye.queue_due() == 0


def test_at_night_it_does_not_look(focal: Town, looks: list[str]) -> None:
    focal.now = parse_instant("2027-03-11T23:00")
    assert made(focal).queue_due() == 0
    assert looks == []


def test_it_finds_what_a_whole_tick_finds(focal: Town) -> None:
    focal.now = parse_instant(DUE)
    assert made(focal).queue_due() == 2
    with focal.database.transaction() as session:
        assert reminders.queue_due(session, focal.now) == 0


@pytest.mark.parametrize("farthest", [1, 7, 14])
def test_no_step_comes_of_what_is_out_of_sight(farthest: int) -> None:
    """A year with its long holidays: whatever has a step by today is in sight, and little else is looked at."""
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]
    steps = [Step("T", number) for number in range(farthest + 1)]
    for today in days:
        last = in_sight(today, farthest)
        ahead = [last + timedelta(days=number) for number in range(40)]
        assert any(step.day(last) <= today for step in steps)
        assert not [day for day in ahead[1:] for step in steps if step.day(day) <= today]
