"""The way in, from a stored update to the answer: nothing lost, nothing twice, order per chat, no chat in the way."""

import asyncio
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest

from bot.channels import DeliveryError, Fault
from bot.traffic import answers as answers_module
from bot.traffic import intake as intake_module
from bot.traffic import lines as lines_module
from bot.traffic.answers import LASTS
from bot.traffic.intake import Intake
from handlers.messages import Incoming, Reply
from handlers.wording.channels import ANSWER_LOST
from storage import inbox
from storage.clock import wall_clock
from storage.database import Database
from tests.bot.traffic.scene import HANGS, NOW, Desk, Line, done, fed, kept, states, until, update


def test_a_message_is_answered_by_the_channel_that_asked(any_database: Database) -> None:
    desk, line = Desk(any_database), Line()
    asyncio.run(fed(any_database, desk, line, [update(1, 7, "một")], 1))
    assert line.sent == [("7", "nghe một")]
    assert states(any_database) == {"done": 1}


def test_the_same_update_again_is_not_handled_again(any_database: Database) -> None:
    async def scene() -> None:
        desk, line = Desk(any_database), Line()
        intake = Intake(any_database, desk.answer, {"telegram": line})
        batch = [update(number, 7, f"số {number}") for number in range(5)]
        await asyncio.gather(*(intake.receive("telegram", batch) for _ in range(5)))
        await intake.receive("telegram", [*batch, update(3, 7, "số 3"), update(9, 7, "số 9")])
        await done(intake, 6)
        await intake.stop()
        assert desk.heard() == [f"7:số {number}" for number in (0, 1, 2, 3, 4, 9)]

    asyncio.run(scene())


def test_order_within_a_chat_and_chats_side_by_side(database: Database) -> None:
    chats, each = range(1, 9), 12

    async def scene() -> None:
        desk, line = Desk(database), Line(delay=0.02)
        mixed = [update(number, 1 + number % 8, f"{number // 8:02d}") for number in range(8 * each)]
        await fed(database, desk, line, mixed, 8 * each)
        for chat in chats:
            assert line.texts(str(chat)) == [f"nghe {number:02d}" for number in range(each)]
        assert desk.most_together > 1

    asyncio.run(scene())


class NoWayTo7(Line):
    """A line on which chat 7 cannot be reached before chat 8 was answered."""

    async def send(self, address: str, reply: Reply) -> str:
        if address == "7" and not self.texts("8"):
            self.tried.append(address)
            raise DeliveryError(Fault.NOT_SENT, "no way")
        return await super().send(address, reply)


def test_a_slow_chat_does_not_hold_up_another(database: Database) -> None:
    async def scene() -> None:
        line = NoWayTo7()
        desk = Desk(database)
        intake = Intake(database, desk.answer, {"telegram": line})
        await intake.receive("telegram", [update(1, 7, "chậm")])
        await until(lambda: line.tried == ["7"])
        await intake.receive("telegram", [update(2, 8, "nhanh")])
        await done(intake, 2)
        assert line.sent == [("8", "nghe nhanh"), ("7", "nghe chậm")]
        await intake.stop()

    asyncio.run(scene())


def test_stopped_midway_and_started_again_nothing_is_lost_or_handled_twice(any_database: Database) -> None:
    batch = [update(number, 1 + number % 10, f"tin {number}") for number in range(200)]

    async def first(desk: Desk) -> None:
        intake = Intake(any_database, desk.answer, {"telegram": Line(delay=0.002)})
        await intake.take_up()
        await intake.receive("telegram", batch[:100])
        await until(lambda: len(desk.asked) >= 60)
        storing = asyncio.create_task(intake.receive("telegram", batch[100:]))  # nobody acknowledges this
        await asyncio.sleep(0)
        await intake.stop(patience=0)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(intake.receive("telegram", batch), 0.05)
        storing.cancel()

    async def second(desk: Desk) -> None:
        intake = Intake(any_database, desk.answer, {"telegram": Line()})
        await intake.take_up()
        await intake.receive("telegram", batch)  # the platform brings all of it once more
        await until(lambda: states(any_database) == {"done": 200})
        await intake.stop()

    desk = Desk(any_database, seconds=0.001)
    asyncio.run(first(desk))
    assert 0 < len(desk.heard()) < 200
    asyncio.run(asyncio.wait_for(second(desk), 20))
    heard = desk.heard()
    assert sorted(heard) == sorted(f"{1 + number % 10}:tin {number}" for number in range(200))
    for chat in range(1, 11):
        mine = [int(words.split()[-1]) for words in heard if words.startswith(f"{chat}:")]
        assert mine == sorted(mine)


