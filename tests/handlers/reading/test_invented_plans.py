"""Invented plans in the many forms of the genre, each with what a careful reader finds in it."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from handlers.reading.export import as_json
from handlers.reading.plan import read_file, read_plan

PLANS = sorted(path for path in (Path(__file__).parent / "plans").iterdir() if path.suffix in (".txt", ".md"))
_NOT_COMPARED = {"line", "lines", "task_notes", "warnings", "unread", "seats_each"}


def bare(value: Any) -> Any:
    """A plan as JSON without where its values stand."""
    if isinstance(value, dict):
        return {key: bare(one) for key, one in value.items() if key not in _NOT_COMPARED}
    return [bare(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_plan_is_read_as_annotated(path: Path) -> None:
    annotated = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert bare(as_json(read_file(path))) == {"details": [], **annotated}


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_decomposed_letters_change_nothing(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    apart = [unicodedata.normalize("NFD", line) for line in lines]
    assert bare(as_json(read_plan(enumerate(apart, 1)))) == bare(as_json(read_plan(enumerate(lines, 1))))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_row_knows_a_line_of_the_paper(path: Path) -> None:
    draft = read_file(path)
    last = len(path.read_text(encoding="utf-8").split("\n"))
    rows: list[Any] = [*draft.member_units, *draft.deadlines, *draft.periods, *draft.budget, *draft.contacts]
    rows += draft.details
    for event in draft.events:
        rows += [
            *event.delegate_groups,
            *event.agenda,
            *event.duties,
            *(task for duty in event.duties for task in duty.tasks),
        ]
    assert rows
    assert all(isinstance(row.line, int) and 1 <= row.line <= last for row in rows)


def test_the_json_has_every_key_that_scripts_rely_on() -> None:
    found = as_json(read_file(PLANS[0]))
    assert set(found) == {
        "plan", "member_units", "events", "deadlines", "periods", "observances", "requirements", "budget",
        "budget_total", "contacts", "details", "warnings", "unread",
    }  # fmt: skip
    assert json.loads(json.dumps(found)) == found
    duty = found["events"][0]["duties"][0]
    assert len(duty["tasks"]) == len(duty["task_notes"])
