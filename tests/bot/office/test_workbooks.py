"""Workbooks as people hand them back: read by heading, totals and notes are no data, what is left out is said."""

import io
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.office import sheets as sheet
from handlers.wording import workbooks
from tests.bot.office.made_books import Change, Rows, book

DATA = Path(__file__).parents[2] / "data" / "workbooks"
HEAD = ("Họ và tên", "Chức vụ", "Nhóm")
MAN, HAC = "Lò Thị Mận", "Lò Văn Hặc"


pytestmark = pytest.mark.usefixtures("no_child")


def names(rows: Rows, change: Change | None = None) -> tuple[list[tuple[str, ...]], str]:
    """Name, post and group of every row that was taken, and what was said of the rest."""
    found = sheet.read_unit_sheet(book(rows, change=change))
    return [cells[:3] for _, cells in found.rows], workbooks.beside(found.beside)


def counts(rows: Rows, change: Change | None = None) -> tuple[list[tuple[str, int]], int | None, str]:
    found = sheet.read_unit_sheet(book(rows, "Số lượng", change))
    return [(group, number) for _, group, number in found.counts], found.total, workbooks.beside(found.beside)


def units(rows: Rows, change: Change | None = None) -> tuple[list[tuple[str, str]], str]:
    """Unit and quota of every row that was taken, and what was said of the rest."""
    found = sheet.read_units_sheet(book(rows, "Đơn vị", change))
    return [(cells[0], cells[3]) for _, cells in found.rows], workbooks.beside(found.beside)


def refusal(read: Callable[[], object]) -> str:
    with pytest.raises(sheet.BadSheet) as refused:
        read()
    return str(refused.value)


MAN_ROW, HAC_ROW = (MAN, "Phó Chủ tịch", "Thường trực"), (HAC, "Công chức", "Ngành")
BOTH = [MAN_ROW, HAC_ROW]


def merged(*places: str) -> Change:
    def change(page: Worksheet) -> None:
        for place in places:
            page.merge_cells(place)

    return change


@pytest.mark.parametrize(
    ("rows", "change"),
    [
        ([HEAD, *BOTH], None),
        ([("Nhóm", "Chức danh", "Họ tên"), *[tuple(reversed(row)) for row in BOTH]], None),
        ([("DANH SÁCH ĐOÀN ĐẠI BIỂU",), ("Kèm theo Công văn số 12",), (), HEAD, *BOTH], merged("A1:C1")),
        ([("STT", "Họ, chữ đệm và tên", "Chức vụ (ghi rõ)", "Thành phần"), ("1", *MAN_ROW), (2.0, *HAC_ROW)], None),
        ([("TT", "Họ và tên đệm", "Tên", "Chức vụ", "Đối tượng"), (1, "Lò Thị", "Mận", *MAN_ROW[1:]),
          (2, "Lò Văn", "Hặc", *HAC_ROW[1:])], None),
        ([("STT", "Họ và tên", None, "Chức vụ", "Nhóm"), (1, "Lò Thị", "Mận", *MAN_ROW[1:]),
          (2, "Lò Văn", "Hặc", *HAC_ROW[1:])], merged("B1:C1")),
        ([("STT", "Họ và tên", "Thông tin", None), (None, None, "Chức vụ", "Nhóm"), (1, *MAN_ROW), (2, *HAC_ROW)],
         merged("A1:A2", "B1:B2", "C1:D1")),
        ([("Họ và tên", "Thông tin", None), (None, "Chức vụ", "Nhóm"), *BOTH], None),
        ([("1. Họ và tên (*)", "2. Chức vụ:", "3. NHÓM"), ("(1)", "(2)", "(3)"), *BOTH], None),
        ([HEAD, (), MAN_ROW, (), (), HAC_ROW], None),
        ([tuple(unicodedata.normalize("NFD", one) for one in HEAD), *BOTH], None),
        ([HEAD, ("Lò\xa0Thị\u200bMận".replace("\u200b", "\xa0"), "Phó\xa0Chủ tịch", " Thường\u200b trực "), HAC_ROW], None),
        ([HEAD, *[tuple(unicodedata.normalize("NFD", cell) for cell in row) for row in BOTH]], None),
        ([HEAD, ("Lò Thị\nMận", "Phó Chủ\ntịch", "Thường trực"), HAC_ROW], None),
        ([HEAD, ("1. Lò Thị Mận", *MAN_ROW[1:]), ("Lò Văn Hặc", *HAC_ROW[1:])], None),
    ],
)  # fmt: skip
def test_names_are_read_by_heading(rows: Rows, change: Change | None) -> None:
    taken, _ = names(rows, change)
    assert [(name.removeprefix("1. "), *rest) for name, *rest in taken] == BOTH


