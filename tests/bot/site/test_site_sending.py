"""A broadcast from the organiser's page: composed, looked at, sent by a press, watched, stopped."""

import re
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.office.files import FileFolder
from bot.site.forms.base import read
from bot.site.forms.sending import SendForm
from handlers.reminders import queue_due
from handlers.said.broadcasts import SendSaid
from storage import albums
from storage.clock import DEFAULT_ZONE, parse_instant
from storage.database import Database
from storage.models import Broadcast, OutboxMessage, StoredFile
from tests.bot.site.site_kit import HERE, Hall, TestClient, commands, words

PAGE = "/ban-to-chuc/gui-tin"


@pytest.fixture
def hall(database: Database) -> Hall:
    return Hall(database)


def posted(browser: TestClient, **fields: str) -> str:
    answer = browser.post(PAGE, data={"day": "", "hour": ""} | fields, headers=HERE)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def pressed(browser: TestClient, command: str) -> str:
    return str(browser.post("/ban-to-chuc/lam", data={"command": command, "back": PAGE}, headers=HERE).text)


def test_the_form_shows_what_would_go_out_and_a_press_sends_it(hall: Hall) -> None:
    hall.member("focal", "lung mo", "Mận")
    organiser = hall.member("organiser", name="Ban")
    html = posted(organiser, to="role:focal", text="Xe đón lúc 13:00.\nMang theo giấy mời.")
    assert "Gửi cho 1 người (đầu mối các đơn vị): trang web 1." in words(html)
    assert "Mang theo giấy mời." in html
    assert "Xe đón lúc 13:00.\nMang theo giấy mời.</textarea>" in html, "what was typed stays"
    html = pressed(organiser, commands(html)["Gửi"])
    assert "✓ Đang gửi cho 1 người." in words(html)
    with hall.database.reading() as session:
        row, sent = session.query(Broadcast).one(), session.query(OutboxMessage).one()
        assert (row.segment, row.state, sent.state) == ("role:focal", "sent", "queued")
        assert sent.text.startswith("Xe đón lúc 13:00.\nMang theo giấy mời.")


def test_what_cannot_be_sent_is_said_and_nothing_typed_is_lost(hall: Hall) -> None:
    organiser = hall.member("organiser")
    html = posted(organiser, to="unit:Không Có", text="Nội dung dài công phu")
    assert "Không có đơn vị “Không Có” trong kế hoạch." in words(html)
    assert "Nội dung dài công phu</textarea>" in html
    assert "Chưa có chữ nào để gửi." in posted(organiser, to="all", text="  ")


def test_an_hour_may_be_chosen_and_stopped_before_it(hall: Hall) -> None:
    organiser = hall.member("organiser")
    html = posted(organiser, to="all", text="Chào mừng", day="2027-03-01", hour="07:30")
    assert "Hẹn gửi lúc 07:30 thứ Hai 01/03" in words(html)
    pressed(organiser, commands(html)["Gửi"])
    html = organiser.get(f"{PAGE}/1").text
    assert "hẹn 07:30 01/03" in html
    assert "✓ Đã bỏ hẹn, không gửi cho ai." in words(pressed(organiser, commands(html)["Dừng gửi"]))
    with hall.database.transaction() as session:
        assert session.query(Broadcast).one().state == "stopped"
        assert queue_due(session, parse_instant("2027-03-01T07:31")) == 0


@pytest.mark.parametrize(
    ("day", "hour", "leaves"),
    [
        ("", "", None),
        ("2027-03-01", "", "2027-03-01T08:00"),
        ("2027-03-01", "14:05", "2027-03-01T14:05"),
        ("", "14:05", "2027-02-22T14:05"),
        ("", "07:05", "2027-02-23T07:05"),
        ("", "08:00", "2027-02-23T08:00"),
    ],
)
def test_when_a_message_leaves(day: str, hour: str, leaves: str | None) -> None:
    form = read(SendForm, {"to": "all", "text": "x", "day": day, "hour": hour})
    said = form.said(parse_instant("2027-02-22T08:00"), DEFAULT_ZONE)
    assert said == SendSaid("all", "x", parse_instant(leaves) if leaves else None)


