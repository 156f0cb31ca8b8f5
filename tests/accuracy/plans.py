"""Scores what was read from a plan against what a careful reader found in it.

The shape of both is that of `read --json`. Every section (agenda, deadlines, duties, …) counts rows that agree, rows that
were wanted and rows that were found; `overall` is the mean F1 of the sections, weighted by how many rows they have and by
how much people are hurt when they are wrong. What an annotation has no key for is not judged.
"""

import re
from collections.abc import Iterable
from typing import Any

from tests.accuracy.pairing import Pair, Row, agree, alike, bare, by, pairs, rows, texts
from tests.accuracy.tally import Tally

_PLAN = ("title", "number", "issued_by", "issued_on", "signed_by")
_EVENT = ("starts_on", "ends_on", "month", "venue", "expected_delegates", "tentative")
_OF_EVENT = ("delegate_groups", "agenda", "duties")


def score(gold: Row, found: Row) -> Tally:
    """The counts of one plan, section by section."""
    tally = Tally()
    _fields(tally, "plan", gold.get("plan") or {}, found.get("plan") or {}, _PLAN)
    _list(tally, "member_units", gold, found, by("name", 0.9))
    together, alone, spare = paired_events(gold, found)
    tally.add("events", len(together), len(together) + len(alone), len(together) + len(spare))
    for wanted, other in [*together, *(Pair(event, {}) for event in alone)]:
        _event(tally, wanted, other)
    for event in spare:
        _event(tally, {key: [] for key in _OF_EVENT}, event)
    _deadlines(tally, gold, found)
    _list(tally, "periods", gold, found, lambda w, f: float(agree(w, f, "from", "to")))
    _list(tally, "observances", gold, found, lambda w, f: float(agree(w, f, "day", "month")))
    _list(tally, "budget", gold, found, by("item", 0.7, "amount"))
    _list(tally, "contacts", gold, found, by("value", 0.7))
    return tally


def paired_events(gold: Row, found: Row) -> tuple[list[Pair], list[Row], list[Row]]:
    """The events that are one, those only wanted, those only found. Where each has one, they are one."""
    wanted, others = rows(gold.get("events")), rows(found.get("events"))
    if len(wanted) == len(others) == 1:
        return [Pair(wanted[0], others[0])], [], []
    together = pairs(wanted, others, by("title", 0.6))
    return together, without(wanted, (pair.wanted for pair in together)), without(others, (p.found for p in together))


def without(all_rows: list[Row], some: Iterable[Row]) -> list[Row]:
    """The rows that are none of these very ones (two rows may be equal)."""
    left_out = {id(row) for row in some}
    return [row for row in all_rows if id(row) not in left_out]


def _list(tally: Tally, key: str, gold: Row, found: Row, likeness: Any, section: str = "") -> list[Pair]:
    if gold.get(key) is None:
        return []
    wanted, others = rows(gold[key]), rows(found.get(key))
    together = pairs(wanted, others, likeness)
    tally.add(section or key, len(together), len(wanted), len(others))
    return together


def _fields(tally: Tally, section: str, gold: Row, found: Row, keys: Iterable[str]) -> None:
    for key in keys:
        wanted, other = _value(gold.get(key)), _value(found.get(key))
        if key in gold and (wanted, other) != (None, None):
            tally.add(section, int(wanted is not None and _equal(wanted, other)), wanted is not None, other is not None)


def _value(value: Any) -> Any:
    return None if value in ("", []) else value


def _equal(wanted: Any, other: Any) -> bool:
    """Words nearly, days and numbers exactly."""
    words = isinstance(wanted, str) and isinstance(other, str) and not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", wanted)
    return alike(wanted, other) >= 0.8 if words else bool(wanted == other)


def _event(tally: Tally, gold: Row, found: Row) -> None:
    if gold.get("title") and found:
        tally.add("event_title", alike(gold["title"], found.get("title")) >= 0.6, 1, bool(found.get("title")))
    _fields(tally, "event_fields", gold, found, _EVENT)
    _list(tally, "delegate_groups", gold, found, by("name", 0.8, "count"))
    for item, other in _list(tally, "agenda", gold, found, by("title", 0.8, "date", "start", "end")):
        _item(tally, item, other)
    if "chairs" in gold:
        wanted, others = texts(gold["chairs"]), texts(found.get("chairs"))
        tally.add("chairs", len(pairs(wanted, others, by("text", 0.6))), len(wanted), len(others))
    _duties(tally, gold, found)


def _item(tally: Tally, gold: Row, found: Row) -> None:
    if "within" in gold:
        tally.add("agenda_within", gold["within"] == found.get("within"), 1, bool(found.get("within")))
    wanted, others = ({bare(name) for name in row.get("who") or []} for row in (gold, found))
    same = len(wanted & others) / max(1, len(wanted | others)) >= 0.6
    tally.add("agenda_who", same, bool(gold.get("who")), bool(found.get("who")))


def _duties(tally: Tally, gold: Row, found: Row) -> None:
    together = _list(tally, "duties", gold, found, by("unit"), "duty_units")
    for duty, other in together:
        if duty.get("role"):
            tally.add("duty_role", duty["role"] == other.get("role"), 1, bool(other.get("role")))
        wanted, others = texts(duty["tasks"]), texts(other.get("tasks"))
        tally.add("duty_tasks", len(pairs(wanted, others, by("text"))), len(wanted), len(others))
    lost = without(rows(gold.get("duties")), (pair.wanted for pair in together))
    spare = without(rows(found.get("duties")), (pair.found for pair in together))
    tally.add("duty_tasks", 0, *(sum(len(duty.get("tasks") or []) for duty in some) for some in (lost, spare)))


def same_deadline(gold: Row, found: Row) -> float:
    """One day, and the shorter wording of what is due stands mostly in the longer; a row may hold several papers."""
    if not agree(gold, found, "due_on"):
        return 0.0
    wanted, others = set(bare(gold.get("what")).split()), set(bare(found.get("what")).split())
    common = len(wanted & others)
    share = common / max(1, min(len(wanted), len(others)))
    return share if share >= 0.6 and common >= 0.25 * max(len(wanted), len(others)) else 0.0


def spare_deadlines(gold: Row, found: Row) -> list[Row]:
    """Rows that are no paper of any wanted deadline; further rows for papers of a matched one do no harm."""
    wanted, others = rows(gold.get("deadlines")), rows(found.get("deadlines"))
    return [row for row in others if not any(same_deadline(deadline, row) for deadline in wanted)]


def _deadlines(tally: Tally, gold: Row, found: Row) -> None:
    wanted, others = rows(gold.get("deadlines")), rows(found.get("deadlines"))
    together = pairs(wanted, others, same_deadline)
    if gold.get("deadlines") is not None:
        tally.add("deadlines", len(together), len(wanted), len(together) + len(spare_deadlines(gold, found)))
    for deadline, other in together:
        for key in ("who", "send_to"):
            if deadline.get(key):
                tally.add(f"deadline_{key}", _same_people(deadline[key], other.get(key)), 1, bool(other.get(key)))
        if deadline.get("before") is not None:
            tally.add("deadline_before", bool(deadline["before"]) == bool(other.get("before")), 1, 1)


def _same_people(wanted: str, other: str | None) -> bool:
    if not other:
        return False
    return alike(wanted, other) >= 0.6 or bare(wanted) in bare(other) or bare(other) in bare(wanted)