@pytest.mark.parametrize(
    "last",
    ["Cộng", "CỘNG:", "Tổng cộng", "TỔNG SỐ: 2 người", "Tổng số đại biểu", "TC", "T.Cộng", "tong cong", "Cộng (1+2)", "Tổng",
     "Total", "Cộng danh sách: 2 người", unicodedata.normalize("NFD", "Tổng cộng"), "Tong so: 2"],
)  # fmt: skip
@pytest.mark.parametrize("column", [0, 1])
def test_totals_are_no_people_wherever_they_stand(last: str, column: int) -> None:
    total = ("", last, 2) if column else (last, "", 2)
    taken, said = names([("STT", "Họ và tên", "Chức vụ"), (1, MAN, "Phó"), total])
    assert [one[0] for one in taken] == [MAN]
    assert "dòng cộng: dòng 3" in said


@pytest.mark.parametrize(
    "unit", ["Tổng cục Thuế", "Tổng công ty Điện lực", "Công an phường", "Công đoàn", "Cộng đồng người Dao", "Cong an xa",
             "Công ty Sen Hồng", "Trung tâm TC", "Khối Tổng hợp"],
)  # fmt: skip
def test_units_that_begin_like_a_total_are_units(unit: str) -> None:
    assert units([("Đơn vị", "Chỉ tiêu"), (unit, 4), ("Cộng", 4)])[0] == [(unit, "4")]


def test_tong_is_a_family_name() -> None:
    assert [
        one[0]
        for one in names(
            [HEAD, ("Tống Văn Cộng", "Phó", None), ("Công Thị Tổng", "", ""), ("Tòng Công Chung", "", "")]
        )[0]
    ] == [
        "Tống Văn Cộng",
        "Công Thị Tổng",
        "Tòng Công Chung",
    ]


@pytest.mark.parametrize(
    "foot",
    [
        [("Ghi chú: danh sách có thể thay đổi",)],
        [("Lũng Mơ, ngày 12 tháng 3 năm 2027",), ("CHỦ TỊCH",), ("Vàng A Chư",)],
        [(), (None, "TM. ỦY BAN NHÂN DÂN"), (None, "CHỦ TỊCH"), ("Vàng A Chư",)],
        [(), ("NGƯỜI LẬP BIỂU",), ("Vàng A Chư",)],
        [("* Số liệu đến ngày 12/3",)],
        [HEAD],
        [("Ấn định danh sách có 1 đồng chí đi dự",)],
    ],
)
def test_what_stands_below_is_no_person_and_is_said(foot: Rows) -> None:
    taken, said = names([HEAD, MAN_ROW, *foot])
    assert taken == [MAN_ROW]
    assert "bỏ qua" in said
    assert "dòng 3" in said or "dòng 4" in said


@pytest.mark.parametrize("section", ["I. Khối Đảng", "A. THƯỜNG TRỰC", "Các phòng chuyên môn", "Lãnh đạo xã"])
def test_a_line_between_the_people_is_no_person(section: str) -> None:
    taken, said = names([HEAD, (section,), MAN_ROW, ("Khối khác", None, None), HAC_ROW], merged("A4:C4"))
    assert taken == BOTH
    assert "dòng 2" in said
    assert "dòng 4" in said


def test_a_merged_group_belongs_to_every_row_it_reaches() -> None:
    taken, _ = names([HEAD, (MAN, "Phó", "Thường trực"), (HAC, "Phó", None)], merged("C2:C3"))
    assert [one[2] for one in taken] == ["Thường trực", "Thường trực"]


