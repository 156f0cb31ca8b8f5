"""The last change of a chat is taken back whole, for ten minutes, by whom it was made and where it still stands."""

import re

import pytest
from sqlalchemy import select, text

from handlers.messages import Outcome
from storage import journal
from storage.models import AuditEntry, Base, OutboxMessage, Person
from tests.talk import Town, on_every_channel

# What is said first, what changes it, and the tables that must stand as before once it is taken back.
CHANGES = (
    ("a new count", (), "đoàn em 16 người"),
    ("another count", ("đoàn em 16 người",), "đoàn em 14 người"),
    ("groups", ("4 thường trực, 9 ngành",), "3 thường trực, 5 ngành"),
    ("a withdrawal", ("đoàn em 16 người",), "/dangky khong v1"),
    ("names", ("1. Lò Thị Mây, Phó Chủ tịch",), "1. Giàng A Páo\n2. Vừ Thị Sua"),
    ("an arrival", (), "đoàn em đến 13h30 ngày 25/3, 2 xe"),
    ("another arrival", ("đoàn em đến 13h30 ngày 25/3, 2 xe",), "đoàn em đến 15h ngày 25/3"),
    ("meals", ("đoàn em 16 người",), "ăn tối 25/3 14 người"),
    ("a paper", (), "em gửi báo cáo rồi"),
)
# The same of what organisers, delegates and everybody change: who, before, change, what is said when it is taken back.
BAN, MAN, LAN = "Ban", "Mận", "Lan"
OTHERS = (
    ("an answer", LAN, (), "/xacnhan co", "câu trả lời dự hay không trở lại như trước"),
    ("another answer", LAN, ("/xacnhan co",), "/xacnhan khong ốm", "câu trả lời dự hay không trở lại như trước"),
    ("an own choice", LAN, (), "em chọn cầu lông", "hoạt động đã chọn trở lại như trước"),
    ("a contact", MAN, (), "/daumoi Lò Thị Mai, 0912345678", "người liên hệ trở lại như trước"),
    ("a lock", BAN, (), "/khoa 17:00 15/3", "việc khóa số đại biểu trở lại như trước"),
    ("a grant", BAN, ("/khoa ngay",), "mở cho Khe Mây đến 12:00 16/3", "việc mở sửa cho đơn vị trở lại như trước"),
    ("a unit added", BAN, (), "thêm đơn vị Sở Nội vụ, 5 người", "bỏ đơn vị vừa thêm"),
    ("a unit renamed", BAN, (), "Khe Mây đổi tên thành xã Khe Núi", "tên đơn vị trở lại như trước"),
    ("a unit left out", BAN, (), "rút Trúc Lâm Thượng ra khỏi danh sách", "đơn vị lại được mời"),
    ("a quota", BAN, (), "chỉ tiêu Khe Mây 16", "chỉ tiêu trở lại như trước"),
    ("an alias", BAN, (), "Trúc Lâm Thượng còn gọi là TLT", "cách gọi đơn vị trở lại như trước"),
    ("a host", BAN, (), "Bình Sơn Hạ đăng cai", "đơn vị đăng cai trở lại như trước"),
    ("a paper that came", BAN, (), "đã nhận báo cáo của Khe Mây", "giấy tờ trở lại như trước"),
    ("a paper that was sent", MAN, (), "em gửi báo cáo rồi", "giấy tờ trở lại như trước"),
    ("the days of reminders", BAN, (), "nhắc hạn trước 10, 5, 2 ngày", "ngày nhắc trở lại như trước"),
    ("a code", BAN, (), "/moi helper", "mã mời vừa tạo không dùng được nữa"),
    ("an own name", LAN, (), "tên tôi là Giàng Thị Lan", "họ tên trở lại như trước"),
    ("an own telephone", LAN, (), "/ten 0912345678", "số điện thoại trở lại như trước"),
    ("no more messages", LAN, (), "/dung", "anh/chị lại nhận tin tự gửi"),
    ("messages again", LAN, ("/dung",), "/dung batlai", "anh/chị lại dừng nhận tin tự gửi"),
)  # fmt: skip
FOR_GOOD = (
    (BAN, (), "/duyet {pending}"),
    (BAN, (), "/traloi 1 Có xe đón"),
)
BESIDE = ("version", "at")
TABLES = [table for table in Base.metadata.sorted_tables if table.name not in journal.BESIDE]


def standing(town: Town) -> dict[str, list[dict[str, object]]]:
    """Every row of everything that can be changed, without version and moment."""
    found = {}
    with town.database.reading() as session:
        for table in TABLES:
            rows = session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            found[table.name] = [{name: value for name, value in row.items() if name not in BESIDE} for row in rows]
    return found


@pytest.fixture
def focal(town: Town) -> Town:
    town.join("Mận", "focal", "khe may")
    return town


