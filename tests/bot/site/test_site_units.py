"""The organiser's page of units: typed and by workbook, through the desk; the same file again changes nothing."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from storage import attendance
from storage.database import Database
from storage.models import AuditEntry
from tests.bot.site.site_kit import Hall, words

HERE = {"origin": "http://testserver"}
TEMPLATE = "/ban-to-chuc/don-vi/mau.xlsx"


@pytest.fixture
def hall(database: Database) -> Hall:
    return Hall(database)


def send(browser: Any, book: Any) -> str:
    held = io.BytesIO()
    book.save(held)
    answer = browser.post("/ban-to-chuc/don-vi/tep", files={"file": ("don-vi.xlsx", held.getvalue())}, headers=HERE)
    return words(answer.text)


def written(hall: Hall) -> int:
    with hall.database.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def test_units_come_from_the_workbook_and_again_change_nothing(hall: Hall) -> None:
    browser = hall.member("organiser")
    book = load_workbook(io.BytesIO(browser.get(TEMPLATE).content))
    sheet = book["Đơn vị"]
    names = [row[0].value for row in sheet.iter_rows(2)]
    assert "Lũng Mơ" in names
    sheet.cell(names.index("Lũng Mơ") + 2, 4).value = 15
    sheet.append(
        ["Ban Thi đua HĐND&UBND", "khách mời", "x", 3, "Ban TĐ; BTĐ", None, "Lò Thị Mận", "Trưởng ban", "0912 345 678"]
    )
    sheet.append(["Mèo Vạc", None, None, 12, None, "x", None, None, None])
    assert "✓ Đã ghi: 2 đơn vị mới, 1 đơn vị sửa lại," in send(browser, book)
    before = written(hall)
    assert "đơn vị như cũ" in send(browser, book)
    again = load_workbook(io.BytesIO(browser.get(TEMPLATE).content))
    assert [cell.value for cell in list(again["Đơn vị"].iter_rows())[-2]] == [
        "Ban Thi đua HĐND&UBND", "khách mời", "x", 3, None, None, "Lò Thị Mận", "Trưởng ban", "0912345678",
    ]  # fmt: skip
    assert "đơn vị như cũ" in send(browser, again)
    assert written(hall) == before
    with hall.database.reading() as session:
        quotas = {row.unit.name: row.quota for row in attendance.counts(session, hall.event_id)}
    assert (quotas["Lũng Mơ"], quotas["Ban Thi đua HĐND&UBND"], quotas["Mèo Vạc"]) == (15, 3, 12)
    assert "BTĐ 2 người" not in said_of(browser, "BTĐ 2 người")


def said_of(browser: Any, text: str) -> str:
    (reply,) = browser.post("/chat", json={"text": text}).json()["replies"]
    assert reply["text"] == "✓ Đã ghi: Ban Thi đua HĐND&UBND 2 đại biểu.\nChỉ tiêu 3: thiếu 1."
    return str(reply["text"])


def test_a_bad_row_is_named_and_nothing_is_saved(hall: Hall) -> None:
    browser = hall.member("organiser")
    book = load_workbook(io.BytesIO(browser.get(TEMPLATE).content))
    sheet, before = book["Đơn vị"], written(hall)
    row = sheet.max_row
    for cells in (
        ["Sở Nội vụ", "xã", "x", 5], ["Sở Y tế", None, "có lẽ"], ["Sở Tài chính", None, "x", "-3"],
        ["Sở Tư pháp", None, None, None, None, None, "Lò Thị Mận", None, "12"], [None, None, "x"],
    ):  # fmt: skip
        sheet.append(cells)
    text = send(browser, book)
    for part in (
        f"dòng {row + 1}: loại “xã”", f"dòng {row + 2}: “có lẽ”", f"dòng {row + 3}: chỉ tiêu “-3”", f"dòng {row + 5}: “”",
    ):  # fmt: skip
        assert part in text
    assert written(hall) == before
    answer = browser.post(
        "/ban-to-chuc/don-vi/tep", files={"file": ("x.xlsx", b"PK\x03\x04 no workbook")}, headers=HERE
    )
    assert "Không đọc được tệp này" in words(answer.text)


def test_new_ones_of_the_page_and_refused_to_others(hall: Hall) -> None:
    browser, focal = hall.member("organiser"), hall.member("focal", "lung mo")
    sent = {"kind": "guest", "names": "Ban Thi đua tỉnh", "seats": "3"}
    answer = browser.post("/ban-to-chuc/don-vi/them", data=sent, headers=HERE)
    assert "✓ Đã ghi: thêm Ban Thi đua tỉnh (3)." in words(answer.text)
    before = written(hall)
    assert focal.get(TEMPLATE).status_code == 403
    assert focal.post("/ban-to-chuc/don-vi/tep", files={"file": ("a.xlsx", b"")}, headers=HERE).status_code == 403
    assert written(hall) == before
