"""What one look at everything costs with 10,000 open deadlines: `… [EVENTS [PER_EVENT]]`."""

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta

from handlers import reminders
from storage import outbox
from storage.clock import DEFAULT_ZONE, wall_clock
from storage.database import Database
from storage.models import Address, Deadline, Event, Membership, Paper, Person, Plan, Submission, Unit
from tests.delivering import NOW

SPREAD = 60  # days over which deadlines fall


def fill(database: Database, events: int, each: int) -> None:
    """Published events with deadlines at every hour of two months, each owed by a unit with a focal point."""
    with database.transaction() as session:
        for number in range(events):
            plan = Plan(
                identity=f"p{number}", sha256=f"p{number}", file_name="k.txt", title="Kế hoạch", state="published",
                draft={}, text_lines=[], created_at=NOW - timedelta(days=90), published_at=NOW - timedelta(days=90),
            )  # fmt: skip
            person = Person(name=f"Đầu mối {number}", consent_version="1", consent_at=NOW, created_at=NOW)
            session.add_all([plan, person])
            session.flush()
            event = Event(plan_id=plan.id, key=f"e{number}", title="Hội nghị", published_at=NOW - timedelta(days=90))
            unit = Unit(plan_id=plan.id, name=f"Xã {number}", kind="member")
            session.add_all([event, unit])
            session.flush()
            session.add(Address(person_id=person.id, channel="loop", address=f"c{number}", created_at=NOW))
            session.add(
                Membership(
                    person_id=person.id, event_id=event.id, role="focal", unit_id=unit.id, state="approved",
                    created_at=NOW,
                )
            )  # fmt: skip
            for place in range(each):
                end = NOW + timedelta(days=1 + (place * events + number) % SPREAD, hours=15)
                deadline = Deadline(
                    plan_id=plan.id, event_id=event.id, position=place, what="Gửi báo cáo", before=True,
                    too_late_from=end, created_at=NOW - timedelta(days=90),
                )  # fmt: skip
                deadline.papers = [Paper(position=0, name="Báo cáo", submissions=[Submission(unit_id=unit.id)])]
                session.add(deadline)


def tick(database: Database, minutes: float) -> tuple[float, int]:
    """Seconds of processor time of one queue tick so many minutes after the first, and how many messages it put."""
    begun = time.process_time()
    with database.transaction() as session:
        new = reminders.queue_due(session, NOW + timedelta(minutes=minutes))
    return time.process_time() - begun, new


def ticks_of_the_bot(database: Database) -> Iterator[float]:
    """Seconds of processor time of each of some ticks after the first, a second apart, on which nothing is due."""
    clock = [NOW]
    eye = reminders.Lookout(database, lambda: clock[0], reminders.KINDS, zone=DEFAULT_ZONE, quiet=reminders.QUIET)
    eye.queue_due()
    for _ in range(11):
        clock[0] += timedelta(seconds=1)
        begun = time.process_time()
        eye.queue_due()
        yield time.process_time() - begun


def main(events: int = 200, each: int = 50) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/bench.db")
        database.migrate()
        fill(database, events, each)
        ticks = []
        while not ticks or ticks[-1][1]:
            ticks.append(tick(database, 0))
        first, new, longest = ticks[0][0], sum(put for _, put in ticks), max(took for took, _ in ticks)
        again = sorted(tick(database, n / 60)[0] for n in range(1, 12))
        idle = sorted(ticks_of_the_bot(database))
        begun = time.process_time()
        with database.transaction() as session:
            waits = outbox.waiting(session, ["loop"], NOW, wall_clock())
        claiming = time.process_time() - begun
        print()
        print(f"{events * each} deadlines of {events} events: {new} reminders due at once, in {len(ticks) - 1} ticks")
        print(f"the first of these ticks {first * 1000:.0f} ms, the longest {longest * 1000:.0f} ms")
        print(
            f"a look at everything on which nothing new is due: median {again[5] * 1000:.0f} ms, longest {again[-1] * 1000:.0f} ms"
        )
        print(f"a tick of the bot, which looks when something can be due: median {idle[5] * 1000:.1f} ms")
        print(f"what waits ({sum(waits.values())}): {claiming * 1000:.1f} ms")
        database.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
