"""Head counts and RSVPs in sentences, by buttons and by numbers; rights and versions."""

import pytest
from sqlalchemy import select

from handlers.wording import attendance as wording
from storage.models import AuditEntry, HeadCount
from tests.talk import Town, on_every_channel

pytestmark = on_every_channel


@pytest.fixture
def focal(town: Town) -> Town:
    town.join("Mận", "focal", "khe may")
    return town


def test_a_count_in_a_sentence_is_recorded_and_echoed(focal: Town) -> None:
    focal.talk(
        "Mận",
        ("đoàn em 16 người", "✓ Đã ghi: Khe Mây 16 đại biểu."),
        ("doan em 12 dong chi a", "✓ Đã ghi: Khe Mây 12 đại biểu. Trước đó: 16."),
        ("huyện em cử 12 đồng chí tham dự ạ", "✓ Đã ghi: Khe Mây 12 đại biểu."),
        ("đoàn em xin đăng ký 12 suất", "✓ Đã ghi: Khe Mây 12 đại biểu."),
        ("đoàn em báo mấy người rồi", ("✓ Đã báo: 12 đại biểu.",)),
        (
            "4 thường trực, 9 ngành, 1 tập thể 2 cá nhân",
            "✓ Đã ghi: Khe Mây 16 đại biểu (4 thường trực, 9 ngành, 1 tập thể, 2 cá nhân). Trước đó: 12.",
        ),
        ("chưa rõ", ("chưa rõ số người",)),
        ("không dự", "✓ Đã ghi: Khe Mây không dự."),
    )
    with focal.database.reading() as session:
        changes = session.scalars(select(AuditEntry).where(AuditEntry.action == "head_count")).all()
        assert [c.after["total"] for c in changes] == [16, 12, 16, 0, 0]
        assert changes[-1].before["answer"] == "unknown"


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("-3", "Số người không thể là số âm. Anh/chị nhắn lại, ví dụ: “16 người”."),
        ("đoàn em 1000 người", "Số người quá lớn (tối đa 999). Anh/chị xem lại rồi nhắn, ví dụ: “16 người”."),
        ("đoàn em 15 người: 4 thường trực, 9 ngành",
         "Các nhóm cộng lại là 13 nhưng tổng ghi 15: 4 thường trực, 9 ngành. Chưa ghi gì. Anh/chị nhắn lại cho khớp."),
        ("15-16 người",
         "Cần một con số, nên chưa ghi gì. Anh/chị nhắn, ví dụ: “16 người”; chưa chắc thì nhắn “chưa rõ”."),
        ("4 thường trực, -9 ngành", "Số người không thể là số âm. Anh/chị nhắn lại, ví dụ: “16 người”."),
        ("4 thường trực, 9 ngành, 300000 khách",
         "Số người quá lớn (tối đa 999). Anh/chị xem lại rồi nhắn, ví dụ: “16 người”."),
        ("đoàn Đồng Nhân 5 người", wording.NOT_YOUR_UNIT),
        ("/dangky u2 5 v0", wording.NOT_YOUR_UNIT),
        ("/dangky u999 5 v0", wording.NOT_YOUR_UNIT),
    ],
)  # fmt: skip
def test_bad_counts_get_one_sentence_and_nothing_is_saved(focal: Town, said: str, answered: str) -> None:
    focal.talk("Mận", (said, answered))
    with focal.database.reading() as session:
        assert session.scalars(select(HeadCount)).all() == []


def test_a_change_by_some_is_asked_back_with_the_new_number(focal: Town) -> None:
    focal.talk(
        "Mận",
        ("thêm 2 người", ("chưa báo số người nên chưa thêm, bớt được",)),
        ("đoàn em 16 người", ("✓",)),
        ("đoàn em tăng thêm 2 người", "Đoàn Khe Mây thành 18 người (đang ghi 16), phải không ạ?"),
        ("Đúng", "✓ Đã ghi: Khe Mây 18 đại biểu. Trước đó: 16."),
        ("bớt 1 đồng chí", "Đoàn Khe Mây thành 17 người (đang ghi 18), phải không ạ?"),
        ("bớt 20 người", ("không thể là số âm",)),
        ("tăng lên 20 người", "✓ Đã ghi: Khe Mây 20 đại biểu. Trước đó: 18."),
        ("đoàn em không cử ai", "Đoàn Khe Mây không có ai dự, phải không ạ?"),
        ("Đúng", "✓ Đã ghi: Khe Mây không dự."),
    )


