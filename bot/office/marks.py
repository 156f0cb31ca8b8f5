"""Looks for the mark of a secret paper in a file that somebody hands in, in a child process with limits."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.office.converting import by_sight
from bot.office.limited import limit, said_by
from handlers.reading.marks import DOUBT, SURE

BLANK = "blank"  # no words that a reader finds: a picture, a scan


def mark_in_file(path: Path) -> str:
    """`marks.SURE`, `marks.DOUBT` or ""; a file that cannot be read at all shows no mark.

    A picture and a scan are looked at where tesseract is installed.
    """
    found = _in_child(path)
    if found != BLANK:
        return found
    with TemporaryDirectory() as folder:
        seen = by_sight(path, Path(folder))
        return _in_child(seen).replace(BLANK, "") if seen else ""


def _in_child(path: Path) -> str:
    try:
        found = said_by("bot.office.marks", str(path.resolve())).decode()
    except subprocess.SubprocessError:
        return ""
    return found if found in (SURE, DOUBT, BLANK) else ""


def _child(path: Path) -> None:
    from handlers.reading.marked_files import has_words, mark_of  # needed here, not where the child is started

    limit()
    sys.stdout.write(mark_of(path) or ("" if has_words(path) else BLANK))


if __name__ == "__main__":
    _child(Path(sys.argv[1]))