def test_more_columns_are_named_as_not_used() -> None:
    rows: Rows = [
        ("STT", "Ngày sinh", "Họ và tên", "SĐT", "Chức vụ", "Quê quán"),
        (1, date(1985, 5, 20), MAN, 912345678, "Phó Chủ tịch", None),
    ]
    taken, said = names(rows)
    assert taken == [(MAN, "Phó Chủ tịch", "")]
    assert said == "! Cột không dùng đến: “Ngày sinh”, “SĐT”."


def hide(rows: tuple[int, ...] = (), columns: str = "") -> Change:
    def change(page: Worksheet) -> None:
        for row in rows:
            page.row_dimensions[row].hidden = True
        for letter in columns:
            page.column_dimensions[letter].hidden = True

    return change


def test_what_is_hidden_or_filtered_is_not_taken_and_is_said() -> None:
    taken, said = names([HEAD, MAN_ROW, HAC_ROW], hide(rows=(3,)))
    assert taken == [MAN_ROW]
    assert "dòng đang ẩn hoặc bị lọc: dòng 3 “Lò Văn Hặc”" in said
    taken, said = names([HEAD, MAN_ROW], hide(columns="B"))
    assert taken == [(MAN, "", "Thường trực")]
    assert "Cột đang ẩn nên không đọc: “Chức vụ”" in said
    refused = refusal(lambda: counts([("Nhóm", "Số người"), ("Ngành", 5), ("Khách", 7)], hide(rows=(3,))))
    assert "dòng 3 (“Khách”) đang ẩn" in refused


def two_sheets(first: tuple[str, Rows], second: tuple[str, Rows], hidden: str = "") -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in (first, second):
        page = made.create_sheet(title)
        page.sheet_state = "hidden" if title == hidden else "visible"
        for row in rows:
            page.append(row)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def test_of_several_sheets_one_is_meant_or_asked() -> None:
    full, other = [HEAD, MAN_ROW], [HEAD, HAC_ROW]
    found = sheet.read_unit_sheet(two_sheets(("Danh sách", full), ("Danh sách cũ", other)))
    assert [cells[0] for _, cells in found.rows] == [MAN]
    assert "Không đọc trang: “Danh sách cũ”" in workbooks.beside(found.beside)
    found = sheet.read_unit_sheet(two_sheets(("Danh sách", [HEAD]), ("Sheet2", other)))
    assert [cells[0] for _, cells in found.rows] == [HAC]
    asked = refusal(lambda: sheet.read_unit_sheet(two_sheets(("Đợt 1", full), ("Đợt 2", other))))
    assert "“Đợt 1” 1 dòng, “Đợt 2” 1 dòng" in asked
    found = sheet.read_unit_sheet(two_sheets(("Danh sách", full), ("Nháp", other), hidden="Nháp"))
    assert [cells[0] for _, cells in found.rows] == [MAN]
    assert "“Nháp”" in workbooks.beside(found.beside)
    hidden = two_sheets(("Trang bìa", [("Bìa",)]), ("Danh sách", full), hidden="Danh sách")
    assert "bị ẩn" in refusal(lambda: sheet.read_unit_sheet(hidden))


NUMBERED = ("Nhóm", "Số người")


@pytest.mark.parametrize(
    ("cell", "number"),
    [(12, 12), (12.0, 12), ("12", 12), ("12.0", 12), ("12,0", 12), ("16 người", 16), ("16 đại biểu", 16), (" 7\xa0", 7),
     ("'9", 9), ("5 đ/c", 5)],
)  # fmt: skip
def test_numbers_of_people_as_they_are_typed(cell: object, number: int) -> None:
    assert counts([NUMBERED, ("Đội 2", cell)])[0] == [("Đội 2", number)]


@pytest.mark.parametrize(
    "cell",
    [
        date(2027, 3, 14),
        12.5,
        "12,5",
        "khoảng 12",
        "10-12",
        "-3",
        -3,
        1200,
        True,
        "mười",
        "14/3",
        "5%",
        "1.200",
        "12 xe",
    ],
)
def test_what_is_no_number_of_people_is_named_with_its_row(cell: object) -> None:
    refused = refusal(lambda: counts([NUMBERED, ("Thường trực", 5), ("Ngành", cell)]))
    assert "dòng 3" in refused
    assert "không phải số người" in refused


