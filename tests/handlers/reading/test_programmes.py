"""Programmes in the shapes that web pages and typists leave them in, and who is named beside them."""

from datetime import date, time

from handlers.reading.draft import AgendaItem, PlanEvent
from handlers.reading.plan import read_plan

Row = tuple[date | None, time | None, str, tuple[str, ...]]


def event(text: str) -> PlanEvent:
    """The one meeting of a small paper."""
    (found,) = read_plan(list(enumerate(text.split("\n"), 1))).events
    return found


def rows(items: tuple[AgendaItem, ...]) -> list[Row]:
    return [(item.date, item.start, item.title, item.who) for item in items]


def test_a_cell_a_line_under_a_heading_that_is_no_column() -> None:
    found = event(
        "Kế hoạch tổ chức Hội nghị đối thoại\n\nNội dung chương trình:\n\nTT\n\nThời gian\n\nNội dung\n\n"
        "Đơn vị/ người thực hiện\n\n1\n\n7h00’ -7h30’\n\nĐón tiếp đại biểu\n\nVăn phòng; Sở Công Thương\n\n2\n\n"
        "7h30’ – 7h35’\n\nGiới thiệu đại biểu\n\nChánh Văn phòng\n"
    )
    assert rows(found.agenda) == [
        (None, time(7), "Đón tiếp đại biểu", ("Văn phòng", "Sở Công Thương")),
        (None, time(7, 30), "Giới thiệu đại biểu", ("Chánh Văn phòng",)),
    ]


def test_cells_that_a_pipe_closes_share_the_hour_above_them() -> None:
    found = event(
        "KẾ HOẠCH\nTỔ CHỨC LỄ KHAI GIẢNG\nThời gian:\n- Ngày 05 tháng 9 năm 2026.\nNội dung chương trình:\nThời gian |\n"
        "Nội dung |\nThực hiện |\n7h15– 9h00 |\n- Ổn định tổ chức. |\nMC + Đội trống |\n|\nChào cờ. |\nCô Lanh |\n|\n"
        "Hồi trống khai trường. |\nThầy Thụ |\n|"
    )
    assert rows(found.agenda) == [
        (None, time(7, 15), "Ổn định tổ chức", ("MC", "Đội trống")),
        (None, None, "Chào cờ", ("Cô Lanh",)),
        (None, None, "Hồi trống khai trường", ("Thầy Thụ",)),
    ]


def test_rows_that_a_pipe_ends() -> None:
    found = event(
        "KẾ HOẠCH\nTổ chức Tết Trung thu\n3. Nội dung tiến trình\nThời gian | Nội dung |\nGiờ ra chơi | Góp hoa quả |\n"
        "12h00-14h00 | Bày mâm cỗ |\n15h30 – 16h10 | Phá cỗ (Mỗi lớp cử 2 học sinh nhận hoa quả). |"
    )
    assert rows(found.agenda) == [
        (None, None, "Góp hoa quả", ()),
        (None, time(12), "Bày mâm cỗ", ()),
        (None, time(15, 30), "Phá cỗ (Mỗi lớp cử 2 học sinh nhận hoa quả)", ()),
    ]


def test_a_sitting_that_is_counted_beside_one_that_is_timed() -> None:
    found = event(
        "KẾ HOẠCH\nTổ chức Đại hội Đảng bộ\n2. Thời gian: 01 ngày rưỡi.\n"
        "- Phiên trù bị: từ 14 giờ 00, ngày 24/5/2027.\n- Phiên chính thức: từ 7 giờ 30, ngày 25/5/2027.\n"
        "CHƯƠNG TRÌNH ĐẠI HỘI\n\nPhiên trù bị (14h00 ngày 24/5/2027)\n1. Phát tài liệu\n2. Bầu Đoàn Chủ tịch\n\n"
        "Phiên chính thức (7h30 ngày 25/5/2027)\n7h30 - 7h45: Chào cờ (Đoàn Thanh niên)\n7h45 - 8h00: Khai mạc\n"
    )
    first, second = date(2027, 5, 24), date(2027, 5, 25)
    assert (found.starts_on, found.ends_on) == (first, second)
    assert rows(found.agenda) == [
        (first, None, "Phát tài liệu", ()),
        (first, None, "Bầu Đoàn Chủ tịch", ()),
        (second, time(7, 30), "Chào cờ", ("Đoàn Thanh niên",)),
        (second, time(7, 45), "Khai mạc", ()),
    ]


