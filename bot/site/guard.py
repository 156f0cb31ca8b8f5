"""The door of the site: security headers on every answer, a cap on bodies, no posts from foreign pages."""

import asyncio
import contextlib
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 64 * 1024
MAX_UPDATE = 1024 * 1024  # a platform would bring a refused update again and again
MAX_FILE = 20_000_000 + MAX_BODY
WITH_FILE = ("/ban-to-chuc/gui-tin",)
HOOKS = ("/telegram", "/zalo/")
DRAIN = 4 * 1024 * 1024  # read and thrown away, so that the sender gets to see the refusal
PATIENCE = 5.0  # seconds for throwing away
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
FOREIGN = "Yêu cầu này đến từ một trang khác nên không được nhận. Mở lại trang rồi thử lần nữa."
TOO_LARGE = "Nội dung quá dài. Gửi ngắn hơn, hoặc chia làm nhiều tin."


class _TooLarge(Exception):
    """More bytes came than a form or a sentence can have."""


class Guard:
    """Middleware around the whole site."""

    def __init__(self, app: ASGIApp, public_url: str | None = None) -> None:
        self.app = app
        self.public_host = urlsplit(public_url).netloc if public_url else None
        self.https = bool(public_url and public_url.startswith("https://"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        outgoing = _with_headers(send, https=self.https)
        if scope["method"] not in SAFE and not self._from_here(headers):
            await _refuse(403, FOREIGN)(scope, receive, outgoing)
            return
        await self._capped(scope, receive, outgoing, headers)

    def _from_here(self, headers: Headers) -> bool:
        # Browsers name the page that posts; a script names none, and a foreign page cannot post JSON unasked.
        origin = headers.get("origin")
        if origin is not None:
            return urlsplit(origin).netloc in (headers.get("host"), self.public_host) and origin != "null"
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        return headers.get("content-type", "").startswith("application/json")

    async def _capped(self, scope: Scope, receive: Receive, send: Send, headers: Headers) -> None:
        declared = headers.get("content-length", "0")
        most = MAX_UPDATE if scope["path"].startswith(HOOKS) else MAX_BODY
        most = MAX_FILE if scope["path"] in WITH_FILE else most
        body = _Counted(receive, most)
        try:
            if not declared.isdigit() or int(declared) > most:
                raise _TooLarge
            await self.app(scope, body, send)
        except _TooLarge:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(body.drain(), PATIENCE)
            await _refuse(413, TOO_LARGE)(scope, receive, send)


class _Counted:
    """A request's body that ends with _TooLarge where it passes the cap."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._most, self._seen, self._more = receive, most, 0, True

    async def __call__(self) -> Message:
        message = await self._next()
        if self._seen > self._most:
            raise _TooLarge
        return message

    async def drain(self) -> None:
        """Throws the rest away."""
        while self._more and self._seen <= DRAIN:
            await self._next()

    async def _next(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        self._more = bool(message.get("more_body"))
        return message


def _refuse(status: int, sentence: str) -> Response:
    return JSONResponse({"error": sentence}, status, headers={"Connection": "close"})


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


def is_https(request: Request) -> bool:
    """Whether the browser came by https, straight or through a proxy that we trust."""
    public = request.app.state.site.door.public_url or ""
    return "https" in (request.scope["scheme"], public.partition(":")[0])
