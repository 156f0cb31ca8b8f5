"""A raw Bot API update read as an Incoming; whatever is not for us, or broken, is None."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.channels import RawUpdate
from bot.channels.clean import clean_name, clean_text
from handlers.messages import Attachment, Card, Chat, Incoming, Quoted

NAME = "telegram"
_HUGE = 2**63
_GROUPS = ("group", "supergroup")
FORWARDED = ("forward_origin", "forward_date", "forward_from", "forward_from_chat", "forward_sender_name")


def raw_update(update: Any) -> RawUpdate:
    """The update as it is kept; one without a number is known by its content."""
    raw = json.dumps(update)  # plain ASCII: no NUL and no lone surrogate reaches the database
    number = number_of(update)
    return RawUpdate(hashlib.sha256(raw.encode()).hexdigest()[:32] if number is None else str(number), raw)


def number_of(update: Any) -> int | None:
    """The update's id, where it has one that can be acknowledged."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if _is_id(number) else None


def next_offset(updates: Sequence[Any]) -> int | None:
    """What to ask for next so that these updates are acknowledged."""
    numbers = [number for number in map(number_of, updates) if number is not None]
    return max(numbers) + 1 if numbers else None


def press_of(update: Any) -> str | None:
    """The id of a button press, which wants to be answered."""
    match update:
        case {"callback_query": {"id": str(press)}}:
            return press
    return None


# What people send beside or instead of words; the first that a message holds names it (a venue is a location too).
WORDLESS = (
    "animation", "document", "photo", "voice", "audio", "video_note", "video", "sticker", "dice", "venue", "location",
    "contact", "poll", "game", "story", "paid_media", "checklist", "invoice", "gift", "giveaway",
)  # fmt: skip


def read_update(raw: str, username: str | None = None) -> Incoming | None:
    """What a person said or pressed; `username` is the bot's, for mentions in groups."""
    try:
        update = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    match update:
        case {"callback_query": {"data": str(text), "from": dict(sender), "message": dict(message)}}:
            return _pressed(message, sender, text)
        case {"message": dict(message)}:
            return _said(message, username)
        case {"edited_message": dict(message)}:
            said = _said(message, username)
            # A place that moves, a poll that is voted on: nobody said anything.
            return replace(said, edited=True) if said is not None and (said.text or said.attachment) else None
    return None


def presence(raw: str) -> tuple[str, bool] | None:
    """Whether a chat put the bot out or let it in again, where an update says so: (address, is in)."""
    try:
        update = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    match update:
        case {"my_chat_member": {"chat": {"id": number}, "new_chat_member": {"status": str(status)}}} if _is_id(number):
            return str(number), status not in ("kicked", "left")
    return None


def _said(message: dict[str, Any], username: str | None) -> Incoming | None:
    sender, text = message.get("from"), message.get("text", message.get("caption"))
    if not isinstance(sender, dict) or sender.get("is_bot") is True:
        return None
    text = text if isinstance(text, str) else ""
    if _in_group(message):
        spoken = _spoken_to_us(message, text, username) if text else ""
        return _incoming(message, sender, spoken) if spoken else None
    wordless = next((kind for kind in WORDLESS if kind in message), "")
    return _incoming(message, sender, text, wordless)


def _incoming(message: dict[str, Any], sender: dict[str, Any], text: str, wordless: str = "") -> Incoming | None:
    chat = message.get("chat")
    if not isinstance(chat, dict) or not _is_id(chat.get("id")):
        return None
    text = clean_text(text)
    if not text and not wordless:
        return None
    number, album = message.get("message_id"), message.get("media_group_id")
    return Incoming(
        NAME,
        str(chat["id"]),
        text,
        _name(sender),
        Chat.GROUP if _in_group(message) else Chat.PRIVATE,
        _file(message) if wordless in ("document", "photo") else None,
        str(number) if _is_id(number) else "",
        forwarded=any(mark in message for mark in FORWARDED),
        reply_to=_quoted(message.get("reply_to_message")),
        wordless=wordless,
        card=_card(message, sender) if wordless == "contact" else None,
        album=album if isinstance(album, str) and re.fullmatch(r"\w{1,64}", album, re.ASCII) else "",
    )


def _pressed(message: dict[str, Any], sender: dict[str, Any], command: str) -> Incoming | None:
    """A press is a message of its own, not one that the card under it was forwarded by or replies to."""
    under = {key: message[key] for key in ("chat",) if key in message}
    return _incoming(under, sender, command)


def _quoted(message: Any) -> Quoted | None:
    """The message that a reply stands under, with the buttons that hang there."""
    if not isinstance(message, dict) or not _is_id(message.get("message_id")):
        return None
    text, sender = message.get("text", message.get("caption")), message.get("from")
    return Quoted(
        str(message["message_id"]),
        clean_text(text) if isinstance(text, str) else "",
        tuple(_buttons(message.get("reply_markup"))),
        isinstance(sender, dict) and sender.get("is_bot") is True,
    )


def _buttons(keyboard: Any) -> Iterator[tuple[str, str]]:
    rows = keyboard.get("inline_keyboard") if isinstance(keyboard, dict) else None
    for row in rows if isinstance(rows, list) else ():
        for button in row if isinstance(row, list) else ():
            match button:
                case {"text": str(label), "callback_data": str(command)}:
                    yield clean_name(label), clean_text(command)


def _card(message: dict[str, Any], sender: dict[str, Any]) -> Card | None:
    """A shared contact; the sender's own where Telegram says whose it is."""
    match message["contact"]:
        case {"phone_number": str(phone)} as shared:
            owner = shared.get("user_id")
            return Card(_name(shared), clean_name(phone), _is_id(owner) and owner == sender.get("id"))
    return None


def _file(message: dict[str, Any]) -> Attachment | None:
    """The photo or document that came, by the name under which it can be fetched."""
    match message:
        case {"document": {"file_id": str(remote)} as found}:
            name, mime, size = found.get("file_name"), found.get("mime_type"), found.get("file_size")
        case {"photo": [*_, {"file_id": str(remote)} as found]}:
            name, mime, size = "anh.jpg", "image/jpeg", found.get("file_size")
        case _:
            return None
    return Attachment(
        clean_name(name) if isinstance(name, str) and clean_name(name) else "tep",
        "",
        mime if isinstance(mime, str) and re.fullmatch(r"[\w.+-]+/[\w.+-]+", mime) else "application/octet-stream",
        size if _is_id(size) else 0,
        remote=remote,
    )


def _spoken_to_us(message: dict[str, Any], text: str, username: str | None) -> str:
    """A group's words that are meant for the bot: a command, a mention or a reply; else nothing."""
    me = re.escape(username) if username else r"(?!)"
    mention = re.compile(rf"@{me}\b", re.IGNORECASE)
    if text.startswith("/"):
        for_another = re.match(r"/\w+@(\w+)", text)
        if for_another and not mention.search(text):
            return ""
        return mention.sub("", text, count=1)
    if mention.search(text):
        return mention.sub(" ", text).strip()
    match message:
        case {"reply_to_message": {"from": {"is_bot": True, "username": str(name)}}} if name == username:
            return text
    return ""


def _in_group(message: dict[str, Any]) -> bool:
    chat = message.get("chat")
    return isinstance(chat, dict) and chat.get("type") in _GROUPS


def _name(sender: dict[str, Any]) -> str:
    words = [sender.get("first_name"), sender.get("last_name")]
    return clean_name(" ".join(word for word in words if isinstance(word, str)))


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -_HUGE < value < _HUGE
