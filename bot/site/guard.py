"""The door of the site: our own names only, no posts from foreign pages, nobody too often, a cap on bodies."""

import asyncio
import contextlib
import math
import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request, cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.site import says
from bot.site.addresses import address_in
from bot.site.refusing import refuse
from bot.site.state import Door
from bot.site.turns import Full, Turns
from bot.site.visitors import COOKIE

MAX_BODY = 64 * 1024
LONG_FORMS = {"/don-vi": 512 * 1024}  # a row of fields for each name
MAX_UPDATE = 1024 * 1024  # a platform would bring a refused update again and again
MAX_WORKBOOK = 10_000_000  # a filled-in template of a thousand rows has a tenth of it
WITH_WORKBOOK = ("/don-vi/tep", "/ban-to-chuc/don-vi/tep")
WITH_FILE = ("/ban-to-chuc/gui-tin",)
OPEN = ("/static/", "/healthz", "/metrics")  # light and always the same
FILES = "/tep/"
LINKS = "/v/"
DRAIN = 4 * 1024 * 1024  # read and thrown away, so that the sender gets to see the refusal
PATIENCE = 10.0  # seconds that a sender may take for a few kilobytes
BUSY = 5.0  # seconds after which to come again
LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")
CLOSE = {"Connection": "close"}
SAFE = ("GET", "HEAD", "OPTIONS")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
    " img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class _TooLarge(Exception):
    """More bytes came than a form or a sentence can have."""


