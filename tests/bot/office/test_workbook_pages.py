"""The workbooks that went wrong once, handed in at the real pages; the database says what was recorded."""

import io
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from handlers.language.folding import APOSTROPHES, fold
from storage import attendance, units
from storage.database import Database
from storage.models import AuditEntry, Delegate, UnitContact
from tests.bot.site.site_kit import Hall, words

HERE = {"origin": "http://testserver"}
DATA = Path(__file__).parents[2] / "data" / "workbooks"
NAME_HEAD, COUNT_HEAD = ("Họ và tên", "Chức vụ", "Nhóm"), ("Nhóm", "Số người")
UNIT_HEAD = ("Đơn vị", "Loại", "Mời", "Chỉ tiêu", "Tên gọi khác", "Đăng cai", "Người liên hệ", "Chức vụ", "Điện thoại")


@pytest.fixture
def hall(database: Database) -> Hall:
    return Hall(database)


def case(name: str) -> bytes:
    return (DATA / f"{name}.xlsx").read_bytes()


def made(**sheets: list[tuple[Any, ...]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        page = book.create_sheet(title.replace("_", " "))
        for row in rows:
            page.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def hand_in(browser: Any, content: bytes, place: str = "/don-vi/tep") -> str:
    answer = browser.post(place, files={"file": ("tep.xlsx", content)}, headers=HERE)
    assert answer.status_code == 200
    return words(answer.text)


def of_units(browser: Any, content: bytes) -> str:
    return hand_in(browser, content, "/ban-to-chuc/don-vi/tep")


def people(hall: Hall) -> list[tuple[str, str | None, str | None]]:
    with hall.database.reading() as session:
        return [(row.name, row.post, row.group) for row in session.scalars(select(Delegate).order_by(Delegate.id))]


def count(hall: Hall, unit: str = "Lũng Mơ") -> tuple[str | None, int, tuple[tuple[str, int], ...]]:
    with hall.database.reading() as session:
        row = next(row for row in attendance.counts(session, hall.event_id) if row.unit.name == unit)
        return row.answer, row.total, tuple(row.groups)


def quotas(hall: Hall) -> dict[str, int | None]:
    with hall.database.reading() as session:
        return {row.unit.name: row.quota for row in attendance.counts(session, hall.event_id)}


def audited(hall: Hall) -> int:
    with hall.database.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def test_a_total_row_is_no_group(hall: Hall) -> None:
    text = hand_in(hall.member("focal", "lung mo"), case("n05h-tong"))
    assert count(hall) == ("coming", 12, (("Thường trực", 5), ("Trưởng các phòng", 7)))
    assert "dòng 4 “Tổng cộng”" in text


def test_a_title_row_is_nobody(hall: Hall) -> None:
    hand_in(hall.member("focal", "lung mo"), case("n02-title"))
    assert people(hall) == [("Lò Thị Mận", "Phó Chủ tịch", "Thường trực")]


def test_a_column_put_in_does_not_move_the_others(hall: Hall) -> None:
    text = hand_in(hall.member("focal", "lung mo"), case("n08-extra-column"))
    assert people(hall) == [("Cầm Thị Hoa", "Công chức", "Điển hình")]
    assert "Cột không dùng đến: “Ngày sinh”" in text


def test_every_name_of_a_long_list_is_kept(hall: Hall) -> None:
    text = hand_in(hall.member("focal", "lung mo"), case("n06-320names"))
    assert "320 tên mới" in text
    assert "Chỉ tiêu 14, danh sách nhiều hơn" in text
    assert len(people(hall)) == 320


def test_apostrophes_of_every_kind_are_one(hall: Hall) -> None:
    browser = hall.member("focal", "lung mo")
    text = hand_in(browser, case("n10-apostrophe"))
    assert [name for name, _, _ in people(hall)] == ["Y H’Nhi Êban"]
    assert "Trùng họ tên nên chỉ ghi một lần" in text
    rows = [(f"Y H{mark}Nhi Êban", "Công chức", None) for mark in APOSTROPHES]
    hand_in(browser, made(Danh_sách=[NAME_HEAD, *rows]))
    assert len(people(hall)) == 1


def test_a_unit_spelt_with_other_apostrophes_is_one_and_its_numbers_are_asked(hall: Hall) -> None:
    browser = hall.member("organiser")
    text = of_units(browser, case("u12-apostrophe"))
    assert "1 đơn vị mới" in text
    assert "6 (dòng 2), 7 (dòng 3), 8 (dòng 4)" in text
    known = {name: number for name, number in quotas(hall).items() if "leo" in name}
    assert list(known) == ["Xã Ea H'leo"]
    again = [(f"xã ea h{mark}leo", None, "x", 9) for mark in APOSTROPHES]
    of_units(browser, made(Đơn_vị=[UNIT_HEAD, *again]))
    assert {name: number for name, number in quotas(hall).items() if "leo" in name} == {"Xã Ea H'leo": 9}
    (reply,) = browser.post("/chat", json={"text": "chỉ tiêu Xã Ea H’leo 11"}).json()["replies"]
    assert "Xã Ea H'leo chỉ tiêu 11" in reply["text"]


def test_totals_and_notes_are_no_units(hall: Hall) -> None:
    browser = hall.member("organiser")
    before = set(quotas(hall))
    text = of_units(browser, case("u18-total-row"))
    assert "dòng 3 “Tổng cộng”" in text
    rows = [("Tà Hương", None, "x", 14), ("Cộng", None, None, 14), ("Ghi chú: còn thay đổi",), ("TC", None, None, 14)]
    text = of_units(browser, made(Đơn_vị=[UNIT_HEAD, *rows]))
    for row in ("dòng 3 “Cộng”", "dòng 4 “Ghi chú: còn thay đổi”", "dòng 5 “TC”"):
        assert row in text
    assert set(quotas(hall)) == before
    assert quotas(hall)["Tà Hương"] == 14


def test_one_unit_with_two_numbers_is_asked_and_a_press_answers(hall: Hall) -> None:
    browser = hall.member("organiser")
    before = quotas(hall)["Tà Hương"]
    answer = browser.post(
        "/ban-to-chuc/don-vi/tep", files={"file": ("tep.xlsx", case("u17-same-twice"))}, headers=HERE
    ).text
    assert "12 (dòng 2), 18 (dòng 3)" in words(answer)
    assert "Tà Hương: 18" in answer
    assert quotas(hall)["Tà Hương"] == before
    with hall.database.reading() as session:
        unit = next(row.unit.id for row in attendance.counts(session, hall.event_id) if row.unit.name == "Tà Hương")
    browser.post("/chat", json={"text": f"/donvi u{unit} chitieu 18"})
    assert quotas(hall)["Tà Hương"] == 18


def phones(hall: Hall) -> list[str]:
    with hall.database.reading() as session:
        return [row.phone for row in session.scalars(select(UnitContact).order_by(UnitContact.id))]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(912345678, "0912345678"), (912345678.0, "0912345678"), ("912 345 678", "0912345678"), ("'0912345678", "0912345678"),
     ("+84 912 345 678", "0912345678"), (84912345678, "0912345678"), ("(+84) 912.345.678", "0912345678"),
     ("0912.345.678", "0912345678"), (2193866123, "02193866123"), ("(0219) 3866 123", "02193866123")],
)  # fmt: skip
def test_a_telephone_keeps_its_zero(hall: Hall, typed: object, kept: str) -> None:
    rows = [("Bến Lau", None, None, None, None, None, "Lò Thị Mận", "Phó Văn phòng", typed)]
    of_units(hall.member("organiser"), made(Đơn_vị=[UNIT_HEAD, *rows]))
    assert phones(hall) == [kept]