@pytest.mark.parametrize(("before", "change"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_whatever_was_changed_is_taken_back_and_a_second_time_comes_again(
    focal: Town, before: tuple[str, ...], change: str
) -> None:
    for said in before:
        assert focal.say("Mận", said).done
    known = standing(focal)
    changed = focal.say("Mận", change)
    assert changed.done, changed.text
    assert standing(focal) != known
    undone = focal.say("Mận", "hoàn tác")
    assert undone.outcome == (Outcome.DONE,), undone.text
    assert standing(focal) == known
    assert focal.say("Mận", "/hoantac").done
    assert standing(focal) != known


def test_only_for_ten_minutes_and_only_in_its_own_chat(focal: Town) -> None:
    focal.say("Mận", "đoàn em 16 người")
    focal.join("Sua", "focal", "khe may")
    assert focal.say("Sua", "/hoantac").outcome == (Outcome.REFUSED,)
    focal.later(minutes=11)
    assert focal.say("Mận", "/hoantac").outcome == (Outcome.REFUSED,)


def test_what_somebody_else_changed_since_is_not_written_over(focal: Town) -> None:
    focal.join("Sua", "focal", "khe may")
    focal.say("Mận", "đoàn em 16 người")
    focal.say("Sua", "đoàn em 12 người")
    known = standing(focal)
    assert focal.say("Mận", "/hoantac").outcome == (Outcome.REFUSED,)
    assert standing(focal) == known


def test_what_was_refused_is_no_change(focal: Town) -> None:
    focal.say("Mận", "đoàn em 16 người")
    assert not focal.say("Mận", "đoàn em 5000 người").done
    focal.say("Mận", "mấy giờ khai mạc")
    assert "chưa báo" in focal.say("Mận", "/hoantac").text


def test_a_right_that_was_withdrawn_takes_nothing_back(focal: Town) -> None:
    focal.say("Mận", "đoàn em 16 người")
    with focal.database.transaction() as session:
        session.execute(text("UPDATE memberships SET state = 'revoked' WHERE role = 'focal'"))
    known = standing(focal)
    assert not focal.say("Mận", "/hoantac").done
    assert standing(focal) == known


@pytest.fixture
def cast(town: Town) -> Town:
    town.join(BAN, "organiser")
    town.join(MAN, "focal", "khe may")
    town.join(LAN, "delegate", "khe may")
    return town


@on_every_channel
@pytest.mark.parametrize(
    ("who", "before", "change", "told"), [row[1:] for row in OTHERS], ids=[row[0] for row in OTHERS]
)
def test_every_kind_of_change_is_taken_back_and_said_truly(
    cast: Town, who: str, before: tuple[str, ...], change: str, told: str
) -> None:
    for said in before:
        assert cast.say(who, said).done
    known = standing(cast)
    changed = cast.say(who, change)
    assert changed.done, changed.text
    assert standing(cast) != known
    undone = cast.say(who, "/hoantac")
    assert undone.text == f"✓ Đã hoàn tác: {told}."
    assert standing(cast) == known
    assert cast.say(who, "/hoantac").done
    assert standing(cast) != known


@pytest.mark.parametrize(("who", "before", "change"), FOR_GOOD, ids=[row[2] for row in FOR_GOOD])
def test_what_cannot_be_taken_back_says_so(cast: Town, who: str, before: tuple[str, ...], change: str) -> None:
    cast.join("Mới", "helper", uses=2)
    cast.say(MAN, "đoàn em 16 người")
    cast.say(MAN, "mật khẩu wifi là gì")
    cast.say(MAN, "/chuyen")
    with cast.database.reading() as session:
        pending = session.execute(text("SELECT id FROM memberships WHERE state = 'pending'")).scalar_one()
    for said in before:
        cast.say(who, said)
    known = cast.say(who, change.format(pending=pending)).text
    assert known.startswith("✓"), known
    stood = standing(cast)
    refused = cast.say(who, "/hoantac")
    assert (refused.outcome, refused.text[:19]) == ((Outcome.REFUSED,), "Không hoàn tác được")
    assert standing(cast) == stood


def test_a_code_that_was_taken_back_opens_nothing(cast: Town) -> None:
    code = cast.say(BAN, "/moi helper").text
    made = re.findall(r"\b[A-Z0-9]{8}\b", code)[0]
    assert cast.say(BAN, "/hoantac").done
    assert cast.say("Lạ", made).outcome == (Outcome.REFUSED,)


def test_what_others_hang_on_is_not_taken_back(cast: Town) -> None:
    assert cast.say(BAN, "thêm đơn vị Sở Nội vụ, 5 người").done
    cast.join("Sáu", "focal", "so noi vu")
    assert cast.say("Sáu", "đoàn em 4 người").done
    stood = standing(cast)
    assert cast.say(BAN, "/hoantac").outcome == (Outcome.REFUSED,)
    assert standing(cast) == stood


def told_to(town: Town, who: str) -> list[tuple[str, str]]:
    """(state, words) of every message to somebody."""
    with town.database.reading() as session:
        query = select(OutboxMessage.state, OutboxMessage.text).join(Person, Person.id == OutboxMessage.person_id)
        return [
            (state, said) for state, said in session.execute(query.where(Person.name == who).order_by(OutboxMessage.id))
        ]


def all_sent(town: Town) -> None:
    with town.database.transaction() as session:
        session.execute(text("UPDATE outbox SET state = 'sent' WHERE state = 'queued'"))


# Who changes what that whom is told of, and what they hear when it is taken back.
TOLD = (
    ("Sua", "đoàn em 14 người", MAN, "○ Khe Mây: số đại biểu trở lại 16 người."),
    (BAN, "đã nhận báo cáo của Khe Mây", MAN, "○ Khe Mây: giấy tờ trở lại như trước."),
    (BAN, "/khoa ngay; mở cho Khe Mây đến 12:00 16/3", MAN, "○ Khe Mây: việc mở sửa cho đơn vị trở lại như trước."),
    (LAN, "/xacnhan khong ốm", MAN, "○ câu trả lời dự hay không trở lại như trước."),
)  # fmt: skip


@pytest.mark.parametrize(("who", "change", "whom", "told"), TOLD, ids=[row[1] for row in TOLD])
def test_who_was_told_hears_that_it_was_taken_back(cast: Town, who: str, change: str, whom: str, told: str) -> None:
    cast.join("Sua", "focal", "khe may")
    assert cast.say(MAN, "đoàn em 16 người").done
    all_sent(cast)
    for said in change.split("; "):
        assert cast.say(who, said).done
    (*_, (state, first)) = told_to(cast, whom)
    assert state == "queued"
    all_sent(cast)
    before = len(told_to(cast, whom))
    undone = cast.say(who, "/hoantac")
    assert "người đã nhận tin về thay đổi này được báo lại" in undone.text
    heard = told_to(cast, whom)
    assert len(heard) == before + 1
    lines = heard[-1][1].splitlines()
    number = first.splitlines()[-1].removeprefix("Tin ")
    assert lines[0] == f"**{who} đã hoàn tác điều báo ở tin {number}**"
    assert lines[1] == told


def test_what_nobody_has_seen_yet_is_dropped_and_waits_again_when_the_change_comes_again(cast: Town) -> None:
    cast.join("Sua", "focal", "khe may")
    assert cast.say(MAN, "đoàn em 16 người").done
    assert cast.say("Sua", "đoàn em 14 người").done
    ((state, words),) = told_to(cast, MAN)
    assert state == "queued"
    assert cast.say("Sua", "/hoantac").text == "✓ Đã hoàn tác: số đại biểu trở lại 16 người."
    assert told_to(cast, MAN) == [("cancelled", words)]
    assert cast.say("Sua", "/hoantac").done
    assert told_to(cast, MAN) == [("queued", words)]


def test_a_question_that_was_passed_on_is_taken_back_and_what_came_before_stays(cast: Town) -> None:
    cast.say(MAN, "đoàn em 16 người")
    counted = standing(cast)
    cast.say(MAN, "mật khẩu wifi là gì")
    assert cast.say(MAN, "/chuyen").text.startswith("✓ Đã chuyển")
    undone = cast.say(MAN, "hoàn tác")
    assert undone.text == "✓ Đã hoàn tác: câu hỏi vừa chuyển không còn chờ ban tổ chức trả lời."
    assert standing(cast) == counted
    assert cast.say(BAN, "/traloi").text == "Không có câu hỏi nào chờ trả lời."
    with cast.database.reading() as session:
        asked = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "question")).all()
        assert [row.state for row in asked] == ["cancelled"]
    assert "đoàn" not in cast.say(MAN, "/hoantac").text
    assert cast.say(BAN, "/traloi").text.startswith("1 câu hỏi chờ trả lời")


