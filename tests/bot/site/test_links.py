"""Links as an attacker opens them: a GET does nothing, a form is its browser's own, nobody gets into another's profile."""

import re
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import func, select

from handlers.messages import Incoming
from storage import settings
from storage.database import Database
from storage.models import Address, Base, ChannelCode, Membership, OutboxMessage, WebSession
from tests.bot.site.site_kit import HERE, Hall, TestClient, entered, fields_of, said, words

ROBOTS = (
    {"user-agent": "TelegramBot (like TwitterBot)"},
    {"user-agent": "Zalo-Preview/1.0", "purpose": "preview"},
    {"sec-purpose": "prefetch;prerender", "sec-fetch-dest": "document"},
    {"sec-fetch-dest": "iframe", "sec-fetch-site": "cross-site"},
)


@pytest.fixture
def hall(database: Database) -> Hall:
    with database.transaction() as session:
        settings.put(session, "web", {"url": "http://testserver"})
    return Hall(database)


def rows(hall: Hall) -> Counter[str]:
    """How many rows each table holds."""
    with hall.database.reading() as session:
        tables = Base.metadata.sorted_tables
        return Counter({t.name: session.scalar(select(func.count()).select_from(t)) or 0 for t in tables})


def own_link(hall: Hall, browser: TestClient) -> str:
    """What `/kenh them` gives."""
    found = re.search(r"/v/[\w-]{22}", said(browser, "/kenh them"))
    assert found
    return found[0]


def roles(browser: TestClient) -> str:
    return said(browser, "/dulieucuatoi")


def all_kinds(hall: Hall) -> dict[str, str]:
    """A link of each kind, fresh and used."""
    maker = hall.member("focal", "lung mo", "Lò Thị Mận")
    used = hall.link("focal", "pa vang")
    entered(hall.browser(), used)
    links = {"one": hall.link("organiser"), "many": hall.link("delegate", uses=5), "kenh": own_link(hall, maker)}
    joined = hall.browser()
    entered(joined, used)
    said(joined, "/dongy")
    return links | {"used": used, "wrong": "/v/" + "x" * 22}


@pytest.mark.parametrize("holds_session", [False, True], ids=["no session", "a session"])
def test_no_get_of_any_link_changes_binds_or_makes_a_row(hall: Hall, holds_session: bool) -> None:
    links = all_kinds(hall)
    visitor = hall.member("delegate") if holds_session else hall.browser()
    hall.now = hall.now.replace(hour=hall.now.hour + 5)  # also no note of a last use
    before, heard = rows(hall), len(hall.heard)
    cookie = visitor.cookies.get("hoinghi")
    with hall.database.reading() as session:
        sessions = [dict(row) for row in session.execute(select(WebSession.__table__)).mappings()]
    for kind, link in links.items():
        for head in ROBOTS:
            for _ in range(3):
                answer = visitor.get(link, headers=head, follow_redirects=False)
                assert answer.status_code in (200, 404), kind
                assert "hoinghi=" not in answer.headers.get("set-cookie", "")
                assert visitor.head(link, headers=head, follow_redirects=False).status_code in (200, 404)
    assert rows(hall) == before
    assert len(hall.heard) == heard
    assert visitor.cookies.get("hoinghi") == cookie
    with hall.database.reading() as session:
        assert [dict(row) for row in session.execute(select(WebSession.__table__)).mappings()] == sessions


def test_a_kenh_link_opened_by_anybody_else_never_gives_the_opener_or_the_maker_anothers_rights(hall: Hall) -> None:
    """The takeover: a delegate's link, an organiser's browser led to it by a redirect, then the delegate again."""
    attacker = hall.member("delegate", name="Kẻ Xấu")
    organiser = hall.member("organiser", name="Bà Nhung")
    link = own_link(hall, attacker)
    page = organiser.get(link)
    assert "Anh/chị đang là Bà Nhung" in words(page.text)
    assert "Nối trình duyệt này vào hồ sơ của Kẻ Xấu" in words(page.text)
    mine = hall.browser()
    entered(mine, link)
    assert "Ban tổ chức" not in roles(mine)
    assert "Kẻ Xấu" in roles(mine)
    assert "Vai trò: Ban tổ chức" in roles(organiser)
    assert hall.browser().get(link).status_code == 404, "once"
    assert organiser.get(link).status_code == 404


