"""Our dialogues: of every role and kind, in the words that the ruler knows, about units that the plan has."""

from typing import Any

from tests.accuracy.inputs import DIALOGUES, ROOT, lines
from tests.accuracy.words import fold, says

TALKS = [talk for path in sorted(DIALOGUES.glob("*.jsonl")) for talk in lines(path)]
TURNS = [turn for talk in TALKS for turn in talk["turns"]]
EFFECTS = {"done", "ask", "answer", "unknown", "refused", "talk"}
KINDS = {
    "plain", "abbreviated", "telex", "dialect", "voice", "polite", "two_in_one", "correction", "follow_up", "hedged",
    "hypothetical", "past", "negated", "date_words", "danger", "complaint", "off_topic", "unknown", "order",
    "record_question", "list",
}  # fmt: skip


def changes() -> list[dict[str, Any]]:
    held = [change for talk in TALKS for change in talk.get("before") or []]
    return held + [change for turn in TURNS for key in ("changes", "may") for change in turn.get(key) or []]


def test_every_kind_and_every_role_speaks() -> None:
    assert {talk["kind"] for talk in TALKS} == KINDS
    assert {talk["role"] for talk in TALKS} == {"delegate", "focal", "organiser", "duty", "helper", "new"}
    assert len({talk["id"] for talk in TALKS}) == len(TALKS) >= 40


def test_what_is_wanted_is_in_the_rulers_words() -> None:
    assert {effect for turn in TURNS for effect in turn["effect"]} == EFFECTS
    for turn in TURNS:
        assert ("say" in turn) != ("press" in turn)
        assert not turn.get("changes") or "done" in turn["effect"]


def test_units_are_the_plans() -> None:
    text = fold((ROOT / "tests" / "data" / "plan.txt").read_text(encoding="utf-8"))
    named = {change["unit"] for change in changes() if "unit" in change} | {talk.get("unit", "") for talk in TALKS}
    assert [unit for unit in named if unit and not says(text, unit)] == []
