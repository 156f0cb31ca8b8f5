"""Joining by code: consent first, nothing for strangers, a shared code makes newcomers wait."""

import pytest
from sqlalchemy import func, select

from bot.channels import about
from handlers.messages import plain
from handlers.wording import account as wording
from storage import settings
from storage.models import AuditEntry, HeadCount, Invitation, Membership, Person
from tests.talk import Town, on_every_channel

pytestmark = on_every_channel

COMMANDS = ("/menu", "/doan", "/dangky 5", "/lich", "/han", "/nhiemvu", "/gui xin chào", "/moi", "/duyet 1", "/congbo",
            "/ketqua", "/dulieucuatoi", "/xoadulieu dongy", "/dongy", "mấy giờ họp", "1", "16 người")  # fmt: skip


@pytest.mark.parametrize("said", COMMANDS)
def test_a_stranger_sees_nothing(town: Town, said: str) -> None:
    assert town.say("người lạ", said).text == wording.WHO_WE_ARE


def test_a_code_asks_for_consent_before_anything_is_kept(town: Town) -> None:
    code = town.code("focal", "khe may")
    asked = town.say("Chị Mận", f"chào em, mã của chị là {code.lower()}")
    assert "Đầu mối đơn vị** của Khe Mây" in asked.text
    assert [b.label for b in asked.buttons] == ["Đồng ý", "Không"]
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 0
    town.talk("Chị Mận", ("đồng ý", ("✓ Đã tham gia: Đầu mối đơn vị, Khe Mây",)))


def test_the_consent_names_who_what_why_how_long_and_the_rights(town: Town) -> None:
    asked = town.say("Chị Mận", town.code("focal", "khe may")).text
    servers = {"telegram": "máy chủ đặt ở nước ngoài", "zalo": "qua Zalo", "web": "qua trang web này"}[town.channel]
    for part in ("CỤM THI ĐUA SỐ 3", "Lưu: tên hiển thị", "Để: báo lịch", "90 ngày", "/xoadulieu", "/dung", servers):
        assert part in asked
    with town.database.transaction() as session:
        settings.put(session, settings.RETENTION, {"days": 30})
    assert "30 ngày" in town.say("Anh Sáng", town.code("delegate")).text
    town.talk("Chị Mận", ("đồng ý", ("✓",)))
    with town.database.reading() as session:
        person = session.scalars(select(Person)).one()
        assert (person.consent_version, person.consent_at) == (wording.consent_version(30), town.now)


def changed(town: Town, days: int) -> None:
    """The text of the consent is another one from now on."""
    with town.database.transaction() as session:
        settings.put(session, settings.RETENTION, {"days": days})


def test_who_agreed_to_another_text_is_asked_once_more_and_what_was_typed_is_answered_then(town: Town) -> None:
    town.join("Chị Mận", "focal", "khe may")
    changed(town, 365)
    town.later(days=1)
    asked = town.say("Chị Mận", "đoàn em 16 người")
    assert "Nội dung anh/chị đã đồng ý nay có thay đổi:\nLưu: tên hiển thị" in asked.text
    assert "Giữ đến 365 ngày" in asked.text
    assert [button.label for button in asked.buttons] == ["Đồng ý", "Không"]
    town.talk(
        "Chị Mận",
        ("14 giờ đến, 2 xe", ("nay có thay đổi",)),
        ("/dulieucuatoi", ("Tên: Chị Mận", f"(bản {wording.consent_version(90)})")),
    )
    with town.database.reading() as session:
        assert session.scalars(select(HeadCount)).all() == []
    town.say("Chị Mận", "mấy giờ họp")
    answer = plain(town.say("Chị Mận", "Đồng ý").text)
    assert answer.startswith(f"{wording.AGREED_AGAIN}\n\n✓ Đã ghi: Khe Mây 16 đại biểu.\n\n")
    assert "Khe Mây đến 14:00" in answer
    assert "08:00–11:00" in answer
    town.talk("Chị Mận", ("/doan", ("✓ Đã báo: 16 đại biểu",)), ("/dulieucuatoi", (wording.consent_version(365),)))
    with town.database.reading() as session:
        person = session.scalars(select(Person)).one()
        assert (person.consent_version, person.consent_at) == (wording.consent_version(365), town.now)
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "consent")).one()
        assert (entry.before, entry.after) == (
            {"version": wording.consent_version(90)}, {"version": wording.consent_version(365)},
        )  # fmt: skip


