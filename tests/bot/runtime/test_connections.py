"""Connections that hold the server: half a head, a dripping body, a reader who does not read, a thousand of them."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn

from bot.runtime import connections
from bot.runtime.connections import Connection, Room

WHOLE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
HANGS = 60.0  # seconds, for what would never end
SLOW_WORK = 1.5  # seconds, longer than every deadline below


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HEAD_SECONDS", "BODY_SECONDS", "READ_SECONDS"):
        monkeypatch.setattr(connections, name, 0.5)
    monkeypatch.setattr(connections, "LOOK_EVERY", 0.1)


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Says how many bytes it got; /slow works long, /big answers much."""
    size, more = 0, True
    while more and scope["path"] != "/unread":
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    if scope["path"] == "/slow":
        await asyncio.sleep(SLOW_WORK)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    body = b"x" * 50_000_000 if scope["path"] == "/big" else str(size).encode()
    await send({"type": "http.response.body", "body": body})


@asynccontextmanager
async def serving(most: int = 100, **limits: Any) -> AsyncIterator[tuple[int, Room]]:
    class Counted(Connection):
        room = Room(most, **limits)

    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, http=Counted, ws="none", log_config=None, lifespan="off", timeout_keep_alive=600)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve([listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield listening.getsockname()[1], Counted.room
    finally:
        server.should_exit = True
        await asyncio.wait_for(task, HANGS)


async def sent(port: int, *pieces: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
    return reader, writer


async def _closed(reader: asyncio.StreamReader) -> bytes:
    """Everything until the server ends the connection."""
    try:
        return await asyncio.wait_for(reader.read(), HANGS)
    except ConnectionError:
        return b""


@pytest.mark.parametrize(
    "pieces",
    [
        (),
        (b"GET / HT",),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ",),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nab",),
        (b"POST /unread HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nab",),
        (WHOLE, b"GET / HTTP/1.1\r\nHo"),
    ],
)
def test_what_never_ends_is_closed(pieces: tuple[bytes, ...]) -> None:
    async def play() -> None:
        async with serving() as (port, room):
            reader, writer = await sent(port, *pieces[:1])
            if len(pieces) > 1:
                assert b"200" in await asyncio.wait_for(reader.readuntil(b"\r\n"), HANGS)
                writer.write(pieces[1])
            await _closed(reader)
            writer.close()
            while room._total:
                await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(play(), HANGS))


@pytest.mark.parametrize(
    "first", [b"GET / HTTP/1.1\r\nX: ", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n"]
)
def test_a_byte_now_and_then_is_no_progress(first: bytes) -> None:
    async def play() -> None:
        async with serving() as (port, _):
            reader, writer = await sent(port, first)
            closed = asyncio.create_task(_closed(reader))
            while not closed.done():
                writer.write(b"a")
                await asyncio.sleep(0.05)
            writer.close()

    asyncio.run(asyncio.wait_for(play(), HANGS))


def test_an_answer_that_nobody_reads_is_dropped() -> None:
    async def play() -> None:
        async with serving() as (port, room):
            _, writer = await sent(port, b"GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n")
            while not room._total:
                await asyncio.sleep(0.01)
            while room._total:
                await asyncio.sleep(0.01)
            writer.close()

    asyncio.run(asyncio.wait_for(play(), HANGS))


def test_long_work_and_a_quiet_pause_are_no_fault() -> None:
    """The deadlines are for the other side: what takes us long, and a connection at rest, stay."""

    async def play() -> None:
        async with serving() as (port, _):
            reader, writer = await sent(port, b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert b"200" in await asyncio.wait_for(reader.readuntil(b"\r\n"), HANGS)
            await asyncio.sleep(SLOW_WORK)
            writer.write(WHOLE + b"")
            assert b"200" in await asyncio.wait_for(reader.readuntil(b"200"), HANGS)
            writer.close()

    asyncio.run(asyncio.wait_for(play(), HANGS))


def test_a_large_body_that_flows_has_its_time() -> None:
    async def play() -> None:
        async with serving() as (port, _):
            pieces = [b"x" * 4000] * 20
            head = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 80000\r\n\r\n"
            reader, writer = await sent(port, head)
            for piece in pieces:  # slower than BODY_SECONDS allows for a body that stands still
                writer.write(piece)
                await asyncio.sleep(0.1)
            assert b"200" in await asyncio.wait_for(reader.readuntil(b"\r\n"), HANGS)
            writer.close()

    asyncio.run(asyncio.wait_for(play(), HANGS))


def test_one_address_does_not_fill_the_room() -> None:
    async def play() -> None:
        async with serving(most=100, most_of_address=3) as (port, _):
            held = [await sent(port, WHOLE) for _ in range(3)]
            for reader, _ in held:
                assert b"200" in await asyncio.wait_for(reader.readuntil(b"\r\n"), HANGS)
            reader, writer = await sent(port)
            assert await _closed(reader) == b"", "the fourth"
            for _, held_open in [*held, (reader, writer)]:
                held_open.close()

    asyncio.run(asyncio.wait_for(play(), HANGS))


def test_a_proxy_stands_for_many_and_the_room_has_an_end() -> None:
    room = Room(100, 10, proxies=("10.0.0.0/8",))
    assert [room.enter("10.1.1.1") for _ in range(60)] == [True] * 60
    assert [room.enter("192.0.2.1") for _ in range(12)] == [True] * 10 + [False] * 2
    assert [room.enter(f"192.0.2.{number}") for number in range(2, 40)] == [True] * 30 + [False] * 8
    room.leave("192.0.2.1")
    assert room.enter("192.0.2.1")


def test_the_real_server_counts_within_what_the_system_lets_it_open() -> None:
    made = connections.protocol(("10.0.0.0/8",))
    assert connections.FEWEST <= made.room.most <= connections.MOST
    assert made.room is not connections.protocol().room
