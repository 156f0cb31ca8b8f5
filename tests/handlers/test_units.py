"""Units by hand: added, renamed, invited, given seats, merged; everything that was on record stays."""

import pytest
from sqlalchemy import func, select

from handlers.wording import arrivals as arrival_wording
from handlers.wording import units as wording
from storage import attendance, units
from storage.database import Database
from storage.models import AuditEntry, HeadCount, Membership, Unit
from tests.talk import PLAN, Town, on_every_channel


@pytest.fixture
def desk(town: Town) -> Town:
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    return town


def names(town: Town) -> list[str]:
    with town.database.reading() as session:
        return [row.unit.name for row in attendance.counts(session, town.event_id)]


@on_every_channel
def test_a_unit_is_renamed_spelt_and_seated_by_choosing_and_in_words(desk: Town) -> None:
    desk.talk(
        "Ban",
        ("/donvi", ("Đơn vị thành viên (4)\nBình Sơn Hạ (trưởng)\nĐồng Nhân\nKhe Mây\nTrúc Lâm Thượng\n",)),
        ("Khe Mây", "Khe Mây – thành viên\n✓ Được mời cử đoàn.\nĐầu mối: Mận."),
        ("Đổi tên", "Khe Mây đổi tên thành gì ạ? Tên cũ vẫn hiểu được."),
        ("xã Khe Mây", "✓ Đã ghi: Khe Mây nay là xã Khe Mây. Tên cũ vẫn hiểu được."),
        ("đổi tên xã Khe Mây thành Đồng Nhân", ("Đã có đơn vị gọi như vậy (Đồng Nhân)",)),
        ("Trúc Lâm Thượng còn gọi là TLT", "✓ Đã ghi: Trúc Lâm Thượng còn gọi là TLT."),
        ("TLT 12 người", "✓ Đã ghi: Trúc Lâm Thượng 12 đại biểu."),
        (
            "chỉ tiêu mỗi đơn vị 14",
            "✓ Đã ghi chỉ tiêu của 4 đơn vị (4 thay đổi): Bình Sơn Hạ 14, Đồng Nhân 14, xã Khe Mây 14, Trúc Lâm Thượng 14. "
            "Tổng chỉ tiêu: 56.",
        ),
        ("chỉ tiêu Khe Mây 16", "✓ Đã ghi: xã Khe Mây chỉ tiêu 16. Tổng chỉ tiêu: 58."),
        ("bỏ chỉ tiêu Bình Sơn Hạ", "✓ Đã ghi: Bình Sơn Hạ không có chỉ tiêu. Tổng chỉ tiêu: 44."),
        ("Bình Sơn Hạ đăng cai", "✓ Đã ghi: Bình Sơn Hạ là đơn vị đăng cai."),
        ("/donvi", ("Bình Sơn Hạ (trưởng, đăng cai)\nĐồng Nhân (14)\nxã Khe Mây (16)\n",)),
    )
    desk.talk("Mận", ("đoàn em 18 người", "✓ Đã ghi: xã Khe Mây 18 đại biểu.\n! Chỉ tiêu 16: vượt 2."))
    desk.talk("Ban", ("/doan", ("xã Khe Mây: ✓ 18 (vượt 2)", "Trúc Lâm Thượng: ✓ 12 (thiếu 2)", "1 vượt · 1 thiếu")))
    with desk.database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "unit_renamed")).one()
        assert (entry.before, entry.after) == ({"name": "Khe Mây"}, {"name": "xã Khe Mây"})


def test_a_press_asks_before_it_leaves_a_unit_out(desk: Town) -> None:
    desk.talk(
        "Ban",
        ("/donvi", ("Khe Mây",)),
        ("Khe Mây", ("✓ Được mời cử đoàn",)),
        ("Thôi mời", "Không mời Khe Mây cử đoàn nữa?"),
        ("Thôi", ("✓ Được mời cử đoàn",)),
        ("Thôi mời", "Không mời Khe Mây cử đoàn nữa?"),
        ("Không mời nữa", "✓ Đã ghi: Khe Mây không cử đoàn. Số đã báo vẫn lưu, không cộng vào tổng."),
    )
    assert "Khe Mây" not in names(desk)


