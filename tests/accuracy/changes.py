"""Changes as the talks name them: whether one that was made is one that was wanted.

A change is `{"what": …, key: value, …}`. Numbers and times agree exactly, words whole and folded; a wanted list against
one value is a choice; a wanted key that the made change leaves open does not contradict it.
"""

import re
from collections.abc import Iterable
from typing import Any

from tests.accuracy.words import fold

Change = dict[str, Any]
_LISTED = ("added", "removed")  # names may come together or one by one
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(t\d\d:\d\d)?")


def single(changes: Iterable[Change] | None) -> list[Change]:
    """One change for each name; without what was only passed on to the organisers, which is always welcome."""
    return [one for change in changes or () if change.get("what") != "passed" for one in _by_name(change)]


def made(wanted: Change, change: Change) -> bool:
    """Whether a change holds everything that was wanted of it."""
    return wanted.get("what") == change.get("what") and all(
        agrees(value, change.get(key)) for key, value in wanted.items() if key != "what"
    )


def allowed(wanted: Change, change: Change) -> bool:
    """Whether a change is of the wanted kind and says nothing else than what was wanted."""
    return wanted.get("what") == change.get("what") and not any(
        change.get(key) not in (None, "", [], {}) and not agrees(value, change[key])
        for key, value in wanted.items()
        if key != "what"
    )


def agrees(wanted: Any, value: Any) -> bool:
    """Whether a value says what was wanted."""
    if isinstance(wanted, dict):
        return isinstance(value, dict) and all(_has(value, key, one) for key, one in wanted.items())
    if isinstance(wanted, list):
        return _agree_as_lists(wanted, value)
    if isinstance(wanted, bool) or wanted is None:
        return bool(wanted == value)
    if isinstance(wanted, int | float):
        return bool(wanted == value) or str(wanted) == str(value)
    return _same_words(fold(wanted), fold("" if value is None else value))


def _by_name(change: Change) -> list[Change]:
    rest = {key: value for key, value in change.items() if not (key in _LISTED and isinstance(value, list))}
    named = [{**rest, key: name} for key in _LISTED if isinstance(change.get(key), list) for name in change[key]]
    return named or [change]


def _has(values: dict[str, Any], key: str, wanted: Any) -> bool:
    return any(agrees(key, other) and agrees(wanted, value) for other, value in values.items())


def _agree_as_lists(wanted: list[Any], value: Any) -> bool:
    if not isinstance(value, list):
        return any(agrees(one, value) for one in wanted)
    return len(value) == len(wanted) and all(any(agrees(one, other) for other in value) for one in wanted)


def _same_words(wanted: str, value: str) -> bool:
    """A moment as far as it is wanted; else the words of the shorter stand in the longer, one word only in two."""
    if _MOMENT.fullmatch(wanted):
        return value.startswith(wanted)
    short, long = sorted((wanted.split(), value.split()), key=len)
    return bool(short) and set(short) <= set(long) and (len(short) > 1 or len(long) < 3)
