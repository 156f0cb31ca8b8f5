"""A sheet as it was typed: cells by row and column, what is merged, what is hidden. Rows and columns count from 1."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from handlers.language.folding import fold

# What a cell is beside plain words. A formula is one only where no result was stored with it.
WORDS, NUMBER, DATE, PERCENT = "words", "number", "date", "percent"
YES_NO, ERROR, FORMULA = "bool", "error", "formula"
LONGEST = 200  # letters of a cell that is taken

_BESIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SHORT = (
    (re.compile(r"\bd/?b\b"), "dai bieu"),
    (re.compile(r"\bc/v(?:u)?\b"), "chuc vu"),
    (re.compile(r"\bd/vi?\b"), "don vi"),
)
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}\)?|[ivx]{1,4})[.)/]\s*")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words (a whole number without ".0"), what kind of value it was, what of it is struck out."""

    words: str = ""
    kind: str = WORDS
    struck: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Merged cells: first row and column, last row and column."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet; `cells` holds the filled ones only, by (row, column)."""

    title: str
    cells: Mapping[tuple[int, int], Cell]
    spans: Sequence[Span] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    cut: bool = False  # more rows stood there than are read
    comments: Sequence[tuple[int, int, str]] = ()  # row, column, words
    looks_into: frozenset[str] = frozenset()  # the sheets that its formulas look into
    _by_row: dict[int, dict[int, Cell]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for (row, column), cell in self.cells.items():
            self._by_row.setdefault(row, {})[column] = cell

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows in which something stands."""
        return sorted(self._by_row)

    def row(self, number: int) -> Mapping[int, Cell]:
        """The filled cells of a row by column."""
        return self._by_row.get(number, {})

    def span(self, row: int, column: int) -> Span | None:
        """The merged cells that cover this one."""
        covering = (one for one in self.spans if one.top <= row <= one.bottom and one.left <= column <= one.right)
        return next(covering, None)

    def within(self, left: int, right: int) -> "Grid":
        """The columns from one to another as a sheet of their own."""
        cells = {place: cell for place, cell in self.cells.items() if left <= place[1] <= right}
        return replace(self, cells=cells, comments=[one for one in self.comments if left <= one[1] <= right])

    def at(self, row: int, column: int) -> Cell:
        """What is seen at a place: a merged cell is seen wherever it reaches."""
        own = self.cells.get((row, column))
        if own is not None:
            return own
        span = self.span(row, column)
        return self.cells.get((span.top, span.left), Cell()) if span else Cell()


def cleaned(words: str) -> str:
    """One spelling of a text: composed, no marks that cannot be seen, single blanks."""
    seen = (letter for letter in unicodedata.normalize("NFC", words) if unicodedata.category(letter) != "Cf")
    return " ".join("".join(seen).split())


def label(words: str) -> str:
    """A heading as it is compared: "1. Họ và tên (*)" → "ho va ten"."""
    bare = _NUMBERED.sub("", _BESIDE.sub(" ", fold(cleaned(words))))
    for short, whole in _SHORT:
        bare = short.sub(whole, bare)
    return " ".join(re.sub(r"[,/&–—-]", " ", bare).split()).strip(" .:;*'\"")
