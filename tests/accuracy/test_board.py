"""The committed scores: what counts as lower, what is shown, what is written."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.accuracy import __main__ as command
from tests.accuracy import board
from tests.accuracy.inputs import Missing
from tests.accuracy.rulers import Ruler
from tests.accuracy.score import Score

BEFORE = Score(
    4,
    {"overall": 0.5, "kind known": 0.8},
    {"wrong record": 2},
    {"a": "wrong", "b": "wrong record", "c": "wrong record"},
)


@pytest.mark.parametrize(
    ("now", "lower"),
    [
        (BEFORE, []),
        (replace(BEFORE, figures={"overall": 0.4996, "kind known": 0.8}), []),
        (replace(BEFORE, figures={"overall": 0.49, "kind known": 0.8}), ["overall"]),
        (replace(BEFORE, figures={"overall": 0.7, "kind known": 0.79}), ["kind known"]),
        (replace(BEFORE, figures={"overall": 0.7}), ["kind known"]),
        (replace(BEFORE, figures={"overall": 0.5, "kind known": 0.8, "kind own": 0.1}), []),
        (replace(BEFORE, harm={"wrong record": 3}), ["harm: wrong record"]),
        (replace(BEFORE, harm={"wrong record": 2, "hidden rows": 1}), ["harm: hidden rows"]),
        (replace(BEFORE, harm={}), []),
        (replace(BEFORE, inputs=3), ["inputs"]),
        (replace(BEFORE, inputs=5), []),
    ],
)
def test_lower_is_a_lower_figure_more_harm_or_fewer_inputs(now: Score, lower: list[str]) -> None:
    assert [change.name for _, change in board.worse({"s": BEFORE}, {"s": now})] == lower


def test_a_set_measured_for_the_first_time_is_not_lower() -> None:
    assert board.worse({}, {"s": BEFORE}) == []


@pytest.mark.parametrize(
    ("names", "short", "lower"),
    [
        ("ab", {"a": "wrong", "b": "wrong record"}, []),
        ("ab", {"a": "wrong record", "b": "wrong"}, []),
        ("ab", {"a": "wrong record"}, []),
        ("ad", {"a": "wrong", "d": "wrong"}, ["not right"]),
        ("ab", {"a": "wrong record", "b": "wrong record"}, ["harm: wrong record"]),
        ("d", {}, []),
    ],
)
def test_a_sample_is_held_to_the_same_inputs(names: str, short: dict[str, str], lower: list[str]) -> None:
    sample = Score(len(names), {}, {}, short, names=tuple(names))
    assert [change.name for change in board.worse_in_sample(BEFORE, sample)] == lower


def test_harm_of_a_role_is_seen_in_a_sample() -> None:
    before = Score(2, {}, {"focal: wrong record": 1}, {"x": "wrong record", "y": "wrong"})
    sample = Score(1, {}, {}, {"y": "wrong record"}, names=("y",))
    assert [change.name for change in board.worse_in_sample(before, sample)] == ["harm: wrong record"]


def test_the_page_shows_old_and_new_and_every_changed_verdict() -> None:
    now = Score(4, {"overall": 0.75, "kind known": 0.8}, {"wrong record": 3}, {"a": "wrong record", "d": "wrong"})
    page = "\n".join(board.page({"s": BEFORE}, {"s": now}, {"t": "it lies elsewhere"}))
    assert "s (4 inputs)" in page
    assert "0.7500  (was 0.5)" in page
    assert "kind known                        0.8000\n" in page
    assert "harm: wrong record                     3  (was 2, WORSE)" in page
    assert [line.strip() for line in page.splitlines() if "→" in line] == [
        "a: wrong → wrong record",
        "b: wrong record → right",
        "c: wrong record → right",
        "d: right → wrong",
    ]
    assert page.endswith("t: skipped, it lies elsewhere")


def test_what_inputs_say_is_never_kept(tmp_path: Path) -> None:
    file = tmp_path / "scores.json"
    board.save({"s": replace(BEFORE, why={"a": "words of a real plan"}, names=("a",))}, [], file)
    assert "words of" not in file.read_text(encoding="utf-8")
    assert board.load(file) == ({"s": BEFORE}, [])


@pytest.fixture
def one_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Committed scores of one set in a file, and one measured lower, one that is missing."""

    def missing(_: int) -> Score:
        raise Missing("it lies elsewhere")

    file = tmp_path / "scores.json"
    board.save({"s": BEFORE}, [], file)
    lower = replace(BEFORE, figures={"overall": 0.4, "kind known": 0.8})
    monkeypatch.setattr(command, "RULERS", (Ruler("s", lambda _: lower, 1), Ruler("t", missing, 0)))
    monkeypatch.setattr(board.load, "__defaults__", (file,))
    monkeypatch.setattr(board.save, "__defaults__", (file,))
    return file


@pytest.mark.parametrize("asked", [[], ["--keep"]])
def test_lower_fails_and_writes_nothing(
    asked: list[str], one_set: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["score", *asked])
    assert command.main() == 1
    assert "lower than committed: s overall" in capsys.readouterr().out
    assert board.load(one_set) == ({"s": BEFORE}, [])


def test_lower_with_a_reason_is_kept_with_the_reason(one_set: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["score", "--lower", "harder questions"])
    assert command.main() == 0
    scores, lowered = board.load(one_set)
    assert scores["s"].figures["overall"] == 0.4
    assert lowered == [{"set": "s", "figure": "overall", "from": 0.5, "to": 0.4, "why": "harder questions"}]
