"""The real plans beside the project; `tests/accuracy` holds their score."""

import re
import time
from datetime import date
from pathlib import Path

import pytest

from handlers.reading.draft import PlanDraft
from handlers.reading.plan import read_file
from tests.accuracy.inputs import annotated
from tests.accuracy.score import of_plans


def plan(folder: Path, number: str) -> PlanDraft:
    """The real plan whose name begins with this number."""
    return read_file(next(folder.glob(f"{number}-*.txt")))


def test_score_of_the_real_plans(plans_folder: Path) -> None:
    figures = of_plans(annotated(plans_folder)).figures
    assert figures["overall"] >= 0.98, figures
    assert min(figures["agenda"], figures["deadlines"]) >= 0.95, figures


def test_the_first_plan_holds_what_the_product_is_shown_with(plans_folder: Path) -> None:
    draft = plan(plans_folder, "00")
    (event,) = draft.events
    assert len(draft.member_units) == 7
    assert [(row.due_on, row.before) for row in draft.deadlines] == [(date(2023, 11, 20), True)] * 3
    assert [len(row.papers) for row in draft.deadlines] == [2, 1, 1]
    assert [paper.split()[0] for row in draft.deadlines for paper in row.papers] == ["Báo", "bảng", "phóng", "bài"]
    assert len({item.date for item in event.agenda if item.start}) == 2
    assert (sum(1 for item in event.agenda if item.start), sum(1 for item in event.agenda if not item.start)) == (6, 13)
    assert [len(item.options) for item in event.agenda if item.options] == [2]
    assert len(event.duties) >= 9


def test_sums_that_disagree_are_asked_about_and_no_others(plans_folder: Path) -> None:
    def sums(number: str) -> list[set[str]]:
        texts = (doubt.text for doubt in plan(plans_folder, number).warnings if "cộng lại" in doubt.text)
        return [set(re.findall(r"\d{3}", text)) for text in texts]

    assert sums("01") == [{"108", "118"}, {"110", "120"}]
    assert [sums(number) for number in ("00", "02", "03", "04")] == [[], [], [], []]


def test_a_total_in_words_of_its_own_is_read(plans_folder: Path) -> None:
    assert plan(plans_folder, "02").events[0].expected_delegates == 180


def test_the_number_is_no_part_of_the_issuer(plans_folder: Path) -> None:
    head = plan(plans_folder, "04").plan
    assert head.number
    assert "Số" not in (head.issued_by or "")


@pytest.mark.parametrize("number", ["00", "03"])
def test_names_that_look_alike_are_asked_about(number: str, plans_folder: Path) -> None:
    assert "có phải là một không" in " ".join(doubt.text for doubt in plan(plans_folder, number).warnings)


def test_the_first_plan_is_read_in_a_third_of_a_second(plans_folder: Path) -> None:
    plan(plans_folder, "00")
    began = time.process_time()
    plan(plans_folder, "00")
    assert time.process_time() - began < 0.3
