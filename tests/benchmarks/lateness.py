"""How late a due reminder leaves while 10,000 deadlines are open, end to end: `… [REMINDERS [SECONDS]]`.

The ticks and the delivery run as in `run`. "Starts in 15 minutes" for items spread over some seconds; lateness is from
an item's hour to the first byte.
"""

import asyncio
import sys
import tempfile
from datetime import datetime, timedelta
from datetime import time as hour

from sqlalchemy import select, update

from bot.runtime.scheduler import Ticks
from bot.traffic.delivery import Delivery
from handlers import reminders
from handlers.messages import Reply
from storage.clock import local, wall_clock
from storage.database import Database
from storage.models import Event, Membership, OutboxMessage, ProgrammeItem, UnitAlias
from tests.benchmarks.pending import fill
from tests.delivering import NOW, Loop

AHEAD = timedelta(minutes=15)
WARM_UP = 3.0


class Stamped(Loop):
    """Keeps the event's time of each start."""

    def __init__(self, shift: timedelta) -> None:
        super().__init__(latency=0.1)
        self.shift, self.first_bytes = shift, dict[str, datetime]()

    async def send(self, address: str, reply: Reply) -> str:
        self.first_bytes.setdefault(reply.text, wall_clock() - self.shift)
        return await super().send(address, reply)


def speakers(database: Database, number: int, seconds: float) -> None:
    """Items whose performer is a focal point, each with an hour of its own."""
    with database.transaction() as session:
        for place, event in enumerate(session.scalars(select(Event).order_by(Event.id).limit(number)), 1):
            unit = session.scalars(select(Membership).where(Membership.event_id == event.id)).one().unit
            assert unit is not None
            unit.aliases.append(UnitAlias(folded=f"xa {place - 1}"))
            at = local(NOW + AHEAD + timedelta(seconds=WARM_UP + place * seconds / number))
            event.starts_on = at.date()
            session.add(
                ProgrammeItem(
                    event_id=event.id, position=1, number=1, day=at.date(), start=at.time(), title=f"Tham luận {place}",
                    performers=[unit.name],
                )
            )  # fmt: skip


async def run(database: Database, loop: Stamped, seconds: float) -> None:
    delivery = Delivery(database, {"loop": loop}, lambda: wall_clock() - loop.shift)
    ticks = Ticks(database, delivery, lambda: wall_clock() - loop.shift, quiet=(hour(0), hour(0)))
    await delivery.start()
    ticks.start()
    await asyncio.sleep(WARM_UP + seconds + 5)
    ticks.stop()
    await delivery.stop()


def settle(database: Database) -> None:
    """What is due already counts as sent: a backlog leaves at the platform's pace and says nothing of the ticks."""
    with database.transaction() as session:
        while reminders.queue_due(session, NOW):
            session.execute(update(OutboxMessage).values(state="sent"))


def main(number: int = 100, seconds: float = 60.0) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/bench.db")
        database.migrate()
        fill(database, 200, 50)
        speakers(database, number, seconds)
        settle(database)
        loop = Stamped(wall_clock() - NOW)
        asyncio.run(run(database, loop, seconds))
        with database.reading() as session:
            due = {row.text: row.due_at for row in session.scalars(select(OutboxMessage)) if row.kind == "soon"}
        late = sorted((loop.first_bytes[text] - at).total_seconds() for text, at in due.items())
        print(f"{len(late)} reminders of {number}, 10,000 deadlines open: {len(loop.first_bytes)} messages left in all")
        print(
            f"late by p50 {late[len(late) // 2]:.2f} s, p99 {late[len(late) * 99 // 100]:.2f} s, most {late[-1]:.2f} s"
        )
        database.close()


if __name__ == "__main__":
    main(*(kind(word) for kind, word in zip((int, float), sys.argv[1:], strict=False)))
