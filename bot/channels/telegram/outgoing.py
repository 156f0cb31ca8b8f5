"""A reply as Telegram takes it: spans as entities, buttons as a keyboard, a photo or a document with its caption."""

import json
from typing import Any

from bot.channels.render import Mark, marked
from handlers.messages import Attachment, Reply

NO_PREVIEW = '{"is_disabled": true}'

PHOTOS = ("image/jpeg", "image/png", "image/webp")
LARGEST_PHOTO = 10_000_000  # bytes; a larger picture goes as a document


def is_photo(file: Attachment) -> bool:
    return file.mime in PHOTOS and file.size <= LARGEST_PHOTO


def captioned(parameters: dict[str, str]) -> dict[str, str]:
    """The parameters of a text as those of a caption."""
    names = {"text": "caption", "entities": "caption_entities"}
    return {names.get(name, name): value for name, value in parameters.items() if name != "link_preview_options"}


def uploaded_name(message: Any, field: str) -> str | None:
    """What Telegram calls a file it has taken; the largest of a photo's sizes."""
    match message:
        case {"photo": [*_, {"file_id": str(name)}]} if field == "photo":
            return name
        case {"document": {"file_id": str(name)}}:
            return name
    return None


def parameters_of(reply: Reply) -> dict[str, str]:
    """A reply as Telegram takes it: spans as entities, so that no name can break the marking."""
    text, marks = marked(reply.text)
    sent = {"text": text, "link_preview_options": NO_PREVIEW}
    if marks:
        sent["entities"] = json.dumps([_entity(mark) for mark in marks])
    if reply.buttons:
        rows = [[{"text": button.label, "callback_data": button.command}] for button in reply.buttons]
        sent["reply_markup"] = json.dumps({"inline_keyboard": rows})
    return sent


def _entity(mark: Mark) -> dict[str, Any]:
    where = {"offset": mark.offset, "length": mark.length}
    return {"type": "text_link", **where, "url": mark.link} if mark.link else {"type": "bold", **where}
