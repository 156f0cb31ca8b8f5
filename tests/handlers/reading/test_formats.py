"""A plan says the same as text, as Word with real tables, and as a printed PDF."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handlers.reading.export import as_json
from handlers.reading.plan import read_file
from tests.accuracy.inputs import annotation
from tests.accuracy.plans import score
from tests.accuracy.tally import joined
from tests.handlers.reading.formats import as_docx, as_pdf
from tests.handlers.reading.likeness import likeness

OURS = sorted((Path(__file__).parents[2] / "data" / "plans").glob("*.txt"))
needs_browser = pytest.mark.skipif(shutil.which("chromium") is None, reason="Debian's chromium is not installed")
Make = Callable[[str, Path], Path]


def overall(plans: list[Path], annotations: Path) -> float:
    """How well these plans are read, whatever kind of file they are; what is annotated lies in a folder by their names."""
    golds = [annotation(annotations / f"{path.stem}.json") for path in plans]
    return joined(score(gold, as_json(read_file(path))) for gold, path in zip(golds, plans, strict=True)).overall


@pytest.mark.parametrize(
    ("make", "suffix"), [(as_docx, "docx"), pytest.param(as_pdf, "pdf", marks=needs_browser)], ids=["docx", "pdf"]
)
def test_the_real_plans_score_the_same(make: Make, suffix: str, plans_folder: Path, tmp_path: Path) -> None:
    plans = [path.with_suffix(".txt") for path in sorted(plans_folder.glob("*.json"))]
    others = [make(path.read_text(encoding="utf-8"), tmp_path / f"{path.stem}.{suffix}") for path in plans]
    assert overall(others, plans_folder) >= overall(plans, plans_folder) - 0.03


@pytest.mark.parametrize("source", OURS, ids=lambda path: path.stem)
def test_our_plans_are_the_same_in_word(source: Path, tmp_path: Path) -> None:
    gold = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))
    found = read_file(as_docx(source.read_text(encoding="utf-8"), tmp_path / "plan.docx"))
    assert likeness(gold, as_json(found)) >= likeness(gold, as_json(read_file(source))) - 0.01


@needs_browser
def test_one_of_our_plans_is_the_same_in_print(tmp_path: Path) -> None:
    source = next(path for path in OURS if path.stem.startswith("01"))
    gold = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))
    found = read_file(as_pdf(source.read_text(encoding="utf-8"), tmp_path / "plan.pdf"))
    assert likeness(gold, as_json(found)) >= 0.95
