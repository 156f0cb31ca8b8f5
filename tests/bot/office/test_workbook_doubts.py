"""What of a workbook is doubtful is asked or said with its row, never guessed: struck out, noted, doubled, by its side."""

import io
import unicodedata
import zipfile
from collections.abc import Callable

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from bot.office import sheets as sheet
from handlers.wording import workbooks
from tests.bot.office.made_books import Change, Rows, book

HEAD = ("Họ và tên", "Chức vụ", "Nhóm")


pytestmark = pytest.mark.usefixtures("no_child")


def names(rows: Rows, change: Change | None = None) -> tuple[list[tuple[str, str]], str]:
    """Name and post of every row that was taken, and what was said of the rest."""
    found = sheet.read_unit_sheet(book(rows, change=change))
    return [(cells[0], cells[1]) for _, cells in found.rows], workbooks.beside(found.beside)


def quotas(rows: Rows, change: Change | None = None) -> tuple[dict[str, str], str]:
    """Unit and quota of every row that was taken, and what was said of the rest."""
    found = sheet.read_units_sheet(book(rows, "Đơn vị", change))
    return {cells[0]: cells[3] for _, cells in found.rows}, workbooks.beside(found.beside)


def refusal(read: Callable[[], object]) -> str:
    with pytest.raises(sheet.BadSheet) as refused:
        read()
    return str(refused.value)


def strike(*cells: str) -> Change:
    def change(page: Worksheet) -> None:
        for cell in cells:
            page[cell].font = Font(strike=True)

    return change


def test_a_row_that_is_struck_out_is_asked() -> None:
    rows: Rows = [HEAD, ("Hà Văn Pó", "Kế toán", None), ("Tòng Văn Ín", "Công chức", None)]
    taken, said = names(rows, strike("A3", "B3"))
    assert taken == [("Hà Văn Pó", "Kế toán")]
    assert "gạch ngang: dòng 3 “Tòng Văn Ín”" in said
    units, said = quotas([("Đơn vị", "Chỉ tiêu"), ("Pa Vang", 9), ("Tà Hương", 8)], strike("A2", "B2"))
    assert units == {"Tà Hương": "8"}
    assert "gạch ngang: dòng 2 “Pa Vang”" in said


def test_of_a_cell_what_is_struck_out_is_not_read_and_is_said() -> None:
    def corrected(page: Worksheet) -> None:
        gone = TextBlock(InlineFont(strike=True), "Hà Văn Pó")
        page["A2"] = CellRichText(gone, TextBlock(InlineFont(b=True), " Lò Thị Xôm"))

    taken, said = names([HEAD, ("", "Kế toán", None)], corrected)
    assert taken == [("Lò Thị Xôm", "Kế toán")]
    assert "dòng 2 “Hà Văn Pó”, còn lại “Lò Thị Xôm”" in said
    units, said = quotas([("Đơn vị", "Chỉ tiêu"), ("Pa Vang", 9)], strike("B2"))
    assert units == {"Pa Vang": ""}
    assert "gạch ngang không đọc: dòng 2 “9”" in said


def test_when_every_row_is_doubtful_nothing_is_taken_and_each_is_said() -> None:
    said = refusal(lambda: names([HEAD, ("Hà Văn Pó", "Kế toán", None)], strike("A2")))
    assert "không có dòng nào ghi được" in said
    assert "dòng 2 “Hà Văn Pó”" in said


def test_a_comment_at_a_cell_is_said() -> None:
    def commented(page: Worksheet) -> None:
        page["B2"].comment = Comment("Bớt hai người", "A")
        page["B3"].comment = Comment("[Threaded comment]\n\nYour version…\n\nComment:\n    Thêm xe", "A")

    units, said = quotas([("Đơn vị", "Chỉ tiêu"), ("Pa Vang", 9), ("Tà Hương", 8)], commented)
    assert units == {"Pa Vang": "9", "Tà Hương": "8"}
    assert "dòng 2 “Bớt hai người”; dòng 3 “Thêm xe”" in said


@pytest.mark.parametrize("mark", ["-nt-", "nt", '"', "″", "''", "như trên", '- " -'])
def test_a_ditto_is_the_cell_above(mark: str) -> None:
    rows: Rows = [HEAD, ("Hà Văn Pó", "Kế toán", None), ("Tòng Văn Ín", mark, None), ("Cà Văn Un", mark, None)]
    assert [post for _, post in names(rows)[0]] == ["Kế toán"] * 3
    assert "dòng 2, cột “Chức vụ”" in refusal(lambda: names([HEAD, ("Tòng Văn Ín", mark, None)]))


