"""Tables whose rows were all run together on one line: each row gets a line of its own again."""

import re
from collections.abc import Iterable, Iterator

from handlers.language.dates import leading_hours
from handlers.reading.draft import Line
from handlers.reading.headings import column_names

_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*(?=\||$))?")
_ROW_END = re.compile(r"</tr>\s*(?=<tr)", re.IGNORECASE)
_MOST = 8


def parted(lines: Iterable[tuple[Line, str]]) -> Iterator[tuple[Line, str]]:
    """The lines of a paper, where a table on one line becomes a line per row."""
    for line, raw in lines:
        for row in _rows(raw):
            yield line, row


def _rows(raw: str) -> list[str]:
    if raw.count("|") >= 6:
        return _by_rule(raw) or _by_empty_cell(raw) or [raw]
    if raw.count("\t") >= 5:
        return _by_hours(raw) or [raw]
    if raw.count("<tr") + raw.count("<TR") > 1:
        return _ROW_END.split(raw)
    return [raw]


def _by_rule(raw: str) -> list[str] | None:
    """The heading cells stand before "|---|---|"; as many cells make a row, and "| |" parts two rows."""
    rule = _RULE.search(raw)
    before = raw[: rule.start()].strip() if rule else ""
    if not rule or "|" not in before or not raw[rule.end() :].strip(" |"):
        return None
    opening = before.find("|")
    intro, head = before[:opening].strip(), _cells(before[opening:] if before[:opening].strip() else before)
    rows = _chunks(_cells(raw[rule.end() :]), len(head))
    return [*([intro] if intro else []), *("\t".join(row) for row in (head, *rows))]


def _by_empty_cell(raw: str) -> list[str] | None:
    """No rule of dashes: the heading ends at the first empty cell."""
    cells = _cells(raw)
    width = next((at for at, cell in enumerate(cells) if not cell), 0)
    if not 2 <= width <= _MOST or len(cells) < 2 * width + 1 or not column_names(cells[:width]):
        return None
    return ["\t".join(row) for row in (cells[:width], *_chunks(cells[width + 1 :], width))]


def _by_hours(raw: str) -> list[str] | None:
    """Tabs only: as wide as the heading that makes a column of hours come out."""
    cells = [cell.strip() for cell in raw.split("\t")]
    for width in range(min(_MOST, len(cells) // 2), 1, -1):
        names = column_names(cells[:width])
        if not names or "time" not in names or "title" not in names:
            continue
        at, rows = names.index("time"), [cells[i : i + width] for i in range(width, len(cells), width)]
        if sum(1 for row in rows if at < len(row) and leading_hours(row[at])) * 4 >= len(rows) * 3:
            return ["\t".join(row) for row in (cells[:width], *rows)]
    return None


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip().removeprefix("|").removesuffix("|").split("|")]


def _chunks(cells: list[str], width: int) -> Iterator[list[str]]:
    at = 0 if cells and cells[0] else 1
    while at < len(cells):
        row = cells[at : at + width]
        if any(row):
            yield row
        at += width
        if at < len(cells) and not cells[at]:
            at += 1
