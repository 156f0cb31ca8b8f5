"""Rows of a list of names that stand for one person, or for two of one name: nobody is dropped without a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.language.folding import fold
from handlers.language.persons import folded_name
from handlers.language.spelling import spelt

NamedRow = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Double:
    """A name, its rows as (row, post), and whether they may be two persons: asked, not recorded."""

    name: str
    rows: tuple[tuple[int, str], ...]
    asked: bool


def without_doubles(rows: Sequence[NamedRow]) -> tuple[list[NamedRow], list[Double]]:
    """Each person once, with all that its rows say; those that may be two are left out."""
    by_name: dict[str, list[NamedRow]] = {}
    for row in rows:
        by_name.setdefault(folded_name(row[1][0]), []).append(row)
    kept = [_one(same) for key, same in by_name.items() if not key or not _differ(same)]
    doubles = [
        Double(same[0][1][0], tuple((number, cells[1]) for number, cells in same), _differ(same))
        for key, same in by_name.items() if key and len(same) > 1
    ]  # fmt: skip
    return sorted(kept, key=lambda row: row[0]), doubles


def _differ(same: Sequence[NamedRow]) -> bool:
    """Whether rows of one name, marks apart, say different things."""
    if len({spelt(cells[0]) for _, cells in same}) > 1:
        return True
    return any(
        len({fold(cell) for cell in column if cell}) > 1 for column in zip(*(row[1] for row in same), strict=True)
    )


def _one(same: Sequence[NamedRow]) -> NamedRow:
    names, *others = zip(*(cells for _, cells in same), strict=True)
    name = next((one for one in reversed(names) if not one.isupper()), names[-1])
    return same[0][0], (name, *(next(filter(None, column), "") for column in others))
