"""A few seeds of questions across kills; a worker that keeps no answers turns them red."""

from pathlib import Path

import pytest

from tests.chaos.answering import asked
from tests.postgres import Postgres, new_postgres_database


@pytest.mark.parametrize("seed", [1])
def test_every_question_is_done_once_and_answered(seed: int, tmp_path: Path) -> None:
    assert asked(seed, f"sqlite:///{tmp_path}/asked.db") == []


def test_a_server_that_restarts_meanwhile_changes_nothing(postgres: Postgres) -> None:
    assert asked(4, new_postgres_database(postgres.url), postgres) == []


def test_a_worker_that_keeps_no_answers_turns_it_red(tmp_path: Path) -> None:
    found = asked(1, f"sqlite:///{tmp_path}/asked.db", bug="forget")
    assert [complaint for complaint in found if "never answered" in complaint], found
