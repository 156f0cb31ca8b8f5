"""The form of a delegation's page stores what stands in its fields, or says beside the field why not and saves nothing."""

from collections.abc import Callable
from datetime import date, time
from itertools import zip_longest
from typing import Any

import pytest

from bot.channels.clean import clean_text
from handlers.language.folding import fold
from handlers.language.persons import is_name
from storage import attendance
from storage.database import Database
from tests.bot.site.site_kit import Hall, Stage, said, words
from tests.bot.site.unit_page import UnitPage, kept

TEXTS = (
    "Đội 2", "đại biểu 14 + lái xe 2", "khách sạn Mường Thanh, đường 30/4", "Nhà khách số 5; cổng sau, lúc 7h",
    "16 người", "14", "-3", "không dự", "chưa rõ", "/hoantac", "/dangky u1 99", "u1", "v3", "v3 dung", "xlsx", "bo u1",
    "ngày 30/11", "13h30", "2 xe", "tại", "ở Tà Hương", "Tà Hương", "Pa Vàng 20 người", "thường trực và ngành", "tt",
    "a, b; c: d.", "?", "Có được không?", "<script>alert(1)</script>", "\"'><b>", "&amp; & &lt;", "=SUM(A1)", "+84 912",
    "{{ 7*7 }}", "%s %d", "'; DROP TABLE units; --", "**đậm**", "[nhãn](http://x)", "  hai   dấu  cách ", "a\tb",
    "dòng\nmới", "Trần Thị\u200b B\u200fắc", "Th\u01b0\u031b\u0300ng", "na\u0306\u0301m", "ＡＢＣ", "👩‍👩‍👧‍👦 đoàn", "𝔘𝔫𝔦", "İ", "ﬁ", "null", "None",
    "0", "false", "on", "…", "—", "x" * 60, "é" * 60, "\\", "\\n", "%00", "1e5", "NaN",
)  # fmt: skip
NUMBERS = (
    "0", "1", "7", "007", "12 ", " 12", "99", "100", "998", "999", "1000", "99999", "9" * 30, "-1", "- 5", "−3", "+5", "1.5", "1,5",
    "1e3", "0x10", "１２", "١٢", "²", "½", "mười", "12 người", "12/13", "10-12", "khoảng 10", "?", "12\n13", "12.", "1 2",
)  # fmt: skip
DAYS = {
    "2027-03-18": date(2027, 3, 18), "18/03/2027": date(2027, 3, 18), "18/3/2027": date(2027, 3, 18), "2027-02-30": None,
    "31/4/2027": None, "2027-13-01": None, "0000-00-00": None, "2027-W11-4": None, "20270318": None, "18/3": None,
    "mai": None, "18-03-2027": None, "'": None,
}  # fmt: skip
OTHER_DAYS = ("2026-01-01", "2099-01-01", "9999-12-31")  # days, but not of this event
HOURS = {
    "13:30": time(13, 30), "00:00": time(0), "23:59": time(23, 59), "7:05": time(7, 5), "07:00:00": time(7), "13h30": time(13, 30),
    "24:00": None, "12:60": None, "-1:00": None, "1330": None, "13": None, "sáng": None, "13:3": None, "7 giờ": None, "１３:３０": None,
}  # fmt: skip
PEOPLE = (
    "Lò Thị Mận", "Bà Lò Thị Mận", "Y Moan", "Nguyễn Văn A", "Đ’Krông Ân", "H'Hen Niê", "lò thị mận", "LÒ THỊ MẬN", "Trần Thị Có Không",
    "Lê Số Hai", "Ma Thị Bỏ", "Thay Văn Bằng", "Hoa", "Vàng A Chư 2", "0912 345 678", "Lò Thị Mận, Phó Chủ tịch", "-", "?",
    "<b>Lò</b> Mận", "Lò\tMận", "a b c d e f g h", "Nguyễn " + "x" * 90,
)  # fmt: skip


def clean(typed: str) -> str:
    return " ".join(clean_text(typed).split())


FAULT, LATE = object(), object()  # cannot be read; can be read, but not stand beside what else is known


def number(most: int, read: int = 999) -> Any:
    def kept_as(typed: str) -> Any:
        words_ = clean(typed)
        if not (words_.isascii() and words_.isdigit() and int(words_) <= read):
            return FAULT
        return int(words_) if int(words_) <= most else LATE

    return kept_as


