"""Whom an organiser writes to, in words, and reminders that need no words of their own."""

import pytest

from handlers.speech.sentences.addressing import Addressed, read_addressed, read_correction, read_whom


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gui cho tat ca: mai 7h30 tap trung", Addressed("all", "mai 7h30 tap trung")),
        ("Thông báo cho mọi người: hoãn họp", Addressed("all", "hoãn họp")),
        ("Gửi cho các đầu mối: Họp lúc 8h.", Addressed("role:focal", "Họp lúc 8h.")),
        ("gửi thông báo tới đại biểu\nmang theo giấy mời", Addressed("role:delegate", "mang theo giấy mời")),
        ("báo cho Lũng Mơ: xe đón 13:00", Addressed("unit:Lũng Mơ", "xe đón 13:00")),
        ("gui cho cac dau moi luc 14:00 mai: Xe don", Addressed("role:focal", "Xe don", when="14:00 mai")),
        ("gửi tin cho đơn vị chưa trả lời: đề nghị báo số", Addressed("unanswered", "đề nghị báo số")),
        ("gửi cho những đơn vị chưa nộp phóng sự: nộp ngay", Addressed("owing:phóng sự", "nộp ngay")),
        ("nhắc các đơn vị chưa nộp báo cáo", Addressed("owing:báo cáo", None, "báo cáo")),
        ("đôn đốc các đơn vị còn thiếu giấy tờ đi", Addressed("owing", None)),
        ("nhac cac don vi nop phong su", Addressed("owing:phong su", None, "phong su")),
        ("nhắc Lũng Mơ nộp báo cáo.", Addressed("unit:Lũng Mơ", None, "báo cáo")),
        ("nhac don vi chua bao so", Addressed("unanswered", None)),
        ("nhac lung mo bao so", Addressed("unit:lung mo", None)),
        ("gui dau moi: hop luc 8h", Addressed("role:focal", "hop luc 8h")),
        ("gui gap cho tat ca: mang ao mua", Addressed("all", "mang ao mua")),
        ("gui Pa Vang: mang ao", Addressed("unit:Pa Vang", "mang ao")),
        ("nhắn Lũng Mơ: mang áo", Addressed("unit:Lũng Mơ", "mang áo")),
        ("nhắn tin các huyện: mang áo", Addressed("role:focal", "mang áo")),
        ("gui cho nguoi chon cau long: mang vot", Addressed("choice:cau long", "mang vot")),
        ("nhắn đoàn nào đăng ký bóng chuyền: mang áo", Addressed("choice:bóng chuyền", "mang áo")),
        ("hen 7h sang mai gui cho tat ca: len xe", Addressed("all", "len xe", when="7h sang mai")),
        ("7:00 mai gửi các đầu mối: lên xe", Addressed("role:focal", "lên xe", when="7:00 mai")),
        ("nhac cac huyen chua nop phim", Addressed("owing:phim", None, "phim")),
        ("bao Khe May: 14 nguoi", None),
        ("8h sáng họp ở đâu: hội trường hay nhà khách", None),
        ("gửi báo cáo cho ban tổ chức", None),
        ("báo cho em biết giờ họp", None),
        ("gửi cho ai bây giờ?", None),
        ("nhắc hạn trước 5 ngày", None),
        ("gửi cho tất cả:", None),
    ],
)
def test_whom_a_sentence_means(text: str, said: Addressed | None) -> None:
    assert read_addressed(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("các đầu mối: họp lúc 8h", Addressed("role:focal", "họp lúc 8h")),
        ("Tất cả\nHọp lúc 8h", Addressed("all", "Họp lúc 8h")),
        ("Lưu ý: mang theo giấy mời", None),  # a text that holds a colon itself
        ("Xe đón lúc 13:00 tại cổng", None),
    ],
)
def test_whom_the_words_after_the_command_mean(text: str, said: Addressed | None) -> None:
    assert read_whom(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dinh chinh tin vua gui: 14h", ("", "14h")),
        ("Đính chính: xe đón lúc 13:00", ("", "xe đón lúc 13:00")),
        ("đính chính tin HN-07: xe đón lúc 13:00", ("07", "xe đón lúc 13:00")),
        ("sửa lại thông báo 3: họp 8h", ("3", "họp 8h")),
        ("đính chính", None),
        ("sửa hạn báo cáo: 20/3", None),
    ],
)
def test_a_correction_in_words(text: str, said: tuple[str, str] | None) -> None:
    assert read_correction(text) == said
