"""Changes from the organiser's page: a form is one `/sua`; before and after first, a press writes it."""

import re
from datetime import date, time

import pytest

from storage.database import Database
from storage.models import Deadline, Edit, Event, ProgrammeItem
from tests.bot.site.site_kit import HERE, Hall, commands, words

PAGE = "/ban-to-chuc/chuong-trinh"


@pytest.fixture
def hall(database: Database) -> Hall:
    return Hall(database)


def form(html: str, title: str) -> dict[str, str]:
    """The fields of the form under a thing, as a browser would post them unchanged."""
    part = next(part for part in html.split("<details")[1:] if title in part.split("</summary>")[0])
    inputs = re.findall(r'<input[^>]*?name="([^"]*)" value="([^"]*)"', part)
    return dict(inputs)


def test_an_items_hour_and_place_are_changed_in_one_go(hall: Hall) -> None:
    organiser = hall.member("organiser")
    fields = form(organiser.get(PAGE).text, "Đón các đoàn")
    assert fields["start"] == fields["was-start"]
    html = organiser.post(PAGE, data=fields | {"start": "14:00", "venue": "Sân B"}, headers=HERE).text
    assert re.search(r"Sửa: Đón các đoàn[^T]*Trước: 13:30–14:30.*Sau: 14:00–14:30[^.]*Sân B", words(html)), words(html)[
        :900
    ]
    with hall.database.reading() as session:
        assert session.query(Edit).one().state == "draft"
    done = organiser.post("/ban-to-chuc/lam", data={"command": commands(html)["Ghi"], "back": PAGE}, headers=HERE)
    assert done.url.path == PAGE
    assert "✓ Đã sửa: Đón các đoàn" in words(done.text)
    with hall.database.reading() as session:
        row = session.get_one(ProgrammeItem, int(fields["thing"][1:]))
        assert (row.start, row.venue) == (time(14), "Sân B")


def test_a_deadline_is_shown_and_set_by_its_last_day(hall: Hall) -> None:
    organiser = hall.member("organiser")
    with hall.database.reading() as session:
        row = session.query(Deadline).filter(Deadline.due_on.is_not(None)).first()
        assert row is not None
    fields = form(organiser.get(PAGE).text, row.what)
    html = organiser.post(PAGE, data=fields | {"day": "2027-03-05"}, headers=HERE).text
    assert "Sau: hết thứ Sáu 05/03" in words(html)
    organiser.post("/ban-to-chuc/lam", data={"command": commands(html)["Ghi"], "back": PAGE}, headers=HERE)
    assert form(organiser.get(PAGE).text, row.what)["day"] == "2027-03-05"


def test_the_events_days_and_a_whole_cancellation(hall: Hall) -> None:
    organiser = hall.member("organiser")
    html = organiser.get(PAGE).text
    with hall.database.reading() as session:
        event = session.get_one(Event, hall.event_id)
    fields = form(html, event.title)
    html = organiser.post(PAGE, data=fields | {"day": "2027-04-08", "last": "2027-04-09"}, headers=HERE).text
    assert "Sau: từ thứ Năm 08/04 đến thứ Sáu 09/04" in words(html)
    html = organiser.post(PAGE, data=fields | {"whole": "cancel"}, headers=HERE).text
    assert re.search(r"Hủy: \S.* Sẽ báo cho \d+ người liên quan. Hủy không ạ\?", words(html))
    assert ">Hủy hội nghị</button>" in html


def test_a_form_that_changes_nothing_proposes_nothing(hall: Hall) -> None:
    organiser = hall.member("organiser")
    fields = form(organiser.get(PAGE).text, "Đón các đoàn")
    assert "không có gì để sửa" in organiser.post(PAGE, data=fields, headers=HERE).text
    with hall.database.reading() as session:
        assert session.query(Edit).count() == 0


def test_others_may_neither_look_nor_change(hall: Hall) -> None:
    fields = form(hall.member("organiser").get(PAGE).text, "Đón các đoàn") | {"start": "05:00"}
    assert hall.member("delegate").post(PAGE, data=fields, headers=HERE).status_code == 403
    assert hall.browser().post(PAGE, data=fields, headers=HERE).status_code == 401
    with hall.database.reading() as session:
        assert session.query(Edit).count() == 0


def test_a_day_is_read_back_as_it_was_posted(hall: Hall) -> None:
    """An item without a day of its own keeps its hour when only the day is set."""
    organiser = hall.member("organiser")
    fields = form(organiser.get(PAGE).text, "Đón các đoàn")
    html = organiser.post(PAGE, data=fields | {"day": "2027-03-20"}, headers=HERE).text
    organiser.post("/ban-to-chuc/lam", data={"command": commands(html)["Ghi"], "back": PAGE}, headers=HERE)
    with hall.database.reading() as session:
        row = session.get_one(ProgrammeItem, int(fields["thing"][1:]))
        assert row.day == date(2027, 3, 20)
        assert f"{row.start:%H:%M}" == fields["start"]


def test_a_cancelled_item_is_shown_as_such_and_can_be_brought_back(hall: Hall) -> None:
    organiser = hall.member("organiser")
    fields = form(organiser.get(PAGE).text, "Đón các đoàn")
    html = organiser.post(PAGE, data=fields | {"whole": "cancel"}, headers=HERE).text
    organiser.post("/ban-to-chuc/lam", data={"command": commands(html)["Hủy nội dung này"], "back": PAGE}, headers=HERE)
    assert re.search(r"Đón các đoàn[^.]* \(đã hủy\)", words(hall.member("delegate").get("/chuong-trinh").text))
    fields = form(organiser.get(PAGE).text, "Đón các đoàn")
    html = organiser.post(PAGE, data=fields | {"whole": "restore"}, headers=HERE).text
    assert "Trước: đã hủy Sau: vẫn giữ như kế hoạch" in words(html)
    organiser.post("/ban-to-chuc/lam", data={"command": commands(html)["Ghi"], "back": PAGE}, headers=HERE)
    assert "đã hủy" not in hall.member("delegate").get("/chuong-trinh").text


def test_one_activity_of_an_item_is_renamed_by_the_form_and_moved_by_a_sentence(hall: Hall) -> None:
    organiser = hall.member("organiser")
    with hall.database.reading() as session:
        row = session.query(ProgrammeItem).filter(ProgrammeItem.options.any()).first()
        assert row is not None
        title, second = row.title, row.options[1].label
    fields = form(organiser.get(PAGE).text, title)
    html = organiser.post(PAGE, data=fields | {"title": title.replace(second, "giao lưu bóng bàn")}, headers=HERE).text
    assert f"Sửa: {second}" in words(html)
    organiser.post("/ban-to-chuc/lam", data={"command": commands(html)["Ghi"], "back": PAGE}, headers=HERE)
    card = organiser.post("/chat", json={"text": "lùi bóng bàn 30 phút"}).json()["replies"][0]
    organiser.post("/chat", json={"text": card["buttons"][0]["command"]})
    with hall.database.reading() as session:
        edits = session.query(Edit).order_by(Edit.id).all()
        assert [(edit.subject.partition(":")[0], edit.state) for edit in edits] == [("option", "done")] * 2
    shown = words(organiser.get("/chuong-trinh").text)
    assert title.replace(second, "giao lưu bóng bàn") in shown
    assert "Riêng giao lưu bóng bàn" in shown
