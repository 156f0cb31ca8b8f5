"""A loopback Bot API server: real long poll, every accepted message written down before the answer.

In a test: `async with FakeTelegram() as fake: fake.say(7, "/start")`. In a shell:
`python -m tests.fakes.telegram --port 8081 --log sent.jsonl`, and as a person:
`curl 127.0.0.1:8081/control/say -d '{"chat": 7, "text": "/start"}'`.
"""

import argparse
import asyncio
import json
import time
from collections import deque
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.fakes.answers import no, parameters, person, units, yes

USER = {"id": 999000, "is_bot": True, "first_name": "Hội nghị", "username": "hoinghi_test_bot"}
MAX_TEXT = 4096


class FakeTelegram:
    """One bot's server. `accepted` holds what it took; `fault` scripts what goes wrong next."""

    def __init__(self, *, port: int = 0, log: Path | None = None, token: str | None = None, delay: float = 0.0) -> None:
        self.port = port
        self.log = log
        self.token = token  # None: any token is right
        self.delay = delay  # seconds before every answer, as over a network
        self.rate: int | None = None  # messages a second before it answers 429
        self.accepted: list[dict[str, Any]] = []
        self.requests: list[tuple[float, str]] = []  # (monotonic instant, method)
        self.pressed: list[str] = []  # callback queries that were answered
        self.blocked: set[str] = set()  # chats that answer 403
        self.moved: dict[str, int] = {}  # chats that became another
        self.offsets: list[int] = []
        self._faults: dict[str, deque[dict[str, Any]]] = {}
        self._updates: deque[Any] = deque()
        self._news = asyncio.Event()
        self._next_update = 1000
        self._next_message = count(1)
        self._poll = 0
        self._recent: deque[float] = deque()
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        app = web.Application(client_max_size=8 * 1024 * 1024)
        app.router.add_route("*", "/control/{action}", self._control)
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        # A short grace lets a test stop the server while a long poll is open.
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, backlog=2048, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> "FakeTelegram":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def say(self, chat: int, text: str, *, name: str = "Người thử", group: bool = False, edited: bool = False) -> int:
        """A person writes; the update's id."""
        kind = "edited_message" if edited else "message"
        message = {**self._message(chat, group), "from": person(chat, name), "text": text}
        return self.push({kind: message})

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

    def fault(self, method: str, kind: str, *, times: int = 1, **details: Any) -> None:
        """The next `times` calls of `method` go wrong.

        kind: 400, 401, 403, 404, 429 (retry_after=), 500, 502, html (status=), garbage, empty, drop (accepted, then
        the line breaks), hang_up (the line breaks before acceptance), slow (accepted, answered after seconds=),
        migrate (to=).
        """
        self._faults.setdefault(method, deque()).extend({"kind": kind, **details} for _ in range(times))

    @property
    def waiting(self) -> int:
        """Updates that are not acknowledged yet."""
        return len(self._updates)

    def texts(self, chat: int) -> list[str]:
        """What the bot said in a chat, in order."""
        return [m["text"] for m in self.accepted if m["chat_id"] == str(chat) and m["method"] == "sendMessage"]

    async def until(self, number: int, patience: float = 10.0) -> None:
        """Waits until so many messages were accepted."""
        async with asyncio.timeout(patience):
            while len(self.accepted) < number:  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    # The Bot API.

    async def _method(self, request: web.Request) -> web.StreamResponse:
        method, data = request.match_info["method"], await parameters(request)
        self.requests.append((time.monotonic(), method))
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.token is not None and request.match_info["token"] != self.token:
            return no(401, "Unauthorized")
        queue = self._faults.get(method)
        fault = queue.popleft() if queue else None
        return await self._broken(request, method, data, fault) if fault else await self._answer(method, data)

    async def _answer(self, method: str, data: dict[str, Any]) -> web.Response:
        match method:
            case "getMe":
                return yes(USER)
            case "deleteWebhook":
                return yes(True)
            case "getUpdates":
                return await self._get_updates(data)
            case "sendMessage" | "editMessageText":
                return self._accept(method, data)
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
        record: dict[str, Any] = {"method": method, "message_id": message_id, "at": time.time(), **data}
        self.accepted.append(record)
        if self.log:
            with self.log.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(record, ensure_ascii=False) + "\n")
        message = {**self._message(int(data["chat_id"]), int(data["chat_id"]) < 0), "from": USER}
        return yes({**message, "message_id": message_id, "text": data["text"]})

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
        return self._too_fast()

    def _too_fast(self) -> web.Response | None:
        if self.rate is None:
            return None
        now = time.monotonic()
        while self._recent and self._recent[0] < now - 1:
            self._recent.popleft()
        if len(self._recent) >= self.rate:
            return no(429, "Too Many Requests: retry after 1", retry_after=1)
        self._recent.append(now)
        return None

    async def _broken(
        self, request: web.Request, method: str, data: dict[str, Any], fault: dict[str, Any]
    ) -> web.StreamResponse:
        match fault["kind"]:
            case "429":
                return no(429, "Too Many Requests", retry_after=fault.get("retry_after", 1))
            case "migrate":
                return no(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=fault["to"])
            case "html":
                status = fault.get("status", 502)
                return web.Response(status=status, text="<html>blocked</html>", content_type="text/html")
            case "garbage" | "empty":
                await self._answer(method, data)
                return web.Response(body=b'{"ok": true, "resu' if fault["kind"] == "garbage" else b"")
            case "drop" | "hang_up":
                if fault["kind"] == "drop":
                    await self._answer(method, data)
                if request.transport:
                    request.transport.abort()
                return web.Response()
            case "slow":
                answer = await self._answer(method, data)
                await asyncio.sleep(fault["seconds"])
                return answer
        return no(int(fault["kind"]), fault.get("description", "as scripted"))

    # The same for a shell.

    async def _control(self, request: web.Request) -> web.Response:
        data = await parameters(request)
        match request.match_info["action"]:
            case "say":
                return yes(self.say(int(data["chat"]), data["text"], name=data.get("name", "Người thử")))
            case "press":
                return yes(self.press(int(data["chat"]), data["command"], name=data.get("name", "Người thử")))
            case "crowd":
                for number in range(int(data["messages"])):
                    self.say(1 + number % int(data["chats"]), f"câu hỏi {number}")
                return yes(self.waiting)
            case "count":
                return yes(len(self.accepted))
            case "push":
                return yes(self.push(data))
            case "accepted":
                chat = str(data.get("chat", ""))
                return yes([m for m in self.accepted if not chat or str(m["chat_id"]) == chat])
            case "fault":
                details = {key: value for key, value in data.items() if key not in ("method", "kind", "times")}
                self.fault(data["method"], str(data["kind"]), times=int(data.get("times", 1)), **details)
                return yes(True)
            case "set":
                self.rate = int(data["rate"]) if data.get("rate") else self.rate
                self.delay = float(data.get("delay", self.delay))
                self.blocked |= {str(chat) for chat in data.get("blocked", ())}
                return yes(True)
        return no(404, "Not Found")

    def _message(self, chat: int, group: bool) -> dict[str, Any]:
        where = {"id": chat, "type": "supergroup", "title": "Nhóm"} if group else {"id": chat, "type": "private"}
        return {"message_id": next(self._next_message), "date": int(time.time()), "chat": where}


async def _serve(fake: FakeTelegram) -> None:
    await fake.start()
    print("ready", fake.url, flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        await fake.stop()


def main() -> None:
    """Serves until it is stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--token")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before every answer")
    given = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(FakeTelegram(port=given.port, log=given.log, token=given.token, delay=given.delay)))


if __name__ == "__main__":
    main()
