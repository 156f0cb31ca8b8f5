"""Wires database, channels, front desk, ticks and site; the only file that knows a concrete channel."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from bot.channels import Channel
from bot.channels.web import WebChannel
from bot.office.files import FileFolder
from bot.runtime.keys import secret_key
from bot.runtime.leader import Leader
from bot.runtime.scheduler import Ticks
from bot.runtime.settings import Settings
from bot.site import Demo, Door, create_site, poster
from bot.site.hooks import hook
from bot.traffic.delivery import Delivery
from bot.traffic.gate import Gate
from bot.traffic.intake import Asked, Intake
from bot.traffic.meter import QuotaMeter
from handlers.dispatch import Desk, Keep
from handlers.messages import Incoming, Reply
from storage import pause
from storage import settings as shared
from storage.clock import Clock, wall_clock
from storage.database import Database
from storage.seat import Seat

if TYPE_CHECKING:  # a platform that is not set is not loaded
    from bot.channels.telegram import TelegramChannel
    from bot.channels.zalo import ZaloChannel

MEGABYTE = 1_000_000
TELEGRAM_DOOR = "/telegram"
TICKS_STALE = 10.0  # seconds without a tick after which the bot is not well


class Bot:
    """One running bot. Every process answers and serves the site; the one that leads also polls, ticks and delivers."""

    def __init__(self, settings: Settings, database: Database, clock: Clock, *, demo: Demo | None = None) -> None:
        self.settings, self.database, self.clock = settings, database, clock
        self.desk = Desk(database, clock, zone=settings.timezone, quiet=settings.quiet)
        self.telegram = _telegram(settings)
        self.zalo = _zalo(settings)
        self.asked: dict[str, Asked] = {"telegram": self.telegram} if self.telegram else {}
        self.asked |= {channel.name: channel for channel in self.zalo}
        door = _door(settings)
        self.channels: dict[str, Channel] = {"web": WebChannel(poster(database, clock)), **self.asked}
        gates = {name: Gate(channel.capabilities) for name, channel in self.channels.items()}
        self.files = FileFolder(settings.folder())
        self.intake = Intake(database, self.desk.answer, self.asked, gates, self.files)
        for asked in self.asked.values():
            asked.receive = self.intake.receive
        self.meters = {channel.name: _meter(database, channel, clock) for channel in self.zalo}
        self.delivery = Delivery(database, self.channels, clock, gates)
        self.delivery.saving = lambda channel: channel in self.meters and self.meters[channel].saving
        self.delivery.outgoing = self.files.outgoing
        self.ticks = Ticks(
            database, self.delivery, clock, zone=settings.timezone, quiet=settings.quiet,
            retention_days=settings.retention_days,
        )  # fmt: skip
        self.ticks.tidy = self.files.tidy
        self._retention_days = settings.retention_days
        self.leader = Leader(Seat(database), self._lead, self._follow)
        self.site = create_site(
            database,
            self.answer,
            clock,
            self.health,
            zone=settings.timezone,
            door=door,
            demo=demo,
            routes=_doors(settings, self.telegram),
            files=self.files,
        )
        self._url = ""
        self._names: list[asyncio.Task[None]] = []

    async def answer(self, incoming: Incoming, keep: Keep | None = None) -> Sequence[Reply]:
        """The front desk for the web chat; the other channels' way in goes through the inbox."""
        return await asyncio.to_thread(self.desk.answer, incoming, keep=keep)

    def health(self) -> Mapping[str, Any]:
        """What /healthz says. A follower is well while the database answers: it has no ticks of its own."""
        with self.database.reading() as session:
            paused = pause.paused(session)
        if not self.leader.leads:
            return {"ok": True, "role": "follower", "database": "ok"}
        last = self.ticks.last_tick
        age = (wall_clock() - last).total_seconds() if last else None
        ticks = {"ok": age is not None and age < TICKS_STALE, "silent_for_seconds": age}
        channels = {name: dict(state) for name, state in self.delivery.health().items()}
        for name, asked in self.asked.items():
            channels[name]["receiving"] = asked.state
        well = ticks["ok"] and all("stopped" not in state.values() for state in channels.values())
        state = {"role": "leader", "database": "ok", "paused": paused, "ticks": ticks, "channels": channels}
        return {"ok": well and not paused, **state}

    async def start(self, url: str) -> None:
        """Opens the channels, then looks whether this process leads. `url` is where people open the site."""
        self._url = self.files.base = url
        for meter in self.meters.values():
            await meter.start()
        for channel in self.channels.values():
            await channel.start()
        await self._listen(polling=False)
        await self.leader.start()
        self._names = [asyncio.create_task(learning) for learning in (self._learn_telegram(), self._learn_zalo())]

    async def stop(self) -> None:
        """No more updates and ticks, then the last answers and messages, then the lines."""
        for learning in self._names:
            learning.cancel()
        await self.leader.stop()
        await self.intake.stop()
        await self.delivery.stop()
        for channel in self.channels.values():
            await channel.stop()
        for meter in self.meters.values():
            await meter.stop()

    async def _lead(self) -> None:
        await asyncio.to_thread(self._keep, "web", {"url": self._url})
        await asyncio.to_thread(self._keep, shared.RETENTION, {"days": self._retention_days})
        await self.intake.take_up()
        await self._listen(polling=True)
        await self.delivery.start()
        self.ticks.start()

    async def _follow(self) -> None:
        self.delivery.pause()
        self.intake.rest()
        self.ticks.stop()
        for asked in self.asked.values():
            if asked.polls:
                await asked.rest()

    async def _listen(self, *, polling: bool) -> None:
        """Updates may be fetched by one process only; brought to us they may be by all."""
        for asked in self.asked.values():
            if asked.polls == polling:
                await asked.listen()

    async def _learn_telegram(self) -> None:
        """Keeps the bot's name, so that `invite` can write its link without a call."""
        if self.telegram is not None:
            await self.telegram.settled.wait()
            if self.telegram.username:
                await asyncio.to_thread(self._keep, "telegram", {"username": self.telegram.username})

    async def _learn_zalo(self) -> None:
        """Keeps the bots' names and how many people each may take; none where Zalo is off."""
        bots: list[dict[str, Any]] = []
        await asyncio.to_thread(self._keep, "zalo", {"bots": bots})
        for channel in self.zalo:
            await channel.settled.wait()
            if name := channel.display or channel.account:
                bots.append({"channel": channel.name, "name": name, "max_people": channel.capabilities.max_people})
                await asyncio.to_thread(self._keep, "zalo", {"bots": bots})

    def _keep(self, key: str, value: dict[str, Any]) -> None:
        with self.database.transaction() as session:
            shared.put(session, key, value)


