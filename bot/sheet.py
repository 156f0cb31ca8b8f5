"""Reads the filled-in template of a unit in a child process with limits: rows of plain text, nothing else."""

import pickle
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.paper import CPU_SECONDS, MEMORY_BYTES, WALL_SECONDS
from bot.workbook import COUNTS, NAME_HEAD, NAMES, WHOLE

MOST_ROWS, MOST_LETTERS = 300, 80
DAMAGED = "Không đọc được tệp này. Anh/chị tải lại mẫu .xlsx, điền rồi gửi lại."
FOREIGN = f"Tệp này không theo mẫu: cần trang “{NAMES}” với các cột {', '.join(NAME_HEAD)}."


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """What stood in the template: names as (row, name, post, group), counts as (row, group, number as typed)."""

    names: tuple[tuple[int, str, str, str], ...] = ()
    counts: tuple[tuple[int, str, str], ...] = ()


class BadSheet(Exception):
    """A file that cannot be taken, with the sentence for the one who sent it."""


def read_unit_sheet(content: bytes) -> UnitSheet:
    """The rows of an uploaded template."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        kept.write(content)
        kept.flush()
        found = _in_child(Path(kept.name))
    if isinstance(found, UnitSheet):
        return found
    raise BadSheet(found)


def _in_child(path: Path) -> UnitSheet | str:
    command = [sys.executable, "-m", "bot.sheet", str(path)]
    try:
        child = subprocess.run(
            command, cwd=Path(__file__).parents[1], capture_output=True, timeout=WALL_SECONDS, check=True
        )
        found = pickle.loads(child.stdout)  # our own child wrote it
    except (subprocess.SubprocessError, pickle.UnpicklingError, EOFError):
        return DAMAGED
    return UnitSheet(*found) if isinstance(found, tuple) else str(found)


def rows_of(path: Path) -> tuple[list[tuple[int, str, str, str]], list[tuple[int, str, str]]] | str:
    """The rows of both sheets, or what is wrong with the file."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    if NAMES not in book.sheetnames:
        return FOREIGN
    names = [(row, name, post, group) for row, (name, post, group) in _rows(book[NAMES], 3)]
    counts = _rows(book[COUNTS], 2) if COUNTS in book.sheetnames else []
    return names, [(row, group or WHOLE, number) for row, (group, number) in counts if number]


def _rows(sheet: object, width: int) -> list[tuple[int, list[str]]]:
    """The filled rows under the header, each with its number in the sheet."""
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


def _child(path: Path) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        found = rows_of(path)
    except Exception:
        found = DAMAGED
    sys.stdout.buffer.write(pickle.dumps(found))


if __name__ == "__main__":
    _child(Path(sys.argv[1]))