@on_every_channel
def test_what_the_plan_gives_each_unit_is_its_quota(town: Town) -> None:
    text = PLAN.read_text(encoding="utf-8")
    each = text.replace("Trúc Lâm Thượng): 40 đại biểu.", "Trúc Lâm Thượng): mỗi huyện 14 đại biểu.")
    assert each != text
    town.publish(each.replace("Số: 12/KH", "Số: 13/KH").replace("tổng kết Cụm thi đua số 3", "giao ban Cụm số 3"))
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    town.join("Páo", "focal", "dong nhan")
    town.talk(
        "Mận",
        ("huyện em được cử bao nhiêu đại biểu", "Khe Mây: 14 đại biểu.\n— Kế hoạch, dòng 17"),
        ("doan e 16 ng", "✓ Đã ghi: Khe Mây 16 đại biểu.\n! Chỉ tiêu 14: vượt 2."),
        ("/doan", ("Chỉ tiêu: 14 (vượt 2).",)),
    )
    town.talk("Páo", ("đoàn em 11 người", "✓ Đã ghi: Đồng Nhân 11 đại biểu.\nChỉ tiêu 14: thiếu 3."))
    town.talk(
        "Ban",
        ("/doan", ("1 vượt · 1 thiếu", "Khe Mây: ✓ 16 (vượt 2)", "Đồng Nhân: ✓ 11 (thiếu 3)")),
        ("/donvi", ("Bình Sơn Hạ (trưởng)\nĐồng Nhân (14)\nKhe Mây (14)\nTrúc Lâm Thượng (14)\n",)),
        ("chỉ tiêu Khe Mây 16", ("✓ Đã ghi: Khe Mây chỉ tiêu 16.",)),
    )
    town.talk("Mận", ("huyện em được cử bao nhiêu đại biểu", "Khe Mây: 16 đại biểu.\n— Ban tổ chức"))


def test_an_order_is_no_new_place(town: Town) -> None:
    town.join("Ban", "organiser")
    town.talk("Ban", ("/sua e1", ("Gõ ngày mới hoặc địa điểm mới",)))
    told = town.say("Ban", "thêm đơn vị Sở Nội vụ, 5 người").text
    assert "Sở Nội vụ" in told
    assert "Trước:" not in told


def test_a_unit_added_later_takes_the_number_that_the_plan_gives_its_like(town: Town) -> None:
    text = PLAN.read_text(encoding="utf-8").replace(
        "- Huyện Cụm trưởng: 20 đại biểu;", "- Huyện Cụm trưởng: 20 đại biểu;\n- Các xã: mỗi xã 02 đại biểu;"
    )
    town.publish(text.replace("Số: 12/KH", "Số: 13/KH").replace("tổng kết Cụm thi đua số 3", "giao ban Cụm số 3"))
    town.join("Ban", "organiser")
    town.talk(
        "Ban",
        ("thêm đơn vị xã Bình An", "✓ Đã ghi: thêm xã Bình An (2).\nChỉ tiêu 2: theo kế hoạch, dòng 17."),
        ("thêm đơn vị xã Bình Minh, 5 người", "✓ Đã ghi: thêm xã Bình Minh (5)."),
        ("thêm đơn vị Sở Nội vụ", "✓ Đã ghi: thêm Sở Nội vụ."),
        ("xã Bình An 3 người", "✓ Đã ghi: xã Bình An 3 đại biểu.\n! Chỉ tiêu 2: vượt 1."),
        ("thôi mời xã Bình An", ("không cử đoàn",)),
        ("mời đoàn xã Bình An", "✓ Đã ghi: xã Bình An được mời cử đoàn.\nChỉ tiêu 2: theo kế hoạch, dòng 17."),
    )
    with town.database.reading() as session:
        quotas = {row.unit.name: row.quota for row in attendance.counts(session, town.event_id)}
    assert quotas == {
        "Bình Sơn Hạ": None, "Đồng Nhân": None, "Khe Mây": None, "Trúc Lâm Thượng": None,
        "xã Bình An": 2, "xã Bình Minh": 5, "Sở Nội vụ": None,
    }  # fmt: skip


