"""An answer outlives a kill: kept with what was done, given after the restart, emptied once given."""

import asyncio
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.traffic import intake as intake_module
from bot.traffic.intake import Intake
from handlers.dispatch import Desk as FrontDesk
from handlers.messages import Attachment, Button, Incoming, Place, Reply, packed, unpacked
from handlers.wording.channels import ANSWER_LOST
from storage import inbox
from storage.clock import wall_clock
from storage.database import Database
from storage.models import AuditEntry, InboxUpdate
from tests.bot.traffic.scene import NOW, Desk, Line, kept, states, until
from tests.fakes.telegram import FakeTelegram
from tests.postgres import new_postgres_database
from tests.talk import Town

ROOT = Path(__file__).parents[3]
QUESTIONS, CHATS, KILLS = 80, 20, 2


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


LONG = "một một một một một một một một một.\n\nhai hai hai hai hai hai hai hai hai."


def left(
    database: Database, *texts: str, age: timedelta = timedelta(0), parts: int = 0, torn: bool = False
) -> list[int]:
    """Rows of one chat as a killed process leaves them: done, and their answers not given."""
    at = wall_clock() - age
    with database.transaction() as session:
        numbers = inbox.put(session, "telegram", [(f"{age}{text}", "{}", "7") for text in texts], at)
        for number, text in zip(numbers.values(), texts, strict=True):
            inbox.finish(session, number)
            inbox.owe(session, number, "7", [{"text": text} if torn else packed(Reply(text))], at)
            inbox.parts_given(session, [(number, parts)])
    return list(numbers.values())


def taken_up(database: Database, line: Line) -> None:
    """What a process that starts on this database says."""

    async def scene() -> None:
        intake = Intake(database, Desk(database).answer, {"telegram": line})
        await intake.take_up()
        await until(lambda: not intake.waiting)
        await intake.stop()

    asyncio.run(scene())


def said(line: Line) -> str:
    return " ".join(" ".join(line.texts("7")).split())


def test_what_is_left_is_given_in_order_after_a_restart_and_emptied(database: Database) -> None:
    left(database, "một", "hai")
    line = Line()
    taken_up(database, line)
    assert line.texts("7") == ["một", "hai"]
    assert kept(database) == []
    taken_up(database, line)
    assert line.texts("7") == ["một", "hai"]


def test_only_the_parts_that_did_not_arrive_are_given(database: Database) -> None:
    left(database, LONG, parts=1)
    line = Line()
    taken_up(database, line)
    assert line.texts("7") == [LONG.split("\n\n")[1]]


def test_buttons_place_and_file_come_back_as_they_were() -> None:
    reply = Reply("a", (Button("Đúng", "/dongy"),), Attachment("t.pdf", "x", size=3), Place("Hội trường", "Tầng 2"))
    assert unpacked(json.loads(json.dumps(packed(reply)))) == reply


def test_old_and_unreadable_answers_are_one_line_and_those_of_yesterday_nothing(database: Database) -> None:
    left(database, "hôm qua", age=timedelta(days=1, minutes=1))
    left(database, "cũ", "cũ nữa", age=timedelta(minutes=11))
    left(database, "lạ", torn=True)
    left(database, "mới", age=timedelta(minutes=9))
    line = Line()
    taken_up(database, line)
    assert said(line) == f"{ANSWER_LOST} mới"
    assert kept(database) == []


