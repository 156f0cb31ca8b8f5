"""The reading commands in a chat: the same handlers as free questions, said by people who joined."""

from typing import Any

import pytest

from handlers.said.questions import Question
from handlers.speech import questions
from storage.clock import parse_instant
from tests.talk import Town


def test_commands_and_sentences_are_one_path(town: Town) -> None:
    town.join("Mận", "delegate")
    for command, sentence in (
        ("/lich 26/3", "chương trình ngày 26/3"),
        ("/diadiem", "họp ở đâu"),
        ("/han", "hạn nộp"),
        ("/nhiemvu phòng nội vụ", "phòng nội vụ làm gì"),
    ):
        assert town.say("Mận", command) == town.say("Mận", sentence)


def test_a_question_is_understood_once_and_nothing_else_is(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.join("Mận", "focal", "khe may")
    heard: list[str] = []
    understand = questions.understand

    def noting(text: str, *how: Any) -> Question:
        heard.append(text)
        return understand(text, *how)

    monkeypatch.setattr(questions, "understand", noting)
    for said in ("đoàn em 16 người", "/doan", "/menu", "đến 13h30 ngày 25/3, 2 xe"):
        town.say("Mận", said)
    assert heard == []
    unanswered = town.say("Mận", "mật khẩu wifi là gì")
    town.say("Mận", unanswered.buttons[0].command)
    town.say("Mận", "/nhiemvu phòng nội vụ")
    town.say("Mận", "ai chủ trì, mấy giờ khai mạc")
    assert heard == ["mật khẩu wifi là gì", "phòng nội vụ làm gì", "ai chủ trì, mấy giờ khai mạc"]


def test_the_programme_follows_the_events_clock(town: Town) -> None:
    town.join("Mận", "delegate")
    town.now = parse_instant("2027-03-25T14:20")
    town.talk(
        "Mận",
        (
            "/lich",
            (
                "▸ Đang diễn ra: 14:00–15:00 thứ Năm 25/03: Đón tiếp đại biểu",
                "○ Tiếp theo: 15:00–17:00 thứ Năm 25/03: Tham quan làng nghề Khe Mây",
                "○ từ 19:00 Giao lưu văn nghệ",
            ),
        ),
        (
            "mai họp lúc mấy giờ",
            ("Hội nghị tổng kết: 08:00–11:00 thứ Sáu 26/03", "Trung tâm Hội nghị huyện Bình Sơn Hạ"),
        ),
    )


def test_a_focal_point_hears_what_the_own_unit_owes(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    town.talk(
        "Mận",
        ("hạn nộp báo cáo khi nào", ("trước ngày 15/03, tức hết Chủ nhật 14/03", "Đơn vị anh/chị: chưa nộp.")),
        ("mật khẩu wifi", ("Chưa có thông tin về “mật khẩu wifi” trong kế hoạch.", "Anh/chị hỏi ban tổ chức")),
    )


def test_a_short_name_that_fits_two_offices_gives_both(town: Town) -> None:
    town.join("Mận", "delegate")
    town.talk("Mận", ("văn phòng làm gì", ("Văn phòng HĐND&UBND huyện", "Văn phòng Huyện ủy")))


def test_typed_marks_are_not_read_as_spans(town: Town) -> None:
    town.join("Mận", "delegate")
    answer = town.say("Mận", "**xyzzy** [a](https://b.example) ở đâu").text
    assert "](https" not in answer
    assert "**xyzzy**" not in answer


def test_short_questions_follow_what_was_asked_before(town: Town) -> None:
    town.join("Mận", "delegate")
    town.talk(
        "Mận",
        ("tham quan làng nghề mấy giờ", ("15:00–17:00",)),
        ("ở đâu?", ("Tham quan làng nghề Khe Mây",)),
        ("chiều 25/3 có gì", ("Tham quan làng nghề Khe Mây",)),
        ("còn tối?", ("19:00 Giao lưu văn nghệ",)),
    )


def test_what_was_asked_is_forgotten_after_ten_minutes(town: Town) -> None:
    town.join("Mận", "delegate")
    town.say("Mận", "tham quan làng nghề mấy giờ")
    town.later(minutes=11)
    assert "Tham quan" not in town.say("Mận", "ở đâu?").text


def test_a_focal_point_who_owes_can_say_that_it_went_another_way(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    answer = town.say("Mận", "hạn nộp báo cáo khi nào")
    assert [button.label for button in answer.buttons] == ["Đã gửi đường khác"]
    assert "chưa nộp" not in town.say("Mận", answer.buttons[0].command).text.splitlines()[0]


def test_what_is_asked_whole_is_no_follow_up(town: Town) -> None:
    town.join("Mận", "delegate")
    town.say("Mận", "ai chủ trì")
    assert "Đón tiếp đại biểu" in town.say("Mận", "còn chiều?").text
    alone = town.say("Mận", "bao nhiêu đại biểu").text
    town.say("Mận", "nộp báo cáo hạn nào")
    assert town.say("Mận", "bao nhiêu đại biểu").text == alone


def test_a_count_in_the_shortest_spelling(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    town.talk("Mận", ("đoàn em 14 ng", ("✓ Đã ghi: Khe Mây 14 đại biểu",)))
