"""Reads filled-in workbooks in a child process with limits: it hands over the cells, what they mean is read here."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from html import unescape
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from bot.office.limited import limit, said_by
from bot.office.marks import mark_in_file
from handlers.reading.marks import SURE
from handlers.reading.sheets import filled, grid, heads
from handlers.reading.sheets.grid import Cell, Grid, Span
from handlers.wording import workbooks as wording

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS, MOST_LETTERS = 5060, 60, 40, 1000
MOST_BYTES, MOST_PARTS = 24 * 1024 * 1024, 2000  # of the parts that are read, unpacked
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
LOCKED_PART = "EncryptedPackage".encode("utf-16-le")
# "Strict Open XML Spreadsheet" of Excel: the same parts under other names of their languages.
STRICT, _STRICT_NAME = b"http://purl.oclc.org/ooxml/", re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")


_OTHER_SHEET = re.compile(r"'?([^'!=(),;+*/&<>]+)'?!")
BOX_PART, _PARAGRAPH, _RUN = (
    re.compile(r"xl/drawings/drawing\d+\.xml"),
    re.compile(r"<a:p\b.*?</a:p>", re.DOTALL),
    re.compile(r"<a:t>([^<]*)</a:t>"),
)
OLD_BOOK = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book\0"))


class BadSheet(Exception):
    """A file that cannot be taken, with the sentence for the one who sent it."""


def read_unit_sheet(content: bytes) -> filled.Filled:
    """Names and numbers of a delegation. BadSheet where the file, or a cell of it, cannot be taken."""
    return _read(content, heads.NAMES, filled.read_names)


def read_units_sheet(content: bytes) -> filled.Filled:
    """The units of an event. BadSheet where the file, or a cell of it, cannot be taken."""
    return _read(content, heads.UNITS, filled.read_units)


def _read(content: bytes, wanted: str, read: Callable[[Sequence[Grid]], filled.Filled]) -> filled.Filled:
    try:
        found = read(grids(content))
    except filled.Unfit as unfit:
        raise BadSheet(wording.unfit(wanted, unfit)) from unfit
    if fault := fault_of(found, content):
        raise BadSheet(fault)
    return found


def fault_of(found: filled.Filled, content: bytes) -> str:
    """Why nothing of a workbook is taken that is of the right kind; an empty text where it is taken, or empty."""
    if found.wrong:
        return wording.wrong(found.wrong)
    found.beside.boxes = _boxes(content)
    if found.rows or found.counts or found.total is not None:
        return ""
    beside = found.beside
    if beside.left or any(one.asked for one in beside.doubles):
        return wording.nothing_taken(beside)
    return wording.PICTURE if _has_picture(content) else ""


def _boxes(content: bytes) -> list[str]:
    """The words of the text boxes that lie over the sheets; what the parts unpack to was checked before."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if BOX_PART.fullmatch(name)]
    lines = [_RUN.findall(one) for part in parts for one in _PARAGRAPH.findall(part.decode("utf-8", "ignore"))]
    said = [grid.cleaned(unescape("".join(runs))) for runs in lines]
    return [words for words in said if words]


