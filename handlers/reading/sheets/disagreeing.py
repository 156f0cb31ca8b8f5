"""Rows of a workbook that stand for one thing and do not say the same of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What is named several times, the column (a field's name) and what each row says there: (row, value)."""

    name: str
    column: str
    said: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Nearly:
    """A row whose name is nearly that of a unit: which unit, by id and name."""

    row: int
    name: str
    unit_id: int
    meant: str
