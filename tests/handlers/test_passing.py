"""A question that the plan does not answer: passed on by one press, answered, remembered for the next asker."""

from sqlalchemy import select

from storage import erasure, people
from storage.models import OutboxMessage, PassedQuestion
from storage.shapes import HIDDEN
from tests.talk import Town


def told(town: Town, who: str) -> list[str]:
    """What waits in the outbox for somebody."""
    with town.database.transaction() as session:
        query = select(OutboxMessage).where(OutboxMessage.kind == "question").order_by(OutboxMessage.id)
        found = []
        for message in session.scalars(query):
            person = people.at_address(session, "web", who)
            assert person is not None
            if message.person_id == person.id:
                found.append(message.text)
        return found


def test_an_unanswered_question_goes_to_the_organisers_and_their_answer_comes_back(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "delegate")
    asked = town.say("Mận", "mật khẩu wifi là gì")
    assert [button.label for button in asked.buttons] == ["Chuyển cho ban tổ chức"]
    passed = town.say("Mận", asked.buttons[0].command)
    assert passed.text.startswith("✓ Đã chuyển câu hỏi số 1 cho ban tổ chức.")
    assert told(town, "Ban")[0].startswith("? Câu hỏi số 1: “mật khẩu wifi là gì”\n")

    town.talk(
        "Ban",
        ("/traloi", ("1 câu hỏi chờ trả lời:", "1. “mật khẩu wifi là gì”")),
        ("/traloi 9 không có", "Không có câu hỏi số 9. Gõ /traloi để xem các câu đang chờ."),
        (
            "/traloi 1 Tên mạng HOINGHI, mật khẩu binhsonha",
            "✓ Đã trả lời câu hỏi số 1, gửi tới 1 người hỏi và dùng cho người hỏi sau.",
        ),
        ("/traloi", "Không có câu hỏi nào chờ trả lời."),
    )
    assert told(town, "Mận")[0].startswith(
        "Ban tổ chức trả lời câu “mật khẩu wifi là gì”:\nTên mạng HOINGHI, mật khẩu binhsonha\nTin HN-"
    )


def test_the_answer_is_remembered_for_the_next_asker_and_for_no_other_question(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "delegate")
    town.join("Lan", "delegate")
    town.say("Mận", town.say("Mận", "mật khẩu wifi là gì").buttons[0].command)
    town.say("Ban", "/traloi 1 Mật khẩu là binhsonha")
    answer = town.say("Lan", "cho em xin mat khau wifi voi a")
    assert answer.text == "Mật khẩu là binhsonha\n— Ban tổ chức trả lời, 01/03"
    assert answer.buttons == ()
    assert town.say("Lan", "mật khẩu phòng khách sạn").text.startswith("Chưa có thông tin về ")
    town.say("Ban", "/traloi 1 Mật khẩu mới: nala")
    assert town.say("Lan", "mật khẩu wifi").text.startswith("Mật khẩu mới: nala\n")
    assert [text.splitlines()[1] for text in told(town, "Mận")] == ["Mật khẩu là binhsonha", "Mật khẩu mới: nala"]


def test_the_same_question_of_two_askers_is_put_once_and_answered_to_both(town: Town) -> None:
    town.join("Ban", "organiser")
    for who in ("Mận", "Lan"):
        town.join(who, "delegate")
        for _ in range(2):
            town.say(who, town.say(who, "mật khẩu wifi là gì").buttons[0].command)
    assert len(told(town, "Ban")) == 1
    assert "gửi tới 2 người hỏi" in town.say("Ban", "/traloi 1 binhsonha").text
    assert len(told(town, "Mận")) == len(told(town, "Lan")) == 1


def test_a_press_that_came_too_late_and_a_sixth_question_pass_nothing(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "delegate")
    old = town.say("Mận", "mật khẩu wifi là gì").buttons[0].command
    newer = town.say("Mận", "menu buffet có gì").buttons[0].command
    assert town.say("Mận", old).text == "Câu hỏi đã cũ. Anh/chị gõ lại câu hỏi rồi bấm chuyển."
    assert town.say("Mận", newer).text.startswith("✓ Đã chuyển")
    town.later(minutes=11)
    assert town.say("Mận", newer).text.startswith("Câu hỏi đã cũ.")
    for thing in ("grab", "taxi", "internet", "password"):
        assert town.say("Mận", town.say("Mận", f"link {thing} ở đâu").buttons[0].command).text.startswith("✓ Đã")
    sixth = town.say("Mận", "link zoom ở đâu").buttons[0].command
    assert town.say("Mận", sixth).text.startswith("Anh/chị đã chuyển nhiều câu")


def test_only_organisers_answer_and_a_forgotten_asker_leaves_no_words(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "delegate")
    town.say("Mận", town.say("Mận", "mật khẩu wifi là gì").buttons[0].command)
    assert "✓" not in town.say("Mận", "/traloi 1 abc").text
    town.say("Ban", "/traloi 1 binhsonha")
    town.say("Mận", town.say("Mận", "menu buffet có gì").buttons[0].command)
    assert "Câu hỏi đã chuyển ban tổ chức: “menu buffet có gì”" in town.say("Mận", "/dulieucuatoi").text
    with town.database.transaction() as session:
        person = people.at_address(session, "web", "Mận")
        assert person is not None
        erasure.erase(session, person, town.now)
    with town.database.transaction() as session:
        rows = session.scalars(select(PassedQuestion)).all()
        assert [(row.person_id, row.text, row.answer) for row in rows] == [(None, "(đã xóa)", "binhsonha")]


def test_a_code_in_a_question_is_not_kept_among_its_words(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "delegate")
    asked = town.say("Mận", "mã wifi AB3CD4EF để làm gì")
    town.say("Mận", asked.buttons[0].command)
    with town.database.transaction() as session:
        row = session.scalars(select(PassedQuestion)).one()
        assert row.text == f"mã wifi {HIDDEN} để làm gì"
        assert "wifi" in row.words
        assert {"ab", "cd", "ef"}.isdisjoint(row.words)


def test_a_follow_up_is_passed_on_with_what_it_follows(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "delegate")
    town.say("Mận", "tham quan làng nghề mấy giờ")
    asked = town.say("Mận", "hết bao nhiêu tiền?")
    town.say("Mận", asked.buttons[0].command)
    assert told(town, "Ban")[0].startswith("? Câu hỏi số 1: “tham quan làng nghề mấy giờ – hết bao nhiêu tiền?”\n")
