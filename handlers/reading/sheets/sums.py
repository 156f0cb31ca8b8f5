"""Columns of parts beside a number of a unit: where they make another number, it is asked."""

from dataclasses import dataclass

from handlers.reading.sheets.cells import counted, is_nothing
from handlers.reading.sheets.grid import Grid
from handlers.reading.sheets.rows import Row, Table


@dataclass(frozen=True, slots=True)
class Sum:
    """A row, its unit, what its parts make, what is said to be the whole."""

    row: int
    name: str
    parts: int
    whole: int


def disagreeing(grid: Grid, table: Table) -> list[Sum]:
    """The rows whose parts make another number, in a table where most make the one that stands there."""
    parts = _parts(grid, table)
    sums = [one for row in table.rows if (one := _sum(grid, parts, row)) is not None]
    other = [one for one in sums if one.parts != one.whole]
    return other if len(other) * 2 < len(sums) else []


def _parts(grid: Grid, table: Table) -> list[int]:
    """The columns not read that hold nothing but numbers of people; two at least, or they are no parts."""
    found = [
        column for column in table.head.unused
        if {counted(grid.at(row.number, column)) is not None for row in table.rows
            if not is_nothing(grid.at(row.number, column))} == {True}
    ]  # fmt: skip
    return found if len(found) > 1 else []


def _sum(grid: Grid, parts: list[int], row: Row) -> Sum | None:
    whole = counted(row.cells["quota"]) if "quota" in row.cells else None
    numbers = [number for column in parts if (number := counted(grid.at(row.number, column))) is not None]
    return Sum(row.number, row.words("unit"), sum(numbers), whole) if whole is not None and numbers else None
