"""Reads a document in a child process with limits, so that no paper can harm the bot."""

import hashlib
import pickle
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.office.converting import as_word, by_sight
from bot.office.limited import limit, said_by
from handlers.reading.document import Unreadable
from handlers.reading.draft import PlanDraft
from handlers.wording import unreadable as wording
from handlers.wording.unreadable import SECRET


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was read, and the fingerprint of its bytes."""

    draft: PlanDraft
    file_name: str
    sha256: str


def read_paper(path: Path, today: date | None = None) -> Paper:
    """Reads the plan in `path`. Unreadable carries the Vietnamese sentence for the one who sent it."""
    if not path.is_file():
        raise Unreadable(wording.no_such_path(path))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with TemporaryDirectory() as folder:
        found = _read(path, Path(folder), today or date.min)
    if isinstance(found, PlanDraft):
        return Paper(found, path.name, digest)
    raise Unreadable(found)


def _read(path: Path, folder: Path, today: date) -> PlanDraft | str:
    """As it is; an old .doc through LibreOffice; what holds no words through tesseract."""
    found = _in_child(as_word(path, folder) or path, today)
    if isinstance(found, PlanDraft) or SECRET in found:
        return found
    seen = by_sight(path, folder)
    again = _in_child(seen, today) if seen else found
    return again if isinstance(again, PlanDraft) or SECRET in again else found


def _in_child(path: Path, today: date) -> PlanDraft | str:
    try:
        written = said_by("bot.office.paper", str(path.resolve()), today.isoformat())
        found = pickle.loads(written)  # our own child wrote it
    except (subprocess.SubprocessError, pickle.UnpicklingError, EOFError):
        return wording.OUT_OF_BOUNDS  # a limit was reached or the reader died of this paper
    return found if isinstance(found, PlanDraft | str) else wording.OUT_OF_BOUNDS


def _child(path: Path, today: date) -> None:
    from handlers.reading.plan import read_file  # the rules are needed here, not where the child is started

    limit()
    found: PlanDraft | str
    try:
        found = read_file(path, None if today == date.min else today)
    except Unreadable as refused:
        found = str(refused)
    sys.stdout.buffer.write(pickle.dumps(found))


if __name__ == "__main__":
    _child(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
