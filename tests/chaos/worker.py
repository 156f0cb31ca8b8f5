"""A process that delivers over the real Telegram and Zalo channels, to be killed.

The clock is a file with the seconds by which the event's clock is off. A bug plants a mistake that the checker must find.
Waits are short, so that a season of faults fits into seconds.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.channels import Channel, DeliveryError, Fault
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.zalo import faults as zalo_faults
from bot.channels.zalo.channel import ZaloChannel
from bot.traffic import delivery as delivery_module
from bot.traffic import lane, steps
from bot.traffic.delivery import Delivery
from bot.traffic.lane import Lane
from storage import outbox
from storage.clock import wall_clock
from storage.database import Database
from storage.epoch import Epoch
from storage.models import OutboxMessage
from storage.outbox import Claimed, Outcome, workers
from tests import KEY
from tests.delivering import NOW

TOKEN = "123456789:AAchaosChaosChaosChaosChaosChaos00"
READ = 0.5  # seconds for an answer


def requeue_on_reap(session: Session, now_real: datetime, *, own: str) -> int:
    """The first planted bug: what a dead worker held is simply sent again."""
    alive = select(workers.Worker.id).where(workers.Worker.beat_at >= now_real - workers.SILENT)
    held = (OutboxMessage.state == "sending", OutboxMessage.worker_id != own, OutboxMessage.worker_id.not_in(alive))
    session.execute(update(OutboxMessage).where(*held).values(state="queued", claim_token=None))
    return 0


def retry_on_unknown(channel: Lane, claimed: Claimed, error: DeliveryError) -> Outcome:
    """The second: no answer is taken for "did not arrive"."""
    if error.fault is Fault.UNKNOWN:
        return Outcome("queued", "not_sent", error.cause)
    return lane.failed(channel, claimed, error)


def plant(bug: str) -> None:
    """Makes one mistake."""
    if bug == "requeue":
        outbox.reap = requeue_on_reap
    elif bug == "retry":
        delivery_module.failed = retry_on_unknown


def hurry() -> None:
    """The same rules in less time."""
    workers.SILENT = timedelta(seconds=1)
    workers.CRITICAL_WAITS = timedelta(seconds=1.2)
    lane.LONG, zalo_faults.BUDGET_WAIT = 0.5, 1.0
    lane.FIRST_WAIT, lane.LONGEST_WAIT, lane.LONGEST_PROBE, lane.STOPPED_FOR = 0.1, 0.5, 0.4, 0.5
    steps.PAUSE = 0.1


def open_rows(database: Database) -> int:
    """What waits, is held, or is critical and will be sent once more."""
    again = (OutboxMessage.state == "unknown") & OutboxMessage.critical & OutboxMessage.resent_at.is_(None)
    states = OutboxMessage.state.in_(("queued", "sending")) | again
    with database.reading() as session:
        return session.scalar(select(func.count()).where(states)) or 0


async def work(url: str, telegram: str, zalo: str, clock: Path, data: Path) -> None:
    """Delivers until nothing is open, whatever the database says meanwhile."""
    database, first, second = Database(url, KEY), TelegramChannel(TOKEN, telegram), ZaloChannel(TOKEN, zalo)
    for channel in (first, second):
        channel.capabilities = replace(channel.capabilities, pace=120.0, chat_pace=20.0)
    first._request._read = second._client.read = READ
    channels: dict[str, Channel] = {"telegram": first, "zalo": second}
    delivery = Delivery(database, channels, lambda: NOW + timedelta(seconds=float(clock.read_text())))
    delivery.epoch = await opened(database, data)
    await first.start()
    await second.start()
    await delivery.start()
    left = 1
    while left:
        try:
            await delivery.tick()
            await asyncio.sleep(0.05)
            left = await asyncio.to_thread(open_rows, database)
        except Exception:  # the database is out of reach
            await asyncio.sleep(0.1)
    await delivery.stop()
    await first.stop()
    await second.stop()
    database.close()


async def opened(database: Database, data: Path) -> Epoch:
    """As `run` does, however long the database is out of reach."""
    while True:
        epoch = Epoch(database, data)
        try:
            await asyncio.to_thread(epoch.open, wall_clock())
        except DBAPIError:
            await asyncio.sleep(0.1)
        else:
            return epoch


def main(url: str, telegram: str, zalo: str, clock: str, data: str, bug: str) -> None:
    """The whole life of one worker."""
    logging.disable(logging.ERROR)
    hurry()
    plant(bug)
    asyncio.run(work(url, telegram, zalo, Path(clock), Path(data)))
