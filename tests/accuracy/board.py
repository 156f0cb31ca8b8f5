"""The committed scores, what differs from them, and the page that shows it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.accuracy.score import Score

FILE = Path(__file__).with_name("scores.json")
ROUNDING = 0.0005
_KEPT = ("inputs", "figures", "harm", "short")
Scores = dict[str, Score]


class Change(NamedTuple):
    """One figure or harm of a set, before and now; `worse` is what the ratchet refuses."""

    name: str
    before: float | None
    now: float | None
    worse: bool


def load(path: Path = FILE) -> tuple[Scores, list[dict[str, Any]]]:
    """The committed scores, and the record of those that were lowered on purpose."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {name: Score(**one) for name, one in kept["sets"].items()}, kept["lowered"]


def save(scores: Scores, lowered: list[dict[str, Any]], path: Path = FILE) -> None:
    """Keeps the scores without the words of inputs, which may come from papers that stay beside the project."""
    sets = {name: {key: getattr(one, key) for key in _KEPT} for name, one in scores.items()}
    text = json.dumps({"sets": sets, "lowered": lowered}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def changes(before: Score | None, now: Score) -> Iterator[Change]:
    """Every figure, every harm and the number of inputs that are not what they were."""
    old = before or Score(0, {}, {}, {})
    yield from _moved("inputs", old.inputs if before else None, now.inputs, ROUNDING)
    for name in [*now.figures, *(name for name in old.figures if name not in now.figures)]:
        yield from _moved(name, old.figures.get(name), now.figures.get(name), ROUNDING)
    for name in sorted({*old.harm, *now.harm}):
        was, is_ = (old.harm.get(name, 0) if before else None), now.harm.get(name, 0)
        if was != is_:
            yield Change(f"harm: {name}", was, is_, was is not None and is_ > was)


def verdicts(before: Score | None, now: Score) -> Iterator[tuple[str, str, str]]:
    """(input, what it was, what it is) of every input whose verdict changed."""
    old = before.short if before else {}
    for name in sorted({*old, *now.short}):
        was, is_ = old.get(name, "right"), now.short.get(name, "right")
        if was != is_:
            yield name, was, is_


def worse(before: Scores, now: Scores) -> list[tuple[str, Change]]:
    """What of the measured sets is lower than it was committed."""
    return [(name, change) for name, one in now.items() for change in changes(before.get(name), one) if change.worse]


def worse_in_sample(before: Score, now: Score) -> list[Change]:
    """The same for a part of the inputs: more of these very ones are not right, or do one kind of harm, than committed."""
    old = Counter(kind for name, kind in before.short.items() if name in now.names)
    new = Counter(now.short.values())
    counts = [Change("not right", old.total(), new.total(), new.total() > old.total())]
    kinds = sorted({kind.rpartition(": ")[2] for kind in {*before.harm, *now.harm}})
    counts += [Change(f"harm: {kind}", old[kind], new[kind], new[kind] > old[kind]) for kind in kinds]
    return [change for change in counts if change.worse]


def page(before: Scores, now: Scores, skipped: dict[str, str], verbose: bool = False) -> Iterator[str]:
    """The lines that `make score` prints."""
    for name, one in now.items():
        old = before.get(name)
        moved = {change.name: change for change in changes(old, one)}
        yield f"{name} ({one.inputs} inputs{_arrow(moved.get('inputs'))})"
        yield from _figures(one, moved)
        yield from _harms(one, moved)
        yield from (f"    {line}" for line in _reasons(one, verdicts(old, one) if old else (), verbose))
    for name, reason in skipped.items():
        yield f"{name}: skipped, {reason}"


def _moved(name: str, before: float | None, now: float | None, tolerance: float) -> Iterator[Change]:
    if before is None or now is None:
        if before != now:
            yield Change(name, before, now, now is None)
    elif abs(now - before) > tolerance:
        yield Change(name, before, now, now < before)


def _figures(one: Score, moved: dict[str, Change]) -> Iterator[str]:
    for name, value in one.figures.items():
        yield f"  {name:32} {value:7.4f}{_arrow(moved.get(name))}"
    for name in [name for name in moved if moved[name].now is None]:
        yield f"  {name:32}    gone{_arrow(moved[name])}"


def _harms(one: Score, moved: dict[str, Change]) -> Iterator[str]:
    names = {f"harm: {name}" for name in one.harm} | {name for name in moved if name.startswith("harm: ")}
    for name in sorted(names):
        count = one.harm.get(name.removeprefix("harm: "), 0)
        yield f"  {name:32} {count:7}{_arrow(moved.get(name))}"


def _arrow(change: Change | None) -> str:
    if change is None:
        return ""
    before = "new" if change.before is None else f"was {change.before:g}"
    return f"  ({before}{', WORSE' if change.worse else ''})"


def _reasons(one: Score, changed: Iterable[tuple[str, str, str]], verbose: bool) -> Iterator[str]:
    for name, was, is_ in changed:
        yield f"{name}: {was} → {is_}"
    if verbose:
        for name, why in one.why.items():
            yield f"{name} [{one.short[name]}] {why}"
