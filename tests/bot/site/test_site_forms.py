"""Forms lose nothing: nasty values are posted into every field of the organiser's pages and read back from the rows."""

import html as markup
import re
import unicodedata
from datetime import date, time, timedelta
from typing import Any

import pytest

from storage import attendance
from storage.database import Database
from storage.models import Broadcast, Deadline, Edit, Event, ProgrammeItem
from tests.bot.site.site_kit import HERE, Hall, Stage, commands, words

PLAN, SEND, UNITS = "/ban-to-chuc/chuong-trinh", "/ban-to-chuc/gui-tin", "/ban-to-chuc/don-vi"

TEXTS = (
    "Đội 2", "khách sạn Mường Thanh, đường 30/4", "Nhà văn hóa 19/5, tầng 2", "địa điểm: sân B", "tên: Bữa tối",
    "ở Nhà khách", "hủy", "khôi phục", "hoãn", "hoàn tác", "19:00", "19h30–21h00", "ngày 30/4", "25/3", "30/3 - 1/4",
    "dời bữa tối sang 19:00", "Hội trường A; hội trường B", "“Hương sắc” vùng cao", "'Ngày hội' \"2027\"", "A / B / C",
    "A\\B", "<b>Lễ</b> & <script>alert(1)</script>", "**đậm** [nhãn](https://vi.du)", "🎉 Khai mạc 🎉", "…",
    "1", "0", "-1", "null", "None", "all: gửi", "/sua i1 hủy", "/gui all: x", "Phòng họp số 3 (tầng 2, nhà A1)",
    "đại biểu 14 + lái xe 2", "100% đoàn đến đúng giờ", "Mục 1.1. Đón tiếp", "trước 17h", "chốt ngày 30/3",
    "Cơm tối: 18h30, nhà hàng “Hồ Xanh”, đường Lê Lợi, số 5/7", "không", "như mặc định", "{{ 7 * 7 }}", "%s %d {0}",
    "'; DROP TABLE events; --", "ﬁ ㎏ Ⅳ", "ĐẶNG THÙY TRÂM", "d\u0323a\u0301p", "xã  Khe   Mây", "ngày ngày ngày",
    "Từ 7h đến 9h, tại sân vận động", "a" * 300, "ầ" * 300, "Nguyễn Văn A – 0912 345 678", "https://vi.du/?a=1&b=2#c",
)  # fmt: skip


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage.with_organisers("Hoa", "Bình")


@pytest.fixture
def hall(database: Database, stage: Stage) -> Hall:
    return stage.again(database)


@pytest.fixture
def organiser(hall: Hall, stage: Stage) -> Any:
    return stage.browser(hall, "Hoa")


@pytest.fixture
def other(hall: Hall, stage: Stage) -> Any:
    return stage.browser(hall, "Bình")


def form(html: str, thing: str) -> dict[str, str]:
    """The fields of the form of one thing, as a browser would post them unchanged."""
    part = next(part for part in html.split("<form")[1:] if f'name="thing" value="{thing}"' in part)
    found = re.findall(r'<input[^>]*?name="([^"]*)"[^>]*? value="([^"]*)"', part.split("</form>")[0])
    return {name: markup.unescape(value) for name, value in found}


def kept(text: str) -> str:
    """As every text of a page comes in: one spelling of its letters."""
    return unicodedata.normalize("NFC", text)


def write(browser: Any, page: str, fields: dict[str, str], yes: str = "Ghi") -> str:
    """Posts a form and confirms what it shows; the page that came first."""
    html = str(browser.post(page, data=fields, headers=HERE).text)
    assert yes in commands(html), words(html)[:600]
    pressed = {"command": commands(html)[yes], "back": page}
    done = browser.post("/ban-to-chuc/lam", data=pressed, headers=HERE, follow_redirects=False)
    assert (done.status_code, "%E2%9C%93" in done.headers["set-cookie"]) == (303, True)  # a tick
    return html


