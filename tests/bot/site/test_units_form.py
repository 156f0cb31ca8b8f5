"""The organiser's page of units: each unit's form keeps what stands in it; what cannot be undone is asked first."""

import html as markup
import re
from itertools import zip_longest
from typing import Any

import pytest

from bot.channels.clean import clean_text
from handlers.units.known import exact
from storage import units
from storage.database import Database
from storage.models import Unit
from tests.bot.site.site_kit import HERE, Hall, Stage, commands, said, words

UNITS = "/ban-to-chuc/don-vi"
NAMES = (
    "Đội 2", "Phường 5", "5 người", "chỉ tiêu 14", "Sở Nội vụ, 5 người", "Đoàn A; Đoàn B: khách", "đổi tên A thành B",
    "gộp Tà Hương vào Pa Vang", "không mời", "thôi", "bỏ", "u1", "u1 chitieu 3", "/donvi u1 ten X", "/hoantac", "null", "None",
    "<b>Sở</b> & <script>", "\"'><i>", "{{ 7 * 7 }} x", "%s %d {0}", "'; DROP TABLE units; --", "**đậm** [nhãn](http://x)", "A\\nB",
    "Đ’Krông", "ĐẶNG THÙY", "d\u0323a\u0301p", "xã  Khe   Mây", "ﬁ ㎏ Ⅳ", "🎉 Khai mạc", "Khối 1 – Cụm 30/4", "ab", "ầ" * 120,
    "trưởng cụm", "các xã", "tất cả", "Không", "ỦY BAN NHÂN DÂN HUYỆN X",
)  # fmt: skip
SEATS = {"0": 0, "1": 1, "007": 7, "12": 12, " 14 ": 14, "99": 99, "999": 999, "": None}
BAD_NAMES = ("", " \u200b ", "5", "…", "?", "x", "y" * 121, "12/5", "👩‍👧")
BAD_SEATS = (
    "-3", "−3", "+5", "1000", "9" * 30, "1.5", "1,5", "1e2", "0x10", "１２", "٣", "½", "mười", "5 người", "10-12", "?", "1 2", "không",
)  # fmt: skip
BAD_OTHERS = ("Đội Hai\n5", "z", "y" * 121, "…", "\n".join(f"Tổ thứ {n}" for n in range(21)))


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage.with_organisers("Hoa", "Bình")


@pytest.fixture
def hall(database: Database, stage: Stage) -> Hall:
    return stage.again(database)


@pytest.fixture
def organiser(hall: Hall, stage: Stage) -> Any:
    return stage.browser(hall, "Hoa")


def kept(hall: Hall, unit_id: int) -> dict[str, Any]:
    """What the database keeps of a unit, by the names of its form's fields; whether it is invited."""
    with hall.database.reading() as session:
        unit, invited = session.get_one(Unit, unit_id), units.invited(session, hall.event_id)
        return {
            "name": unit.name, "kind": unit.kind, "seats": invited.get(unit_id), "host": unit.host,
            "also_called": list(unit.also_called), "invited": unit_id in invited,
        }  # fmt: skip


def meant(hall: Hall, name: str) -> str | None:
    """The name of the unit that goes by a name now."""
    with hall.database.reading() as session:
        unit = exact(units.of_plan(session, hall.event_id), name)
        return unit.name if unit else None


def number(hall: Hall, name: str) -> int:
    with hall.database.reading() as session:
        return next(unit.id for unit in units.of_plan(session, hall.event_id) if unit.name == name)


def form(html: str, unit_id: int) -> dict[str, str]:
    """The fields of a unit's form as a browser would post them unchanged."""
    part = next(part for part in html.split("<form")[1:] if f'name="thing" value="u{unit_id}"' in part).split(
        "</form>"
    )[0]
    found = dict(re.findall(r'<input[^>]*?name="([^"]*)"[^>]*? value="([^"]*)"', part))
    found |= dict(re.findall(r'<textarea name="([^"]*)"[^>]*>\n?(.*?)</textarea>', part, re.DOTALL))
    for name, options in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', part, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return {name: markup.unescape(value) for name, value in found.items()}


def faults(html: str, part: str) -> dict[str, str]:
    """What is wrong beside which field."""
    return {name: markup.unescape(text) for name, text in re.findall(rf'id="loi-{part}-(\w+)">([^<]*)<', html)}


def post(browser: Any, fields: dict[str, str], to: str = "sua") -> str:
    answer = browser.post(f"{UNITS}/{to}", data=fields, headers=HERE)
    assert answer.status_code == 200, answer.text[:300]
    return str(answer.text)


