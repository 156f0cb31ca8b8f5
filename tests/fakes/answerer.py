"""A process that answers on the real Telegram channel, to be killed: `python -m tests.fakes.answerer API URL`.

Its desk is the front desk; only what it says is simple: each message is noted once and answered with its own words.
"""

import asyncio
import logging
import sys
from datetime import timedelta

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.channels.telegram.channel import TelegramChannel
from bot.traffic import answers as answers_module
from bot.traffic import intake as intake_module
from bot.traffic.intake import Intake
from handlers.dispatch import Desk
from handlers.messages import Incoming, Reply
from storage import audit, inbox
from storage.clock import wall_clock
from storage.database import Database
from tests import KEY


class Noting(Desk):
    """Everything of the front desk but the handlers."""

    def _reply(self, session: Session, incoming: Incoming) -> Reply:
        audit.record(session, now=wall_clock(), action="heard", subject=f"{incoming.address}:{incoming.text}")
        return Reply(f"nghe {incoming.text}")


def hurry() -> None:
    """The same rules in less time."""
    intake_module.GRACE, intake_module.LOOK_EVERY, intake_module.LEFT_ALONE = 0.3, 0.3, timedelta(seconds=1)
    answers_module.AFTER_SILENCE = 0.2


def forget(bug: str) -> None:
    """A planted mistake: answers are not kept."""
    if bug == "forget":
        inbox.owe = lambda *_: None


async def work(api: str, url: str) -> None:
    database = Database(url, KEY)
    channel = TelegramChannel("1:token-of-nobody", api, poll_seconds=5)
    intake = Intake(database, Noting(database, wall_clock).answer, {"telegram": channel})
    channel.receive = intake.receive
    await channel.start()
    while True:
        try:
            await intake.take_up()
            break
        except OperationalError:  # a server that starts again
            await asyncio.sleep(0.1)
    await channel.listen()
    await asyncio.Event().wait()


def main(api: str, url: str, bug: str = "") -> None:
    """The whole life of one process."""
    logging.disable(logging.ERROR)
    hurry()
    forget(bug)
    asyncio.run(work(api, url))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