@pytest.mark.parametrize(("silences", "sent"), [(1, ["nghe ghi", "nghe sau"]), (2, ["nghe sau"])])
def test_an_answer_nobody_heard_of_is_sent_once_more_and_nothing_is_done_again(
    database: Database, monkeypatch: pytest.MonkeyPatch, silences: int, sent: list[str]
) -> None:
    monkeypatch.setattr(answers_module, "AFTER_SILENCE", 0.01)

    async def scene() -> None:
        desk, line = Desk(database), Line()
        line.faults = [DeliveryError(Fault.UNKNOWN, "no answer in time")] * silences
        await fed(database, desk, line, [update(1, 7, "ghi")], 1)
        assert line.tried == ["7", "7"]
        assert kept(database) == []
        await fed(database, desk, line, [update(1, 7, "ghi"), update(2, 7, "sau")], 1)
        assert desk.heard() == ["7:ghi", "7:sau"]
        assert line.texts("7") == sent

    asyncio.run(scene())


def test_an_answer_waits_as_long_as_the_platform_asks(database: Database) -> None:
    async def scene() -> float:
        desk, line = Desk(database), Line()
        line.faults = [DeliveryError(Fault.THROTTLED, "429", retry_after=0.3)]
        begun = time.monotonic()
        intake = await fed(database, desk, line, [update(1, 7, "một"), update(2, 8, "hai")], 2)
        assert sorted(line.sent) == [("7", "nghe một"), ("8", "nghe hai")]
        assert intake.counts["answered"] == 2
        return time.monotonic() - begun

    assert asyncio.run(scene()) >= 0.3


