"""A delegation's page and the workbooks: what is typed on a page goes through the desk; totals agree everywhere."""

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from handlers.language.folding import fold
from storage import attendance
from storage.database import Database
from storage.models import AuditEntry, Delegate
from tests.bot.site.site_kit import Hall, said, words

HERE = {"origin": "http://testserver"}


@pytest.fixture
def hall(database: Database) -> Hall:
    return Hall(database)


def unit_id(hall: Hall, name: str) -> int:
    with hall.database.reading() as session:
        return next(row.unit.id for row in attendance.counts(session, hall.event_id) if fold(row.unit.name) == name)


def post(browser: Any, **fields: str) -> str:
    answer = browser.post("/don-vi", data=fields, headers=HERE)
    assert answer.status_code == 200
    return words(answer.text)


def send(browser: Any, content: bytes) -> str:
    answer = browser.post("/don-vi/tep", files={"file": ("doan.xlsx", content)}, headers=HERE)
    assert answer.status_code == 200
    return words(answer.text)


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def test_a_focal_point_counts_names_and_arrives_on_the_page(hall: Hall) -> None:
    browser = hall.member("focal", "lung mo", "Lò Thị Mận")
    assert "? Chưa báo số người." in words(browser.get("/don-vi").text)
    groups = {"count.groups.0.name": "thường trực", "count.groups.0.number": "4", "count.groups.1.name": "ngành"}
    text = post(browser, **groups, **{"count.groups.1.number": "9"})
    assert "✓ Đã ghi: Lũng Mơ 13 đại biểu (4 thường trực, 9 ngành)." in text
    assert "1 tên mới" in post(browser, **{"names.new0.name": "Vàng A Chư", "names.new0.post": "Phó Chủ tịch"})
    coming = {"arrival.day": "2027-03-18", "arrival.hour": "13:30", "arrival.people": "12", "arrival.vehicles": "2"}
    assert "đến 13:30 thứ Năm 18/03, 12 người, 2 xe" in post(browser, **coming)
    assert "nghỉ đêm thứ Năm 18/03: 12" in post(browser, **{"stays.2027-03-18-3": "12"})
    page = words(browser.get("/don-vi").text)
    assert "✓ 13 đại biểu" in page
    assert "Vàng A Chư, Phó Chủ tịch" in page
    assert "Số không thể âm." in post(browser, **{"count.groups.0.number": "-3"})
    assert "Không có ô nào thay đổi" in post(browser, seen="0")


def test_only_the_own_unit_is_seen(hall: Hall) -> None:
    own, other = hall.member("focal", "lung mo"), unit_id(hall, "pa vang")
    said(hall.member("focal", "pa vang"), "1. Người Pa Vàng, Phó Chủ tịch")
    for path in (f"/don-vi?u={other}", f"/don-vi/mau.xlsx?u={other}"):
        assert "Người Pa Vàng" not in own.get(path).text
    text = words(own.post(f"/don-vi?u={other}", data={"count.groups.0.number": "5"}, headers=HERE).text)
    assert "Lũng Mơ" in text, "the own unit whatever the address says"
    delegate = hall.member("delegate")
    for path in ("/don-vi", "/don-vi/mau.xlsx", "/ban-to-chuc/so-lieu.xlsx"):
        assert delegate.get(path).status_code == 403
        assert hall.browser().get(path).status_code == 401
    assert own.get("/ban-to-chuc/so-lieu.xlsx").status_code == 403


