"""The demo's doors: being somebody else, moving the clock, the organiser's view beside the chat."""

from datetime import datetime

import pytest

from bot.cli.sample.make import TARGET, build
from bot.site import Demo, Persona
from handlers.reading.plan import read_file
from storage.clock import RehearsalClock, parse_instant, wall_clock
from storage.database import Database
from storage.models import Submission
from tests.bot.site.site_kit import Hall, said, words

HERE = {"origin": "http://testserver"}


class Clock:
    """A rehearsal clock that remembers how it was set."""

    def __init__(self, start: str) -> None:
        self.clock = RehearsalClock(parse_instant(start), wall_clock(), 1.0)

    def set(self, now: datetime, speed: float) -> None:
        self.clock = RehearsalClock(now, wall_clock(), speed)


@pytest.fixture
def clock() -> Clock:
    return Clock("2027-02-22T08:00")


@pytest.fixture
def hall(database: Database, clock: Clock) -> Hall:
    hall = Hall(database)
    hall.member("focal", "lung mo")
    address = hall.heard[-1].address
    cast = (Persona("dau-moi", "Đầu mối", "Chị Mỵ", address, "đoàn em 14 người"), Persona("la", "Lạ", "X", "w-nobody"))
    hall.demo = Demo(cast, lambda: clock.clock, clock.set, "/v/somebody-new")
    return hall


def test_the_front_page_offers_the_cast(hall: Hall) -> None:
    html = hall.browser().get("/").text
    assert "Chị Mỵ" in html
    assert "đoàn em 14 người" in html
    assert 'href="/v/somebody-new"' in html


def test_becoming_somebody_opens_their_chat(hall: Hall) -> None:
    browser = hall.browser()
    page = browser.post("/demo/vai/dau-moi", data={}, headers=HERE)
    assert page.url.path == "/chat"
    assert "Lũng Mơ 16 đại biểu" in said(browser, "đoàn em 16 người")
    assert browser.post("/demo/vai/nobody", data={}, headers=HERE).status_code == 404


def test_an_empty_chat_begins_with_the_menu_once(hall: Hall) -> None:
    browser = hall.browser()
    for _ in range(2):
        browser.post("/demo/vai/la", data={}, headers=HERE)
    assert [i.text for i in hall.heard if i.address == "w-nobody"] == ["/menu"]


def test_the_clock_is_set_sped_up_and_refuses_nonsense(hall: Hall, clock: Clock) -> None:
    browser = hall.browser()
    assert browser.post("/demo/clock", json={"to": "2027-03-18T07:59", "speed": 60}).status_code == 200
    assert clock.clock.speed == 60
    assert clock.clock.start == parse_instant("2027-03-18T07:59")
    for bad in ({"to": "mai"}, {"speed": "x"}, {"speed": -1}, {"speed": 1e9}, {"speed": "nan"}, {"to": "0001-01-01"}):
        assert browser.post("/demo/clock", json=bad).status_code == 400, bad
    assert clock.clock.speed == 60


def test_the_jump_lands_just_before_the_reminder(hall: Hall, clock: Clock) -> None:
    """Trước ngày 01/3 ends on Sunday 28/02; a day ahead is Saturday, so the reminder comes on Friday 26/02 at 08:00."""
    browser = hall.browser()
    browser.post("/demo/vai/dau-moi", data={}, headers=HERE)
    browser.post("/demo/clock", data={"jump": "deadline"}, headers=HERE)
    assert clock.clock.start == parse_instant("2027-02-26T07:59:50")
    hall.now = parse_instant("2027-02-26T08:00")
    browser.post("/demo/clock", data={"jump": "deadline"}, headers=HERE)
    assert clock.clock.start == parse_instant("2027-03-03T07:59:50")


def test_the_side_view_counts(hall: Hall) -> None:
    browser = hall.browser()
    browser.post("/demo/vai/dau-moi", data={}, headers=HERE)
    said(browser, "đoàn em 16 người")
    text = words(browser.get("/demo/ban").text)
    assert "1/7 đơn vị đã trả lời 16 người dự" in text
    assert hall.browser().get("/demo/ban").text == ""


def test_without_demo_there_are_no_such_doors(database: Database) -> None:
    browser = Hall(database).browser()
    for path in ("/demo/vai/dau-moi", "/demo/clock"):
        assert browser.post(path, json={}).status_code == 404
    assert browser.get("/demo/ban").status_code == 404


def test_the_sample_plan_is_what_its_words_make() -> None:
    assert build() == TARGET.read_bytes(), "run python -m bot.cli.sample.make"


def test_the_reader_finds_what_the_demo_needs(hall: Hall) -> None:
    found = read_file(TARGET)
    event = found.events[0]
    roles = [unit.role for unit in found.member_units]
    assert (len(roles), roles.count("chair"), roles.count("deputy")) == (7, 1, 1)
    assert (str(event.starts_on), str(event.ends_on)) == ("2027-03-18", "2027-03-19")
    assert len(event.chairs) == 2
    assert len(event.duties) >= 6
    assert sum(bool(item.options) for item in event.agenda) == 1
    assert sum(item.start is not None for item in event.agenda) == 6
    assert [str(due.due_on) for due in found.deadlines] == ["2027-03-01", "2027-03-05", "2027-03-12"]
    assert sum(group.count or 0 for group in event.delegate_groups) == event.expected_delegates == 126
    with hall.database.reading() as session:
        assert session.query(Submission).count() > 0, "the communes owe papers, or no reminder would ever come"