def test_a_question_that_was_answered_or_that_others_ask_is_not_taken_back(cast: Town) -> None:
    for who in (MAN, LAN):
        cast.say(who, "mật khẩu wifi là gì")
        cast.say(who, "/chuyen")
    assert "còn người khác hỏi" in cast.say(MAN, "/hoantac").text
    assert cast.say(BAN, "/traloi").text.startswith("2 câu hỏi chờ trả lời")
    cast.say(BAN, "/traloi 1 binhsonha")
    assert "đã có thay đổi khác sau đó" in cast.say(LAN, "/hoantac").text


def test_taking_back_and_passing_on_again_is_bounded_too(cast: Town) -> None:
    for _ in range(4):
        cast.say(MAN, "mật khẩu wifi là gì")
        passed = cast.say(MAN, "/chuyen").text
        cast.say(MAN, "/hoantac")
    assert not passed.startswith("✓")


def test_a_code_for_one_more_channel_is_on_record_and_said_to_last(cast: Town) -> None:
    cast.say(MAN, "đoàn em 16 người")
    cast.say(MAN, "/kenh them")
    with cast.database.reading() as session:
        line = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert line is not None
        assert (line.action, set(line.after)) == ("channel_code", {"until"})
    stood = standing(cast)
    assert cast.say(MAN, "/hoantac").text.startswith("Không hoàn tác được mã nối kênh vừa tạo")
    assert standing(cast) == stood
