"""Which found row is which wanted row: how alike two names are, and the best pairs first."""

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import product
from typing import Any, NamedTuple

from tests.accuracy.words import fold, numbers

Row = dict[str, Any]
Likeness = Callable[[Row, Row], float]
_LEVEL = re.compile(r"^(ubnd|uy ban nhan dan)?\s*(cac )?(huyen|tinh|xa|phuong|thi tran)\s+(?=\S)")
_EDGES = " .;:,-–/*_\"'“”()"
_PART = 0.9  # how alike a name and most of it are


class Pair(NamedTuple):
    wanted: Row
    found: Row


def bare(text: object) -> str:
    """A name folded, without the level of the office before it and without marks around it."""
    return _LEVEL.sub("", fold(text or "")).strip(_EDGES)


def alike(one: object, other: object) -> float:
    """From 0 to 1; texts that hold different numbers are not alike at all."""
    first, second = bare(one), bare(other)
    if first == second:
        return 1.0
    if not first or not second or sorted(numbers(first)) != sorted(numbers(second)):
        return 0.0
    short, long = sorted((first, second), key=len)
    if len(short) >= 12 and short in long and len(short) / len(long) > 0.6:
        return _PART
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def pairs(wanted: Sequence[Row], found: Sequence[Row], likeness: Likeness) -> list[Pair]:
    """Each row at most once, the most alike first; what is not alike at all stays alone."""
    marked = [(likeness(w, f), i, j) for (i, w), (j, f) in product(enumerate(wanted), enumerate(found))]
    left, right, out = set[int](), set[int](), []
    for mark, i, j in sorted(marked, key=lambda one: -one[0]):
        if mark > 0 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append(Pair(wanted[i], found[j]))
    return out


def agree(wanted: Row, found: Row, *keys: str) -> bool:
    return all((wanted.get(key) or None) == (found.get(key) or None) for key in keys)


def by(name: str, least: float = 0.8, *equal: str) -> Likeness:
    """Rows whose `name` is at least so alike and whose `equal` values are the same."""

    def likeness(wanted: Row, found: Row) -> float:
        mark = alike(wanted.get(name), found.get(name))
        return mark if mark >= least and agree(wanted, found, *equal) else 0.0

    return likeness


def rows(value: object) -> list[Row]:
    """The rows of a list that may hold other things, or be none."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def texts(value: object) -> list[Row]:
    """A list of texts as rows, so that they pair like rows."""
    return [{"text": text} for text in value] if isinstance(value, list) else []
