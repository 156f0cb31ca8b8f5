"""The contract every channel keeps: what it can render, how it starts, sends and stops.

A channel imports this and `handlers.messages` only. `app` hands it `receive`, which stores the raw update
before anything is acknowledged, and gets answers through `send`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from handlers.messages import Incoming, Reply

# The folders here that are channels, in the order in which people read of them. A new one is its folder and its name.
CHANNELS: tuple[str, ...] = ("telegram", "zalo", "web")


class Fault(StrEnum):
    """What a failed send means for the message."""

    NOT_SENT = "not_sent"  # no byte was accepted: try again later
    REFUSED = "refused"  # the platform said no for good, for this person or this message
    THROTTLED = "throttled"  # refused before acceptance; the whole channel waits retry_after
    CHANNEL = "channel"  # the channel itself is in doubt (bad token): stop it, rows stay queued
    UNKNOWN = "unknown"  # bytes left and no answer came: nobody can know


class DeliveryError(Exception):
    """A send that was not accepted; `person` tells that this address will not work again.

    `answered`: the platform itself said that it failed, so that what is unknown has hardly arrived.
    """

    def __init__(
        self,
        fault: Fault,
        cause: str,
        *,
        retry_after: float | None = None,
        person: bool = False,
        moved_to: str | None = None,
        answered: bool = False,
    ) -> None:
        super().__init__(cause)
        self.fault = fault
        self.cause = cause
        self.retry_after = retry_after
        self.person = person
        self.answered = answered
        self.moved_to = moved_to  # the chat's new address, once (a group that became a supergroup)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can render; the renderer degrades the rest."""

    max_text: int
    buttons: bool
    files: bool
    edit: bool
    pace: float  # messages a second for the whole channel
    chat_pace: float = 1.0  # messages a second to one chat
    group_pace: int = 0  # messages a minute to a group, whose address begins with "-"; 0: no such limit
    monthly_quota: int | None = None  # messages a month, both ways; None: as many as one likes
    max_people: int | None = None
    max_file: int | None = None  # bytes; a larger file goes as a link. None: no limit
    max_caption: int = 0  # of a text that goes with a file; a longer one goes before it


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update as it came: `key` is unique on its channel, `raw` is JSON."""

    key: str
    raw: str


Receive = Callable[[str, Sequence[RawUpdate]], Awaitable[None]]  # (channel, updates): stored before acknowledging
Answer = Callable[[Incoming], Awaitable[Sequence[Reply]]]  # the front desk; never raises


@dataclass(frozen=True, slots=True)
class UpdateDoor:
    """Where a platform brings updates: known by a word in a header; `take` returns once they are stored."""

    path: str
    header: str
    secret: str
    take: Callable[[Sequence[Any]], Awaitable[None]]


@runtime_checkable
class Editing(Protocol):
    """A channel that can change what it sent."""

    async def edit(self, address: str, message: str, reply: Reply) -> None: ...


class Channel(Protocol):
    """A way to people. `send` delivers one part and returns the platform's message id or raises DeliveryError."""

    name: str
    capabilities: Capabilities

    async def start(self) -> None: ...

    async def send(self, address: str, reply: Reply) -> str: ...

    async def stop(self) -> None: ...


@runtime_checkable
class Asked(Channel, Protocol):
    """A channel whose updates go through the inbox. One that `polls` may listen in one process only."""

    polls: bool
    state: str
    receive: Receive | None

    def parse(self, raw: str) -> Incoming | None: ...

    async def listen(self) -> None: ...

    async def rest(self) -> None: ...


@runtime_checkable
class Introduced(Channel, Protocol):
    """A channel that learns from its platform what people look for to find it; None where the token was refused."""

    settled: asyncio.Event

    @property
    def called(self) -> str | None: ...


class Meter(Protocol):
    """Counts what a month's budget is spent on."""

    def count(self, messages: int) -> None: ...

    def exhausted(self) -> None: ...


@runtime_checkable
class Metered(Channel, Protocol):
    """A channel that tells its meter what it spends."""

    meter: Meter
