"""kill -9 in the middle of a broadcast: nothing lost, nothing twice, what is unknown is bounded and shown."""

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.traffic.delivery import IN_FLIGHT
from storage.database import Database
from tests.delivering import fill, messages, standing

ROOT = Path(__file__).parents[3]
MESSAGES = 160
KILLS = 4
SILENT = 1.0  # seconds; the tests do not wait ten


def start(database: Database, log: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.worker", database.url, str(log), "0.03", str(SILENT)], cwd=ROOT
    )


def accepted(log: Path) -> Counter[str]:
    return Counter(log.read_text().split()) if log.exists() else Counter()


def check(database: Database, log: Path, kills: int) -> None:
    """The claim of the delivery, compared with what the platform accepted."""
    came, states = accepted(log), standing(database)
    rows = messages(database)
    assert sum(states.values()) == len(rows)
    assert [address for address, times in came.items() if times > 1] == [], "came twice"
    lost = [row.ref for row in rows if came[row.address or ""] == 0 and row.state != "unknown"]
    assert lost == [], "neither accepted nor shown as unknown"
    assert set(states) <= {"sent", "unknown"}
    assert states["unknown"] <= IN_FLIGHT * kills


def wait_for(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "took too long"
        time.sleep(0.005)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_killed_at_random_times_again_and_again(any_database: Database, tmp_path: Path, seed: int) -> None:
    fill(any_database, MESSAGES)
    log, chance = tmp_path / "accepted.log", random.Random(seed)
    for _ in range(KILLS):
        before = sum(accepted(log).values())
        worker = start(any_database, log)
        wait_for(lambda before=before: sum(accepted(log).values()) > before)  # type: ignore[misc]
        time.sleep(chance.uniform(0, 0.12))
        worker.kill()
        worker.wait()
    assert standing(any_database)["queued"] > 0, "the kills must fall into the broadcast"
    assert start(any_database, log).wait(timeout=60) == 0
    check(any_database, log, KILLS)


@pytest.mark.slow
def test_killed_between_claim_and_answer_is_unknown_and_stays_unsent(any_database: Database, tmp_path: Path) -> None:
    fill(any_database, 2)
    log = tmp_path / "accepted.log"
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.worker", any_database.url, str(log), "60", str(SILENT)], cwd=ROOT
    )
    wait_for(lambda: standing(any_database)["sending"] == 2)
    worker.kill()
    worker.wait()
    assert start(any_database, log).wait(timeout=60) == 0
    assert standing(any_database) == {"unknown": 2}
    assert accepted(log) == {}


@pytest.mark.slow
def test_two_processes_one_of_which_dies(any_database: Database, tmp_path: Path) -> None:
    fill(any_database, MESSAGES)
    log = tmp_path / "accepted.log"
    first, second = start(any_database, log), start(any_database, log)
    wait_for(lambda: sum(accepted(log).values()) > 40)
    first.kill()
    first.wait()
    assert second.wait(timeout=60) == 0
    check(any_database, log, 1)


def test_the_check_itself_goes_red_for_each_lie(database: Database, tmp_path: Path) -> None:
    fill(database, 2)
    log = tmp_path / "accepted.log"
    log.write_text("c1\nc1\n")
    with pytest.raises(AssertionError, match="came twice"):
        check(database, log, 1)
    log.write_text("c1\n")
    with pytest.raises(AssertionError, match="neither accepted"):
        check(database, log, 1)
