"""How much of an annotated plan the reader found: one figure from 0 to 1, made of rows that agree."""

from collections.abc import Callable, Iterator
from typing import Any

from rapidfuzz import fuzz

from handlers.language.folding import fold

Row = dict[str, Any]
Same = Callable[[Row, Row], bool]


def likeness(wanted: Row, found: Row) -> float:
    """The mean F1 of the sections the annotation fills, each weighted by its rows."""
    marks = [(_f1(gold, have, same), len(gold)) for gold, have, same in _sections(wanted, found) if gold]
    return sum(mark * size for mark, size in marks) / max(1, sum(size for _, size in marks))


def _sections(wanted: Row, found: Row) -> Iterator[tuple[list[Row], list[Row], Same]]:
    named = _by("value")
    yield _fields([wanted["plan"]]), _fields([found["plan"]]), named
    yield _fields(wanted["events"]), _fields(found["events"]), named
    for key, same in (
        ("member_units", _by("name", "role")),
        ("deadlines", _by("what", "due_on")),
        ("contacts", _by("value", "kind")),
        ("budget", _by("item", "amount")),
    ):
        yield wanted[key], found[key], same
    for key, same in (
        ("agenda", _by("title", "date", "start", "end", "who")),
        ("delegate_groups", _by("name", "count")),
    ):
        yield [row for e in wanted["events"] for row in e[key]], [row for e in found["events"] for row in e[key]], same
    yield _tasks(wanted), _tasks(found), _by("task", "unit")


def _fields(rows: list[Row]) -> list[Row]:
    keys = (
        "title",
        "number",
        "issued_by",
        "issued_on",
        "signed_by",
        "starts_on",
        "ends_on",
        "venue",
        "expected_delegates",
    )
    return [{"value": f"{key} {row[key]}"} for row in rows for key in keys if row.get(key)]


def _tasks(plan: Row) -> list[Row]:
    duties = [duty for event in plan["events"] for duty in event["duties"]]
    return [{"unit": fold(duty["unit"]), "task": task} for duty in duties for task in duty["tasks"]]


def _by(words: str, *equal: str) -> Same:
    def same(gold: Row, have: Row) -> bool:
        if any((gold.get(key) or None) != (have.get(key) or None) for key in equal):
            return False
        return fuzz.ratio(fold(str(gold[words])), fold(str(have[words]))) >= 80

    return same


def _f1(gold: list[Row], found: list[Row], same: Same) -> float:
    left = list(found)
    hits = 0
    for row in gold:
        other = next((have for have in left if same(row, have)), None)
        if other is not None:
            left.remove(other)
            hits += 1
    return 2 * hits / (len(gold) + len(found)) if found else 0.0
