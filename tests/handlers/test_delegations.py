"""A delegation beside its number: names, choices, arrival, contacts; the lock and its grants. All as conversations."""

import pytest
from sqlalchemy import func, select

from handlers.wording import attendance as count_wording
from handlers.wording import delegations as wording
from handlers.wording import desk
from storage import attendance
from storage.clock import parse_instant
from storage.models import Arrival, AuditEntry, ChoiceSplit, Delegate, Grant, HeadCount, Membership, OutboxMessage
from tests.talk import Town, on_every_channel

VISIT = "tham quan làng nghề Khe Mây"
PLAY = "giao lưu cầu lông"


@pytest.fixture
def focal(town: Town) -> Town:
    town.join("Mận", "focal", "dong nhan")
    return town


@pytest.fixture
def both(focal: Town) -> Town:
    focal.join("Ban", "organiser")
    return focal


@on_every_channel
def test_names_follow_without_changing_the_count(both: Town) -> None:
    both.talk(
        "Mận",
        ("đoàn em 16 người", ("✓ Đã ghi: Đồng Nhân 16 đại biểu.",)),
        ("1. Lò Thị Mận, Phó Chủ tịch\n2. Ông Giàng A Páo - Trưởng phòng",
         "✓ Đã ghi: Đồng Nhân 2 tên mới. Danh sách có 2 tên / 16 đại biểu."),
        ("/danhsach", ("2 tên",)),
        ("Vàng Thị Mây, chuyên viên", ("1 tên mới", "3 tên / 16")),
        ("/danhsach", ("3 tên",)),
        ("Bớt tên", wording.WHOM_TO_REMOVE),
        ("Vàng Thị Mây", ("✓ Đã bớt Vàng Thị Mây",)),
        ("Thường trực:\n1) Lò Văn Nam (Chủ tịch)\n2. Giàng A Páo, Trưởng phòng",
         "✓ Đã ghi: Đồng Nhân 1 tên mới, 1 tên sửa lại. Danh sách có 3 tên / 16 đại biểu."),
        ("thêm đại biểu Vàng Thị Súa, chuyên viên", ("1 tên mới", "4 tên / 16")),
        ("/doan", ("✓ Đã báo: 16 đại biểu.", "✓ Danh sách: 4 tên / 16 đại biểu.")),
        ("/danhsach", ("1. Lò Thị Mận, Phó Chủ tịch", "3. Lò Văn Nam, Chủ tịch, Thường trực")),
        ("Bớt tên", wording.WHOM_TO_REMOVE),
        ("Giàng A Páo", "✓ Đã bớt Giàng A Páo khỏi danh sách đoàn Đồng Nhân. Số đại biểu giữ nguyên."),
    )  # fmt: skip
    both.talk("Ban", ("/danhsach Đồng Nhân", ("Đồng Nhân: 3 tên / 16",)))


@on_every_channel
def test_a_name_is_swapped_or_taken_off_in_words(focal: Town) -> None:
    focal.talk(
        "Mận",
        ("Thường trực:\n1. Lò Văn Nam, Chủ tịch\n2. Giàng A Páo, Phó Chủ tịch", ("2 tên mới",)),
        ("thay Lò Văn Nam bằng bà Vàng Thị Mây, Phó Bí thư",
         "✓ Đã ghi: đoàn Đồng Nhân thay Lò Văn Nam bằng Vàng Thị Mây, Phó Bí thư. Số đại biểu giữ nguyên."),
        ("/danhsach", ("1. Giàng A Páo, Phó Chủ tịch, Thường trực", "2. Vàng Thị Mây, Phó Bí thư, Thường trực")),
        ("Giang A Pao khong di, thay bang Lò Văn Bun, chuyên viên",
         "✓ Đã ghi: đoàn Đồng Nhân thay Giàng A Páo bằng Lò Văn Bun, chuyên viên. Số đại biểu giữ nguyên."),
        ("chị Mây ốm không đi được", "✓ Đã bớt Vàng Thị Mây khỏi danh sách đoàn Đồng Nhân. Số đại biểu giữ nguyên."),
        ("bỏ tên số 2", "Danh sách đoàn có 1 tên, không có số 2. Chưa đổi gì."),
        ("sua so 1 thanh Mùa A Tủa, Bí thư",
         "✓ Đã ghi: đoàn Đồng Nhân thay Lò Văn Bun bằng Mùa A Tủa, Bí thư. Số đại biểu giữ nguyên."),
        ("xoa so 1", "✓ Đã bớt Mùa A Tủa khỏi danh sách đoàn Đồng Nhân. Số đại biểu giữ nguyên."),
        ("thay Mùa A Tủa bang Mùa A Páo", ("Danh sách đoàn chưa có tên “Mùa A Tủa”",)),
        ("1. Giàng A Páo\n2. Vàng Thị Mây", ("2 tên mới",)),
        ("bot giang a pao", "✓ Đã bớt Giàng A Páo khỏi danh sách đoàn Đồng Nhân. Số đại biểu giữ nguyên."),
        ("/danhsach", ("1 tên",)),
    )  # fmt: skip
    focal.talk("Mận", ("bớt Lò Văn Nam", ("Danh sách đoàn chưa có tên “Lò Văn Nam”",)), ("/danhsach", ("1 tên",)))