def cases(form: dict[str, str]) -> list[tuple[str, str, Any]]:
    """(field, typed, what is kept, or FAULT, or LATE) for every field of the form; `form` gives their names."""
    stay = next(name for name in form if name.startswith("stays."))
    choice = next(name for name in form if name.startswith("choices."))
    person = next(
        name.rsplit(".", 1)[0] for name in form if name.startswith("names.") and not name.startswith("names.new")
    )
    texts = [
        ("count.groups.0.name", 60), ("arrival.place", 80), (f"{person}.post", 200), (f"{person}.group", 80),
    ]  # fmt: skip
    counted = [("arrival.people", 999), ("arrival.vehicles", 99), ("arrival.drivers", 999), (stay, 999)]
    return [
        *(
            (name, typed, clean(typed) if len(clean(typed)) <= most else FAULT)
            for name, most in texts
            for typed in (*TEXTS, "y" * 201)
        ),
        *((name, typed, number(most, most)(typed)) for name, most in counted for typed in NUMBERS),
        *((choice, typed, number(10)(typed)) for typed in NUMBERS),  # 13 come, and 3 of them do the other thing
        *(("count.groups.0.number", typed, number(995)(typed)) for typed in NUMBERS),
        *(("arrival.day", typed, FAULT if day is None else day) for typed, day in DAYS.items()),
        *(("arrival.day", typed, LATE) for typed in OTHER_DAYS),
        *(("arrival.hour", typed, hour if hour is not None else FAULT) for typed, hour in HOURS.items()),
        *((f"{person}.name", typed, as_name(clean(typed))) for typed in PEOPLE),
    ]


def as_name(typed: str) -> Any:
    return FAULT if len(typed) > 80 else typed if is_name(typed) else LATE


def rows(table: list[tuple[str, str, Any]], wanted: Callable[[str, Any], bool]) -> list[dict[str, tuple[str, Any]]]:
    """The cases that are wanted, of every field one in a row: each row is posted at once."""
    columns: dict[str, list[tuple[str, tuple[str, Any]]]] = {}
    for name, typed, expected in table:
        if wanted(name, expected):
            columns.setdefault(name, []).append((name, (typed, expected)))
    return [dict(pair for pair in row if pair is not None) for row in zip_longest(*columns.values())]


@pytest.fixture(scope="module")
def stage() -> Stage:
    """A delegation of which everything is known, another of which nothing is, an organiser."""

    def prepare(hall: Hall) -> dict[str, Any]:
        full = hall.member("focal", "lung mo", "Lò Thị Mận")
        opened = UnitPage(full)
        first = {name: "3" for name in opened.form.fields if name.startswith(("stays.", "choices."))}
        opened.save({
            "count.answer": "coming", "count.groups.0.name": "ngành", "count.groups.0.number": "9", "count.groups.1.name": "lái xe",
            "count.groups.1.number": "4", "arrival.day": "2027-03-18", "arrival.hour": "13:30", "arrival.place": "Nhà khách",
            "arrival.people": "12", "arrival.vehicles": "2", "arrival.drivers": "2", "paste": "Vàng A Chư, Phó Chủ tịch, ngành", **first,
        })  # fmt: skip
        assert "✓ Đã ghi" in words(opened.html)
        other, organiser = hall.member("focal", "lung mo", "Vàng A Chư"), hall.member("organiser", name="Ngô Thị Lan")
        return {"full": full, "other": other, "empty": hall.member("focal", "pa vang"), "organiser": organiser}

    return Stage.of(prepare)


@pytest.fixture
def hall(database: Database, stage: Stage) -> Hall:
    return stage.again(database)


def unit_id(hall: Hall, name: str = "lung mo") -> int:
    with hall.database.reading() as session:
        return next(row.unit.id for row in attendance.counts(session, hall.event_id) if fold(row.unit.name) == name)


@pytest.fixture
def page(hall: Hall, stage: Stage) -> UnitPage:
    """The page of the delegation of which everything is known."""
    return UnitPage(stage.browser(hall, "full"))


