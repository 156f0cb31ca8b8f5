"""What the rest of the product must know of a channel, said by the channel itself in its own `about.py`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel

import bot.channels
from bot.channels import Capabilities, Channel, UpdateDoor
from handlers.messages import Reply
from handlers.traits import Channels, ChannelTraits, WayIn

Post = Callable[[str, Reply], int]  # (address, reply) → the post's id; sync, stores it
REHEARSAL = "CLOCK_START không dùng được khi bot nối với {} thật: bỏ CLOCK_START hoặc bỏ mã bot."


class ChannelSettings(BaseModel):
    """Base of what a channel reads of the environment; what of the common settings it may look at."""

    public_url: str | None = None
    clock_start: str | None = None


S = TypeVar("S", bound=ChannelSettings)


@dataclass(frozen=True, slots=True)
class Given:
    """What a channel may need beside its settings: how a message is put into a chat of the site."""

    post: Post


def no_doors(config: Any, clients: Sequence[Channel]) -> Sequence[UpdateDoor]:
    """For a channel whose platform is asked for updates and brings none."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class About(Generic[S]):
    """A channel. Labels and consent words are Vietnamese; `clients` makes one for each account that is set up.

    A second account is called after the first: "loa", "loa2". `settings` raise ValueError with a sentence.
    """

    name: str
    label: str  # in the middle of a sentence
    consent: str  # whose servers messages go through
    way_in: WayIn  # how one joins: a link or a sentence
    capabilities: Capabilities
    settings: type[S]
    clients: Callable[[S, Given], Sequence[Channel]]
    doors: Callable[[S, Sequence[Channel]], Sequence[UpdateDoor]] = no_doors
    takes_files: bool = False  # hands over the files that people send into the chat
    loggers: tuple[str, ...] = ()  # of libraries that log the addresses they call, which hold the token
    browser: str = ""  # the mark of the platform's own browser in the header User-Agent

    @property
    def traits(self) -> ChannelTraits:
        """What of it the desk is given."""
        can = self.capabilities
        return ChannelTraits(
            self.name, self.label, self.consent, self.way_in,
            scarce=can.monthly_quota is not None, takes_files=self.takes_files, largest_file=can.max_file,
        )  # fmt: skip


def account_name(name: str, number: int) -> str:
    """The channel of the n-th account, from 1: each has its own people and its own budget."""
    return name if number == 1 else f"{name}{number}"


def every() -> Mapping[str, About[Any]]:
    """Each channel of the tuple `CHANNELS`, set up or not, by its name."""
    return {name: _said_by(name) for name in bot.channels.CHANNELS}


@cache
def _said_by(name: str) -> About[Any]:
    return cast("About[Any]", import_module(f"bot.channels.{name}.about").ABOUT)


def channels() -> Channels:
    """What the desk is given of all of them."""
    return Channels(about.traits for about in every().values())