def test_what_stands_beside_an_arrival_is_recorded_or_named(focal: Town) -> None:
    focal.talk(
        "Mận",
        ("thoi 4 thuong truc 7 tp, 3 dien hinh nhe, den 14h ngay 25/3 di 2 xe",
         "✓ Đã ghi: Đồng Nhân 14 đại biểu (4 thường trực, 7 trưởng phòng, 3 điển hình).\n"
         "✓ Đã ghi: Đồng Nhân đến 14:00 thứ Năm 25/03, 2 xe."),
        ("đến 2h chiều 25/3, 1 xe 16 chỗ, biển số 22A-123.45, lái xe a Dũng 0977123456",
         "✓ Đã ghi: Đồng Nhân đến 14:00 thứ Năm 25/03, 1 xe.\n"
         "! Chưa ghi: “biển số 22A-123.45”; “lái xe a Dũng 0977123456”."),
        ("doan em di 15 ng 2 xe",
         "✓ Đã ghi: Đồng Nhân 15 đại biểu. Trước đó: 14.\n✓ Đã ghi: Đồng Nhân đến 14:00 thứ Năm 25/03, 15 người, 2 xe."),
        ("den chieu 25/3",
         "Đoàn đến lúc mấy giờ thứ Năm 25/03 ạ? Chưa ghi gì. Anh/chị nhắn giờ, ví dụ: “14h”."),
        ("15h30", ("✓ Đã ghi: Đồng Nhân đến 15:30 thứ Năm 25/03",)),
        ("đoàn em không dự", ("phải không ạ?",)),
        ("Đúng", ("không dự",)),
    )  # fmt: skip

    assert "15:30" not in focal.say("Mận", "/doan").text


@on_every_channel
def test_people_are_called_by_their_last_name_and_politely(focal: Town) -> None:
    focal.talk(
        "Mận",
        ("1. Lò Thị Hoa, Chủ tịch\n2. Giàng A Páo, Phó Chủ tịch\n3. Vàng Thị Nam, chuyên viên", ("3 tên mới",)),
        ("đổi chị Hoa bằng anh Nam", ("Gõ đủ họ tên người thay",)),
        ("doi chi Hoa bang anh Sùng A Chứ", ("thay Lò Thị Hoa bằng Sùng A Chứ",)),
        ("cho em xin rút tên Giàng A Páo", ("✓ Đã bớt Giàng A Páo khỏi danh sách đoàn Đồng Nhân.",)),
        ("đổi chị Hoa bằng anh Nam", ("Danh sách đoàn chưa có tên “Hoa”, nên chưa đổi gì.",)),
        ("thêm đại biểu Lý Văn Nam, lái xe", ("1 tên mới",)),
        ("bớt anh Nam", "Danh sách đoàn có mấy người tên “Nam”. Anh/chị gõ đủ họ tên giúp."),
        ("/danhsach", ("1. Vàng Thị Nam", "2. Sùng A Chứ", "3. Lý Văn Nam")),
    )  # fmt: skip


