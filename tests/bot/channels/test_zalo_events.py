"""Raw Zalo events read as messages: both shapes of a body, what people send, what must be ignored."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.zalo.updates import event_of, raw_event, read_event
from handlers.messages import Chat, Incoming

AN = {"id": "6ede9afa66b88fe6d6a9", "display_name": "Lê An", "is_bot": False}
HOME = {"id": "6ede9afa66b88fe6d6a9", "chat_type": "PRIVATE"}
GROUP = {"id": "fa1200ff", "chat_type": "GROUP"}
NAMES = ("bot.hoinghithu", "Bot Hội nghị thử")


def event(kind: str = "text", **changes: Any) -> dict[str, Any]:
    message = {"from": AN, "chat": HOME, "message_id": "2d758cb5e2", "date": 1750316131602, **changes}
    return {"event_name": f"message.{kind}.received", "message": message}


def read(body: Any) -> Incoming | None:
    return read_event(raw_event(body).raw, "zalo", NAMES)


@pytest.mark.parametrize("wrap", [lambda e: e, lambda e: {"ok": True, "result": e}])
def test_a_message_is_read_in_both_shapes(wrap: Any) -> None:
    body = wrap(event(text=" lịch mai "))
    assert event_of(body) == event(text=" lịch mai ")
    assert read(body) == Incoming("zalo", "6ede9afa66b88fe6d6a9", "lịch mai", "Lê An", Chat.PRIVATE, None, "2d758cb5e2")


def test_an_event_is_known_by_its_name_and_its_message() -> None:
    assert raw_event(event(text="a")).key == "message.text.received:2d758cb5e2"
    assert raw_event(event(text="b")).key == raw_event(event(text="a")).key
    assert raw_event(event("image", photo="x")).key != raw_event(event(text="a")).key
    nameless = [raw_event(event(text=text, message_id=None)).key for text in ("a", "a", "b")]
    assert nameless[0] == nameless[1] != nameless[2]
    assert raw_event(event(message_id="x" * 5000)).key.isalnum()


@pytest.mark.parametrize(
    ("kind", "fields", "text"),
    [
        ("image", {"photo": "https://photo.example/a.jpg", "caption": "giấy mời"}, "giấy mời"),
        ("image", {"photo_url": "https://photo.example/a.jpg", "message_type": "CHAT_PHOTO"}, ""),
        ("image", {"photo_url": "https://photo.example/a.jpg", "caption": ""}, ""),
        ("sticker", {"sticker": "abc", "url": "https://stickers.example/1"}, ""),
        ("voice", {"voice_url": "https://voice.example/a.aac", "message_type": "CHAT_VOICE"}, ""),
        ("unsupported", {}, ""),
    ],
)
def test_something_without_words_is_answered_and_not_passed_over(kind: str, fields: dict[str, Any], text: str) -> None:
    said = read(event(kind, **fields))
    assert said
    assert said.text == text
    silent = read(event(kind, **fields, chat=GROUP))
    assert silent is None, "a group hears nothing that is not meant for the bot"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("@Bot Hội nghị thử mai có gì", "mai có gì"),
        ("@bot.hoinghithu  mai có gì", "mai có gì"),
        ("này @Bot Hội nghị thử, mai có gì", "này , mai có gì"),
        ("@bot_moi mai có gì", "mai có gì"),
        ("@Bot Hội nghị thử", "@Bot Hội nghị thử"),
        ("chuyện riêng của nhóm", None),
        ("@Chị Mận mai có gì", None),
    ],
)
def test_in_a_group_only_what_mentions_the_bot(text: str, heard: str | None) -> None:
    said = read(event(text=text, chat=GROUP))
    assert (said and said.text) == heard
    assert said is None or (said.chat, said.address) == (Chat.GROUP, "fa1200ff")


def test_a_second_bot_has_a_channel_of_its_own() -> None:
    said = read_event(raw_event(event(text="xin chào")).raw, "zalo2")
    assert said
    assert said.channel == "zalo2"


@pytest.mark.parametrize(
    "body",
    [
        event(text=None),
        event(text=12),
        event(text="  "),
        event(text="\u200b\u202e"),
        event(text="xin", chat=None),
        event(text="xin", chat={"id": "", "chat_type": "PRIVATE"}),
        event(text="xin", chat={"id": "x" * 65, "chat_type": "PRIVATE"}),
        event(text="xin", chat={"id": "a b/../c", "chat_type": "PRIVATE"}),
        event(text="xin", chat={"id": True}),
        event(text="xin", **{"from": None}),
        event(text="xin", **{"from": {**AN, "is_bot": True}}),
        {"event_name": "message.unsupported.received"},
        {"event_name": "group.bot.add", "group": {"id": "g1", "name": "Nhóm"}},
        {"event_name": "user.unfollow", "message": {}},
        {"event_name": 5, "message": {}},
        {"ok": True, "result": {}},
        {"ok": True, "result": [event(text="xin")]},
        {},
        None,
        [],
        "text",
        7,
    ],
)
def test_what_is_broken_or_not_for_us_is_nothing(body: Any) -> None:
    assert read(body) is None


def test_raw_that_is_not_json_is_nothing() -> None:
    assert [read_event(raw) for raw in ("", "{", "[" * 100_000, '{"message": NaN}')] == [None] * 4


def test_a_megabyte_is_cut() -> None:
    said = read(event(text="ă" * 1_000_000))
    assert said
    assert len(said.text) <= 8000


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ["from", "chat", "message_id", "text", "caption", "photo_url", "id", "chat_type", "display_name", "is_bot"]
HOSTILE = st.fixed_dictionaries(
    {"event_name": JSON | st.sampled_from(["message.text.received", "message.voice.received"])},
    optional={"message": JSON | st.dictionaries(st.sampled_from(FIELDS), JSON | st.just(HOME) | st.just(AN))},
)


@settings(max_examples=500, deadline=None)
@given(HOSTILE | JSON)
def test_no_event_breaks_the_reader(body: Any) -> None:
    kept = raw_event(body)
    kept.raw.encode("ascii")
    assert 0 < len(kept.key) <= 120
    said = read(body)
    assert said is None or (said.address.isascii() and said.address)