def test_a_choice_that_was_open_still_stands_after_the_yes(town: Town) -> None:
    town.join("Ban", "organiser")
    town.talk("Ban", ("gộp Khe Mây vào Đồng Nhân", ("Gộp Khe Mây vào Đồng Nhân?",)))
    changed(town, 365)
    town.talk("Ban", ("1" if town.channel == "zalo" else "Gộp", ("nay có thay đổi",)))
    town.talk("Ban", ("Đồng ý", (wording.AGREED_AGAIN, "✓ Đã gộp Khe Mây vào Đồng Nhân.")))


def test_a_no_leaves_everything_as_it_is_and_the_own_data_open(town: Town) -> None:
    town.join("Chị Mận", "focal", "khe may")
    changed(town, 365)
    town.talk(
        "Chị Mận",
        ("đoàn em 16 người", ("nay có thay đổi",)),
        ("Không", wording.NOT_AGREED_AGAIN),
        ("đoàn em 15 người", ("nay có thay đổi",)),
        ("/dung", wording.STOPPED),
    )
    with town.database.reading() as session:
        assert session.scalars(select(HeadCount)).all() == []
        assert session.scalars(select(Person.consent_version)).one() == wording.consent_version(90)
    town.talk("Chị Mận", ("/xoadulieu dongy", wording.ERASED))


def test_no_is_an_answer(town: Town) -> None:
    town.talk("Anh Sáng", (town.code("delegate"), ("có đồng ý không",)), ("Không", wording.NOT_JOINED))
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 0
        assert session.scalar(select(Invitation.used)) == 0


def test_a_used_revoked_or_late_code_gives_nothing_and_says_the_same(town: Town) -> None:
    used, revoked, late = town.code("delegate"), town.code("delegate"), town.code("delegate")
    town.talk("A", (used, ("có đồng ý không",)), ("đồng ý", ("✓ Đã tham gia",)))
    with town.database.transaction() as session:
        row = session.scalars(select(Invitation).order_by(Invitation.id)).all()[1]
        row.revoked_at = town.now
    town.talk("B", (used, wording.CODE_GIVES_NOTHING), (revoked, wording.CODE_GIVES_NOTHING))
    town.later(days=60)
    town.talk("C", (late, wording.CODE_GIVES_NOTHING))


def test_a_code_used_up_between_offer_and_yes_gives_nothing(town: Town) -> None:
    code = town.code("delegate")
    town.talk("A", (code, ("có đồng ý không",)))
    town.talk("B", (code, ("có đồng ý không",)), ("đồng ý", ("✓ Đã tham gia",)))
    town.talk("A", ("đồng ý", wording.CODE_GIVES_NOTHING))


def test_five_wrong_codes_block_the_chat_for_an_hour(town: Town) -> None:
    right = town.code("delegate")
    for _ in range(5):
        town.talk("Kẻ đoán", ("ABCD2346", wording.CODE_GIVES_NOTHING))
    town.talk("Kẻ đoán", (right, wording.TOO_MANY_CODES))
    town.talk("Người khác", (right, ("có đồng ý không",)))
    town.later(minutes=61)
    town.talk("Kẻ đoán", (right, ("có đồng ý không",)))


def test_joining_twice_joins_the_same_person(town: Town) -> None:
    code = town.code("delegate", uses=5)
    town.talk("A", (code, ("có đồng ý không",)), ("đồng ý", ("Đang chờ ban tổ chức",)))
    town.talk("A", (f"/start {code}", ("✓ Đã tham gia",)))
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1
        assert session.scalar(select(func.count()).select_from(Membership)) == 1
        assert session.scalar(select(Invitation.used)) == 1


