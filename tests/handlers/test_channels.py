"""One person, several channels: connected by a code, put first, dropped; two who are one become one."""

import json
import re

import pytest
from sqlalchemy import select

from bot.channels import about
from handlers.wording import account as account_wording
from handlers.wording import reach as wording
from storage.models import Address, AuditEntry, ChannelCode, Membership, OutboxMessage, Person, Rsvp
from tests.talk import SCREENS, Town

OTHER = {"telegram": "zalo", "zalo": "web", "web": "telegram"}


def code_of(town: Town, who: str, channel: str) -> str:
    found = re.search(r"\b[A-Z0-9]{8}\b", town.say(who, "/kenh them", channel).text)
    assert found
    return found[0]


@pytest.mark.parametrize("first", sorted(SCREENS))
def test_one_person_writes_from_two_channels(town: Town, first: str) -> None:
    second = OTHER[first]
    town.join("Lò Thị Mận", "focal", "khe may", channel=first)
    code = code_of(town, "Lò Thị Mận", first)
    town.talk(
        "Mận",
        (code, ("với Lò Thị Mận (Đầu mối đơn vị Khe Mây)?", "Anh/chị có đồng ý không ạ?")),
        ("Đồng ý", "✓ Đã nối kênh này với Lò Thị Mận."),
        ("đoàn em 16 người", "✓ Đã ghi: Khe Mây 16 đại biểu."),
        channel=second,
    )
    town.talk("Lò Thị Mận", ("/doan", ("✓ Đã báo: 16 đại biểu.", "Lò Thị Mận.")), channel=first)
    town.talk("Kẻ lạ", (code, account_wording.CODE_GIVES_NOTHING), channel=second)
    with town.database.reading() as session:
        assert len(session.scalars(select(Person)).all()) == 1
        told = session.scalars(select(OutboxMessage)).one()
        assert (told.channel, told.text.split(".")[0]) == (
            first,
            wording.notice(about.channels().named(second), "1").text.split(".")[0],
        )


def test_what_is_sent_unasked_goes_to_the_first_and_a_channel_is_dropped(town: Town) -> None:
    town.join("Mận", "focal", "khe may", channel="telegram")
    town.talk("Mận", (code_of(town, "Mận", "telegram"), ("đồng ý",)), ("Đồng ý", ("✓",)), channel="zalo")
    town.talk(
        "Mận",
        ("/kenh", "Kênh của anh/chị: Telegram, Zalo.\nTin tự gửi đến Telegram trước; không đến được thì sang kênh kế tiếp."),
        ("Nhận tin ở Zalo trước", "✓ Đã ghi: tin tự gửi đến Zalo trước."),
        channel="telegram",
    )  # fmt: skip
    town.join("Ban", "organiser")
    town.talk("Ban", ("/khoa ngay", ("✓",)), ("mở cho Khe Mây đến 12:00 6/3", ("✓",)))
    with town.database.reading() as session:
        rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        assert [(row.kind, row.channel) for row in rows] == [("channel", "telegram"), ("grant", "zalo")]
        zalo, telegram = (
            session.scalars(select(Address.id).where(Address.channel == c)).one() for c in ("zalo", "telegram")
        )
    town.talk("Mận", (f"/kenh bo a{zalo}", wording.NOT_THIS), ("/kenh bo a99999", wording.NOT_THIS), channel="zalo")
    town.talk(
        "Mận", (f"/kenh bo a{zalo}", "✓ Đã bỏ Zalo."), ("/kenh", "Kênh của anh/chị: Telegram."), channel="telegram"
    )
    town.talk("Mận", ("/doan", account_wording.WHO_WE_ARE), channel="zalo")
    with town.database.reading() as session:
        waiting = session.scalars(select(OutboxMessage.channel).where(OutboxMessage.kind == "grant")).one()
        assert waiting == "telegram"
        assert telegram


