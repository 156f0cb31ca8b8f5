"""Whoever reads the database holds no code and no link; the person they were given to still sees them."""

import re

import pytest

from bot.traffic.sealing import Seal
from handlers.messages import Incoming
from storage import settings
from storage.database import Database
from storage.keys import LOST, Keys
from tests.bot.site.site_kit import KEY, Hall, said, words


@pytest.fixture
def hall(database: Database) -> Hall:
    with database.transaction() as session:
        settings.put(session, "web", {"url": "http://testserver"})
        settings.put(
            session, "telegram", {"bots": [{"channel": "telegram", "name": "hoinghi_bot", "max_people": None}]}
        )
    return Hall(database)


def dump(hall: Hall) -> str:
    with hall.database.reading() as session:
        raw = session.connection().connection.driver_connection
        assert raw is not None
        return "\n".join(raw.iterdump())


def secrets_in(text: str) -> set[str]:
    return set(re.findall(r"(?<=/v/)[\w-]{22}|(?<=start=)[\w-]{22}|\b(?=\w*\d)[A-Z0-9]{8}\b", text))


def test_no_table_holds_a_code_or_a_link_that_was_given_or_typed(hall: Hall) -> None:
    organiser, member = hall.member("organiser"), hall.member("delegate", name="Ông Phặn")
    given = said(organiser, "/moi organiser") + said(organiser, "/moi delegate") + said(member, "/kenh them")
    found = secrets_in(given)
    assert len(found) == 6, given
    codes = sorted(secret for secret in found if len(secret) == 8)
    other = hall.browser()
    for code in codes:
        said(member, code)
        said(member, f"mã của tôi là {code.lower()} ạ")
        said(organiser, f"/kenh {code}")
        said(organiser, f"/start {code}")
    hall.desk.answer(Incoming("telegram", "7", f"/start {codes[0]}", "Lạ"))
    kept = dump(hall)
    for secret in found:
        assert secret not in kept
        assert secret.lower() not in kept
    assert other.get("/chat").status_code == 401


def test_who_was_given_a_code_still_sees_it_after_a_reload(hall: Hall) -> None:
    organiser = hall.member("organiser")
    found = secrets_in(said(organiser, "/moi delegate"))
    page = organiser.get("/chat").text
    assert found
    assert all(secret in page for secret in found)
    assert "⟦" not in page


@pytest.mark.parametrize(
    "text",
    [
        "Mã mời: **ABCD2346** (dùng 1 lần).\nhttps://x.vn/v/Zq3longenoughtokenAB_-\nhttps://t.me/bot?start=Zq3longenoughtokenAB_-",
        "tep https://x.vn/tep/Zq3longenoughtokenAB_-x",
        "abcd2346",
        "⟦không phải của máy⟧ ABCD2346",
    ],
)
def test_a_secret_is_sealed_and_opened_and_each_time_otherwise(text: str) -> None:
    seal = Seal(Keys(KEY))
    one, two = seal.close(text), seal.close(text)
    assert seal.open(one) == text == seal.open(two)
    assert one != two
    assert not re.search("abcd2346|Zq3long", one, re.IGNORECASE)
    assert not re.search("abcd2346|Zq3long", Seal(Keys(b"another")).open(one), re.IGNORECASE)
    assert LOST in Seal(Keys(b"another")).open(one)


@pytest.mark.parametrize(
    "text", ["đoàn em 16 người", "0912345678", "KHAI MAC luc 8h", "Kế hoạch 123/KH-UBND", "aaaabbbbccccddddeeeeff"]
)
def test_plain_words_stay_plain(text: str) -> None:
    assert Seal(Keys(KEY)).close(text) == text


def test_a_changed_seal_opens_to_nothing(hall: Hall) -> None:
    seal = Seal(Keys(KEY))
    closed = seal.close("ABCD2346")
    assert seal.open(closed[:20] + ("A" if closed[20] != "A" else "B") + closed[21:]) == LOST
    assert words(hall.browser().get("/").text)