def test_a_newcomer_with_a_shared_code_reads_but_does_not_count_until_approved(town: Town) -> None:
    town.join("Chị Mận", "focal", "khe may", uses=3)
    town.talk("Chị Mận", ("đoàn em 16 người", ("đang chờ duyệt",)), ("/menu", ("Cụm thi đua số 3",)))
    town.join("Ban", "organiser")
    listed = town.say("Ban", "/duyet")
    assert "Chị Mận (Đầu mối đơn vị, Khe Mây)" in listed.text
    town.talk("Ban", (listed.buttons[0].command, ("✓ Đã duyệt Chị Mận",)))
    town.talk("Chị Mận", ("đoàn em 16 người", ("✓ Đã ghi: Khe Mây 16 đại biểu",)))


def test_a_focal_point_approves_only_the_own_unit(town: Town) -> None:
    town.join("Đầu mối Khe Mây", "focal", "khe may")
    town.join("Người Đồng Nhân", "delegate", "dong nhan", uses=2)
    with town.database.reading() as session:
        waiting = session.scalars(select(Membership.id).where(Membership.state == "pending")).one()
    town.talk("Đầu mối Khe Mây", ("/duyet", "Không có ai đang chờ duyệt."))
    town.talk("Đầu mối Khe Mây", (f"/duyet {waiting}", wording.NOBODY_WAITS_THERE))


def test_a_focal_point_invites_delegates_of_the_own_unit(town: Town) -> None:
    town.join("Đầu mối Khe Mây", "focal", "khe may")
    town.talk("Đầu mối Khe Mây", ("/moi organiser", ("chỉ mời được đại biểu của Khe Mây",)))
    town.talk("Đầu mối Khe Mây", ("/moi delegate", ("Mã mời Đại biểu – Khe Mây",)))


def test_an_organiser_invites_by_role_and_unit(town: Town) -> None:
    town.join("Ban", "organiser")
    roles = town.say("Ban", "/moi")
    units = town.say("Ban", roles.buttons[1].command)
    assert [b.label for b in units.buttons] == ["Bình Sơn Hạ", "Đồng Nhân", "Khe Mây", "Trúc Lâm Thượng"]
    town.talk("Ban", (units.buttons[1].command, ("Mã mời Đầu mối đơn vị – Đồng Nhân", "dùng 1 lần")))


def test_own_data_stop_and_erase(town: Town) -> None:
    town.join("Chị Mận", "focal", "khe may")
    town.talk(
        "Chị Mận",
        ("tên em là Lò Thị Mận", "✓ Đã ghi tên: Lò Thị Mận."),
        (
            "/dulieucuatoi",
            ("Tên: Lò Thị Mận", f"Kênh: {about.channels().named(town.channel)}", "Đầu mối đơn vị, Khe Mây"),
        ),
        ("/dung", wording.STOPPED),
        ("Bật lại", wording.RESUMED),
        ("/xoadulieu", wording.ERASE_ASKED),
        ("Xóa", wording.ERASED),
        ("/menu", wording.WHO_WE_ARE),
    )
    with town.database.reading() as session:
        person = session.scalars(select(Person)).one()
        assert (person.name, person.phone, person.addresses) == ("", None, [])
        actions = set(session.scalars(select(AuditEntry.action)))
        assert {"join", "rename", "stop", "resume", "erase"} <= actions


def test_a_group_is_told_to_write_privately(town: Town) -> None:
    from handlers.messages import Chat, Incoming

    town.join("A", "organiser")
    replies = town.desk.answer(Incoming("web", "A", "/doan", chat=Chat.GROUP))
    assert [r.text for r in replies] == ["Xin nhắn riêng cho tôi: trong nhóm tôi không trả lời việc riêng của đơn vị."]


def test_something_without_words_gets_one_clear_sentence(town: Town) -> None:
    town.talk("A", ("", "Tôi chỉ đọc được chữ. Anh/chị nhắn điều cần hỏi hoặc cần báo thành một câu."))