def test_the_same_list_again_changes_nothing(focal: Town) -> None:
    listed = "1. Lò Thị Mận, Phó Chủ tịch\n2. Giàng A Páo, Trưởng phòng"
    focal.talk("Mận", (listed, ("2 tên mới",)), (listed, ("2 tên đã có",)))
    with focal.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Delegate)) == 2
        assert session.scalar(select(func.count()).where(AuditEntry.action == "delegates")) == 1


def test_of_a_list_the_names_are_kept_and_what_is_none_is_named(focal: Town) -> None:
    focal.talk(
        "Mận",
        ("1. Lò Thị Mận, Phó Chủ tịch, 0912345678\n2. Giàng A Páo\n3. Lò Thị Mận, Phó Chủ tịch\nLái xe: a Dũng",
         "✓ Đã ghi: Đồng Nhân 2 tên mới. Danh sách có 2 tên.\n! Chưa ghi, vì không phải họ tên: dòng 4: “Lái xe: a Dũng”.\n"
         "! Trùng họ tên nên chỉ ghi một lần: Lò Thị Mận. Nếu là hai người, thêm chữ phân biệt vào tên.\n"
         "Số điện thoại không ghi vào danh sách; số của đầu mối ghi ở /daumoi."),
        ("/danhsach 1. Lò Thị Mận, Phó Chủ tịch\n2. 12345",
         "Có dòng không phải họ tên nên chưa ghi gì: dòng 2: “2. 12345”. Anh/chị sửa rồi gửi lại cả danh sách."),
        ("/danhsach Đồng Nhân", ("2 tên.",)),
        ("thôi nhé", ()),
        ("/danhsach", ("2 tên.",)),
    )  # fmt: skip
    with focal.database.reading() as session:
        assert [row.post for row in session.scalars(select(Delegate))] == ["Phó Chủ tịch", None]


@on_every_channel
def test_a_choice_is_split_by_number_and_totals_follow(both: Town) -> None:
    both.talk(
        "Mận",
        ("/luachon", (f"○ Chưa chọn: {VISIT.capitalize()[:9]}",)),
        (f"Cả đoàn: {PLAY}", ("báo số người trước",)),
        ("đoàn em 12 người", ("✓ Đã ghi",)),
        ("7 tham quan 5 cầu lông", ("✓ Đã ghi: Đồng Nhân 7 ", ", 5 ")),
        ("5 cầu lông, còn lại tham quan", ("✓ Đã ghi: Đồng Nhân 7 ", "5 giao lưu cầu lông.")),
        ("6 tham quan, 5 cau long", ("Còn 1 người chưa chọn.",)),
        ("8 tham quan 5 cầu lông", ("Chia 13 người nhưng đoàn Đồng Nhân báo 12", "chưa ghi gì")),
        ("-1 tham quan", ("Số người không thể là số âm",)),
        ("cả đoàn đi tham quan", ("✓ Đã ghi: Đồng Nhân 12 ",)),
        ("7 tham quan 5 cầu lông", ("✓ Đã ghi",)),
    )
    both.talk(
        "Ban",
        ("Khe Mây 14 người", "✓ Đã ghi: Khe Mây 14 đại biểu."),
        ("Khe Mây 4 tham quan 10 cầu lông", ("✓ Đã ghi: Khe Mây 4 ",)),
        ("/luachon", ("11 tham quan", "15 giao lưu", "? chưa chọn: Bình Sơn Hạ, Trúc Lâm Thượng")),
    )


def test_an_old_choice_fails_on_its_version(focal: Town) -> None:
    focal.talk("Mận", ("đoàn em 12 người", ("✓",)))
    old = focal.say("Mận", "/luachon").buttons[0].command
    focal.talk("Mận", ("7 tham quan 5 cầu lông", ("✓",)), (old, count_wording.CHANGED))
    with focal.database.reading() as session:
        assert sorted(session.scalars(select(ChoiceSplit.count))) == [5, 7]


