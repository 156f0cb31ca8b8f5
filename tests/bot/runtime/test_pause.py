"""A pause after a restore: nothing leaves but the question to the organisers, which counts all that may have been sent."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.runtime.scheduler import Ticks
from bot.traffic.delivery import Delivery
from handlers.wording import restored as wording
from storage import outbox, pause
from storage.clock import wall_clock
from storage.database import Database
from storage.models import Broadcast, Event, Membership, OutboxMessage, Person
from storage.outbox import Draft, Topic, Words
from tests.bot.site.site_kit import HERE, Hall, commands, words
from tests.bot.traffic.scene import until
from tests.delivering import FAST, NOW, Loop, fill, make_people, standing

WIDE = replace(FAST, max_text=2000)
NIGHT = NOW + timedelta(hours=14)  # 23:00 in Hà Nội


def put_back(database: Database, number: int) -> None:
    """So many messages wait, the last of the people organises; then a start finds the data copied."""
    fill(database, number)
    with database.transaction() as session:
        event = session.scalars(select(Event)).one()
        (organiser,) = make_people(session, event, 1)
        session.execute(update(Membership).where(Membership.person_id == organiser.id).values(role="organiser"))
        pause.begin(session, wall_clock())


def run(database: Database, loop: Loop, now: datetime, enough: Callable[[], bool]) -> None:
    """Ticks as `run` does until it is enough, and two ticks more."""

    async def scene() -> None:
        delivery = Delivery(database, {"loop": loop}, lambda: now)
        ticks = Ticks(database, delivery, lambda: now)
        await delivery.start()
        ticks.start()
        await until(enough, 60.0)
        for _ in range(2):
            seen = ticks.last_tick
            await until(lambda seen=seen: ticks.last_tick != seen, 60.0)  # type: ignore[misc]
        ticks.stop()
        await delivery.stop()

    asyncio.run(scene())


def test_the_question_leaves_once_and_nothing_else(any_database: Database) -> None:
    put_back(any_database, 3)
    loop = Loop(capabilities=WIDE)
    for _ in range(2):  # a restart asks nobody again
        run(any_database, loop, NOW, lambda: bool(loop.accepted))
    (asked,) = loop.accepted
    assert asked[0] == "c4"
    assert "3 tin đang chờ có thể đã gửi rồi" in asked[1]
    assert standing(any_database) == {"queued": 3, "sent": 1}
    with any_database.transaction() as session:
        assert pause.end(session, forget=False, now=NOW) == 3
    run(any_database, loop, NOW, lambda: len(loop.accepted) == 4)
    assert standing(any_database) == {"sent": 4}


def test_nothing_becomes_late_while_nobody_has_chosen(database: Database) -> None:
    put_back(database, 2)
    with database.transaction() as session:
        session.execute(update(OutboxMessage).values(expires_at=NOW - timedelta(hours=1)))
    loop = Loop()
    run(database, loop, NOW, lambda: bool(loop.accepted))
    assert standing(database) == {"queued": 2, "sent": 1}


@pytest.mark.parametrize("now", [NOW, NIGHT])
def test_what_fell_due_after_the_copy_counts_too_and_is_dropped_with_it(database: Database, now: datetime) -> None:
    """The copy knows of a broadcast that was still to go out; its hour has passed, so it may have gone out."""
    put_back(database, 2)
    waiting = 3  # the two had their own "broadcast:1" already, so the late one is the organiser's
    with database.transaction() as session:
        event = session.scalars(select(Event)).one()
        session.add(
            Broadcast(
                event_id=event.id, author_id=None, segment="all", text="Họp sớm", state="scheduled",
                send_at=now - timedelta(hours=1), created_at=NOW,
            )
        )  # fmt: skip
    loop = Loop(capabilities=WIDE)

    def looked() -> bool:
        with database.reading() as session:
            return not pause.must_look(session) and pause.waiting(session) == waiting

    run(database, loop, now, looked)
    with database.transaction() as session:
        assert pause.end(session, forget=True, now=now) == waiting
    run(database, loop, now, lambda: True)
    assert not [text for _, text in loop.accepted if "chép lại" not in text]
    assert standing(database)["cancelled"] >= waiting


def test_a_choice_takes_the_question_back_that_still_waits(database: Database) -> None:
    put_back(database, 1)
    run(database, Loop(name="other"), NIGHT, lambda: len(standing(database)) > 0)  # at night it rests
    assert standing(database) == {"queued": 2}
    with database.transaction() as session:
        pause.end(session, forget=True, now=NIGHT)
    assert standing(database) == {"cancelled": 2}


def test_the_desk_pages_show_it_until_somebody_chooses(database: Database) -> None:
    hall = Hall(database)
    browser, other = hall.member("organiser"), hall.member("organiser")
    assert "Gửi tiếp" not in commands(browser.get("/ban-to-chuc/don-vi").text)
    with database.transaction() as session:
        event = session.scalars(select(Event)).one()
        person = session.scalars(select(Person)).first()
        assert person is not None
        draft = Draft(person.id, None, lambda number: Words("Mời họp"))
        outbox.put(session, Topic(event.id, "broadcast", "b", "1"), [draft], now=hall.now, due_at=hall.now)
        pause.begin(session, hall.now)
    for path in ("/ban-to-chuc/don-vi", "/ban-to-chuc/gui-tin", "/ban-to-chuc/chuong-trinh", "/ban-to-chuc/thong-bao"):
        page = browser.get(path).text
        assert "1 tin đang chờ có thể đã gửi rồi" in words(page)
        shown = commands(page)
        assert {"Gửi tiếp", "Bỏ 1 tin chờ từ trước"} <= shown.keys()
    form = {"command": shown["Bỏ 1 tin chờ từ trước"], "back": "/ban-to-chuc/don-vi"}
    told = words(browser.post("/ban-to-chuc/lam", data=form, headers=HERE).text)
    assert wording.ended(1, dropped=True) in told
    assert standing(database) == {"cancelled": 1}
    form["command"] = shown["Gửi tiếp"]  # on a page that stood open elsewhere
    assert wording.NOT_PAUSED in words(other.post("/ban-to-chuc/lam", data=form, headers=HERE).text)
