"""Five wrong codes an hour for a chat, joined or not, by every door; sixty for an internet address; the right one works."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.runtime.keys import signature
from bot.site.limits import SESSION
from handlers.messages import Incoming
from handlers.wording import account as wording
from handlers.wording import links as links_wording
from handlers.wording import reach
from storage.database import Database
from storage.models import Invitation, Membership, WrongCode
from tests import KEY
from tests.bot.site.site_kit import HERE, Hall, Still, TestClient, entered, fields_of, said, words

DOORS: dict[str, Callable[[str], str]] = {
    "alone": lambda code: code,
    "small": lambda code: code.lower(),
    "/start": lambda code: f"/start {code}",
    "/kenh": lambda code: f"/kenh {code}",
}
WRONG = ("ABCD2346", "ABCD2347", "ABCD2348", "ABCD2349", "ABCD2364", "ABCD2366", "ABCD2367", "ABCD2368")
GIVES_NOTHING = (wording.CODE_GIVES_NOTHING, reach.NO_CODE)


@pytest.fixture
def hall(database: Database) -> Hall:
    return Hall(database)


def code(hall: Hall, role: str = "organiser") -> str:
    from handlers.people import account
    from storage import plans

    with hall.database.transaction() as session:
        event = plans.event_with_key(session, hall.key)
        assert event is not None
        return account.new_invitation(session, event, role, None, now=hall.now).code


def newcomer(hall: Hall) -> TestClient:
    """A browser whose chat nobody has agreed in."""
    browser = hall.browser()
    entered(browser, hall.link("delegate", uses=500))
    return browser


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("joined", [True, False], ids=["joined", "not joined"])
def test_after_five_wrong_ones_even_the_right_one_waits_an_hour(hall: Hall, door: str, joined: bool) -> None:
    if door == "/kenh" and not joined:
        pytest.skip("a stranger's /kenh is no door")
    browser, right = hall.member("delegate") if joined else newcomer(hall), code(hall)
    for wrong in WRONG[:5]:
        assert said(browser, DOORS[door](wrong)) in GIVES_NOTHING
    for tried in (*WRONG[5:], right):
        assert said(browser, DOORS[door](tried)) == wording.TOO_MANY_CODES
    for other in DOORS:
        if joined or other != "/kenh":
            assert said(browser, DOORS[other](right)) == wording.TOO_MANY_CODES, other
    fresh = newcomer(hall)
    assert "Anh/chị có đồng ý không" in said(fresh, right)
    hall.now = hall.now.replace(hour=hall.now.hour + 1, minute=1)
    if joined and door != "/kenh":
        assert "✓ Đã tham gia: Ban tổ chức" in said(browser, DOORS[door](right))


@pytest.mark.parametrize("channel", ["telegram", "zalo", "web"])
@pytest.mark.parametrize("kind", ["code", "link"])
def test_every_channel_counts_typed_codes_and_links(hall: Hall, channel: str, kind: str) -> None:
    wrong = {"code": WRONG[:5], "link": tuple(f"/start {letter * 22}" for letter in "ABCDE")}[kind]
    right = code(hall)

    def sent(text: str, chat: str = "7") -> str:
        return "\n".join(reply.text for reply in hall.desk.answer(Incoming(channel, chat, text, "Kẻ đoán")))

    assert {sent(text) for text in wrong} == {wording.CODE_GIVES_NOTHING}
    assert sent(right) == sent(f"/start {right}") == wording.TOO_MANY_CODES
    assert "Anh/chị có đồng ý không" in sent(right, "8")


def guess(number: int) -> str:
    return f"/v/{number:022d}"


def slip(browser: TestClient, hall: Hall, link: str) -> dict[str, str]:
    """The form that a look at a link gives this browser; for a link that is none, signed as the site signs its own."""
    page = browser.get(link).text
    if "phieu" in page:
        return fields_of(page)
    mark = "0" * 32
    signed = signature(KEY, "form", link.removeprefix("/v/"), mark, browser.cookies.get("hoinghi") or "")
    return {"phieu": f"{mark}.{signed}", "lam": "vao"}


def pressed(browser: TestClient, hall: Hall, link: str) -> tuple[int, str]:
    answer = browser.post(link, data=slip(browser, hall, link), headers=HERE)
    return answer.status_code, words(answer.text)


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "bare"])
@pytest.mark.parametrize("joined", [True, False], ids=["joined", "not joined"])
def test_pressed_links_that_give_nothing_are_wrong_codes(hall: Hall, joined: bool, signed: bool) -> None:
    browser = hall.member("delegate") if joined else newcomer(hall)
    right, right_code = hall.link("organiser"), code(hall)
    for number in range(5):
        if signed:
            status, _ = pressed(browser, hall, guess(number))
        else:
            status = browser.post(guess(number), data={"lam": "vao"}, headers=HERE).status_code
        assert status == 404
    for link in (guess(6), right):
        status, text = pressed(browser, hall, link)
        assert status == 429
        assert links_wording.TOO_MANY in text
    assert said(browser, right_code) == wording.TOO_MANY_CODES
    assert counted(hall) == 5, "what is refused is not looked at and writes nothing"
    hall.now = hall.now.replace(hour=hall.now.hour + 1, minute=1)
    assert pressed(browser, hall, right)[0] == 200


def test_an_expired_link_counts_and_typed_and_pressed_ones_add_up(hall: Hall) -> None:
    browser, old, spent = newcomer(hall), hall.link("delegate"), hall.link("delegate")
    entered(hall.browser(), spent)
    with hall.database.transaction() as session:
        session.execute(update(Invitation).values(expires_at=hall.now - timedelta(days=1)))
    for tried in (old, spent):
        assert pressed(browser, hall, tried)[0] == 404
    for wrong in WRONG[:3]:
        assert said(browser, wrong) == wording.CODE_GIVES_NOTHING
    assert said(browser, WRONG[3]) == wording.TOO_MANY_CODES
    assert pressed(browser, hall, guess(1))[0] == 429


def test_sixty_pressed_links_from_one_internet_address_and_a_right_one_still_opens(hall: Hall) -> None:
    stranger = hall.browser()
    statuses = [stranger.post(guess(n), data={"lam": "vao"}, headers=HERE).status_code for n in range(64)]
    assert statuses == [404] * 60 + [429] * 4
    assert counted(hall) == 61
    assert entered(hall.browser(), hall.link("delegate")).url.path == "/chat"


def test_the_chat_that_a_link_leads_to_is_reached_though_codes_were_wrong(hall: Hall) -> None:
    browser, own = hall.browser(), hall.link("delegate")
    entered(browser, own)
    for wrong in WRONG[:5]:
        said(browser, wrong)
    assert entered(browser, own).url.path == "/chat"


def test_looks_at_guessed_links_write_no_row_and_are_bounded_for_a_session(database: Database) -> None:
    still = Still(database)
    one, other = still.browser(), still.browser()
    for browser in (one, other):
        entered(browser, still.link("delegate", uses=500))
        browser.get("/chat")
    before = counted(still)
    statuses = [one.get(guess(number)).status_code for number in range(int(SESSION["link"].burst) + 3)]
    assert statuses[:10] == [404] * 10
    assert statuses[-3:] == [429] * 3
    assert other.get(guess(1)).status_code == 404, "another session of the same address is served"
    assert counted(still) == before


def counted(hall: Hall) -> int:
    with hall.database.reading() as session:
        return session.scalar(select(func.count()).select_from(WrongCode)) or 0


def test_a_role_that_was_withdrawn_is_a_door_too(hall: Hall) -> None:
    browser = hall.member("delegate")
    with hall.database.transaction() as session:
        for member in session.scalars(select(Membership)):
            member.state = "revoked"
    for wrong in WRONG[:5]:
        assert said(browser, wrong) == wording.CODE_GIVES_NOTHING
    assert said(browser, code(hall)) == wording.TOO_MANY_CODES


def test_sixty_from_one_internet_address_and_a_right_one_still_works(hall: Hall) -> None:
    for round_ in range(12):
        browser = newcomer(hall)
        for wrong in WRONG[:5]:
            assert said(browser, wrong) == wording.CODE_GIVES_NOTHING, round_
    late = newcomer(hall)
    assert said(late, WRONG[0]) == wording.TOO_MANY_CODES
    assert "Anh/chị có đồng ý không" in said(late, code(hall))
    with hall.database.reading() as session:
        (source,) = session.scalars(select(WrongCode.source).distinct()).all()
    assert len(source) == 32, "an address stands there as a hash"
    assert "testclient" not in source


def test_words_of_a_joined_person_are_no_tries(hall: Hall) -> None:
    browser = hall.member("focal", "lung mo")
    for text in ("đoàn em 16 người", "0912345678", "khaimacct", "mấy giờ họp", "29A-226.68", "22446688"):
        assert said(browser, text) not in GIVES_NOTHING
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(WrongCode)) == 0


def test_many_at_once_are_still_five(any_database: Database) -> None:
    """On PostgreSQL two transactions see the same count unless one waits for the other."""
    hall = Hall(any_database)
    answers: list[str] = []

    def tries(wrong: str) -> None:
        (reply,) = hall.desk.answer(Incoming("telegram", "7", wrong, "Kẻ đoán"))
        answers.append(reply.text)

    threads = [threading.Thread(target=tries, args=(f"ABCD22{letter}4",)) for letter in "ABCDEFGHJKMNPQRTUV"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(wording.CODE_GIVES_NOTHING) == 5
    assert answers.count(wording.TOO_MANY_CODES) == len(threads) - 5
