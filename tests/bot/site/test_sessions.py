"""Browsers that are in: seen in the chat of every channel and on a page, ended by their owner, tidied in time."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.site.browsers import label
from handlers.messages import Incoming
from storage import retention, settings
from storage.database import Database
from storage.models import Address, WebPost, WebSession
from tests.bot.site.site_kit import HERE, Hall, TestClient, entered, said, words

PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36"
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1"


@pytest.fixture
def hall(database: Database) -> Hall:
    with database.transaction() as session:
        settings.put(session, "web", {"url": "http://testserver"})
    return Hall(database)


def three(hall: Hall) -> tuple[str, list[TestClient]]:
    """One person's link, open in three browsers."""
    link = hall.link("focal", "lung mo")
    browsers = [hall.browser(headers={"user-agent": agent}) for agent in (PHONE, IPHONE, "curl")]
    for browser in browsers:
        entered(browser, link)
        if browser is browsers[0]:
            said(browser, "/dongy")
    return link, browsers


def alive(browsers: list[TestClient]) -> list[bool]:
    return [browser.get("/chat").status_code == 200 for browser in browsers]


def test_every_browser_is_listed_and_the_others_are_ended(hall: Hall) -> None:
    _, browsers = three(hall)
    text = said(browsers[0], "/kenh")
    assert "Chrome trên Android (đang dùng)" in text
    assert "Safari trên iPhone, dùng lần cuối khoảng 08:00 22/02" in text
    assert "✓ Đã thoát 2 trình duyệt" in said(browsers[0], "/kenh thoat")
    assert alive(browsers) == [True, False, False]
    assert "✓ Đã đổi liên kết riêng" in said(browsers[0], "/kenh thoat"), "none is left; the link is new all the same"


def test_one_browser_is_ended_and_nobody_elses(hall: Hall) -> None:
    _, mine = three(hall)
    other = hall.member("focal", "pa vang")
    with hall.database.reading() as session:
        numbers = session.scalars(
            select(WebSession.id).where(WebSession.kind == "cookie").order_by(WebSession.id)
        ).all()
    for number in numbers:
        said(other, f"/kenh thoat s{number}")
    assert alive(mine) == [True, True, True]
    page = mine[0].get("/trinh-duyet").text
    assert "Chrome trên Android (đang dùng)" in words(page)
    assert page.count("Cho thoát") == 2
    done = mine[0].post("/chat", data={"text": f"/kenh thoat s{numbers[1]}"}, headers=HERE)
    assert "✓ Đã thoát 1 trình duyệt: Safari trên iPhone" in words(done.text)
    assert alive(mine) == [True, False, True]
    assert other.get("/chat").status_code == 200
    assert hall.browser().get("/trinh-duyet").status_code == 401


def test_browsers_are_ended_from_another_channel(hall: Hall) -> None:
    hall.desk.answer(Incoming("telegram", "7", f"/start {hall.link('focal', 'lung mo')[3:]}", "Lò Thị Mận"))
    hall.desk.answer(Incoming("telegram", "7", "/dongy", "Lò Thị Mận"))
    (made,) = hall.desk.answer(Incoming("telegram", "7", "/kenh them"))
    browser = hall.browser(headers={"user-agent": PHONE})
    entered(browser, next(line for line in made.text.splitlines() if "/v/" in line).removeprefix("http://testserver"))
    (shown,) = hall.desk.answer(Incoming("telegram", "7", "/kenh"))
    assert "Chrome trên Android" in shown.text
    assert "Thoát 1 trình duyệt" in [button.label for button in shown.buttons]
    hall.desk.answer(Incoming("telegram", "7", "/kenh thoat"))
    assert alive([browser]) == [False]
    entered(browser, hall.link("delegate"))


def test_opening_the_own_link_again_leaves_one_session(hall: Hall) -> None:
    link, browsers = three(hall)

    def count() -> int:
        with hall.database.reading() as session:
            return session.scalar(select(func.count()).where(WebSession.kind == "cookie")) or 0

    for _ in range(5):
        entered(browsers[0], link)
    assert count() == 3
    entered(browsers[2], hall.link("delegate", uses=3), "nhan")
    assert count() == 3


def test_a_dropped_web_channel_ends_its_browsers_and_forgets_what_stood_there(hall: Hall) -> None:
    hall.desk.answer(Incoming("telegram", "7", f"/start {hall.link('focal', 'lung mo')[3:]}", "Lò Thị Mận"))
    hall.desk.answer(Incoming("telegram", "7", "/dongy", "Lò Thị Mận"))
    (made,) = hall.desk.answer(Incoming("telegram", "7", "/kenh them"))
    browser = hall.browser()
    entered(browser, next(line for line in made.text.splitlines() if "/v/" in line).removeprefix("http://testserver"))
    said(browser, "đoàn em 16 người")
    with hall.database.reading() as session:
        number = session.scalars(select(Address.id).where(Address.channel == "web")).one()
    hall.desk.answer(Incoming("telegram", "7", f"/kenh bo a{number}"))
    assert alive([browser]) == [False]
    with hall.database.reading() as session:
        assert session.scalars(select(WebPost)).all() == []


def test_a_last_use_costs_one_write_an_hour(hall: Hall) -> None:
    browser = hall.member("focal", "lung mo")

    def used() -> object:
        with hall.database.reading() as session:
            return session.scalars(select(WebSession.used_at).where(WebSession.kind == "cookie")).one()

    began = hall.now
    for minutes in (10, 30, 59):
        hall.now = began + timedelta(minutes=minutes)
        browser.get("/chat")
        assert used() == began
    hall.now = began + timedelta(minutes=61)
    browser.get("/chat/updates?after=0")
    assert used() == hall.now


def test_old_sessions_and_chats_of_strangers_are_tidied(hall: Hall) -> None:
    member, stranger = hall.member("focal", "lung mo"), hall.browser()
    entered(stranger, hall.link("delegate"))
    with hall.database.transaction() as session:
        retention.forget_old(session, hall.now + timedelta(days=29))
    assert stranger.get("/chat").status_code == 200
    with hall.database.transaction() as session:
        retention.forget_old(session, hall.now + timedelta(days=31))
    assert stranger.get("/chat").status_code == 401
    assert member.get("/chat").status_code == 200
    with hall.database.transaction() as session:
        assert len(session.scalars(select(WebPost.address).distinct()).all()) == 1
        session.execute(update(WebSession).values(expires_at=None))
        retention.forget_old(session, hall.now + timedelta(days=100))
        session.execute(update(WebSession).values(used_at=hall.now - timedelta(days=100)))
        retention.forget_old(session, hall.now + timedelta(days=81), days=9000)
    assert member.get("/chat").status_code == 401


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (PHONE, "Chrome trên Android"),
        (IPHONE, "Safari trên iPhone"),
        (PHONE + " Zalo android/12100763 ZaloTheme/light", "Zalo trên Android"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120",
            "Edge trên Windows",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.4; rv:124.0) Gecko/20100101 Firefox/124.0", "Firefox trên Mac"),
        ("<script>alert(1)</script>", "Trình duyệt"),
        ("", "Trình duyệt"),
    ],
)
def test_a_browser_has_a_name_that_its_owner_knows(agent: str, name: str) -> None:
    assert label(agent) == name
