"""Doubts that an organiser is asked about."""

from datetime import date

import pytest

from handlers.reading.checks import last_working_day
from handlers.reading.plan import read_plan

TOP = (
    "UBND XÃ SUỐI LAU",
    "Suối Lau, ngày 02 tháng 3 năm 2026",
    "KẾ HOẠCH",
    "Tổ chức Hội nghị tổng kết phong trào",
    "I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN",
)


def doubts(*lines: str, today: date | None = None) -> str:
    """The questions about a small paper with these lines, one per line."""
    return "\n".join(doubt.text for doubt in read_plan(list(enumerate((*TOP, *lines), 1)), today).warnings)


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        (("1. Thời gian: thứ Hai, ngày 14/4/2026.",), "Ngày 14/04/2026 là thứ Ba nhưng kế hoạch ghi thứ Hai"),
        (("1. Thời gian: ngày 31/4/2026.",), "“31/4/2026” không có trong lịch"),
        (("1. Thời gian: ngày 14/4/3026.",), "“14/4/3026” có vẻ gõ nhầm"),
        (("1. Địa điểm: Nhà văn hóa xã.",), "chưa có ngày cụ thể"),
        (("1. Thời gian: ngày 14/4/2026.",), "chưa có địa điểm"),
        (
            ("1. Thành phần: 30 đại biểu, gồm:", "- Cán bộ xã: 10 đại biểu;", "- Trưởng thôn: 15 đại biểu."),
            "dự kiến 30 đại biểu nhưng các nhóm cộng lại là 25",
        ),
        (
            ("II. CHƯƠNG TRÌNH", "- 8h00 - 9h00: Khai mạc", "- 8h30 - 10h00: Thảo luận"),
            "“Khai mạc” kết thúc 09:00 nhưng “Thảo luận” bắt đầu 08:30",
        ),
        (
            ("1. Thời gian: ngày 14/4/2026.", "II. CHƯƠNG TRÌNH", "Ngày 15/4/2026", "- 8h00: Khai mạc"),
            "ngoài thời gian tổ chức",
        ),
        (
            ("II. PHÂN CÔNG NHIỆM VỤ", "- Các thôn gửi báo cáo về UBND xã trước ngày 06/4/2026."),
            "Lấy thứ Sáu 03/04/2026 làm hạn nhắc",
        ),
        (("II. DỰ TRÙ KINH PHÍ", "1. Nước uống: 30 người x 10.000 đồng/người = 200.000 đồng."), "là 300.000 đồng"),
    ],
)
def test_doubt(lines: tuple[str, ...], asked: str) -> None:
    assert asked in doubts(*lines)


def test_what_fits_is_not_asked_about() -> None:
    found = doubts(
        "1. Thời gian: thứ Ba, ngày 14/4/2026; phiên thứ hai ngày 14/4/2026.",
        "2. Địa điểm: Nhà văn hóa xã.",
        "3. Thành phần: 25 đại biểu, gồm:",
        "- Cán bộ xã: 10 đại biểu;",
        "- Trưởng thôn: 15 đại biểu.",
        "II. CHƯƠNG TRÌNH",
        "- 8h00 - 9h00: Khai mạc",
        "- 9h00 - 10h00: Thảo luận",
        "III. PHÂN CÔNG NHIỆM VỤ",
        "- Các thôn gửi báo cáo về UBND xã trước ngày 08/4/2026.",
    )
    assert found == ""


def test_what_is_past_depends_on_today() -> None:
    lines = ("1. Thời gian: ngày 14/4/2026.", "2. Địa điểm: Nhà văn hóa xã.")
    assert "đã qua" in doubts(*lines, today=date(2026, 5, 1))
    assert "đã qua" not in doubts(*lines, today=date(2026, 4, 14))


def test_a_name_spelt_two_ways_is_asked_about() -> None:
    lines = tuple(f"- UBND huyện Bản Mùa làm việc {n};" for n in "abc")
    assert "“Bản Mùa” và “BẢN MÚA”" in doubts("II. PHÂN CÔNG NHIỆM VỤ", *lines, "CHỦ TỊCH UBND HUYỆN BẢN MÚA")
    assert "phải là một" not in doubts(
        "II. PHÂN CÔNG NHIỆM VỤ", *lines, "Tòa nhà Hòa Bình, Hoà Bình, Hoà Bình, Hoà Bình"
    )


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2023, 11, 19), date(2023, 11, 17)),
        (date(2026, 4, 30), date(2026, 4, 29)),
        (date(2026, 4, 29), date(2026, 4, 29)),
    ],
)
def test_last_working_day(day: date, working: date) -> None:
    assert last_working_day(day) == working
