"""Wires database, channels, front desk, ticks and site; the only file that knows a concrete channel."""

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import uvicorn

from bot import redact
from bot.channels import Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.web import WebChannel
from bot.delivery import Delivery
from bot.intake import Intake
from bot.lock import only_one
from bot.scheduler import Ticks
from bot.settings import Settings, parse_clock_start
from bot.site import Demo, create_site, poster
from handlers.dispatch import Desk
from handlers.messages import Incoming, Reply
from storage import settings as shared
from storage.clock import Clock, wall_clock
from storage.database import Database

log = logging.getLogger(__name__)

TICKS_STALE = 10.0  # seconds without a tick after which the bot is not well


class Bot:
    """One running bot: everything it owns, started and stopped in order."""

    def __init__(self, settings: Settings, database: Database, clock: Clock, *, demo: Demo | None = None) -> None:
        self.settings, self.database, self.clock = settings, database, clock
        self.desk = Desk(database, clock, zone=settings.timezone)
        self.telegram = _telegram(settings)
        self.channels: dict[str, Channel] = {"web": WebChannel(poster(database, clock))}
        if self.telegram is not None:
            self.channels["telegram"] = self.telegram
        self.intake = Intake(database, self.desk.answer, {"telegram": self.telegram} if self.telegram else {})
        if self.telegram is not None:
            self.telegram.receive = self.intake.receive
        self.delivery = Delivery(database, self.channels, clock)
        self.ticks = Ticks(database, self.delivery, clock, zone=settings.timezone, quiet=settings.quiet)
        self.site = create_site(
            database,
            self.answer,
            clock,
            self.health,
            zone=settings.timezone,
            public_url=settings.public_url,
            demo=demo,
        )

    async def answer(self, incoming: Incoming) -> Sequence[Reply]:
        """The front desk for the web chat; Telegram's way in goes through the inbox."""
        return await asyncio.to_thread(self.desk.answer, incoming)

    def health(self) -> Mapping[str, Any]:
        """What /healthz says."""
        with self.database.reading() as session:
            shared.get(session, "web")
        last = self.ticks.last_tick
        age = (wall_clock() - last).total_seconds() if last else None
        ticks = {"ok": age is not None and age < TICKS_STALE, "silent_for_seconds": age}
        channels = {name: dict(state) for name, state in self.delivery.health().items()}
        if self.telegram is not None:
            channels["telegram"]["receiving"] = self.telegram.state
        well = ticks["ok"] and all("stopped" not in state.values() for state in channels.values())
        return {"ok": well, "database": "ok", "ticks": ticks, "channels": channels}

    async def serve(self) -> None:
        """Runs until SIGINT or SIGTERM, then stops in order: no new work, then what was begun, then the ticks."""
        listening = _listen(self.settings.web_host, self.settings.web_port)
        url = self.settings.web_url(listening.getsockname()[1])
        with self.database.transaction() as session:
            shared.put(session, "web", {"url": url})
        server = _Server(uvicorn.Config(self.site, log_config=None, access_log=False, lifespan="off"))
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, server.handle_exit, number, None)
        await self._start()
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            await _until_started(server, serving)
            sys.stderr.write(f"ready http://{self.settings.web_host}:{listening.getsockname()[1]}\n")
            sys.stderr.flush()
            await serving
        finally:
            await self._stop()

    async def _start(self) -> None:
        await self.intake.start()
        for channel in self.channels.values():
            await channel.start()
        await self.delivery.start()
        self.ticks.start()
        self._names = asyncio.create_task(self._learn_names())

    async def _learn_names(self) -> None:
        """Keeps the bot's Telegram name, so that `invite` can write its link without a call."""
        if self.telegram is None:
            return
        await self.telegram.settled.wait()
        if self.telegram.username:
            await asyncio.to_thread(self._keep_name, self.telegram.username)

    def _keep_name(self, username: str) -> None:
        with self.database.transaction() as session:
            shared.put(session, "telegram", {"username": username})

    async def _stop(self) -> None:
        self._names.cancel()
        await self.ticks.stop()
        await self.intake.stop()
        await self.delivery.stop()
        for channel in self.channels.values():
            await channel.stop()


class _Server(uvicorn.Server):
    """Leaves signals to us: a clean stop ends with exit 0, not with the signal raised again."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def run(settings: Settings) -> None:
    """`hoinghi run`: every channel whose settings are present."""
    token = settings.telegram_bot_token
    redact.install(token.get_secret_value() if token else None)
    database = Database(settings.database_url)
    with only_one(database):
        database.migrate()
        start = parse_clock_start(settings.clock_start) if settings.clock_start else None
        clock, as_asked = shared.open_clock(database, start, settings.clock_speed)
        if not as_asked:
            log.warning("CLOCK_START is ignored: this database follows another rehearsal clock")
        in_loop(Bot(settings, database, clock))
    database.close()


def in_loop(bot: Bot) -> None:
    """Serves on uvloop where it exists."""
    try:
        import uvloop

        factory: Any = uvloop.new_event_loop
    except ImportError:
        factory = None
    with asyncio.Runner(loop_factory=factory) as runner, contextlib.suppress(KeyboardInterrupt):
        runner.run(bot.serve())


def _telegram(settings: Settings) -> TelegramChannel | None:
    if settings.telegram_bot_token is None:
        return None
    return TelegramChannel(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url)


def _listen(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        raise ValueError(
            f"Không mở được cổng {port}: đang có chương trình khác dùng. Đổi WEB_PORT hoặc --port."
        ) from error
    listening.listen(1024)
    return listening


async def _until_started(server: uvicorn.Server, serving: "asyncio.Task[None]") -> None:
    while not server.started and not serving.done():
        await asyncio.sleep(0.02)