class Guard:
    """Middleware around the whole site."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.hooks = tuple(each.path for each in door.hooks)
        self.door = door
        public = urlsplit(door.public_url or "")
        self.public_host = public.netloc or None
        self.https = public.scheme == "https"
        self.names = {name.lower() for name in (*LOCAL_NAMES, door.host, public.hostname) if name}
        self._turns = Turns()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        outgoing = _with_headers(send, https=self.https)
        refusal, rank = self._looked_at(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, outgoing)
        elif rank is None:
            await self._streamed(scope, receive, outgoing, headers)
        else:
            await self._in_turn(rank, scope, receive, outgoing, headers)

    def _looked_at(self, scope: Scope, headers: Headers) -> tuple[Response | None, float | None]:
        """(refusal, rank): what is unwanted is known before a body is read or the database is asked."""
        if not self._is_ours(scope, headers):
            return _foreign_name(scope), None
        if scope["method"] not in SAFE and not self._from_here(headers):
            return refuse(Request(scope), 403, says.FOREIGN, says.FOREIGN_NEXT, headers=CLOSE), None
        if scope["path"].startswith((*OPEN, *self.hooks)):
            return None, None
        verdict = self.door.limits.ask(_kind(scope), address_in(scope), _secret(headers))
        if verdict.wait > 0.0:
            return _too_often(scope, verdict.wait), None
        has_no_turn = scope["path"] in WITH_FILE + WITH_WORKBOOK or scope["path"].startswith(FILES)
        return None, None if has_no_turn else verdict.rank

    def _is_ours(self, scope: Scope, headers: Headers) -> bool:
        """Whether the request calls us by a name of ours: a foreign name that leads here could read our answers."""
        called = host_name(headers.get("host"))
        here = scope.get("server") or ("",)
        return called is None or called in self.names or called == str(here[0]).lower()

    def _from_here(self, headers: Headers) -> bool:
        # Browsers name the page that posts; a script names none, and a foreign page cannot post JSON unasked.
        origin = headers.get("origin")
        if origin is not None:
            return origin != "null" and _netloc(origin) in (headers.get("host"), self.public_host)
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        return headers.get("content-type", "").startswith("application/json")

    async def _in_turn(self, rank: float, scope: Scope, receive: Receive, send: Send, headers: Headers) -> None:
        """The small body is read before the turn begins, so that a slow sender holds up nobody."""
        body = _Counted(receive, LONG_FORMS.get(scope["path"], MAX_BODY))
        try:
            _check_length(headers, body.most)
            whole = await asyncio.wait_for(body.whole(), PATIENCE)
        except _TooLarge:
            await _too_large(scope, body, send)
            return
        except TimeoutError:
            await refuse(Request(scope), 408, says.ERROR_SLOW, says.BODY_NEXT, headers=CLOSE)(scope, receive, send)
            return
        try:
            async with self._turns.turn(rank):
                await self.app(scope, _again(whole, receive), send)
        except Full:
            await _too_often(scope, BUSY)(scope, receive, send)

    async def _streamed(self, scope: Scope, receive: Receive, send: Send, headers: Headers) -> None:
        body = _Counted(receive, self._most(scope["path"]))
        try:
            _check_length(headers, body.most)
            await self.app(scope, body, send)
        except _TooLarge:
            await _too_large(scope, body, send)

    def _most(self, path: str) -> int:
        """The most bytes that a body may have there."""
        if path in WITH_FILE:
            return self.door.max_upload + MAX_BODY
        if path in WITH_WORKBOOK:
            return min(MAX_WORKBOOK, self.door.max_upload) + MAX_BODY
        return MAX_UPDATE if path.startswith(self.hooks) else MAX_BODY


class _Counted:
    """A request's body that ends with _TooLarge where it passes the cap."""

    def __init__(self, receive: Receive, most: int) -> None:
        self.most = most
        self._receive, self._seen, self._more = receive, 0, True

    async def __call__(self) -> Message:
        message = await self._next()
        if self._seen > self.most:
            raise _TooLarge
        return message

    async def whole(self) -> bytes:
        """All of it; what came until the sender went away."""
        pieces = []
        while self._more:
            pieces.append((await self()).get("body", b""))
        return b"".join(pieces)

    async def drain(self) -> None:
        """Throws the rest away."""
        while self._more and self._seen <= DRAIN:
            await self._next()

    async def _next(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        self._more = bool(message.get("more_body"))
        return message


def _again(whole: bytes, receive: Receive) -> Receive:
    """The body that was read, then whatever comes after it."""
    kept: list[Message] = [{"type": "http.request", "body": whole, "more_body": False}]

    async def receiving() -> Message:
        return kept.pop() if kept else await receive()

    return receiving


def _check_length(headers: Headers, most: int) -> None:
    declared = headers.get("content-length", "0")
    if not re.fullmatch("[0-9]{1,12}", declared) or int(declared) > most:
        raise _TooLarge


async def _too_large(scope: Scope, body: _Counted, send: Send) -> None:
    """For a file the sentence names the limit; a text is never so long that a number would help."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(body.drain(), PATIENCE)
    sentence = says.ERROR_FILE.format(body.most // 1_000_000) if body.most > MAX_UPDATE else says.TOO_LARGE
    await refuse(Request(scope), 413, sentence, says.BODY_NEXT, headers=CLOSE)(scope, body, send)


def _kind(scope: Scope) -> str:
    """What limits call this request."""
    if scope["path"].startswith(LINKS):
        return "link"
    return "look" if scope["method"] in SAFE else "act"


def _secret(headers: Headers) -> str:
    """The browser's cookie, "" where it has none."""
    return cookie_parser(headers.get("cookie", "")).get(COOKIE, "")


def _foreign_name(scope: Scope) -> Response:
    return refuse(Request(scope), 421, says.FOREIGN_HOST, says.FOREIGN_HOST_NEXT, headers=CLOSE, back=None)


def _too_often(scope: Scope, seconds: float) -> Response:
    again = math.ceil(seconds)
    sentence = says.TOO_OFTEN.format(again)
    return refuse(Request(scope), 429, sentence, says.TOO_OFTEN_NEXT, headers={"Retry-After": str(again)})


def host_name(header: str | None) -> str | None:
    """ "Hội.VN:443" → its name alone in lower case, "[::1]:80" → "::1"; "" for what is no name, None for none."""
    if header is None:
        return None
    try:
        return (urlsplit(f"//{header}").hostname or "").removesuffix(".")
    except ValueError:
        return ""


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _with_headers(send: Send, *, https: bool) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
            if https:
                headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        await send(message)

    return sending
