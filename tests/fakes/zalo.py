"""A loopback Zalo Bot server with the manners of the real one.

Every refusal is HTTP 200 with ok=false; an idle poll ends with 408; a poll gives one event and forgets it: no offset,
nothing to acknowledge. Every accepted message is written down before the answer.

In a test: `async with FakeZalo() as fake: fake.say("a1", "xin chào")`. In a shell:
`python -m tests.fakes.zalo --port 8082 --log sent.jsonl`, and as a person:
`curl 127.0.0.1:8082/control/say -d '{"chat": "a1", "text": "mai có gì"}'`.
"""

import asyncio
import time
from collections import deque
from contextlib import suppress
from itertools import count
from typing import Any

from aiohttp import web

from tests.fakes.answers import Loopback, no, serve, units, yes

ME = {
    "id": "1459232241454765289",
    "account_name": "bot.hoinghithu",
    "account_type": "BASIC",
    "can_join_groups": False,
    "display_name": "Bot Hội nghị thử",
}
MAX_TEXT = 2000
WORDS = {
    "400": "Bad request",
    "401": "Unauthorized",
    "403": "Internal server error",
    "404": "Not Found",
    "408": "Request timeout",
    "429": "Quota exceeded",
}


class FakeZalo(Loopback):
    """One bot's server. `quota` counts both directions; `flat` leaves out the wrapping of events."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.quota: int | None = None  # messages that are left
        self.flat = False
        self.webhook = ""
        self.given = 0  # events that were handed out, once each
        self._events: deque[Any] = deque()
        self._next = count(1)

    @property
    def waiting(self) -> int:
        """Events that nobody fetched yet."""
        return len(self._events)

    def say(
        self, chat: str | int, text: str, *, name: str = "Người thử", group: bool = False, message_id: str | None = None
    ) -> str:
        """A person writes; in a group only with a mention, as the platform passes on no other words."""
        fields = {"text": text, "message_type": "CHAT_TEXT"}
        return self.event("message.text.received", chat, name=name, group=group, message_id=message_id, **fields)

    def event(
        self, kind: str, chat: str | int, *, name: str = "Người thử", group: bool = False,
        message_id: str | None = None, **fields: Any,
    ) -> str:  # fmt: skip
        """Anything that happens in a chat; the message's id."""
        number = message_id or f"{next(self._next):020x}"
        where = {"id": f"{chat}", "chat_type": "GROUP" if group else "PRIVATE"}
        sender = {"id": f"u{chat}" if group else f"{chat}", "display_name": name, "is_bot": False}
        said = {"from": sender, "chat": where, "message_id": number, "date": int(time.time() * 1000), **fields}
        self.push({"event_name": kind, "message": said})
        return number

    def push(self, body: Any) -> None:
        """Queues any event, also a broken one."""
        if self.quota is not None:
            self.quota -= 1
        self._events.append(body)
        self._news.set()

    # The Zalo Bot API.

    async def answer(self, method: str, data: dict[str, Any]) -> web.Response:
        match method:
            case "getMe":
                return yes(ME)
            case "getUpdates":
                return await self._get_updates(data)
            case "deleteWebhook":
                was, self.webhook = self.webhook, ""
                return yes({"url": "", "updated_at": int(time.time() * 1000)}) if was else _no("400")
            case "sendMessage":
                return self._accept(data)
            case "sendChatAction":
                return web.json_response({"ok": True})
        return _no("404")

    async def _get_updates(self, data: dict[str, Any]) -> web.Response:
        if self.webhook:
            return _no("400", "getUpdates is not available while a webhook is set")
        deadline = time.monotonic() + float(data.get("timeout") or 30)
        while not self._events and time.monotonic() < deadline:
            self._news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), min(0.2, max(0.001, deadline - time.monotonic())))
        if not self._events:
            return _no("408")
        self.given += 1
        event = self._events.popleft()
        return web.json_response(event) if self.flat or not isinstance(event, dict) else yes(event)

    def _accept(self, data: dict[str, Any]) -> web.Response:
        chat, text = str(data.get("chat_id") or ""), data.get("text")
        if not isinstance(text, str) or not text.strip() or units(text) > MAX_TEXT or not chat or chat in self.blocked:
            return _no("400")
        if self.too_fast() or (self.quota is not None and self.quota <= 0):
            return _no("429")
        if self.quota is not None:
            self.quota -= 1
        number = f"{next(self._next):020x}"
        self.write_down({"method": "sendMessage", "message_id": number, "at": time.time(), **data, "chat_id": chat})
        return yes({"message_id": number, "date": int(time.time() * 1000)})

    def refused(self, fault: dict[str, Any]) -> web.Response:
        """HTTP 200 and ok=false, unless another status is scripted (status=)."""
        return _no(str(fault["kind"]), fault.get("description"), int(fault.get("status", 200)))

    # The same for a shell.

    def heard(self, data: dict[str, Any]) -> str:
        group = bool(data.get("group"))
        return self.say(data["chat"], data["text"], name=data.get("name", "Người thử"), group=group)

    async def controlled(self, action: str, data: dict[str, Any]) -> Any:
        match action:
            case "event":
                return self.event(data.pop("event_name"), data.pop("chat"), **data)
            case "push":
                self.push(data)
                return True
            case "set":
                self.quota = int(data["quota"]) if data.get("quota") is not None else self.quota
                self.flat = bool(data.get("flat", self.flat))
                return True
        return None


def _no(code: str, description: str | None = None, status: int = 200) -> web.Response:
    return no(int(code), description or WORDS.get(code, "as scripted"), status=status)


if __name__ == "__main__":
    serve(FakeZalo, __doc__)
