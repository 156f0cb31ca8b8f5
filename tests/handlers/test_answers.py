"""Questions to invented plans, answered through the front desk from a file as `ask` does."""

import gc
import os
import random
import re
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from bot.cli.asking import PlanAsked
from handlers.reading.plan import read_file
from storage.clock import parse_instant
from tests.accuracy import inputs
from tests.accuracy.answers import fault
from tests.accuracy.inputs import Json, answered, lines

SAMPLE = Path(__file__).parents[2] / "bot" / "cli" / "sample" / "ke-hoach.docx"
LATER = "2027-01-20T09:00"


@cache
def sample() -> PlanAsked:
    return PlanAsked(read_file(SAMPLE))


def ask(text: str, at: str = LATER, unit: str | None = None) -> str:
    return sample().answer(text, parse_instant(at), unit)


# Questions that name their plan, what a right answer holds ("|" parts accepted spellings), their moment and asker.
QUESTIONS = lines(inputs.QUESTIONS / "invented.jsonl")


def of_kind(kind: str) -> list[Json]:
    return [question for question in QUESTIONS if question["kind"] == kind]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_a_question_is_answered(question: Json) -> None:
    ((_, answer, plan),) = answered([question])
    assert fault(question, answer, plan) is None, answer


@pytest.mark.parametrize("question", of_kind("unanswerable"), ids=lambda question: question["id"])
def test_what_the_plan_does_not_say_is_not_invented(question: Json) -> None:
    ((_, answer, _),) = answered([question])
    assert answer.startswith("Chưa có thông tin về "), answer
    assert " hỏi " in answer
    words = re.sub(r"0\d{3}[ .]\d{3,4}[ .]\d{3,4}", "", answer)  # the plan's own telephone
    assert not any(char.isdigit() for char in words)


def test_a_source_closes_every_answer_from_the_plan() -> None:
    for question, answer, _ in answered(of_kind("known")):
        if question["q"] not in ("cảm ơn ad", "bạn là ai", "bạn có phải người thật không"):
            assert answer.splitlines()[-1].startswith("— Kế hoạch"), answer


def test_a_deadline_names_the_last_day_and_the_last_working_day() -> None:
    said = ask("hạn nộp báo cáo")
    until = "trước ngày 01/03, tức hết Chủ nhật 28/02 (ngày làm việc cuối: thứ Sáu 26/02)."
    assert said.splitlines()[0].startswith(f"Báo cáo tổng kết, bảng tự chấm điểm: {until}")


def test_now_and_next_follow_the_clock() -> None:
    said = ask("bây giờ đến đâu rồi", "2027-03-18T15:00")
    assert said.splitlines()[0].startswith("▸ Đang diễn ra: 14:30–17:00 thứ Năm 18/03: Mời các đoàn tham quan")
    assert said.splitlines()[1].startswith("○ Tiếp theo: từ 18:30 thứ Năm 18/03: Cơm thân mật")


def test_the_bare_command_gives_now_next_and_today_in_twelve_lines() -> None:
    for at in ("2027-03-01T08:00", "2027-03-18T13:40", "2027-03-19T06:00", "2027-03-19T09:00"):
        said = sample().answer("bây giờ", parse_instant(at), None)
        assert len(said.splitlines()) <= 12
    said = ask("bây giờ", "2027-03-18T13:40").splitlines()
    assert [line[:1] for line in said] == ["▸", "○", "○", "—"]


def test_a_day_without_a_programme_is_not_filled() -> None:
    assert ask("ngày 20/3 có gì").startswith("Thứ Bảy 20/03 không có nội dung nào trong chương trình.")
    assert ask("tối 19/3 có gì").startswith("Chương trình không có nội dung nào vào buổi tối thứ Sáu 19/03.")


def test_items_without_hours_show_their_order_and_no_hour() -> None:
    said = ask("khai mạc xong là phần nào")
    assert said.splitlines()[0] == "Sau “Khai mạc Hội nghị” là: 4. Xem phóng sự của cụm – Trung tâm Truyền thông phường"


def test_an_evening_of_the_askers_office_is_its_programme() -> None:
    answer = ask("tối nay bên em có phải đi dự gì không", "2027-03-18T16:00", "Công an phường")
    assert answer.splitlines()[:2] == ["Chương trình thứ Năm 18/03", "từ 18:30 Cơm thân mật tại Nhà khách Sóng Hồ"]


def words_of_all() -> list[str]:
    said = [word for question in of_kind("known") for word in question["q"].split()]
    return [
        *said,
        "?",
        "🎉",
        "<b>",
        "%",
        "_",
        "'",
        "\u200b",
        "a" * 300,
        "30/2",
        "99:99",
        "-1",
        "ngày",
        "tháng 13",
        "\n",
    ]


def fuzzed(seed: int, count: int) -> Callable[[], list[str]]:
    chance = random.Random(seed)
    words = words_of_all()
    return lambda: [" ".join(chance.choices(words, k=chance.randint(0, 25))) for _ in range(count)]


def test_jumbled_questions_are_answered_quickly() -> None:
    """Five hundred here, twenty thousand by `make fuzz`, which also holds each to fifty milliseconds."""
    count = int(os.environ.get("FUZZED_QUESTIONS", "500"))
    limit = 0.05 if count > 500 else 0.25
    ask("họp ở đâu")
    gc.collect()
    gc.freeze()  # what the tests hold is not looked through again and again
    slow = []
    for text in fuzzed(7, count)():
        begun = time.process_time()
        answer = ask(text)
        spent = time.process_time() - begun
        assert answer.strip()
        assert len(answer) <= 1200
        if spent >= limit:
            slow.append((spent, text))
    assert len(slow) <= count // 10_000, slow[:3]  # a pause of the interpreter is no slow answer


def test_a_thing_that_is_only_named_is_answered_and_its_other_readings_are_offered() -> None:
    said = ask("phóng sự")
    assert said.startswith("Phóng sự dài từ 05 đến 07 phút: trước ngày 05/03")
    assert said.endswith("\n[Phóng sự lúc nào] [Ai lo phóng sự]")
    assert "[" not in ask("hạn nộp phóng sự")
    assert "[" not in ask("ai lo phóng sự")