@pytest.mark.parametrize(
    "note", ["Xin vắng (ốm)", "Chưa chắc dự", "không đi được", "bận công tác", "Xin rút", "Vắng", "dự phòng", "ko dự",
             unicodedata.normalize("NFD", "Xin vắng")],
)  # fmt: skip
def test_who_is_noted_as_away_is_asked(note: str) -> None:
    rows: Rows = [(*HEAD, "Ghi chú"), ("Hà Văn Pó", "Kế toán", None, "Ăn chay"), ("Tòng Văn Ín", "Phó", None, note)]
    taken, said = names(rows)
    assert taken == [("Hà Văn Pó", "Kế toán")]
    assert "vì có ghi chú: dòng 3 “Tòng Văn Ín” (“" in said
    assert "Cột không dùng đến: “Ghi chú”" in said


@pytest.mark.parametrize("note", ["Thay đ/c Vàng A Chư", "Trưởng đoàn", "Đi xe riêng", "Phòng đôi", "Đã đăng ký dự"])
def test_other_notes_leave_nobody_out(note: str) -> None:
    rows: Rows = [(*HEAD, "Ghi chú"), ("Hà Văn Pó", "Kế toán", None, note)]
    assert names(rows)[0] == [("Hà Văn Pó", "Kế toán")]


@pytest.mark.parametrize(
    "cell", ["Hà Văn Pó, Cầm Thị Lả", "Hà Văn Pó\nCầm Thị Lả", "Hà Văn Pó và Cầm Thị Lả", "Hà Văn Pó; Cầm Thị Lả"]
)
def test_several_persons_in_one_cell_are_asked(cell: str) -> None:
    taken, said = names([HEAD, (cell, "Công chức", None), ("Cà Văn Un", "Phó", None)])
    assert taken == [("Cà Văn Un", "Phó")]
    assert "một ô có nhiều người: dòng 2" in said


def test_several_persons_each_with_a_post_on_its_own_line_are_several() -> None:
    taken, said = names([HEAD, ("Hà Văn Pó\nCầm Thị Lả", "Phó Chủ tịch\nKế toán", None)])
    assert taken == [("Hà Văn Pó", "Phó Chủ tịch"), ("Cầm Thị Lả", "Kế toán")]
    assert "đọc là: dòng 2 Hà Văn Pó; Cầm Thị Lả" in said


@pytest.mark.parametrize("cell", ["Hà Văn Pó, Phó Trưởng phòng", "Hà Thị\nLả", "Hà Văn Pó / Bí Thư Đảng Ủy"])
def test_one_person_with_a_post_is_one(cell: str) -> None:
    taken, said = names([HEAD, (cell, None, None)])
    assert len(taken) == 1
    assert "nhiều người" not in said


def test_two_of_one_name_are_asked_and_one_written_twice_is_one() -> None:
    rows: Rows = [
        HEAD, ("Hà Văn Pó", "Kế toán", None), ("HÀ VĂN  PÓ", None, "Ngành"), ("Cà Văn Un", "Trưởng bản Na", None),
        ("Cà Văn Un", "Trưởng bản Nà Sản", None), ("Lò Văn Hai", "Phó", None), ("Lò Văn Hải", "Phó", None),
    ]  # fmt: skip
    taken, said = names(rows)
    assert taken == [("Hà Văn Pó", "Kế toán")]
    assert (
        "chưa ghi: Cà Văn Un (dòng 4 Trưởng bản Na; dòng 5 Trưởng bản Nà Sản); Lò Văn Hai (dòng 6 Phó; dòng 7" in said
    )
    assert "chỉ ghi một lần: Hà Văn Pó (dòng 2 Kế toán; dòng 3)" in said


def test_tables_side_by_side_are_all_read() -> None:
    rows: Rows = [
        ("NAM", None, None, None, "NỮ"),
        ("TT", "Họ và tên", "Chức vụ", None, "TT", "Họ và tên", "Chức vụ"),
        (1, "Hà Văn Pó", "Kế toán", None, 3, "Cầm Thị Lả", "Phó"),
        (2, "Cà Văn Un", "Công chức"),
        ("Cộng", 2, None, None, "Cộng", 1),
    ]
    taken, said = names(rows)
    assert sorted(taken) == [("Cà Văn Un", "Công chức"), ("Cầm Thị Lả", "Phó"), ("Hà Văn Pó", "Kế toán")]
    assert "dòng cộng: dòng 5" in said
    asked = refusal(lambda: names([("Họ và tên", "Chức vụ", "Họ tên"), ("Hà Văn Pó", "Phó", "Cầm Thị Lả")]))
    assert "hai cột “Họ và tên” và “Họ tên”" in asked


def test_words_in_the_column_of_numbers_are_said() -> None:
    taken, said = names([("STT", *HEAD), (1, "Hà Văn Pó", "Phó", None), ("Ghi chú: đi một xe",), (2,), (3,)])
    assert taken == [("Hà Văn Pó", "Phó")]
    assert "dòng 3 “Ghi chú: đi một xe”" in said
    assert "dòng 4" not in said