def test_a_line_that_says_how_to_reach_an_office_makes_no_unit(database: Database) -> None:
    town = Town(database)
    text = PLAN.read_text(encoding="utf-8")
    lines = (
        "5. Liên hệ\n\n- Văn phòng HĐND&UBND huyện, điện thoại: 0200 000 0118, thư điện tử: vp@hop.example\n"
        "- Tiếp nhận báo cáo: Phòng Nội vụ huyện, điện thoại: 0200 000 0121\n\nCHỦ TỊCH"
    )
    town.publish(text.replace("CHỦ TỊCH", lines, 1))
    with town.database.reading() as session:
        offices = [unit.name for unit in units.of_plan(session, town.event_id) if unit.kind == "office"]
    assert offices == ["Phòng Nội vụ huyện", "Văn phòng HĐND&UBND huyện", "Văn phòng Huyện ủy"]


@on_every_channel
def test_seats_of_many_are_shown_before_they_are_written_over(desk: Town) -> None:
    desk.talk(
        "Ban",
        ("them don vi: xa Bao Van Lam, 2 nguoi", "✓ Đã ghi: thêm xa Bao Van Lam (2)."),
        ("them khach: Ban Thi dua tinh 3; Phường 5", "✓ Đã ghi: thêm Ban Thi dua tinh (3), Phường 5."),
        ("chi tieu Khe May 28", ("✓",)),
        ("chi tieu cac phuong 15", wording.NOBODY_LIKE_THAT),
        ("chi tieu moi don vi 14; Khe May 16", wording.EACH_ALONE),
        ("chi tieu cac huyen 15",
         "Ghi chỉ tiêu 15 cho 4 đơn vị?\n○ Bình Sơn Hạ: không → 15\n○ Đồng Nhân: không → 15\n○ Khe Mây: 28 → 15\n"
         "○ Trúc Lâm Thượng: không → 15"),
        ("Thôi", ("Khe Mây (28)", "xa Bao Van Lam (2)", "Ban Thi dua tinh (3)")),
        ("chi tieu cac huyen 15", ("Ghi chỉ tiêu 15 cho 4 đơn vị?",)),
    )  # fmt: skip
    old = desk.seen[desk.channel, "Ban"].buttons[0].command
    desk.talk(
        "Ban",
        ("chi tieu Khe May 27", ("✓",)),
        (old, ("○ Khe Mây: 27 → 15",)),
        ("Ghi", ("✓ Đã ghi chỉ tiêu của 4 đơn vị (4 thay đổi)", "Tổng chỉ tiêu: 65.")),
        ("chi tieu cac xa 3", ("Ghi chỉ tiêu 3 cho 1 đơn vị?\n○ xa Bao Van Lam: 2 → 3",)),
        ("cum gom nhung huyen nao", ("Trúc Lâm Thượng; Ban tổ chức thêm: xa Bao Van Lam",)),
    )


@on_every_channel
def test_units_are_taken_off_and_renamed_in_other_words(desk: Town) -> None:
    desk.talk(
        "Ban",
        ("them don vi So Noi vu 5 nguoi", "✓ Đã ghi: thêm So Noi vu (5)."),
        ("xoa don vi So Noi vu", ("✓ Đã ghi: So Noi vu không cử đoàn.",)),
        ("rút Trúc Lâm Thượng ra khỏi danh sách", ("✓ Đã ghi: Trúc Lâm Thượng không cử đoàn.",)),
        ("bo don vi Khe Nui", ("Không có đơn vị “Khe Nui”, nên chưa ghi gì. Gần giống: Khe Mây",)),
        ("Khe Mây đổi tên thành xã Khe Núi", "✓ Đã ghi: Khe Mây nay là xã Khe Núi. Tên cũ vẫn hiểu được."),
        ("ten khac cua Khe Nui la KNU", "✓ Đã ghi: xã Khe Núi còn gọi là KNU."),
    )


