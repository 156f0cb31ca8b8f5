"""The chaos runner itself: a server that restarts meanwhile, and a planted mistake that turns it red."""

from pathlib import Path

import pytest

from tests.chaos.play import plan, played
from tests.postgres import Postgres, new_postgres_database

ON_POSTGRES = (3,)


@pytest.mark.parametrize("seed", ON_POSTGRES)
def test_a_server_that_restarts_meanwhile_changes_nothing(seed: int, postgres: Postgres, tmp_path: Path) -> None:
    assert played(plan(seed), new_postgres_database(postgres.url), tmp_path, postgres) == []


@pytest.mark.parametrize("bug", ["requeue", "retry"])
def test_a_planted_mistake_turns_it_red(bug: str, tmp_path: Path) -> None:
    found = played(plan(5, bug), f"sqlite:///{tmp_path}/chaos.db", tmp_path)
    assert any(complaint.startswith("came twice") for complaint in found), found
