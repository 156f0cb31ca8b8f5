"""The chaos runner itself: seeds keep the promise, and a planted mistake turns it red."""

from pathlib import Path

import pytest

from tests.chaos.play import plan, played
from tests.conftest import new_postgres_database


@pytest.mark.parametrize("seed", [1, 3])
def test_a_season_of_faults_keeps_the_promise(seed: int, tmp_path: Path) -> None:
    assert played(plan(seed), f"sqlite:///{tmp_path}/chaos.db", tmp_path) == []


def test_on_postgres_too(postgres_url: str, tmp_path: Path) -> None:
    assert played(plan(2), new_postgres_database(postgres_url), tmp_path) == []


@pytest.mark.parametrize("bug", ["requeue", "retry"])
def test_a_planted_mistake_turns_it_red(bug: str, tmp_path: Path) -> None:
    found = played(plan(5, bug), f"sqlite:///{tmp_path}/chaos.db", tmp_path)
    assert any(complaint.startswith("came twice") for complaint in found), found