@on_every_channel
def test_an_arrival_in_a_sentence_and_the_hosts_list_by_hour(both: Town) -> None:
    both.join("Súa", "focal", "khe may")
    both.talk(
        "Mận",
        (
            "đoàn em đến 13h30 ngày 25/3, 2 xe, 14 người",
            "✓ Đã ghi: Đồng Nhân đến 13:30 thứ Năm 25/03, 14 người, 2 xe.\n"
            "? Số đại biểu của đoàn chưa báo: nhắn “đoàn em 14 người” để ghi.",
        ),
        ("đoàn em 16 người", ("✓ Đã ghi: Đồng Nhân 16",)),
        ("/den", ("Đồng Nhân đến lúc nào", "Đã ghi: 13:30 thứ Năm 25/03")),
        ("14h, 1 lái xe", ("đến 14:00 thứ Năm 25/03, 14 người, 2 xe, 1 lái xe", "! Số đoàn đã báo là 16")),
    )
    both.talk(
        "Súa",
        ("doan em den luc 10h sang, 1 xe tại nhà khách Sơn Hạ", ("10:00", "Đoàn đến ngày nào ạ?")),
        ("thứ Năm 25/03", ("✓ Đã ghi: Khe Mây đến 10:00 thứ Năm 25/03, tại nhà khách Sơn Hạ, 1 xe.",)),
    )
    both.talk(
        "Ban",
        ("/donden",
         "Thứ Năm 25/03/2027\n10:00 Khe Mây: 1 xe, nhà khách Sơn Hạ\n14:00 Đồng Nhân: 14 người, 2 xe, 1 lái xe\n"
         "Cộng: 14 người, 3 xe, 2/4 đoàn.\n? chưa báo giờ đến: Bình Sơn Hạ, Trúc Lâm Thượng"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("đoàn em đến 25h ngày 25/3", "Không có giờ này"),
        ("đoàn em đến ngày 31/2, 2 xe", "Không có ngày này"),
        ("đoàn em đến 13h ngày 25/3, -2 xe", "Số không thể âm"),
        ("đoàn em đến 13h ngày 25/3, 200 xe", "Số quá lớn"),
        ("đoàn em đến 13h ngày 25/5, 2 xe", "ngoài thời gian hội nghị"),
        ("đoàn Khe Mây đến 13h ngày 25/3, 2 xe", count_wording.NOT_YOUR_UNIT),
    ],
)
def test_a_bad_arrival_saves_nothing(focal: Town, said: str, answered: str) -> None:
    focal.talk("Mận", (said, (answered,)))
    with focal.database.reading() as session:
        assert session.scalars(select(Arrival)).all() == []


