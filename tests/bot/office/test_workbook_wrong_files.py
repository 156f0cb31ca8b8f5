"""Files that are not the list that is wanted, and names of units as offices write them, at the real pages."""

import io
import zipfile

import pytest
from openpyxl import load_workbook

from bot.office import sheets as sheet
from storage.database import Database
from tests.bot.office.made_books import Rows
from tests.bot.office.test_workbook_pages import COUNT_HEAD, NAME_HEAD, count, hand_in, made, of_units, people, quotas
from tests.bot.site.site_kit import Hall

HEAD = ("Đơn vị", "Chỉ tiêu")


@pytest.fixture
def hall(database: Database) -> Hall:
    return Hall(database)


def test_a_number_before_a_unit_and_a_remark_behind_it_are_none_of_its_name(hall: Hall) -> None:
    before = set(quotas(hall))
    rows: Rows = [
        ("Xã, phường, cơ quan", "SL ĐB"),
        ("1. Nậm Chăng", 3),
        ("2/ Pa Vang (ở xa)", 4),
        ("3 - Tà Hương", 5),
        ("(4) xã Suối Ngà", 6),
    ]
    of_units(hall.member("organiser"), made(Đơn_vị=rows))
    known = quotas(hall)
    assert [known[name] for name in ("Nậm Chăng", "Pa Vang", "Tà Hương", "Suối Ngà")] == [3, 4, 5, 6]
    assert set(known) == before


@pytest.mark.parametrize(
    ("short", "meant"),
    [("VP. HĐND-UBND", "Văn phòng HĐND và UBND phường"), ("P.VHXH", "Phòng Văn hóa - Xã hội phường"),
     ("Phòng KT-HT-ĐT phường", "Phòng Kinh tế, Hạ tầng và Đô thị phường"), ("TTPVHCC phường", "Trung tâm Phục vụ hành chính công phường"),
     ("TT PV Hành chính công", "Trung tâm Phục vụ hành chính công phường")],
)  # fmt: skip
def test_the_short_form_of_one_unit_is_asked(hall: Hall, short: str, meant: str) -> None:
    before = quotas(hall)
    text = of_units(hall.member("organiser"), made(Đơn_vị=[HEAD, ("Pa Vang", 9), (short, 2)]))
    assert f"(dòng 3) có phải {meant} không" in text
    assert quotas(hall) == before | {"Pa Vang": 9}


def test_a_price_list_is_no_list_of_units(hall: Hall) -> None:
    before = quotas(hall)
    rows: Rows = [("Vật tư", "Đơn vị", "SL", "Đơn giá"), ("Phông nền", "bộ", 2, 900000), ("Hoa", "lẵng", 4, 300000)]
    assert "“Đơn giá”" in of_units(hall.member("organiser"), made(Đơn_vị=rows))
    assert quotas(hall) == before


def test_a_price_list_by_groups_is_no_count(hall: Hall) -> None:
    rows: Rows = [("Nhóm hàng", "Số lượng", "Thành tiền"), ("Nước uống", 40, 400000), ("Hoa tươi", 6, 900000)]
    assert "“Thành tiền”" in hand_in(hall.member("focal", "lung mo"), made(Dự_toán=rows))
    assert count(hall)[1] == 0


def test_a_list_of_which_no_unit_is_known_is_asked(hall: Hall) -> None:
    browser, before = hall.member("organiser"), quotas(hall)
    strangers: Rows = [HEAD, ("Bản Xúp", 4), ("Huổi Phặc", 5), ("Nà Khoong", 6), ("Sở Thủy văn", 2)]
    text = of_units(browser, made(Đơn_vị=strangers))
    assert "không có đơn vị nào" in text
    assert "Sở Thủy văn (dòng 5)" in text
    assert quotas(hall) == before
    assert "4 đơn vị mới" in of_units(browser, made(Đơn_vị=[*strangers, ("Pa Vang", 9)]))


def test_a_person_with_the_telephone_in_one_cell_is_recorded(hall: Hall) -> None:
    browser = hall.member("organiser")
    of_units(
        browser,
        made(Đơn_vị=[("Đơn vị", "Số ĐB", "Đầu mối (SĐT)"), ("Pa Vang", 9, "Ma Thị Khé (Chánh VP) - 0987.111.222")]),
    )
    assert quotas(hall)["Pa Vang"] == 9
    page = browser.get("/ban-to-chuc/don-vi/mau.xlsx").content
    cells = {str(cell.value) for row in load_workbook(io.BytesIO(page)).worksheets[0].iter_rows() for cell in row}
    assert {"Ma Thị Khé", "Chánh VP", "0987111222"} <= cells


