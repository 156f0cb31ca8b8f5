"""Codes and roles withdrawn, a focal point replaced, codes that wander: seen, on record, told."""

import pytest
from sqlalchemy import select

from handlers.wording import access as wording
from handlers.wording import account as account_wording
from handlers.wording import desk
from storage.models import AuditEntry, Membership, OutboxMessage
from tests.talk import Town, on_every_channel


@pytest.fixture
def both(town: Town) -> Town:
    town.join("Mận", "focal", "khe may")
    town.join("Ban", "organiser")
    return town


def test_a_withdrawn_code_gives_nothing(both: Town) -> None:
    code = both.code("delegate", "khe may", uses=5)
    listed = both.say("Ban", "/thuhoi Khe Mây")
    assert listed.buttons[0].label == "Mã Đại biểu – Khe Mây (còn 5)"
    both.talk("Ban", (listed.buttons[0].command, ("✓ Đã thu hồi: Mã Đại biểu – Khe Mây",)))
    both.talk("Người mới", (code, account_wording.CODE_GIVES_NOTHING))


@on_every_channel
def test_a_focal_point_is_replaced_and_may_come_back_with_a_new_code(both: Town) -> None:
    both.talk("Mận", ("đoàn em 16 người", ("✓",)))
    both.talk(
        "Ban",
        ("/thuhoi", ("mã mời còn mở",)),
        ("Mận (Đầu mối đơn vị, Khe Mây)", ("Thu hồi vai trò của Mận",)),
        ("Thu hồi và mời người khác", ("✓ Đã thu hồi vai trò của Mận", "Mã mời Đầu mối đơn vị – Khe Mây")),
    )
    both.talk("Mận", ("đoàn em 17 người", desk.NO_ROLE_LEFT))
    code = both.code("focal", "khe may")
    both.talk("Mận", (code, ("✓ Đã tham gia: Đầu mối đơn vị, Khe Mây",)), ("đoàn em 17 người", ("Trước đó: 16",)))
    with both.database.reading() as session:
        actions = [entry.action for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
        assert actions.count("revoke_membership") == 1
        assert session.scalars(select(Membership.state).order_by(Membership.id)).all()[0] == "approved"


@on_every_channel
def test_short_orders_in_words_do_what_the_commands_do(both: Town) -> None:
    both.talk(
        "Ban",
        ("mời đầu mối Đồng Nhân", ("Mã mời Đầu mối đơn vị – Đồng Nhân",)),
        ("mời đại biểu Đồng Nhân", ("Mã mời Đại biểu – Đồng Nhân",)),
        ("thay đầu mối Khe Mây", ("Thu hồi gì?",)),
        ("Mận (Đầu mối đơn vị, Khe Mây)", ("Thu hồi vai trò của Mận",)),
        ("Thu hồi và mời người khác", ("Mã mời Đầu mối đơn vị – Khe Mây",)),
        ("danh sách gửi nhóm", ("Đã đăng ký: chưa có đơn vị nào",)),
        ("dữ liệu của tôi", ("Dữ liệu của anh/chị",)),
        ("nối thêm Zalo", ("Nhắn mã",)),
    )
    both.join("Ông Phúc", "delegate", "khe may")
    assert "không thuộc vai trò" not in both.say("Ông Phúc", "mời đại biểu Khe Mây").text


def test_an_old_press_and_oneself_change_nothing(both: Town) -> None:
    with both.database.reading() as session:
        mine, own = session.scalars(select(Membership.id).order_by(Membership.id)).all()
    both.talk("Ban", (f"/thuhoi p{mine} v7 dung", wording.CHANGED), (f"/thuhoi p{own}", wording.NO_SUCH))
    both.talk("Mận", ("đoàn em 16 người", ("✓",)))


def test_a_focal_point_withdraws_only_delegates_of_the_own_unit(both: Town) -> None:
    both.join("Ông Phúc", "delegate", "khe may")
    both.join("Bà Sen", "delegate", "dong nhan")
    listed = both.say("Mận", "/thuhoi")
    assert [button.label for button in listed.buttons] == ["Ông Phúc (Đại biểu, Khe Mây)"]
    with both.database.reading() as session:
        foreign = session.scalars(select(Membership.id).order_by(Membership.id)).all()[-1]
    both.talk("Mận", (f"/thuhoi p{foreign}", wording.NO_SUCH), ("/thuhoi p99999", wording.NO_SUCH))


def test_a_code_passed_on_is_seen_and_the_organisers_are_told_once(both: Town) -> None:
    code = both.code("delegate", "khe may")
    both.talk("Ông Phúc", (code, ("đồng ý",)), ("đồng ý", ("✓",)))
    both.talk("Kẻ lạ", (code, account_wording.CODE_GIVES_NOTHING))
    both.talk("Kẻ lạ khác", (code, account_wording.CODE_GIVES_NOTHING))
    both.talk("Mận", (f"/start {code}", account_wording.CODE_GIVES_NOTHING))
    with both.database.reading() as session:
        assert len(session.scalars(select(AuditEntry).where(AuditEntry.action == "shared_code")).all()) == 3
        told = session.scalars(select(OutboxMessage)).one()
        assert told.text.startswith("! Mã mời một lần của Ông Phúc (Đại biểu – Khe Mây) vừa được một người khác dùng")


def test_an_organiser_invites_and_replaces_in_short_words(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    town.talk(
        "Ban",
        ("/moi Khe Mây", "Mời ai của Khe Mây? Chọn vai trò của người được mời:"),
        ("Đầu mối đơn vị", ("Mã mời Đầu mối đơn vị – Khe Mây",)),
        ("moi dau moi cho Truc Lam Thuong", ("Mã mời Đầu mối đơn vị – Trúc Lâm Thượng",)),
        ("Khe May: chi Ma Thi Lu 0915223344", ("Liên hệ: Ma Thi Lu, 0915223344",)),
        ("thay dau moi Khe May bang chi Hoa 0912000111",
         ("✓ Đã ghi người liên hệ: chi Hoa, 0912000111. Thu hồi đầu mối cũ", "1 người đang có vai trò")),
        ("/daumoi Khe Mây", "Khe Mây\nLiên hệ: Ma Thi Lu, 0915223344\nLiên hệ: chi Hoa, 0912000111"),
        ("thay dau moi Khe May bang chi Lan", ("Nhắn kèm số điện thoại để ghi người mới",)),
    )  # fmt: skip


def test_counts_are_locked_and_unlocked_in_words(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    town.talk(
        "Ban",
        ("khóa luôn bây giờ", ("✓ Đã ghi: số đại biểu khóa từ 08:00 thứ Hai 01/03.",)),
        ("mo khoa cho Khe May", ("Mở cho Khe Mây sửa đến khi nào ạ?",)),
        ("mở cho Khe Mây đến 12:00 05/03", ("✓ Đã mở cho Khe Mây sửa đến 12:00 thứ Sáu 05/03.",)),
        ("mở cho Khe Mây đến 12:00 05/03", ("✓ Đã mở cho Khe Mây",)),
        ("mo khoa", ("✓ Đã bỏ khóa",)),
        ("nhac han truoc 10 ngay, 5 ngay, 2 ngay", ("✓ Hạn nộp: nhắc trước 10, 5, 2 ngày;",)),
    )
    with town.database.reading() as session:
        assert session.scalars(select(OutboxMessage.kind)).all() == ["grant"]  # once, though it was granted twice


def test_an_organiser_is_not_sent_to_the_organisers(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("An", "delegate")
    missing = town.say("Ban", "mat khau wifi la gi")
    assert (missing.text, missing.buttons) == ("Chưa có thông tin về “mat khau wifi” trong kế hoạch.", ())
    assert "Anh/chị hỏi" in town.say("An", "mat khau wifi la gi").text
