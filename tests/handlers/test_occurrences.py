"""A new day of a meeting, a deadline or an item starts its reminders anew; what is said of them is what happens."""

from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import select, update

from handlers.reminders import queue_due
from storage.clock import local, parse_instant
from storage.models import Deadline, Event, OutboxMessage, ProgrammeItem, Submission
from tests.handlers.test_edits import edit, fill, rows, tick
from tests.talk import Town


@pytest.fixture
def here(town: Town) -> Town:
    """An organiser, focal points of which one comes, delegates of whom one comes; the deadline ends on Sunday 14."""
    return fill(town)


@pytest.fixture
def meeting(here: Town) -> Town:
    """The same with every paper handed in: only the meeting of Thursday 25 reminds."""
    with here.database.transaction() as session:
        session.execute(update(Submission).values(state="received"))
    return here


def season(town: Town, first: str, last: str) -> list[str]:
    """Ticks at seven and at eight of each day; the steps that it sent, as "22/03 T-3"."""
    before = {row.id for row in told(town)}
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    while day <= end:
        for hour in ("07:00", "08:00"):
            at = parse_instant(f"{day}T{hour}")
            if at >= town.now:
                town.now = at
                tick(town)
        day = date.fromordinal(day.toordinal() + 1)
    new = [row for row in told(town) if row.id not in before]
    return list(dict.fromkeys(f"{local(row.due_at):%d/%m} {row.step}" for row in new))


def told(town: Town) -> Sequence[OutboxMessage]:
    with town.database.reading() as session:
        kinds = ("deadline", "meeting", "digest")
        query = select(OutboxMessage).where(OutboxMessage.kind.in_(kinds))
        return session.scalars(query.order_by(OutboxMessage.id)).all()


def test_a_meeting_put_off_is_reminded_of_anew(meeting: Town) -> None:
    assert season(meeting, "2027-03-17", "2027-03-22") == ["18/03 T-7", "22/03 T-3"]
    answer = edit(meeting, "lùi hội nghị sang ngày 30/3")
    assert "Lời nhắc họp tiếp theo: 08:00 thứ Ba 23/03" in answer
    # Thirty is a Tuesday: seven days before it Tuesday 23, three days Saturday 27, so Friday 26, one day Monday 29.
    assert season(meeting, "2027-03-23", "2027-03-30") == ["23/03 T-7", "26/03 T-3", "29/03 T-1"]


def test_a_deadline_put_off_is_reminded_of_anew(here: Town) -> None:
    assert season(here, "2027-03-04", "2027-03-12") == ["05/03 T-7", "11/03 T-3", "12/03 T"]
    answer = edit(here, "gia hạn báo cáo đến 24/3")
    assert "Lời nhắc tiếp theo: 08:00 thứ Tư 17/03" in answer
    assert [each for each in season(here, "2027-03-13", "2027-03-25") if "T+" not in each][:2] == [
        "17/03 T-7", "18/03 T-7",  # the meeting's own, of Thursday 25
    ]  # fmt: skip
    due = [f"{local(row.due_at):%d/%m} {row.step}" for row in rows(here, "deadline")]
    assert list(dict.fromkeys(due)) == [
        "05/03 T-7", "11/03 T-3", "12/03 T", "17/03 T-7", "19/03 T-3", "23/03 T-1", "24/03 T", "25/03 T+1",
    ]  # fmt: skip


def test_a_new_hour_says_nothing_again(here: Town) -> None:
    season(here, "2027-03-04", "2027-03-12")
    answer = edit(here, "gia hạn báo cáo đến 17h ngày 14/3")
    assert "Lời nhắc tiếp theo: 08:00 thứ Hai 15/03 (quá hạn 1 ngày làm việc)." in answer
    here.now = parse_instant("2027-03-12T09:00")
    assert tick(here, minutes=11) == 2, "the change itself is told"
    assert season(here, "2027-03-13", "2027-03-14") == []


def test_taken_back_it_reminds_as_before_and_of_nothing_twice(meeting: Town) -> None:
    assert season(meeting, "2027-03-17", "2027-03-18") == ["18/03 T-7"]
    edit(meeting, "lùi hội nghị sang ngày 30/3")
    meeting.talk("Ban", ("hoàn tác", ("Sau: từ thứ Năm 25/03",)))
    answer = meeting.say("Ban", "đúng").text
    assert "Lời nhắc họp tiếp theo: 08:00 thứ Hai 22/03" in answer
    assert season(meeting, "2027-03-18", "2027-03-25") == ["22/03 T-3", "24/03 T-1"]


def test_moved_twice_only_the_last_day_counts(meeting: Town) -> None:
    assert season(meeting, "2027-03-17", "2027-03-18") == ["18/03 T-7"]
    edit(meeting, "lùi hội nghị sang ngày 30/3")
    edit(meeting, "lùi hội nghị sang ngày 6/4")
    assert season(meeting, "2027-03-19", "2027-04-06") == ["30/03 T-7", "02/04 T-3", "05/04 T-1"]