def test_two_who_joined_apart_become_one(town: Town) -> None:
    town.join("Lò Thị Mận", "focal", "khe may", channel="telegram")
    town.join("Mận", "delegate", "khe may", channel="zalo")
    town.talk("Mận", ("tôi sẽ dự", ("✓",)), channel="zalo")
    code = code_of(town, "Lò Thị Mận", "telegram")
    town.talk("Lò Thị Mận", (code, wording.OWN_CODE), channel="telegram")
    town.talk(
        "Mận",
        (code, "Lò Thị Mận (Đầu mối đơn vị Khe Mây) và Mận (Đại biểu Khe Mây) có phải cùng một người không ạ? "
               "Gộp lại thì các kênh, vai trò và câu trả lời là của một hồ sơ."),
        ("Là tôi, gộp lại", "✓ Đã gộp thành một hồ sơ: Lò Thị Mận."),
        ("/dulieucuatoi", ("Kênh: Telegram, Zalo", "Đầu mối đơn vị, Khe Mây", "Vai trò: Đại biểu, Khe Mây", "Trả lời: sẽ dự")),
        ("đoàn em 16 người", ("✓",)),
        ("/kenh dung", wording.NO_CODE),
        channel="zalo",
    )  # fmt: skip
    with town.database.reading() as session:
        living = session.scalars(select(Person).where(Person.erased_at.is_(None))).one()
        assert {row.person_id for row in session.scalars(select(Membership))} == {living.id}
        assert session.scalars(select(Rsvp.person_id)).all() == [living.id]
        assert "same_person" in session.scalars(select(AuditEntry.action)).all()


def test_a_code_lives_half_an_hour_and_guesses_are_counted(town: Town) -> None:
    town.join("Mận", "focal", "khe may", channel="telegram")
    old = code_of(town, "Mận", "telegram")
    new = code_of(town, "Mận", "telegram")
    town.talk("Kẻ lạ", (old, account_wording.CODE_GIVES_NOTHING))
    town.later(minutes=30)
    town.talk("Mận", (new, account_wording.CODE_GIVES_NOTHING), channel="zalo")
    town.join("Páo", "focal", "dong nhan")
    for _ in range(5):
        town.talk("Páo", ("/kenh ABCD2346", wording.NO_CODE))
    town.talk("Páo", (f"/kenh {code_of(town, 'Mận', 'telegram')}", account_wording.TOO_MANY_CODES))


def test_who_erases_themselves_takes_the_codes_along(town: Town) -> None:
    town.join("Lò Thị Mận", "focal", "khe may", channel="telegram")
    code = code_of(town, "Lò Thị Mận", "telegram")
    town.talk("Lò Thị Mận", ("/xoadulieu dongy", ("✓",)), channel="telegram")
    town.talk("Mận", (code, account_wording.CODE_GIVES_NOTHING))
    with town.database.reading() as session:
        assert session.scalars(select(ChannelCode)).all() == []


def test_erasing_leaves_the_name_nowhere(town: Town) -> None:
    town.join("Lò Thị Mận Mai", "delegate", "khe may")
    town.join("Páo", "focal", "khe may")
    town.talk("Páo", ("1. Lò Thị Mận Mai, Phó Chủ tịch", ("✓",)), ("đoàn em 9 người", ("✓",)))
    town.talk("Páo", ("/daumoi Lò Thị Mận Mai, 0912345678", ("0912345678",)))
    town.talk("Lò Thị Mận Mai", ("em không đi được vì ốm nặng", ("✓",)), ("/xoadulieu dongy", ("✓",)))
    with town.database.reading() as session:
        raw = session.connection().connection.driver_connection
        assert raw is not None
        dump = "\n".join(raw.iterdump())
    for secret in ("Lò Thị Mận Mai", "0912345678", "ốm nặng"):
        assert secret not in dump
        assert json.dumps(secret)[1:-1] not in dump
    town.talk("Páo", ("/doan", ("✓ Đã báo: 9 đại biểu.",)))