def test_the_page_of_a_broadcast_adds_up_by_unit_and_names_whom_to_call(hall: Hall) -> None:
    hall.member("focal", "lung mo", "Mận")
    hall.member("delegate", name="An")
    organiser = hall.member("organiser", name="Ban")
    pressed(organiser, commands(posted(organiser, to="all", text="Xe đón"))["Gửi"])
    assert 'http-equiv="refresh"' in organiser.get(f"{PAGE}/1").text, "it goes on counting while something waits"
    with hall.database.transaction() as session:
        for address, state in zip(session.query(OutboxMessage).all(), ("sent", "unknown", "confirmed"), strict=True):
            session.execute(update(OutboxMessage).where(OutboxMessage.id == address.id).values(state=state))
    html = organiser.get(f"{PAGE}/1").text
    assert "http-equiv" not in html
    assert "Đang gửi" not in html
    page = words(html)
    assert "1 Đã gửi 1 Đã xác nhận 1 Chưa rõ" in page
    assert "Nên gọi điện: 1 người không thuộc đơn vị An Chưa rõ chưa có số" in page
    assert "Lũng Mơ 1 0 0 0 0" in page
    assert list(commands(html)) == ["Gửi lại cho 1 người chưa rõ", "Bản dán nhóm Zalo"]
    assert "3/3" in words(organiser.get(PAGE).text)


def handed_in(browser: TestClient, *files: tuple[str, bytes]) -> str:
    """The page after a message with files was posted."""
    sent = {"to": "role:organiser", "text": "Mời xem", "day": "", "hour": ""}
    answer = browser.post(PAGE, data=sent, files=[("file", file) for file in files], headers=HERE)
    assert answer.status_code == 200, answer.text[:300]
    return str(answer.text)


def test_several_files_go_with_one_message(hall: Hall, tmp_path: Path) -> None:
    hall.files = FileFolder(tmp_path)
    organiser, named = hall.member("organiser"), [("Sơ đồ.pdf", b"1" * 40_000), ("Bảng tên.docx", b"2" * 30_000)]
    html = handed_in(organiser, *named, ("", b""))  # a field that was left alone
    assert "Kèm 2 tệp (70 kB): Sơ đồ.pdf (40 kB), Bảng tên.docx (30 kB)." in html
    done = pressed(organiser, commands(html)["Gửi"])
    assert "✓ Đang gửi cho 1 người, kèm 2 tệp." in words(done)
    with hall.database.reading() as session:
        row = session.query(Broadcast).one()
        rows = albums.together(session, row.file_id)
        assert [(file.name, hall.files.path(file.path).read_bytes()) for file in rows] == named


@pytest.mark.parametrize(("files", "sentence"), [
    ([(f"{n}.pdf", b"x" * 1000) for n in range(11)], "Mỗi tin kèm tối đa 10 tệp, cả thảy 2 MB; đang có 11 tệp, 11 kB."),
    ([(f"{n}.pdf", b"x" * 700_000) for n in range(3)], "Mỗi tin kèm tối đa 10 tệp, cả thảy 2 MB; đang có 3 tệp, 2,1 MB."),
    ([("a.pdf", b"x"), ("trống.pdf", b"")], "“trống.pdf”: Tệp này rỗng (0 byte), nên chưa soạn gì."),
])  # fmt: skip
def test_files_that_cannot_go_are_said_beside_their_field_and_nothing_is_kept(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[tuple[str, bytes]], sentence: str
) -> None:
    monkeypatch.setattr(albums, "MOST_BYTES", 2_000_000)
    hall.files = FileFolder(tmp_path)
    html = handed_in(hall.member("organiser"), *files)
    beside = re.search(r'<span class="fault" id="loi--file">([^<]*)</span>', html)
    assert beside is not None, words(html)[:600]
    assert sentence in beside[1]
    assert "Mời xem</textarea>" in html, "what was typed stays"
    with hall.database.reading() as session:
        assert (session.query(Broadcast).count(), session.query(StoredFile).count()) == (0, 0)


def test_another_events_broadcast_is_not_shown(hall: Hall) -> None:
    organiser = hall.member("organiser")
    assert organiser.get(f"{PAGE}/1").status_code == 404
    html = posted(organiser, to="all", text="Chưa gửi")
    assert "Gửi cho 1 người" in words(html)
    assert organiser.get(f"{PAGE}/1").status_code == 404, "a draft is nobody's result"


def test_others_may_neither_look_nor_send(hall: Hall) -> None:
    delegate = hall.member("delegate")
    assert delegate.post(PAGE, data={"to": "all", "text": "x"}, headers=HERE).status_code == 403
    assert hall.browser().post(PAGE, data={"to": "all", "text": "x"}, headers=HERE).status_code == 401
    with hall.database.reading() as session:
        assert session.query(Broadcast).count() == 0