def test_every_text_of_the_plan_is_kept_as_it_stands(hall: Hall, organiser: Any) -> None:
    with hall.database.reading() as session:
        number = session.query(ProgrammeItem).filter(ProgrammeItem.start.is_not(None)).first().id  # type: ignore[union-attr]
    html = organiser.get(PLAN).text
    item, event = form(html, f"i{number}"), form(html, f"e{hall.event_id}")
    stands: tuple[str, ...] = ()
    for at, (text, other) in enumerate(zip(TEXTS, reversed(TEXTS), strict=True)):
        other = f"{other} 2" if other == text else other
        version = {"version": str(int(item["version"]) + at)}
        shown = write(organiser, PLAN, item | version | {"title": text, "venue": other})
        version = {"version": str(int(event["version"]) + at)}
        write(organiser, PLAN, event | version | {"venue": text})
        was = form(shown, f"i{number}"), form(shown, f"e{hall.event_id}")
        assert stands in ((), (was[0]["was-title"], was[0]["was-venue"], was[1]["venue"])), "as the page shows it"
        stands = (kept(text), kept(other), kept(text))
        with hall.database.reading() as session:
            row = session.get_one(ProgrammeItem, number)
            assert (row.title, row.venue, session.get_one(Event, hall.event_id).venue) == stands


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        ({"end": ""}, {"end": None}),
        ({"venue": ""}, {"venue": None}),
        ({"start": "", "end": ""}, {"start": None, "end": None}),
        ({"day": ""}, {"day": None}),
        ({"day": "", "start": "", "end": "", "venue": ""}, {"day": None, "start": None, "end": None, "venue": None}),
        ({"start": "00:00", "end": "23:59"}, {"start": time(0), "end": time(23, 59)}),
        ({"day": "2028-02-29", "start": "09:05", "end": ""}, {"day": date(2028, 2, 29), "start": time(9, 5), "end": None}),
        ({"day": "9999-12-30"}, {"day": date(9999, 12, 30)}),
        ({"day": "28/2/2028", "start": "7h05", "end": "9:30"}, {"day": date(2028, 2, 28), "start": time(7, 5), "end": time(9, 30)}),
        ({"title": "  Đón đoàn  "}, {"title": "Đón đoàn"}),
    ],
)  # fmt: skip
def test_an_emptied_field_of_an_item_empties(
    hall: Hall, organiser: Any, change: dict[str, str], stands: dict[str, object]
) -> None:
    with hall.database.transaction() as session:
        row = session.query(ProgrammeItem).filter(ProgrammeItem.end.is_not(None)).first()
        assert row is not None
        row.venue, number = "Sân A", row.id
    fields = form(organiser.get(PLAN).text, f"i{number}")
    write(organiser, PLAN, fields | change)
    with hall.database.reading() as session:
        row = session.get_one(ProgrammeItem, number)
        assert {name: getattr(row, name) for name in stands} == stands


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        ({"day": "2027-03-05", "start": ""}, (date(2027, 3, 5), None)),
        ({"day": "2027-03-05", "start": "17:00"}, (date(2027, 3, 5), time(17))),
        ({"day": "2027-03-05", "start": "00:00"}, (date(2027, 3, 5), time(0))),
        ({"day": "2027-03-05", "start": "23:59"}, (date(2027, 3, 5), time(23, 59))),
        ({"day": "", "start": ""}, (None, None)),
    ],
)
def test_a_deadline_shows_again_what_was_set(
    hall: Hall, organiser: Any, change: dict[str, str], stands: tuple[object, object]
) -> None:
    with hall.database.reading() as session:
        number = session.query(Deadline).filter(Deadline.due_on.is_not(None)).first().id  # type: ignore[union-attr]
    write(organiser, PLAN, form(organiser.get(PLAN).text, f"h{number}") | change)
    fields = form(organiser.get(PLAN).text, f"h{number}")
    assert {name: fields[name] for name in change} == change
    with hall.database.reading() as session:
        row = session.get_one(Deadline, number)
        assert (row.due_on, row.due_time) == stands


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        ({"day": "2027-04-08", "last": "2027-04-09"}, (date(2027, 4, 8), date(2027, 4, 9))),
        ({"day": "2027-04-08", "last": ""}, (date(2027, 4, 8), date(2027, 4, 8))),
        ({"day": "", "last": ""}, (None, None)),
        ({"venue": ""}, None),
    ],
)
def test_the_events_days_and_place_are_what_stands(
    hall: Hall, organiser: Any, change: dict[str, str], stands: object
) -> None:
    with hall.database.reading() as session:
        event = session.get_one(Event, hall.event_id)
        days = (event.starts_on, event.ends_on)
    write(organiser, PLAN, form(organiser.get(PLAN).text, f"e{hall.event_id}") | change)
    with hall.database.reading() as session:
        event = session.get_one(Event, hall.event_id)
        assert (event.starts_on, event.ends_on) == (stands or days)
        assert (event.venue is None) == ("venue" in change)


