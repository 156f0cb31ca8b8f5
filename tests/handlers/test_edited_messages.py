"""Edits of messages, on raw updates as Telegram brings them."""

import pytest
from sqlalchemy import select

from handlers.messages import Reply
from storage.models import Broadcast
from tests.phone import Phone, coming, states
from tests.talk import Town


@pytest.fixture
def phone(town: Town) -> Phone:
    town.join("7", "focal", "khe may", channel="telegram")
    return Phone(town)


def test_an_edit_of_the_newest_message_is_a_correction(phone: Phone) -> None:
    said = phone.say("đoàn em 16 người")
    phone.edit(said, text="đoàn em 14 người")
    assert phone.said.startswith("✓ Đã ghi: Khe Mây 14 đại biểu. Trước đó: 16.")
    assert coming(phone.town) == 14


def test_a_bare_number_is_corrected_under_the_question_it_answered(phone: Phone) -> None:
    phone.say("/dangky")
    said = phone.say("đoàn em 16 người")
    assert coming(phone.town) == 16
    phone.edit(said, text="2")  # under the answer's own buttons it would press the second
    assert phone.said.startswith("Đoàn Khe Mây đi 2 người, phải không ạ?")


def test_an_edit_asks_where_something_was_recorded_since(phone: Phone) -> None:
    old = phone.say("đoàn em 16 người")
    phone.say("đoàn em 17 người")
    phone.edit(old, text="đoàn em 14 người")
    assert phone.said == "Anh/chị vừa sửa tin cũ thành “đoàn em 14 người”. Ghi lại theo tin đã sửa (17 → 14)?"
    assert [label for label, _ in phone.buttons] == ["Đúng", "Thôi"]
    assert coming(phone.town) == 17
    phone.press("Đúng")
    assert phone.said.startswith("✓ Đã ghi: Khe Mây 14 đại biểu. Trước đó: 17.")
    phone.say("đoàn em 15 người")
    phone.edit(old, text="đoàn em 12 người")
    phone.say("không")
    assert (phone.said, coming(phone.town)) == ("Vâng, chưa ghi gì.", 15)


def test_another_focal_point_counts_too(phone: Phone) -> None:
    old = phone.say("đoàn em 16 người")
    phone.town.join("8", "focal", "khe may", channel="telegram")
    Phone(phone.town, 8).say("đoàn em 17 người")
    phone.edit(old, text="đoàn em 14 người")
    assert "Ghi lại theo tin đã sửa (17 → 14)?" in phone.said
    assert coming(phone.town) == 17


def test_an_old_yes_is_pressed_once_and_not_after_something_newer(phone: Phone) -> None:
    old = phone.say("đoàn em 16 người")
    phone.say("đoàn em 17 người")
    phone.edit(old, text="đoàn em 14 người")
    (_, yes), *_ = phone.buttons
    phone.say("đoàn em 18 người")
    phone.say(yes)
    assert "Ghi lại theo tin đã sửa (18 → 14)?" in phone.said
    assert coming(phone.town) == 18
    phone.press("Đúng")
    assert coming(phone.town) == 14
    phone.say(yes)
    assert "không còn chờ ghi" in phone.said


def test_an_edit_of_what_was_never_heard_asks(phone: Phone) -> None:
    phone.edit(
        {**phone.as_sent(Reply("x")), "from": {"id": 7, "is_bot": False, "first_name": "L"}}, text="đoàn em 9 người"
    )
    assert "Ghi lại theo tin đã sửa (chưa báo → 9)?" in phone.said
    assert coming(phone.town) is None


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
    assert coming(phone.town) is None


def test_what_an_edited_message_added_is_not_added_twice(phone: Phone) -> None:
    phone.say("đoàn em 16 người")
    more = phone.say("thêm 2 người")
    phone.press("Đúng") if phone.buttons and phone.buttons[0][0] == "Đúng" else None
    recorded = coming(phone.town)
    phone.edit(more, text="thêm 3 người")
    assert "cả số của đoàn" in phone.said
    assert coming(phone.town) == recorded


def test_what_stands_of_the_old_words_is_said(phone: Phone) -> None:
    said = phone.say("đoàn em 16 người")
    phone.edit(said, text="đoàn em mấy người nhỉ?")
    assert "Điều đã ghi theo tin trước khi sửa vẫn giữ" in phone.said
    assert coming(phone.town) == 16


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
