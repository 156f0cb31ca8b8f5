"""Runs a wired bot: opens the port, prints the address, serves until a signal, stops in order."""

import asyncio
import contextlib
import errno
import logging
import signal
import socket
import sys
from collections.abc import Iterator
from typing import Any

import uvicorn

from bot.runtime import checking, connections, redact
from bot.runtime.app import Bot
from bot.runtime.keys import secret_key, take_over
from bot.runtime.lock import only_one
from bot.runtime.settings import Settings
from handlers.wording import settings as wording
from handlers.wording.doctor import PAUSED
from storage import integrity
from storage import settings as shared
from storage.clock import wall_clock
from storage.database import Database
from storage.epoch import Epoch

log = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """`hoinghi run`: every channel whose settings are present."""
    redact.install(*settings.secrets)
    database = Database(settings.database_url, secret_key(settings))
    with only_one(database):
        integrity.check(database)
        database.migrate()
        take_over(database)
        epoch = Epoch(database, settings.folder())
        if not epoch.open(wall_clock()):
            log.error("%s", PAUSED)
        start = checking.clock_start(settings.clock_start) if settings.clock_start else None
        clock, as_asked = shared.open_clock(database, start, settings.clock_speed)
        if not as_asked:
            log.warning("CLOCK_START is ignored: this database follows another rehearsal clock")
        bot = Bot(settings, database, clock)
        bot.delivery.epoch = epoch
        in_loop(bot)
    database.close()


def in_loop(bot: Bot) -> None:
    """Serves on uvloop where it exists."""
    try:
        import uvloop

        factory: Any = uvloop.new_event_loop
    except ImportError:
        factory = None
    with asyncio.Runner(loop_factory=factory) as runner, contextlib.suppress(KeyboardInterrupt):
        runner.run(serve(bot))


async def serve(bot: Bot) -> None:
    """Runs until SIGINT or SIGTERM, then stops in order: no new work, then what was begun."""
    listening = _listen(bot.settings.web_host, bot.settings.web_port)
    port = listening.getsockname()[1]
    server = _Server(_how(bot))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, server.handle_exit, number, None)
    try:
        await bot.start(bot.settings.web_url(port))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        await _until_started(server, serving)
        sys.stderr.write(f"ready http://{bot.settings.web_host}:{port}\n")
        sys.stderr.flush()
        await serving
    finally:
        await bot.stop()


def _how(bot: Bot) -> uvicorn.Config:
    """No log of addresses, and no header believed but by the site's own rules."""
    return uvicorn.Config(
        bot.site, http=connections.protocol(bot.settings.proxies), ws="none", log_config=None, access_log=False,
        lifespan="off", proxy_headers=False, server_header=False,
    )  # fmt: skip


class _Server(uvicorn.Server):
    """Leaves signals to us: a clean stop ends with exit 0, not with the signal raised again."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _listen(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise ValueError(_not_bound(host, port, error)) from error
    listening.listen(1024)
    return listening


def _not_bound(host: str, port: int, error: OSError) -> str:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return wording.not_this_host(host)
    if error.errno == errno.EACCES:
        return wording.port_not_allowed(port)
    return wording.port_taken(port)


async def _until_started(server: uvicorn.Server, serving: "asyncio.Task[None]") -> None:
    while not server.started and not serving.done():  # noqa: ASYNC110
        await asyncio.sleep(0.02)
