"""Nothing is recorded from a question, a condition, the past, hearsay, a joke or a guess; what is exact and present is.

Each line is a message of the focal point of Nậm Chăng in the sample event, said first and said after a count of 14.
"""

import shutil
from pathlib import Path

import pytest

from handlers import plans
from handlers.messages import Outcome
from handlers.reading.plan import read_file
from storage.clock import DEFAULT_ZONE, parse_instant
from storage.database import Database
from tests import KEY
from tests.talk import Town

SAMPLE = Path(__file__).parents[2] / "bot" / "cli" / "sample" / "ke-hoach.docx"
LAN = "Lan"

RECORDS = (
    ("đoàn em 16 người", "16"),
    ("doan em 15 ng a", "15"),
    ("nậm chăng đk 13 đb nhé", "13"),
    ("báo cáo btc đoàn Nậm Chăng 12 người ạ", "12"),
    ("e chốt 17 ng nhé chị", "17"),
    ("đoàn em đi 11 người, cảm ơn anh", "11"),
    ("chốt số lượng đoàn em là 18 đại biểu", "18"),
    ("xa nam chang 9 nguoi a", "9"),
    ("Dạ đoàn em có 16 đồng chí ạ", "16"),
    ("đoàn em mười hai người ạ", "12"),
    ("em báo lại đoàn em 15 người nhé", "15"),
    ("sl đoàn mình 10 người", "10"),
    ("đoàn em 4 thường trực, 7 trưởng phòng, 3 điển hình", "14"),
    ("dang ky 13 nguoi nhe", "13"),
    ("em chào chị, đoàn em 16 người ạ, cảm ơn chị nhiều", "16"),
    ("chắc chắn đoàn em 16 người", "16"),
    ("năm nay đoàn em 13 người ạ", "13"),
    ("đoàn em 16 người cả lái xe", "16"),
    ("Nậm Chăng: 12 người", "12"),
    ("đoàn em vẫn 14 người như đã báo ạ", "14"),
    ("em gửi số lượng: 15 đại biểu", "15"),
    ("đoàn nậm chăng chúng em đăng ký 8 người", "8"),
    ("bên em 7 người nhé a", "7"),
    ("chốt 20 đại biểu ạ", "20"),
    ("tổng cộng 19 người", "19"),
    ("đoàn em đến 13h30 ngày 18/3", "13:30"),
    ("doan em den luc 14h ngay 18/3 nhe", "14:00"),
    ("13h45 ngày 18/3 đoàn em có mặt, 2 xe", "13:45"),
    ("đoàn em đi 1 xe 29 chỗ, đến 14h 18/3", "14:00"),
    ("xuất phát rồi ạ, 14h15 ngày 18/3 tới nơi, 3 xe", "14:15"),
    ("đoàn em đến nơi 13h ngày 18/3, cảm ơn anh", "13:00"),
    ("ăn tối 18/3 12 người", "12"),
    ("an toi 10 nguoi a", "10"),
    ("ăn sáng 19/3 11 người nhé", "11"),
    ("nghỉ lại 9 người ạ", "9"),
    ("18/3 ăn tối 12 người; 19/3 ăn trưa 10 người", "12"),
    ("ăn trưa 19/3 8 suất", "8"),
    ("đoàn em ăn tối 13, nghỉ lại 12", "13"),
    ("đoàn em ăn tối lúc 18:30, 12 người", "12"),
    ("1. Lò Thị Mận - Phó Chủ tịch\n2. Vàng A Páo - Trưởng phòng", "2 tên mới"),
    ("thêm đại biểu Giàng Thị Súa, Bí thư Đoàn xã", "1 tên mới"),
    ("danh sách đoàn em:\nNguyễn Văn Chắc, Chủ tịch\nTrần Thị Hỏi, Phó Chủ tịch", "2 tên mới"),
    ("ds đại biểu: Hà Thị Nghe", "1 tên mới"),
    ("1) Lê Văn Nếu\n2) Mai Thị Gì", "2 tên mới"),
    ("7 tham quan 5 bóng chuyền", "7"),
    ("5 người bóng chuyền, 6 người đi xem cá lồng", "6"),
    ("đã gửi báo cáo tổng kết", "Báo cáo"),
    ("em vừa gửi phóng sự rồi ạ", "phóng sự"),
    ("da nop danh sach dai bieu roi nhe", "danh sách"),
    ("xã em gửi báo cáo xong rồi chị nhé", "Báo cáo"),
)  # fmt: skip