@on_every_channel
def test_counts_lock_and_one_unit_is_granted(both: Town) -> None:
    both.join("Súa", "focal", "khe may")
    both.talk("Mận", ("đoàn em 16 người", ("✓",)), ("7 tham quan 9 cầu lông", ("✓",)))
    both.talk(
        "Ban",
        ("/khoa", ("chưa đặt giờ khóa",)),
        ("17:00 15/3", "✓ Đã ghi: số đại biểu khóa từ 17:00 thứ Hai 15/03. Sau đó chỉ ban tổ chức sửa được, "
                       "hoặc mở cho từng đơn vị bằng /mo."),
    )  # fmt: skip
    both.talk(
        "Mận",
        ("đoàn em 17 người", "✓ Đã ghi: Đồng Nhân 17 đại biểu. Trước đó: 16. Sửa trước 17:00 thứ Hai 15/03."),
        ("/doan", ("Sửa số đại biểu trước 17:00 thứ Hai 15/03",)),
    )
    both.now = parse_instant("2027-03-15T17:00")
    refused = "Chưa ghi được: ban tổ chức đã khóa từ 17:00 thứ Hai 15/03. Cần sửa, anh/chị gọi ban tổ chức"
    both.talk(
        "Mận",
        ("đoàn em 18 người", (refused,)),
        ("8 tham quan 9 cầu lông", (refused,)),
        ("1. Lò Thị Mận, Phó Chủ tịch", ("1 tên mới",)),
        ("đoàn em đến 13h ngày 25/3, 2 xe", ("✓ Đã ghi",)),
    )
    both.talk(
        "Ban",
        ("/mo Đồng Nhân đến 12:00 10/3", ("đã qua",)),
        ("mở cho Đồng Nhân đến 12:00 16/3",
         "✓ Đã mở cho Đồng Nhân sửa đến 12:00 thứ Ba 16/03. Đơn vị khác vẫn khóa."),
        ("8 tham quan 9 cầu lông Đồng Nhân", ("✓ Đã ghi: Đồng Nhân 8",)),
    )  # fmt: skip
    both.talk("Mận", ("đoàn em 18 người", ("✓ Đã ghi: Đồng Nhân 18",)))
    both.talk("Súa", ("đoàn em 9 người", (refused,)))
    both.talk("Ban", ("Khe Mây gọi điện báo 9 người", "✓ Đã ghi (qua điện thoại): Khe Mây 9 đại biểu."))
    both.now = parse_instant("2027-03-16T12:00")
    both.talk("Mận", ("đoàn em 19 người", (refused,)))
    with both.database.reading() as session:
        totals = {row.unit.name: row.total for row in attendance.counts(session, both.event_id)}
        assert totals == {"Bình Sơn Hạ": 0, "Đồng Nhân": 18, "Khe Mây": 9, "Trúc Lâm Thượng": 0}
        logged = session.scalars(select(AuditEntry).where(AuditEntry.action == "grant")).one()
        assert logged.after == {"until": "2027-03-16T05:00:00+00:00"}
        assert session.scalars(select(OutboxMessage.kind)).all() == ["grant"]
        assert session.scalars(select(HeadCount.note)).all() == [None, "qua điện thoại"]


@on_every_channel
def test_a_grant_by_choosing_only(both: Town) -> None:
    both.talk(
        "Ban",
        ("/khoa ngay", ("✓ Đã ghi: số đại biểu khóa từ",)),
        ("/mo", ("Mở cho đơn vị nào",)),
        ("Khe Mây", ("đến khi nào ạ",)),
        ("Hết ngày mai", "✓ Đã mở cho Khe Mây sửa đến 00:00 thứ Tư 03/03. Đơn vị khác vẫn khóa."),
        ("/khoa bo", ("✓ Đã bỏ khóa",)),
    )
    with both.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Grant)) == 1


def test_the_plans_own_day_for_the_list_of_delegates_locks(town: Town) -> None:
    from tests.talk import PLAN

    text = PLAN.read_text(encoding="utf-8").replace(
        "- Gửi Báo cáo,", "- Gửi danh sách đại biểu tham dự về huyện Cụm trưởng trước ngày 18/3/2027.\n- Gửi Báo cáo,"
    )
    other = Town(town.database)
    other.publish(text.replace("Số: 12/KH", "Số: 13/KH").replace("tổng kết Cụm thi đua số 3", "giao ban Cụm số 3"))
    other.join("Páo", "focal", "khe may")
    with other.database.reading() as session:
        lock = attendance.lock_of(session, other.event_id)
        assert lock is not None
        assert (lock.at, lock.set_by_hand) == (parse_instant("2027-03-18T00:00"), False)
    other.now = parse_instant("2027-03-18T08:00")
    other.talk("Páo", ("đoàn em 9 người", ("đã hết hạn gửi danh sách trong kế hoạch từ 00:00 thứ Năm 18/03",)))