def test_who_holds_a_session_and_says_yes_goes_into_the_makers_profile_and_leaves_the_own(hall: Hall) -> None:
    maker = hall.member("focal", "lung mo", "Lò Thị Mận")
    other = hall.member("delegate", name="Ông Phặn")
    before = rows(hall)
    old = other.cookies["hoinghi"]
    assert entered(other, own_link(hall, maker), "noi").status_code == 200
    assert "Tên: Lò Thị Mận" in roles(other)
    assert hall.browser(cookies={"hoinghi": old}).get("/chat").status_code == 401, "the session left is ended"
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Membership)) == before["memberships"]


def test_a_kenh_link_leads_into_the_one_web_chat_of_its_maker(hall: Hall) -> None:
    maker = hall.member("focal", "lung mo", "Lò Thị Mận")
    said(maker, "đoàn em 16 người")
    phone = hall.browser()
    entered(phone, own_link(hall, maker))
    assert "đoàn em 16 người" in phone.get("/chat").text
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Address)) == 1
        told = session.scalars(select(OutboxMessage.text).where(OutboxMessage.kind == "channel")).one()
    assert told.startswith("Hồ sơ của anh/chị vừa được mở trên một trình duyệt khác")


def test_who_made_the_link_is_led_to_the_chat_and_the_link_stays_whole(hall: Hall) -> None:
    maker = hall.member("focal", "lung mo")
    link = own_link(hall, maker)
    assert maker.get(link, follow_redirects=False).headers["location"] == "/chat"
    with hall.database.reading() as session:
        assert session.scalars(select(ChannelCode.used_at)).all() == [None]


def test_a_typed_code_is_no_link(hall: Hall) -> None:
    """Eight letters are for a chat, where wrong ones are counted."""
    maker = hall.member("focal", "lung mo")
    code = re.search(r"\b[A-Z0-9]{8}\b", said(maker, "/kenh them"))
    assert code
    assert hall.browser().get(f"/v/{code[0]}").status_code == 404


@pytest.mark.parametrize("uses", [1, 5])
def test_an_invitation_opened_by_its_maker_is_shown_and_the_maker_stays(hall: Hall, uses: int) -> None:
    organiser = hall.member("organiser", name="Bà Nhung")
    link = hall.link("focal", "lung mo", uses=uses)
    page = words(organiser.get(link).text)
    assert "Đây là lời mời đầu mối Lũng Mơ" in page
    assert "Tôi là người được mời" in page
    assert f'value="http://testserver{link}"' in organiser.get(link).text, "to be copied"
    assert "Vai trò: Ban tổ chức" in roles(organiser)
    asked = organiser.get(f"{link}?toi=duoc-moi")
    assert "Anh/chị đang là Bà Nhung" in words(asked.text)
    assert "Vai trò: Ban tổ chức" in roles(organiser)
    chat = organiser.post(link, data=fields_of(asked.text, "moi"), headers=HERE)
    assert "Mời anh/chị tham gia với vai trò" in words(chat.text)
    assert "Vai trò: Ban tổ chức" not in words(chat.text), "a separate chat"
    said(organiser, "/dongy")
    assert "Vai trò: Ban tổ chức" not in roles(organiser)
    with hall.database.reading() as session:
        held = session.scalars(select(Membership).order_by(Membership.id)).all()
        assert [row.role for row in held] == ["organiser", "focal"]
        assert held[0].person_id != held[1].person_id