def test_what_another_process_gave_meanwhile_is_not_given_again(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(new_postgres_database(postgres_url))
    database.migrate()
    monkeypatch.setattr(intake_module, "GRACE", 0.5)
    _own, other = left(database, "của mình", "của người khác")

    async def scene() -> Line:
        line = Line()
        intake = Intake(database, Desk(database).answer, {"telegram": line})
        await intake.take_up()
        assert line.sent == [], "the other may still be at it"
        with database.transaction() as session:
            inbox.given(session, [other])
        await until(lambda: not intake.waiting)
        await intake.stop()
        return line

    assert asyncio.run(scene()).texts("7") == ["của mình"]
    database.close()


def test_erasing_somebody_leaves_no_kept_words_of_theirs(town: Town) -> None:
    town.join("7", "focal", "khe may", channel="telegram")
    (kept_row,) = left(town.database, "Chào chị Lan")
    with town.database.transaction() as session:
        failed = inbox.put(session, "telegram", [("f", '{"text": "tôi là Lan"}', "7")], NOW)["f"]
        inbox.finish(session, failed, "failed")
        others = inbox.put(session, "telegram", [("o", '{"text": "tôi là Hoa"}', "8")], NOW)["o"]
        inbox.finish(session, others, "failed")
    asked = town.say("7", "/xoadulieu", channel="telegram")
    town.say("7", asked.buttons[0].command, channel="telegram")
    with town.database.reading() as session:
        rows = {row.id: (row.raw, row.replies, row.address) for row in session.scalars(select(InboxUpdate))}
    assert rows[kept_row] == rows[failed] == ("{}", None, None)
    assert rows[others][2] == "8"


def test_a_given_answer_of_a_failed_message_leaves_it_findable_for_erasing(database: Database) -> None:
    with database.transaction() as session:
        number = inbox.put(session, "telegram", [("f", '{"text": "x"}', "7")], NOW)["f"]
        inbox.finish(session, number, "failed")
        inbox.owe(session, number, "7", [packed(Reply("trục trặc"))], wall_clock())
        assert inbox.forget(session, wall_clock() + timedelta(days=400)) == 0, "not while it owes an answer"
        inbox.given(session, [number])
        row = session.get_one(InboxUpdate, number)
        assert (row.raw, row.replies, row.address) == ('{"text": "x"}', None, "7")
        assert inbox.forget(session, wall_clock() + timedelta(days=400)) == 1


def test_a_desk_that_breaks_keeps_its_apology(database: Database) -> None:
    class Broken(FrontDesk):
        def _reply(self, session: Session, incoming: Incoming) -> Reply:
            raise RuntimeError("a mistake of ours")

    with database.transaction() as session:
        number = inbox.put(session, "telegram", [("1", "{}", "7")], NOW)["1"]
    replies = Broken(database, wall_clock).answer(Incoming("telegram", "7", "chào"), number)
    assert kept(database) == [replies[0].text]


class Confused(FrontDesk):
    """The word that a commit was made is lost, as when a server restarts at that moment."""

    @contextmanager
    def _cut(self, database: Database) -> Iterator[None]:
        real = database.transaction

        @contextmanager
        def once() -> Iterator[Session]:
            database.transaction = real  # type: ignore[method-assign]
            with real() as session:
                yield session
            raise OperationalError("COMMIT", {}, Exception("server closed the connection"))

        database.transaction = once  # type: ignore[method-assign]
        yield

    def _reply(self, session: Session, incoming: Incoming) -> Reply:
        return Reply("✓ Đã ghi")


def test_what_was_done_is_never_called_undone_because_the_word_of_the_commit_was_lost(database: Database) -> None:
    with database.transaction() as session:
        number = inbox.put(session, "telegram", [("1", "{}", "7")], NOW)["1"]
    desk = Confused(database, wall_clock)
    with desk._cut(database):
        with pytest.raises(OperationalError):
            desk.answer(Incoming("telegram", "7", "16 người"), number)
        assert desk.answer(Incoming("telegram", "7", "16 người"), number) == []  # asked again, it is done already
    assert kept(database) == ["✓ Đã ghi"]


def test_a_desk_without_its_database_says_nothing_and_is_asked_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction() as session:
        number = inbox.put(session, "telegram", [("1", "{}", "7")], NOW)["1"]

    def away() -> Iterator[Session]:
        raise OperationalError("BEGIN", {}, Exception("no server"))

    with monkeypatch.context() as broken:
        broken.setattr(database, "transaction", away)
        with pytest.raises(OperationalError):
            FrontDesk(database, wall_clock).answer(Incoming("telegram", "7", "16 người"), number)
    assert states(database) == {"new": 1}
