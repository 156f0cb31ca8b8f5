"""Forwarded messages, on raw updates as Telegram brings them."""

import pytest
from sqlalchemy import select

from handlers.messages import Outcome
from storage.models import Event
from tests.phone import Phone, coming
from tests.talk import Town


@pytest.fixture
def phone(town: Town) -> Phone:
    town.join("7", "focal", "khe may", channel="telegram")
    return Phone(town)


def test_a_forwarded_message_records_nothing_and_asks(phone: Phone) -> None:
    phone.forward("đoàn em 16 người")
    assert phone.said == "Tin chuyển tiếp nên chưa ghi gì. Anh/chị muốn báo “đoàn em 16 người” (chưa báo → 16)?"
    assert coming(phone.town) is None
    assert phone.replies[0].outcome == (Outcome.ASK,)  # what was tried and taken back is no change
    phone.press("Đúng")
    assert coming(phone.town) == 16
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
    assert coming(phone.town) is None
