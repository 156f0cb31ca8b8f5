"""The weighed words of a plan, kept in memory: its text never changes under one checksum."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock

from handlers.answers.passages import Index
from handlers.language.words import tokens
from storage.models import Plan

KEPT_PLANS = 64

_kept: OrderedDict[tuple[int, str, datetime], Index] = OrderedDict()
_lock = Lock()


def of_plan(plan: Plan) -> Index:
    """The passages of the plan, weighed once."""
    key = (plan.id, plan.sha256, plan.created_at)
    with _lock:
        if key not in _kept:
            _kept[key] = Index(plan.text_lines)
        _kept.move_to_end(key)
        while len(_kept) > KEPT_PLANS:
            _kept.popitem(last=False)
        return _kept[key]


def words(text: str) -> tuple[str, ...]:
    """Folded words in one spelling."""
    return tokens(text)