def press(browser: Any, html: str, label: str) -> str:
    return str(
        browser.post("/ban-to-chuc/lam", data={"command": commands(html)[label], "back": UNITS}, headers=HERE).text
    )


def test_every_field_keeps_what_stands_in_it(hall: Hall, organiser: Any) -> None:
    own, seats = number(hall, "Lũng Mơ"), list(SEATS.items())
    html = organiser.get(UNITS).text
    others = [clean_text(name) for name in NAMES]
    for at, typed in enumerate(NAMES):
        number_typed, number_kept = seats[at % len(seats)]
        also = [others[(at + step) % len(others)] for step in (1, 5, 11)[: at % 4]]
        kind, host = ("member", "guest", "office")[at % 3], ("", "1")[at % 2]
        fields = {"name": typed, "seats": number_typed, "kind": kind, "host": host, "also_called": "\r\n".join(also)}
        html = post(organiser, form(html, own) | fields)
        assert faults(html, f"u{own}") == {}, typed
        stands = {"name": others[at], "seats": number_kept, "kind": kind, "host": host == "1", "also_called": also}
        assert kept(hall, own) == stands | {"invited": True}
        shown = form(html, own)
        assert {name: shown[name] for name in fields} == {
            "name": others[at], "seats": "" if number_kept is None else str(number_kept), "kind": kind, "host": host,
            "also_called": "\n".join(also),
        }  # fmt: skip
        assert {meant(hall, name) for name in (others[at], *also)} == {others[at]}


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_recorded(hall: Hall, organiser: Any) -> None:
    own, other = number(hall, "Lũng Mơ"), number(hall, "Pa Vang")
    before, fields = kept(hall, own), form(organiser.get(UNITS).text, own)
    for name, seats, also in zip_longest(BAD_NAMES, BAD_SEATS, BAD_OTHERS):
        bad = {k: v for k, v in {"name": name, "seats": seats, "also_called": also}.items() if v is not None}
        html = post(organiser, fields | {"host": "1"} | bad)
        assert set(faults(html, f"u{own}")) == set(bad), bad
        shown = form(html, own)
        assert {k: shown[k] for k in bad} == {k: clean_text(v) for k, v in bad.items()}, "what was typed stays"
        assert shown["host"] == "1"
    for name, also in (("Pa Vang", "pa vang"), ("PA VANG", "Đội Hai\nxã Pa Vang")):
        html = post(organiser, fields | {"name": name, "also_called": also})
        found = faults(html, f"u{own}")
        assert {"Đã có đơn vị gọi như vậy (Pa Vang)" in found[field] for field in ("name", "also_called")} == {True}
    assert kept(hall, own) == before
    assert kept(hall, other)["name"] == "Pa Vang"


def test_an_emptied_field_empties_and_the_last_save_is_taken_back_whole(hall: Hall, organiser: Any) -> None:
    own = number(hall, "Lũng Mơ")
    full = {"name": "Đội Mơ", "seats": "9", "host": "1", "also_called": "Tổ ba\nBTĐ"}
    html = post(organiser, form(organiser.get(UNITS).text, own) | full)
    assert (
        "✓ Đã ghi Đội Mơ: tên mới, tên cũ Lũng Mơ vẫn hiểu được; chỉ tiêu 9; là đơn vị đăng cai; còn gọi là Tổ ba, BTĐ."
        in words(html)
    )
    assert [meant(hall, name) for name in ("BTĐ", "Tổ ba", "Lũng Mơ")] == ["Đội Mơ"] * 3
    first = kept(hall, own)
    html = post(organiser, form(html, own) | {"seats": "", "host": "", "also_called": ""})
    assert kept(hall, own) == first | {"seats": None, "host": False, "also_called": []}
    assert [meant(hall, name) for name in ("BTĐ", "Tổ ba", "Lũng Mơ", "Đội Mơ")] == [None, None, "Đội Mơ", "Đội Mơ"]
    assert "Không có ô nào thay đổi" in words(post(organiser, form(html, own)))
    assert "như trước" in said(organiser, "/hoantac")
    assert kept(hall, own) == first
    assert meant(hall, "BTĐ") == "Đội Mơ"