def _has_picture(content: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return any(name.startswith("xl/media/") for name in archive.namelist())


def grids(content: bytes) -> list[Grid]:
    """The sheets of a workbook. BadSheet where it is none, or none that may be opened."""
    if not content:
        raise BadSheet(wording.NO_CONTENT)
    if not content.startswith(ZIP):
        raise BadSheet(_no_workbook(content))
    with NamedTemporaryFile(suffix=".xlsx") as kept:
        kept.write(content)
        kept.flush()
        _check_parts(Path(kept.name))
        if mark := mark_in_file(Path(kept.name)):
            raise BadSheet(wording.SECRET if mark == SURE else wording.MAYBE_SECRET)
        return [_grid(sheet) for sheet in _in_child(Path(kept.name))]


def _no_workbook(content: bytes) -> str:
    """What a file is that is called .xlsx and is none."""
    if content.startswith(OLE):
        return wording.LOCKED if LOCKED_PART in content else _old(content)
    words = content[:4096].decode("utf-8", "ignore")
    if words.lstrip("\ufeff \r\n\t").lower().startswith(("<html", "<!doctype html", "<table", "<head", "<meta")):
        return wording.WEB_PAGE
    plain = "\x00" not in words and not content.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8"))
    return wording.PLAIN_TEXT if plain else wording.NO_WORKBOOK


def _old(content: bytes) -> str:
    return wording.OLD if any(name in content for name in OLD_BOOK) else wording.OLD_OR_LOCKED


def _check_parts(path: Path) -> None:
    """Refuses what is no workbook of today's Excel, and what unpacks to more than anybody fills in."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            kind = archive.read("mimetype")[:80] if "mimetype" in archive.namelist() else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise BadSheet(wording.CUT_OFF) from error
    names = {part.filename for part in parts}
    if b"opendocument" in kind:
        raise BadSheet(wording.OPEN_DOCUMENT)
    if "xl/workbook.bin" in names:
        raise BadSheet(wording.BINARY)
    if any(part.flag_bits & 1 for part in parts):
        raise BadSheet(wording.OLD_OR_LOCKED)
    if not any(name.startswith("xl/") for name in names):
        raise BadSheet(wording.NO_WORKBOOK if names else wording.NO_CONTENT)
    unpacked = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if len(parts) > MOST_PARTS or unpacked > MOST_BYTES:
        raise BadSheet(wording.TOO_BIG)


def _in_child(path: Path) -> list[dict[str, Any]]:
    try:
        return list(json.loads(said_by("bot.office.sheets", str(path))))
    except (subprocess.SubprocessError, ValueError) as error:
        raise BadSheet(wording.DAMAGED) from error


def _grid(sheet: dict[str, Any]) -> Grid:
    """A sheet out of the child's JSON."""
    return Grid(
        grid.cleaned(sheet["title"]),
        {(row, column): Cell(*cell) for row, column, *cell in sheet["cells"]},
        [Span(*one) for one in sheet["spans"]],
        sheet["hidden"],
        frozenset(sheet["hidden_rows"]),
        frozenset(sheet["hidden_columns"]),
        sheet["cut"],
        sheet["comments"],
        frozenset(map(grid.cleaned, sheet["looks_into"])),
    )


def sheets_of(path: Path) -> list[dict[str, Any]]:
    """Every sheet of a workbook as plain data; formulas by the result that was stored with them."""
    from openpyxl import load_workbook

    readable = _readable(path)
    book = load_workbook(readable, rich_text=True)
    formulas = any(cell.data_type == "f" for sheet in book.worksheets for cell in sheet._cells.values())
    results = load_workbook(readable, data_only=True) if formulas else None
    return [_sheet(one, results[one.title] if results else None) for one in book.worksheets[:MOST_SHEETS]]


def _readable(path: Path) -> Path | BytesIO:
    """The workbook as it is read: one that was saved as "Strict Open XML" under the names everybody else uses."""
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" not in archive.namelist() or STRICT not in archive.read("xl/workbook.xml"):
            return path
        held = BytesIO()
        with zipfile.ZipFile(held, "w") as renamed:
            for name in archive.namelist():
                words = archive.read(name) if name.endswith((".xml", ".rels")) else b""
                renamed.writestr(name, _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", words))
    held.seek(0)
    return held


def _sheet(sheet: Any, results: Any) -> dict[str, Any]:
    from openpyxl.utils import column_index_from_string

    numbers = sorted({row for row, _ in sheet._cells if sheet._cells[row, _].value is not None})
    kept = set(numbers[:MOST_ROWS])
    hidden = [
        number
        for letter, column in sheet.column_dimensions.items() if column.hidden
        for number in range(column.min or column_index_from_string(letter), min(column.max or 0, MOST_COLUMNS) + 1)
    ]  # fmt: skip
    return {
        "title": sheet.title,
        "cells": list(_cells(sheet, results, kept)),
        "spans": [(one.min_row, one.min_col, one.max_row, one.max_col) for one in sheet.merged_cells.ranges],
        "hidden": sheet.sheet_state != "visible",
        "hidden_rows": [number for number, row in sheet.row_dimensions.items() if row.hidden or row.height == 0],
        "hidden_columns": hidden,
        "cut": len(numbers) > MOST_ROWS,
        "looks_into": sorted({
            title for cell in sheet._cells.values() if cell.data_type == "f"
            for title in _OTHER_SHEET.findall(str(getattr(cell.value, "text", cell.value)))
            if title != sheet.title
        }),
        "comments": [
            (row, column, _comment(cell.comment.text))
            for (row, column), cell in sorted(sheet._cells.items()) if cell.comment and row in kept
        ],
    }  # fmt: skip


def _comment(words: str) -> str:
    """What somebody wrote at a cell, without what Excel puts before it for older programs."""
    said = words.partition("Comment:")[2] if words.startswith("[Threaded comment]") else words
    return grid.cleaned(said)[:MOST_LETTERS]


def _cells(sheet: Any, results: Any, rows: set[int]) -> Iterator[tuple[int, int, str, str, str]]:
    for (row, column), cell in sorted(sheet._cells.items()):
        if row not in rows or column > MOST_COLUMNS or cell.value is None:
            continue
        words, kind = _value(cell, results._cells.get((row, column)) if results and cell.data_type == "f" else None)
        words, struck = _standing(cell, words)
        if words or struck:
            yield row, column, words[:MOST_LETTERS], kind, struck[:MOST_LETTERS]


def _standing(cell: Any, words: str) -> tuple[str, str]:
    """What of a cell still stands, and what is struck out."""
    whole = bool(cell.has_style and cell.font.strike)
    if not isinstance(cell.value, list):
        return ("", words) if whole else (words, "")
    parts = [(str(one), whole if isinstance(one, str) else bool(one.font.strike)) for one in cell.value]
    struck = "".join(text for text, gone in parts if gone)
    return (_lines("".join(text for text, gone in parts if not gone)), _lines(struck)) if struck else (words, "")


def _lines(words: str) -> str:
    return "\n".join(line for line in map(grid.cleaned, words.splitlines()) if line)


def _value(cell: Any, result: Any) -> tuple[str, str]:
    """What a cell shows, and what kind of value it is; a formula without a stored result is told as such."""
    if cell.data_type == "f":
        if result is None or (result.value is None and result.data_type != "str"):
            return str(getattr(cell.value, "text", cell.value)), grid.FORMULA
        cell = result
    value = cell.value
    if cell.data_type == "e":
        return str(value), grid.ERROR
    if isinstance(value, bool):
        return "x" if value else "không", grid.YES_NO
    if isinstance(value, datetime | date | time):
        return _when(value), grid.DATE
    if isinstance(value, int | float):
        return (
            (f"{value * 100:g}%", grid.PERCENT) if "%" in (cell.number_format or "") else (_number(value), grid.NUMBER)
        )
    return _lines(str(value)) if value is not None else "", grid.WORDS


def _when(value: date | time) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:%d/%m/%Y}"


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(value)


def _child(path: Path) -> None:
    limit()
    sys.stdout.write(json.dumps(sheets_of(path)))


if __name__ == "__main__":
    _child(Path(sys.argv[1]))