def test_a_member_takes_one_more_role_into_the_own_profile(hall: Hall) -> None:
    member = hall.member("delegate", name="Ông Phặn")
    entered(member, hall.link("focal", "lung mo"), "nhan")
    assert "Vai trò: Đầu mối đơn vị, Lũng Mơ" in roles(member)
    assert "Vai trò: Đại biểu" in roles(member)


def test_two_people_with_one_unused_link_never_share_a_chat(hall: Hall) -> None:
    link = hall.link("focal", "lung mo")
    one, two = hall.browser(), hall.browser()
    entered(one, link)
    entered(two, link)
    assert "✓ Đã tham gia" in said(one, "/dongy")
    assert "Mã này không dùng được" in said(two, "/dongy")
    assert "✓ Đã tham gia" not in two.get("/chat").text
    assert len({incoming.address for incoming in hall.heard}) == 2


def test_a_used_personal_link_asks_elsewhere_and_leads_its_owner_on(hall: Hall) -> None:
    link = hall.link("focal", "lung mo")
    owner = hall.browser()
    entered(owner, link)
    said(owner, "/dongy")
    said(owner, "/ten Lò Thị Mận")
    assert owner.get(link, follow_redirects=False).headers["location"] == "/chat"
    before = rows(hall)
    elsewhere = hall.browser()
    page = elsewhere.get(link)
    assert "Đây là liên kết riêng của Lò Thị Mận" in words(page.text)
    assert "Tôi là Lò Thị Mận" in words(page.text)
    assert elsewhere.get("/chat").status_code == 401
    assert rows(hall) == before
    entered(elsewhere, link)
    assert "Tên: Lò Thị Mận" in roles(elsewhere)
    stranger = hall.member("organiser", name="Bà Nhung")
    assert "Anh/chị đang là Bà Nhung" in words(stranger.get(link).text)
    assert "Vai trò: Ban tổ chức" in roles(stranger)


def test_a_withdrawn_role_closes_the_link_for_every_other_browser(hall: Hall) -> None:
    link = hall.link("focal", "lung mo")
    owner = hall.browser()
    entered(owner, link)
    said(owner, "/dongy")
    form = fields_of(hall.browser().get(link).text)
    with hall.database.transaction() as session:
        session.scalars(select(Membership)).one().state = "revoked"
    assert hall.browser().get(link).status_code == 404
    assert hall.browser().post(link, data=form, headers=HERE).status_code == 404


@pytest.mark.parametrize("kind", ["one", "many", "kenh", "used"])
def test_a_form_works_in_its_own_browser_only(hall: Hall, kind: str) -> None:
    link = all_kinds(hall)[kind]
    thief_form = fields_of(hall.browser().get(link).text)
    victim = hall.browser()
    own_form = fields_of(victim.get(link).text)
    before = rows(hall)
    assert victim.post(link, data=thief_form, headers=HERE, follow_redirects=False).status_code == 409
    held = hall.member("delegate", name="Ông Phặn")
    rows_then = rows(hall)
    assert held.post(link, data=thief_form, headers=HERE, follow_redirects=False).status_code == 409
    for bad in (
        {"lam": own_form["lam"]},
        {"phieu": "x"},
        {"phieu": own_form["phieu"][:-1] + "0"},
        own_form | {"lam": "lung tung"},
    ):
        assert victim.post(link, data=bad, headers=HERE, follow_redirects=False).status_code == 409
    assert rows(hall) == rows_then
    assert before
    assert victim.get("/chat").status_code == 401
    foreign = HERE | {"origin": "http://evil.example"}
    assert victim.post(link, data=own_form, headers=foreign).status_code == 403
    assert victim.post(link, data=own_form, headers=HERE, follow_redirects=False).status_code == 303


