"""Whatever place of the delivery a worker dies at: nothing comes twice, nothing is lost, few are unknown."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.traffic.delivery import IN_FLIGHT
from storage.database import Database
from storage.models import OutboxMessage
from tests.chaos.play import processes
from tests.chaos.points import DIED, POINTS, work
from tests.delivering import fill, messages

LONG = (3, 4, 5, 6)  # messages in two parts


def lived(database: Database, file: Path, point: str, bug: str = "") -> int | None:
    """One worker's exit code."""
    made = processes.Process(target=work, args=(database.url, file, point, bug), daemon=True)
    made.start()
    made.join(60)
    return made.exitcode


@pytest.mark.parametrize("point", POINTS)
def test_a_crash_at_a_named_point_keeps_the_promise(any_database: Database, tmp_path: Path, point: str) -> None:
    fill(any_database, 16)
    with any_database.transaction() as session:
        for number in LONG:
            text = "\n\n".join(f"Phần {part} {number} " + "x" * 150 for part in "ab")
            session.execute(update(OutboxMessage).where(OutboxMessage.id == number).values(text=text))
    file = tmp_path / "accepted"
    assert lived(any_database, file, point) == DIED, "it dies there"
    assert lived(any_database, file, "") == 0
    accepted = Counter(file.read_text().splitlines())
    assert set(accepted.values()) == {1}, accepted
    rows = messages(any_database)
    assert {row.state for row in rows} <= {"sent", "unknown"}
    assert sum(row.state == "unknown" for row in rows) <= IN_FLIGHT
    for row in rows:
        pieces = [piece.splitlines()[0] for piece in row.text.split("\n\n")]
        assert row.state == "unknown" or all(piece in accepted for piece in pieces)


def test_a_planted_mistake_is_seen(database: Database, tmp_path: Path) -> None:
    """What the dead worker held is simply sent again: then something comes twice."""
    fill(database, 16)
    file = tmp_path / "accepted"
    assert lived(database, file, "accepted") == DIED
    assert lived(database, file, "", "requeue") == 0
    assert max(Counter(file.read_text().splitlines()).values()) == 2
