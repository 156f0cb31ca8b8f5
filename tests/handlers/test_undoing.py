"""The last change of a chat is taken back whole, for ten minutes, by whom it was made and where it still stands."""

import pytest
from sqlalchemy import text

from handlers.messages import Outcome
from tests.talk import Town

# What is said first, what changes it, and the tables that must stand as before once it is taken back.
CHANGES = (
    ("a new count", (), "đoàn em 16 người"),
    ("another count", ("đoàn em 16 người",), "đoàn em 14 người"),
    ("groups", ("4 thường trực, 9 ngành",), "3 thường trực, 5 ngành"),
    ("a withdrawal", ("đoàn em 16 người",), "đoàn em không dự"),
    ("names", ("1. Lò Thị Mây, Phó Chủ tịch",), "1. Giàng A Páo\n2. Vừ Thị Sua"),
    ("an arrival", (), "đoàn em đến 13h30 ngày 25/3, 2 xe"),
    ("another arrival", ("đoàn em đến 13h30 ngày 25/3, 2 xe",), "đoàn em đến 15h ngày 25/3"),
    ("meals", ("đoàn em 16 người",), "ăn tối 25/3 14 người"),
    ("a paper", (), "em gửi báo cáo rồi"),
)
TABLES = ("head_counts", "head_count_groups", "delegates", "arrivals", "stays", "submissions", "choice_splits")
BESIDE = ("version", "at", "id")


def standing(town: Town) -> dict[str, list[dict[str, object]]]:
    """Every row of what a delegation gives, without version and moment."""
    found = {}
    with town.database.reading() as session:
        for table in TABLES:
            rows = session.execute(text(f"SELECT * FROM {table} ORDER BY id")).mappings()
            found[table] = [{name: value for name, value in row.items() if name not in BESIDE} for row in rows]
    return found


@pytest.fixture
def focal(town: Town) -> Town:
    town.join("Mận", "focal", "khe may")
    return town


@pytest.mark.parametrize(("before", "change"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_whatever_was_changed_is_taken_back_and_a_second_time_comes_again(
    focal: Town, before: tuple[str, ...], change: str
) -> None:
    for said in before:
        assert focal.say("Mận", said).done
    known = standing(focal)
    changed = focal.say("Mận", change)
    assert changed.done, changed.text
    assert standing(focal) != known
    undone = focal.say("Mận", "hoàn tác")
    assert undone.outcome == (Outcome.DONE,), undone.text
    assert standing(focal) == known
    assert focal.say("Mận", "/hoantac").done
    assert standing(focal) != known


def test_only_for_ten_minutes_and_only_in_its_own_chat(focal: Town) -> None:
    focal.say("Mận", "đoàn em 16 người")
    focal.join("Sua", "focal", "khe may")
    assert focal.say("Sua", "/hoantac").outcome == (Outcome.REFUSED,)
    focal.later(minutes=11)
    assert focal.say("Mận", "/hoantac").outcome == (Outcome.REFUSED,)


def test_what_somebody_else_changed_since_is_not_written_over(focal: Town) -> None:
    focal.join("Sua", "focal", "khe may")
    focal.say("Mận", "đoàn em 16 người")
    focal.say("Sua", "đoàn em 12 người")
    known = standing(focal)
    assert focal.say("Mận", "/hoantac").outcome == (Outcome.REFUSED,)
    assert standing(focal) == known


def test_what_was_refused_is_no_change(focal: Town) -> None:
    focal.say("Mận", "đoàn em 16 người")
    assert not focal.say("Mận", "đoàn em 5000 người").done
    focal.say("Mận", "mấy giờ khai mạc")
    assert "chưa báo" in focal.say("Mận", "/hoantac").text


def test_a_right_that_was_withdrawn_takes_nothing_back(focal: Town) -> None:
    focal.say("Mận", "đoàn em 16 người")
    with focal.database.transaction() as session:
        session.execute(text("UPDATE memberships SET state = 'revoked' WHERE role = 'focal'"))
    known = standing(focal)
    assert not focal.say("Mận", "/hoantac").done
    assert standing(focal) == known
