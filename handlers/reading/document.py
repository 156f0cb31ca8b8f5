"""A document file as numbered lines."""

from pathlib import Path

from .draft import Line


class Unreadable(Exception):
    """A file that is not read, with one Vietnamese sentence saying what to do."""


def read_lines(path: Path) -> list[tuple[Line, str]]:
    """The lines of a document with their numbers."""
    return list(enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1))