def test_errors_percents_and_formulas_without_a_result_are_named() -> None:
    def broken(page: Worksheet) -> None:
        page["B2"].value = "#REF!"
        page["B2"].data_type = "e"

    assert "dòng 2, cột “Số người”: ô bị lỗi #REF!" in refusal(lambda: counts([NUMBERED, ("Ngành", 5)], broken))
    assert "công thức =8+8 chưa có kết quả" in refusal(lambda: counts([NUMBERED, ("Ngành", "=8+8")]))

    def percent(page: Worksheet) -> None:
        page["B2"].number_format = "0%"

    assert "không phải số người" in refusal(lambda: counts([NUMBERED, ("Ngành", 1)], percent))


def test_a_formula_with_its_result_is_read() -> None:
    made = book([NUMBERED, ("Ngành", "=8+8"), ("Khách", '=IF(1=1,"","x")')], "Số lượng")
    content = with_part(made, "xl/worksheets/sheet1.xml", lambda words: words.replace("<v/>", "<v>16</v>", 1)
                        .replace("<v />", "<v>16</v>", 1).replace("<v></v>", "<v>16</v>", 1))  # fmt: skip
    content = with_part(content, "xl/worksheets/sheet1.xml", lambda words: words.replace('r="B3"', 'r="B3" t="str"'))
    found = sheet.read_unit_sheet(content)
    assert [(group, number) for _, group, number in found.counts] == [("Ngành", 16)]


