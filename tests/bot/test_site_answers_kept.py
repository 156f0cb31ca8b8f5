"""The web chat across a kill: what was done and what was answered are one transaction, and the next page shows both."""

from collections.abc import Sequence

from sqlalchemy import select

from handlers.dispatch import Keep
from handlers.messages import Incoming, Reply
from storage.database import Database
from storage.models import HeadCount, WebPost
from tests.bot.site_kit import Hall, said, words


class Cut(Hall):
    """The process ends as soon as the desk has done what was asked."""

    is_cut = False

    async def answer(self, incoming: Incoming, keep: Keep | None = None) -> Sequence[Reply]:
        replies = await super().answer(incoming, keep)
        if self.is_cut:
            raise RuntimeError("killed")
        return replies


def test_the_next_page_shows_what_was_said_and_answered_before_the_kill(any_database: Database) -> None:
    hall = Cut(any_database)
    browser = hall.browser(raise_server_exceptions=False)
    assert browser.get(hall.link("focal", "lung mo")).status_code == 200
    assert "✓ Đã tham gia" in said(browser, "/dongy")
    hall.is_cut = True
    assert browser.post("/chat", json={"text": "đoàn em 16 người"}).status_code == 500
    hall.is_cut = False
    page = words(browser.get("/chat").text)
    assert page.count("đoàn em 16 người") == 1
    assert "✓ Đã ghi: Lũng Mơ 16 đại biểu." in page
    with any_database.reading() as session:
        assert len(session.scalars(select(HeadCount)).all()) == 1


def test_a_link_whose_opening_broke_off_shows_its_welcome(any_database: Database) -> None:
    hall = Cut(any_database)
    browser, link = hall.browser(raise_server_exceptions=False), hall.link("focal", "lung mo")
    hall.is_cut = True
    assert browser.get(link).status_code == 500
    hall.is_cut = False
    assert words(browser.get(link).text).count("có đồng ý không") == 1


def test_an_erased_chat_keeps_nothing_not_even_the_good_bye(any_database: Database) -> None:
    hall = Hall(any_database)
    browser = hall.member("focal", "lung mo")
    with any_database.reading() as session:
        assert session.scalars(select(WebPost)).all()
    replies = browser.post("/chat", json={"text": "/xoadulieu"}).json()["replies"]
    yes = replies[0]["buttons"][0]["command"]
    assert "xóa" in said(browser, yes).lower()
    with any_database.reading() as session:
        assert session.scalars(select(WebPost)).all() == []
