"""Which unit a row of a workbook means by its name: a name that is nearly another's is asked, not guessed."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from handlers.language.spelling import is_plain, one_dash, spelt
from handlers.language.unit_names import bare_name
from handlers.reading.sheets.disagreeing import Nearly
from handlers.units.known import Spellings
from storage.models import Unit

NEAR = 80  # of 100: "Lũng Mơi" for "Lũng Mơ"


def nearly_named(known: Spellings, units: Iterable[Unit], said: Sequence[tuple[int, str]]) -> list[Nearly]:
    """The rows, given as (row, name), that name a unit with other marks, or nearly one that no row names."""
    found = [(row, name, known.of(name)) for row, name in said]
    named = {unit.id for _, name, unit in found if unit is not None and not _has_other_marks(name, unit)}
    missing = [unit for unit in units if unit.id not in named]
    told: list[Nearly] = []
    for row, name, unit in found:
        if unit is not None and _has_other_marks(name, unit):
            told.append(Nearly(row, name, unit.id, unit.name))
        elif unit is None and (near := _nearest(name, missing)) is not None:
            told.append(Nearly(row, name, near.id, near.name))
    return told


def _has_other_marks(name: str, unit: Unit) -> bool:
    """ "Nậm Chang" for "Nậm Chăng"; what was typed without any marks has no others."""
    if is_plain(name) or f" {one_dash(unit.name)} " not in f" {one_dash(name)} ":
        return False
    return f" {spelt(unit.name)} " not in f" {spelt(name)} "


def _nearest(name: str, units: Sequence[Unit]) -> Unit | None:
    alike = [unit for unit in units if _numbers(unit.name) == _numbers(name)]
    near = max(alike, key=lambda unit: _likeness(name, unit), default=None)
    return near if near is not None and _likeness(name, near) >= NEAR else None


def _likeness(name: str, unit: Unit) -> float:
    return fuzz.ratio(bare_name(name), bare_name(unit.name))


def _numbers(name: str) -> list[str]:
    return re.findall(r"\d+", name)