def with_part(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The workbook with one of its parts rewritten, as other programs write it."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            words = old.read(name)
            new.writestr(name, change(words.decode()).encode() if name == part else words)
    return held.getvalue()


def test_inline_strings_and_a_wrong_dimension_are_read() -> None:
    content = book([HEAD, MAN_ROW, HAC_ROW])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode() if "xl/sharedStrings.xml" in archive.namelist() else ""
    assert strings == "" or "<si>" in strings

    def inline(words: str) -> str:
        found = words.replace('ref="A1:C3"', 'ref="A1"')
        for number, text in enumerate([*HEAD, *MAN_ROW, *HAC_ROW]):
            found = found.replace(f't="s"><v>{number}</v>', f't="inlineStr"><is><t>{text}</t></is>')
        return found

    found = sheet.read_unit_sheet(with_part(content, "xl/worksheets/sheet1.xml", inline))
    assert [cells[:3] for _, cells in found.rows] == BOTH


def test_the_total_of_a_count_is_no_group_and_must_agree() -> None:
    groups: Rows = [NUMBERED, ("Thường trực", 5), ("Trưởng các phòng", 7)]
    for total in ("Tổng cộng", "Cộng", "TC", "Tổng số đại biểu", "Cả đoàn", ""):
        read, whole, _ = counts([*groups, (total, 12)])
        assert (read, whole) == ([("Thường trực", 5), ("Trưởng các phòng", 7)], 12), total
    assert "dòng 4: tổng ghi 13, các nhóm cộng lại được 12" in refusal(lambda: counts([*groups, ("Tổng cộng", 13)]))
    assert "đã có ở dòng 2" in refusal(lambda: counts([*groups, ("Thường  trực", 6)]))
    assert counts([("Thành phần", "SL"), ("Cả đoàn", 16)])[:2] == ([], 16)
    with_sums: Rows = [NUMBERED, ("Ngành", 5), ("Cộng khối I", 5), ("Khách", 7), ("Cộng khối II", 7), ("Tổng", 12)]
    assert counts(with_sums)[:2] == ([("Ngành", 5), ("Khách", 7)], 12)
    merged_number = merged("B2:B3")
    assert "ô gộp 5 cho nhiều dòng" in refusal(lambda: counts([NUMBERED, ("Ngành", 5), ("Khách", None)], merged_number))


@pytest.mark.parametrize(
    "head",
    [("Đơn vị", "Chỉ tiêu"), ("Tên đơn vị", "Số lượng đại biểu"), ("CƠ QUAN, ĐƠN VỊ", "Chỉ tiêu đại biểu"),
     ("Đơn vị tham dự", "Phân bổ")],
)  # fmt: skip
def test_units_are_read_by_heading(head: tuple[str, str]) -> None:
    assert units([("PHÂN BỔ ĐẠI BIỂU",), head, ("Tà Hương", 12), ("Tổng", 12)])[0] == [("Tà Hương", "12")]
    rows: Rows = [("STT", head[1], "Ghi chú", head[0]), (1, "12 người", "gửi sau", "Tà Hương")]
    read, said = units(rows)
    assert read == [("Tà Hương", "12")]
    assert "Cột không dùng đến: “Ghi chú”" in said


def test_contacts_under_a_merged_heading_and_notes_below() -> None:
    rows: Rows = [
        ("Đơn vị", "Người liên hệ", None, None, "Chỉ tiêu"),
        (None, "Họ và tên", "Chức vụ", "Số điện thoại", None),
        ("Tà Hương", MAN, "Phó", 912345678, 12),
        (None, HAC, "Phó", "0219 386 6123", None),
        (),
        ("Mọi thắc mắc liên hệ Văn phòng: 0912345678",),
        ("Đề nghị các đơn vị gửi trước ngày 12/3.",),
    ]
    spans = merged("A1:A2", "E1:E2", "B1:D1", "A3:A4")
    found = sheet.read_units_sheet(book(rows, "Đơn vị", spans))
    assert [(cells[0], cells[6], cells[8]) for _, cells in found.rows] == [
        ("Tà Hương", MAN, "912345678"),
        ("Tà Hương", HAC, "0219 386 6123"),
    ]
    assert "dòng 6" in workbooks.beside(found.beside)
    assert "dòng 7" in workbooks.beside(found.beside)
    assert "hai cột “Chỉ tiêu” và “Chỉ tiêu 2026”" in refusal(
        lambda: units([("Đơn vị", "Chỉ tiêu", "Chỉ tiêu 2026"), ("Tà Hương", 12, 8)])
    )


def test_each_kind_of_file_is_known_at_the_wrong_place() -> None:
    people = book([HEAD, MAN_ROW])
    own_list = book([("Đơn vị", "Họ và tên"), ("Lũng Mơ", MAN)], "Danh sách")
    of_units = (DATA / "units-template.xlsx").read_bytes()
    export = (DATA / "r1-export-as-names.xlsx").read_bytes()
    for content in (people, own_list, (DATA / "names-template.xlsx").read_bytes()):
        assert "Đây là danh sách đoàn" in refusal(lambda content=content: sheet.read_units_sheet(content))
    assert "Đây là danh sách đơn vị" in refusal(lambda: sheet.read_unit_sheet(of_units))
    for read in (sheet.read_unit_sheet, sheet.read_units_sheet):
        assert "bảng số liệu tải về để xem" in refusal(lambda read=read: read(export))
    assert "không theo mẫu" in refusal(lambda: sheet.read_unit_sheet(book([("Món", "Giá"), ("Cơm", 3)])))


def in_zip(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp này trống"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls cũ hoặc có mật khẩu"),
        ("Họ và tên,Chức vụ\nLò Thị Mận,Phó".encode(), "văn bản thường hoặc .csv"),
        ("\ufeffHọ và tên;Chức vụ".encode("utf-16"), "không phải bảng tính .xlsx"),
        (b"%PDF-1.7 ...", "không phải bảng tính .xlsx"),
        (in_zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"<a/>"), ".ods"),
        (in_zip(word__document_xml=b"<a/>"), "không phải bảng tính .xlsx"),
        (in_zip(xl__workbook_bin=b"."), ".xlsb"),
        (in_zip(xl__worksheets__sheet1_xml=b" " * 30_000_000), "quá lớn"),
        (b"PK\x03\x04 no workbook", "Không đọc được tệp này"),
    ],
)
def test_what_is_no_workbook_gets_the_right_sentence(content: bytes, sentence: str) -> None:
    assert sentence in refusal(lambda: sheet.read_unit_sheet(content))


def test_two_thousand_names_are_all_read_and_more_than_can_be_are_refused() -> None:
    rows: Rows = [
        HEAD,
        *[
            (f"Lò Văn {'ABCDEFGHIK'[n % 10]}{chr(97 + n // 10 % 26)}{chr(97 + n // 260)}", "Phó", "")
            for n in range(2000)
        ],
    ]
    assert len(names(rows)[0]) == 2000
    assert "chia thành nhiều tệp" in refusal(lambda: names([HEAD, *[MAN_ROW] * 5001]))