def test_the_template_keeps_telephones_as_words(hall: Hall) -> None:
    browser = hall.member("organiser")
    of_units(browser, case("u15-phone-number"))
    assert phones(hall) == ["0912345678"]
    page = load_workbook(io.BytesIO(browser.get("/ban-to-chuc/don-vi/mau.xlsx").content))["Đơn vị"]
    assert page.column_dimensions["I"].number_format == "@"
    assert page["I2"].number_format == "@"
    assert page["I2"].value == "0912345678"


@pytest.mark.parametrize(("name", "sentence"), [("n05g-date", "“14/03/2027” không phải số người"),
                                                ("r1-export-as-names", "bảng số liệu tải về để xem"),
                                                ("units-template", "Đây là danh sách đơn vị")])  # fmt: skip
def test_what_cannot_be_taken_leaves_a_delegation_as_it_was(hall: Hall, name: str, sentence: str) -> None:
    browser = hall.member("focal", "lung mo")
    before = audited(hall)
    assert sentence in hand_in(browser, case(name))
    assert (audited(hall), people(hall), count(hall)[0]) == (before, [], None)


@pytest.mark.parametrize(("name", "sentence"), [("u06-formula-nocache", "công thức =8+8 chưa có kết quả"),
                                                ("r1-export-as-names", "bảng số liệu tải về để xem"),
                                                ("names-template", "Đây là danh sách đoàn")])  # fmt: skip
def test_what_cannot_be_taken_leaves_the_units_as_they_were(hall: Hall, name: str, sentence: str) -> None:
    browser = hall.member("organiser")
    before = audited(hall), quotas(hall)
    assert sentence in of_units(browser, case(name))
    assert (audited(hall), quotas(hall)) == before


def test_a_sheet_name_in_decomposed_letters_is_read(hall: Hall) -> None:
    of_units(hall.member("organiser"), case("u08c-sheet-nfd"))
    assert quotas(hall)["Xã Bốn Núi"] == 8


