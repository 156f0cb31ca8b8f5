"""Plan 00's six visiting districts through a week, on Telegram, Zalo and web: word for word the same answers.

Join, count, correct, substitute, split, arrive, eat and sleep, too late, granted, one silent and answered for by
telephone; chat, page and workbook add up to the same, and a stranger who replays every line and press sees nothing.
"""

import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.office.workbook import event_workbook
from bot.site.desk import counts
from handlers.messages import Incoming, plain
from handlers.wording import account as wording
from storage import attendance
from storage.clock import DEFAULT_ZONE, parse_instant
from storage.database import Database
from storage.models import Event
from tests import KEY
from tests.talk import SCREENS, Town

CODE = re.compile(r"\b[A-Z0-9]{8}\b")
WEEK = (
    ("2023-11-13T08:00", (
        ("Ban", "/khoa 17:00 17/11"),
        ("Ban", "chỉ tiêu mỗi đơn vị 16"),
        ("Bắc Mê", "4 thường trực, 9 ngành, 1 tập thể 2 cá nhân"),
        ("Quản Bạ", "12đ/c"),
        ("Quản Bạ", "Đúng"),
        ("Hoàng Su Phì", "/dangky"),
        ("Hoàng Su Phì", "doan em 16 dong chi a"),
        ("Đồng Văn", "đoàn em 20 người"),
        ("Yên Minh", "chưa rõ"),
        ("Ban", "/doan"),
    )),
    ("2023-11-14T09:00", (
        ("Bắc Mê", "dạ em sửa lại đoàn em 15 người"),
        ("Đồng Văn", "bớt 4 người"),
        ("Đồng Văn", "Đúng"),
        ("Yên Minh", "4 thường trực, 9 ngành, 3 điển hình"),
        ("Bắc Mê", "1. Lò Thị Mận, Phó Chủ tịch\n2. Vàng Thị Súa, Trưởng phòng"),
        ("đại biểu", "/xacnhan"),
        ("đại biểu", "Không dự được"),
        ("đại biểu", "em bận họp tỉnh"),
        ("đại biểu", "chị Giàng Thị Dợ, Phó phòng đi thay em"),
        ("Bắc Mê", "/doan"),
    )),
    ("2023-11-16T09:00", (
        ("Bắc Mê", "8 tham quan, 7 bóng chuyền"),
        ("Quản Bạ", "/luachon"),
        ("Quản Bạ", "Cả đoàn: tham quan một số mô hình"),
        ("Hoàng Su Phì", "10 bóng chuyền, còn lại tham quan"),
        ("đại biểu", "em chọn bóng chuyền"),
        ("Bắc Mê", "đoàn em đến 13h30 ngày 30/11, 2 xe, 15 người"),
        ("Quản Bạ", "đoàn em đến 9h sáng 30/11, 1 xe, nghỉ lại 12"),
        ("Bắc Mê", "ăn tối 15, nghỉ lại 15, ăn trưa 12"),
    )),
    ("2023-11-17T17:01", (
        ("Bắc Mê", "đoàn em 14 người"),
        ("Quản Bạ", "9 tham quan, 3 bóng chuyền"),
        ("Ban", "mở cho Bắc Mê đến 12:00 18/11"),
        ("Bắc Mê", "đoàn em 14 người"),
        ("Bắc Mê", "7 tham quan, 7 bóng chuyền"),
        ("Quản Bạ", "đoàn em 14 người"),
        ("Ban", "/doan"),
        ("Ban", "Mèo Vạc gọi điện báo 9 người"),
        ("Ban", "Xín Mần 98 người"),
        ("Ban", "/doan"),
        ("Ban", "/luachon"),
        ("Ban", "/donden"),
        ("Ban", "/annghi"),
        ("Ban", "Danh sách gửi nhóm"),
        ("Ban", "/doan nhom"),
    )),
)  # fmt: skip
VISITING = ("Quản Bạ", "Hoàng Su Phì", "Đồng Văn", "Bắc Mê", "Yên Minh")  # Mèo Vạc stays silent
TOTAL = 14 + 12 + 16 + 16 + 16 + 9 + 98


