"""Meals and nights of delegations: in a sentence, by choosing, beside a count; the host's sheets add up everywhere."""

import io
import re

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.office.workbook import event_workbook
from handlers.wording import attendance as count_wording
from handlers.wording import stays as wording
from storage.clock import DEFAULT_ZONE
from storage.models import AuditEntry, Event, Stay
from tests.talk import PLAN, Town, on_every_channel

MEAL = "Từ 19h00\tMời cơm tối đại biểu và giao lưu văn nghệ\tĐội văn nghệ huyện"


@pytest.fixture
def town(town: Town, channel: str) -> Town:
    """The invented plan with a dinner and a lunch in its programme."""
    text = PLAN.read_text(encoding="utf-8").replace("Từ 19h00\tGiao lưu văn nghệ\tĐội văn nghệ huyện", MEAL)
    text += "\n11h00 - 12h30\tMời đại biểu dùng cơm trưa\tVăn phòng HĐND&UBND\n"
    other = Town(town.database, channel=channel)
    other.publish(text.replace("Số: 12/KH", "Số: 13/KH").replace("tổng kết Cụm thi đua số 3", "giao ban Cụm số 3"))
    other.join("Mận", "focal", "khe may")
    other.join("Páo", "focal", "dong nhan")
    other.join("Ban", "organiser")
    return other


@on_every_channel
def test_a_delegation_says_what_it_takes_and_the_host_sees_each_meal_and_night(town: Town) -> None:
    town.talk(
        "Mận",
        ("/annghi", ("Chưa báo: ăn tối thứ Năm 25/03; nghỉ đêm thứ Năm 25/03; ăn trưa thứ Sáu 26/03.",)),
        ("Cả đoàn ăn, nghỉ đủ", ("chưa báo số người",)),
        ("đoàn em 16 người, nghỉ lại 14",
         "✓ Đã ghi: Khe Mây 16 đại biểu.\n✓ Đã ghi: Khe Mây nghỉ đêm thứ Năm 25/03: 14."),
        ("/annghi", ("Đoàn Khe Mây: nghỉ đêm thứ Năm 25/03: 14.",)),
        ("Cả đoàn ăn, nghỉ đủ",
         "✓ Đã ghi: Khe Mây ăn tối thứ Năm 25/03: 16; nghỉ đêm thứ Năm 25/03: 16; ăn trưa thứ Sáu 26/03: 16."),
        ("không nghỉ lại", "✓ Đã ghi: Khe Mây nghỉ đêm thứ Năm 25/03: không."),
        ("đoàn em đến 13h30 ngày 25/3, 2 xe, ăn tối 15",
         "✓ Đã ghi: Khe Mây đến 13:30 thứ Năm 25/03, 2 xe.\n✓ Đã ghi: Khe Mây ăn tối thứ Năm 25/03: 15."),
        ("nghỉ đêm 24/3 20 người", "✓ Đã ghi: Khe Mây nghỉ đêm thứ Tư 24/03: 20.\n! Nhiều hơn số đại biểu đã báo (16)."),
        ("/doan", ("✓ Ăn, nghỉ: nghỉ đêm thứ Tư 24/03: 20; ăn tối thứ Năm 25/03: 15;",)),
    )  # fmt: skip
    town.talk(
        "Páo", ("ăn tối 9, nghỉ lại 8", "✓ Đã ghi: Đồng Nhân ăn tối thứ Năm 25/03: 9; nghỉ đêm thứ Năm 25/03: 8.")
    )
    town.talk(
        "Ban",
        ("Trúc Lâm Thượng 5 người, ăn trưa 5", ("✓ Đã ghi: Trúc Lâm Thượng 5", "ăn trưa thứ Sáu 26/03: 5")),
        ("/annghi", "Nghỉ đêm thứ Tư 24/03: 20\nĂn tối thứ Năm 25/03: 24\nNghỉ đêm thứ Năm 25/03: 8\n"
                    "Ăn trưa thứ Sáu 26/03: 21\n? chưa báo: Bình Sơn Hạ"),
        ("Ăn tối thứ Năm 25/03", "Ăn tối thứ Năm 25/03\nĐồng Nhân: 9\nKhe Mây: 15\nCộng: 24.\n"
                                 "? chưa báo: Bình Sơn Hạ, Trúc Lâm Thượng"),
    )  # fmt: skip