def test_an_hour_opens_an_item_in_a_wrapped_paper_too() -> None:
    lines = [
        "Các chi bộ trực thuộc quán triệt Kế hoạch này đến toàn thể đảng viên, cử",
        "đảng viên dự đầy đủ, đúng thành phần, đúng thời gian theo chương trình của",
        "đảng ủy cấp trên, báo cáo kết quả về văn phòng đúng hạn để tổng hợp chung",
        "và kịp thời phản ánh khó khăn.",
    ]
    body = "\n".join(lines * 3)
    found = event(
        f"KẾ HOẠCH\nTổ chức Đại hội\n{body}\nCHƯƠNG TRÌNH ĐẠI HỘI\n"
        "9h40 - 10h00: Phát biểu chỉ đạo của đồng chí Bí thư Đảng ủy Khối các cơ quan\n10h00 - 11h00: Bầu cử\n"
    )
    assert [(item.start, item.title) for item in found.agenda] == [
        (time(9, 40), "Phát biểu chỉ đạo của đồng chí Bí thư Đảng ủy Khối các cơ quan"),
        (time(10), "Bầu cử"),
    ]


def test_who_speaks_in_a_list_without_hours() -> None:
    found = event(
        "KẾ HOẠCH\nTổ chức Hội nghị trực tuyến\nNội dung:\n1. Báo cáo kinh tế - xã hội - Sở Tài chính trình bày.\n"
        "2. Phát biểu của Ban Thi đua tỉnh - Sở Nội vụ.\n3. Thảo luận."
    )
    assert rows(found.agenda) == [
        (None, None, "Báo cáo kinh tế - xã hội", ("Sở Tài chính",)),
        (None, None, "Phát biểu của Ban Thi đua tỉnh - Sở Nội vụ", ("Ban Thi đua tỉnh - Sở Nội vụ",)),
        (None, None, "Thảo luận", ()),
    ]


def test_who_chairs_told_in_a_sentence() -> None:
    found = event("KẾ HOẠCH\nTổ chức Hội nghị trực tuyến\nHội nghị do Phó Chủ tịch UBND tỉnh Lò Văn Hặc chủ trì;\n")
    assert found.chairs == ("Phó Chủ tịch UBND tỉnh Lò Văn Hặc",)


def test_a_body_named_by_its_work_and_led_by_somebody() -> None:
    (found,) = event(
        "KẾ HOẠCH\nTổ chức Đại hội\nIII- PHÂN CÔNG\n"
        "1- Tiểu ban Tuyên truyền, khánh tiết và phục vụ: đồng chí Ngô Khắc Định làm Trưởng tiểu ban. Trang trí hội "
        "trường, in giấy mời.\n"
    ).duties
    assert (found.unit, [task.text for task in found.tasks]) == (
        "Tiểu ban Tuyên truyền, khánh tiết và phục vụ", ["Trang trí hội trường, in giấy mời"],
    )  # fmt: skip


def test_a_bullet_that_counts_the_whole_lists_its_groups() -> None:
    found = event(
        "KẾ HOẠCH\nTổ chức Đại hội\n4. Đại biểu\n- Đại biểu mời: 25 đồng chí, gồm: đại diện Đảng ủy Khối; các ban.\n"
        "a) Đại biểu tỉnh (15 người): Mời đại diện Ban Dân tộc; Vụ Địa phương I.\n"
    )
    assert [(group.section, group.name) for group in found.delegate_groups] == [
        (None, "đại diện Đảng ủy Khối"),
        (None, "các ban"),
        ("Đại biểu tỉnh", "đại diện Ban Dân tộc"),
        ("Đại biểu tỉnh", "Vụ Địa phương I"),
    ]