def test_a_browser_that_brings_no_cookie_at_all_gets_in(hall: Hall) -> None:
    link = hall.link("delegate")
    form = fields_of(hall.browser().get(link).text)
    answer = hall.browser().post(link, data=form, headers=HERE, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/chat")
    assert "hoinghi=" in answer.headers["set-cookie"]


@pytest.mark.parametrize("kind", ["one", "many", "kenh", "used"])
def test_two_presses_on_a_slow_line_are_one_and_a_replay_elsewhere_opens_nothing(hall: Hall, kind: str) -> None:
    link = all_kinds(hall)[kind]
    browser = hall.browser()
    form = fields_of(browser.get(link).text)
    jar = dict(browser.cookies)
    first = hall.browser(cookies=jar).post(link, data=form, headers=HERE, follow_redirects=False)
    once = rows(hall)
    second = hall.browser(cookies=jar).post(link, data=form, headers=HERE, follow_redirects=False)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.cookies["hoinghi"] == second.cookies["hoinghi"]
    assert rows(hall) == once
    thief = hall.browser()
    thief.get(link)
    assert thief.post(link, data=form, headers=HERE, follow_redirects=False).status_code in (404, 409)
    assert thief.get("/chat").status_code == 401


def test_two_tabs_of_one_browser_both_work(hall: Hall) -> None:
    link, browser = hall.link("delegate"), hall.browser()
    one, two = fields_of(browser.get(link).text), fields_of(browser.get(link).text)
    assert browser.post(link, data=one, headers=HERE).url.path == "/chat"
    once = rows(hall)
    assert browser.post(link, data=two, headers=HERE).url.path == "/chat"
    assert rows(hall)["web_sessions"] == once["web_sessions"]
    assert len({incoming.address for incoming in hall.heard}) == 1


def test_an_expired_link_opens_nothing_whatever_was_shown_before(hall: Hall) -> None:
    links = all_kinds(hall)
    forms: dict[str, Any] = {}
    for kind in ("one", "many", "kenh", "used"):
        browser = hall.browser()
        forms[kind] = browser, fields_of(browser.get(links[kind]).text)
    hall.now = hall.now.replace(year=2028)
    before = rows(hall)
    for kind, (browser, form) in forms.items():
        assert browser.get(links[kind]).status_code == 404, kind
        assert browser.post(links[kind], data=form, headers=HERE).status_code == 404, kind
    assert rows(hall) - before == {"wrong_codes": 4}, "each press is counted as a wrong try, and that is all"


def test_a_link_of_telegram_does_not_lead_from_one_profile_into_another(hall: Hall) -> None:
    """Typed in a chat the code of a lesser profile never swallows an organiser's."""
    attacker = hall.member("delegate", name="Kẻ Xấu")
    organiser = hall.member("organiser", name="Bà Nhung")
    code = re.search(r"\b[A-Z0-9]{8}\b", said(attacker, "/kenh them"))
    assert code
    answer = said(organiser, code[0])
    assert "Gộp" not in [
        b["label"] for b in organiser.post("/chat", json={"text": code[0]}).json()["replies"][0]["buttons"]
    ]
    assert "lấy mã ở hồ sơ" in answer
    said(organiser, f"/kenh {code[0]} dung")
    said(organiser, "/kenh dung")
    assert "Vai trò: Ban tổ chức" not in roles(attacker)
    assert "Vai trò: Ban tổ chức" in roles(organiser)


def test_nobody_merges_by_a_number_without_the_code(hall: Hall) -> None:
    hall.desk.answer(Incoming("telegram", "7", f"/start {hall.link('focal', 'lung mo')[3:]}", "Lò Thị Mận"))
    hall.desk.answer(Incoming("telegram", "7", "/dongy", "Lò Thị Mận"))
    hall.desk.answer(Incoming("telegram", "7", "/kenh them"))
    other = hall.member("delegate")
    for guess in ("/kenh dung", "/kenh 1 dung", "/kenh k1 dung"):
        assert "Đã gộp" not in said(other, guess)
