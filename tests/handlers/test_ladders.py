"""An organiser sets when reminders are sent: in a sentence, for all papers, for one, for the meeting."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from handlers.said.ladders import LadderSaid, as_typed
from handlers.speech.sentences.ladders import read_ladder
from storage.models import OutboxMessage
from tests.handlers.test_ladder import coming, run, told
from tests.talk import Town, on_every_channel


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nhắc hạn trước 10, 5, 2 ngày", LadderSaid("deadline", ahead=(10, 5, 2))),
        ("nhac han nop truoc 2 va 5 ngay", LadderSaid("deadline", ahead=(5, 2))),
        ("chỉ nhắc hạn phim trước 2 hôm", LadderSaid("deadline", "phim", ahead=(2,))),
        ("Đặt lịch nhắc hạn: trước 5, 3 ngày.", LadderSaid("deadline", ahead=(5, 3))),
        ("nhắc hạn trước 3 ngày, ngày cuối và quá hạn 2 ngày", LadderSaid("deadline", "", (3,), True, 2)),
        ("bỏ nhắc quá hạn", LadderSaid("deadline", overdue=0)),
        ("đừng nhắc ngày cuối", LadderSaid("deadline", on_the_day=False)),
        ("nhắc cả ngày cuối", LadderSaid("deadline", on_the_day=True)),
        ("thôi nhắc hạn báo cáo", LadderSaid("deadline", "bao cao", off=True)),
        ("không nhắc họp nữa", LadderSaid("meeting", off=True)),
        ("nhắc họp trước 1 ngày", LadderSaid("meeting", ahead=(1,))),
        ("nhắc hạn như mặc định", LadderSaid("deadline", usual=True)),
        ("nhắc hạn trước mấy ngày?", None),
        ("nhac han truoc bao nhieu ngay", None),
        ("nhắc Khe Mây nộp báo cáo", None),
        ("hạn nộp báo cáo trước ngày 15/3", None),
        ("nhắc hạn", None),
    ],
)
def test_what_a_sentence_sets(text: str, said: LadderSaid | None) -> None:
    assert read_ladder(text) == said
    if said is not None:  # a button says the same, but for the paper's name
        assert len(as_typed(said)) < 50
        assert read_ladder(as_typed(said)) == replace(said, what="")


@on_every_channel
def test_an_organiser_sets_when_to_remind(town: Town) -> None:
    town.join("Ban", "organiser")
    town.talk(
        "Ban",
        ("lịch nhắc", ("Hạn nộp: nhắc trước 7, 3, 1 ngày; ngày cuối; quá hạn 1 ngày làm việc.", "Họp: nhắc trước 7, 3, 1 ngày; sáng ngày họp có chương trình lúc 07:00.")),
        ("nhắc hạn trước 10, 5, 2 ngày", ("✓ Hạn nộp: nhắc trước 10, 5, 2 ngày; ngày cuối; quá hạn 1 ngày làm việc. Lần nhắc đã qua thì không gửi bù.",)),
        ("bo nhac qua han", ("✓ Hạn nộp: nhắc trước 10, 5, 2 ngày; ngày cuối. ",)),
        ("nhắc hạn báo cáo trước 4 ngày", ("✓ Hạn ", ": nhắc trước 4 ngày; ngày cuối.")),
        ("nhắc hạn bài hát trước 4 ngày", ("Không có hạn nộp nào tên như vậy.",)),
        ("nhắc hạn trước 40 ngày", ("Nhắc sớm nhất trước 14 ngày",)),
        ("nhắc họp trước 2 ngày", ("✓ Họp: nhắc trước 2 ngày; sáng ngày họp có chương trình lúc 07:00.",)),
        ("đừng nhắc họp", ("✓ Họp: không nhắc; sáng ngày họp",)),
        ("/nhac", ("Hạn nộp: nhắc trước 10, 5, 2 ngày; ngày cuối.", "Riêng ", ": nhắc trước 4 ngày; ngày cuối.", "Họp: không nhắc;")),
        ("/nhac han mac dinh", ("✓ Hạn nộp: nhắc trước 7, 3, 1 ngày; ngày cuối; quá hạn 1 ngày làm việc.",)),
        ("/nhac bla", ("Chưa rõ cần nhắc lúc nào.",)),
        ("/nhac h999 han truoc 2 ngay", ("Không có hạn nộp nào tên như vậy.",)),
    )  # fmt: skip


def test_only_an_organiser_sets_it(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    assert "nhắc trước" not in town.say("Mận", "/nhac han truoc 2 ngay").text
    assert "✓" not in town.say("Mận", "bỏ nhắc quá hạn").text


def test_what_was_set_is_what_is_sent(town: Town) -> None:
    coming(town)
    town.join("Lý", "focal", "dong nhan")
    town.now = town.now.replace(day=1)
    town.say("Ban", "nhắc hạn trước 5 ngày")
    town.say("Ban", "bỏ nhắc quá hạn")
    town.say("Ban", "bỏ nhắc ngày cuối")
    town.say("Ban", "nhắc họp trước 2 ngày")
    run(town, "2027-03-02T07:00", "2027-03-26T12:00")
    # The last day is Sunday 14: five days before it is Tuesday 9; two days before Thursday 25 is Tuesday 23.
    assert {(at, step) for at, step, _ in told(town, "deadline")} == {("09/03 08:00", "deadline T-5")}
    assert {(at, step) for at, step, _ in told(town, "meeting")} == {("23/03 08:00", "meeting T-2")}


def test_a_step_of_today_that_is_taken_away_before_it_left_is_taken_back(town: Town) -> None:
    coming(town)
    run(town, "2027-03-10T08:00", "2027-03-10T08:00", deliver=False)
    run(town, "2027-03-11T08:00", "2027-03-11T08:00", deliver=False)
    run(town, "2027-03-12T08:00", "2027-03-12T08:00", deliver=False)
    waits = told(town, "deadline")
    assert waits
    town.say("Ban", "thôi nhắc hạn nộp")
    run(town, "2027-03-12T08:45", "2027-03-12T08:45", deliver=False)
    with town.database.reading() as session:
        states = set(session.scalars(select(OutboxMessage.state).where(OutboxMessage.kind == "deadline")))
    assert states == {"cancelled"}