def test_nobody_writes_over_what_another_changed_meanwhile(hall: Hall, organiser: Any, stage: Stage) -> None:
    own, other = number(hall, "Lũng Mơ"), stage.browser(hall, "Bình")
    fields = form(organiser.get(UNITS).text, own)
    post(other, form(other.get(UNITS).text, own) | {"seats": "3", "name": "Tên của Bình"})
    html = post(organiser, fields | {"also_called": "Tên của Hoa"})
    assert "! Bình đã sửa Tên của Bình lúc 08:00 22/02, nên chưa ghi." in words(html)
    again = form(html, own)
    assert (again["name"], again["seats"], again["also_called"]) == ("Tên của Bình", "3", "Tên của Hoa")
    assert kept(hall, own)["also_called"] == []
    post(organiser, again)
    assert kept(hall, own) == {
        "name": "Tên của Bình", "kind": "member", "seats": 3, "host": False, "also_called": ["Tên của Hoa"], "invited": True,
    }  # fmt: skip


def test_leaving_out_is_asked_first_and_is_what_was_asked(hall: Hall, organiser: Any) -> None:
    own = number(hall, "Lũng Mơ")
    said(organiser, "Lũng Mơ 16 người")
    html = post(organiser, form(organiser.get(UNITS).text, own) | {"whole": "leave_out"})
    assert (
        "Không mời Lũng Mơ cử đoàn nữa? Đã báo 16 đại biểu: vẫn lưu, không cộng vào tổng. Chỉ tiêu 14 thì bỏ."
        in words(html)
    )
    assert kept(hall, own)["invited"], "only asked"
    post(organiser, form(html, own) | {"seats": "20"})
    stale = press(organiser, html, "Không mời nữa")
    assert "đã thay đổi từ lúc hỏi, nên chưa ghi" in words(stale)
    assert kept(hall, own)["invited"]
    assert "Lũng Mơ không cử đoàn" in words(press(organiser, stale, "Không mời nữa"))
    assert (kept(hall, own)["invited"], kept(hall, own)["seats"]) == (False, None)
    html = organiser.get(UNITS).text
    refused = post(organiser, form(html, own) | {"seats": "5"})
    assert "chưa được mời cử đoàn" in faults(refused, f"u{own}")["seats"]
    post(organiser, form(html, own) | {"whole": "invite"})
    assert kept(hall, own)["invited"]


def test_two_units_become_one_only_after_a_yes(hall: Hall, organiser: Any) -> None:
    gone, into = number(hall, "Lũng Mơ"), number(hall, "Pa Vang")
    for fields, beside in (
        ({"gone": "", "into": ""}, {"gone", "into"}), ({"gone": str(gone), "into": ""}, {"into"}),
        ({"gone": str(gone), "into": str(gone)}, {"into"}),
    ):  # fmt: skip
        assert set(faults(post(organiser, fields, "gop"), "")) == beside
    html = post(organiser, {"gone": str(gone), "into": str(into)}, "gop")
    assert "Gộp Lũng Mơ vào Pa Vang? Sau khi gộp không tách lại được." in words(html)
    assert meant(hall, "Lũng Mơ") == "Lũng Mơ", "only asked"
    assert "✓ Đã gộp Lũng Mơ vào Pa Vang" in words(press(organiser, html, "Gộp"))
    assert meant(hall, "Lũng Mơ") == "Pa Vang"
    late = post(organiser, form(html, gone) | {"name": "Đội 2"})
    assert "Không còn đơn vị này" in words(late)


def test_a_form_that_is_not_ours_and_people_who_may_not_change_nothing(hall: Hall, organiser: Any) -> None:
    own = number(hall, "Lũng Mơ")
    fields, before = form(organiser.get(UNITS).text, own) | {"name": "Đội 2"}, kept(hall, own)
    for broken in (
        {"thing": "x1"}, {"thing": ""}, {"thing": f"u{own} ten X"}, {"version": ""}, {"version": "1" * 11}, {"kind": "xã"},
        {"whole": "hủy"}, {"host": "2"},
    ):  # fmt: skip
        assert "Biểu mẫu không đủ ô" in post(organiser, fields | broken), broken
    for name in ("name", "kind", "seats", "host", "also_called", "version"):
        without = {each: value for each, value in fields.items() if each != name}
        assert "Biểu mẫu không đủ ô" in post(organiser, without), "nothing empties unseen"
    assert "Không còn đơn vị này" in words(post(organiser, fields | {"thing": "u999999999"}))
    focal = hall.member("focal", "lung mo")
    for to in ("sua", "them", "gop"):
        assert focal.post(f"{UNITS}/{to}", data=fields, headers=HERE).status_code == 403
        assert hall.browser().post(f"{UNITS}/{to}", data=fields, headers=HERE).status_code == 401
    assert kept(hall, own) == before