def test_the_template_comes_back_and_again_changes_nothing(hall: Hall) -> None:
    browser = hall.member("focal", "lung mo")
    book = opened(browser.get("/don-vi/mau.xlsx").content)
    names, counts = book["Danh sách"], book["Số lượng"]
    for row in (("Vàng A Chư", "Phó Chủ tịch HĐND&UBND", "thường trực"), ("Lò Thị Mận", "Trưởng phòng", "ngành")):
        names.append(row)
    for pair in (("thường trực", 4), ("ngành", 9)):
        counts.append(pair)
    held = io.BytesIO()
    book.save(held)
    text = send(browser, held.getvalue())
    assert "2 tên mới" in text
    assert "Lũng Mơ 13 đại biểu (4 thường trực, 9 ngành)" in text
    with hall.database.reading() as session:
        before = session.scalar(select(func.count()).select_from(AuditEntry))
        assert session.scalars(select(Delegate.post).order_by(Delegate.id)).first() == "Phó Chủ tịch HĐND&UBND"
    assert "2 tên đã có" in send(browser, held.getvalue())
    again = browser.get("/don-vi/mau.xlsx").content
    assert [cell.value for cell in opened(again)["Số lượng"][2]] == ["thường trực", 4]
    send(browser, again)
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == before


def test_a_bad_row_is_named_and_no_file_harms(hall: Hall) -> None:
    browser = hall.member("focal", "lung mo")
    book = opened(browser.get("/don-vi/mau.xlsx").content)
    book["Danh sách"].append(("Vàng A Chư", None, None))
    book["Danh sách"].append((12345, "Phó", None))
    held = io.BytesIO()
    book.save(held)
    assert "dòng 3: “12345”" in send(browser, held.getvalue())
    other = io.BytesIO()
    Workbook().save(other)
    assert "Tệp này không theo mẫu" in send(browser, other.getvalue())
    assert "Không đọc được tệp này" in send(browser, b"PK\x03\x04 not a workbook")
    with hall.database.reading() as session:
        assert session.scalars(select(Delegate)).all() == []


def test_chat_page_and_workbook_agree(hall: Hall) -> None:
    organiser = hall.member("organiser", name="Ngô Thị Lan")
    said(hall.member("focal", "lung mo"), "4 thường trực, 9 ngành")
    said(hall.member("focal", "pa vang"), "đoàn em 12 người")
    said(hall.member("focal", "ta huong"), "chưa rõ")
    said(hall.member("focal", "lung mo"), "đoàn em đến 13h30 ngày 18/3/2027, 2 xe, 13 người")
    assert "25 đại biểu đã đăng ký · 3/7 đơn vị đã trả lời" in said(organiser, "/doan")
    assert "3/7 đơn vị đã trả lời, 25 người dự" in words(organiser.get("/ban-to-chuc/don-vi").text)
    answer = organiser.get("/ban-to-chuc/so-lieu.xlsx")
    assert answer.headers["content-disposition"].endswith('.xlsx"')
    book = opened(answer.content)
    sheet = book["Đơn vị"]
    head = [cell.value for cell in sheet[1]]
    rows = {row[0].value: dict(zip(head, [cell.value for cell in row], strict=True)) for row in sheet.iter_rows(2)}
    assert (rows["Cộng"]["Số đại biểu"], rows["Cộng"]["Trả lời"]) == (25, "3/7 đã trả lời")
    assert (rows["Lũng Mơ"]["thường trực"], rows["Lũng Mơ"]["Số đại biểu"]) == (4, 13)
    assert rows["Tà Hương"]["Trả lời"] == "chưa rõ"
    assert (sheet.freeze_panes, len(sheet._charts)) == ("B2", 1)
    arrivals = {row[0].value: row[5].value for row in book["Giờ đến"].iter_rows(2)}
    assert (arrivals["Lũng Mơ"], arrivals["Cộng"]) == (2, 2)


def test_words_never_become_formulas(hall: Hall) -> None:
    said(hall.member("focal", "lung mo"), "5 =SUM(A1), 3 ngành")
    browser = hall.member("focal", "pa vang")
    said(browser, "đoàn em 12 người")
    said(browser, '/danhsach Lò Thị Mận, =HYPERLINK("http://x")')
    book = opened(hall.member("organiser").get("/ban-to-chuc/so-lieu.xlsx").content)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
