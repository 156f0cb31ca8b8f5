"""Scores one answer: does it hold what it must, nothing that is wrong, and is it short enough for a phone.

A question line has id, plan, q, kind, expect_all, expect_none ('|' between what is as right), maybe `at` and `unit`.
"""

import re
from typing import Any, NamedTuple

from tests.accuracy.words import fold, numbers, says

_LISTS = {"programme", "duty", "next"}  # kinds whose answer is a list
_LONGEST_LIST, _LONGEST = 1200, 700
_UNTOLD = (
    "chua co thong tin",
    "khong co thong tin",
    "ke hoach khong neu",
    "ke hoach chua neu",
    "chua tim thay",
    "khong tim thay",
    "chua an dinh",
    "chua ro",
    "no information",
    "not found",
    "not stated",
)
_SOURCE = re.compile(r"(dong|trang|line) \d+(?:\s*(?:[-–,:]|va)\s*\d+)*")
INVENTS, FALSE, UNTOLD = "invented figure", "says what is wrong", "says untold what is told"
HARMFUL = (INVENTS, FALSE, UNTOLD)


class Fault(NamedTuple):
    """What is wrong with an answer, as a kind and in detail."""

    kind: str
    detail: str = ""


def fault(question: dict[str, Any], answer: str, plan: str) -> Fault | None:
    """The first fault of an answer, or None where it is right; `plan` is the plan's text."""
    text = fold(answer)
    if not text:
        return Fault("no answer")
    found = _of_the_untold(text, plan) if question["kind"] == "unanswerable" else _of_the_told(question, text)
    if found:
        return found
    wrong = next((part for part in question["expect_none"] if says(text, part)), None)
    if wrong:
        return Fault(FALSE, wrong)
    limit = _LONGEST_LIST if question["kind"] in _LISTS else _LONGEST
    return Fault("too long", f"{len(text)} characters") if len(text) > limit else None


def _of_the_untold(text: str, plan: str) -> Fault | None:
    """It must say so, and hold no number that the plan does not hold; the line of its source aside."""
    if not any(words in text for words in _UNTOLD):
        return Fault("does not say that it is untold")
    told = {form for number in numbers(fold(plan)) for form in (number, number.lstrip("0"), number.zfill(2))}
    invented = sorted(set(numbers(_SOURCE.sub("", text))) - told)
    return Fault(INVENTS, ", ".join(invented)) if invented else None


def _of_the_told(question: dict[str, Any], text: str) -> Fault | None:
    wanted: list[str] = question["expect_all"]
    may_say_so = any(words in part for words in _UNTOLD for part in wanted)
    if not may_say_so and any(words in text for words in _UNTOLD):
        return Fault(UNTOLD)
    lacking = next((part for part in wanted if not says(text, part)), None)
    return Fault("lacks", lacking) if lacking else None