def test_every_text_of_a_message_is_kept_and_sent_as_it_stands(hall: Hall, organiser: Any) -> None:
    for text in TEXTS:
        write(organiser, SEND, {"to": "role:organiser", "text": text, "day": "", "hour": ""}, "Gửi")
        with hall.database.reading() as session:
            sent = session.query(Broadcast).order_by(Broadcast.id.desc()).first()
            assert sent is not None
            assert (sent.text, sent.segment, sent.send_at) == (kept(text), "role:organiser", None)


def test_every_name_of_a_unit_is_kept_as_it_stands(hall: Hall, organiser: Any) -> None:
    names = [text for text in TEXTS if 2 <= len(text) <= 120 and any(letter.isalpha() for letter in text)]
    fields = {"kind": "guest", "names": "\n".join(names), "seats": "7"}
    html = str(organiser.post(f"{UNITS}/them", data=fields, headers=HERE).text)
    assert "✓" in words(html), words(html)[:600]
    with hall.database.reading() as session:
        quotas = {row.unit.name: row.quota for row in attendance.counts(session, hall.event_id)}
    assert {name: quotas.get(kept(name)) for name in names} == dict.fromkeys(names, 7)


BAD_UNITS = (
    ({"names": ""}, "names", "Chưa có chữ nào để gửi."),
    ({"names": "Sở Nội vụ\n5"}, "names", "“5” không phải tên đơn vị"),
    ({"names": "x" * 121}, "names", "không phải tên đơn vị"),
    ({"names": "\n".join(f"Đội {n}" for n in range(201))}, "names", "Mỗi lần nhận 200 tên, đang có 201."),
    ({"seats": "-3"}, "seats", "Chỉ tiêu là một số từ 0 đến 999"),
    ({"seats": "1000"}, "seats", "Chỉ tiêu là một số từ 0 đến 999"),
    ({"seats": "5 người"}, "seats", "Chỉ tiêu là một số từ 0 đến 999"),
    ({"seats": "٣"}, "seats", "Chỉ tiêu là một số từ 0 đến 999"),
)


def test_what_is_wrong_with_new_units_stands_beside_its_field(hall: Hall, organiser: Any) -> None:
    with hall.database.reading() as session:
        before = len(attendance.counts(session, hall.event_id))
    for change, name, sentence in BAD_UNITS:
        typed = {"kind": "guest", "names": "Đội 2", "seats": "3"} | change
        html = str(organiser.post(f"{UNITS}/them", data=typed, headers=HERE).text)
        beside = re.search(rf'<span class="fault" id="loi--{name}">([^<]*)</span>', html)
        assert beside is not None, (change, words(html)[:600])
        assert sentence in beside[1]
        assert f"{typed['names']}</textarea>" in html, "what was typed stays"
    with hall.database.reading() as session:
        assert len(attendance.counts(session, hall.event_id)) == before