def test_moved_earlier_steps_that_are_past_are_skipped_and_said_so(meeting: Town) -> None:
    meeting.now = parse_instant("2027-03-10T09:00")
    answer = edit(meeting, "dời hội nghị sang 12/3")
    assert "Lời nhắc họp tiếp theo: 08:00 thứ Năm 11/03 (trước 1 ngày)." in answer
    assert season(meeting, "2027-03-10", "2027-03-12") == ["11/03 T-1"]


def test_on_the_eve_all_steps_are_past_and_that_is_said(meeting: Town) -> None:
    meeting.now = parse_instant("2027-03-10T09:00")
    answer = edit(meeting, "dời hội nghị sang 11/3")
    assert "Các lần nhắc trước ngày họp đều đã qua; 07:00 thứ Năm 11/03 gửi chương trình." in answer
    assert season(meeting, "2027-03-10", "2027-03-11") == []


def test_put_off_without_a_day_nothing_reminds_until_there_is_one(meeting: Town) -> None:
    season(meeting, "2027-03-17", "2027-03-18")
    answer = edit(meeting, "hoãn hội nghị", "Hoãn hội nghị")
    assert "Chưa có ngày mới thì không nhắc họp." in answer
    assert season(meeting, "2027-03-19", "2027-03-23") == []
    answer = edit(meeting, "chốt ngày 25/3")
    assert "Lời nhắc họp tiếp theo: 08:00 thứ Tư 24/03" in answer
    assert "→ từ thứ Năm 25/03" in answer
    assert season(meeting, "2027-03-23", "2027-03-25") == ["24/03 T-1"], "T-3 of the 22nd is not sent late"


def test_cancelled_and_restored_the_past_is_not_made_up_for(here: Town) -> None:
    season(here, "2027-03-04", "2027-03-05")
    assert "Không nhắc nữa." in edit(here, "hủy hội nghị", "Hủy hội nghị")
    assert season(here, "2027-03-06", "2027-03-11") == []
    here.talk("Ban", ("khôi phục hội nghị", ("Trước: đã hủy",)))
    answer = here.say("Ban", "đúng").text
    assert "Lời nhắc họp tiếp theo: 08:00 thứ Năm 18/03" in answer
    assert season(here, "2027-03-11", "2027-03-15") == ["12/03 T", "15/03 T+1"]


def test_a_deadline_cancelled_and_restored(here: Town) -> None:
    season(here, "2027-03-04", "2027-03-05")
    assert "Không nhắc nữa." in edit(here, "hủy hạn báo cáo", "Bỏ hạn này")
    assert season(here, "2027-03-06", "2027-03-11") == []
    here.talk("Ban", ("khôi phục báo cáo", ("Trước: đã hủy",)))
    assert "Lời nhắc tiếp theo: 08:00 thứ Sáu 12/03 (ngày cuối)." in here.say("Ban", "đúng").text
    assert season(here, "2027-03-11", "2027-03-15") == ["12/03 T", "15/03 T+1"]


def test_what_nobody_owes_is_reminded_of_to_nobody_and_that_is_said(meeting: Town) -> None:
    assert "Không còn ai nợ giấy tờ này nên không nhắc." in edit(meeting, "gia hạn báo cáo đến 24/3")


def test_an_items_quarter_of_an_hour_follows_its_day_and_not_its_hour(meeting: Town) -> None:
    night = "dời giao lưu văn nghệ sang "
    assert "Người thực hiện được nhắc lúc 19:15 thứ Năm 25/03." in edit(meeting, f"{night}19h30")
    meeting.now = parse_instant("2027-03-25T19:15")
    tick(meeting)
    assert [row.address for row in rows(meeting, "soon")] == ["Lý"]
    meeting.now = parse_instant("2027-03-25T19:16")
    assert "Người thực hiện đã được nhắc, không nhắc lại." in edit(meeting, f"{night}20h")
    tick(meeting)
    meeting.now = parse_instant("2027-03-25T19:45")
    tick(meeting)
    assert len(rows(meeting, "soon")) == 1
    assert "Người thực hiện được nhắc lúc 18:45 thứ Sáu 26/03." in edit(meeting, f"{night}19h ngày 26/3")
    meeting.now = parse_instant("2027-03-26T18:45")
    tick(meeting)
    assert [row.address for row in rows(meeting, "soon")] == ["Lý", "Lý"]


def test_an_item_moved_to_within_a_quarter_of_an_hour_is_not_called_a_quarter_away(meeting: Town) -> None:
    meeting.now = parse_instant("2027-03-25T16:50")
    answer = edit(meeting, "dời giao lưu văn nghệ sang 17h")
    assert "Không còn kịp nhắc người thực hiện trước 15 phút." in answer
    tick(meeting, seconds=1)
    assert rows(meeting, "soon") == []


