"""What an overall figure hides: what a plan never said and the reader says, counted one by one."""

from collections import Counter

from tests.accuracy.pairing import Row, alike, by, pairs, rows
from tests.accuracy.plans import paired_events, spare_deadlines

UNIT = "invented unit"
ISSUER = "invented issuer"
DAY = "wrong event day"
EVENT = "invented event"
DEADLINE = "invented deadline"


def harms(gold: Row, found: Row) -> Counter[str]:
    """How often each kind stands in what was found; what the annotation has no key for is not judged."""
    together, _, spare = paired_events(gold, found)
    counted = Counter(
        {
            UNIT: _invented_units(gold, found),
            ISSUER: _invented_issuer(gold.get("plan") or {}, found.get("plan") or {}),
            DAY: sum(_wrong_days(wanted, other) for wanted, other in together),
            EVENT: len(spare),
            DEADLINE: len(spare_deadlines(gold, found)) if gold.get("deadlines") is not None else 0,
        }
    )
    return +counted


def _invented_units(gold: Row, found: Row) -> int:
    if gold.get("member_units") is None:
        return 0
    named = rows(found.get("member_units"))
    return len(named) - len(pairs(rows(gold["member_units"]), named, by("name", 0.9)))


def _invented_issuer(gold: Row, found: Row) -> int:
    named = found.get("issued_by")
    return int("issued_by" in gold and bool(named) and alike(gold["issued_by"], named) < 0.8)


def _wrong_days(gold: Row, found: Row) -> int:
    """A day that is not the event's: worse than none, because people travel."""
    return sum(key in gold and bool(found.get(key)) and found[key] != gold[key] for key in ("starts_on", "ends_on"))
