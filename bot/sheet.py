"""Reads filled-in templates in a child process with limits: rows of plain text, nothing else."""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.paper import CPU_SECONDS, MEMORY_BYTES, WALL_SECONDS
from bot.workbook import COUNTS, NAME_HEAD, NAMES, UNIT_HEAD, UNITS, WHOLE

MOST_ROWS, MOST_LETTERS = 300, 120
DAMAGED = "Không đọc được tệp này. Anh/chị tải lại mẫu .xlsx, điền rồi gửi lại."

Rows = list[tuple[int, list[str]]]  # each filled row under the header with its number in the sheet


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """What stood in the template: names as (row, name, post, group), counts as (row, group, number as typed)."""

    names: tuple[tuple[int, str, str, str], ...] = ()
    counts: tuple[tuple[int, str, str], ...] = ()


class BadSheet(Exception):
    """A file that cannot be taken, with the sentence for the one who sent it."""


def read_unit_sheet(content: bytes) -> UnitSheet:
    """The rows of a unit's template."""
    names, counts = _sheets(content, {NAMES: NAME_HEAD, COUNTS: ("", "")})
    numbers = ((row, group or WHOLE, number) for row, (group, number) in counts)
    return UnitSheet(
        tuple((row, name, post, group) for row, (name, post, group) in names),
        tuple((row, group, number) for row, group, number in numbers if number),
    )


def read_units_sheet(content: bytes) -> list[str]:
    """The rows of the units' template, each a line "row, name, kind, …" with tabs."""
    (rows,) = _sheets(content, {UNITS: UNIT_HEAD})
    return ["\t".join([str(number), *cells]) for number, cells in rows]


def _sheets(content: bytes, wanted: Mapping[str, tuple[str, ...]]) -> list[Rows]:
    """The rows of the sheets; the first must be there."""
    widths = {name: len(head) for name, head in wanted.items()}
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        kept.write(content)
        kept.flush()
        found = _in_child(Path(kept.name), widths)
    first, head = next(iter(wanted.items()))
    if found is None:
        raise BadSheet(DAMAGED)
    if first not in found:
        raise BadSheet(f"Tệp này không theo mẫu: cần trang “{first}” với các cột {', '.join(head)}.")
    return [found.get(name, []) for name in wanted]


def _in_child(path: Path, widths: Mapping[str, int]) -> dict[str, Rows] | None:
    command = [sys.executable, "-m", "bot.sheet", str(path), json.dumps(widths)]
    try:
        child = subprocess.run(
            command, cwd=Path(__file__).parents[1], capture_output=True, timeout=WALL_SECONDS, check=True
        )
        found = json.loads(child.stdout)
    except (subprocess.SubprocessError, ValueError):
        return None
    return {name: [(int(number), list(cells)) for number, cells in rows] for name, rows in found.items()}


def rows_of(path: Path, widths: Mapping[str, int]) -> dict[str, Rows]:
    """The rows of those of the sheets that are there."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    return {name: _rows(book[name], width) for name, width in widths.items() if name in book.sheetnames}


def _rows(sheet: object, width: int) -> Rows:
    found = []
    values = sheet.iter_rows(min_row=2, max_row=MOST_ROWS + 1, max_col=width, values_only=True)  # type: ignore[attr-defined]
    for number, cells in enumerate(values, 2):
        texts = [_text(cell) for cell in (*cells, *[None] * (width - len(cells)))]
        if any(texts):
            found.append((number, texts))
    return found


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())[:MOST_LETTERS] if cell is not None else ""


def _child(path: Path, widths: Mapping[str, int]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    sys.stdout.write(json.dumps(rows_of(path, widths)))


if __name__ == "__main__":
    _child(Path(sys.argv[1]), json.loads(sys.argv[2]))
