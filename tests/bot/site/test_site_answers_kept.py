"""The web chat across a kill: what was done and what was answered are one transaction, and the next page shows both."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from handlers.dispatch import Keep
from handlers.messages import Incoming, Reply
from storage.database import Database
from storage.models import HeadCount, WebPost
from tests.bot.site.site_kit import Hall, said, words


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
    browser = hall.member("focal", "lung mo")
    hall.is_cut = True
    with pytest.raises(RuntimeError, match="killed"):
        browser.post("/chat", json={"text": "đoàn em 16 người"})
    hall.is_cut = False
    page = words(browser.get("/chat").text)
    assert page.count("đoàn em 16 người") == 1
    assert "✓ Đã ghi: Lũng Mơ 16 đại biểu." in page
    with any_database.reading() as session:
        assert len(session.scalars(select(HeadCount)).all()) == 1


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
