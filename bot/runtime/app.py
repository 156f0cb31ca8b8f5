"""Wires database, channels, front desk, ticks and site. Which channels there are it asks their table."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.routing import Route

from bot.channels import Asked, Channel, Introduced, Metered, about
from bot.office.files import FileFolder
from bot.runtime.keys import secret_key
from bot.runtime.leader import Leader
from bot.runtime.scheduler import Ticks
from bot.runtime.settings import Settings
from bot.site import Demo, Door, create_site, poster
from bot.site.hooks import hook
from bot.traffic.delivery import Delivery
from bot.traffic.gate import Gate
from bot.traffic.intake import Intake
from bot.traffic.meter import QuotaMeter
from handlers.dispatch import Desk, Keep
from handlers.messages import Incoming, Reply
from handlers.traits import Channels
from storage import pause
from storage import settings as shared
from storage.clock import Clock, wall_clock
from storage.database import Database
from storage.seat import Seat

MEGABYTE = 1_000_000
TICKS_STALE = 10.0  # seconds without a tick after which the bot is not well


class Bot:
    """One running bot. Every process answers and serves the site; the one that leads also polls, ticks and delivers."""

    def __init__(self, settings: Settings, database: Database, clock: Clock, *, demo: Demo | None = None) -> None:
        self.settings, self.database, self.clock = settings, database, clock
        known = about.channels()
        self.desk = Desk(database, clock, zone=settings.timezone, quiet=settings.quiet, channels=known)
        given = about.Given(poster(database, clock))
        self.of_each = {each.name: each.clients(settings, given) for each in about.every().values()}
        self.channels: dict[str, Channel] = {one.name: one for clients in self.of_each.values() for one in clients}
        self.asked = {name: channel for name, channel in self.channels.items() if isinstance(channel, Asked)}
        door = _door(settings, self.of_each)
        gates = {name: Gate(channel.capabilities) for name, channel in self.channels.items()}
        self.files = FileFolder(settings.folder())
        self.intake = Intake(database, self.desk.answer, self.asked, gates, self.files, known)
        for asked in self.asked.values():
            asked.receive = self.intake.receive
        self.meters = {
            name: _meter(database, channel, channel.capabilities.monthly_quota, clock, known)
            for name, channel in self.channels.items()
            if channel.capabilities.monthly_quota is not None and isinstance(channel, Metered)
        }
        self.delivery = Delivery(database, self.channels, clock, gates)
        self.delivery.saving = lambda channel: channel in self.meters and self.meters[channel].saving
        self.delivery.outgoing = self.files.outgoing
        self.ticks = Ticks(
            database, self.delivery, clock, zone=settings.timezone, quiet=settings.quiet,
            retention_days=settings.retention_days, channels=known,
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
            files=self.files,
            channels=known,
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
        self._names = [asyncio.create_task(self._learn(name, clients)) for name, clients in self.of_each.items()]

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

    async def _learn(self, name: str, clients: Sequence[Channel]) -> None:
        """Keeps how a channel's bots are called and how many people each may take, so that `invite` needs no call."""
        named = [client for client in clients if isinstance(client, Introduced)]
        if not clients:
            await asyncio.to_thread(self._keep, name, {"bots": []})
        bots: list[dict[str, Any]] = []
        for client in named:
            await client.settled.wait()
            if client.called:
                most = client.capabilities.max_people
                bots.append({"channel": client.name, "name": client.called, "max_people": most})
                await asyncio.to_thread(self._keep, name, {"bots": bots})

    def _keep(self, key: str, value: dict[str, Any]) -> None:
        with self.database.transaction() as session:
            shared.put(session, key, value)


def _door(settings: Settings, of_each: Mapping[str, Sequence[Channel]]) -> Door:
    hooks = _hooks(settings, of_each)
    most = settings.max_upload_mb * MEGABYTE
    return Door(settings.public_url, settings.web_host, settings.proxies, most, hooks, key=secret_key(settings))


def _hooks(settings: Settings, of_each: Mapping[str, Sequence[Channel]]) -> Sequence[Route]:
    """Where platforms bring updates; a channel that asks for them has none."""
    doors = [door for name, each in about.every().items() for door in each.doors(settings, of_each[name])]
    return [hook(door.path, door.header, door.secret, door.take) for door in doors]


def _meter(database: Database, channel: Metered, quota: int, clock: Clock, known: Channels) -> QuotaMeter:
    channel.meter = meter = QuotaMeter(database, channel.name, quota, clock, known)
    return meter