@on_every_channel
def test_guests_and_offices_send_delegations_too(desk: Town) -> None:
    desk.talk(
        "Ban",
        ("thêm đơn vị Sở Nội vụ tỉnh, 5 người", "✓ Đã ghi: thêm Sở Nội vụ tỉnh (5)."),
        ("Nộp giấy tờ như các đơn vị khác", "✓ Đã ghi: Sở Nội vụ tỉnh phải nộp 2 giấy tờ như các đơn vị khác."),
        ("/tiendo", ("Sở Nội vụ tỉnh: 0/2",)),
        ("/donvi", ("Cơ quan có nhiệm vụ (3)",)),
        ("Thêm khách mời", wording.HOW_TO_ADD),
        ("Ban Thi đua tỉnh, 3\nPhường 5", "✓ Đã ghi: thêm Ban Thi đua tỉnh (3), Phường 5."),
        ("thêm khách Phường 5, Ban", ("✓ Đã ghi: thêm Phường 5, Ban.",)),
        ("thêm khách Ban Thi đua tỉnh, 3", "✓ Đã ghi: 1 đơn vị đã có như vậy."),
        ("mời đoàn Văn phòng Huyện ủy", "✓ Đã ghi: Văn phòng Huyện ủy được mời cử đoàn."),
        ("Mời đầu mối", ("Mã mời Đầu mối đơn vị – Văn phòng Huyện ủy",)),
        ("Ban Thi đua tỉnh 2 người", "✓ Đã ghi: Ban Thi đua tỉnh 2 đại biểu.\nChỉ tiêu 3: thiếu 1."),
        ("/daumoi Phòng Nội vụ huyện: Lò Thị Mận, Trưởng phòng, 0912 345 678", ("0912345678",)),
        ("thôi mời Ban Thi đua tỉnh", ("không cử đoàn. Số đã báo vẫn lưu",)),
        ("/doan", ("0 đại biểu đã đăng ký · 0/8",)),
        ("Ban Thi đua tỉnh 4 người", ("nói rõ đơn vị nào",)),
        ("mời đoàn Ban Thi đua tỉnh", ("✓",)),
        ("/doan", ("2 đại biểu đã đăng ký · 1/9",)),
    )


def test_what_the_composition_names_becomes_a_guest_by_one_press(town: Town) -> None:
    text = PLAN.read_text(encoding="utf-8").replace(
        "- Huyện Cụm trưởng: 20", "- Lãnh đạo Ban Thi đua tỉnh: 04 đại biểu;\n- Huyện Cụm trưởng: 20"
    )
    other = Town(town.database)
    other.publish(text.replace("Số: 12/KH", "Số: 13/KH").replace("tổng kết Cụm thi đua số 3", "giao ban Cụm số 3"))
    other.join("Ban", "organiser")
    other.talk("Ban", ("/donvi", ("Đơn vị thành viên (4)",)), ("Thành phần trong kế hoạch", ("nêu 1 thành phần",)))
    other.talk(
        "Ban", ("1", "✓ Đã ghi: thêm Lãnh đạo Ban Thi đua tỉnh (4)."), ("/donvi nhom", ("đã có trong danh sách",))
    )
    assert names(other)[-1] == "Lãnh đạo Ban Thi đua tỉnh"


