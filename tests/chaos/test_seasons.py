"""Ten seeds of the chaos runner keep the promise; two more on PostgreSQL stand in the file beside this one."""

from pathlib import Path

import pytest

from tests.chaos.play import plan, played
from tests.chaos.test_mistakes import ON_POSTGRES


@pytest.mark.parametrize("seed", [seed for seed in range(1, 13) if seed not in ON_POSTGRES])
def test_a_season_of_faults_keeps_the_promise(seed: int, tmp_path: Path) -> None:
    assert played(plan(seed), f"sqlite:///{tmp_path}/chaos.db", tmp_path) == []
