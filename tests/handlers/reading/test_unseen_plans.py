"""Invented plans of seven hands; the first six had not seen the reader's code, the last not what it makes of them."""

import json
from pathlib import Path

import pytest

from handlers.reading.export import as_json
from handlers.reading.plan import read_file
from tests.handlers.reading.likeness import likeness

FOLDER = Path(__file__).parents[2] / "data"
# folder: how many plans, the least their mean may be. By the project's ruler they scored at first sight
# 0.865, 0.81, 0.77, 0.847, 0.803, 0.941 and 0.945, each hand after the faults of those before it were mended.
HANDS = {
    "plans": (10, 0.96),
    "plans2": (8, 0.95),
    "plans3": (9, 0.91),
    "plans4": (9, 0.92),
    "plans5": (10, 0.91),
    "plans6": (10, 0.93),
    "plans7": (4, 0.95),
}
PLANS = [path for hand in HANDS for path in sorted((FOLDER / hand).glob("*.txt"))]
LEAST_OF_ONE = 0.8


def score(path: Path) -> float:
    """How much of the annotation beside the plan was found."""
    return likeness(json.loads(path.with_suffix(".json").read_text(encoding="utf-8")), as_json(read_file(path)))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_plan_of_another_hand_is_read(path: Path) -> None:
    assert score(path) >= LEAST_OF_ONE


@pytest.mark.parametrize("hand", HANDS)
def test_the_plans_of_one_hand_together(hand: str) -> None:
    plans = [path for path in PLANS if path.parent.name == hand]
    count, least = HANDS[hand]
    assert len(plans) == count
    assert sum(map(score, plans)) / count >= least
