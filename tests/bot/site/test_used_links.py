"""A used personal link in other hands: an organiser's needs a yes from somebody who is in, and its owner can end it."""

import re

import pytest
from sqlalchemy import select

from handlers.messages import Incoming
from storage import settings
from storage.database import Database
from storage.models import OutboxMessage, WebSession
from tests.bot.site.site_kit import HERE, Hall, TestClient, entered, fields_of, said, words


@pytest.fixture
def hall(database: Database) -> Hall:
    with database.transaction() as session:
        settings.put(session, "web", {"url": "http://testserver"})
    return Hall(database)


def owner_of(hall: Hall, link: str, name: str) -> TestClient:
    browser = hall.browser()
    entered(browser, link)
    assert "✓ Đã tham gia" in said(browser, "/dongy")
    said(browser, f"/ten {name}")
    return browser


def asked(hall: Hall) -> list[OutboxMessage]:
    """Who was asked whether another machine may come in."""
    with hall.database.reading() as session:
        rows = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "channel").order_by(OutboxMessage.id))
        return [row for row in rows if any(command.startswith("/kenh mo ") for _, command in row.buttons)]


def yes(row: OutboxMessage) -> str:
    return next(command for _, command in row.buttons if command.startswith("/kenh mo "))


def is_in(browser: TestClient) -> bool:
    return browser.get("/chat").status_code == 200


def test_an_organisers_used_link_lets_nobody_in_by_a_click_alone(hall: Hall) -> None:
    link = hall.link("organiser")
    owner = owner_of(hall, link, "Bà Nhung")
    thief = hall.browser()
    for _ in range(3):
        page = entered(thief, link)
    assert not is_in(thief)
    assert "Bà Nhung" in words(page.text)
    [told] = asked(hall)
    number = re.search(r"số (\d{4})", told.text)
    assert number
    assert number[1] in words(thief.get(link).text), "the same number on the machine that asks"
    assert "✓" in said(owner, yes(told))
    entered(thief, link)
    assert is_in(thief)
    assert "Vai trò: Ban tổ chức" in said(thief, "/dulieucuatoi")
    assert "2 trình duyệt" in said(owner, "/dulieucuatoi") or "Đang mở trang web" in said(owner, "/kenh")


def test_the_yes_comes_from_any_channel_of_the_owner_or_from_another_organiser_and_from_nobody_else(hall: Hall) -> None:
    link = hall.link("organiser")
    owner_of(hall, link, "Bà Nhung")
    other, focal = hall.member("organiser", name="Ông Phặn"), hall.member("focal", "lung mo", "Lò Thị Mận")
    asker = hall.browser()
    entered(asker, link)
    press = yes(asked(hall)[0])
    assert "✓" not in said(focal, press)
    entered(asker, link)
    assert not is_in(asker)
    assert {row.person_id for row in asked(hall)} == {1, 2}, "the owner and the other organiser"
    assert "✓" in said(other, press)
    entered(asker, link)
    assert is_in(asker)


def test_a_yes_is_for_one_browser_and_not_for_ever(hall: Hall) -> None:
    link = hall.link("organiser")
    owner = owner_of(hall, link, "Bà Nhung")
    asker, thief = hall.browser(), hall.browser()
    entered(asker, link)
    press = yes(asked(hall)[0])
    entered(thief, link)
    said(owner, press)
    entered(thief, link)
    assert not is_in(thief)
    hall.now = hall.now.replace(hour=hall.now.hour + 2)
    entered(asker, link)
    assert not is_in(asker), "too late"
    assert "✓" not in said(owner, press)


def test_a_link_in_many_hands_does_not_ring_without_end(hall: Hall) -> None:
    link = hall.link("organiser")
    owner_of(hall, link, "Bà Nhung")
    for _ in range(6):
        entered(hall.browser(), link)
    assert len(asked(hall)) == 3


@pytest.mark.parametrize("role", ["organiser", "delegate"])
def test_ending_the_other_machines_ends_the_link_and_gives_a_new_one(hall: Hall, role: str) -> None:
    link = hall.link(role)
    owner = owner_of(hall, link, "Bà Nhung")
    stays = hall.browser()
    entered(stays, link)
    slip = fields_of(hall.browser().get(link).text)
    answer = said(owner, "/kenh thoat")
    fresh = re.search(r"/v/[\w-]{22}", answer)
    assert fresh
    assert fresh[0] != link
    assert hall.browser().get(link).status_code == 404
    assert hall.browser().post(link, data=slip, headers=HERE).status_code == 404
    assert not is_in(stays)
    assert owner.get(fresh[0], follow_redirects=False).headers["location"] == "/chat"
    assert "Đây là liên kết riêng của Bà Nhung" in words(hall.browser().get(fresh[0]).text)
    with hall.database.reading() as session:
        kinds = sorted(row.kind for row in session.scalars(select(WebSession)))
    assert kinds == ["cookie", "visit"]


def test_the_link_ends_from_another_channel_too_and_a_code_made_meanwhile_with_it(hall: Hall) -> None:
    link = hall.link("organiser")
    owner = owner_of(hall, link, "Bà Nhung")
    code = re.search(r"\b[A-Z0-9]{8}\b", said(owner, "/kenh them"))
    assert code
    for text in (code[0], "/dongy"):
        hall.desk.answer(Incoming("telegram", "7", text, "Bà Nhung"))
    made = re.search(r"/v/[\w-]{22}", said(owner, "/kenh them"))
    assert made
    [reply] = hall.desk.answer(Incoming("telegram", "7", "/kenh thoat", "Bà Nhung"))
    assert re.search(r"/v/[\w-]{22}", reply.text)
    assert hall.browser().get(link).status_code == 404
    assert hall.browser().get(made[0]).status_code == 404
    assert not is_in(owner)


def test_who_made_an_invitation_is_never_offered_the_profile_that_it_became(hall: Hall) -> None:
    focal = hall.member("focal", "lung mo", "Lò Thị Mận")
    found = re.search(r"/v/[\w-]{22}", said(focal, "/moi"))
    assert found
    owner_of(hall, found[0], "Ông Phặn")
    page = focal.get(found[0])
    assert "phieu" not in page.text, "no form"
    assert "Ông Phặn" in words(page.text)
    slip = fields_of(hall.browser().get(found[0]).text)
    assert focal.post(found[0], data=slip, headers=HERE, follow_redirects=False).status_code == 409
    assert "Tên: Lò Thị Mận" in said(focal, "/dulieucuatoi")