def _door(settings: Settings) -> Door:
    most = settings.max_upload_mb * MEGABYTE
    return Door(settings.public_url, settings.web_host, settings.proxies, most, key=secret_key(settings))


def _telegram(settings: Settings) -> "TelegramChannel | None":
    if settings.telegram_bot_token is None:
        return None
    from bot.channels.telegram import Hook, TelegramChannel

    secret = settings.telegram_webhook_secret
    brought = Hook(f"{settings.public_url}{TELEGRAM_DOOR}", secret.get_secret_value()) if secret else None
    return TelegramChannel(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url, hook=brought)


def _doors(settings: Settings, telegram: "TelegramChannel | None") -> Sequence[Route]:
    """Where platforms bring updates; a channel that is asked for them has none."""
    secret = settings.telegram_webhook_secret
    if telegram is None or secret is None:
        return ()
    return (hook(TELEGRAM_DOOR, "X-Telegram-Bot-Api-Secret-Token", secret.get_secret_value(), telegram.take),)


def _zalo(settings: Settings) -> "list[ZaloChannel]":
    if not settings.zalo_tokens:
        return []
    from bot.channels.zalo import ZaloChannel

    tokens = enumerate(settings.zalo_tokens, 1)
    return [ZaloChannel(token, settings.zalo_api_url, number=number) for number, token in tokens]


def _meter(database: Database, channel: "ZaloChannel", clock: Clock) -> QuotaMeter:
    meter = QuotaMeter(database, channel.name, channel.capabilities.monthly_quota or 0, clock)
    channel.meter = meter
    return meter
