"""What is said at the door: a code however it is typed, an open question repeated, a wish that is refused named."""

import pytest

from storage.database import Database
from tests.talk import PLAN, Town


@pytest.fixture
def town(database: Database) -> Town:
    town = Town(database)
    town.publish(PLAN.read_text(encoding="utf-8"))
    return town


def wide(code: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in code)


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: f"{code[:4]} {code[4:]}", lambda code: f"{code[:4]}-{code[4:].lower()}", wide,
        lambda code: f"{code[:2]} {code[2:5]} {code[5:]}",
    ],
)  # fmt: skip
def test_a_code_is_taken_in_groups_and_in_wide_letters(town: Town, typed: object) -> None:
    assert callable(typed)
    assert "đồng ý" in town.say("Hoa", typed(town.code("delegate", "khe may"))).text


def test_a_pasted_link_is_its_token_and_a_wrong_one_a_wrong_code(town: Town) -> None:
    assert "Mã này không dùng được" in town.say("Hoa", f"https://hoi.example/v/{'x' * 22}").text
    assert "Mã này không dùng được" in town.say("Hoa", f"https://t.me/bot?start={'x' * 22}").text


def test_a_code_with_letters_that_no_code_has_is_a_wrong_try(town: Town) -> None:
    for _ in range(5):
        assert "Mã này không dùng được" in town.say("Hoa", "HDS5Z0NE").text
    assert "nhiều lần" in town.say("Hoa", "HDS5Z0NE").text
    assert "nhắn mã mời" in town.say("Lan", "xin chào cả nhà").text


def test_what_is_said_before_agreeing_is_answered_with_the_question_again(town: Town) -> None:
    asked = town.say("Hoa", town.code("delegate", "khe may"))
    again = town.say("Hoa", "xin chào")
    assert again.text == asked.text
    assert again.buttons == asked.buttons
    assert town.say("Hoa", "Đồng ý").text.startswith("✓ Đã tham gia")


@pytest.mark.parametrize("wish", ["ban tổ chức", "đầu mối Đồng Nhân", "đầu mối", "đại biểu Đồng Nhân", "organiser"])
def test_a_focal_point_who_may_not_invite_somebody_hears_it(town: Town, wish: str) -> None:
    town.join("Mận", "focal", "khe may")
    said = town.say("Mận", f"/moi {wish}")
    assert "chỉ mời được đại biểu của Khe Mây" in said.text
    assert "Mã" not in said.text
    assert "Đại biểu" in town.say("Mận", "/moi").text
    assert "Đại biểu" in town.say("Mận", "/moi đại biểu").text


def test_an_organiser_names_a_role_in_words(town: Town) -> None:
    town.join("Nhung", "organiser")
    assert "Đầu mối đơn vị – Khe Mây" in town.say("Nhung", "/moi đầu mối Khe Mây").text


def test_a_name_or_a_code_says_what_is_withdrawn(town: Town) -> None:
    town.join("Nhung", "organiser")
    town.join("Lò Thị Mận", "focal", "khe may")
    code = town.code("delegate", "khe may")
    assert "Thu hồi vai trò của Lò Thị Mận" in town.say("Nhung", "/thuhoi lò thị mận").text
    assert town.say("Nhung", f"/thuhoi {code}").text.startswith("✓ Đã thu hồi: Mã Đại biểu – Khe Mây")


def test_a_contact_that_is_none_says_what_is_wrong_with_it(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    said = town.say("Mận", "/daumoi =cmd 0912000111").text
    assert "Chưa đọc được tên một người trong “=cmd 0912000111”" in said
    assert "Chưa thấy số điện thoại đủ số trong “chị Hoa 0912”" in town.say("Mận", "/daumoi chị Hoa 0912").text