def test_a_section_across_the_table_is_called_a_heading() -> None:
    rows: Rows = [("STT", "Họ và tên", "Chức vụ"), ("I. THƯỜNG TRỰC",), (1, "Hà Văn Pó", "Phó")]
    taken, said = names(rows, lambda page: page.merge_cells("A2:C2"))
    assert taken == [("Hà Văn Pó", "Phó")]
    assert "dòng tiêu đề: dòng 2" in said


UNIT_HEAD = ("Đơn vị", "Chỉ tiêu")


def test_every_number_that_cannot_be_taken_is_named_at_once() -> None:
    cells = (15.5, "13%", "mười một", "9 (2 nữ)", "~8")
    rows: Rows = [UNIT_HEAD, *((f"Xã {number}", cell) for number, cell in enumerate(cells, 1)), ("Xã 6", "không")]
    said = refusal(lambda: quotas(rows))
    for row in range(2, 7):
        assert f"dòng {row}," in said
    assert "dòng 7" not in said


def test_a_total_is_the_quota_where_no_column_says_so_and_its_parts_must_agree() -> None:
    head = ("Đơn vị", "Lãnh đạo", "Chuyên viên", "Tổng số")
    rows: Rows = [head, ("Pa Vang", 2, 5, 7), ("Tà Hương", 3, 3, 6), ("Suối Ngà", 3, 4, 9), ("Đèo Sương", 1, 1, 2)]
    units, said = quotas(rows)
    assert units == {"Pa Vang": "7", "Tà Hương": "6", "Suối Ngà": "", "Đèo Sương": "2"}
    assert "dòng 4 Suối Ngà (7, mà cột tổng ghi 9)" in said
    assert "Cột không dùng đến: “Lãnh đạo”, “Chuyên viên”" in said
    both = quotas([("Đơn vị", "Chỉ tiêu", "Tổng số"), ("Pa Vang", 7, 9)])
    assert both[0] == {"Pa Vang": "7"}
    assert "“Tổng số”" in both[1]


@pytest.mark.parametrize("part", ["Trong đó nữ", "Nữ", "Số nữ", "Trong đó: dân tộc thiểu số"])
def test_how_many_of_them_is_no_second_number(part: str) -> None:
    rows: Rows = [("Đơn vị", "Chỉ tiêu", None), (None, "Tổng số", part), ("Pa Vang", 9, 4)]
    units, said = quotas(rows, lambda page: [page.merge_cells(where) for where in ("A1:A2", "B1:C1")])
    assert units == {"Pa Vang": "9"}
    assert part in said


def test_of_two_columns_the_hidden_one_is_not_read_and_both_are_named() -> None:
    def hidden(page: Worksheet) -> None:
        page.column_dimensions["B"].hidden = True

    units, said = quotas([("Đơn vị", "Chỉ tiêu", "Chỉ tiêu mới"), ("Pa Vang", 9, 7)], hidden)
    assert units == {"Pa Vang": "7"}
    assert "đã đọc “Chỉ tiêu mới”, không đọc cột ẩn “Chỉ tiêu”" in said


def rewritten(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, words in more.items():
            new.writestr(name.replace("__", "/").replace("_", "."), words)
    return held.getvalue()


def test_a_strict_workbook_is_read() -> None:
    def strict(_: str, words: bytes) -> bytes:
        words = words.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        return words.replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                             b"http://purl.oclc.org/ooxml/officeDocument/relationships")  # fmt: skip

    found = sheet.read_unit_sheet(rewritten(book([HEAD, ("Hà Văn Pó", "Phó", None)]), strict))
    assert [cells[0] for _, cells in found.rows] == ["Hà Văn Pó"]


def test_a_picture_alone_and_a_password_have_sentences_of_their_own() -> None:
    picture = rewritten(book([HEAD]), lambda _, words: words, xl__media__image1_png=b"\x89PNG")
    assert "chỉ có ảnh" in refusal(lambda: sheet.read_unit_sheet(picture))
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert refusal(lambda: sheet.read_unit_sheet(locked)).startswith("Tệp này có mật khẩu")


def test_five_thousand_names_are_read_and_one_more_is_refused_with_the_limit() -> None:
    rows: Rows = [
        ("STT", "Họ và tên"),
        *((n, f"Lò Văn {chr(65 + n // 1000)}{chr(97 + n // 40 % 25)}{'ab' * (n % 40)}") for n in range(5000)),
    ]
    found = sheet.read_unit_sheet(book([*rows, ("Cộng", 5000)]))
    assert len({cells[0] for _, cells in found.rows}) == 5000
    assert "nhiều nhất 5000 dòng" in refusal(lambda: sheet.read_unit_sheet(book([*rows, (5001, "Hà Văn Pó")])))