def test_who_signed_stands_behind_the_posts_in_one_cell() -> None:
    found = read_plan(list(enumerate(
        ["KẾ HOẠCH", "Tổ chức Hội nghị", "Trên đây là Kế hoạch./.", "| *Nơi nhận:* - Như trên; - Lưu: VT. | **TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH** **Sùng Thị Mai** |"], 1))).plan  # fmt: skip
    assert found.signed_by == "Sùng Thị Mai"


def test_hours_behind_the_title_and_parts_with_items_of_their_own() -> None:
    found = event(
        "KẾ HOẠCH\nTổ chức Lễ đón nhận Huân chương\nII. NỘI DUNG\n1. Thời gian, địa điểm\n"
        "1.1. Thời gian: từ 19 giờ 30 phút, ngày 18/10/2026.\n"
        "Tổng duyệt chương trình lúc 19 giờ 30 phút ngày 17/10/2026.\n"
        "3. Chương trình buổi lễ\n- Đón tiếp đại biểu: từ 18h30 đến 19h30.\n- Văn nghệ chào mừng: 30 phút.\n"
        "- Phần lễ (từ 20h00 đến 21h15):\n+ Chào cờ.\n+ Diễn văn của đồng chí Chủ tịch UBND xã.\n"
        "- Chiếu phim tư liệu (15 phút)."
    )
    assert found.delegate_groups == ()
    assert [(item.date, item.start, item.end, item.title) for item in found.agenda] == [
        (date(2026, 10, 17), time(19, 30), None, "Tổng duyệt chương trình"),
        (None, time(18, 30), time(19, 30), "Đón tiếp đại biểu"),
        (None, None, None, "Văn nghệ chào mừng"),
        (None, time(20), time(21, 15), "Phần lễ"),
        (None, None, None, "Chào cờ"),
        (None, None, None, "Diễn văn của đồng chí Chủ tịch UBND xã"),
        (None, None, None, "Chiếu phim tư liệu (15 phút)"),
    ]