QUIET = {
    "question": (
        "danh sách nộp trước ngày nào", "danh sách các xã", "danh sách gửi cho ai", "bữa tối 18:30 đúng không",
        "ăn trưa 11:30 à", "ăn sáng 6:30 hả", "đến 13:30 có muộn không", "bóng chuyền đánh ở sân nào",
        "đoàn em 16 người được không ạ", "doan em 16 nguoi dung khong", "đoàn em đăng ký 16 người rồi đúng không chị",
        "em báo 16 người chưa nhỉ", "16 người có quá chỉ tiêu không ạ", "15 ng thi co vuot ko",
        "sao lại ghi đoàn em 18 người", "thế đoàn em 12 người à", "ai báo đoàn em 17 người thế",
        "danh sách có cần số điện thoại không", "ds dai bieu nop o dau a", "danh sách đoàn nào nộp rồi",
        "danh sach gom nhung ai", "thêm đại biểu thì báo cho ai", "ăn tối 12 người có đủ chỗ không",
        "nghỉ lại 10 người thì mất bao nhiêu tiền", "đoàn em đến 15h ngày 18/3 còn kịp không",
        "đã gửi báo cáo rồi thì có phải gửi lại không", "anh đã nhận được báo cáo em gửi chưa", "18h30 ăn tối phải không em",
        "2 xe thì đỗ chỗ nào", "chọn bóng chuyền thì mấy giờ", "có 14 người thì ngồi mấy hàng ghế",
        "mỗi xã 14 đại biểu hả chị", "đoàn em có được 16 người không", "5 người bóng chuyền có đủ đội không",
        "danh sách của em nhận được chưa ạ", "danh sach dai bieu mau o dau", "xe 29 chỗ vào được sân không",
        "em nhớ báo 16 người rồi mà nhỉ", "doan em 14 nguoi ha c", "đoàn em bao nhiêu, 16 người hay 18 người",
    ),
    "condition": (
        "nếu đoàn em 16 người thì sao", "nếu đoàn em 16 người thì cần 2 phòng", "gia su doan em 18 nguoi thi xep the nao",
        "neu mua to thi doan em chi 5 nguoi", "giả sử đến 15h ngày 18/3", "nếu ăn tối 12 người thì em báo sau",
        "lỡ đoàn em chỉ có 6 người thì em gọi", "trường hợp 20 người em báo sau", "nếu đường tốt đoàn em đến 13h 18/3",
        "nếu được thì 16 người", "tùy thời tiết, nếu nắng thì đoàn em 16 người",
    ),
    "guess": (
        "chắc đoàn em 16 người", "đoàn em tầm năm người", "đoàn em khoảng 15 người", "chac la 14 nguoi", "tầm chục người ạ",
        "đoàn em độ 12 người gì đó", "có lẽ đoàn em 11 người", "dự kiến đoàn em 13 người", "đoàn em tầm tám chín người",
        "hình như đoàn em 16 người", "ước chừng 15 người", "chưa chắc nhưng đoàn em 16 người", "đoàn em cỡ 20 ng",
        "chắc ăn tối 12 người", "khéo đoàn em lên 18 người", "em đoán đoàn em 14 người", "đoàn em 15 người, chưa chốt",
    ),
    "hearsay": (
        "nghe bên vp nói đoàn mình 18 ng thì phải", "nghe nói đoàn em 16 người", "thấy bảo đoàn em 15 người",
        "anh Páo bảo đoàn mình 13 người thì phải", "theo chị Hoa nói thì ăn tối 12 người",
    ),
    "past": (
        "năm ngoái đoàn em đi 18 người", "số 17 hôm trước e báo chưa chốt đâu", "nam truoc doan em 12 nguoi",
        "lần trước đoàn em 15 người đi 2 xe", "hội nghị năm ngoái ăn tối 20 người", "hôm trước em báo nhầm 17 người",
        "trước đây đoàn em hay đi 10 người",
    ),
    "joke": (
        "đoàn em 100 ng có đủ lợn cắp nách mà đãi ko =))", "đoàn em 99 người đi ăn cỗ hihi", "cả làng 80 người kéo sang luôn :))",
        "đùa chứ đoàn em 50 người", "kaka đoàn em 30 người uống hết rượu đấy",
    ),
    "no head count": (
        "/danhsach Lũng Mơ", "/danhsach Lũng Mơ\n1. Kẻ Lạ - Bí thư", "ăn tối 18:30 tại Nhà khách Sóng Hồ",
        "dời bữa tối sang 19:00", "lùi bữa tối xuống 20:00", "chuyển ăn trưa sang 12 giờ", "em cần 5 phòng đôi",
        "6 phòng đôi, 11 người ngủ, đêm 18/3",
        "ăn sáng 6 rưỡi nhé", "cơm tối 7h nha", "danh sách pa vang", "/danhsach gửi cho ai", "/danhsach Suối Ngà, Pa Vang",
    ),
    "taken away": (
        "rút hết nhé", "huỷ giúp em 2 người", "đoàn em rút", "hủy hết đăng ký của đoàn em đi", "đừng ghi 16 người",
        "đừng ghi đoàn em 16 người vội", "khoan ghi 16 người nhé", "đoàn em không phải 16 người",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def sample_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    """The sample event with its focal point, as a file; with the event's number and key."""
    file = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("policy") / "sample.db"))
    opened = Database(f"sqlite:///{file}", KEY)
    made = Town(opened)
    with opened.transaction() as session:
        draft = read_file(SAMPLE)
        source = plans.Source(SAMPLE.name, "sample")
        event = plans.import_draft(session, draft, source, made.now, publish=True, zone=DEFAULT_ZONE).events[0]
        made.event_id, made.key = event.id, event.key
    made.join(LAN, "focal", "nam chang")
    opened.close()
    return file, made.event_id, made.key