@on_every_channel
def test_a_merged_unit_keeps_its_people_numbers_and_past(desk: Town) -> None:
    desk.join("Páo", "focal", "dong nhan")
    desk.join("Ông Phúc", "delegate", "khe may")
    desk.talk("Ban", ("chỉ tiêu mỗi đơn vị 14", ("✓",)), ("/daumoi Khe Mây: Lò Thị Mận, 0912345678", ("0912345678",)))
    desk.talk(
        "Mận",
        ("4 thường trực, 9 ngành", ("✓",)),
        ("1. Lò Thị Mận, Phó Chủ tịch", ("✓",)),
        ("7 tham quan, 6 cầu lông", ("✓",)),
        ("đoàn em đến 13h30 ngày 25/3, 2 xe", ("✓",)),
    )
    desk.talk("Páo", ("3 thường trực, 5 ngành", ("✓",)), ("1. Lò Thị Mận, Phó Chủ tịch\n2. Giàng A Páo", ("✓",)))
    code = desk.code("delegate", "khe may")
    desk.talk(
        "Ban",
        ("gộp Khe Mây vào Khe Mây", wording.SAME_UNIT),
        ("gộp Khe Mây vào Đồng Nhân",
         "Gộp Khe Mây vào Đồng Nhân? Sau khi gộp không tách lại được.\n○ Khe Mây: ✓ 13 (thiếu 1)\n"
         "○ Đồng Nhân: ✓ 8 (thiếu 6)\nSố đại biểu của Đồng Nhân sẽ là 21; đầu mối xem lại.\n"
         "Đầu mối, danh sách tên, lựa chọn, người liên hệ chuyển theo; giấy tờ cũ giữ tên cũ."),
        ("Gộp", "✓ Đã gộp Khe Mây vào Đồng Nhân. Tên cũ vẫn hiểu được.\nSố đại biểu: 21 (8 + 13).\nChỉ tiêu: 28 (14 + 14)."),
        ("/donvi u3", wording.GONE),
        ("/donvi u3 gop u2 dung", wording.GONE),
    )  # fmt: skip
    desk.talk(
        "Mận",
        ("/doan", ("Đoàn Đồng Nhân", "✓ Đã báo: 21 đại biểu (7 thường trực, 14 ngành).", "Chỉ tiêu: 28 (thiếu 7).",
                   "✓ Danh sách: 2 tên / 21", "Đã chọn: 7 tham quan làng nghề Khe Mây, 6 giao lưu cầu lông.",
                   "✓ Đến: 13:30 thứ Năm 25/03, 2 xe.", "0912345678")),
        ("/nop", ("Đồng Nhân còn 4 giấy tờ chưa gửi", "Báo cáo (Khe Mây)")),
        ("Đã gửi: Báo cáo (Khe Mây)", ("✓ Đã ghi: Đồng Nhân báo đã gửi Báo cáo (Khe Mây).",)),
        ("đoàn em 20 người", "✓ Đã ghi: Đồng Nhân 20 đại biểu. Trước đó: 21.\nChỉ tiêu 28: thiếu 8."),
    )  # fmt: skip
    desk.talk("Súa", (code, ("có đồng ý không",)), ("Đồng ý", ("Đại biểu, Đồng Nhân",)))
    desk.talk(
        "Ban",
        ("Khe Mây 19 người", "✓ Đã ghi: Đồng Nhân 19 đại biểu. Trước đó: 20.\nChỉ tiêu 28: thiếu 9."),
        ("/doan", ("· 1/3",)),
    )
    with desk.database.reading() as session:
        gone = session.scalars(select(Unit).where(Unit.name == "Khe Mây")).one()
        assert gone.successor_id is not None
        past = select(AuditEntry.after).where(AuditEntry.unit_id == gone.id, AuditEntry.action == "head_count")
        assert [after["total"] for after in session.scalars(past)] == [13]
        assert session.scalars(select(HeadCount.total).where(HeadCount.unit_id == gone.id)).all() == [13]
        held = session.scalars(select(Membership.unit_id).where(Membership.role != "organiser")).all()
        assert set(held) == {gone.successor_id}


