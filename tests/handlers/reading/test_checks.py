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


HELD = ("1. Thời gian: ngày 14/4/2026.", "2. Địa điểm: Nhà văn hóa xã.")
CIRCLE = (
    "UBND xã Suối Lau (đơn vị Trưởng khối), các xã Nà Dền, Khe Mây thành viên khối thi đua xây dựng kế hoạch như sau:"
)


@pytest.mark.parametrize(
    ("lines", "quiet"),
    [
        (("II. PHÂN CÔNG", "- Văn phòng gửi báo cáo kết quả về Sở chậm nhất ngày 20/4/2026."), "sau ngày họp"),
        (("II. PHÂN CÔNG", "- Các thôn gửi phiếu về xã trong vòng 72 giờ sau khi Hội nghị kết thúc."), "sau ngày họp"),
        (("II. CHƯƠNG TRÌNH", "Ngày 13/4/2026", "- 14h00: Tổng duyệt", "Ngày 14/4/2026", "- 8h00: Khai mạc"), "ngoài"),
        (("3. Thành phần:", "- Các thôn: mỗi thôn 02 đại biểu."), "của từng đơn vị"),
        (("II. DỰ TRÙ KINH PHÍ", "1. Trọng tài: 4 người x 3 ngày x 100.000 đồng = 1.200.000 đồng."), "nhân đơn giá"),
        (("Chú ý: phiên thứ hai họp ngày 15/4/2026 sau lễ.",), "là thứ Tư nhưng"),
    ],
    ids=["report after", "counted from the end", "rehearsal", "quota of each", "three factors", "second, not Monday"],
)
def test_what_only_looks_doubtful_is_not_asked_about(lines: tuple[str, ...], quiet: str) -> None:
    assert quiet not in doubts(*HELD, *lines)


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        (("II. PHÂN CÔNG", "- Các thôn gửi danh sách về xã trước ngày 20/4/2026."), "sau ngày họp 14/04/2026"),
        (("II. CHƯƠNG TRÌNH", "1. Khai mạc", "2. Thảo luận"), "chưa có giờ"),
        (("3. Thành phần:", "- Lãnh đạo xã", "- Trưởng thôn"), "chưa ghi số đại biểu của từng đơn vị"),
        ((CIRCLE, "3. Thành phần:", "- Các xã trong khối: 40 đại biểu"), "có 40 người. Mỗi đơn vị được mấy người?"),
        (("II. PHÂN CÔNG", "- Các thôn gửi danh sách trước ngày 02/5/2026."), "thứ Tư 29/04/2026 làm hạn nhắc"),
        (
            ("II. DỰ TRÙ KINH PHÍ", "1. Hoa: 200.000 đồng", "2. Nước: 100.000 đồng", "Tổng cộng: 500.000 đồng"),
            "các khoản cộng lại là 300.000 đồng",
        ),
    ],
    ids=["deadline after", "no hours", "no quota", "one figure for many", "holiday", "sum of money"],
)
def test_doubt_about_a_meeting_with_day_and_place(lines: tuple[str, ...], asked: str) -> None:
    assert asked in doubts(*HELD, *lines)


def test_a_paper_that_announces_nothing_is_asked_about() -> None:
    found = read_plan([(1, "Danh sách đội bóng thôn Nà Dền"), (2, "1. Vàng A Súa"), (3, "2. Lý Thị Mẩy")]).warnings
    assert "Đây có phải là kế hoạch tổ chức không?" in found[-1].text
