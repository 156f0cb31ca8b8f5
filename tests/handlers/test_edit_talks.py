"""An organiser talks about changes: what is put off, taken back, warned of, corrected under its card."""

from datetime import time

import pytest
from sqlalchemy import update

from storage.clock import parse_instant
from storage.models import ProgrammeItem
from tests.handlers.test_edits import edit, fill, rows, tick
from tests.talk import Town


@pytest.fixture
def here(town: Town) -> Town:
    return fill(town)


def test_an_item_without_an_hour_cannot_be_put_off_by_minutes(here: Town) -> None:
    with here.database.transaction() as session:
        session.execute(update(ProgrammeItem).where(ProgrammeItem.start == time(7, 30)).values(start=None, end=None))
    here.talk("Ban", ("lùi ổn định tổ chức 30 phút", (
        "“Ổn định tổ chức” không ghi giờ trong chương trình nên không lùi được.",
    )))  # fmt: skip


def test_an_item_that_runs_into_another_is_warned_of(here: Town) -> None:
    here.talk("Ban", ("dời bữa tối sang 16h", ("! Trùng giờ với: 15:00–17:00 Tham quan làng nghề",)))
    assert "Trùng giờ" not in here.say("Ban", "dời bữa tối sang 17h15").text


def test_a_cancelled_item_comes_back_and_those_who_heard_hear_it(here: Town) -> None:
    edit(here, "hủy nội dung tham quan", "Hủy nội dung này")
    tick(here, minutes=10)
    here.talk("Ban", ("khôi phục tham quan", ("Trước: đã hủy", "Sau: vẫn giữ như kế hoạch, 15:00–17:00 thứ Năm 25/03")),
              ("ok", ("✓ Đã sửa", "Mười phút nữa báo cho 2 người")))  # fmt: skip
    tick(here, minutes=10)
    assert "Đã hủy → vẫn giữ như kế hoạch, 15:00–17:00 thứ Năm 25/03." in rows(here)[-1].text
    assert "Tham quan làng nghề" in here.say("Chi", "/lich ngày 25/3").text
    here.talk("Ban", ("khôi phục tham quan", "Không có mục nào như vậy đã hủy. Gõ /lich để xem mục nào ghi “đã hủy”."))


def test_a_new_place_does_not_leave_the_old_one_in_the_name(here: Town) -> None:
    with here.database.transaction() as session:
        session.execute(
            update(ProgrammeItem)
            .where(ProgrammeItem.title.contains("nhà khách Sơn Hạ"))
            .values(venue="nhà khách Sơn Hạ")
        )
    here.talk("Ban", ("đổi chỗ đón tiếp đại biểu sang nhà văn hóa xã", (
        "Trước: nhà khách Sơn Hạ\nSau: nhà văn hóa xã\n",
    )), ("đúng", ("✓ Đã sửa",)))  # fmt: skip
    assert "Đón tiếp đại biểu tại nhà văn hóa xã" in here.say("Chi", "/lich ngày 25/3").text
    here.talk("Ban", ("hoàn tác", ("Sau: nhà khách Sơn Hạ\n",)), ("đúng", ("✓ Đã sửa",)))
    assert "Đón tiếp đại biểu tại nhà khách Sơn Hạ" in here.say("Chi", "/lich ngày 25/3").text


def test_the_last_change_is_turned_round(here: Town) -> None:
    here.talk("Ban", ("hoàn tác", ("không có gì để hoàn tác",)))
    edit(here, "dời bữa tối sang 18:00")
    here.talk("Ban", ("hoàn tác", ("Trước: 18:00–19:00", "Sau: 17:30–18:30")), ("đúng", ("✓ Đã sửa",)))
    edit(here, "hủy nội dung tham quan", "Hủy nội dung này")
    here.talk("Ban", ("hoan tac", ("Trước: đã hủy",)), ("đúng", ("✓ Đã sửa",)))
    assert tick(here, minutes=10) == 0


def test_a_card_takes_another_moment_in_the_next_message_only(here: Town) -> None:
    here.talk("Ban", ("dời bữa tối sang 18:00", ("Sau: 18:00–19:00",)), ("nhầm, 18h15 thôi", ("Sau: 18:15–19:15",)),
              ("ghi", ("→ 18:15–19:15",)), ("dời bữa tối sang 18:00", ()), ("cảm ơn", ("Rất vui",)),
              ("nhầm, 18h30 thôi", ()), ("đúng", "Chưa có việc gì đang chờ anh/chị đồng ý."))  # fmt: skip


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("thêm đơn vị Sở Nội vụ, 5 người", "Sở Nội vụ"), ("hủy nội dung tham quan", "Hủy: Tham quan"),
        ("2", "Không có câu hỏi nào"), ("đúng", "Chưa có việc gì"), ("28/3", "Sau: từ Chủ nhật 28/03"),
        ("gửi cho các huyện chưa báo số: nhớ báo trước thứ 2", ""),
        ("ở Hội trường B", "Sau: Hội trường B"), ("Nhà văn hóa", "Sau: Nhà văn hóa"),
    ],
)  # fmt: skip
def test_a_form_that_waits_for_a_value_takes_no_other_order(here: Town, said: str, answered: str) -> None:
    here.talk("Ban", (f"/sua e{here.event_id}", ("Gõ ngày mới",)))
    text = here.say("Ban", said).text.replace("**", "")
    assert answered in text
    assert said == "Nhà văn hóa" or f"Sau: {said}" not in text


@pytest.mark.parametrize("said", ["dời sang 28/3", "đổi lại là trước 6/3"])
def test_a_change_that_names_nothing_is_asked(here: Town, said: str) -> None:
    here.talk("Ban", (said, ("Không rõ cần sửa mục nào",)))


def test_what_was_cancelled_is_listed_and_never_offered(here: Town) -> None:
    edit(here, "hủy nội dung tham quan", "Hủy nội dung này")
    here.now = parse_instant("2027-03-25T14:10")
    text = here.say("Chi", "/lich").text
    assert "▸ Đang diễn ra: 14:00–15:00" in text
    assert "○ 15:00–17:00 Tham quan làng nghề Khe Mây hoặc giao lưu cầu lông tại nhà thi đấu huyện (đã hủy)" in text
    assert "○ Tiếp theo: 17:30–18:30" in text
    here.talk("Ban", ("dời tham quan sang 16h", ("Không rõ cần sửa mục nào",)))