def test_the_workbook_has_a_sheet_for_each_meal_and_night(town: Town) -> None:
    town.talk("Mận", ("ăn tối 16, nghỉ lại 14", ("✓",)))
    town.talk("Páo", ("ăn tối 9", ("✓",)))
    with town.database.reading() as session:
        book = load_workbook(io.BytesIO(event_workbook(session, session.get_one(Event, town.event_id), DEFAULT_ZONE)))
    whole = [[cell.value for cell in row] for row in book["Ăn nghỉ"].iter_rows()]
    assert whole[0] == ["Đơn vị", "Ăn tối thứ Năm 25/03", "Nghỉ đêm thứ Năm 25/03", "Ăn trưa thứ Sáu 26/03"]
    assert whole[-1] == ["Cộng", 25, 14, 0]
    assert [[cell.value for cell in row] for row in book["Ăn tối 25-03"].iter_rows()] == [
        ["Đơn vị", "Số suất"], ["Đồng Nhân", 9], ["Khe Mây", 16], ["Cộng", 25],
    ]  # fmt: skip
    assert [[cell.value for cell in row] for row in book["Nghỉ đêm 25-03"].iter_rows()] == [
        ["Đơn vị", "Số người"], ["Khe Mây", 14], ["Cộng", 14],
    ]  # fmt: skip


BAD = {
    "ăn tối -3": "Số không thể âm",
    "ăn tối 1000 suất": "Số quá lớn",
    "ăn trưa 31/2 5 người": "Không có ngày này",
    "ăn trưa 15/6 5 người": "ngoài thời gian hội nghị",
    "2 người dị ứng hải sản": "Không ghi chế độ ăn riêng",
    "/annghi u99999 ăn tối 5": count_wording.NOT_YOUR_UNIT,
    "Đồng Nhân ăn tối 5": count_wording.NOT_YOUR_UNIT,
    "/annghi 5 bò": wording.UNCLEAR,
}


@pytest.mark.parametrize(("said", "answered"), BAD.items(), ids=BAD)
def test_bad_input_saves_nothing(town: Town, said: str, answered: str) -> None:
    town.talk("Mận", (said, (answered,)))
    with town.database.reading() as session:
        assert session.scalars(select(Stay)).all() == []


def test_who_does_not_eat_is_no_number_of_those_who_do(town: Town) -> None:
    town.talk(
        "Mận",
        ("2 người không ăn tối", ("Số người không ăn, không nghỉ thì chưa ghi.",)),
        ("đoàn em 16 người", ("✓",)),
        ("2 nguoi khong an toi", "Đoàn Khe Mây ăn tối 14 người (16 bớt 2), phải không ạ?"),
        ("Đúng", "✓ Đã ghi: Khe Mây ăn tối thứ Năm 25/03: 14."),
        ("3 nguoi khong nghi lai", "Đoàn Khe Mây nghỉ đêm 13 người (16 bớt 3), phải không ạ?"),
        ("Đúng", "✓ Đã ghi: Khe Mây nghỉ đêm thứ Năm 25/03: 13."),
        ("em gửi phim link https://drive.google.com/x 12 phút", ("chưa gửi",)),
    )
    with town.database.reading() as session:
        assert sorted(session.scalars(select(Stay.count))) == [13, 14]


def test_a_count_that_is_refused_takes_its_meals_along(town: Town) -> None:
    town.talk("Mận", ("đoàn em 16 người, ăn tối 1000", ("Số quá lớn",)), ("/doan", ("? Chưa báo số người.",)))


def test_who_does_not_come_takes_nothing_and_the_past_stays(town: Town) -> None:
    town.talk("Mận", ("ăn tối 16", ("✓",)), ("đoàn em không dự", ("✓",)))
    town.talk("Ban", ("/annghi", ("Ăn tối thứ Năm 25/03: 0",)))
    with town.database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "stay")).one()
        assert entry.after == {"2027-03-25 dinner": 16}


def test_two_figures_without_a_comma_are_two(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    said = town.say("Mận", "an toi 16 nghi lai 14").text
    assert re.search(r"tối[^:;]*: 16", said), said
    assert re.search(r"đêm[^:;]*: 14", said), said