def test_a_list_that_names_another_delegation_is_refused(hall: Hall) -> None:
    browser = hall.member("focal", "lung mo")
    head = ("Đơn vị", "Họ và tên", "Chức vụ")
    rows = [head, ("Lũng Mơ", "Lò Thị Mận", "Phó"), ("Pa Vang", "Lò Văn Hặc", "Phó")]
    assert "dòng 3: Pa Vang" in hand_in(browser, made(Danh_sách=rows))
    assert people(hall) == []
    hand_in(browser, made(Danh_sách=[head, ("xã Lũng Mơ", "Lò Thị Mận", "Phó"), ("Ban Dân tộc", "Lò Văn Hặc", "Phó")]))
    assert len(people(hall)) == 2


def test_what_stands_in_a_name_cell_is_one_person_or_refused(hall: Hall) -> None:
    browser = hall.member("focal", "lung mo")
    for two in ("Lò Văn Hặc\nVàng A Chư", "Lò Văn Hặc, Vàng A Chư"):
        assert "một ô có nhiều người: dòng 2" in hand_in(browser, made(Danh_sách=[NAME_HEAD, (two, "Phó", None)]))
    assert people(hall) == []
    rows = [("Ông Lò Văn Hặc (Trưởng đoàn)", "Phó Chủ tịch", None), ("2. Lò Thị Mận, Công chức", None, "Ngành")]
    hand_in(browser, made(Danh_sách=[NAME_HEAD, *rows]))
    assert people(hall) == [("Lò Văn Hặc", "Phó Chủ tịch, Trưởng đoàn", None), ("Lò Thị Mận", "Công chức", "Ngành")]


def test_groups_keep_their_names_and_a_bad_name_stops_the_numbers(hall: Hall) -> None:
    browser = hall.member("focal", "lung mo")
    groups = [("Đội 2", 4), ("Lãnh đạo 3 ban", 5), ("Không chuyên trách", 0)]
    bad = made(Danh_sách=[NAME_HEAD, (12345, None, None)], Số_lượng=[COUNT_HEAD, *groups])
    assert "không phải họ tên" in hand_in(browser, bad)
    assert count(hall)[0] is None
    hand_in(browser, made(Danh_sách=[NAME_HEAD], Số_lượng=[COUNT_HEAD, *groups, ("Tổng", 9)]))
    assert count(hall) == ("coming", 9, (("Đội 2", 4), ("Lãnh đạo 3 ban", 5)))


def test_nobody_coming_is_asked_not_recorded(hall: Hall) -> None:
    browser = hall.member("focal", "lung mo")
    hand_in(browser, made(Số_lượng=[COUNT_HEAD, ("Cả đoàn", 0)]))
    assert count(hall)[0] is None


def test_a_unit_may_have_several_persons_and_a_second_number_is_said(hall: Hall) -> None:
    browser = hall.member("organiser")
    rows = [
        ("Tà Hương", None, "x", 12, None, None, "Lò Thị Mận", "Phó", "0912345678; 0987654321"),
        ("Tà Hương", None, None, None, None, None, "Lò Văn Hặc", "Phó", "0987654322"),
        ("Suối Ngà", None, None, 9, None, None, None, None, None),
    ]
    text = of_units(browser, made(Đơn_vị=[UNIT_HEAD, *rows]))
    assert "chỉ ghi số đầu: dòng 2" in text
    assert phones(hall) == ["0912345678", "0987654322"]
    assert (quotas(hall)["Tà Hương"], quotas(hall)["Suối Ngà"]) == (12, 9)
    before = audited(hall)
    of_units(browser, made(Đơn_vị=[UNIT_HEAD, *rows]))
    assert audited(hall) == before


def test_every_unit_of_the_template_stays_as_it_is(hall: Hall) -> None:
    browser = hall.member("organiser")
    before = audited(hall)
    of_units(browser, browser.get("/ban-to-chuc/don-vi/mau.xlsx").content)
    assert audited(hall) == before
    with hall.database.reading() as session:
        known = [fold(unit.name) for unit in units.of_plan(session, hall.event_id)]
    assert len(known) == len(set(known))


@pytest.mark.parametrize("padding", [0, 66_000, 3_000_000])
def test_a_file_that_a_picture_makes_heavy_is_read(hall: Hall, padding: int) -> None:
    held = io.BytesIO(case("v4-padded-65KB"))
    with zipfile.ZipFile(held, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/image1.png", random.Random(1).randbytes(padding))
    assert "2 tên mới" in hand_in(hall.member("focal", "lung mo"), held.getvalue())
    assert [name for name, _, _ in people(hall)] == ["Hà Thị Một", "Hà Thị Hai"]


def test_a_file_that_is_too_large_gets_a_page_with_a_sentence(hall: Hall) -> None:
    browser = hall.member("focal", "lung mo")
    answer = browser.post(
        "/don-vi/tep", files={"file": ("tep.xlsx", bytes(22_000_000))}, headers={**HERE, "accept": "text/html"}
    )
    assert answer.status_code in (200, 413)
    assert answer.headers["content-type"].startswith("text/html")
    assert people(hall) == []
