"""What the desk must know of each channel: its name to people, what it carries, how one joins. Imports nothing of ours.

Every channel says this of itself (`bot/channels/<name>/about.py`); the desk is given all of them at the start.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

WayIn = Callable[[str, str, str], str]  # (the bot's name or the site's address, code, token) → a link or a sentence


def kind_of(channel: str) -> str:
    """The platform of a channel: "loa2" is the second account on "loa"."""
    return channel.rstrip("0123456789")


@dataclass(frozen=True, slots=True)
class ChannelTraits:
    """One channel. `label` stands in the middle of a sentence, `consent` where people agree to its servers."""

    name: str
    label: str
    consent: str = ""
    way_in: WayIn | None = None
    scarce: bool = False  # every message counts against a month's budget
    takes_files: bool = False  # hands over the files that people send into the chat
    largest_file: int | None = None  # bytes; a larger one goes as a link. None: no limit of its own


class Channels:
    """All channels, set up or not, in the order in which they are named to people."""

    def __init__(self, traits: Iterable[ChannelTraits] = ()) -> None:
        self._known = {each.name: each for each in traits}

    def __iter__(self) -> Iterator[ChannelTraits]:
        return iter(self._known.values())

    def of(self, channel: str) -> ChannelTraits:
        """The traits of a channel, whichever of its accounts; one that nobody knows any more keeps its bare name."""
        return self._known.get(kind_of(channel)) or ChannelTraits(kind_of(channel), channel)

    def named(self, channel: str) -> str:
        """A channel as people call it."""
        return self.of(channel).label


NONE_KNOWN = Channels()  # for a plan that is asked without a chat
