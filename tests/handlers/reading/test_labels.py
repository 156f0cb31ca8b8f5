"""Headings without a number: what stands under them is theirs, and only that."""

from handlers.reading.draft import PlanEvent
from handlers.reading.plan import read_plan


def event(*lines: str) -> PlanEvent:
    """The one meeting of a small paper with these lines."""
    (found,) = read_plan(list(enumerate(("KẾ HOẠCH", "Tổ chức Hội nghị tổng kết", *lines), 1))).events
    return found


def groups(found: PlanEvent) -> list[tuple[str | None, str, int | None]]:
    return [(group.section, group.name, group.count) for group in found.delegate_groups]


def test_a_line_that_is_only_a_name_heads_what_follows() -> None:
    found = event(
        "Thời gian: Từ ngày 05 đến ngày 08 tháng 01 năm 2027.",
        "Thành phần:",
        "",
        "Thành viên tổ đại biểu; đại diện Thường trực HĐND xã; cử tri các thôn.",
        "",
        "Nội dung:",
        "1. Thông báo kết quả kỳ họp.",
        "2. Báo cáo hoạt động của tổ.",
        "3. Tiếp thu ý kiến cử tri.",
        "",
        "Trang phục: lễ phục.",
    )
    assert groups(found) == [
        (None, "Thành viên tổ đại biểu", None),
        (None, "đại diện Thường trực HĐND xã", None),
        (None, "cử tri các thôn", None),
    ]
    assert [item.title for item in found.agenda] == [
        "Thông báo kết quả kỳ họp",
        "Báo cáo hoạt động của tổ",
        "Tiếp thu ý kiến cử tri",
    ]


def test_lines_under_it_may_lead_to_bullets_of_their_own() -> None:
    found = event(
        "Thành phần tham dự:",
        "Nhà trường: Ban giám hiệu, toàn thể giáo viên.",
        "Khách mời: - Lãnh đạo Phòng Giáo dục.",
        "- Đảng ủy xã: 02 đại biểu.",
        "Trang phục: lễ phục.",
        "- Nam: sơ mi trắng.",
    )
    assert groups(found) == [
        ("Nhà trường", "Ban giám hiệu, toàn thể giáo viên", None),
        ("Khách mời", "Lãnh đạo Phòng Giáo dục", None),
        ("Khách mời", "Đảng ủy xã", 2),
    ]


def test_capitals_head_a_section_whatever_stands_before_them() -> None:
    found = event(
        "1. THỜI GIAN – ĐỊA ĐIỂM",
        "• 7 giờ 30 phút ngày 23 tháng 05 năm 2027",
        "• NỘI DUNG CHƯƠNG TRÌNH",
        "1. Văn nghệ chào mừng",
        "2. Chào cờ",
        "3.Giới thiệu đại biểu",
        "1. Khai mạc",
        "2. Báo công",
        "6.Tham luận",
    )
    assert [item.title for item in found.agenda] == [
        "Văn nghệ chào mừng", "Chào cờ", "Giới thiệu đại biểu", "Khai mạc", "Báo công", "Tham luận",
    ]  # fmt: skip


def test_a_numbered_heading_keeps_the_names_under_it() -> None:
    found = event(
        "1. Thành phần",
        "Thành phần gồm:",
        "- Lãnh đạo Sở: 02 đồng chí;",
        "- Lãnh đạo các Văn phòng: Tỉnh ủy, HĐND, UBND tỉnh;",
        "2. Phân công",
        "- Văn phòng: chuẩn bị hội trường.",
    )
    assert groups(found) == [
        (None, "Lãnh đạo Sở", 2),
        (None, "Lãnh đạo các Văn phòng: Tỉnh ủy, HĐND, UBND tỉnh", None),
    ]
    assert [duty.unit for duty in found.duties] == ["Văn phòng"]
