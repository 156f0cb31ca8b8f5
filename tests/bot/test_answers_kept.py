"""An answer outlives a kill: kept with what was done, given after the restart, emptied once given."""

import asyncio
import random
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.models import AuditEntry, InboxUpdate
from tests.bot.scene import until
from tests.fakes.telegram import FakeTelegram

ROOT = Path(__file__).parents[2]
QUESTIONS, CHATS, KILLS = 120, 30, 3


def heard(database: Database) -> Counter[str]:
    """What was done, and how often."""
    with database.reading() as session:
        return Counter(session.scalars(select(AuditEntry.subject).where(AuditEntry.action == "heard")))


def open_rows(database: Database) -> int:
    """Updates that were not done, or whose answer is kept still."""
    with database.reading() as session:
        rows = session.scalars(select(InboxUpdate)).all()
    return sum(row.state == "new" or row.owed_since is not None for row in rows)


@pytest.mark.slow
def test_killed_at_random_every_question_is_done_once_and_answered(any_database: Database) -> None:
    asked = [(1 + number % CHATS, f"câu {number}") for number in range(QUESTIONS)]

    async def scene() -> FakeTelegram:
        chance = random.Random(7)
        async with FakeTelegram(delay=0.03) as fake:
            for chat, text in asked:
                fake.say(chat, text)
            for turn in range(KILLS + 1):
                command = (sys.executable, "-m", "tests.fakes.answerer", fake.url, any_database.url)
                child = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
                try:
                    if turn < KILLS:
                        await fake.until(len(fake.accepted) + chance.randrange(5, 25), 60)
                        await asyncio.sleep(chance.uniform(0, 0.03))
                    else:
                        await until(lambda: sum(heard(any_database).values()) >= QUESTIONS, 60)
                        await until(lambda: not open_rows(any_database), 60)
                finally:
                    child.kill()
                    await child.wait()
        return fake

    fake = asyncio.run(scene())
    assert heard(any_database) == Counter(f"{chat}:{text}" for chat, text in asked), "done once, each"
    unanswered = [(chat, text) for chat, text in asked if f"nghe {text}" not in fake.texts(chat)]
    assert unanswered == []
    with any_database.reading() as session:
        rows = session.scalars(select(InboxUpdate)).all()
    assert {(row.state, row.raw, row.replies, row.address) for row in rows} == {("done", "{}", None, None)}
