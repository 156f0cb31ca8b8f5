"""A loopback Bot API server: real long poll, every accepted message written down before the answer.

In a test: `async with FakeTelegram() as fake: fake.say(7, "/start")`. In a shell:
`python -m tests.fakes.telegram --port 8081 --log sent.jsonl`, and as a person:
`curl 127.0.0.1:8081/control/say -d '{"chat": 7, "text": "/start"}'`.
"""

import asyncio
import time
from collections import deque
from contextlib import suppress
from itertools import count
from typing import Any

from aiohttp import web

from tests.fakes.answers import Loopback, no, serve, units, yes

USER = {"id": 999000, "is_bot": True, "first_name": "Hội nghị", "username": "hoinghi_test_bot"}
MAX_TEXT = 4096
MAX_CAPTION = 1024


class FakeTelegram(Loopback):
    """One bot's server; updates stay until an offset acknowledges them."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.hook: dict[str, Any] | None = None  # what setWebhook asked for
        self.pressed: list[str] = []  # callback queries that were answered
        self.moved: dict[str, int] = {}  # chats that became another
        self.files: dict[str, bytes] = {}  # by file_id
        self.offsets: list[int] = []
        self._updates: deque[Any] = deque()
        self._next_update = 1000
        self._next_message = count(1)
        self._poll = 0

    def say(self, chat: int, text: str, *, name: str = "Người thử", group: bool = False, edited: bool = False) -> int:
        """A person writes; the update's id."""
        kind = "edited_message" if edited else "message"
        message = {**self._message(chat, group), "from": person(chat, name), "text": text}
        return self.push({kind: message})

    def hand_in(self, chat: int, name: str, content: bytes, caption: str = "", *, photo: bool = False) -> int:
        """A person sends a photo or a document; the update's id."""
        number = f"in{len(self.files)}"
        self.files[number] = content
        file = {"file_id": number, "file_size": len(content)}
        held: dict[str, Any] = {"photo": [{"file_id": "small"}, file]}
        if not photo:
            held = {"document": {**file, "file_name": name, "mime_type": "application/pdf"}}
        words = {"caption": caption} if caption else {}
        return self.push(
            {"message": {**self._message(chat, False), "from": person(chat, "Người thử"), **held, **words}}
        )

    def press(self, chat: int, command: str, *, name: str = "Người thử", group: bool = False) -> int:
        """A person presses a button; the update's id."""
        under = {**self._message(chat, group), "from": USER, "text": "…"}
        return self.push(
            {
                "callback_query": {
                    "id": f"press{self._next_update}",
                    "from": person(chat, name),
                    "message": under,
                    "chat_instance": str(chat),
                    "data": command,
                }
            }
        )

    def push(self, update: Any, *, numbered: bool = True) -> int:
        """Queues any update, also a broken one; gives it an id unless told not to."""
        number = self._next_update
        self._next_update += 1
        if numbered and isinstance(update, dict):
            update = {"update_id": number, **update}
        self._updates.append((number, update))
        self._news.set()
        return number

    @property
    def waiting(self) -> int:
        """Updates that are not acknowledged yet."""
        return len(self._updates)

    # The Bot API.

    async def answer(self, method: str, data: dict[str, Any]) -> web.Response:
        match method:
            case "getMe":
                return yes(USER)
            case "deleteWebhook":
                self.hook = None
                return yes(True)
            case "setWebhook":
                self.hook = data
                return yes(True)
            case "getUpdates":
                return await self._get_updates(data)
            case "sendMessage" | "editMessageText":
                return self._accept(method, data)
            case "sendPhoto" | "sendDocument":
                return self._accept_file(method, data)
            case "getFile" if data.get("file_id") in self.files:
                return yes({"file_id": data["file_id"], "file_path": f"in/{data['file_id']}"})
            case "answerCallbackQuery":
                self.pressed.append(str(data.get("callback_query_id")))
                return yes(True)
        return no(404, "Not Found")

    async def _get_updates(self, data: dict[str, Any]) -> web.Response:
        self._poll += 1
        mine, offset = self._poll, int(data.get("offset") or 0)
        self.offsets.append(offset)
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()
        deadline = time.monotonic() + float(data.get("timeout") or 0)
        while not self._updates and time.monotonic() < deadline:
            self._news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), min(0.2, max(0.001, deadline - time.monotonic())))
            if mine != self._poll:
                return no(409, "Conflict: terminated by other getUpdates request")
        limit = int(data.get("limit") or 100)
        return yes([update for _, update in list(self._updates)[:limit]])

    def _accept(self, method: str, data: dict[str, Any]) -> web.Response:
        refusal = self._refusal(data)
        if refusal is not None:
            return refusal
        message_id = int(data["message_id"]) if method == "editMessageText" else next(self._next_message)
        self.write_down({"method": method, "message_id": message_id, "at": time.time(), **data})
        message = {**self._message(int(data["chat_id"]), int(data["chat_id"]) < 0), "from": USER}
        return yes({**message, "message_id": message_id, "text": data["text"]})

    def _accept_file(self, method: str, data: dict[str, Any]) -> web.Response:
        """Bytes the first time, afterwards the name that was given for them."""
        field = "photo" if method == "sendPhoto" else "document"
        given, caption = data.pop(field, None), str(data.get("caption", ""))
        if (refusal := self._refusal({**data, "text": caption or "-"})) is not None or units(caption) > MAX_CAPTION:
            return refusal or no(400, "Bad Request: message caption is too long")
        if isinstance(given, web.FileField):
            number = f"out{len(self.files)}"
            self.files[number] = given.file.read()
        elif str(given) in self.files:
            number = str(given)
        else:
            return no(400, "Bad Request: wrong file identifier")
        message_id, chat = next(self._next_message), int(data["chat_id"])
        uploaded = isinstance(given, web.FileField)
        self.write_down(
            {"method": method, "message_id": message_id, "at": time.time(), "text": caption, "file": number,
             "uploaded": uploaded, **data}
        )  # fmt: skip
        held = {"file_id": number}
        shown = {"photo": [{"file_id": "small"}, held]} if field == "photo" else {"document": held}
        return yes({**self._message(chat, False), "from": USER, "message_id": message_id, **shown})

    def file(self, path: str) -> bytes | None:
        return self.files.get(path.removeprefix("in/"))

    def _refusal(self, data: dict[str, Any]) -> web.Response | None:
        chat, text = str(data.get("chat_id", "")), str(data.get("text", ""))
        if chat in self.moved:
            return no(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=self.moved[chat])
        if chat in self.blocked:
            return no(403, "Forbidden: bot was blocked by the user")
        if not chat.lstrip("-").isdigit():
            return no(400, "Bad Request: chat not found")
        if not text.strip():
            return no(400, "Bad Request: message text is empty")
        if units(text) > MAX_TEXT:
            return no(400, "Bad Request: message is too long")
        if any(e["offset"] + e["length"] > units(text) for e in data.get("entities") or ()):
            return no(400, "Bad Request: entity is out of the text")
        return no(429, "Too Many Requests: retry after 1", retry_after=1) if self.too_fast() else None

    def refused(self, fault: dict[str, Any]) -> web.Response:
        """429 says how long (retry_after=); migrate says where to (to=)."""
        match fault["kind"]:
            case "429":
                return no(429, "Too Many Requests", retry_after=fault.get("retry_after", 1))
            case "migrate":
                return no(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=fault["to"])
        return no(int(fault["kind"]), fault.get("description", "as scripted"))

    # The same for a shell.

    def heard(self, data: dict[str, Any]) -> int:
        return self.say(int(data["chat"]), data["text"], name=data.get("name", "Người thử"))

    async def controlled(self, action: str, data: dict[str, Any]) -> Any:
        match action:
            case "press":
                return self.press(int(data["chat"]), data["command"], name=data.get("name", "Người thử"))
            case "push":
                return self.push(data)
        return None

    def _message(self, chat: int, group: bool) -> dict[str, Any]:
        where = {"id": chat, "type": "supergroup", "title": "Nhóm"} if group else {"id": chat, "type": "private"}
        return {"message_id": next(self._next_message), "date": int(time.time()), "chat": where}


def person(chat: int, name: str) -> dict[str, Any]:
    """Who speaks in a chat."""
    return {"id": abs(chat), "is_bot": False, "first_name": name}


if __name__ == "__main__":
    serve(FakeTelegram, __doc__)
