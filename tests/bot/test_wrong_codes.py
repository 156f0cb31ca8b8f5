"""Five wrong codes an hour for a chat, joined or not, by every door; sixty for an internet address; the right one works."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from handlers.messages import Incoming
from handlers.wording import account as wording
from handlers.wording import reach
from storage.database import Database
from storage.models import Membership, WrongCode
from tests.bot.site_kit import Hall, TestClient, entered, said

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
    from handlers import account
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
