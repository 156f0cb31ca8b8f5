"""The way in under attack: broken updates, a megabyte of text, the process killed again and again."""

import asyncio
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.traffic.intake import Intake
from storage.database import Database
from storage.models import AuditEntry
from tests import KEY
from tests.bot.traffic.scene import Desk, states, until
from tests.fakes.telegram import FakeTelegram


def hostile(rng: Random, number: int) -> Any:
    """An update with something wrong in it."""
    good = {"message_id": number, "chat": {"id": 9, "type": "private"}, "from": {"id": 9, "first_name": "<b>&😀"}}
    wrong = rng.choice([None, [], {}, "x", -1, 2**80, 1.5, True, "\ud800", "\x00", {"id": None}, [[]]])
    field = rng.choice([*good, "text", "from", "chat"])
    broken = {**good, "text": "chào", field: wrong}
    press = {"id": wrong, "from": good["from"], "message": rng.choice([wrong, good]), "data": rng.choice([wrong, "/x"])}
    return rng.choice(
        [wrong, {"message": broken}, {"message": wrong}, {"callback_query": press}, {"edited_message": broken},
         {"unknown_kind": wrong}, {"message": {**good, "poison": 1, "text": "đọc không được"}}, {}]
    )  # fmt: skip


def test_malformed_updates_and_a_megabyte_leave_it_running(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene() -> None:
        rng = Random(20)
        desk = Desk(database)
        async with FakeTelegram() as fake:
            channel = TelegramChannel("1:token-of-nobody", fake.url, poll_seconds=1)
            intake = Intake(database, desk.answer, {"telegram": channel})
            channel.receive = intake.receive
            for number in range(300):
                fake.push(hostile(rng, number), numbered=rng.random() < 0.8)
            fake.say(7, "đ" * 1_000_000, name="<i>Hương & 😀</i>" * 50)
            fake.say(7, "còn sống không?")
            await channel.start()
            await channel.listen()
            await until(lambda: "nghe còn sống không?" in fake.texts(7))
            taken = fake.texts(7)
            assert channel.state == "polling"
            await intake.stop()
            await channel.stop()
        assert "".join(taken[:-1]) == "nghe " + "đ" * 8000
        assert states(database).get("new", 0) == 0

    asyncio.run(scene())
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.slow
def test_killed_again_and_again_every_update_is_handled_once(tmp_path: Path) -> None:
    """kill -9 of the whole process, three times, while 240 updates wait."""
    asyncio.run(_killed(tmp_path))


CHILD = """
import asyncio, sys
from datetime import UTC, datetime
from bot.channels.telegram.channel import TelegramChannel
from bot.traffic.intake import Intake
from storage import audit, inbox
from storage.database import Database
from handlers.messages import Reply
from tests import KEY

database = Database(sys.argv[2], KEY)

def answer(incoming, row):
    with database.transaction() as session:
        inbox.finish(session, row)
        audit.record(session, now=datetime.now(UTC), action="heard", subject=incoming.text)
    return [Reply("nghe")]

async def main():
    channel = TelegramChannel("1:token-of-nobody", sys.argv[1], poll_seconds=5)
    intake = Intake(database, answer, {"telegram": channel})
    channel.receive = intake.receive
    await intake.take_up()
    await channel.start()
    await channel.listen()
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def _killed(folder: Path) -> None:
    url = f"sqlite:///{folder}/kill.db"
    database = Database(url, KEY)
    database.migrate()
    rng = Random(5)
    async with FakeTelegram(delay=0.002) as fake:
        for number in range(240):
            fake.say(1 + number % 40, f"tin {number}")
        for turn in range(4):
            child = await asyncio.create_subprocess_exec(sys.executable, "-c", CHILD, fake.url, url)
            if turn < 3:
                await fake.until(min(230, len(fake.accepted) + 15 + rng.randrange(20)))
                child.kill()
            else:
                await until(lambda: states(database) == {"done": 240})
                child.terminate()
            await child.wait()
    with database.reading() as session:
        heard = [entry.subject for entry in session.query(AuditEntry)]
    database.close()
    assert sorted(heard) == sorted(f"tin {number}" for number in range(240))