def test_delegates_make_the_count_where_nobody_gave_one(both: Town) -> None:
    both.join("Ông Phúc", "delegate", "dong nhan")
    both.join("Bà Sen", "delegate", "dong nhan")
    both.talk("Ông Phúc", ("tôi sẽ dự", ("✓",)))
    both.talk("Bà Sen", ("/xacnhan thay", count_wording.WHO_COMES_INSTEAD),
              ("Lò Văn Nam, Phó phòng", "✓ Đã ghi: anh/chị cử người khác đi thay: Lò Văn Nam, Phó phòng."))  # fmt: skip
    both.talk("Ban", ("/doan", ("2 đại biểu đã đăng ký · 1/4", "Đồng Nhân: ✓ 2 (đại biểu tự xác nhận)")))
    both.talk("Bà Sen", ("tôi không dự được vì ốm", ("lý do: ốm",)))
    both.talk("Ban", ("/doan", ("1 đại biểu đã đăng ký",)))
    both.talk("Mận", ("đoàn em 5 người", "✓ Đã ghi: Đồng Nhân 5 đại biểu. Trước đó: 1."))
    both.talk("Ông Phúc", ("em không đi được", ("✓",)))
    both.talk("Ban", ("/doan Đồng Nhân", ("✓ Đã báo: 5 đại biểu.", "Đại biểu tự trả lời: 2 không dự")))


@on_every_channel
def test_delegates_choose_for_themselves_until_the_unit_splits(both: Town) -> None:
    both.join("Ông Phúc", "delegate", "dong nhan")
    both.join("Bà Sen", "delegate")
    both.talk(
        "Ông Phúc",
        ("tôi sẽ dự", "✓ Đã ghi: anh/chị sẽ dự."),
        ("Chọn hoạt động", "Anh/chị chọn tham quan làng nghề Khe Mây hay giao lưu cầu lông (thứ Năm 25/03) ạ?"),
        ("Giao lưu cầu lông", "✓ Đã ghi: anh/chị chọn giao lưu cầu lông."),
        ("em muốn đi tham quan", "✓ Đã ghi: anh/chị chọn tham quan làng nghề Khe Mây."),
        ("/luachon em muốn ngủ", wording.CHOSE_NOBODY),
        ("/luachon o99", wording.CHOSE_NOBODY),
    )
    both.talk(
        "Bà Sen",
        ("em chọn cầu lông", ("✓",)),
        ("em không đi được vì ốm", ("✓",)),
        ("em chọn cầu lông", wording.SAID_NO),
    )
    both.talk(
        "Ban",
        ("/luachon", "1 tham quan làng nghề Khe Mây\n✓ Đồng Nhân: 1 tham quan làng nghề Khe Mây\n"
                     "? chưa chọn: Bình Sơn Hạ, Khe Mây, Trúc Lâm Thượng"),
        ("/doan Đồng Nhân", ("✓ Đã chọn: 1 tham quan làng nghề Khe Mây (đại biểu tự chọn).",)),
    )  # fmt: skip
    both.talk("Bà Sen", ("tôi sẽ dự", ("✓",)))
    both.talk("Ban", ("/luachon", ("1 tham quan làng nghề Khe Mây, 1 giao lưu", "đại biểu ngoài các đoàn: 1 giao lưu")))
    both.talk("Mận", ("đoàn em 12 người", ("✓",)), ("7 tham quan 5 cầu lông", ("✓",)))
    both.talk("Ông Phúc", ("em chọn cầu lông", ("Đoàn đã chia số người rồi",)))
    both.talk("Ban", ("/luachon", ("7 tham quan làng nghề Khe Mây, 6 giao lưu",)), ("/khoa ngay", ("✓",)))
    both.talk("Ông Phúc", ("em chọn tham quan", ("Chưa ghi được: ban tổ chức đã khóa",)))
    both.talk("Mận", ("/luachon", ("✓ Đã chọn: 7 tham quan làng nghề Khe Mây, 5 giao lưu cầu lông.",)))
    both.talk(
        "Ban",
        ("Đồng Nhân không dự", ("phải không ạ?",)),
        ("Đúng", ("✓",)),
        ("/luachon", ("1 giao lưu cầu lông\n? chưa chọn",)),
    )