@on_every_channel
def test_of_two_arrivals_none_is_lost(desk: Town) -> None:
    desk.join("Páo", "focal", "dong nhan")
    desk.talk("Mận", ("đoàn em đến 13h30 ngày 25/3, 2 xe, 9 người", ("✓",)))
    desk.talk("Páo", ("đoàn em đến 10h ngày 25/3, 1 xe, 8 người", ("✓",)))
    desk.talk(
        "Ban",
        ("gộp Khe Mây vào Đồng Nhân",
         ("Hai đoàn đến khác giờ hoặc khác nơi: giữ cả hai chuyến, chuyến của Khe Mây ghi riêng.",)),
        ("Gộp", ("✓ Đã gộp Khe Mây vào Đồng Nhân.", "giữ cả hai chuyến, chuyến của Khe Mây ghi riêng.")),
        ("/donden",
         "Thứ Năm 25/03/2027\n10:00 Đồng Nhân: 8 người, 1 xe\n13:30 Đồng Nhân (Khe Mây): 9 người, 2 xe\n"
         "Cộng: 17 người, 3 xe, 1/3 đoàn.\n? chưa báo giờ đến: Bình Sơn Hạ, Trúc Lâm Thượng"),
    )  # fmt: skip
    desk.talk(
        "Mận",
        ("/doan", ("✓ Đến: 10:00 thứ Năm 25/03, 8 người, 1 xe.\n✓ Khe Mây đến: 13:30 thứ Năm 25/03, 9 người, 2 xe.",)),
        ("đoàn em đến 14h", ("✓ Đã ghi: Đồng Nhân đến 14:00 thứ Năm 25/03, 8 người, 1 xe.",)),
        ("/den", ("Khe Mây: 13:30 thứ Năm 25/03, 9 người, 2 xe.",)),
        ("Bỏ chuyến của Khe Mây", "✓ Đã bỏ chuyến của Khe Mây (13:30 thứ Năm 25/03, 9 người, 2 xe)."),
        ("/den u2 bo u3", arrival_wording.NO_SUCH_TRIP),
    )
    desk.talk("Ban", ("/donden", ("Cộng: 8 người, 1 xe, 1/3 đoàn.",)))
    with desk.database.reading() as session:
        past = select(AuditEntry.after).where(AuditEntry.action == "arrival").order_by(AuditEntry.id)
        assert [after.get("hour") for after in session.scalars(past)] == ["13:30:00", "10:00:00", "14:00:00", None]


def test_two_arrivals_of_one_hour_are_added_up(desk: Town) -> None:
    desk.join("Páo", "focal", "dong nhan")
    desk.talk("Mận", ("đoàn em đến 13h30 ngày 25/3, 2 xe, 2 lái xe", ("✓",)))
    desk.talk("Páo", ("đoàn em đến 13h30 ngày 25/3, 1 xe, 8 người", ("✓",)))
    desk.talk(
        "Ban",
        ("gộp Khe Mây vào Đồng Nhân", ("Hai đoàn đến cùng lúc: số người, số xe cộng lại.",)),
        ("Gộp", ("Hai đoàn đến cùng lúc: số người, số xe cộng lại.",)),
        ("/donden", ("13:30 Đồng Nhân: 8 người, 3 xe, 2 lái xe\nCộng: 8 người, 3 xe, 1/3 đoàn.",)),
    )