@pytest.fixture
def sample(sample_file: tuple[Path, int, str], tmp_path: Path) -> Town:
    file, event_id, key = sample_file
    opened = Database(f"sqlite:///{shutil.copy(file, tmp_path / 'sample.db')}", KEY)
    return Town(opened, parse_instant("2027-03-01T09:00"), event_id=event_id, key=key)


@pytest.mark.parametrize(("said", "holds"), RECORDS)
def test_what_is_exact_and_present_is_recorded(sample: Town, said: str, holds: str) -> None:
    if "tham quan" in said or "cá lồng" in said or "bóng" in said:
        sample.done(LAN, "đoàn em 14 người")
    reply = sample.say(LAN, said)
    assert reply.outcome == (Outcome.DONE,), reply.text
    assert holds in reply.text


@pytest.mark.parametrize("before", [(), ("đoàn em 14 người",)], ids=["first", "counted"])
@pytest.mark.parametrize(("kind", "said"), [(kind, said) for kind, lines in QUIET.items() for said in lines])
def test_nothing_is_recorded(sample: Town, kind: str, said: str, before: tuple[str, ...]) -> None:
    for each in before:
        sample.done(LAN, each)
    reply = sample.say(LAN, said)
    assert Outcome.DONE not in reply.outcome, f"{kind}: {reply.text}"
    assert "✓" not in reply.text or Outcome.ANSWER in reply.outcome, reply.text
