"""A process that answers on the real Telegram channel, to be killed: `python -m tests.fakes.answerer API URL`.

Its desk is the front desk; only what it says is simple: each message is noted once and answered with its own words.
"""

import asyncio
import sys

from sqlalchemy.orm import Session

from bot.channels.telegram import TelegramChannel
from bot.intake import Intake
from handlers.dispatch import Desk
from handlers.messages import Incoming, Reply
from storage import audit
from storage.clock import wall_clock
from storage.database import Database


class Noting(Desk):
    """Everything of the front desk but the handlers."""

    def _reply(self, session: Session, incoming: Incoming) -> Reply:
        audit.record(session, now=wall_clock(), action="heard", subject=f"{incoming.address}:{incoming.text}")
        return Reply(f"nghe {incoming.text}")


async def work(api: str, url: str) -> None:
    database = Database(url)
    channel = TelegramChannel("1:token-of-nobody", api, poll_seconds=5)
    intake = Intake(database, Noting(database, wall_clock).answer, {"telegram": channel})
    channel.receive = intake.receive
    await channel.start()
    await intake.take_up()
    await channel.listen()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], sys.argv[2]))
