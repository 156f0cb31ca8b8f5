"""One gate per channel: answers and unasked messages together keep the pace, answers first."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from itertools import pairwise
from typing import Any

import pytest

from bot.channels import Capabilities, DeliveryError, Fault
from bot.traffic import gate as module
from bot.traffic.delivery import Delivery
from bot.traffic.gate import Gate
from bot.traffic.intake import Intake
from storage.database import Database
from tests.bot.traffic.scene import Desk, Line, done, update
from tests.delivering import NOW, Loop, fill, standing

PACE = Capabilities(max_text=200, buttons=True, files=False, edit=False, pace=50.0, chat_pace=4.0, group_pace=3)
Starts = list[tuple[float, str]]


def scene(play: Callable[[Gate, Starts], Coroutine[Any, Any, None]]) -> Starts:
    """What started when, as (seconds from the beginning, what)."""
    starts: Starts = []

    async def whole() -> None:
        await play(Gate(PACE), starts)

    begun = time.monotonic()
    asyncio.run(whole())
    return [(at - begun, what) for at, what in starts]


async def unasked(gate: Gate, starts: Starts, number: int) -> None:
    for n in range(number):
        assert await gate.turn(f"u{n}")
        starts.append((time.monotonic(), "unasked"))


async def answer(gate: Gate, starts: Starts, address: str) -> None:
    await gate.answer_turn(address)
    starts.append((time.monotonic(), "answer"))


def test_answers_leave_at_once_and_push_the_unasked_back() -> None:
    async def play(gate: Gate, starts: Starts) -> None:
        sending = asyncio.create_task(unasked(gate, starts, 40))
        for n in range(10):
            await asyncio.sleep(0.02)
            before = len(starts)
            await answer(gate, starts, f"a{n}")
            assert len(starts) - before <= 2, "forty wait before it, for 0.8 s"
        await sending

    starts = scene(play)
    assert starts[-1][0] >= 0.9  # 50 starts at 50 a second
    assert max(sum(at <= other < at + 0.5 for other, _ in starts) for at, _ in starts) <= 30


def test_after_too_much_answers_wait_their_turn_and_go_first() -> None:
    async def play(gate: Gate, starts: Starts) -> None:
        gate.throttled(0.3)
        sending = asyncio.create_task(unasked(gate, starts, 1))
        await asyncio.gather(*(answer(gate, starts, f"a{n}") for n in range(10)))
        sending.cancel()

    starts = scene(play)
    answers = [at for at, what in starts if what == "answer"]
    assert answers[0] >= 0.3
    gaps = [b - a for a, b in pairwise(answers)]
    assert min(gaps) >= 0.02 * 1.2 * 0.7  # slower by a fifth, caught up in small steps
    assert answers[-1] - answers[0] >= 0.024 * 8


def test_the_unasked_wait_while_answers_stand_in_line() -> None:
    async def play(gate: Gate, starts: Starts) -> None:
        gate.throttled(0.05)
        await asyncio.sleep(0.06)
        answering = [asyncio.create_task(answer(gate, starts, f"a{n}")) for n in range(8)]
        await asyncio.sleep(0)
        await unasked(gate, starts, 1)
        await asyncio.gather(*answering)

    assert [what for _, what in scene(play)] == ["answer"] * 8 + ["unasked"]


def test_a_group_hears_so_much_a_minute_answers_included(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MINUTE", 1.5)
    monkeypatch.setattr(module, "SHORT_REST", 0.3)

    async def play(gate: Gate, starts: Starts) -> None:
        await answer(gate, starts, "-7")
        assert await gate.turn("-7")
        await answer(gate, starts, "-7")
        assert gate.resting() == {"-7"}
        assert not await gate.turn("-7"), "a claimed message does not wait so long"
        assert await gate.turn("8")
        await answer(gate, starts, "-7")

    starts = scene(play)
    assert starts[-1][0] >= 1.5
    assert starts[1][0] - starts[0][0] >= 0.24  # and one at a time


def test_a_429_to_an_answer_holds_the_broadcast(database: Database) -> None:
    fill(database, 5)
    line = Line()
    line.faults.append(DeliveryError(Fault.THROTTLED, "429", retry_after=1.0))
    loop = Loop()

    async def play() -> float:
        gate = Gate(PACE)
        desk = Desk(database)
        intake = Intake(database, desk.answer, {"telegram": line}, {"telegram": gate})
        delivery = Delivery(database, {"loop": loop}, lambda: NOW, {"loop": gate})
        await intake.receive("telegram", [update(1, 7, "xin chào")])
        while not gate.closed_for:
            await asyncio.sleep(0.005)
        closed = time.monotonic()
        while standing(database)["sent"] < 5:
            await delivery.tick()
            await asyncio.sleep(0.05)
        await done(intake, 1)
        await intake.stop()
        await delivery.stop()
        return closed

    closed = asyncio.run(play())
    assert [at - closed for at, _ in loop.starts if at - closed < 0.95] == []
    assert line.texts("7") == ["nghe xin chào"]
