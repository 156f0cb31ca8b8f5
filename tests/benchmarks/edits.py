"""Many people edit head counts at once, and none is lost: `make edits`, or `python -m tests.benchmarks.edits 10000`.

Each edit reads a unit's count, adds one person and writes it with the version it read; told that somebody was
quicker, it reads and tries again. In the end every unit holds as many people as edits were made, and the audit
shows them one after the other.
"""

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from storage import attendance
from storage.attendance import COMING, Given, Stale
from storage.database import Database
from storage.models import AuditEntry
from tests.talk import PLAN, Town

HANDS = 8


def add_one(town: Town, unit_id: int) -> int:
    """One edit; how often somebody else was quicker."""
    late = 0
    while True:
        with town.database.reading() as session:
            seen = attendance.count_of(session, town.event_id, unit_id)
        assert seen is not None
        try:
            with town.database.transaction() as session:
                attendance.set_count(
                    session, town.event_id, unit_id, Given(COMING, seen.total + 1), by_id=None, now=town.now,
                    expected_version=seen.version,
                )  # fmt: skip
            return late
        except Stale:
            late += 1


def edit(town: Town, times: int) -> int:
    """Makes so many edits with eight hands on two units; how many had to be tried again."""
    with town.database.reading() as session:
        units = [row.unit.id for row in attendance.counts(session, town.event_id)][:2]
    with ThreadPoolExecutor(HANDS) as pool:
        return sum(pool.map(lambda n: add_one(town, units[n % 2]), range(times)))


def lost(town: Town, times: int) -> list[str]:
    """What is wrong afterwards; empty where every edit is there, in an unbroken chain."""
    with town.database.reading() as session:
        total = sum(row.total for row in attendance.counts(session, town.event_id))
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "head_count").order_by(AuditEntry.id))
        wrong = [] if total == times else [f"{times - total} edits are lost"]
        last: dict[int | None, int] = {}
        for entry in entries:
            if entry.before.get("total", 0) != last.get(entry.unit_id, 0):
                wrong.append(f"audit {entry.id} does not follow from the one before")
            last[entry.unit_id] = entry.after["total"]
        return wrong if sum(last.values()) == times else [*wrong, "the audit lacks edits"]


def main(times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/edits.db")
        database.migrate()
        town = Town(database)
        town.publish(PLAN.read_text(encoding="utf-8"))
        began = time.perf_counter()
        late = edit(town, times)
        took = time.perf_counter() - began
        wrong = lost(town, times)
        database.close()
    told = "; ".join(wrong) or "none lost"
    print(f"{times} edits by {HANDS} hands in {took:.1f} s ({times / took:.0f}/s), {late} tried again: {told}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
