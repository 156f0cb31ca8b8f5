"""What the loopback servers share: a server with scripted faults, its log, and the same controls for a shell."""

import argparse
import asyncio
import json
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from aiohttp import web


async def parameters(request: web.Request) -> dict[str, Any]:
    """Query, form, multipart or JSON; values that are JSON lists or objects are read."""
    data: dict[str, Any] = dict(request.query)
    if request.content_type == "multipart/form-data":
        data |= dict(await request.post())
        return {key: value if key == "text" else _value(value) for key, value in data.items()}
    body = await request.read()
    if request.content_type == "application/json" or body[:1] in (b"{", b"["):
        data |= json.loads(body)
    elif body:
        data |= dict(await request.post())
    return {key: value if key == "text" else _value(value) for key, value in data.items()}


def _value(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def units(text: str) -> int:
    """Length as the platforms count it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def yes(result: Any) -> web.Response:
    """The method worked."""
    return web.json_response({"ok": True, "result": result})


def no(code: int, description: str, *, status: int | None = None, **details: Any) -> web.Response:
    """The method was refused; the HTTP status is the code unless said otherwise."""
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if details:
        body["parameters"] = details
    return web.json_response(body, status=code if status is None else status)


class Loopback:
    """One bot's server. `accepted` holds what it took; `fault` scripts what goes wrong next."""

    def __init__(self, *, port: int = 0, log: Path | None = None, token: str | None = None, delay: float = 0.0) -> None:
        self.port = port
        self.log = log
        self.token = token  # None: any token is right
        self.delay = delay  # seconds before every answer, as over a network
        self.rate: int | None = None  # messages a second before it answers 429
        self.accepted: list[dict[str, Any]] = []
        self.requests: list[tuple[float, str]] = []  # (monotonic instant, method)
        self.blocked: set[str] = set()  # chats that refuse
        self._faults: dict[str, deque[dict[str, Any]]] = {}
        self._news = asyncio.Event()
        self._recent: deque[float] = deque()
        self._runner: web.AppRunner | None = None

    # What a platform says in its own way.

    async def answer(self, method: str, data: dict[str, Any]) -> web.Response:
        raise NotImplementedError

    def refused(self, fault: dict[str, Any]) -> web.Response:
        """A scripted refusal by its number."""
        raise NotImplementedError

    def heard(self, data: dict[str, Any]) -> Any:
        """`/control/say`."""
        raise NotImplementedError

    async def controlled(self, action: str, data: dict[str, Any]) -> Any:
        """An action of this platform alone; None where there is none."""
        return None

    # The server.

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        app = web.Application(client_max_size=8 * 1024 * 1024)
        app.router.add_route("*", "/control/{action}", self._control)
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        app.router.add_route("GET", "/file/bot{token}/{path:.+}", self._file)
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

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def fault(self, method: str, kind: str, *, times: int = 1, **details: Any) -> None:
        """The next `times` calls of `method` go wrong.

        kind: 400, 401, 403, 404, 429 (retry_after=), 500, 502, html (status=), garbage, empty, drop (accepted, then
        the line breaks), hang_up (the line breaks before acceptance), slow (accepted, answered after seconds=),
        and what else the platform knows.
        """
        self._faults.setdefault(method, deque()).extend({"kind": kind, **details} for _ in range(times))

    def texts(self, chat: int | str) -> list[str]:
        """What the bot said in a chat, in order."""
        return [m["text"] for m in self.accepted if m["chat_id"] == str(chat) and m["method"] == "sendMessage"]

    def called(self, method: str) -> int:
        """How often a method was called."""
        return [name for _, name in self.requests].count(method)

    async def until(self, number: int, patience: float = 60.0) -> None:
        """Waits until so many messages were accepted."""
        async with asyncio.timeout(patience):
            while len(self.accepted) < number:
                await asyncio.sleep(0.005)

    def write_down(self, record: dict[str, Any]) -> None:
        """Every accepted message is known before the answer leaves."""
        self.accepted.append(record)
        if self.log:
            with self.log.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(record, ensure_ascii=False) + "\n")

    def too_fast(self) -> bool:
        """Whether one more message now is more than the rate allows; counts it where it is not."""
        if self.rate is None:
            return False
        now = time.monotonic()
        while self._recent and self._recent[0] < now - 1:
            self._recent.popleft()
        if len(self._recent) >= self.rate:
            return True
        self._recent.append(now)
        return False

    def file(self, path: str) -> bytes | None:
        """The bytes of a file that somebody sent; None where the platform has none."""
        return None

    async def _file(self, request: web.Request) -> web.Response:
        content = self.file(request.match_info["path"])
        return web.Response(status=404) if content is None else web.Response(body=content)

    async def _method(self, request: web.Request) -> web.StreamResponse:
        method, data = request.match_info["method"], await parameters(request)
        self.requests.append((time.monotonic(), method))
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.token is not None and request.match_info["token"] != self.token:
            return self.refused({"kind": "401", "description": "Unauthorized"})
        queue = self._faults.get(method)
        fault = queue.popleft() if queue else None
        return await self._broken(request, method, data, fault) if fault else await self.answer(method, data)

    async def _broken(
        self, request: web.Request, method: str, data: dict[str, Any], fault: dict[str, Any]
    ) -> web.StreamResponse:
        match fault["kind"]:
            case "html":
                status = fault.get("status", 502)
                return web.Response(status=status, text="<html>blocked</html>", content_type="text/html")
            case "garbage" | "empty":
                await self.answer(method, data)
                return web.Response(body=b'{"ok": true, "resu' if fault["kind"] == "garbage" else b"")
            case "drop" | "hang_up":
                if fault["kind"] == "drop":
                    await self.answer(method, data)
                if request.transport:
                    request.transport.abort()
                return web.Response()
            case "slow":
                answer = await self.answer(method, data)
                await asyncio.sleep(fault["seconds"])
                return answer
        return self.refused(fault)

    # The same for a shell.

    async def _control(self, request: web.Request) -> web.Response:
        data, action = await parameters(request), request.match_info["action"]
        match action:
            case "say":
                return yes(self.heard(data))
            case "crowd":
                for number in range(int(data["messages"])):
                    self.heard({"chat": 1 + number % int(data["chats"]), "text": f"câu hỏi {number}"})
                return yes(int(data["messages"]))
            case "count":
                return yes(len(self.accepted))
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
                await self.controlled("set", data)
                return yes(True)
        done = await self.controlled(action, data)
        return no(404, "Not Found") if done is None else yes(done)


async def _serve(fake: Loopback) -> None:
    await fake.start()
    print("ready", fake.url, flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        await fake.stop()


def serve(make: Callable[..., Loopback], description: str | None) -> None:
    """The command line of a loopback server: serves until it is stopped."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--token")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before every answer")
    given = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(make(port=given.port, log=given.log, token=given.token, delay=given.delay)))