def test_every_nasty_value_is_stored_as_it_stands(hall: Hall, page: UnitPage) -> None:
    own, table = unit_id(hall), cases(page.form.fields)
    assert len(table) >= 200
    head = "count.groups.0.number"  # how many do what depends on how many come: changed alone
    stands = [
        *rows(table, lambda name, expected: expected not in (FAULT, LATE) and name != head),
        *rows(table, lambda name, expected: expected not in (FAULT, LATE) and name == head),
    ]
    before = kept(hall, own)
    for row in stands:
        if head in row:
            before |= {name: None for name in before if name.startswith("choices.")}
            row |= {name: ("", None) for name in page.form.fields if name.startswith("choices.")}
        form = page.save({name: typed for name, (typed, _) in row.items()})
        assert form.faults == {}, row
        before = {name: value for name, value in (before | {name: value for name, (_, value) in row.items()}).items()
                  if value is not None}  # fmt: skip
        assert kept(hall, own) == before, row
        for name, (typed, expected) in row.items():
            shown = clean(form.fields[name])
            assert shown in (clean(typed), str(expected), str(expected)[:5]), (name, typed)


def test_every_value_that_cannot_be_is_refused_beside_its_field(hall: Hall, page: UnitPage) -> None:
    own, table = unit_id(hall), cases(page.form.fields)
    before, html = kept(hall, own), page.html
    late = [{name: (typed, expected)} for name, typed, expected in table if expected is LATE]
    for row in [*rows(table, lambda name, expected: expected is FAULT), *late]:
        page.html = html
        form = page.save({name: typed for name, (typed, _) in row.items()})
        assert set(form.faults) == set(row), row
        for name, (typed, _) in row.items():
            assert clean(form.fields[name]) == clean(typed), (name, typed, "what was typed stays")
    assert kept(hall, own) == before, "nothing is saved"


def test_an_emptied_field_empties(hall: Hall, page: UnitPage) -> None:
    own = unit_id(hall)
    filled = [name for name in kept(hall, own) if name.startswith(("arrival.", "stays.", "choices."))]
    for names in (filled[::2], filled[1::2]):
        before = kept(hall, own)
        form = page.save(dict.fromkeys(names, ""))
        assert form.faults == {}
        assert kept(hall, own) == {name: value for name, value in before.items() if name not in names}
        assert {form.fields[name] for name in names} == {""}
    page.save({"count.groups.0.name": "", "count.groups.0.number": ""})
    assert {k: v for k, v in kept(hall, own).items() if k.startswith("count")} == {
        "count.answer": "coming", "count.groups.0.name": "lái xe", "count.groups.0.number": 4}  # fmt: skip
    person = next(
        name for name in page.form.fields if name.endswith(".name") and name.startswith("names.") and "new" not in name
    )
    page.save({person: ""})
    assert not any(name.startswith("names.") for name in kept(hall, own))


def test_one_save_saves_every_part_and_is_taken_back_whole(hall: Hall, stage: Stage) -> None:
    browser = stage.browser(hall, "empty")
    page, own = UnitPage(browser), unit_id(hall, "pa vang")
    page.save(
        {
            "count.groups.0.number": "13",
            "arrival.hour": "13:30",
            "names.new0.name": "Vàng A Chư",
            "names.new2.name": "Lò Văn Hặc",
        }
    )
    assert kept(hall, own)["count.groups.0.number"] == 13
    assert kept(hall, own)["arrival.hour"] == time(13, 30)
    assert sorted(v for k, v in kept(hall, own).items() if k.startswith("names.")) == ["Lò Văn Hặc", "Vàng A Chư"]
    assert "như trước" in said(browser, "/hoantac")
    assert kept(hall, own) == {}


def test_a_fault_in_one_part_saves_no_part(hall: Hall, page: UnitPage) -> None:
    own = unit_id(hall)
    before = kept(hall, own)
    form = page.save({"count.groups.0.number": "20", "arrival.vehicles": "nhiều", "paste": "Hoa"})
    assert set(form.faults) == {"arrival.vehicles", "paste"}
    assert kept(hall, own) == before
    assert (form.fields["count.groups.0.number"], form.fields["arrival.vehicles"], form.fields["paste"]) == (
        "20",
        "nhiều",
        "Hoa",
    )
    assert ">24</output>" in page.html, "the sum of what stands in the fields"


