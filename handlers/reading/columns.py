"""Tables drawn with blanks, as PDFs and plain texts hold them: rows are found again by where their cells begin."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from handlers.language.dates import find_days, find_hours
from handlers.reading.draft import Line
from handlers.reading.headings import column_names

_CELL = re.compile(r"\S+(?: \S+)*")
_ROW_START = re.compile(r"^(?:Từ|từ|Khoảng|Lúc)?\s*(?:\d{1,2}\s*(?:h|g|giờ|:)|\d{1,3}[.)]?$)|^(?:Từ|Lúc)\b")
_UNFINISHED = re.compile(r"(?:^|\s)(?:từ|Từ|đến|lúc|Lúc)$|[-–—]$")
_HEADING = re.compile(r"^(?:[IVX]+[.\-)]\s|\d+(?:\.\d+)*\.\s|Nơi nhận|Trên đây|TM\.|KT\.)")
_DAY = re.compile(r"\W*(?:ngày|thứ|chủ nhật|sáng|chiều|tối|buổi|\d{1,2}/\d{1,2}\S*$)", re.IGNORECASE)
_SLACK = 2
Numbered = tuple[tuple[Line, ...], str]


@dataclass(slots=True)
class _Grid:
    """A table being gathered: where its columns begin, which one opens a row, the row so far."""

    starts: list[int]
    key: int
    cells: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def add(self, line: Line, parts: list[tuple[int, str]]) -> None:
        """Put the parts of a line into the cells of the current row."""
        self.cells = self.cells or [""] * len(self.starts)
        self.lines.append(line)
        for column, words in parts:
            self.cells[column] = f"{self.cells[column]} {words}".strip()

    def take(self) -> Iterator[Numbered]:
        """The finished row, with cells parted by tabs."""
        if self.cells:
            yield tuple(self.lines), "\t".join(self.cells)
        self.cells, self.lines = [], []


def shaped(lines: Iterable[tuple[Line, str]]) -> Iterator[Numbered]:
    """The lines of a paper, where each row of a drawn table is one line with tabs."""
    grid: _Grid | None = None
    for line, words in lines:
        if grid:
            _follow(grid, words)
        parts = _placed(grid, words) if grid else None
        if grid and _only_a_day(grid, words):
            yield from grid.take()
            yield (line,), words
            continue
        if grid and parts is not None:
            if _opens_row(grid, parts):
                yield from grid.take()
            grid.add(line, parts)
            continue
        if grid:
            if not words.strip():
                continue
            yield from grid.take()
        grid = _grid(words)
        if grid:
            grid.add(line, _placed(grid, words) or [])
        else:
            yield (line,), words
    if grid:
        yield from grid.take()


def _cells(words: str) -> list[tuple[int, str]]:
    return [(match.start(), match.group()) for match in _CELL.finditer(words)]


def _grid(words: str) -> _Grid | None:
    """A grid where the line is the heading row of a drawn table."""
    if "  " not in words.strip() or "\t" in words or len(words) > 400:
        return None
    cells = _cells(words)
    names = column_names([text for _, text in cells]) if 2 <= len(cells) <= 8 else None
    if not names or "title" not in names:
        return None
    key = next((names.index(name) for name in ("order", "time") if name in names), 0)
    return _Grid([start for start, _ in cells], key)


def _placed(grid: _Grid, words: str) -> list[tuple[int, str]] | None:
    """The column of each part of a line, or None where the line does not belong to the table."""
    if not words.strip() or "\t" in words:
        return None
    parts: list[tuple[int, str]] = []
    for start, text in _cells(words):
        column = max((i for i, at in enumerate(grid.starts) if at <= start + _SLACK), default=None)
        if column is None:
            return None
        crosses = column + 1 < len(grid.starts) and start + len(text) > grid.starts[column + 1] + _SLACK
        if crosses or (not parts and abs(start - grid.starts[column]) > _SLACK):
            return None
        parts.append((column, text))
    if len(parts) == 1 and parts[0][0] == 0 and _HEADING.match(parts[0][1]):
        return None
    return parts


def _follow(grid: _Grid, words: str) -> None:
    """On a new page the same columns may stand elsewhere: a full row shows where."""
    cells = _cells(words)
    if len(cells) == len(grid.starts) >= 3 and "\t" not in words and _ROW_START.match(cells[grid.key][1]):
        grid.starts = [start for start, _ in cells]


def _only_a_day(grid: _Grid, words: str) -> bool:
    """A line across the table that says which day follows."""
    cells = _cells(words)
    if len(cells) != 1 or cells[0][0] > grid.starts[0] + _SLACK or len(cells[0][1]) > 60:
        return False
    return bool(_DAY.match(cells[0][1]) and find_days(cells[0][1], 2000))


def _opens_row(grid: _Grid, parts: list[tuple[int, str]]) -> bool:
    """Whether the opening column says that a new row begins on this line."""
    words = dict(parts).get(grid.key, "")
    so_far = grid.cells[grid.key] if grid.cells else ""
    if not _ROW_START.match(words):
        return False
    waiting = _UNFINISHED.search(so_far) or (so_far.startswith(("Từ", "Lúc")) and not find_hours(so_far))
    return not waiting
