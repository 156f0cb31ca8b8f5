"""Lists as offices print, mail and patch them: page furniture, sections aside, remarks in cells, tables that lie."""

import pytest

from bot.office import sheets as sheet
from handlers.reading.sheets.count_said import filled_of
from handlers.wording import workbooks
from tests.bot.office.made_books import Rows, book

pytestmark = pytest.mark.usefixtures("no_child")
HEAD = ("STT", "Họ và tên", "Chức vụ", "Ghi chú")


def names(rows: Rows) -> tuple[list[tuple[str, str | None]], str, list[int]]:
    """Name and post as they reach the desk, what was said of the rest, the rows that are no names."""
    found = sheet.read_unit_sheet(book(rows))
    said = filled_of(found.rows, found.counts, found.total)
    roster = said.names.roster if said is not None and said.names is not None else None
    taken = [(one.name, one.post) for one in roster.names] if roster else []
    return taken, workbooks.beside(found.beside), [one.line for one in roster.faults] if roster else []


def refused(rows: Rows, title: str = "Danh sách", *, units: bool = False) -> str:
    with pytest.raises(sheet.BadSheet) as bad:
        (sheet.read_units_sheet if units else sheet.read_unit_sheet)(book(rows, title))
    return str(bad.value)


@pytest.mark.parametrize(
    "again", [("TT", "Họ tên", "Chức danh", "Ký nhận"), ("STT", "Họ và tên", "Chức vụ", "Ghi chú")]
)
def test_a_heading_printed_on_the_next_page_is_nobody(again: tuple[str, ...]) -> None:
    rows: Rows = [
        HEAD,
        (1, "Tẩn A Sẩu", "Kế toán", "x"),
        (None, None, "Trang 1"),
        again,
        (2, "Ma Thị Khé", "Văn thư", None),
    ]
    taken, _, faults = names(rows)
    assert taken == [("Tẩn A Sẩu", "Kế toán"), ("Ma Thị Khé", "Văn thư")]
    assert not faults


def test_a_post_that_was_given_up_is_not_the_post() -> None:
    head = ("Họ và tên", "Chức vụ cũ", "Chức vụ trước khi sáp nhập", "Chức vụ hiện nay")
    assert names([head, ("Tẩn A Sẩu", "Văn thư", "Thủ quỹ", "Kế toán")])[0] == [("Tẩn A Sẩu", "Kế toán")]


@pytest.mark.parametrize(
    "closing",
    ["Trân trọng cảm ơn anh chị", "Em xin cảm ơn ạ", "-- ", "Sent from my Galaxy", "Được gửi từ iPhone của tôi"],
)
def test_what_stands_under_a_mails_greeting_is_nobody(closing: str) -> None:
    rows: Rows = [
        ("STT", "Họ tên", "Nhiệm vụ đang phụ trách"),
        (1, "Tẩn A Sẩu", "Kế toán"),
        (),
        (None, closing),
        (None, "Ma Thị Khé"),
    ]
    assert names(rows)[0] == [("Tẩn A Sẩu", "Kế toán")]


def test_a_remark_in_the_cell_of_a_name_is_no_post() -> None:
    rows: Rows = [
        HEAD, (1, "Tẩn A Sẩu (đi thay đ/c Vừ A Lử)", "Kế toán"), (2, "Ma Thị Khé – xin vắng", "Văn thư"),
        (3, "Lù Seo Vần, bận họp", "Thủ quỹ"), (4, "Cháng Thị Say (đến chiều 18/3)", None), (5, "Phàn Mẩy (Trưởng thôn)", None),
    ]  # fmt: skip
    taken, said, _ = names(rows)
    assert taken == [("Tẩn A Sẩu", "Kế toán"), ("Cháng Thị Say", None), ("Phàn Mẩy", "Trưởng thôn")]
    assert "dòng 2 “đi thay đ/c Vừ A Lử”" in said
    assert "dòng 5 “đến chiều 18/3”" in said
    assert "dòng 3 “Ma Thị Khé – xin vắng”" in said
    assert "dòng 4 “Lù Seo Vần, bận họp”" in said


@pytest.mark.parametrize(
    "nobody",
    [
        "Chưa phân công",
        "Sẽ báo sau",
        "Cử sau",
        "Đ/c Chủ tịch Hội Nông dân",
        "Phó Trưởng phòng Kinh tế",
        "Đại diện Công an",
    ],
)
def test_a_place_without_a_person_is_nobody(nobody: str) -> None:
    taken, _, faults = names([HEAD, (1, "Tẩn A Sẩu", "Kế toán"), (2, nobody, None)])
    assert taken == [("Tẩn A Sẩu", "Kế toán")]
    assert faults == [3]


