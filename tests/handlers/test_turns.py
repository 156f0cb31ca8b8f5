"""Edits, forwarded messages and replies: on raw updates, as Telegram brings them."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from handlers.messages import Button, Outcome, Reply
from storage import attendance, outbox, people
from storage.models import Broadcast, Deadline, Event, OutboxMessage, OutboxPart, Paper, Submission, Unit
from storage.outbox import Draft, Topic, Words
from tests.phone import Message, Phone
from tests.talk import Town


@pytest.fixture
def phone(town: Town) -> Phone:
    town.join("7", "focal", "khe may", channel="telegram")
    return Phone(town)


def count(town: Town) -> int | None:
    with town.database.reading() as session:
        rows = attendance.counts(session, town.event_id)
        return next((row.total for row in rows if row.unit.name == "Khe Mây" and row.answer == "coming"), None)


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


def states(town: Town) -> Sequence[str]:
    with town.database.reading() as session:
        return session.scalars(select(OutboxMessage.state).order_by(OutboxMessage.id)).all()


def test_an_edit_of_the_newest_message_is_a_correction(phone: Phone) -> None:
    said = phone.say("đoàn em 16 người")
    phone.edit(said, text="đoàn em 14 người")
    assert phone.said.startswith("✓ Đã ghi: Khe Mây 14 đại biểu. Trước đó: 16.")
    assert count(phone.town) == 14


def test_a_bare_number_is_corrected_under_the_question_it_answered(phone: Phone) -> None:
    phone.say("/dangky")
    said = phone.say("đoàn em 16 người")
    assert count(phone.town) == 16
    phone.edit(said, text="2")  # under the answer's own buttons it would press the second
    assert phone.said.startswith("Đoàn Khe Mây đi 2 người, phải không ạ?")


def test_an_edit_asks_where_something_was_recorded_since(phone: Phone) -> None:
    old = phone.say("đoàn em 16 người")
    phone.say("đoàn em 17 người")
    phone.edit(old, text="đoàn em 14 người")
    assert phone.said == "Anh/chị vừa sửa tin cũ thành “đoàn em 14 người”. Ghi lại theo tin đã sửa (17 → 14)?"
    assert [label for label, _ in phone.buttons] == ["Đúng", "Thôi"]
    assert count(phone.town) == 17
    phone.press("Đúng")
    assert phone.said.startswith("✓ Đã ghi: Khe Mây 14 đại biểu. Trước đó: 17.")
    phone.say("đoàn em 15 người")
    phone.edit(old, text="đoàn em 12 người")
    phone.say("không")
    assert (phone.said, count(phone.town)) == ("Vâng, chưa ghi gì.", 15)


def test_another_focal_point_counts_too(phone: Phone) -> None:
    old = phone.say("đoàn em 16 người")
    phone.town.join("8", "focal", "khe may", channel="telegram")
    Phone(phone.town, 8).say("đoàn em 17 người")
    phone.edit(old, text="đoàn em 14 người")
    assert "Ghi lại theo tin đã sửa (17 → 14)?" in phone.said
    assert count(phone.town) == 17


def test_an_old_yes_is_pressed_once_and_not_after_something_newer(phone: Phone) -> None:
    old = phone.say("đoàn em 16 người")
    phone.say("đoàn em 17 người")
    phone.edit(old, text="đoàn em 14 người")
    (_, yes), *_ = phone.buttons
    phone.say("đoàn em 18 người")
    phone.say(yes)
    assert "Ghi lại theo tin đã sửa (18 → 14)?" in phone.said
    assert count(phone.town) == 18
    phone.press("Đúng")
    assert count(phone.town) == 14
    phone.say(yes)
    assert "không còn chờ ghi" in phone.said


def test_an_edit_of_what_was_never_heard_asks(phone: Phone) -> None:
    phone.edit(
        {**phone.as_sent(Reply("x")), "from": {"id": 7, "is_bot": False, "first_name": "L"}}, text="đoàn em 9 người"
    )
    assert "Ghi lại theo tin đã sửa (chưa báo → 9)?" in phone.said
    assert count(phone.town) is None


def test_an_edited_question_is_answered_anew_only_if_it_changed(phone: Phone) -> None:
    asked = phone.say("mấy giờ họp")
    first = phone.said
    phone.edit(asked, text="mấy giờ họp ")
    assert phone.replies == []
    phone.edit(asked, text="họp ở đâu")
    assert phone.replies
    assert phone.said != first


def test_an_edit_presses_no_card_that_came_after_it(phone: Phone) -> None:
    old = phone.say("okk nhé")
    phone.say("khoảng 12 người")
    phone.edit(old, text="ok")
    assert count(phone.town) is None


def test_what_an_edited_message_added_is_not_added_twice(phone: Phone) -> None:
    phone.say("đoàn em 16 người")
    more = phone.say("thêm 2 người")
    phone.press("Đúng") if phone.buttons and phone.buttons[0][0] == "Đúng" else None
    recorded = count(phone.town)
    phone.edit(more, text="thêm 3 người")
    assert "cả số của đoàn" in phone.said
    assert count(phone.town) == recorded


def test_what_stands_of_the_old_words_is_said(phone: Phone) -> None:
    said = phone.say("đoàn em 16 người")
    phone.edit(said, text="đoàn em mấy người nhỉ?")
    assert "Điều đã ghi theo tin trước khi sửa vẫn giữ" in phone.said
    assert count(phone.town) == 16


def test_an_edited_draft_replaces_its_preview(town: Town) -> None:
    town.join("7", "organiser", channel="telegram")
    town.join("a", "focal", "khe may")
    phone = Phone(town)
    draft = phone.say("/gui all: Xe đón lúc 13:00")
    (_, first), *_ = phone.buttons
    phone.edit(draft, text="/gui all: Xe đón lúc 14:00")
    assert "Nội dung:\nXe đón lúc 14:00" in phone.said
    (_, second), *_ = phone.buttons
    phone.say(first)
    assert states(town) == []
    phone.say(second)
    assert states(town) == ["queued", "queued"]
    phone.edit(draft, text="/gui all: Xe đón lúc 15:00")
    assert phone.said.startswith("! Tin cũ đã gửi đi.")
    with town.database.reading() as session:
        assert session.scalars(select(Broadcast.state)).all() == ["stopped", "sent", "draft"]


def test_an_edited_draft_that_asked_for_whom_it_is_leaves_one_draft(town: Town) -> None:
    town.join("7", "organiser", channel="telegram")
    town.join("a", "focal", "khe may")
    phone = Phone(town)
    draft = phone.say("/gui Xe đón lúc 13:00")
    phone.press("đầu mối các đơn vị")
    phone.edit(draft, text="/gui Xe đón lúc 14:00")
    assert phone.said.startswith("Gửi tin này cho ai ạ?")
    with town.database.reading() as session:
        assert session.scalars(select(Broadcast.state)).all() == ["stopped", "draft"]


def test_a_forwarded_message_records_nothing_and_asks(phone: Phone) -> None:
    phone.forward("đoàn em 16 người")
    assert phone.said == "Tin chuyển tiếp nên chưa ghi gì. Anh/chị muốn báo “đoàn em 16 người” (chưa báo → 16)?"
    assert count(phone.town) is None
    assert phone.replies[0].outcome == (Outcome.ASK,)  # what was tried and taken back is no change
    phone.press("Đúng")
    assert count(phone.town) == 16
    assert phone.replies[0].outcome == (Outcome.DONE,)


@pytest.mark.parametrize(
    "words", ["đã gửi báo cáo", "đến 13h30 ngày 25/3, 2 xe", "/dung", "không dự", "/ten Lò Văn Nam"]
)
def test_nothing_of_any_kind_is_recorded_from_a_forwarded_message(phone: Phone, words: str) -> None:
    before = _everything(phone.town)
    phone.forward(words)
    assert _everything(phone.town) == before
    assert not phone.said.startswith("✓")


def _everything(town: Town) -> dict[str, int]:
    with town.database.reading() as session:
        tables = Event.metadata.sorted_tables
        told = {"open_questions", "chats", "heard"}
        return {
            table.name: hash(str(session.execute(select(table)).all())) for table in tables if table.name not in told
        }


def test_a_forwarded_question_is_answered(phone: Phone) -> None:
    phone.say("mấy giờ họp")
    answer = phone.said
    phone.forward("mấy giờ họp")
    assert phone.said == answer


def test_a_forwarded_yes_presses_nothing(phone: Phone) -> None:
    phone.say("khoảng 12 người")
    phone.forward("đúng")
    assert count(phone.town) is None


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
    assert count(phone.town) is None


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