def test_a_line_is_tried_before_an_online_meeting_and_nobody_doubts_its_day() -> None:
    found = read_plan(list(enumerate(
        ["GIẤY MỜI", "tham dự Hội nghị báo cáo viên", "4- Thời gian: từ 8 giờ 00, ngày 11/11/2026.", "5- Địa điểm: Hội trường.", "", "Đề nghị cấp ủy các xã, phường mở điểm cầu, kết nối thử đường truyền lúc 15 giờ 00 ngày 10/11/2026; báo cáo số lượng về Ban Tuyên giáo trước ngày 09/11/2026.", "", "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "", "Vi Thị Hạnh"], 1,
    )))  # fmt: skip
    (only,) = found.events
    assert rows(only.agenda) == [
        (date(2026, 11, 10), time(15), "kết nối thử đường truyền", ("cấp ủy các xã, phường",)),
    ]
    assert not [doubt for doubt in found.warnings if "ngoài thời gian" in doubt.text]
    assert (found.deadlines[0].who, found.plan.signed_by) == ("cấp ủy các xã, phường", "Vi Thị Hạnh")
    assert found.unread == ()


def test_a_basis_that_goes_on_names_the_members_and_money_without_items_is_the_sum() -> None:
    found = read_plan(list(enumerate(
        ["KẾ HOẠCH", "Hoạt động của Cụm thi đua số IV năm 2026", "Căn cứ Hướng dẫn số 15/HD-HĐTĐKT; Cụm thi đua số IV (gồm: huyện Yên Mỗ, huyện Tân Hạ, thị xã Việt Lâm) xây dựng Kế hoạch như sau:", "IV. KINH PHÍ", "Dự kiến 1.250.000.000 đồng, từ ngân sách huyện."], 1)))  # fmt: skip
    assert {unit.name for unit in found.member_units} == {"Yên Mỗ", "Tân Hạ", "Việt Lâm"}
    assert found.budget_total == 1_250_000_000


def test_a_table_of_the_circle_tells_its_units_and_their_numbers() -> None:
    found = read_plan(list(enumerate(
        ["KẾ HOẠCH", "Tổ chức Hội nghị tổng kết Cụm thi đua", "**I. Thời gian, địa điểm**", "2. Địa điểm:", "- Giao lưu thể thao: Nhà thi đấu huyện.", "- Hội nghị tổng kết: Hội trường UBND huyện.", "**II. Thành phần**", "**1. Đại biểu mời**", "+ Lãnh đạo Sở (07 đồng chí).", "**2. Các đơn vị trong Cụm**", "| STT | Đơn vị | Lãnh đạo | VĐV | Tổng |", "|---|---|---|---|---|", "| 1 | Phòng GD&ĐT Mường Khao (Cụm trưởng) | 12 | 20 | 32 |", "| 2 | Phòng GD&ĐT Pu Nhi (Cụm phó) | 6 | 14 | 20 |", "| 3 | Phòng GD&ĐT Tả Van | 6 | 14 | 20 |", "| | Tổng cộng | 24 | 48 | 72 |"], 1)))  # fmt: skip
    assert [(unit.name, unit.role) for unit in found.member_units] == [
        ("Phòng GD&ĐT Mường Khao", "chair"), ("Phòng GD&ĐT Pu Nhi", "deputy"), ("Phòng GD&ĐT Tả Van", "member"),
    ]  # fmt: skip
    (only,) = found.events
    assert [(group.name, group.count) for group in only.delegate_groups][1:] == [
        ("Phòng GD&ĐT Mường Khao (Cụm trưởng)", 32), ("Phòng GD&ĐT Pu Nhi (Cụm phó)", 20), ("Phòng GD&ĐT Tả Van", 20),
    ]  # fmt: skip
    assert (only.expected_delegates, only.venue, found.unread) == (72, "Hội trường UBND huyện", (5,))


def test_people_of_the_circle_are_no_units() -> None:
    found = read_plan(list(enumerate(
        ["KẾ HOẠCH", "Tổ chức Hội nghị tổng kết Khối thi đua", "II. Thành phần", "2. Các đơn vị trong Khối", "- Giám đốc sở: 07 đại biểu;", "- Chánh Văn phòng sở: 07 đại biểu;", "- Chủ tịch công đoàn cơ sở: 07 đại biểu."], 1)))  # fmt: skip
    assert found.member_units == ()


def test_the_units_of_a_circle_behind_their_count() -> None:
    found = read_plan(list(enumerate(
        ["KẾ HOẠCH", "Tổ chức Hội nghị tổng kết Khối thi đua các sở", "**I. MỤC ĐÍCH, YÊU CẦU**", "", "1. Đánh giá phong trào.", "", "2. Hội nghị bảo đảm trang trọng.", "", "**II. NỘI DUNG**", "**4. Thành phần**", "", "*4.2. Các đơn vị thành viên (04 đơn vị):* Công an tỉnh, Viện Kiểm sát nhân dân tỉnh, Sở Tư pháp, Thanh tra tỉnh. Mỗi đơn vị 04 đại biểu.", "", "**III. TỔ CHỨC THỰC HIỆN**", "", "**1. Khối trưởng (Công an tỉnh)**", "", "- Xây dựng báo cáo, gửi các đơn vị thành viên tham gia ý kiến trước ngày 15/12/2026.", "", "**4. Kinh phí:** Mỗi đơn vị đóng góp 3.000.000 đồng."], 1)))  # fmt: skip
    assert {unit.name for unit in found.member_units} == {
        "Công an tỉnh", "Viện Kiểm sát nhân dân tỉnh", "Sở Tư pháp", "Thanh tra tỉnh",
    }  # fmt: skip
    assert found.requirements == ("Hội nghị bảo đảm trang trọng",)
    assert [duty.unit for duty in found.events[0].duties] == ["Khối trưởng"]
    assert [due.send_to for due in found.deadlines] == ["các đơn vị thành viên"]
