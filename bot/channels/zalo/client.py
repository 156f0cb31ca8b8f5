"""Calls to the Zalo Bot API: JSON both ways, `ok` read before the HTTP status, faults that say what became of it."""

import json
from collections.abc import Mapping
from typing import Any

import aiohttp

CONNECTIONS = 16
CONNECT = 5.0  # seconds to get a connection, name look-up and TLS included
READ = 15.0  # seconds for the answer; a longer wait leaves fewer sends in doubt


class ZaloFault(Exception):
    """A call that gave no result. Never carries the address, which holds the token."""


class NotSent(ZaloFault):
    """No byte was taken: it is safe to try again."""


class NoAnswer(ZaloFault):
    """Bytes left and no answer came that can be read."""


class Refusal(ZaloFault):
    """Zalo said no; `code` is its error_code, where it gave none the HTTP status."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"{words} ({code})")
        self.code = code


class ZaloClient:
    """One pooled session for all calls of one bot."""

    def __init__(self, token: str, api_url: str, *, connect: float = CONNECT, read: float = READ) -> None:
        self._address = f"{api_url.rstrip('/')}/bot{token}"
        self._connect = connect
        self.read = read
        self._session: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        return "ZaloClient()"

    async def open(self) -> None:
        """Opens the session; harmless when it is open."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS, ttl_dns_cache=60)
            self._session = aiohttp.ClientSession(connector=connector, headers={"User-Agent": "hoinghi"})

    async def close(self) -> None:
        """Closes the session and its connections."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def call(self, method: str, parameters: Mapping[str, Any] | None = None, read: float | None = None) -> Any:
        """The method's result; the whole body where it is not wrapped in one."""
        status, payload = await self._post(method, parameters or {}, read or self.read)
        body = _json(payload)
        if not isinstance(body, dict) or ("ok" not in body and "event_name" not in body):
            raise _unreadable(status)
        if body.get("ok", True) is True:
            return body.get("result", body)
        raise _refusal(status, body)

    async def _post(self, method: str, parameters: Mapping[str, Any], read: float) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("the session is closed")
        # Without the threshold aiohttp rounds long time-outs up to whole seconds.
        limit = aiohttp.ClientTimeout(
            total=self._connect + read, connect=self._connect, sock_read=read, ceil_threshold=3600
        )
        try:
            async with self._session.post(
                f"{self._address}/{method}", json=dict(parameters), timeout=limit, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as fault:
            raise NotSent(f"not sent: {type(fault).__name__}") from None
        except TimeoutError:
            raise NoAnswer("no answer in time") from None
        except aiohttp.ClientError as fault:
            raise NoAnswer(f"no answer: {type(fault).__name__}") from None


def _json(payload: bytes) -> Any:
    try:
        return json.loads(payload.decode("utf-8", "replace"), parse_int=_integer)
    except (ValueError, RecursionError):
        return None


def _integer(digits: str) -> int | str:
    """A number; one of thousands of digits stays text, else it would spoil the whole body."""
    return int(digits) if len(digits) < 100 else digits


def _unreadable(status: int) -> ZaloFault:
    if status in (408, 429):  # these say the same without a body
        return Refusal(status, "no body")
    if 300 <= status < 500:  # not the Bot API: something between us and Zalo said no
        return NotSent(f"refused on the way ({status})")
    return NoAnswer(f"unreadable answer ({status})")


def _refusal(status: int, body: Mapping[str, Any]) -> Refusal:
    code, words = body.get("error_code"), str(body.get("description"))[:200]
    known = isinstance(code, int | str) and str(code).isdecimal() and len(str(code)) < 6
    return Refusal(int(str(code)) if known else status, words)
