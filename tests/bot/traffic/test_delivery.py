"""Delivery against a channel that does what a platform may do: right states, even starts, nothing twice or lost."""

import asyncio
import logging
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import String, cast, select, update
from sqlalchemy.orm import Session

from bot.channels import DeliveryError, Fault
from bot.channels.telegram.channel import TelegramChannel
from bot.runtime import redact
from bot.runtime.scheduler import Ticks
from bot.traffic import delivery as module
from bot.traffic import steps
from bot.traffic.delivery import Delivery
from storage import outbox
from storage.clock import wall_clock
from storage.database import Database
from storage.models import Address, Attempt, OutboxMessage, Worker
from tests.bot.traffic.scene import until
from tests.delivering import FAST, NOW, Loop, deliver, fill, messages, standing
from tests.fakes.telegram import FakeTelegram


def run(database: Database, *loops: Loop, seconds: float = 60.0, until: Callable[[], bool] | None = None) -> Delivery:
    made = Delivery(database, {loop.name: loop for loop in loops}, lambda: NOW)
    asyncio.run(deliver(made, seconds, until))
    return made


def first_call(fault: DeliveryError) -> Callable[[int, str], Exception | None]:
    return lambda number, address: fault if number == 1 else None


def test_everything_arrives_once_four_at_a_time(any_database: Database) -> None:
    fill(any_database, 24)
    loop = Loop(latency=0.4)
    run(any_database, loop, seconds=60, until=lambda: standing(any_database)["sent"] == 24)
    assert standing(any_database) == {"sent": 24}
    assert sorted(Counter(loop.accepted).values()) == [1] * 24
    assert loop.most_in_flight == 4
    assert {row.sent_at for row in messages(any_database)} == {NOW}
    with any_database.reading() as session:
        assert session.scalars(select(Worker)).all() == []


def test_two_workers_share_a_broadcast(any_database: Database) -> None:
    fill(any_database, 60)
    loop = Loop(latency=0.01)

    async def both() -> None:
        workers = [Delivery(any_database, {"loop": loop}, lambda: NOW) for _ in range(2)]
        await asyncio.gather(*(deliver(w, 60, lambda: standing(any_database)["sent"] == 60) for w in workers))

    asyncio.run(both())
    assert standing(any_database) == {"sent": 60}
    assert sorted(Counter(loop.accepted).values()) == [1] * 60


FAULTS = [
    (DeliveryError(Fault.NOT_SENT, "refused connection"), "queued", ["not_sent"]),
    (DeliveryError(Fault.THROTTLED, "429", retry_after=30), "queued", ["not_sent"]),
    (DeliveryError(Fault.CHANNEL, "bad token"), "queued", ["refused"]),
    (DeliveryError(Fault.REFUSED, "can't parse"), "failed", ["refused"]),
    (DeliveryError(Fault.UNKNOWN, "read time-out"), "unknown", ["unknown"]),
    (RuntimeError("a mistake of ours after the first byte"), "unknown", ["unknown"]),
    (TimeoutError(), "unknown", ["unknown"]),
]


@pytest.mark.parametrize(("fault", "state", "attempts"), FAULTS, ids=lambda value: str(value)[:20])
def test_a_fault_leads_to_its_state_after_one_try(
    any_database: Database, fault: Exception, state: str, attempts: list[str]
) -> None:
    fill(any_database, 1)
    loop = Loop(reaction=lambda number, address: fault)
    run(any_database, loop)
    assert standing(any_database) == {state: 1}
    assert len(loop.starts) == 1
    with any_database.reading() as session:
        assert session.scalars(select(Attempt.outcome)).all() == attempts