@pytest.mark.parametrize(
    "section",
    [
        ("II", "Lái xe"),
        ("B. BÁO CHÍ ĐI CÙNG",),
        ("Dự khuyết:",),
        (None, "Phục vụ đoàn"),
        (None, "Dự phòng"),
        (None, "II. Vắng mặt"),
    ],
)
def test_who_stands_in_a_section_aside_is_asked(section: tuple[str | None, ...]) -> None:
    rows: Rows = [
        HEAD,
        (1, "Tẩn A Sẩu", "Kế toán"),
        section,
        (2, "Ma Thị Khé", "Văn thư"),
        ("III", "Đại biểu bản"),
        (3, "Lù Seo Vần", "Thủ quỹ"),
    ]
    taken, said, faults = names(rows)
    assert taken == [("Tẩn A Sẩu", "Kế toán"), ("Lù Seo Vần", "Thủ quỹ")]
    assert "dòng 4 “Ma Thị Khé”" in said
    assert not faults


@pytest.mark.parametrize(
    "between", [(None, None, "Trang 1"), (None, "Ghi chú: ở nhà khách"), ("TT", "Họ tên", "Chức danh")]
)
def test_a_section_aside_goes_on_over_pages_and_notes(between: tuple[str | None, ...]) -> None:
    rows: Rows = [
        HEAD,
        (1, "Tẩn A Sẩu", "Kế toán"),
        ("Dự phòng",),
        (2, "Ma Thị Khé", "Văn thư"),
        between,
        (3, "Lù Seo Vần", "Thủ quỹ"),
    ]
    assert names(rows)[0] == [("Tẩn A Sẩu", "Kế toán")]


def test_sex_and_year_behind_a_name_are_no_post() -> None:
    assert names([("Họ và tên",), ("Ma Thị Khé (nữ)",), ("Tẩn A Sẩu (1980)",)])[0] == [
        ("Ma Thị Khé", None),
        ("Tẩn A Sẩu", None),
    ]


def test_a_person_on_two_rows_is_asked() -> None:
    rows: Rows = [
        HEAD, (1, "Tẩn Thị", "Phó Trưởng ban"), (None, "Sẩu", "Kinh tế"), (2, "Ma Thị Khé", "Văn thư"),
        (3, "Lù Seo Vần", "Phó Chủ tịch"), (None, None, "Hội Nông dân"), (4, "Cháng Thị Say", "Thủ quỹ"),
    ]  # fmt: skip
    taken, said, faults = names(rows)
    assert taken == [("Ma Thị Khé", "Văn thư"), ("Cháng Thị Say", "Thủ quỹ")]
    assert "dòng 2 “Tẩn Thị” (“Sẩu Kinh tế”)" in said
    assert "dòng 5 “Lù Seo Vần” (“Hội Nông dân”)" in said
    assert not faults


def test_a_table_that_lies_is_said_to_lie() -> None:
    lying: Rows = [
        ("Họ tên", "Tẩn A Sẩu", "Ma Thị Khé"),
        ("Chức danh", "Kế toán", "Văn thư"),
        ("Giới tính", "Nam", "Nữ"),
    ]
    assert "nằm ngang" in refused(lying)
    units: Rows = [("Đơn vị", "Pa Vang", "Tà Hương"), ("Chỉ tiêu", 4, 5), ("Điện thoại", "0912345678", "0912345679")]
    assert "nằm ngang" in refused(units, "Đơn vị", units=True)


@pytest.mark.parametrize("model", ["VD: Nguyễn Văn A", "Nguyễn Văn A", "Trần Thị B", "Ví dụ: Lê Văn Tám"])
def test_the_example_of_a_form_is_nobody(model: str) -> None:
    taken, said, faults = names([HEAD, (1, model, "Chủ tịch"), (2, "…", "..."), (3, "Tẩn A Sẩu", "Kế toán")])
    assert taken == [("Tẩn A Sẩu", "Kế toán")]
    assert f"dòng ví dụ của mẫu: dòng 2 “{model}”" in said
    assert not faults
    assert "Anh/chị điền danh sách rồi gửi lại" in refused([HEAD, (1, model, "Chủ tịch"), (2, "…", "...")])
