"""The real plans beside the project, scored by the project's own ruler."""

import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from handlers.reading.draft import PlanDraft
from handlers.reading.export import as_json
from handlers.reading.plan import read_file


def plan(folder: Path, number: str) -> PlanDraft:
    """The real plan whose name begins with this number."""
    return read_file(next(folder.glob(f"{number}-*.txt")))


def test_score_of_the_real_plans(plans_folder: Path, tmp_path: Path) -> None:
    ruler = plans_folder.parent / "score_plan.py"
    if not ruler.is_file():
        pytest.skip("the ruler score_plan.py is not beside the real plans")
    pairs: list[str] = []
    for gold in sorted(plans_folder.glob("*.json")):
        found = tmp_path / gold.name
        found.write_text(json.dumps(as_json(read_file(gold.with_suffix(".txt")))), encoding="utf-8")
        pairs += [str(gold), str(found)]
    out = subprocess.run([sys.executable, str(ruler), *pairs], capture_output=True, text=True, check=True).stdout
    scores = {line.split()[0]: line for line in out.splitlines()}
    assert float(scores["overall"].split()[1]) >= 0.95, out
    for section in ("agenda", "deadlines"):
        assert float(scores[section].split("F1 ")[1].split()[0]) >= 0.95, out


def test_the_first_plan_holds_what_the_product_is_shown_with(plans_folder: Path) -> None:
    draft = plan(plans_folder, "00")
    (event,) = draft.events
    assert len(draft.member_units) == 7
    assert [(row.due_on, row.before) for row in draft.deadlines] == [(date(2023, 11, 20), True)] * 3
    assert [len(row.papers) > 0 for row in draft.deadlines] == [True] * 3
    assert len({item.date for item in event.agenda if item.start}) == 2
    assert (sum(1 for item in event.agenda if item.start), sum(1 for item in event.agenda if not item.start)) == (6, 13)
    assert [len(item.options) for item in event.agenda if item.options] == [2]
    assert len(event.duties) >= 9


def test_sums_that_disagree_are_asked_about(plans_folder: Path) -> None:
    texts = " ".join(doubt.text for doubt in plan(plans_folder, "01").warnings)
    assert all(figure in texts for figure in ("108", "118", "110", "120"))
    assert "cộng lại" not in " ".join(doubt.text for doubt in plan(plans_folder, "02").warnings)


@pytest.mark.parametrize("number", ["00", "03"])
def test_names_that_look_alike_are_asked_about(number: str, plans_folder: Path) -> None:
    assert "có phải là một không" in " ".join(doubt.text for doubt in plan(plans_folder, number).warnings)


def test_the_first_plan_is_read_in_a_third_of_a_second(plans_folder: Path) -> None:
    plan(plans_folder, "00")
    began = time.process_time()
    plan(plans_folder, "00")
    assert time.process_time() - began < 0.3
