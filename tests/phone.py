"""A person with Telegram: what they do becomes raw updates, answered by the desk and shown as Telegram shows it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import select

from bot.channels.render import parts
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.outgoing import parameters_of
from bot.channels.telegram.updates import raw_update, read_update
from handlers.messages import Reply
from storage import attendance
from storage.models import OutboxMessage
from tests.talk import Town

BOT = {"id": 999000, "is_bot": True, "first_name": "Hội nghị", "username": "hoinghi_test_bot"}
NUMBERS = count(100)
Message = dict[str, Any]


@dataclass
class Phone:
    """One chat with the bot. Every gesture returns the message as Telegram keeps it; `said` is what came back."""

    town: Town
    chat: int = 7
    replies: list[Reply] = field(default_factory=list)  # to the last gesture
    shown: list[Message] = field(default_factory=list)  # what the bot wrote last, as messages that can be replied to

    @property
    def said(self) -> str:
        return "\n".join(message["text"] for message in self.shown)

    @property
    def buttons(self) -> list[tuple[str, str]]:
        return [(button.label, button.command) for reply in self.replies for button in reply.buttons]

    def say(self, text: str, *, to: Message | None = None, **held: Any) -> Message:
        under = {"reply_to_message": to} if to is not None else {}
        return self.send(text=text, **under, **held)

    def send(self, **held: Any) -> Message:
        """Anything that is no text: `send(sticker={…})`."""
        message = self._message({"id": self.chat, "is_bot": False, "first_name": "Lan"}, **held)
        return self._brought({"message": message}, message)

    def edit(self, message: Message, **changes: Any) -> Message:
        edited = {**message, **changes, "edit_date": 1}
        return self._brought({"edited_message": edited}, edited)

    def forward(self, text: str) -> Message:
        origin = {"type": "user", "sender_user": {"id": 5, "is_bot": False, "first_name": "Sếp"}, "date": 1}
        return self.say(text, forward_origin=origin)

    def press(self, label: str) -> None:
        """Presses the button with that label under what the bot wrote last."""
        command = next(sent for name, sent in self.buttons if name == label)
        who = {"id": self.chat, "is_bot": False, "first_name": "Lan"}
        query = {"id": "1", "from": who, "message": self.shown[-1], "data": command}
        self._brought({"callback_query": query}, {})

    def as_sent(self, reply: Reply, message_id: int | None = None) -> Message:
        """Our message as Telegram keeps it."""
        sent = parameters_of(reply)
        keyboard = {"reply_markup": json.loads(sent["reply_markup"])} if "reply_markup" in sent else {}
        number = {"message_id": message_id} if message_id is not None else {}
        return self._message(BOT, text=sent["text"], **keyboard, **number)

    def _message(self, sender: Message, **held: Any) -> Message:
        return {
            "message_id": next(NUMBERS),
            "date": 1,
            "chat": {"id": self.chat, "type": "private"},
            "from": sender,
            **held,
        }

    def _brought(self, update: Message, message: Message) -> Message:
        incoming = read_update(raw_update({"update_id": next(NUMBERS), **update}).raw, BOT["username"])
        self.replies = self.town.desk.answer(incoming) if incoming is not None else []
        pieces = [piece for reply in self.replies for piece in parts(reply, TelegramChannel.capabilities)]
        self.shown = [self.as_sent(piece) for piece in pieces]
        return message


def coming(town: Town) -> int | None:
    """How many Khe Mây says that come."""
    with town.database.reading() as session:
        rows = attendance.counts(session, town.event_id)
        return next((row.total for row in rows if row.unit.name == "Khe Mây" and row.answer == "coming"), None)


def states(town: Town) -> Sequence[str]:
    """Of everything in the outbox, in its order."""
    with town.database.reading() as session:
        return session.scalars(select(OutboxMessage.state).order_by(OutboxMessage.id)).all()