@pytest.mark.parametrize(("said", "total"), [("12đ/c", 12), ("mười hai", 12), ("16", 16), ("hai mươi mốt", 21)])
def test_a_bare_count_is_asked_back(focal: Town, said: str, total: int) -> None:
    asked = focal.say("Mận", said)
    assert asked.text == f"Đoàn Khe Mây đi {total} người, phải không ạ?"
    focal.talk("Mận", ("1", f"✓ Đã ghi: Khe Mây {total} đại biểu."))


def test_an_old_button_fails_on_its_version(focal: Town) -> None:
    asked = focal.say("Mận", "12đ/c")
    focal.talk("Mận", ("đoàn em 16 người", ("Đã ghi",)))
    focal.talk("Mận", (asked.buttons[0].command, ("vừa được người khác sửa", "Đang ghi: Khe Mây: ✓ 16")))


def test_the_card_and_the_organisers_totals_agree(focal: Town) -> None:
    focal.join("Ban", "organiser")
    focal.talk("Mận", ("/doan", ("Đoàn Khe Mây", "? Chưa báo số người.")), ("đoàn em 16 người", ("Đã ghi",)))
    focal.talk("Mận", ("/doan", ("✓ Đã báo: 16 đại biểu.",)))
    focal.talk(
        "Ban",
        ("Đồng Nhân 14 người", "✓ Đã ghi: Đồng Nhân 14 đại biểu."),
        (
            "/doan",
            "30 đại biểu đã đăng ký · 2/4 đơn vị đã trả lời\n2 chưa trả lời\nKế hoạch dự kiến 60.\nBình Sơn Hạ: ? chưa báo\n"
            "Trúc Lâm Thượng: ? chưa báo\nĐồng Nhân: ✓ 14\nKhe Mây: ✓ 16",
        ),
    )


def test_what_was_reported_is_asked_in_words(focal: Town) -> None:
    focal.join("Ban", "organiser")
    focal.talk("Mận", ("đoàn em 16 người", ("✓",)), ("đoàn em đến 13h30 ngày 25/3, 2 xe", ("✓",)))
    focal.talk(
        "Ban",
        ("đơn vị nào chưa báo", ("16 đại biểu đã đăng ký · 1/4",)),
        ("Khe Mây đăng ký bao nhiêu người", ("Đoàn Khe Mây", "✓ Đã báo: 16 đại biểu.")),
        ("đoàn nào đến lúc mấy giờ", ("13:30 Khe Mây: 2 xe\nCộng: 2 xe, 1/4 đoàn.",)),
    )
    focal.talk("Mận", ("danh sách đoàn em", ("chưa có tên nào",)))


def test_an_organiser_must_name_the_unit(focal: Town) -> None:
    focal.join("Ban", "organiser")
    focal.talk("Ban", ("/dangky 14 người", wording.WHICH_UNIT))


def test_a_delegate_answers_for_oneself(town: Town) -> None:
    town.join("Ông Phúc", "delegate")
    town.join("Ban", "organiser")
    town.talk(
        "Ông Phúc",
        ("/xacnhan", "Anh/chị có dự Hội nghị tổng kết Cụm thi đua số 3 năm 2026 không ạ?"),
        ("2", "✓ Đã ghi: anh/chị không dự được. Nếu tiện, anh/chị nhắn lý do, ví dụ: “bận họp tỉnh”."),
        ("cảm ơn nhé", ("Cần gì thêm",)),
        ("không dự được", ("Nếu tiện",)),
        ("em bận họp tỉnh", "✓ Đã ghi: anh/chị không dự được (lý do: bận họp tỉnh)."),
        ("tôi sẽ dự", "✓ Đã ghi: anh/chị sẽ dự."),
        ("em không đi được vì ốm", "✓ Đã ghi: anh/chị không dự được (lý do: ốm)."),
        ("có người đi thay", wording.WHO_COMES_INSTEAD),
        ("chị Hoa đi thay em", "✓ Đã ghi: anh/chị cử người khác đi thay: chị Hoa."),
        ("anh Nam đi thay tôi", "✓ Đã ghi: anh/chị cử người khác đi thay: anh Nam."),
        ("đoàn em 5 người", "Việc này không thuộc vai trò của anh/chị. Gõ /menu để xem các việc làm được."),
        ("số điện thoại của tôi là 0912 345 678", "✓ Đã ghi số điện thoại của anh/chị: 0912345678."),
        ("tên tôi là Lò Văn Phúc, số 0987654321", "✓ Đã ghi tên: Lò Văn Phúc, điện thoại 0987654321."),
        ("/dulieucuatoi", ("Tên: Lò Văn Phúc", "Điện thoại: 0987654321")),
        ("/doan", "Việc này không thuộc vai trò của anh/chị. Gõ /menu để xem các việc làm được."),
    )
    town.talk("Ban", ("/doan", ("Đại biểu tự trả lời: 1 cử người thay",)))