@pytest.mark.parametrize(
    "fault",
    [
        DeliveryError(Fault.THROTTLED, "429", retry_after=0.01),
        DeliveryError(Fault.NOT_SENT, "no line"),
        DeliveryError(Fault.CHANNEL, "401"),
        DeliveryError(Fault.UNKNOWN, "502", answered=True),
    ],
)
def test_an_answer_is_tried_as_long_as_it_lasts_and_stays_kept_meanwhile(
    database: Database, monkeypatch: pytest.MonkeyPatch, fault: DeliveryError
) -> None:
    monkeypatch.setattr(answers_module, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(answers_module, "LONGEST_WAIT", 0.01)

    async def scene() -> None:
        desk, line = Desk(database), Line()
        line.faults = [fault] * 3
        intake = Intake(database, desk.answer, {"telegram": line})
        await intake.receive("telegram", [update(1, 7, "một")])
        await until(lambda: len(line.tried) >= 2)
        await intake.receive("telegram", [update(2, 7, "hai")])
        await until(lambda: desk.heard() == ["7:một", "7:hai"])  # the desk does not wait for the line
        assert kept(database)[0] == "nghe một" or line.sent
        await done(intake, 2)
        await intake.stop()
        assert line.texts("7") == ["nghe một", "nghe hai"]
        assert kept(database) == []

    asyncio.run(scene())


def test_answers_that_are_too_old_become_one_line(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers_module, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(answers_module, "LONGEST_WAIT", 0.01)
    ahead = timedelta(0)
    monkeypatch.setattr(lines_module, "wall_clock", lambda: wall_clock() + ahead)

    async def scene() -> None:
        nonlocal ahead
        desk, line = Desk(database), Line()
        intake = Intake(database, desk.answer, {"telegram": line})
        line.faults = [DeliveryError(Fault.NOT_SENT, "no line")] * 100_000
        await intake.receive("telegram", [update(1, 7, "một"), update(2, 7, "hai"), update(3, 8, "ba")])
        await until(lambda: len(desk.heard()) == 3, 60.0)
        await _tried_again(line, 1)  # all three are owed
        ahead = LASTS + timedelta(seconds=1)
        await _tried_again(line, 2)  # the first may have been under way already
        line.faults.clear()
        await until(lambda: kept(database) == [], 60.0)
        await intake.receive("telegram", [update(4, 7, "bốn")])
        await done(intake, 3)
        await intake.stop()
        assert "".join(line.texts("7")).replace(" ", "") == (ANSWER_LOST + "nghe bốn").replace(" ", "")
        assert line.texts("8") == line.texts("7")[:-1]
        assert kept(database) == []

    asyncio.run(scene())


async def _tried_again(line: Line, times: int) -> None:
    """Waits until each of the two chats was tried so many times more."""
    before = Counter(line.tried)
    await until(lambda: all(line.tried.count(chat) >= before[chat] + times for chat in "78"), 60.0)


def test_a_group_that_moved_is_answered_at_its_new_address(database: Database) -> None:
    async def scene() -> None:
        desk, line = Desk(database), Line()
        line.faults = [DeliveryError(Fault.REFUSED, "moved", moved_to="-1009")]
        await fed(database, desk, line, [update(1, 7, "một")], 1)
        assert line.sent == [("-1009", "nghe một")]

    asyncio.run(scene())


LONG = "một một một một một một một một một.\n\nhai hai hai hai hai hai hai hai hai."


@pytest.mark.parametrize(
    ("faults", "sent"),
    [
        ([Fault.UNKNOWN], LONG.split("\n\n")),
        ([Fault.UNKNOWN] * 2, [LONG.split("\n\n")[1]]),  # the part after the doubtful one still goes
        ([Fault.REFUSED], []),
        ([Fault.CHANNEL], LONG.split("\n\n")),
    ],
)
def test_a_long_answer_leaves_in_parts(
    database: Database, monkeypatch: pytest.MonkeyPatch, faults: list[Fault], sent: list[str]
) -> None:
    monkeypatch.setattr(answers_module, "AFTER_SILENCE", 0.01)
    monkeypatch.setattr(answers_module, "FIRST_WAIT", 0.01)

    async def scene() -> None:
        desk, line = Desk(database), Line()
        desk.says = lambda text: LONG
        line.faults = [DeliveryError(fault, "as told") for fault in faults]
        await fed(database, desk, line, [update(1, 7, "dài")], 1)
        assert line.texts("7") == sent
        await fed(database, desk, line, [update(2, 8, "dài")], 1)
        assert line.texts("8") == LONG.split("\n\n")

    asyncio.run(scene())


def test_a_desk_that_stumbles_is_asked_again_and_given_up_after_three(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_module, "PAUSE", 0.01)

    async def scene() -> None:
        desk, line = Desk(database), Line()
        desk.trouble = {"hai lần": 2, "luôn luôn": 99}
        texts = ["hai lần", "luôn luôn", "sau đó"]
        await fed(database, desk, line, [update(n, 7, text) for n, text in enumerate(texts)], 3)
        assert line.sent == [("7", "nghe hai lần"), ("7", "nghe sau đó")]
        assert [text for _, text in desk.asked].count("luôn luôn") == 3

    asyncio.run(scene())
    assert states(database) == {"done": 2, "failed": 1}


def test_who_floods_is_told_once_and_others_are_served(database: Database) -> None:
    async def scene() -> None:
        desk, line = Desk(database), Line(delay=0.001)
        intake = Intake(database, desk.answer, {"telegram": line})
        flood = [update(number, 7, f"tin {number}") for number in range(1000)]
        for start in range(0, 1000, 100):
            await intake.receive("telegram", flood[start : start + 100])
        begun = time.monotonic()
        await intake.receive("telegram", [update(2000 + chat, chat, "tôi hỏi") for chat in range(50, 60)])
        await until(lambda: len([to for to, _ in line.sent if to != "7"]) >= 10)
        assert time.monotonic() - begun < 10
        await until(lambda: not intake.waiting)
        await intake.stop()
        said = line.texts("7")
        assert " ".join(said).count("Xin chờ một lát") == 1
        assert len(said) < 300
        assert intake.counts["dropped"] > 700
        assert states(database) == {"done": 1010 - intake.counts["dropped"], "ignored": intake.counts["dropped"]}
        assert intake.waiting == 0

    asyncio.run(scene())


def test_what_waited_at_a_crash_is_never_taken_for_a_flood(database: Database) -> None:
    with database.transaction() as session:
        inbox.put(session, "telegram", [(u.key, u.raw, "7") for u in (update(n, 7, f"{n}") for n in range(150))], NOW)

    async def scene() -> None:
        desk = Desk(database)
        await fed(database, desk, Line(), [], 150)
        assert desk.heard() == [f"7:{number}" for number in range(150)]

    asyncio.run(scene())


def test_a_full_house_makes_the_channel_wait(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "MOST_WAITING", 10)

    async def scene() -> None:
        desk, opened = Desk(database), threading.Event()

        def answer(incoming: Incoming, row: int | None) -> list[Reply]:
            assert opened.wait(HANGS)
            return desk.answer(incoming, row)

        intake = Intake(database, answer, {"telegram": Line()})
        receiving = asyncio.create_task(intake.receive("telegram", [update(n, n, "x") for n in range(40)]))
        await until(lambda: intake.waiting >= 10)
        assert not receiving.done()
        opened.set()
        await receiving
        assert intake.waiting < 10
        await intake.stop()

    asyncio.run(scene())
