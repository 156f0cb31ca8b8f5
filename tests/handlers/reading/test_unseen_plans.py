"""Ten invented plans, written and annotated by somebody who had not seen the reader's code."""

import json
from pathlib import Path

import pytest

from handlers.reading.export import as_json
from handlers.reading.plan import read_file
from tests.handlers.reading.likeness import likeness

FOLDER = Path(__file__).parents[2] / "data" / "plans"
PLANS = sorted(FOLDER.glob("*.txt"))
LEAST = 0.96  # reached: 0.969; by the ruler of the project 0.865 at first sight, 1.0 once its rules were mended


def score(path: Path) -> float:
    """How much of the annotation beside the plan was found."""
    return likeness(json.loads(path.with_suffix(".json").read_text(encoding="utf-8")), as_json(read_file(path)))


def test_all_of_them_are_here() -> None:
    assert len(PLANS) == 10


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_nobody_tuned_for_is_read(path: Path) -> None:
    assert score(path) >= 0.9


def test_the_ten_together() -> None:
    assert sum(map(score, PLANS)) / len(PLANS) >= LEAST


# A second eight, from another hand; no rule was mended for them. By the project's ruler 0.81 at first sight.
SECOND = sorted((FOLDER.parent / "plans2").glob("*.txt"))
LEAST_OF_THE_SECOND = 0.78


def test_the_second_eight_are_read_as_well_as_when_they_came() -> None:
    assert len(SECOND) == 8
    assert sum(map(score, SECOND)) / len(SECOND) >= LEAST_OF_THE_SECOND