@pytest.mark.parametrize(("typed", "field"), [
    ({"count.groups.0.name": "ngành", "count.groups.0.number": ""}, "count.groups.0.number"),
    ({"count.groups.0.name": "", "count.groups.0.number": "5"}, "count.groups.0.name"),
    ({"count.groups.2.name": "Ngành", "count.groups.2.number": "5"}, "count.groups.2.name"),
    ({"count.groups.2.name": "khách", "count.groups.2.number": "990"}, "count.groups.2.number"),
    ({"count.groups.0.number": "0", "count.groups.1.number": "0"}, "count.groups.1.number"),
    ({"count.answer": "unknown", "count.groups.0.number": "8"}, "count.answer"),
    ({f"count.groups.{n}.{what}": "" for n in range(5) for what in ("name", "number")}, "count.groups.0.number"),
    ({"count.answer": "perhaps"}, "count.answer"),
    ({"names.new0.name": "vàng a chư"}, "names.new0.name"),
    ({"names.new0.post": "Phó phòng"}, "names.new0.name"),
    ({"paste": "Lò Văn Hặc, Phó, ngành, thêm"}, "paste"),
    ({"paste": "Lò Văn Hặc 0912345678"}, "paste"),
])  # fmt: skip
def test_what_no_single_field_can_tell_stands_beside_one(
    hall: Hall, page: UnitPage, typed: dict[str, str], field: str
) -> None:
    before = kept(hall, unit_id(hall))
    assert list(page.save(typed).faults) == [field]
    assert kept(hall, unit_id(hall)) == before


def test_another_changed_it_meanwhile(hall: Hall, page: UnitPage, stage: Stage) -> None:
    own = unit_id(hall)
    said(stage.browser(hall, "other"), "đoàn em 15 người")
    form = page.save({"count.groups.0.number": "10", "arrival.people": "11"})
    assert "Vàng A Chư: Số đại biểu: 13 (9 ngành, 4 lái xe) → 15." in words(page.html)
    assert form.fields["count.groups.0.number"] == "10", "what was typed stays"
    assert (kept(hall, own)["count.groups.0.number"], kept(hall, own)["arrival.people"]) == (15, 12)
    page.save({})
    assert kept(hall, own)["count.groups.0.number"] == 10, "seen, and written over"
    assert kept(hall, own)["arrival.people"] == 11


def test_a_change_of_another_part_is_not_written_over(hall: Hall, page: UnitPage, stage: Stage) -> None:
    own = unit_id(hall)
    said(stage.browser(hall, "other"), "đoàn em 15 người")
    page.save({"arrival.people": "11"})
    assert (kept(hall, own)["count.groups.0.number"], kept(hall, own)["arrival.people"]) == (15, 11)
    assert page.form.fields["count.groups.0.number"] == "15"


def test_withdrawing_is_asked_first(hall: Hall, page: UnitPage) -> None:
    own = unit_id(hall)
    form = page.save({"count.answer": "not_coming", "arrival.people": "3"})
    assert "count.answer" in form.faults
    assert kept(hall, own)["count.answer"] == "coming"
    assert "Đúng, cả đoàn không dự" in page.html
    page.save({"sure": "1"})
    assert kept(hall, own)["count.answer"] == "not_coming"


def test_what_is_locked_stays_and_the_rest_is_saved(hall: Hall, page: UnitPage, stage: Stage) -> None:
    own = unit_id(hall)
    said(stage.browser(hall, "organiser"), "/khoa ngay")
    page.open()
    page.save({"count.groups.0.number": "20"})
    assert "đã khóa" in words(page.html)
    assert kept(hall, own)["count.groups.0.number"] == 9
    assert page.form.fields["count.groups.0.number"] == "20"
    page.open()
    page.save({"arrival.people": "9"})
    assert kept(hall, own)["arrival.people"] == 9


def test_a_form_with_few_fields_leaves_the_rest_alone(hall: Hall, page: UnitPage) -> None:
    own = unit_id(hall)
    before = kept(hall, own)
    page.browser.post("/don-vi", data={"arrival.vehicles": "5"}, headers={"origin": "http://testserver"})
    assert kept(hall, own) == before | {"arrival.vehicles": 5}


def test_two_names_change_places(hall: Hall, page: UnitPage) -> None:
    own = unit_id(hall)
    page.save({"names.new0.name": "Lò Văn Hặc"})
    first, second = sorted(name for name in kept(hall, own) if name.endswith(".name") and name.startswith("names."))
    page.save({first: "Lò Văn Hặc", second: "Vàng A Chư"})
    assert (kept(hall, own)[first], kept(hall, own)[second]) == ("Lò Văn Hặc", "Vàng A Chư")
    assert page.form.faults == {}
