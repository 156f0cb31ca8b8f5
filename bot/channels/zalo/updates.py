"""A raw Zalo event read as an Incoming; whatever is not for us, or broken, is None."""

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any

from bot.channels import RawUpdate
from bot.channels.clean import clean_name, clean_text
from handlers.messages import Chat, Incoming

LONGEST_ID = 64
# People are told to write, rather than left without an answer. Unsupported: a file, a place, a card, a video.
WORDLESS = {
    "message.image.received": "photo",
    "message.sticker.received": "sticker",
    "message.voice.received": "voice",
    "message.unsupported.received": "unsupported",
}
# Every bot's name begins with "Bot"; how many words of it a mention holds is known only from the names we were told.
_SOME_BOT = re.compile(r"^@bot\S*", re.IGNORECASE)


def event_of(body: Any) -> dict[str, Any] | None:
    """The event in a body, wrapped or flat; None where there is none."""
    if isinstance(body, dict) and isinstance(body.get("result"), dict):
        body = body["result"]
    return body if isinstance(body, dict) and isinstance(body.get("event_name"), str) else None


def raw_event(event: Any) -> RawUpdate:
    """The event as it is kept, known by its name and its message's id; one without an id by its content."""
    raw = json.dumps(event)  # plain ASCII: no NUL and no lone surrogate reaches the database
    match event:
        case {"event_name": str(name), "message": {"message_id": str() | int() as number}} if number not in ("", False):
            key = f"{name}:{number}"
            if len(key) <= 120 and key.isascii():
                return RawUpdate(key, raw)
    return RawUpdate(hashlib.sha256(raw.encode()).hexdigest()[:32], raw)


def read_event(raw: str, channel: str = "zalo", names: Sequence[str] = ()) -> Incoming | None:
    """What a person said; `names` are the bot's, for mentions in groups."""
    try:
        event = event_of(json.loads(raw))
    except (ValueError, RecursionError):
        return None
    match event:
        case {"event_name": str(name), "message": {"from": dict(sender), "chat": dict(chat)} as message}:
            if sender.get("is_bot") is not True:
                return _incoming(channel, name, message, sender, chat, names)
    return None


def _incoming(
    channel: str, name: str, message: dict[str, Any], sender: dict[str, Any], chat: dict[str, Any], names: Sequence[str]
) -> Incoming | None:
    address, text, in_group = _id(chat.get("id")), _words(message), chat.get("chat_type") == "GROUP"
    if in_group:
        text = _spoken_to_us(text, names)
    wordless = "" if in_group else WORDLESS.get(name, "")
    if not address or not (text or wordless):
        return None
    who = sender.get("display_name")
    kind = Chat.GROUP if in_group else Chat.PRIVATE
    said_by = clean_name(who) if isinstance(who, str) else ""
    return Incoming(channel, address, text, said_by, kind, None, _id(message.get("message_id")), wordless=wordless)


def _words(message: dict[str, Any]) -> str:
    """What was typed, or stands under a picture."""
    for key in ("text", "caption"):
        if isinstance(message.get(key), str) and (text := clean_text(message[key])):
            return text
    return ""


def _spoken_to_us(text: str, names: Sequence[str]) -> str:
    """A group's words that mention the bot, without the mention; else nothing."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        found = re.compile(rf"@{re.escape(name)}(?!\w)[ \t]*", re.IGNORECASE)
        if found.search(text):
            return found.sub("", text, count=1).strip() or text
    return _SOME_BOT.sub("", text).strip() or text if _SOME_BOT.match(text) else ""


def _id(value: Any) -> str:
    """An id as text; Zalo's are hexadecimal, and one that is not short and plain is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value if isinstance(value, str) and re.fullmatch(rf"[\w.-]{{1,{LONGEST_ID}}}", value, re.ASCII) else ""
