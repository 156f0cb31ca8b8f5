"""The ratchet: no score may be lower than the committed one. `make score ARGS="--lower 'why'"` is the way around."""

import pytest

from tests.accuracy import board
from tests.accuracy.inputs import Missing
from tests.accuracy.rulers import EVERY, RULERS, Ruler

HELD = [ruler for ruler in RULERS if ruler.held]


@pytest.mark.parametrize("ruler", HELD, ids=lambda ruler: ruler.name)
def test_no_score_is_lower_than_committed(ruler: Ruler) -> None:
    committed = board.load()[0][ruler.name]
    try:
        now = ruler.measure(ruler.held)
    except Missing as reason:
        pytest.skip(str(reason))
    if ruler.held == EVERY:
        worse = [change for change in board.changes(committed, now) if change.worse]
    else:
        worse = board.worse_in_sample(committed, now)
    changed = [f"{name}: {was} → {is_}" for name, was, is_ in board.verdicts(committed, now) if name in now.names]
    assert worse == [], changed


def test_what_lies_in_the_repository_is_always_held() -> None:
    assert {ruler.name for ruler in HELD} >= {"plans, ours", "questions, ours", "talks, ours"}