def played(database: Database, plan: Path, channel: str) -> tuple[Town, list[str], set[str]]:
    """The whole week on one channel: every answer in plain words, and everything that could be pressed."""
    town = Town(database, channel=channel, now=parse_instant(WEEK[0][0]))
    town.publish(plan.read_text(encoding="utf-8"))
    town.join("Ban", "organiser")
    for unit in VISITING:
        town.join(unit, "focal", attendance_name(unit))
    town.join("đại biểu", "delegate", "bac me")
    said: list[str] = []
    pressable: set[str] = set()
    for at, lines in WEEK:
        town.now = parse_instant(at)
        for who, line in lines:
            reply = town.say(who, line)
            said.append(f"{who}> {line}\n{CODE.sub('', plain(reply.text))}")
            pressable |= {button.command for button in reply.buttons} | {line}
    return town, said, pressable


def attendance_name(unit: str) -> str:
    from handlers.language.folding import fold

    return fold(unit)


@pytest.fixture
def plan(plans_folder: Path) -> Path:
    return next(plans_folder.glob("00-*.txt"))


def fresh(tmp_path: Path, empty_file: Path, name: str) -> Database:
    file = tmp_path / f"{name}.db"
    file.write_bytes(empty_file.read_bytes())
    return Database(f"sqlite:///{file}", KEY)


def test_the_week_is_the_same_on_three_channels(plan: Path, tmp_path: Path, empty_file: Path) -> None:
    weeks = {}
    for channel in sorted(SCREENS):
        database = fresh(tmp_path, empty_file, channel)
        town, weeks[channel], pressable = played(database, plan, channel)
        every_total_agrees(town)
        a_stranger_sees_nothing(town, pressable)
        database.close()
    assert weeks["telegram"] == weeks["zalo"] == weeks["web"]
    told = "\n".join(weeks["web"])
    for line in (
        "Chưa ghi được: ban tổ chức đã khóa từ 17:00 thứ Sáu 17/11.",
        "✓ Đã mở cho Bắc Mê sửa đến 12:00 thứ Bảy 18/11.",
        "✓ Đã ghi: Bắc Mê 14 đại biểu. Trước đó: 15.",
        "✓ Đã ghi (qua điện thoại): Mèo Vạc 9 đại biểu.",
        "Mèo Vạc: ? chưa báo",
        f"{TOTAL} đại biểu đã đăng ký · 7/7 đơn vị đã trả lời",
        "09:00 Quản Bạ: 1 xe\n13:30 Bắc Mê: 15 người, 2 xe",
        "Ăn tối thứ Năm 30/11: 15\nNghỉ đêm thứ Năm 30/11: 27",
    ):
        assert line in told


def every_total_agrees(town: Town) -> None:
    said = plain(town.say("Ban", "/doan").text)
    with town.database.reading() as session:
        page = counts.table(attendance.counts(session, town.event_id)).sums
        book = load_workbook(io.BytesIO(event_workbook(session, session.get_one(Event, town.event_id), DEFAULT_ZONE)))
    units = [[cell.value for cell in row] for row in book["Đơn vị"].iter_rows()]
    column = units[0].index("Số đại biểu")
    assert said.startswith(f"{TOTAL} đại biểu đã đăng ký · 7/7")
    assert (page.coming, page.answered, page.invited, page.silent) == (TOTAL, 7, 7, 0)
    assert units[-1][column] == TOTAL == sum(row[column] for row in units[1:-1])
    choices = [[cell.value or 0 for cell in row] for row in book["Lựa chọn"].iter_rows()]
    assert choices[-1][1:] == [7 + 12 + 6, 7 + 10] == [sum(row[n] for row in choices[1:-1]) for n in (1, 2)]
    assert plain(town.say("Ban", "/luachon").text).startswith("25 tham quan một số mô hình, 17 giao lưu")


def a_stranger_sees_nothing(town: Town, pressable: set[str]) -> None:
    assert len(pressable) > 60
    for line in sorted(pressable):
        (reply,) = town.desk.answer(Incoming(town.channel, "người lạ", line))
        assert reply.text == wording.WHO_WE_ARE, line
