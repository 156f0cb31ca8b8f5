"""What the site is given: database, front desk, clock, and what only the demo has."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, cast
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.routing import Route

from bot.office.files import FileFolder
from bot.site.limits import Limits
from bot.traffic.sealing import Seal
from handlers.dispatch import Keep
from handlers.messages import Incoming, Reply
from handlers.traits import NONE_KNOWN, Channels
from storage.clock import DEFAULT_ZONE, Clock, RehearsalClock
from storage.database import Database


class Answer(Protocol):
    """The front desk; `keep` stands in the transaction that does what is asked."""

    def __call__(self, incoming: Incoming, keep: Keep | None = None) -> Awaitable[Sequence[Reply]]: ...


Health = Callable[[], Mapping[str, Any]]  # {"ok": bool, "database": …, "ticks": …, "channels": …}


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody the demo lets you be; `address` is their web chat, `hint` a thing worth trying."""

    key: str
    label: str
    name: str
    address: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo's cast and its clock."""

    personas: tuple[Persona, ...]
    clock: Callable[[], RehearsalClock]
    set_clock: Callable[[datetime, float], None]  # (the new now, speed)
    newcomer_link: str | None = None  # /v/… of somebody who has not joined yet


@dataclass(frozen=True, slots=True)
class Door:
    """How the site is reached: its public address, the host it is bound to, the proxies (networks) before it."""

    public_url: str | None = None
    host: str = "127.0.0.1"
    proxies: Sequence[str] = ()
    max_upload: int = 200_000_000  # bytes of one file
    hooks: Sequence[Route] = ()  # where platforms bring updates, known by a secret
    limits: Limits = field(default_factory=Limits)
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))  # signs forms; lasts as long as the process


@dataclass(frozen=True, slots=True)
class Site:
    """Everything a page may ask for."""

    database: Database
    answer: Answer
    clock: Clock
    health: Health
    zone: str = DEFAULT_ZONE
    door: Door = field(default_factory=Door)
    demo: Demo | None = None
    files: FileFolder | None = None
    channels: Channels = NONE_KNOWN
    doors: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)  # links in hand

    @property
    def seal(self) -> Seal:
        """Seals codes and links in what stands in the chats."""
        return Seal(self.database.keys)


def site_of(request: Request) -> Site:
    """The site that serves this request."""
    return cast(Site, request.app.state.site)
