"""Replies under our messages, on raw updates as Telegram brings them."""

import pytest
from sqlalchemy import select

from handlers.messages import Button, Reply
from storage import outbox, people
from storage.models import Deadline, OutboxMessage, OutboxPart, Paper, Submission, Unit
from storage.outbox import Draft, Topic, Words
from tests.phone import Message, Phone, coming, states
from tests.talk import Town


@pytest.fixture
def phone(town: Town) -> Phone:
    town.join("7", "focal", "khe may", channel="telegram")
    return Phone(town)


def notice(
    phone: Phone, words: Words, *, kind: str = "broadcast", subject: str = "broadcast:1", step: str = "1"
) -> Message:
    """One of our messages from the outbox, as it arrived in the chat."""
    with phone.town.database.transaction() as session:
        person = people.at_address(session, "telegram", str(phone.chat))
        assert person is not None
        draft = Draft(person.id, None, lambda _number: words)
        outbox.put(
            session, Topic(phone.town.event_id, kind, subject, step), [draft], now=phone.town.now, due_at=phone.town.now
        )
        row = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
        assert row is not None
        row.state, row.sent_at = "sent", phone.town.now
        shown = phone.as_sent(Reply(words.text, tuple(Button(*pair) for pair in words.buttons)))
        session.add(OutboxPart(message_id=row.id, channel="telegram", number=1, platform_id=str(shown["message_id"])))
    return shown


def test_received_confirms_the_message_it_replies_to_and_not_the_newest(phone: Phone) -> None:
    first = notice(phone, Words("Xe đón lúc 13:00", (("Đã nhận", "/nhan 01"),)))
    notice(phone, Words("Họp lúc 8h", (("Đã nhận", "/nhan 02"),)), subject="broadcast:2")
    phone.say("nhận rồi", to=first)
    assert states(phone.town) == ["confirmed", "sent"]
    phone.say("mấy giờ họp")
    phone.say("nhận rồi", to=phone.shown[-1])
    assert phone.said == "Vâng ạ."
    assert states(phone.town) == ["confirmed", "sent"]


def test_a_number_under_the_question_how_many_come_is_the_count(phone: Phone) -> None:
    asked = notice(phone, Words("Đề nghị đơn vị báo số đại biểu tham dự, ví dụ: 16 người.", (("Đã nhận", "/nhan 01"),)))
    phone.say("mấy giờ họp")
    phone.say("14", to=asked)
    assert phone.said.startswith("✓ Đã ghi: Khe Mây 14 đại biểu")


def test_a_number_under_another_message_is_no_count(phone: Phone) -> None:
    told = notice(phone, Words("Xe đón lúc 13:00", (("Đã nhận", "/nhan 01"),)))
    phone.say("14", to=told)
    assert coming(phone.town) is None


def test_done_under_the_reminder_of_a_paper_says_that_it_was_sent(phone: Phone) -> None:
    with phone.town.database.reading() as session:
        rows = session.execute(
            select(Deadline.id, Submission.id).join(Paper, Paper.deadline_id == Deadline.id)
            .join(Submission, Submission.paper_id == Paper.id).join(Unit, Unit.id == Submission.unit_id)
            .where(Unit.name == "Khe Mây")
        ).all()  # fmt: skip
    deadline = rows[0][0]
    buttons = (("Đã gửi", f"/nop {deadline}"), ("Đã nhận tin", "/nhan 01"))
    reminder = notice(
        phone, Words("Khe Mây còn thiếu 1 giấy tờ", buttons), kind="deadline", subject=f"deadline:{deadline}"
    )
    phone.say("mấy giờ họp")
    phone.say("xong rồi ạ", to=reminder)
    with phone.town.database.reading() as session:
        told = {row.id: row.state for row in session.scalars(select(Submission))}
    assert {told[sub] for dl, sub in rows if dl == deadline} == {"claimed"}
    assert "claimed" not in {told[sub] for dl, sub in rows if dl != deadline}


def test_a_short_question_under_an_older_answer_is_about_that(phone: Phone) -> None:
    town = phone.town
    phone.say("ăn trưa mấy giờ")
    meal, older = phone.said, phone.shown[-1]
    phone.say("hạn nộp báo cáo")
    phone.say("mấy giờ?", to=older)
    assert phone.said == meal
    item = _item(town)
    phone.say("hạn nộp báo cáo")
    told = notice(phone, Words(f"{item[1]} dời giờ", ()), kind="soon", subject=f"item:{item[0]}", step="15m")
    phone.say("mấy giờ?", to=told)
    reply = phone.said
    phone.say(f"{item[1]} mấy giờ")
    assert reply == phone.said


def _item(town: Town) -> tuple[int, str]:
    from storage import programme

    with town.database.reading() as session:
        rows = [row for row in programme.items(session, town.event_id) if row.start]
        return rows[-1].id, rows[-1].title


def test_words_under_an_older_form_belong_to_it(phone: Phone) -> None:
    phone.say("/den")
    form = phone.shown[-1]
    phone.say("mấy giờ họp")
    phone.say("13h30 ngày 25/3, 2 xe", to=form)
    assert "Khe Mây đến 13:30" in phone.said


def test_an_organisers_reply_to_a_passed_question_is_its_answer_after_a_yes(town: Town) -> None:
    town.join("7", "organiser", channel="telegram")
    town.join("An", "delegate", channel="web")
    town.say("An", "mật khẩu wifi là gì")
    town.say("An", "Chuyển cho ban tổ chức")
    phone = Phone(town)
    with town.database.transaction() as session:
        row = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "question")).one()
        row.state = "sent"
        shown = phone.as_sent(Reply(row.text))
        session.add(OutboxPart(message_id=row.id, channel="telegram", number=1, platform_id=str(shown["message_id"])))
    phone.say("hoinghi2027", to=shown)
    assert "“hoinghi2027”. Gửi cho người hỏi?" in phone.said
    assert len(states(town)) == 1
    phone.press("Đúng")
    assert len(states(town)) == 2
