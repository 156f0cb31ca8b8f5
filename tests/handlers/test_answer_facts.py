"""What an answer tells is data beside its words: when, where, by whom; the time that is left is counted from it."""

import pytest

from handlers.messages import Fact, packed, unpacked
from storage.clock import parse_instant
from storage.database import Database
from tests.talk import PLAN, Town

LUNCH = "11h30 - 12h30\tĂn trưa tại nhà khách Sơn Hạ\tVăn phòng HĐND&UBND"
ARRIVAL = "14h00 - 15h00\tĐón tiếp"


def told(town: Town, question: str, kind: str) -> list[str]:
    return [fact.value for fact in town.say("Mận", question).facts if fact.kind == kind]


@pytest.mark.parametrize(
    ("question", "kind", "values"),
    [
        ("tham quan làng nghề mấy giờ", "start", ["2027-03-25T15:00"]),
        ("tham quan làng nghề mấy giờ", "end", ["2027-03-25T17:00"]),
        ("hội nghị tổ chức ngày nào", "day", ["2027-03-25"]),
        ("họp ở đâu", "place", ["Trung tâm Hội nghị huyện Bình Sơn Hạ"]),
        ("hạn nộp báo cáo khi nào", "due", ["2027-03-15"]),
        ("ai ký kế hoạch", "signer", ["Đỗ Khắc Mẫn"]),
        ("bao nhiêu đại biểu", "count", ["60", "20", "40"]),
        ("/lich ngày 26/3", "start", ["2027-03-26T07:30", "2027-03-26T08:00"]),
        ("mật khẩu wifi là gì", "what", []),
        ("cảm ơn", "what", []),
    ],
)  # fmt: skip
def test_an_answer_carries_what_it_tells(town: Town, question: str, kind: str, values: list[str]) -> None:
    town.join("Mận", "delegate")
    assert told(town, question, kind) == values


def test_facts_are_kept_with_the_answer_until_it_is_given(town: Town) -> None:
    town.join("Mận", "delegate")
    reply = town.say("Mận", "tham quan làng nghề mấy giờ")
    assert Fact("start", "2027-03-25T15:00", reply.facts[0].of) in unpacked(packed(reply)).facts
    assert unpacked(packed(reply)) == reply


def test_the_time_left_is_of_what_was_told_and_not_of_what_is_called_alike(database: Database) -> None:
    """Lunch is at one hour and under one name on both days."""
    here = Town(database)
    plan = PLAN.read_text(encoding="utf-8").replace(ARRIVAL, f"{LUNCH}\n{ARRIVAL}")
    here.publish(f"{plan.rstrip()}\n{LUNCH}\n")
    here.join("Mận", "delegate")
    here.now = parse_instant("2027-03-24T09:00")
    here.talk(
        "Mận",
        ("còn bao lâu nữa ăn trưa ngày 26/3", ("thứ Sáu 26/03", "Còn 2 ngày nữa.")),
        ("còn bao lâu nữa ăn trưa ngày 25/3", ("thứ Năm 25/03", "Còn 1 ngày nữa.")),
    )
