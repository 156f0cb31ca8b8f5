"""The folder of files that people hand in: random names, so that nothing typed becomes a path."""

import asyncio
import re
import secrets
import shutil
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from bot.channels.clean import clean_text
from bot.office.marks import mark_in_file
from handlers.messages import Attachment
from handlers.reading.marked_names import mark_in_name
from storage import files
from storage.files import Kept
from storage.private import private_file, private_folder

MOST = 20_000_000  # bytes; no channel hands out larger ones
A_DAY = 86_400
LONGEST_NAME = 100
ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")


class FileFolder:
    """`base` is the site's address, once it is known: a link there opens a file."""

    def __init__(self, data: Path) -> None:
        self.base = ""
        self._folder = data / files.FOLDER

    def path(self, name: str) -> Path:
        """Where a stored file's bytes lie."""
        return self._folder / Path(name).name

    def outgoing(self, kept: Kept) -> Attachment:
        """A stored file as it goes out."""
        link = f"{self.base}/tep/{kept.token}" if self.base and kept.token else ""
        return Attachment(kept.name, str(self.path(kept.path)), kept.mime, kept.size, link)

    def keep(self, name: str, mime: str, content: BinaryIO) -> Attachment:
        """Stores what a page handed in."""
        made = self._new(name)
        with made.open("wb") as kept:
            shutil.copyfileobj(content, kept)
        return _unless_marked(Attachment(shown_name(name), made.name, mime, made.stat().st_size), made)

    async def fetch(self, file: Attachment, fetch: Callable[[Attachment, Path, int], Awaitable[int]]) -> Attachment:
        """Stores what a channel can bring; the file without a path where it cannot."""
        if file.size > MOST:
            return file
        made = self._new(file.name)
        try:
            size = await fetch(file, made, MOST)
        except Exception:
            made.unlink(missing_ok=True)
            return file
        kept = replace(file, name=shown_name(file.name), path=made.name, size=size)
        return await asyncio.to_thread(_unless_marked, kept, made)

    def tidy(self, wanted: set[str]) -> None:
        """Removes bytes that nobody points to: their event is long over, or a crash came before their row."""
        for file in self._folder.glob("*"):
            if file.name not in wanted and time.time() - file.stat().st_mtime > A_DAY:
                file.unlink(missing_ok=True)

    def _new(self, name: str) -> Path:
        private_folder(self._folder.parent)
        private_folder(self._folder)
        ending = ENDING.search(name)
        made = self._folder / f"{secrets.token_hex(16)}{ending[0].lower() if ending else ''}"
        private_file(made)
        return made


def _unless_marked(file: Attachment, made: Path) -> Attachment:
    """The file; a paper that is marked as secret is not kept."""
    mark = mark_in_name(file.name) or mark_in_file(made)
    if not mark:
        return file
    made.unlink(missing_ok=True)
    return replace(file, path="", mark=mark)


def shown_name(name: str) -> str:
    """A file's name as people may see it: no folders, no marks, none of what turns letters around, not too long."""
    bare = re.sub(r"[\x00-\x1f\"<>|*?\[\]]", "", clean_text(name).replace("\\", "/").rpartition("/")[2]).strip(" .")
    ending = ENDING.search(bare)
    tail = ending[0] if ending else ""
    return f"{bare[: len(bare) - len(tail)][: LONGEST_NAME - len(tail)]}{tail}" or "tep"