def test_who_speaks_for_a_unit_is_the_person_beside_a_telephone(hall: Hall) -> None:
    browser = hall.member("organiser")
    text = of_units(
        browser, made(Đơn_vị=[("Đơn vị", "Người đại diện", "Số máy"), ("Pa Vang", "Ma Thị Khé", 987111222)])
    )
    assert "1 đơn vị sửa lại" in text
    assert "Người đại diện" not in text
    assert "1 đơn vị như cũ" in of_units(
        browser, made(Đơn_vị=[("Đơn vị", "Người đại diện"), ("Pa Vang", "Lù Seo Vần")])
    )


BOX = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>Bà Khé ốm, </a:t></a:r>'
    "<a:r><a:t>cử người khác &amp; báo sau</a:t></a:r></a:p></xdr:wsDr>"
)


def test_a_text_box_over_a_list_is_said(hall: Hall) -> None:
    held = io.BytesIO(made(Danh_sách=[NAME_HEAD, ("Ma Thị Khé", "Văn thư", None)]))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("xl/drawings/drawing1.xml", BOX)
    text = hand_in(hall.member("focal", "lung mo"), held.getvalue())
    assert "khung chữ, chưa làm theo: “Bà Khé ốm, cử người khác & báo sau”" in text.replace("&amp;", "&")
    assert len(people(hall)) == 1


def refusal(content: bytes) -> str:
    with pytest.raises(sheet.BadSheet) as refused:
        sheet.read_unit_sheet(content)
    return str(refused.value)


def test_a_refused_file_is_called_by_what_it_is() -> None:
    whole = made(Danh_sách=[NAME_HEAD, ("Ma Thị Khé", "Văn thư", None)])
    assert "gửi lại đúng tệp ấy" in refusal(whole[: len(whole) // 2])
    old = sheet.OLE + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 600
    assert "mật khẩu" not in refusal(old)
    assert ".xls cũ" in refusal(old)
    other = made(Cuối_kỳ=[("DANH SÁCH HỌC SINH LỚP 9A",), ("TT", "Họ và tên học sinh", "Điểm"), (1, "Ma Thị Khé", 8)])
    assert "“DANH SÁCH HỌC SINH LỚP 9A”" in refusal(other)
    assert "trang mạng" in refusal("<html><table><tr><td>Họ và tên</td></tr></table></html>".encode())


def test_sheets_alike_are_named_with_their_rows() -> None:
    one, two = (
        [NAME_HEAD, ("Ma Thị Khé", "Văn thư", None)],
        [NAME_HEAD, ("Lù Seo Vần", None, None), ("Tẩn A Sẩu", None, None)],
    )
    said = refusal(made(Xóm_Đông=one, Xóm_Tây=two))
    assert "“Xóm Đông” 1 dòng, “Xóm Tây” 2 dòng" in said
    assert "gộp" in said


def test_an_address_book_that_formulas_look_into_is_no_second_list() -> None:
    book = load_workbook(io.BytesIO(made(Danh_bạ=[NAME_HEAD, ("Ma Thị Khé", "Văn thư", None)], Bản_in=[NAME_HEAD])))
    page = book["Bản in"]
    page["A2"], page["B2"], page["C2"] = "Lù Seo Vần", "Thủ quỹ", "=VLOOKUP(A2,'Danh bạ'!A2:C9,3,0)"
    held = io.BytesIO()
    book.save(held)
    assert "nhiều trang" not in refusal(held.getvalue())


def test_a_list_that_a_sheet_of_numbers_counts_is_still_the_list() -> None:
    book = load_workbook(
        io.BytesIO(made(Danh_sách=[NAME_HEAD, ("Ma Thị Khé", "Văn thư", None)], Số_lượng=[COUNT_HEAD, ("Ngành", 1)]))
    )
    book["Số lượng"]["D2"] = "=COUNTA('Danh sách'!A2:A99)"
    held = io.BytesIO()
    book.save(held)
    assert [cells[0] for _, cells in sheet.read_unit_sheet(held.getvalue()).rows] == ["Ma Thị Khé"]


def test_a_number_of_rooms_is_no_column_of_units() -> None:
    rows: Rows = [("Họ và tên", "Cơ quan", "Số phòng"), ("Ma Thị Khé", "UBND xã", "201")]
    assert [cells[3] for _, cells in sheet.read_unit_sheet(made(Danh_sách=rows)).rows] == ["UBND xã"]