@on_every_channel
def test_a_yes_merges_what_was_named_and_nothing_else(desk: Town) -> None:
    desk.talk("Ban", ("gộp Khe Mây vào Đồng Nhân", ("Gộp Khe Mây vào Đồng Nhân?",)))
    desk.join("Hai", "organiser")
    desk.talk("Hai", ("đổi tên Đồng Nhân thành xã Đồng Tâm", ("✓",)))
    desk.talk(
        "Ban",
        ("Gộp", (f"{wording.MERGE_CHANGED}\nGộp Khe Mây vào xã Đồng Tâm? Sau khi gộp không tách lại được.",)),
        ("/donvi u3 gop u2 dung", ("Gộp Khe Mây vào xã Đồng Tâm?",)),
    )
    assert names(desk) == ["Bình Sơn Hạ", "xã Đồng Tâm", "Khe Mây", "Trúc Lâm Thượng"]
    desk.talk("Mận", ("đoàn em 9 người", ("✓",)))
    desk.talk(
        "Ban", ("Gộp", (wording.MERGE_CHANGED, "○ Khe Mây: ✓ 9")), ("Gộp", ("✓ Đã gộp Khe Mây vào xã Đồng Tâm.",))
    )
    assert names(desk) == ["Bình Sơn Hạ", "xã Đồng Tâm", "Trúc Lâm Thượng"]


@on_every_channel
def test_a_focal_point_leads_a_unit(desk: Town) -> None:
    desk.talk(
        "Ban",
        ("/donvi", ("Khe Mây",)),
        ("Khe Mây", ("Đầu mối: Mận.",)),
        ("Mận: là lãnh đạo đơn vị",
         "✓ Đã ghi: Mận là lãnh đạo của Khe Mây; được nhắc khi đầu mối khác chưa làm xong."),
        ("Xem đơn vị", ("Đầu mối: Mận (lãnh đạo).",)),
        ("Mận: thôi là lãnh đạo", "✓ Đã ghi: Mận là đầu mối của Khe Mây, không phải lãnh đạo."),
        ("/donvi u3 lanhdao p999", wording.NO_SUCH_SPEAKER),
    )  # fmt: skip


def test_two_become_a_third(desk: Town) -> None:
    desk.talk(
        "Ban",
        ("sáp nhập Khe Mây và Đồng Nhân thành xã Mây Nhân", ("Đồng Nhân nay là xã Mây Nhân", "Gộp Khe Mây vào xã Mây Nhân?")),
        ("Gộp", ("✓ Đã gộp Khe Mây vào xã Mây Nhân.",)),
        ("đoàn Khe Mây 9 người", "✓ Đã ghi: xã Mây Nhân 9 đại biểu."),
    )  # fmt: skip
    assert names(desk) == ["Bình Sơn Hạ", "xã Mây Nhân", "Trúc Lâm Thượng"]


BAD = (
    *("/donvi u99999", "/donvi u3 gop u99999", "/donvi u3 gop xxx", "/donvi x", "chỉ tiêu Khe Mây -3", "/donvi u3 ten !"),
    *("chỉ tiêu Khe Mây 1000", "chỉ tiêu Khe Mai 10", "thêm đơn vị 😀", "/donvi u3 chitieu abc", "thêm khách A Lú, -1"),
    *("/donvi them member Sở A, 5\n12", "/donvi u5 chitieu 5", "/donvi xlsx", "/donvi xlsx\n2\tA Lú\txã", "gộp Khe Mây vào Khe Mái"),
    *("/donvi nhom g99", "đổi tên Khe Mây thành Đồng Nhân", "Khe Mây còn gọi là Đồng Nhân", "/donvi them member " + "A" * 9999),
)  # fmt: skip


@pytest.mark.parametrize("said", BAD, ids=[said[:30] for said in BAD])
def test_bad_input_gets_one_answer_and_saves_nothing(desk: Town, said: str) -> None:
    with desk.database.reading() as session:
        before = session.scalar(select(func.count()).select_from(AuditEntry))
    answer = desk.say("Ban", said)
    assert "trục trặc" not in answer.text
    assert not answer.text.startswith("✓")
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == before
        assert len(units.of_plan(session, desk.event_id)) == 7


def test_only_organisers_change_units(desk: Town) -> None:
    desk.talk("Mận", ("/donvi u3 gop u2 dung", ("không thuộc vai trò",)))
    assert "Khe Mây" in names(desk)
