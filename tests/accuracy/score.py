"""What a set of inputs scored: figures (higher is better), harm (lower is better), and every input that is not right."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.accuracy import answers, harm, plans, talks
from tests.accuracy.pairing import Row
from tests.accuracy.tally import joined

DIGITS = 4


@dataclass(frozen=True, slots=True)
class Score:
    """`short` has what is not right, by the name of the input. `why`, the same in words, and `names` are never kept."""

    inputs: int
    figures: dict[str, float]
    harm: dict[str, int]
    short: dict[str, str]
    why: dict[str, str] = field(default_factory=dict, compare=False)
    names: tuple[str, ...] = field(default=(), compare=False)


def of_plans(read: Iterable[tuple[str, Row, Row]]) -> Score:
    """(name, annotation, what was found) of every plan of a set."""
    tallies, hurt, short, why = {}, Counter[str](), {}, {}
    for name, gold, found in read:
        tallies[name] = tally = plans.score(gold, found)
        harms = harm.harms(gold, found)
        hurt += harms
        if tally.overall < 1 or harms:
            short[name] = f"{tally.overall:.3f}"
            parts = [
                f"{key} {count.agree}/{count.wanted}/{count.found}" for key, count in tally.items() if count.f1 < 1
            ]
            why[name] = ", ".join([*parts, *(f"{kind} ×{n}" for kind, n in harms.items())])
    every = joined(tallies.values())
    figures = {"overall": every.overall, **{section: count.f1 for section, count in sorted(every.items())}}
    return Score(len(tallies), _rounded(figures), dict(sorted(hurt.items())), short, why, tuple(tallies))


def of_answers(answered: Iterable[tuple[dict[str, Any], str, str]]) -> Score:
    """(question, answer, the plan's text) of every question of a set."""
    right, asked, hurt, short, why = Counter[str](), Counter[str](), Counter[str](), {}, {}
    names = []
    for question, answer, plan in answered:
        names.append(question["id"])
        fault = answers.fault(question, answer, plan)
        for kind in ("overall", f"kind {question['kind']}"):
            asked[kind] += 1
            right[kind] += fault is None
        if fault:
            short[question["id"]] = fault.kind
            why[question["id"]] = f"{fault.kind} {fault.detail}\n      {question['q']}\n      → {answer[:300]!r}"
            hurt[fault.kind] += fault.kind in answers.HARMFUL
    return Score(len(names), _shares(right, asked), dict(sorted((+hurt).items())), short, why, tuple(names))


def of_talks(played: Iterable[tuple[dict[str, Any], list[dict[str, Any]]]]) -> Score:
    """(dialogue, its played turns) of every dialogue of a set; an input is a turn."""
    right, turns, hurt, short, why = Counter[str](), Counter[str](), Counter[str](), {}, {}
    names = []
    for talk, answered in played:
        whole = True
        for number, (turn, reply, role, mark) in enumerate(_marked(talk, answered), 1):
            names.append(name := f"{talk['id']}.{number}")
            whole &= mark.verdict == talks.RIGHT
            for key in ("overall", f"role {talk['role']}", f"kind {talk['kind']}"):
                turns[key] += 1
                right[key] += mark.verdict == talks.RIGHT
            if talks.could_be_done(turn, talk["kind"]):
                turns["done where it could be"] += 1
                right["done where it could be"] += talks.was_done(mark, reply)
            if mark.harm:
                hurt[f"{role}: {mark.harm}"] += 1
            if mark.verdict != talks.RIGHT:
                short[name] = mark.harm or mark.verdict
                said = turn.get("say") or f"[{turn.get('press')}]"
                why[name] = f"{mark.why}\n      {said}\n      → {reply.get('reply', '')[:300]!r}"
        turns["dialogues right throughout"] += 1
        right["dialogues right throughout"] += whole
    return Score(len(names), _shares(right, turns), dict(sorted(hurt.items())), short, why, tuple(names))


def _marked(
    talk: dict[str, Any], answered: list[dict[str, Any]]
) -> Iterable[tuple[talks.Turn, talks.Turn, str, talks.Mark]]:
    """Each turn with what was played, who spoke, and its mark; a turn that was not played has no reply."""
    before = frozenset[str]()
    for turn, reply in zip(talk["turns"], [*answered, *[{}] * len(talk["turns"])], strict=False):
        role = (turn.get("as") or talk)["role"]
        yield turn, reply, role, talks.mark(turn, reply, role, before)
        before = frozenset(reply.get("effect") or ())


def _shares(right: Counter[str], all_: Counter[str]) -> dict[str, float]:
    return _rounded({key: right[key] / all_[key] for key in sorted(all_, key=lambda one: (one != "overall", one))})


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, DIGITS) for name, value in figures.items()}
