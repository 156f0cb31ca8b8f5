"""Two focal points of one unit: what the second changes, the first hears once, old and new."""

import pytest
from sqlalchemy import select

from storage.models import OutboxMessage, Person
from tests.talk import Town


@pytest.fixture
def pair(town: Town) -> Town:
    for who in ("Lan", "Minh"):
        town.join(who, "focal", "khe may")
    town.join("Páo", "focal", "dong nhan")
    return town


def heard(town: Town) -> list[tuple[str, str]]:
    with town.database.reading() as session:
        query = select(Person.name, OutboxMessage.text).join(Person, Person.id == OutboxMessage.person_id)
        rows = session.execute(query.where(OutboxMessage.kind == "colleague").order_by(OutboxMessage.id))
        return [(name, text) for name, text in rows]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("đoàn em 16 người", "đoàn em 14 người", "○ Số đại biểu: 16 → 14."),
        ("đoàn em 16 người", "/dangky khong v1", "○ Số đại biểu: 16 → không dự."),
        (
            "đoàn đến 13h30 ngày 25/3, 2 xe",
            "đoàn đến 15h ngày 25/3",
            "○ Giờ đến: 13:30 25/03, 2 xe → 15:00 25/03, 2 xe.",
        ),
        ("1. Lò Văn Nam, Phó phòng", "1. Giàng A Páo, Phó Chủ tịch", "○ Danh sách tên: thêm 1 tên."),
        ("/annghi ăn tối 25/3 16 người", "/annghi ăn tối 25/3 14 người", "○ Ăn, nghỉ: ăn tối 25/03 16 → 14."),
    ],
)
def test_the_first_hears_what_the_second_changed(pair: Town, first: str, second: str, told: str) -> None:
    pair.talk("Lan", (first, ("✓",)))
    assert heard(pair) == []
    pair.talk("Minh", (second, ("✓",)))
    ((name, text),) = heard(pair)
    assert name == "Lan"
    assert text.startswith("**Minh vừa sửa số liệu đoàn Khe Mây**")
    assert told in text.split("\n")


def test_the_same_again_and_a_question_tell_nobody(pair: Town) -> None:
    pair.talk("Lan", ("đoàn em 16 người", ("✓",)))
    pair.say("Minh", "đoàn em 16 người")
    pair.say("Minh", "đoàn em mấy người")
    pair.say("Minh", "khoảng 12 người")
    assert heard(pair) == []


def test_who_changes_ones_own_number_tells_the_other_and_not_oneself(pair: Town) -> None:
    pair.talk("Lan", ("đoàn em 16 người", ("✓",)), ("đoàn em 14 người", ("✓",)), ("đoàn em 13 người", ("✓",)))
    assert [name for name, _ in heard(pair)] == ["Minh", "Minh"]
    assert "○ Số đại biểu: 14 → 13." in heard(pair)[1][1]
