"""Broadcasts for a later hour, corrections, progress, and a text for the group that the bot is not in."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select, update

from handlers.messages import Outcome
from handlers.reminders import queue_due
from handlers.wording import broadcasts as wording
from storage.clock import parse_instant
from storage.database import Database
from storage.models import Broadcast, Event, Membership, OutboxMessage, Submission
from tests.talk import PLAN, Town


@pytest.fixture
def busy(any_database: Database) -> Town:
    made = Town(any_database)
    made.publish(PLAN.read_text(encoding="utf-8"))
    made.join("Ban", "organiser")
    made.join("Mận", "focal", "khe may")
    made.join("An", "delegate")
    return made


def rows(town: Town) -> Sequence[OutboxMessage]:
    with town.database.reading() as session:
        found = select(OutboxMessage).where(OutboxMessage.kind == "broadcast").order_by(OutboxMessage.id)
        return session.scalars(found).all()


def tick(town: Town, when: str) -> None:
    town.now = parse_instant(when)
    with town.database.transaction() as session:
        session.execute(update(Submission).values(state="received"))
        queue_due(session, town.now)


def record(town: Town, **states: str) -> None:
    with town.database.transaction() as session:
        for address, state in states.items():
            session.execute(update(OutboxMessage).where(OutboxMessage.address == address).values(state=state))


@pytest.mark.parametrize(
    ("typed", "segment", "hour", "text"),
    [
        ("/gui lúc 14:00 mai: Xe đón ở cổng chính", "", "2027-03-02T14:00", "Xe đón ở cổng chính"),
        ("/gui lúc 14h ngày 3/3: Họp tổ: 2 việc", "", "2027-03-03T14:00", "Họp tổ: 2 việc"),
        ("/gui role:focal lúc 20:00: Nhắc nộp", "role:focal", "2027-03-01T20:00", "Nhắc nộp"),
        ("/gui role:focal: lúc 20:00: Nhắc nộp", "role:focal", "2027-03-01T20:00", "Nhắc nộp"),
        ("/gui all: Xe đón lúc 13:00", "all", None, "Xe đón lúc 13:00"),
        ("/gui all: Lúc rảnh: đọc tài liệu", "all", None, "Lúc rảnh: đọc tài liệu"),
    ],
)
def test_an_hour_before_the_text_schedules_it(
    town: Town, typed: str, segment: str, hour: str | None, text: str
) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    town.say("Ban", typed)
    with town.database.reading() as session:
        row = session.scalars(select(Broadcast)).one()
        assert (row.segment, row.text) == (segment, text)
        assert row.send_at == (parse_instant(hour) if hour else None)


def test_a_scheduled_broadcast_leaves_at_its_hour_to_those_who_are_there_then(busy: Town) -> None:
    assert busy.say("Ban", "/gui all lúc 22:00: Mai họp lúc 8 giờ").outcome == (Outcome.ASK,)
    busy.done("Ban", "Gửi")
    with busy.database.reading() as session:
        row = session.scalars(select(Broadcast)).one()
        assert (row.state, row.send_at) == ("scheduled", parse_instant("2027-03-01T22:00"))
    busy.join("Muộn", "delegate")
    tick(busy, "2027-03-01T21:59")
    assert rows(busy) == []
    tick(busy, "2027-03-01T22:00")
    tick(busy, "2027-03-01T22:01")
    assert [row.address for row in rows(busy)] == ["Ban", "Mận", "An", "Muộn"]


@pytest.mark.parametrize("change", ["right withdrawn", "event cancelled", "stopped"])
def test_a_scheduled_broadcast_is_looked_at_again_when_it_is_due(busy: Town, change: str) -> None:
    card = busy.say("Ban", "/gui all lúc 14:00: Xin chào")
    done = busy.say("Ban", card.buttons[0].command)
    with busy.database.transaction() as session:
        if change == "right withdrawn":
            session.execute(update(Membership).where(Membership.role == "organiser").values(state="revoked"))
        if change == "event cancelled":
            session.execute(update(Event).values(cancelled_at=busy.now))
    if change == "stopped":
        busy.say("Ban", done.buttons[1].command)
    tick(busy, "2027-03-01T14:00")
    assert rows(busy) == []


def test_an_hour_that_is_past_is_refused(busy: Town) -> None:
    busy.talk("Ban", ("/gui lúc 14:00 1/2/2027: Xin chào", ("Giờ hẹn đã qua",)))
    with busy.database.reading() as session:
        assert session.scalars(select(Broadcast)).all() == []


def test_a_correction_goes_to_those_who_got_it_and_what_waits_of_the_wrong_text_stays(busy: Town) -> None:
    busy.say("Ban", busy.say("Ban", "/gui all: Họp lúc 7:00").buttons[0].command)
    record(busy, Ban="sent", Mận="failed", An="queued")
    shown = busy.say("Ban", "/ketqua")
    button = next(button for button in shown.buttons if button.label == "Đính chính")
    busy.talk("Ban", (button.command, ("Gõ lại toàn bộ nội dung đúng",)),
              ("Họp lúc 8:00, không phải 7:00", ("Gửi cho 2 người", "Đính chính")))  # fmt: skip
    busy.done("Ban", "Gửi")
    assert [(row.address, row.state) for row in rows(busy)] == [
        ("Ban", "sent"), ("Mận", "failed"), ("An", "cancelled"), ("Ban", "queued"), ("An", "queued"),
    ]  # fmt: skip
    assert rows(busy)[3].text.splitlines()[:2] == ["**Đính chính tin HN-01**", "Họp lúc 8:00, không phải 7:00"]


def test_progress_while_it_leaves_and_a_text_to_paste(busy: Town) -> None:
    busy.say("Ban", busy.say("Ban", "/gui all: Họp lúc 7:00").buttons[0].command)
    record(busy, Ban="sent")
    shown = busy.say("Ban", "/ketqua")
    assert "▸ Đang gửi: 1/3 (33 %)." in shown.text
    button = next(button for button in shown.buttons if button.label == "Bản dán nhóm Zalo")
    text = busy.say("Ban", button.command).text
    assert text.startswith("THÔNG BÁO\nHọp lúc 7:00\n— Ban tổ chức Hội nghị tổng kết")
    record(busy, Mận="sent", An="sent")
    assert "Đang gửi:" not in busy.say("Ban", "/ketqua").text


def test_each_units_counts_are_on_a_line(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    town.join("Lý", "focal", "dong nhan")
    sent = town.say("Ban", town.say("Ban", "/gui all: Xe đón lúc 13:00").buttons[0].command)
    with town.database.transaction() as session:
        for row in session.scalars(select(OutboxMessage)):
            row.state = {"Mận": "unknown", "Lý": "failed"}.get(row.address or "", "confirmed")
    number = sent.buttons[0].command.split()[1]
    town.talk("Ban", (f"/ketqua {number} donvi", (
        "Xe đón lúc 13:00 – theo đơn vị:\n! Đồng Nhân: không gửi được 1\n? Khe Mây: chưa rõ 1\n"
        "✓ không thuộc đơn vị: đã xác nhận 1"
    )))  # fmt: skip


@pytest.mark.parametrize(
    ("segment", "whom"),
    [
        ("group:điển hình", {"Mận"}),
        ("group:thuong truc", {"Mận", "Lý"}),
        ("choice:tham quan=cầu lông", {"Lý"}),
        ("choice:=tham quan", {"Mận"}),
        ("group:điển hình,choice:tham quan=cầu lông", {"Mận", "Lý"}),
    ],
)
def test_groups_and_choices_are_segments(town: Town, segment: str, whom: set[str]) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    town.join("Lý", "focal", "dong nhan")
    town.say("Mận", "đoàn em 4 thường trực, 3 điển hình")
    town.say("Mận", "7 tham quan")
    town.say("Lý", "đoàn em 5 thường trực, 2 chuyên môn")
    town.say("Lý", "7 cầu lông")
    town.say("Ban", town.say("Ban", f"/gui {segment}: Mời xem sơ đồ").buttons[0].command)
    with town.database.reading() as session:
        assert {row.address for row in session.scalars(select(OutboxMessage))} == whom


def test_units_that_nobody_speaks_for_are_named_in_the_preview(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    town.join("Páo", "focal", "dong nhan")
    town.done("Mận", "đoàn em 12 người", "7 tham quan, 5 cầu lông")
    alone = "! Chưa có đầu mối, cần gọi điện: Bình Sơn Hạ, Trúc Lâm Thượng (Lò Thị Hoa 0912345678)."
    town.talk(
        "Ban",
        ("/daumoi Trúc Lâm Thượng: Lò Thị Hoa, 0912345678", ("0912345678",)),
        ("gui don vi chua tra loi: bao so", ("Gửi cho 1 người (người và đoàn chưa trả lời)", alone)),
        (
            "nhac cac huyen chua nop bao cao",
            ("Gửi cho 2 người (đầu mối còn thiếu Báo cáo)", "Trúc Lâm Thượng (Lò Thị Hoa"),
        ),
        ("gui Khe May va Dong Nhan: xe don 13h", ("Gửi cho 2 người (Khe Mây, Đồng Nhân)",)),
        ("gui cho nguoi chon cau long: mang vot", ("Gửi cho 1 người (đã chọn cau long)",)),
        ("hen 7h sang mai gui cho tat ca: len xe", ("Nội dung:\nlen xe", "Hẹn gửi lúc 07:00 thứ Ba 02/03", alone)),
        ("dinh chinh tin vua gui: mang hai ao", wording.NO_SUCH_BROADCAST),
        ("nhắn Khe Mây: mang áo", ("Gửi cho 1 người (Khe Mây)", "mang áo")),
    )
    town.done("Ban", "Gửi")
    assert [row.address for row in rows(town)] == ["Mận"]
    with town.database.transaction() as session:
        session.execute(update(OutboxMessage).values(state="sent", sent_at=town.now))
    said = "Tin đi với chữ “Đính chính”, tới những người đã nhận tin trước."
    town.talk(
        "Ban",
        ("dinh chinh tin vua gui: mang hai ao", ("Nội dung:\nmang hai ao", said)),
        ("đính chính tin HN-01: mang ba áo", ("Nội dung:\nmang ba áo", said)),
        ("đính chính tin 77: mang ba áo", wording.NO_SUCH_BROADCAST),
    )
