"""A week of the invented plan on three channels: join, count, correct, substitute, split, arrive, too late, granted,
one unit silent and answered for by telephone. Chat, page and workbook add up to the same."""

import io
import re

from openpyxl import load_workbook

from bot.office.workbook import event_workbook
from bot.site.desk import counts
from handlers.messages import plain
from storage import attendance
from storage.clock import DEFAULT_ZONE, parse_instant
from storage.models import AuditEntry, Event
from tests.talk import Town, on_every_channel

LOCKED = "Chưa ghi được: ban tổ chức đã khóa từ 17:00 thứ Sáu 05/03."


@on_every_channel
def test_the_week_of_the_visiting_units(town: Town) -> None:
    monday(town)
    tuesday(town)
    thursday(town)
    after_the_lock(town)
    every_total_agrees(town)


def monday(town: Town) -> None:
    """Two units join and count; a third comes in by a code for many and waits."""
    town.join("Ban", "organiser")
    town.talk("Ban", ("/khoa 17:00 5/3", ("khóa từ 17:00 thứ Sáu 05/03",)))
    town.join("Mận", "focal", "khe may")
    town.join("Páo", "focal", "dong nhan")
    town.talk("Mận", ("4 thường trực, 9 ngành, 1 tập thể 2 cá nhân", ("Khe Mây 16 đại biểu",)))
    town.talk("Páo", ("12đ/c", ("Đoàn Đồng Nhân đi 12 người, phải không ạ?",)), ("Đúng", ("✓ Đã ghi: Đồng Nhân 12",)))
    town.say("Chư", town.code("focal", "binh son ha", uses=2))
    town.talk("Chư", ("Đồng ý", ("Đang chờ",)), ("đoàn em 20 người", ("chờ",)))
    town.talk("Ban", ("/duyet", ("1 người đang chờ",)), ("Duyệt Chư (Đầu mối đơn vị, Bình Sơn Hạ)", ("✓ Đã duyệt",)))
    town.talk("Chư", ("đoàn em 20 người", ("✓ Đã ghi: Bình Sơn Hạ 20",)))


def tuesday(town: Town) -> None:
    """A correction, names, a delegate who cannot come."""
    town.later(days=1)
    town.talk(
        "Mận",
        ("dạ em sửa lại đoàn em 15 người", ("Khe Mây 15 đại biểu. Trước đó: 16.",)),
        ("1. Lò Thị Mận, Phó Chủ tịch\n2. Vàng Thị Súa, Trưởng phòng", ("2 tên mới", "2 tên / 15")),
    )
    town.join("Súa", "delegate", "khe may")
    town.talk(
        "Súa",
        ("/xacnhan", ("có dự",)),
        ("Người khác đi thay", ("họ tên và chức vụ",)),
        ("Lò Văn Nam, Phó phòng", "✓ Đã ghi: anh/chị cử người khác đi thay: Lò Văn Nam, Phó phòng."),
    )
    town.talk("Mận", ("/doan", ("✓ Đã báo: 15 đại biểu.", "Đại biểu tự trả lời: 1 cử người thay")))


def thursday(town: Town) -> None:
    """Splits over the afternoon's activities, and arrivals."""
    town.later(days=2)
    town.talk(
        "Mận",
        ("8 tham quan, 7 cầu lông", ("✓ Đã ghi: Khe Mây 8",)),
        ("đoàn em đến 13h30 ngày 25/3, 2 xe, 15 người", ("13:30 thứ Năm 25/03, 15 người, 2 xe",)),
    )
    town.talk(
        "Páo", ("cả đoàn đi tham quan", ("✓ Đã ghi: Đồng Nhân 12",)), ("đoàn em đến 9h sáng 25/3, 1 xe", ("09:00",))
    )


def after_the_lock(town: Town) -> None:
    """Too late for all, then open for one; the silent unit is answered for by telephone."""
    town.now = parse_instant("2027-03-05T17:01")
    town.talk("Mận", ("đoàn em 14 người", (LOCKED,)), ("9 tham quan, 6 cầu lông", (LOCKED,)))
    town.talk("Páo", ("đoàn em 14 người", (LOCKED,)))
    town.talk("Ban", ("mở cho Khe Mây đến 12:00 6/3", ("✓ Đã mở cho Khe Mây sửa đến 12:00 thứ Bảy 06/03",)))
    town.talk("Mận", ("đoàn em 14 người", ("Khe Mây 14 đại biểu. Trước đó: 15.",)), ("7 tham quan, 7 cầu lông", ("✓",)))
    town.talk("Páo", ("đoàn em 14 người", (LOCKED,)))
    town.talk("Ban", ("/doan", ("? chưa báo", "46 đại biểu đã đăng ký · 3/4")))
    town.talk("Ban", ("Trúc Lâm Thượng gọi điện báo 9 người", "✓ Đã ghi (qua điện thoại): Trúc Lâm Thượng 9 đại biểu."))
    town.talk("Ban", ("/doan Trúc Lâm Thượng", ("✓ Đã báo: 9 đại biểu.", "Ban, qua điện thoại")))


def every_total_agrees(town: Town) -> None:
    said = plain(town.say("Ban", "/doan").text)
    with town.database.reading() as session:
        rows = attendance.counts(session, town.event_id)
        page = counts.table(rows).sums
        book = load_workbook(io.BytesIO(event_workbook(session, session.get_one(Event, town.event_id), DEFAULT_ZONE)))
        granted = [entry for entry in session.query(AuditEntry) if entry.action == "grant"]
    last = [cell.value for cell in list(book["Đơn vị"].iter_rows())[-1]]
    assert re.match(r"(\d+) đại biểu đã đăng ký · (\d)/(\d)", said).groups() == ("55", "4", "4")  # type: ignore[union-attr]
    assert (page.coming, page.answered, page.invited) == (55, 4, 4)
    assert (last[3], last[1]) == (55, "4/4 đã trả lời")
    choices = {row[0].value: (row[1].value, row[2].value) for row in book["Lựa chọn"].iter_rows(2)}
    assert choices["Cộng"] == (19, 7)
    assert "19 tham quan" in plain(town.say("Ban", "/luachon").text)
    assert len(granted) == 1
    town.talk("Ban", ("/donden", ("09:00 Đồng Nhân: 1 xe\n13:30 Khe Mây: 15 người, 2 xe", "Cộng: 15 người, 3 xe, 2/4")))
