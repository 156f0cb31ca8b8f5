"""Whom an organiser writes to, in words, and reminders that need no words of their own."""

import pytest

from handlers.reading.addressing import Addressed, read_addressed, read_whom


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
