"""Names of units and of persons in workbooks, handed in at the real pages; the database says what was recorded."""

import pytest

from storage.database import Database
from tests.bot.office.test_workbook_pages import HERE, NAME_HEAD, hand_in, made, of_units, people, quotas
from tests.bot.site.site_kit import Hall

HEAD = ("Đơn vị", "Chỉ tiêu")


@pytest.fixture
def hall(database: Database) -> Hall:
    return Hall(database)


@pytest.mark.parametrize("dash", [" – ", " - ", "—", "-", " ‑ "])
def test_a_unit_with_another_dash_or_place_of_a_tone_is_the_same(hall: Hall, dash: str) -> None:
    before = set(quotas(hall))
    text = of_units(hall.member("organiser"), made(Đơn_vị=[HEAD, (f"Phòng Văn hoá{dash}Xã hội phường", None)]))
    assert "1 đơn vị như cũ" in text
    assert set(quotas(hall)) == before


@pytest.mark.parametrize("typed", ["Nậm Chang", "xã Nậm Chẳng", "Nậm Chăngg"])
def test_a_name_that_is_nearly_a_units_is_asked_with_its_number_to_press(hall: Hall, typed: str) -> None:
    browser = hall.member("organiser")
    before = quotas(hall)
    content = made(Đơn_vị=[HEAD, (typed, 5), ("Pa Vang", 9)])
    answer = browser.post("/ban-to-chuc/don-vi/tep", files={"file": ("tep.xlsx", content)}, headers=HERE).text
    assert f"“{typed}” (dòng 2) có phải Nậm Chăng không" in answer
    assert "Nậm Chăng: 5" in answer
    assert quotas(hall) == before | {"Pa Vang": 9}
    assert "có phải Nậm Chăng không" in of_units(browser, made(Đơn_vị=[HEAD, (typed, 5)]))
    assert quotas(hall) == before | {"Pa Vang": 9}


def test_what_was_typed_without_marks_or_in_capitals_is_the_unit(hall: Hall) -> None:
    of_units(hall.member("organiser"), made(Đơn_vị=[HEAD, ("NAM CHANG", 5), ("xã PA VANG", 9), ("LŨNG MƠ", 7)]))
    assert {name: quotas(hall)[name] for name in ("Nậm Chăng", "Pa Vang", "Lũng Mơ")} == {
        "Nậm Chăng": 5, "Pa Vang": 9, "Lũng Mơ": 7,
    }  # fmt: skip


def test_a_new_unit_is_named_and_one_written_twice_is_said(hall: Hall) -> None:
    rows = [HEAD, ("Huổi Sen", 4), ("Pa Vang", 9), ("PA  VANG ", 9)]
    text = of_units(hall.member("organiser"), made(Đơn_vị=rows))
    assert "Đơn vị mới: Huổi Sen (dòng 2)" in text
    assert "nhiều dòng, đọc là một: Pa Vang (dòng 3, 4)" in text
    assert (quotas(hall)["Huổi Sen"], quotas(hall)["Pa Vang"]) == (4, 9)


def test_a_title_is_taken_off_and_a_family_name_is_not(hall: Hall) -> None:
    rows = [NAME_HEAD, ("Ông Lò Văn Pó", "Phó", None), ("Ông Văn Sín", "Phó", None), ("Bà Hà Thị Xôm", "Phó", None)]
    hand_in(hall.member("focal", "lung mo"), made(Danh_sách=rows))
    assert [name for name, _, _ in people(hall)] == ["Lò Văn Pó", "Ông Văn Sín", "Hà Thị Xôm"]


def test_a_file_of_no_bytes_is_called_empty(hall: Hall) -> None:
    assert "Tệp này trống" in hand_in(hall.member("focal", "lung mo"), b"")
    assert "Tệp này trống" in of_units(hall.member("organiser"), b"")