def test_a_channel_that_hangs_leaves_the_message_unknown(
    any_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SEND_DEADLINE", 0.05)
    fill(any_database, 1)
    run(any_database, Loop(latency=30))
    assert standing(any_database) == {"unknown": 1}


def test_what_did_not_leave_is_tried_again_later(database: Database) -> None:
    fill(database, 1)
    loop = Loop(reaction=first_call(DeliveryError(Fault.NOT_SENT, "dns")))
    run(database, loop, until=lambda: standing(database)["sent"] == 1)
    assert standing(database) == {"sent": 1}
    gap = loop.starts[1][0] - loop.starts[0][0]
    assert 0.75 <= gap <= 1.7  # one second, give or take a fifth, seen at the next tick


@pytest.mark.parametrize(("tries", "least", "most"), [(0, 0.8, 1.2), (3, 6.4, 9.6), (6, 48, 72), (40, 48, 72)])
def test_the_wait_doubles_up_to_a_minute(database: Database, tries: int, least: float, most: float) -> None:
    fill(database, 1)
    with database.transaction() as session:
        session.execute(update(OutboxMessage).values(tries=tries))
    before = wall_clock()
    run(database, Loop(reaction=first_call(DeliveryError(Fault.NOT_SENT, "dns"))))
    not_before = messages(database)[0].not_before
    assert not_before is not None
    assert least <= (not_before - before).total_seconds() <= most + 1


def test_a_dead_network_is_probed_and_drained_when_it_comes_back(database: Database) -> None:
    fill(database, 30)
    alive = False

    def reaction(number: int, address: str) -> Exception | None:
        return None if alive else DeliveryError(Fault.NOT_SENT, "no route")

    loop = Loop(reaction=reaction)

    async def scene() -> float:
        nonlocal alive
        made = Delivery(database, {"loop": loop}, lambda: NOW)
        await deliver_for(made, 4)
        assert len(loop.starts) <= 12, "a dead channel is only probed"
        while len(loop.starts) < 4:
            await deliver_for(made, 0.1)
        assert made.health()["loop"] == {"state": "no_answer", "cause": "no route"}
        alive, back = True, time.monotonic()
        while standing(database)["sent"] < 30 and time.monotonic() - back < 60:
            await made.tick()
            await asyncio.sleep(0.1)
        took = time.monotonic() - back
        assert made.health()["loop"]["state"] == "ok"
        await made.stop()
        return took

    assert asyncio.run(scene()) <= 20
    assert sorted(Counter(loop.accepted).values()) == [1] * 30


async def deliver_for(made: Delivery, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        await made.tick()
        await asyncio.sleep(0.1)


def test_nothing_leaves_inside_a_retry_after_not_even_from_another_worker(database: Database) -> None:
    fill(database, 20)
    told: list[float] = []

    def reaction(number: int, address: str) -> Exception | None:
        if number != 5:
            return None
        told.append(time.monotonic())
        return DeliveryError(Fault.THROTTLED, "429", retry_after=1.5)

    loop = Loop(latency=0.01, reaction=reaction)

    async def scene() -> None:
        first, second = (Delivery(database, {"loop": loop}, lambda: NOW) for _ in range(2))
        await first.tick()
        await first.idle()
        await deliver(second, 60, lambda: standing(database)["sent"] == 20)
        await first.stop()

    asyncio.run(scene())
    assert [at for at, _ in loop.starts if told[0] < at < told[0] + 1.5] == []
    assert standing(database) == {"sent": 20}


def test_a_channel_in_doubt_stops_and_the_others_go_on(database: Database) -> None:
    fill(database, 12)
    with database.transaction() as session:
        session.execute(update(OutboxMessage).where(OutboxMessage.id > 6).values(channel="web"))
    bad = Loop(reaction=lambda number, address: DeliveryError(Fault.CHANNEL, "bad token"))
    good = Loop(name="web")
    made = run(database, bad, good, seconds=2, until=lambda: standing(database)["sent"] == 6)
    assert standing(database) == {"queued": 6, "sent": 6}
    assert len(bad.starts) <= 4
    assert made.health() == {
        "loop": {"state": "stopped", "cause": "bad token"},
        "web": {"state": "ok", "cause": None},
    }


def test_who_blocked_us_is_marked_and_the_cause_is_in_words(database: Database) -> None:
    fill(database, 1)
    gone = DeliveryError(Fault.REFUSED, "Forbidden: bot was blocked by the user", person=True)
    run(database, Loop(reaction=lambda number, address: gone))
    assert (messages(database)[0].state, messages(database)[0].cause) == ("failed", "chặn bot")
    with database.reading() as session:
        assert session.scalar(select(Address.unreachable_since)) == NOW


def test_a_chat_that_moved_is_followed_once(database: Database) -> None:
    fill(database, 1)
    moved = DeliveryError(Fault.REFUSED, "the chat moved", moved_to="-1007")
    loop = Loop(reaction=lambda number, address: moved)
    run(database, loop, seconds=1, until=lambda: standing(database)["failed"] == 1)
    assert [address for _, address in loop.starts] == ["c1", "-1007"]
    assert standing(database) == {"failed": 1}


def test_a_long_message_goes_in_parts_and_goes_on_where_it_broke(database: Database) -> None:
    fill(database, 1, text="\n\n".join(f"Đoạn {n} " + "chữ " * 40 for n in range(3)))
    loop = Loop(reaction=lambda number, a: DeliveryError(Fault.NOT_SENT, "đứt") if number == 2 else None)
    run(database, loop, until=lambda: standing(database)["sent"] == 1)
    said = [text for _, text in loop.accepted]
    assert [text[:6] for text in said] == ["Đoạn 0", "Đoạn 1", "Đoạn 2"]
    assert standing(database) == {"sent": 1}


def test_starts_are_even_and_a_chat_gets_one_at_a_time(database: Database) -> None:
    fill(database, 30)
    with database.transaction() as session:
        session.execute(update(OutboxMessage).where(OutboxMessage.id > 28).values(address="c1"))
    loop = Loop(latency=0.01, capabilities=replace(FAST, pace=50.0, chat_pace=1.0))
    run(database, loop, until=lambda: standing(database)["sent"] == 30)
    at = [moment for moment, _ in loop.starts]
    # Even would be 0.02 each; a commit stands between the turn and the start, so that two may come closer.
    assert min(later - earlier for earlier, later in zip(at, at[6:], strict=False)) >= 0.06
    to_one = [at for at, address in loop.starts if address == "c1"]
    assert len(to_one) == 3
    assert min(later - earlier for earlier, later in pairwise(to_one)) >= 0.5, "a second apart, less a busy commit"
    assert standing(database) == {"sent": 30}


def test_a_clean_stop_leaves_nothing_unknown(database: Database) -> None:
    fill(database, 50)
    loop = Loop(latency=0.1, capabilities=replace(FAST, pace=20.0))

    async def scene() -> None:
        made = Delivery(database, {"loop": loop}, lambda: NOW)
        await made.tick()
        while not loop.accepted:
            await asyncio.sleep(0.01)
        await made.stop()

    asyncio.run(scene())
    counts = standing(database)
    assert counts["sent"] == len(loop.accepted) > 0
    assert counts == {"sent": len(loop.accepted), "queued": 50 - len(loop.accepted)}


def test_a_stop_that_cannot_wait_says_unknown(database: Database) -> None:
    fill(database, 1)

    async def scene() -> None:
        loop = Loop(latency=300)
        made = Delivery(database, {"loop": loop}, lambda: NOW)
        await made.tick()
        await until(lambda: bool(loop.starts))
        await made.stop(patience=0.1)

    asyncio.run(scene())
    assert standing(database) == {"unknown": 1}


@pytest.mark.parametrize("step", ["claim", "record"])
def test_a_database_step_whose_answer_is_lost_is_repeated_and_applied_once(
    database: Database, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr(steps, "PAUSE", 0.01)
    fill(database, 10)
    real, transaction, lost = getattr(outbox, step), database.transaction, 0
    here = threading.local()  # steps run side by side: only this one's own commit is lost

    def noticed(*args: object, **named: object) -> object:
        here.asked = True
        return real(*args, **named)

    @contextmanager
    def lossy() -> Iterator[Session]:
        nonlocal lost
        with transaction() as session:
            yield session
        if getattr(here, "asked", False):
            here.asked, lost = False, lost + 1
            if lost % 2:
                raise ConnectionError("the answer to COMMIT was lost")

    monkeypatch.setattr(module.outbox, step, noticed)
    monkeypatch.setattr(database, "transaction", lossy)
    loop = Loop()
    run(database, loop, until=lambda: standing(database)["sent"] == 10)
    assert standing(database) == {"sent": 10}
    assert sorted(Counter(loop.accepted).values()) == [1] * 10
    assert lost >= 10


def test_a_message_that_cannot_be_said_does_not_hold_up_the_others(database: Database) -> None:
    fill(database, 3)
    with database.transaction() as session:
        session.execute(update(OutboxMessage).where(OutboxMessage.id == 1).values(text="  "))
        session.execute(update(OutboxMessage).where(OutboxMessage.id == 2).values(buttons=[["x", "không ascii"]]))
    run(database, Loop(), until=lambda: standing(database)["sent"] == 1)
    assert standing(database) == {"failed": 2, "sent": 1}


def test_without_buttons_a_word_is_asked_for_never_a_bare_number(database: Database) -> None:
    fill(database, 1)
    with database.transaction() as session:
        session.execute(update(OutboxMessage).values(text="Xe đón 13:00", buttons=[["Đã nhận", "/nhan 07"]]))
    loop = Loop(capabilities=replace(FAST, buttons=False))
    run(database, loop, until=lambda: standing(database)["sent"] == 1)
    assert loop.accepted == [("c1", "Xe đón 13:00\nTrả lời: NHAN 07 (đã nhận)")]


def test_a_second_try_says_that_it_is_one(database: Database) -> None:
    fill(database, 1, critical=True)
    calls = first_call(DeliveryError(Fault.UNKNOWN, "read time-out"))
    loop = Loop(reaction=calls)
    run(database, loop)
    with database.transaction() as session:
        session.execute(update(OutboxMessage).values(claimed_at=wall_clock() - timedelta(minutes=3)))
    run(database, loop, until=lambda: standing(database)["sent"] == 1)
    assert loop.accepted == [("c1", "(gửi lại – nếu đã nhận xin bỏ qua)\nTin 1 HN-01")]


def test_the_ticks_queue_deliver_and_can_be_watched(database: Database) -> None:
    fill(database, 3)
    loop = Loop()

    async def scene() -> None:
        made = Delivery(database, {"loop": loop}, lambda: datetime.now(UTC))
        ticks = Ticks(database, made, lambda: datetime(2027, 3, 1, 15, 0, tzinfo=UTC))
        assert ticks.last_tick is None
        await made.start()
        ticks.start()
        with database.transaction() as session:
            session.execute(update(OutboxMessage).values(due_at=NOW - timedelta(days=365)))
        begun = wall_clock()
        async with asyncio.timeout(20):
            while ticks.last_tick is None or ticks.last_tick < begun or standing(database) != {"sent": 3}:
                await asyncio.sleep(0.05)
        ticks.stop()
        await made.stop()

    asyncio.run(scene())
    assert standing(database) == {"sent": 3}


@pytest.mark.parametrize("after", [0.0, 0.3])
@pytest.mark.parametrize("masked", [False, True])
def test_a_stop_in_the_middle_of_a_tick_is_logged_as_nothing(
    database: Database, after: float, masked: bool, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    if masked:
        made_before, hook = logging.getLogRecordFactory(), sys.excepthook
        redact.install("123456:secret")
        monkeypatch.setattr(sys, "excepthook", hook)

    async def scene() -> None:
        made = Delivery(database, {"loop": Loop()}, lambda: NOW)
        made.tick = lambda: asyncio.sleep(60)  # type: ignore[method-assign]
        ticks = Ticks(database, made, lambda: NOW)
        ticks.start()
        await asyncio.sleep(after)
        ticks.stop()
        await asyncio.sleep(0.05)
        await made.stop()

    try:
        asyncio.run(scene())
    finally:
        if masked:
            logging.setLogRecordFactory(made_before)
    assert caplog.records == []


def test_one_refused_token_costs_a_second_not_a_minute(database: Database) -> None:
    """On the real channel: the message waits its second, the others pass it by."""
    fill(database, 5, channel="telegram")
    with database.transaction() as session:
        session.execute(update(Address).values(address=cast(Address.person_id, String)))
        session.execute(update(OutboxMessage).values(address=cast(OutboxMessage.person_id, String)))

    async def scene() -> float:
        async with FakeTelegram() as fake:
            channel = TelegramChannel("1234567:" + "A" * 35, fake.url)
            await channel.start()
            fake.fault("sendMessage", "401")
            begun = time.monotonic()
            await deliver(
                Delivery(database, {"telegram": channel}, lambda: NOW), 60, lambda: standing(database)["sent"] == 5
            )
            await channel.stop()
            return time.monotonic() - begun

    assert asyncio.run(scene()) < 10  # it took 61 s
    assert standing(database) == {"sent": 5}