def test_one_persons_absence_is_not_the_delegations(focal: Town) -> None:
    focal.talk(
        "Mận",
        ("đoàn em 16 người", ("✓",)),
        ("a Pao om khong di duoc", "Chưa ghi gì: chỉ “a Pao om” không đi, hay cả đoàn Khe Mây không dự ạ?"),
        ("Bớt 1 người, còn 15", "✓ Đã ghi: Khe Mây 15 đại biểu. Trước đó: 16."),
        ("em không đi được", "Đoàn Khe Mây không có ai dự, phải không ạ?"),
        ("/doan", ("✓ Đã báo: 15 đại biểu.",)),
        ("chị Hoa không đi được", ("chỉ “chị Hoa” không đi",)),
        ("thôi", "Vâng, chưa ghi gì."),
        ("chị Hoa không đi được", ("chỉ “chị Hoa” không đi",)),
        ("Cả đoàn không dự", "✓ Đã ghi: Khe Mây không dự."),
    )


def test_a_no_to_one_item_leaves_the_answer_as_it_was(town: Town) -> None:
    town.join("Ông Phúc", "delegate")
    asked = "Chưa ghi gì: anh/chị không dự cả hội nghị, hay chỉ không dự một phần ạ? Đang ghi: anh/chị sẽ dự."
    town.talk(
        "Ông Phúc",
        ("tôi sẽ dự", ("✓",)),
        ("toi khong du tham quan", asked),
        ("tôi vắng mặt buổi sáng", asked),
        ("Vẫn dự hội nghị", "✓ Đã ghi: anh/chị sẽ dự."),
        ("co le di, chua chac", "Anh/chị chưa chắc nên chưa ghi gì. Khi rõ, anh/chị nhắn “tôi sẽ dự” hoặc "
                                "“không dự được”. Đang ghi: anh/chị sẽ dự."),
        ("Người khác đi thay", wording.WHO_COMES_INSTEAD),
        ("tôi đổi ý, cử chị Lò Thị Hoa, phó phòng.",
         "✓ Đã ghi: anh/chị cử người khác đi thay: chị Lò Thị Hoa, phó phòng."),
    )  # fmt: skip


def test_an_organiser_says_a_number_shortly(focal: Town) -> None:
    focal.join("Ban", "organiser")
    focal.talk(
        "Ban",
        ("Khe May 14 chu ko phai 12", "Đoàn Khe Mây đi 14 người, phải không ạ?"),
        ("Đúng", "✓ Đã ghi: Khe Mây 14 đại biểu."),
        ("Đồng Nhân: 15", "✓ Đã ghi: Đồng Nhân 15 đại biểu."),
        ("Truc Lam Thuong 16", "Đoàn Trúc Lâm Thượng đi 16 người, phải không ạ?"),
        ("Dong Nhan goi dt bao 14 nguoi", "✓ Đã ghi (qua điện thoại): Đồng Nhân 14 đại biểu. Trước đó: 15."),
    )


def test_a_yes_answers_what_was_asked_and_never_calls_a_delegation_off(focal: Town) -> None:
    focal.talk(
        "Mận",
        ("đoàn em 15 người", ("✓",)),
        ("e xin rut 2 nguoi", ("Đoàn Khe Mây thành 13 người (đang ghi 15), phải không ạ?",)),
        ("vâng ạ", "✓ Đã ghi: Khe Mây 13 đại biểu. Trước đó: 15."),
    )
    assert "không dự" not in focal.say("Mận", "dạ vâng ạ").text
    focal.talk(
        "Mận",
        ("/doan", ("✓ Đã báo: 13 đại biểu.",)),
        ("doan em xin vang", "Đoàn Khe Mây không có ai dự, phải không ạ?"),
        ("đúng rồi", "✓ Đã ghi: Khe Mây không dự."),
    )
