"""Files that come in a chat: brought before the desk hears of them, for those who may hand one in; else let go."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, runtime_checkable

from bot.channels import Channel
from bot.office.books import is_workbook, read_book
from bot.office.files import MOST, FileFolder
from handlers.messages import Attachment, Incoming
from handlers.permissions import FOCAL, ORGANISER
from handlers.said.books import Book
from handlers.traits import Channels
from handlers.wording import books as wording
from handlers.wording.workbooks import DAMAGED

log = logging.getLogger(__name__)

READ_AT_ONCE = 2  # each has a child process of its own
MEGABYTE = 1_000_000


@runtime_checkable
class Fetching(Protocol):
    """A channel that can bring a file that somebody sent."""

    async def fetch(self, file: Attachment, to: Path, most: int) -> int: ...


class SentFiles:
    """`roles` tells what who writes from a chat is. An organiser's file is kept; a workbook is read as a list too."""

    def __init__(
        self, files: FileFolder | None, roles: Callable[[Incoming], Awaitable[AbstractSet[str]]], known: Channels
    ) -> None:
        self._files, self._roles, self._known = files, roles, known
        self._reading = asyncio.Semaphore(READ_AT_ONCE)

    async def brought(self, incoming: Incoming, channel: Channel) -> Incoming:
        """The message with its file, or with the list in it; without both where its sender hands in none."""
        file = incoming.attachment
        if file is None:
            return incoming
        bare = replace(incoming, attachment=None)
        if not isinstance(channel, Fetching):
            return bare
        roles = await self._roles(incoming)
        if ORGANISER in roles and self._files is not None:
            return await self._kept(incoming, file, channel, self._files)
        if FOCAL in roles and is_workbook(file):
            return replace(bare, book=await self._read_only(file, channel, self._known.named(incoming.channel)))
        return bare

    async def _kept(self, incoming: Incoming, file: Attachment, channel: Fetching, files: FileFolder) -> Incoming:
        kept = await files.fetch(file, channel.fetch)
        sent = replace(incoming, attachment=kept)
        if incoming.album or not kept.path or not kept.size or not is_workbook(kept):
            return sent
        return replace(sent, book=await self._read(files.path(kept.path), kept.name, units=True))

    async def _read_only(self, file: Attachment, channel: Fetching, platform: str) -> Book:
        """A focal point's file: its list is wanted, its bytes are not kept."""
        if file.size > MOST:
            return Book(file.name, fault=wording.too_large(MOST // MEGABYTE))
        with TemporaryDirectory() as folder:
            place = Path(folder) / "book"
            try:
                await channel.fetch(file, place, MOST)
            except Exception:  # whatever kept it away, the sentence is the same
                return Book(file.name, fault=wording.not_brought(platform))
            return await self._read(place, file.name, units=False)

    async def _read(self, place: Path, name: str, *, units: bool) -> Book:
        async with self._reading:
            try:
                return await asyncio.to_thread(lambda: read_book(place.read_bytes(), name, units=units))
            except Exception:
                log.exception("a workbook could not be read")
                return Book(name, fault=DAMAGED)
