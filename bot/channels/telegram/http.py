"""The library's requests on aiohttp, with exact time-outs, telling "not sent" from "nobody knows"."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, RequestData

from handlers.messages import Attachment

CONNECTIONS = 256
CONNECT = 5.0  # seconds to get a connection, name look-up and TLS included
READ = 20.0  # seconds for the answer; a longer wait leaves fewer sends in doubt
UPLOAD = 50.0  # seconds for a file to come
BUSY = 5  # seconds to wait where a 429 does not say how long
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class NotSent(NetworkError):
    """No byte of the request left this machine: it is safe to try again."""


class Throttled(TelegramError):
    """A 429: not accepted, to be tried after so many seconds. (The library's own warns about its own future.)"""

    def __init__(self, seconds: float) -> None:
        super().__init__("too many requests")
        self.seconds = seconds


class Failed(NetworkError):
    """The server said that it failed (5xx)."""


class AiohttpRequest(BaseRequest):
    """One pooled session for all calls of a bot. Errors never carry the address, which holds the token."""

    def __init__(self, *, connect: float = CONNECT, read: float = READ, connections: int = CONNECTIONS) -> None:
        self._connect = connect
        self._read = read
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read

    async def initialize(self) -> None:
        """Opens the session; harmless when it is open."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=60)
            self._session = aiohttp.ClientSession(connector=connector, headers={"User-Agent": "hoinghi"})

    async def shutdown(self) -> None:
        """Closes the session and its connections."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The library's own would log the body, which may hold people's words."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"), parse_int=_integer)
        except (ValueError, RecursionError):
            raise TelegramError("unreadable answer") from None
        if not isinstance(answer, dict):
            raise TelegramError("unexpected answer")
        return answer

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The library's way in; the answer's status and body."""
        read, connect = _seconds(read_timeout, self._read), _seconds(connect_timeout, self._connect)
        if request_data is not None and request_data.contains_files:
            return await self._send(method, url, _multipart(request_data), None, connect, read)
        body = request_data.url_encoded_parameters().encode() if request_data else None
        return await self._send(method, url, body, FORM if body else None, connect, read)

    async def call(self, url: str, parameters: Mapping[str, Any], read: float | None = None) -> Any:
        """One Bot API method whose result is wanted as plain data; raises the library's errors."""
        body = urlencode(parameters).encode()
        return _result(*await self._send("POST", url, body, FORM, self._connect, read or self._read))

    async def upload(self, url: str, parameters: Mapping[str, Any], field: str, file: Attachment, read: float) -> Any:
        """The same with a file in one of the fields."""
        with open(file.path, "rb") as content:  # noqa: ASYNC230 - a local file, read in small pieces
            form = aiohttp.FormData({name: str(value) for name, value in parameters.items()})
            form.add_field(field, content, filename=file.name, content_type=file.mime)
            return _result(*await self._send("POST", url, form, None, self._connect, read))

    async def download(self, url: str, to: Path, most: int) -> int:
        """A file's bytes, at most so many; how many they are."""
        if self._session is None:
            raise NotSent("the session is closed")
        limit, size = aiohttp.ClientTimeout(total=UPLOAD, connect=self._connect), 0
        try:
            async with self._session.get(url, timeout=limit) as response:
                if response.status != 200:
                    raise NetworkError(f"no file ({response.status})")
                with to.open("wb") as kept:
                    async for piece in response.content.iter_chunked(65_536):
                        size += len(piece)
                        if size > most:
                            raise NetworkError("too large")
                        kept.write(piece)
        except (aiohttp.ClientError, TimeoutError) as fault:
            raise NetworkError(f"no file: {type(fault).__name__}") from None
        return size

    async def _send(
        self,
        method: str,
        url: str,
        body: bytes | aiohttp.FormData | None,
        headers: Mapping[str, str] | None,
        connect: float,
        read: float,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("the session is closed")
        # Without the threshold aiohttp rounds long time-outs up to whole seconds.
        limit = aiohttp.ClientTimeout(total=connect + read, connect=connect, sock_read=read, ceil_threshold=3600)
        try:
            async with self._session.request(method, url, data=body, headers=headers, timeout=limit) as response:
                payload = await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as fault:
            raise NotSent(f"not sent: {type(fault).__name__}") from None
        except TimeoutError:
            raise TimedOut("no answer in time") from None
        except aiohttp.ClientError as fault:
            raise NetworkError(f"no answer: {type(fault).__name__}") from None
        if response.status == 429:
            raise Throttled(_retry_after(payload))
        return response.status, payload


def _result(status: int, payload: bytes) -> Any:
    try:
        answer = AiohttpRequest.parse_json_payload(payload)
    except TelegramError as fault:
        raise _unreadable(status, fault) from None
    if status == 200 and "result" in answer:
        return answer["result"]
    raise _refusal(status, answer)


def _seconds(given: object, otherwise: float) -> float:
    return float(given) if isinstance(given, int | float) else otherwise


def _integer(digits: str) -> int | str:
    """A number; one of thousands of digits stays text, else it would spoil the whole batch."""
    return int(digits) if len(digits) < 100 else digits


def _multipart(data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(data.json_parameters)
    for name, (file_name, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=mime)
    return form


def _retry_after(payload: bytes) -> int:
    try:
        seconds = json.loads(payload)["parameters"]["retry_after"]
        return max(1, math.ceil(float(seconds)))
    except (ValueError, KeyError, TypeError, OverflowError):
        return BUSY


def _unreadable(status: int, fault: TelegramError) -> TelegramError:
    if 400 <= status < 500:  # not the Bot API: something between us and Telegram said no
        return NotSent(f"refused on the way ({status})")
    return (Failed if status >= 500 else NetworkError)(f"{fault} ({status})")


def _refusal(status: int, answer: Mapping[str, Any]) -> TelegramError:
    """The same classes as the library's own calls raise."""
    words, details = str(answer.get("description"))[:200], answer.get("parameters")
    moved = details.get("migrate_to_chat_id") if isinstance(details, dict) else None
    if moved:
        return ChatMigrated(moved)
    match status:
        case 400:
            return BadRequest(words)
        case 401 | 404:
            return InvalidToken(words)
        case 403:
            return Forbidden(words)
        case 409:
            return Conflict(words)
    return (Failed if status >= 500 else NetworkError)(f"{words} ({status})")
