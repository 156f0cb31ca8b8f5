"""The table of all scores: what is not in it is not measured."""

from collections.abc import Callable
from typing import NamedTuple

from tests.accuracy import cases, inputs
from tests.accuracy.inputs import DIALOGUES, QUESTIONS, beside, lines, played
from tests.accuracy.score import Score, of_answers, of_plans, of_talks

EVERY = 1
Measure = Callable[[int], Score]  # of every n-th input; raises inputs.Missing


class Ruler(NamedTuple):
    """`held`: each run of the tests measures every n-th input, none where it is 0 (too slow for that)."""

    name: str
    measure: Measure
    held: int


def our_plans(step: int = EVERY) -> Score:
    return of_plans(row for folder in inputs.OURS for row in inputs.annotated(folder, step))


def plans_beside(name: str) -> Measure:
    return lambda step: of_plans(inputs.annotated(beside(name), step))


def our_questions(step: int = EVERY) -> Score:
    return of_answers(inputs.answered(lines(QUESTIONS / "invented.jsonl")[::step]))


def questions_of(name: str) -> Measure:
    """Questions of ours about the real plans, which lie beside the project."""
    return lambda step: of_answers(inputs.answered(lines(QUESTIONS / name)[::step], beside("plans")))


def questions_beside(step: int = EVERY) -> Score:
    return of_answers(inputs.answered(lines(beside("questions.jsonl"))[::step], beside("plans")))


def our_talks(step: int = EVERY) -> Score:
    """Dialogues over our own small plan."""
    talks = [talk for path in sorted(DIALOGUES.glob("*.jsonl")) for talk in lines(path)]
    return of_talks(played(talks[::step], inputs.ROOT / "tests" / "data"))


def talks_beside(step: int = EVERY) -> Score:
    talks = [talk for role in ("focal", "delegate", "organiser") for talk in lines(beside(f"talks/{role}.jsonl"))]
    return of_talks(played(talks[::step], beside("plans")))


RULERS = (
    Ruler("plans, ours", our_plans, held=EVERY),
    Ruler("plans, real", plans_beside("plans"), held=EVERY),
    Ruler("papers, real", plans_beside("papers"), held=0),
    Ruler("cases", cases.measure, held=0),
    Ruler("questions, ours", our_questions, held=4),
    Ruler("questions, real", questions_beside, held=12),
    Ruler("questions, blind", questions_of("blind.jsonl"), held=12),
    Ruler("questions, by kind", questions_of("by-kind.jsonl"), held=12),
    Ruler("talks, ours", our_talks, held=3),
    Ruler("talks, beside", talks_beside, held=0),
)
