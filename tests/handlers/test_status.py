"""What an organiser asks of the state of things: what is registered leads, the plan's figure follows."""

import pytest

from tests.talk import Town


@pytest.fixture
def desk(town: Town) -> Town:
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    town.talk("Mận", ("đoàn em 12 người", ("✓",)), ("7 tham quan, 5 cầu lông", ("✓",)), ("đã gửi báo cáo", ("✓",)))
    return town


TOTALS = "12 đại biểu đã đăng ký · 1/4 đơn vị đã trả lời\n3 chưa trả lời\nKế hoạch dự kiến 60."
CARD = "Đoàn Khe Mây – Hội nghị tổng kết Cụm thi đua số 3 năm 2026\n✓ Đã báo: 12 đại biểu."


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("tổng cộng bao nhiêu rồi", TOTALS),
        ("tong bao nhieu ng", TOTALS),
        ("Tổng bao nhiêu người?", TOTALS),
        ("hiện có bao nhiêu đại biểu rồi ạ", TOTALS),
        ("co may nguoi dang ky du", TOTALS),
        ("xa nao di dong nhat", TOTALS),
        ("con ai chua bao", TOTALS),
        ("Khe May co bao nhieu nguoi", CARD),
        ("đoàn Khe Mây đi mấy người rồi", CARD),
        ("may nguoi choi cau long", "7 tham quan làng nghề Khe Mây, 5 giao lưu cầu lông"),
        ("ai chua nhan", "Chưa gửi thông báo nào."),
        ("can goi dien cho ai", "Chưa gửi thông báo nào."),
        ("sdt dau moi Khe May", "Khe Mây chưa có người liên hệ."),
        ("doan nao den roi", "? chưa báo giờ đến: Bình Sơn Hạ"),
        ("bao nhieu nguoi nghi lai", "Nghỉ đêm thứ Năm 25/03: 0"),
        (
            "con ai chua nop bao cao",
            "Giấy tờ phải nộp (○ chưa · ? đơn vị báo đã gửi · ✓ đã nhận)\n○ Đồng Nhân: 0/1, thiếu Báo cáo",
        ),
    ],
)
def test_an_organiser_is_told_how_things_stand(desk: Town, said: str, begins: str) -> None:
    text = desk.say("Ban", said).text.replace("**", "")
    assert text.startswith(begins), text


@pytest.mark.parametrize("said", ["tong bao nhieu ng", "Khe May co bao nhieu nguoi"])
def test_others_hear_the_plan(desk: Town, said: str) -> None:
    desk.join("An", "delegate")
    assert "đã đăng ký" not in desk.say("An", said).text


def test_what_the_plan_gives_is_still_asked_by_its_word(desk: Town) -> None:
    assert "đại biểu" in desk.say("Ban", "chỉ tiêu Khe Mây bao nhiêu người").text
    assert "Đã báo" not in desk.say("Ban", "chỉ tiêu Khe Mây bao nhiêu người").text