BAD_MESSAGES = (
    ({"to": ""}, "to", "Chưa chọn người nhận"),
    ({"to": "unit:Không Có"}, "to", "Không có đơn vị “Không Có”"),
    ({"to": "mọi người"}, "to", "Không hiểu nhóm nhận"),
    ({"to": "owing:Không Có"}, "to", "Không có giấy tờ “Không Có”"),
    ({"text": "  "}, "text", "Chưa có chữ nào để gửi."),
    ({"text": "x" * 10_001}, "text", "Nội dung dài 10001 ký tự"),
    ({"day": "2027-02-30"}, "day", "Không có ngày này."),
    ({"hour": "8 giờ"}, "hour", "Không có giờ này."),
    ({"day": "2020-01-01"}, "hour", "Giờ hẹn đã qua"),
    ({"day": "2027-02-22", "hour": "08:00"}, "hour", "Giờ hẹn đã qua"),
)


def test_what_is_wrong_with_a_message_stands_beside_its_field(hall: Hall, organiser: Any) -> None:
    for change, name, sentence in BAD_MESSAGES:
        typed = {"to": "all", "text": "Xe đón lúc 13:00", "day": "", "hour": ""} | change
        html = str(organiser.post(SEND, data=typed, headers=HERE).text)
        beside = re.search(rf'<span class="fault" id="loi--{name}">([^<]*)</span>', html)
        assert beside is not None, (change, words(html)[:600])
        assert sentence in beside[1]
        assert f"{typed['text'].strip()}</textarea>" in html, "what was typed stays"
    with hall.database.reading() as session:
        assert session.query(Broadcast).count() == 0


BAD = (
    ({"day": "2027-02-30"}, "day", "Không có ngày này."),
    ({"day": "30/3"}, "day", "Không có ngày này."),
    ({"day": "1700000000"}, "day", "Không có ngày này."),
    ({"day": "hôm nay"}, "day", "Không có ngày này."),
    ({"day": "２０２７-03-01"}, "day", "Không có ngày này."),
    ({"start": "25:00"}, "start", "Không có giờ này."),
    ({"start": "7h3"}, "start", "Không có giờ này."),
    ({"start": "-1:00"}, "start", "Không có giờ này."),
    ({"end": "12:60"}, "end", "Không có giờ này."),
    ({"start": "19:00", "end": "18:00"}, "end", "Giờ kết thúc trước giờ bắt đầu"),
    ({"start": "19:00", "end": "19:00"}, "end", "Giờ kết thúc trước giờ bắt đầu"),
    ({"start": "", "end": "18:00"}, "start", "Có giờ kết thúc thì cần cả giờ bắt đầu"),
    ({"day": "2020-01-01"}, "day", "Ngày giờ mới đã qua"),
    ({"title": ""}, "title", "Nội dung nào cũng cần tên"),
    ({"title": " \u200b "}, "title", "Nội dung nào cũng cần tên"),
    ({"title": "x" * 1001}, "title", "Ô này nhận 1000 chữ, đang có 1001."),
    ({"venue": "x" * 1001}, "venue", "Ô này nhận 1000 chữ, đang có 1001."),
)


def test_what_is_wrong_stands_beside_its_field(hall: Hall, organiser: Any) -> None:
    with hall.database.reading() as session:
        number = session.query(ProgrammeItem).filter(ProgrammeItem.end.is_not(None)).first().id  # type: ignore[union-attr]
    fields = form(organiser.get(PLAN).text, f"i{number}")
    for change, name, sentence in BAD:
        refused(organiser, number, fields, change, name, sentence)
    with hall.database.reading() as session:
        assert session.query(Edit).count() == 0