def test_a_focal_point_hears_of_a_no_once(both: Town) -> None:
    both.join("Ông Phúc", "delegate", "dong nhan")
    both.talk("Ông Phúc", ("em không đi được vì ốm", ("✓",)))
    both.talk("Mận", ("đoàn em 12 người", ("✓",)))
    both.talk("Ông Phúc", ("tôi sẽ dự", ("✓",)), ("tôi sẽ dự", ("✓",)), ("em bận họp tỉnh không đi được", ("✓",)))
    with both.database.reading() as session:
        told = [row.text.split("\n")[0] for row in session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))]
    assert told == [
        "Ông Phúc (Đồng Nhân) vừa báo sẽ dự. Đoàn đang ghi 12 đại biểu; cần sửa, anh/chị nhắn lại số.",
        "Ông Phúc (Đồng Nhân) vừa báo không dự được (lý do: bận họp tỉnh). Đoàn đang ghi 12 đại biểu; "
        "cần sửa, anh/chị nhắn lại số.",
    ]


def test_the_list_for_the_group_chat(both: Town) -> None:
    both.talk("Mận", ("đoàn em 16 người", ("✓",)))
    both.talk("Ban", ("Khe Mây không dự", ("không dự",)), ("Trúc Lâm Thượng chưa rõ", ("chưa rõ",)))
    both.talk(
        "Ban",
        ("/doan", ("16 đại biểu đã đăng ký · 3/4 đơn vị đã trả lời", "1 chưa trả lời · 1 chưa rõ")),
        ("Danh sách gửi nhóm",
         "Hội nghị tổng kết Cụm thi đua số 3 năm 2026\nĐã đăng ký: Đồng Nhân 16, Khe Mây không dự; "
         "chưa: Bình Sơn Hạ, Trúc Lâm Thượng (chưa rõ số).\nTổng: 16 đại biểu, 3/4 đơn vị đã trả lời."),
    )  # fmt: skip


def test_whom_to_telephone(both: Town) -> None:
    both.talk(
        "Ban",
        ("/daumoi Khe Mây: Lò Thị Mận, Phó Chủ tịch, 0912 345 678",
         ("Liên hệ: Lò Thị Mận, Phó Chủ tịch, 0912345678",)),
        ("/daumoi Khe Mây: 0912", wording.contact_unclear("0912", named=True)),
        ("/doan Khe Mây", ("Liên hệ: Lò Thị Mận",)),
    )  # fmt: skip
    both.talk("Mận", ("/daumoi", ("chưa có người liên hệ",)), ("Vàng A Chư, +84 987654321", ("0987654321",)))


def test_a_right_withdrawn_in_the_middle_of_a_form_stops_the_next_step(focal: Town) -> None:
    focal.talk("Mận", ("/danhsach", ("chưa có tên nào",)))
    with focal.database.transaction() as session:
        session.scalars(select(Membership)).one().state = "revoked"
    assert "1 tên mới" not in focal.say("Mận", "Lò Thị Mận, Phó Chủ tịch").text
    focal.talk("Mận", ("/danhsach Lò Thị Mận", (desk.NO_ROLE_LEFT[:20],)))
    with focal.database.reading() as session:
        assert session.scalars(select(Delegate)).all() == []


BAD = (
    *("-3", "1000", "😀", "5" * 1_000_000, "đoàn em 15 người: 4 thường trực, 9 ngành", "đoàn Khe Mây 5 người"),
    *("-2 tham quan", "9999 tham quan", "đoàn em đến 99h ngày 25/3", "đoàn em đến ngày 31/2, 2 xe", "1. 99999, Phó"),
    *("/dangky u2", "/dangky u2 v1", "/dangky u2 x v0", "/danhsach u2 xoa 77", "/luachon u2 o77 v0"),
    *("/luachon u2 5 bơi", "/den u2 -2 xe", "/den u2 abc 5", "/daumoi u2 0912", "/danhsach u2 xlsx\n1\t\t\t"),
    "/dangky u99999999999999999999 5",
)


@pytest.mark.parametrize("said", BAD, ids=[said[:30] for said in BAD])
def test_bad_input_gets_one_answer_and_saves_nothing(focal: Town, said: str) -> None:
    answer = focal.say("Mận", said)
    assert "trục trặc" not in answer.text
    assert not answer.text.startswith("✓")
    with focal.database.reading() as session:
        for table in (HeadCount, Delegate, ChoiceSplit, Arrival):
            assert session.scalars(select(table)).all() == []
