"""Which unit a row of a workbook means by its name: a name that is nearly another's is asked, not guessed."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from handlers.language.folding import fold
from handlers.language.spelling import is_plain, one_dash, spelt
from handlers.language.unit_names import bare_name
from handlers.reading.sheets.disagreeing import Nearly
from handlers.units.known import Spellings
from storage.models import Unit

_LEVELS = {"xa", "phuong", "dac", "khu", "tinh"}
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
        elif unit is None and (near := _nearest(name, missing) or _shortened(name, missing)) is not None:
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


def _shortened(name: str, units: Sequence[Unit]) -> Unit | None:
    """The one unit that a short form stands for: "P. VH-XH" for "Phòng Văn hóa - Xã hội phường"."""
    short = _parts(name)
    fitting = [unit for unit in units if stands_for(short, _parts(unit.name))]
    return fitting[0] if len(fitting) == 1 and len(short) > 0 else None


def stands_for(short: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether words, some of them first letters of several, say the whole name; its level at the end may lack."""
    if not short:
        return not set(whole) - _LEVELS
    if whole[:1] == [short[0]] and stands_for(short[1:], whole[1:]):
        return True
    count = len(short[0])
    firsts = "".join(word[0] for word in whole[:count])
    return firsts == short[0] and stands_for(short[1:], whole[count:])


def _parts(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", fold(name)) if word != "va"]


def _likeness(name: str, unit: Unit) -> float:
    return fuzz.ratio(bare_name(name), bare_name(unit.name))


def _numbers(name: str) -> list[str]:
    return re.findall(r"\d+", name)