@pytest.mark.parametrize("said", ["đổi địa điểm sang Nhà văn hóa", "đổi tên tham quan thành Thăm làng nghề"])
def test_where_no_day_changes_nothing_is_said_of_reminders(here: Town, said: str) -> None:
    assert "nhắc" not in edit(here, said).lower()


def test_an_open_day_that_was_fixed_can_be_opened_again_as_it_was(meeting: Town) -> None:
    with meeting.database.transaction() as session:
        event = session.get_one(Event, meeting.event_id)
        event.starts_on = event.ends_on = None
        event.month, event.date_text, event.tentative = "2027-03", "Cuối tháng 3", True
        session.execute(update(ProgrammeItem).values(day=None))
    edit(meeting, "chốt ngày 2/4")
    meeting.talk("Ban", ("hoàn tác", ("Trước: thứ Sáu 02/04/2027\nSau: Cuối tháng 3",)), ("đúng", ("✓ Đã sửa",)))
    with meeting.database.reading() as session:
        event = session.get_one(Event, meeting.event_id)
        assert (event.starts_on, event.month, event.date_text, event.tentative) == (
            None, "2027-03", "Cuối tháng 3", True,
        )  # fmt: skip
        assert set(session.scalars(select(ProgrammeItem.day))) == {None}
    assert season(meeting, "2027-03-24", "2027-04-03") == []


SAME = ("trước 01/3", "hết 28/2", "chậm nhất 28/2", "trước 0h 1/3", "đến hết ngày 28/2", "hạn cuối 28/2")


def test_the_same_moment_in_other_words_is_no_change(here: Town) -> None:
    here.now = parse_instant("2027-02-10T09:00")
    for kept in SAME:
        card = here.say("Ban", f"sửa hạn báo cáo thành {kept}")
        here.say("Ban", card.buttons[0].command)
        with here.database.reading() as session:
            assert session.scalars(select(Deadline.too_late_from)).one() == parse_instant("2027-03-01T00:00"), kept
        for said in SAME:
            here.talk("Ban", (f"sửa hạn báo cáo thành {said}", ("không có gì để sửa",)))
        here.say("Ban", here.say("Ban", "sửa hạn báo cáo thành 20/3").buttons[0].command)


def test_back_to_the_same_moment_in_other_words_tells_nobody(here: Town) -> None:
    edit(here, "gia hạn báo cáo đến 20/3")
    edit(here, "sửa hạn báo cáo thành 14/3")  # as "trước 15/3" was
    assert tick(here, minutes=11) == 0


def test_a_day_that_was_one_day_said_as_from_to_is_no_change(here: Town) -> None:
    with here.database.transaction() as session:
        session.execute(update(Event).values(ends_on=None))
    here.talk("Ban", ("dời hội nghị sang 25/3-25/3", ("không có gì để sửa",)))


def test_taking_back_into_the_past_is_asked_twice(here: Town) -> None:
    edit(here, "gia hạn báo cáo đến 24/3")
    here.now = parse_instant("2027-03-20T09:00")
    card = here.say("Ban", "hoàn tác")
    assert "! Ngày này đã qua: trước thứ Hai 15/03." in card.text.replace("**", "")
    assert [button.label for button in card.buttons] == ["Vẫn ghi ngày đã qua", "Thôi"]
    here.talk("Ban", ("thôi", ("Đã bỏ",)))
    card = here.say("Ban", "hoàn tác")
    answer = here.say("Ban", card.buttons[0].command).text
    assert "✓ Đã sửa" in answer
    assert "Các lần nhắc đều đã qua, không nhắc thêm." in answer
    before = len(told(here))
    season(here, "2027-03-20", "2027-03-24")
    assert [row.kind for row in told(here)[before:]].count("deadline") == 0


def test_a_card_whose_day_passed_before_it_was_pressed_asks_again(here: Town) -> None:
    here.now = parse_instant("2027-03-20T23:50")
    card = here.say("Ban", "gia hạn báo cáo đến hết 20/3")
    here.now = parse_instant("2027-03-21T00:05")
    again = here.say("Ban", card.buttons[0].command)
    assert "Ngày này đã qua" in again.text
    assert again.buttons[0].label == "Vẫn ghi ngày đã qua"
    with here.database.reading() as session:
        assert session.scalars(select(Deadline.due_on)).one() == date(2027, 3, 15)


def test_before_it_is_published_nothing_is_promised(here: Town) -> None:
    with here.database.transaction() as session:
        session.execute(update(Event).values(published_at=None))
        queue_due(session, here.now)
    assert "nhắc" not in edit(here, "lùi hội nghị sang ngày 30/3").lower()
