"""Connections that hold nothing up: deadlines for heads, bodies and readers, and a cap for each address and in all.

uvicorn's own options close only a connection that was answered and then keeps still (`timeout_keep_alive`); one that
never ends its first line, or drips a byte a minute, stays for good, and `limit_concurrency` counts such connections
against everybody. So its h11 protocol gets the deadlines here.
"""

import asyncio
from collections.abc import Sequence
from ipaddress import ip_address, ip_network

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.site.addresses import counted

HEAD_SECONDS = 10.0  # from the first moment of a connection, or the first byte of its next request, to the empty line
BODY_SECONDS = 20.0  # for any body
BODY_BYTES_PER_SECOND = 4000  # a second more for so many bytes that came
READ_SECONDS = 60.0  # that a reader may leave an answer lying
LOOK_EVERY = 2.0  # seconds between two looks at one connection
MOST_OF_ADDRESS = 1200  # five hundred telephones with two connections each
MOST = 3000
FEWEST = 50
SPARE_FILES = 200  # of the files that the system lets a process open: database, channels, uploads


class Room:
    """How many connections each address has. A trusted proxy (networks) stands for many and has no cap of its own."""

    def __init__(self, most: int = MOST, most_of_address: int = MOST_OF_ADDRESS, proxies: Sequence[str] = ()) -> None:
        self.most = most
        self.most_of_address = min(most_of_address, most * 3 // 4)
        self._proxies = [ip_network(network) for network in proxies]
        self._count: dict[str, int] = {}
        self._total = 0

    def enter(self, address: str) -> bool:
        """Whether one more connection of this address is let in; then it must `leave`."""
        held = self._count.get(address, 0)
        if self._total >= self.most or (held >= self.most_of_address and not self._is_proxy(address)):
            return False
        self._count[address] = held + 1
        self._total += 1
        return True

    def leave(self, address: str) -> None:
        self._total -= 1
        self._count[address] -= 1
        if self._count[address] == 0:
            del self._count[address]

    def _is_proxy(self, address: str) -> bool:
        try:
            found = ip_address(address.partition("/")[0])
        except ValueError:
            return False
        return any(found in network for network in self._proxies)


class Connection(H11Protocol):
    """One connection with its deadlines."""

    room = Room()
    _address: str | None = None  # while it is counted
    _began = 0.0  # of the head or the body that is awaited, by the loop's clock
    _received = 0  # bytes of that body
    _stuck_since: float | None = None  # a reader who does not take what was sent
    _watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        address = counted(self.client[0]) if self.client else ""
        if not self.room.enter(address):
            transport.abort()
            return
        self._address = address
        self._began = self.loop.time()
        self._watch = self.loop.call_later(LOOK_EVERY, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._watch is not None:
            self._watch.cancel()
        if self._address is not None:
            self.room.leave(self._address)
            self._address = None

    def data_received(self, data: bytes) -> None:
        awaited = self._awaited()
        if awaited == "nothing":  # the first byte of the next request
            self._began = self.loop.time()
        if awaited == "body":
            self._received += len(data)
        super().data_received(data)
        if awaited != "body" and self._awaited() == "body":
            self._began, self._received = self.loop.time(), 0

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stuck_since = self.loop.time()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stuck_since = None

    def _awaited(self) -> str:
        """What the other side still owes: "head", "body" or "nothing"."""
        if self.conn.their_state is h11.SEND_BODY:
            return "body"
        at_rest = self.timeout_keep_alive_task is not None or self.conn.their_state is not h11.IDLE
        return "nothing" if at_rest else "head"

    def _look(self) -> None:
        """Cuts the connection where its time is over: nobody waits for a farewell."""
        if self.transport.is_closing() and self._stuck_since is None:
            self._stuck_since = self.loop.time()  # closing, too, waits for a reader
        if self._is_late(self.loop.time()):
            self.transport.abort()
            return
        self._watch = self.loop.call_later(LOOK_EVERY, self._look)

    def _is_late(self, now: float) -> bool:
        if self._stuck_since is not None and now - self._stuck_since > READ_SECONDS:
            return True
        match self._awaited():
            case "head":
                return now - self._began > HEAD_SECONDS
            case "body" if not self.flow.read_paused:
                return now - self._began > BODY_SECONDS + self._received / BODY_BYTES_PER_SECOND
        return False


def protocol(proxies: Sequence[str] = ()) -> type[Connection]:
    """uvicorn's `http=`: the protocol with a count of its own, within what the system lets this process open."""

    class Counted(Connection):
        room = Room(max(FEWEST, min(MOST, open_files() - SPARE_FILES)), proxies=proxies)

    return Counted


def open_files() -> int:
    """How many files this process may have open, after asking for as many as the system gives."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST + SPARE_FILES
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return soft