def refused(
    organiser: Any, number: int, fields: dict[str, str], change: dict[str, str], name: str, sentence: str
) -> None:
    """The form of an item with a change that cannot be: said beside its field, and all that was typed is there."""
    typed = {"venue": "Sân B", "title": "Đón đoàn, lượt 2"} | change
    html = organiser.post(PLAN, data=fields | typed, headers=HERE).text
    beside = re.search(rf'<span class="fault" id="loi-i{number}-{name}">([^<]*)</span>', html)
    assert beside is not None, words(html)[:900]
    assert sentence in beside[1]
    assert re.search(rf'name="{name}"[^>]*aria-invalid="true"', html)
    again = form(html, f"i{number}")
    assert {each: again[each] for each in typed} == {each: text.strip(" \u200b") for each, text in typed.items()}
    if name in ("day", "start", "end"):
        shown = re.search(rf'<input([^>]*)name="{name}"[^>]*aria-invalid', html)
        assert shown is not None
        assert "type=" not in shown[1], "a field of type date or time would hide what was typed"


BROKEN: tuple[dict[str, str], ...] = (
    {"thing": "x1"}, {"thing": "i1 hủy"}, {"thing": ""}, {"version": ""}, {"version": "abc"}, {"version": "9" * 30},
    {"whole": "bậy"}, {"thing": "i999999999"},
)  # fmt: skip


def test_a_form_that_is_not_ours_changes_nothing(hall: Hall, organiser: Any) -> None:
    fields = form(organiser.get(PLAN).text, f"e{hall.event_id}") | {"venue": "Sân B"}
    for broken in BROKEN:
        html = organiser.post(PLAN, data=fields | broken, headers=HERE).text
        assert "Biểu mẫu không đủ ô" in html or "Không rõ cần sửa mục nào" in html, (broken, words(html)[:600])
    without = {name: text for name, text in fields.items() if name != "last"}
    assert "Biểu mẫu không đủ ô" in organiser.post(PLAN, data=without, headers=HERE).text, "nothing empties unseen"
    with hall.database.reading() as session:
        assert session.query(Edit).count() == 0


def test_nobody_writes_over_what_another_changed_meanwhile(hall: Hall, organiser: Any, other: Any) -> None:
    one = organiser
    with hall.database.reading() as session:
        number = session.query(ProgrammeItem).filter(ProgrammeItem.end.is_not(None)).first().id  # type: ignore[union-attr]
    fields = form(one.get(PLAN).text, f"i{number}")
    hall.now += timedelta(minutes=1)
    write(other, PLAN, form(other.get(PLAN).text, f"i{number}") | {"venue": "Sân của Bình"})
    html = str(one.post(PLAN, data=fields | {"title": "Tên của Hoa"}, headers=HERE).text)
    assert re.search(r"Bình đã sửa “[^”]+” lúc 08:01 22/02: .*→ Sân của Bình", words(html)), words(html)[:900]
    again = form(html, f"i{number}")
    assert (again["title"], again["venue"]) == ("Tên của Hoa", "Sân của Bình"), "what was typed stays, the rest is new"
    write(one, PLAN, again)
    with hall.database.reading() as session:
        row = session.get_one(ProgrammeItem, number)
        assert (row.title, row.venue) == ("Tên của Hoa", "Sân của Bình")


def test_a_whole_item_is_not_called_off_unseen(hall: Hall, organiser: Any, other: Any) -> None:
    one = organiser
    with hall.database.reading() as session:
        number = session.query(ProgrammeItem).filter(ProgrammeItem.end.is_not(None)).first().id  # type: ignore[union-attr]
    fields = form(one.get(PLAN).text, f"i{number}")
    write(other, PLAN, form(other.get(PLAN).text, f"i{number}") | {"venue": "Sân của Bình"})
    html = str(one.post(PLAN, data=fields | {"whole": "cancel"}, headers=HERE).text)
    assert "Bình đã sửa" in words(html)
    assert "Hủy nội dung này" not in commands(html)
