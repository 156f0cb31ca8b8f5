"""Raw updates read as messages: a table of what people send and what must be ignored."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.clean import MAX_NAME, MAX_TEXT, clean_name, clean_text
from bot.channels.telegram.updates import next_offset, raw_update, read_update
from handlers.messages import Chat, Incoming

CHAT = {"id": 7, "type": "private"}
GROUP = {"id": -1001, "type": "supergroup"}
AN = {"id": 7, "is_bot": False, "first_name": "An", "last_name": "Lê"}
ME = "hoinghi_bot"


def message(text: Any = "xin", **changes: Any) -> dict[str, Any]:
    return {"update_id": 5, "message": {"message_id": 3, "chat": CHAT, "from": AN, "text": text, **changes}}


def read(update: Any) -> Incoming | None:
    return read_update(raw_update(update).raw, ME)


def test_a_message_is_read() -> None:
    assert read(message("lịch mai")) == Incoming("telegram", "7", "lịch mai", "An Lê", Chat.PRIVATE, None, "3")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  /start ABCD2345 \n", "/start ABCD2345"),
        ("e\u0302\u0301", "ế"),
        ("a\u202eb\u200bc\u2066d\ufeffe", "abcde"),
        ("một\r\nhai\u2028ba\x00bốn\x07", "một\nhai\nbabốn"),
        ("g\ud800h", "gh"),
        ("a" + "\u0301" * 50, "á\u0301\u0301"),
        ("<b>&amp; *x* 😀", "<b>&amp; *x* 😀"),
    ],
)
def test_text_is_cleaned(typed: str, text: str) -> None:
    said = read(message(typed))
    assert said
    assert said.text == text


def test_a_megabyte_is_cut_quickly() -> None:
    for typed in ("ă" * 1_000_000, "a\u0301\u0323" * 400_000, "\u0301\u0323" * 500_000):
        said = read(message("x" + typed))
        assert said
        assert 1 <= len(said.text) <= MAX_TEXT


def test_an_edited_message_and_a_caption_are_read() -> None:
    edited = {"edited_message": message("đoàn em 17 người")["message"]}
    assert read(edited).text == "đoàn em 17 người"
    photo = message()
    del photo["message"]["text"]
    photo["message"] |= {"caption": "giấy mời", "photo": [{}]}
    assert read(photo).text == "giấy mời"


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "document"])
def test_something_without_words_is_answered_and_not_passed_over(kind: str) -> None:
    sent = message()
    del sent["message"]["text"]
    sent["message"][kind] = [{}]
    assert read(sent).text == ""


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("An", None, "An"),
        ("<script>alert(1)</script>", "😀", "<script>alert(1)</script> 😀"),
        ("Nhiều\ndòng\t", "", "Nhiều dòng"),
        (5, ["x"], ""),
        ("x" * 300, None, "x" * MAX_NAME),
    ],
)
def test_names_are_one_short_line(first: Any, last: Any, name: str) -> None:
    said = read(message(**{"from": {"id": 7, "first_name": first, "last_name": last}}))
    assert said
    assert said.sender_name == name


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("/lich", "/lich"),
        (f"/lich@{ME} mai", "/lich mai"),
        ("/lich@bot_khac mai", None),
        (f"@{ME} mai có gì", "mai có gì"),
        (f"này @{ME.upper()} mai có gì", "này   mai có gì"),
        ("chuyện riêng của nhóm", None),
        ("@hoinghi_bot2 ơi", None),
    ],
)
def test_in_a_group_only_what_is_meant_for_the_bot(text: str, heard: str | None) -> None:
    said = read(message(text, chat=GROUP))
    assert (said and said.text) == heard
    assert said is None or (said.chat, said.address) == (Chat.GROUP, "-1001")


def test_a_reply_to_the_bot_in_a_group_is_heard() -> None:
    said = read(message("có", chat=GROUP, reply_to_message={"from": {"is_bot": True, "username": ME}}))
    assert said
    assert said.text == "có"
    assert read(message("có", chat=GROUP, reply_to_message={"from": {"is_bot": True, "username": "ai"}})) is None


@pytest.mark.parametrize(
    "update",
    [
        message(None),
        message(12),
        message("   "),
        message("\u200b\u202e"),
        message(chat=None),
        message(chat={"id": "7"}),
        message(chat={"id": True}),
        message(chat={"id": 2**70}),
        message(**{"from": None}),
        message(**{"from": {**AN, "is_bot": True}}),
        {"update_id": 5, "message": []},
        {"update_id": 5, "poll": {}},
        {"update_id": 5, "my_chat_member": {"chat": CHAT}},
        {"callback_query": {"id": "1", "data": "/co", "from": AN}},
        {"callback_query": {"id": "1", "data": 7, "from": AN, "message": {"chat": CHAT}}},
        None,
        [],
        "text",
        7,
    ],
)
def test_what_is_broken_or_not_for_us_is_nothing(update: Any) -> None:
    assert read(update) is None


def test_raw_that_is_not_json_is_nothing() -> None:
    assert [read_update(raw) for raw in ("", "{", "[" * 100_000, '{"message": NaN}')] == [None] * 4


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ["message_id", "chat", "from", "text", "caption", "reply_to_message", "data", "id"]
HOSTILE = st.fixed_dictionaries(
    {},
    optional={
        "update_id": JSON,
        "message": JSON | st.dictionaries(st.sampled_from(FIELDS), JSON | st.just(CHAT) | st.just(AN)),
        "callback_query": JSON | st.dictionaries(st.sampled_from([*FIELDS, "message"]), JSON | st.just(AN)),
    },
)


@settings(max_examples=600, deadline=None)
@given(HOSTILE | JSON)
def test_no_update_breaks_the_reader(update: Any) -> None:
    kept = raw_update(update)
    kept.raw.encode("ascii")
    assert 0 < len(kept.key) <= 40
    said = read_update(kept.raw, ME)
    assert said is None or (said.text and said.address.lstrip("-").isdigit())
    assert next_offset([update]) is None or isinstance(next_offset([update]), int)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert clean_name(clean_name(text)) == clean_name(text)
    (once + clean_name(text)).encode()
