"""What numbers and bare words mean: they answer the newest card, and only in the very next message."""

import pytest

from handlers.speech.sentences.assent import read_assent, repeats
from tests.talk import Town, on_every_channel

NOTHING = "Chưa có việc gì đang chờ anh/chị đồng ý."
DROPPED = "✓ Đã bỏ, không sửa gì."


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        *((word, "yes") for word in ("đúng", "Đúng rồi ạ.", "dung vay", "ừ", "uh", "ok", "OK em", "được", "đồng ý", "có", "phải", "vâng ạ", "dạ vâng", "dạ", "ghi đi", "chốt nhé")),
        *((word, "no") for word in ("không", "ko", "không ạ", "không phải", "không đúng rồi", "dạ không")),
        *((word, "stop") for word in ("thôi", "bỏ", "hủy", "hủy đi", "thôi không đổi nữa", "thôi không sửa nữa nhé", "không gửi nữa", "nhầm", "chưa gửi", "đừng gửi")),
        *((word, None) for word in ("đúng 8h", "có xe đón không", "không dự", "hủy tham quan", "thôi mời Bình Minh", "bỏ họp", "cảm ơn", "/dung", "đoàn 12 người", "", "được bao nhiêu", "không ai đi", "dạ 12 người")),
    ],
)  # fmt: skip
def test_a_bare_yes_and_a_bare_no_are_known(said: str, expected: str | None) -> None:
    assert read_assent(said) == expected


def test_the_verb_of_a_button_alone_is_an_answer() -> None:
    assert [repeats(said, "gui") for said in ("gửi", "gửi đi", "Gửi luôn nhé!", "gửi báo cáo", "không gửi")] == [
        True, True, True, False, False,
    ]  # fmt: skip


@pytest.fixture
def here(town: Town) -> Town:
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    town.join("An", "delegate")
    return town


@on_every_channel
@pytest.mark.parametrize("yes", ["đúng", "đúng rồi", "ừ", "ok", "được", "đồng ý", "có", "phải", "vâng", "dạ", "ghi"])
def test_a_yes_writes_the_change_that_was_just_shown(here: Town, yes: str) -> None:
    here.talk("Ban", ("dời giao lưu văn nghệ sang 19h30", ("Ghi không ạ?",)), (yes, ("✓ Đã sửa",)), (yes, ()))
    here.talk("Ban", ("dời giao lưu văn nghệ sang 19h30", ("không có gì để sửa",)))


@on_every_channel
@pytest.mark.parametrize("no", ["thôi", "không", "bỏ", "hủy", "thôi không đổi nữa", "nhầm", "thôi không sửa nữa nhé"])
def test_a_stop_leaves_it(here: Town, no: str) -> None:
    here.talk(
        "Ban", ("dời giao lưu văn nghệ sang 19h30", ("Ghi không ạ?",)), (no, DROPPED), ("đúng", NOTHING), (no, NOTHING)
    )


@on_every_channel
@pytest.mark.parametrize("between", ["mấy giờ ăn trưa", "cảm ơn", "dời bóng bàn sang 9h", "/nhiemvu", "hội nghị ở đâu"])
def test_another_sentence_takes_the_meaning_of_numbers_and_words(here: Town, between: str) -> None:
    card = here.say("Ban", "dời giao lưu văn nghệ sang 19h30")
    here.say("Ban", between)
    for said in ("2", "1", "đúng", "ok"):
        assert "✓ Đã sửa" not in here.say("Ban", said).text
    here.talk("Ban", (card.buttons[0].command, ("✓ Đã sửa",)))


def test_a_number_that_is_no_choice_leaves_the_card_open(here: Town) -> None:
    here.talk("Ban", ("dời giao lưu văn nghệ sang 19h30", ()),
              ("5", "Không có lựa chọn số 5. Anh/chị trả lời một số từ 1 đến 2."), ("1", ("✓ Đã sửa",)),
              ("1", "Không có câu hỏi nào đang chờ số 1. Gõ /menu rồi chọn số trong danh sách."))  # fmt: skip


def test_ok_is_no_thanks_once_a_card_has_lapsed(here: Town) -> None:
    here.talk("Ban", ("ok", ("chúc anh/chị",)), ("dời giao lưu văn nghệ sang 19h30", ()), ("hội nghị ở đâu", ()),
              ("ok", NOTHING), ("cảm ơn em", ("Rất vui được hỗ trợ",)))  # fmt: skip


def test_hủy_to_a_card_that_calls_something_off_is_asked_again(here: Town) -> None:
    here.talk("Ban", ("hủy nội dung tham quan", ("Hủy không ạ?",)), ("hủy", ("Chưa rõ",)), ("thôi", DROPPED),
              ("hủy nội dung tham quan", ("Hủy không ạ?",)), ("hủy", ("Chưa rõ",)), ("đúng", ("✓ Đã hủy",)))  # fmt: skip


@on_every_channel
@pytest.mark.parametrize("yes", ["Đúng", "đúng ạ", "đúng rồi", "ừ", "ok"])
def test_a_count_that_was_asked_back(here: Town, yes: str) -> None:
    here.talk("Mận", ("12đ/c", ("phải không ạ?",)), ("không", ("Đoàn Khe Mây đi mấy người?",)), ("13đ/c", ("phải không ạ?",)),
              (yes, ("✓ Đã ghi: Khe Mây 13 đại biểu.",)), ("14đ/c", ()), ("thôi", "Vâng, chưa ghi gì."), ("đúng", NOTHING))  # fmt: skip


@on_every_channel
def test_a_delegate_says_yes_and_no_to_the_question_of_coming(here: Town) -> None:
    here.talk("An", ("/xacnhan", ("không ạ?",)), ("có", "✓ Đã ghi: anh/chị sẽ dự."), ("/xacnhan", ()),
              ("không", ("không dự",)), ("/xacnhan", ()), ("vâng", "✓ Đã ghi: anh/chị sẽ dự."),
              ("đúng", NOTHING), ("xin chào", ("Chào anh/chị",)))  # fmt: skip


@pytest.mark.parametrize(
    "said", ["đúng", "đúng rồi", "ừ", "đồng ý", "thôi", "nhầm", "không", "bỏ", "ghi", "gửi", "gửi đi"]
)
@pytest.mark.parametrize("who", ["Ban", "Mận"])
def test_with_nothing_open_there_is_one_line(here: Town, who: str, said: str) -> None:
    if (who, said) != ("Mận", "không"):  # may be a count of nobody, which is asked back
        here.talk(who, (said, NOTHING))
