"""Pick, wait for the turn, claim, send, record: the only sender of what nobody asked for.

At most four messages of a channel are on their way at once: that is what a crash can leave unknown.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.channels import Channel, DeliveryError, Editing
from bot.traffic.gate import Gate
from bot.traffic.lane import Lane, failed, pieces_of, state, told_to_wait, unknown
from bot.traffic.steps import Steps
from handlers.messages import Attachment, Reply
from handlers.wording import broadcasts as wording
from storage import outbox, pause
from storage.clock import Clock, wall_clock
from storage.database import Database
from storage.epoch import Epoch
from storage.files import Kept
from storage.outbox import Claimed, Outcome, Picked

T = TypeVar("T")
Done = tuple[Claimed, Outcome]
Served = tuple[Done | None, Picked | None]  # what is not written down yet, and what is to be gone on with

log = logging.getLogger(__name__)

IN_FLIGHT = 4
SEND_DEADLINE = 60.0  # seconds; a channel has shorter ones of its own


class Delivery:
    """Delivers the outbox by the given channels. `clock` is the event's time, `quiet` tells when reminders rest."""

    quiet: Callable[[datetime], bool] = staticmethod(lambda now: False)
    epoch: Epoch | None = None  # counts before anything is sent
    outgoing: Callable[[Kept], Attachment] = staticmethod(lambda kept: Attachment(kept.name))  # a file as it leaves
    saving: Callable[[str], bool] = staticmethod(lambda channel: False)  # only what is critical may leave

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        clock: Clock,
        gates: Mapping[str, Gate] | None = None,
    ) -> None:
        self.worker = secrets.token_hex(8)
        self._database, self._clock = database, clock
        gates = gates or {name: Gate(channel.capabilities) for name, channel in channels.items()}
        self._lanes = {name: Lane(channel, gates[name]) for name, channel in channels.items()}
        self._steps = Steps(IN_FLIGHT, "delivery")
        self._stopping, self._claims = False, 0  # claims since the epoch was counted
        self._only: str | None = None  # the kind of messages that may leave; None: all

    async def start(self) -> None:
        """Shows life before anything is claimed."""
        self._stopping = False
        await self._steps.surely(self._keep_house)

    def pause(self) -> None:
        """Claims nothing from this moment on; what is on its way is ended. `start` goes on."""
        self._stopping = True

    async def tick(self) -> None:
        """Once a second: shows life, settles what others left, puts senders to work where something waits."""
        if self._stopping:
            return
        waiting, holds = await self._steps.once(self._keep_house)
        for name, until in holds.items():
            told_to_wait(self._lanes[name], until)
        for name, lane in self._lanes.items():
            if self._stopping or lane.gate.closed_for:
                continue
            wanted = 1 if lane.is_out or lane.stopped else min(waiting.get(name, 0), IN_FLIGHT)
            for _ in range(wanted - len(lane.senders)):
                self._begin(lane)

    async def idle(self) -> None:
        """Returns when nothing is on its way."""
        while senders := [task for lane in self._lanes.values() for task in lane.senders]:
            await asyncio.wait(senders)

    async def stop(self, patience: float = 10.0) -> None:
        """Claims nothing more, ends what has left, puts back what has not."""
        self._stopping = True
        self._steps.leave()
        senders = [task for lane in self._lanes.values() for task in lane.senders]
        if senders:
            _, late = await asyncio.wait(senders, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        try:
            await self._steps.once(self._leave)
        except Exception as error:
            log.warning("the worker could not sign off: %s", type(error).__name__)
        await self._steps.close()

    def health(self) -> dict[str, dict[str, str | None]]:
        """Each channel's state: ok, waiting (asked to), no_answer or stopped, and why."""
        return {name: {"state": state(lane), "cause": lane.trouble} for name, lane in self._lanes.items()}

    # In a thread.

    def _keep_house(self) -> tuple[dict[str, int], dict[str, datetime]]:
        """What may leave by which channel, in a pause the question about it alone; and channels that must wait."""
        now, real = self._clock(), wall_clock()
        with self._database.transaction() as session:
            outbox.beat(session, self.worker, real)
            if reaped := outbox.reap(session, real, own=self.worker):
                log.warning("%d messages of a worker that died are unknown", reaped)
            self._only = pause.QUESTION if pause.paused(session) else None
            if self._only is None:
                outbox.expire(session, now)
            outbox.resend_critical(session, real)
            self._go_round(session, now, real)
            holds = {name: until for name in self._lanes if (until := outbox.held_until(session, name, real))}
            free = self._lanes.keys() - holds
            waiting = outbox.waiting(session, free, now, real, quiet=self.quiet(now), only=self._only)
            counting = self.epoch if waiting or self._claims else None
            self._claims = 0
            if counting:
                counting.advance(session)
        if counting:
            counting.keep()
        return waiting, holds

    def _go_round(self, session: Session, now: datetime, real: datetime) -> None:
        """Where a channel does not deliver, people who have another are reached by that."""
        for name, lane in self._lanes.items():
            if (why := lane.fails) or self.saving(name):
                others, why = self._working(name), why or "budget"
                outbox.leave_channel(
                    session, name, others, now=now, now_real=real, why=why, urgent_too=bool(lane.fails)
                )

    def _working(self, than: str) -> tuple[str, ...]:
        return tuple(
            name for name, lane in self._lanes.items() if name != than and not lane.fails and not self.saving(name)
        )

    def _leave(self) -> None:
        with self._database.transaction() as session:
            outbox.leave(session, self.worker)

    # In the event loop.

    def _begin(self, lane: Lane) -> None:
        task = asyncio.create_task(self._work(lane))
        lane.senders.add(task)
        task.add_done_callback(lane.senders.discard)

    async def _work(self, lane: Lane) -> None:
        """One sender: one message after the other until nothing waits or nothing may leave."""
        served: Served = None, None
        while picked := await self._pick(lane, *served):
            served = await self._serve(lane, picked)

    async def _pick(self, lane: Lane, done: Done | None, begun: Picked | None) -> Picked | None:
        """The next message, in one commit with what became of the last; `begun` has parts left, and goes on where its
        chat rests and nobody else waits. One at a time: who is next to pick must see which chats are taken."""
        async with lane.picking:
            if done:
                lane.busy.discard(done[0].address)
            if self._stopping or lane.gate.closed_for:
                if done:
                    await self._record(*done)
                return None
            again = begun if begun is not None and begun.address not in lane.busy else None
            found = await self._written(done, self._picking(lane)) or again
            if isinstance(found, Picked):
                lane.busy.add(found.address)
                return found
            if found is not None:
                told_to_wait(lane, found)
            return None

    def _picking(self, lane: Lane) -> Callable[[Done | None], Picked | datetime | None]:
        """The database step of it, whole or not at all."""
        name, busy = lane.channel.name, lane.busy | lane.gate.resting()

        def step(done: Done | None) -> Picked | datetime | None:
            now, real = self._clock(), wall_clock()
            with self._database.transaction() as session:
                if done:
                    outbox.record(session, *done, now=now, now_real=real)
                return outbox.pick(
                    session, name, now=now, now_real=real, busy=busy,
                    quiet=self.quiet(now), probing=lane.is_out, saving=self.saving(name), only=self._only,
                )  # fmt: skip

        return step

    async def _written(self, done: Done | None, step: Callable[[Done | None], T]) -> T:
        """Both in one commit; where that fails one by one, so that no claim holds up the truth about the last."""
        if done:
            try:
                return await self._steps.once(lambda: step(done))
            except Exception as error:
                log.info("database step failed, one by one: %s", type(error).__name__)
            await self._record(*done)
        return await self._steps.surely(lambda: step(None))

    async def _serve(self, lane: Lane, picked: Picked) -> Served:
        """Sends one message, part by part, until its chat rests."""
        while claimed := await self._claim(lane, picked):
            outcome = await self._tried(lane, claimed)
            alone = not lane.picking.locked()  # where others wait to pick, writing down must not lengthen the queue
            if alone and outcome.state == "sent" and not claimed.corrects:
                return (claimed, outcome), None
            if outcome.result == outbox.PART and picked.address in lane.gate.resting():
                return (claimed, outcome), picked
            await self._record(claimed, outcome)
            if outcome.state == "sent" and claimed.corrects:
                await self._mark_corrected(lane, claimed, *claimed.corrects)
            if outcome.result != outbox.PART:
                break
        lane.busy.discard(picked.address)
        return None, None

    async def _claim(self, lane: Lane, picked: Picked) -> Claimed | None:
        """Writes down at its turn, right before its bytes, that the message leaves; None where it may not leave now."""
        if self._stopping or not await lane.gate.turn(picked.address) or self._stopping:
            return None
        found = await self._steps.surely(self._claiming(picked))
        if isinstance(found, datetime):
            told_to_wait(lane, found)
        if not isinstance(found, Claimed):
            return None
        self._claims += 1
        if self._stopping or lane.gate.closed_for:
            await self._steps.surely(lambda: outbox.release(self._database, found))
            return None
        return found

    def _claiming(self, picked: Picked) -> Callable[[], Claimed | datetime | None]:
        """The database step of it."""
        token = secrets.token_hex(16)

        def step() -> Claimed | datetime | None:
            with self._database.transaction() as session:
                return outbox.claim(session, self.worker, token, picked, now=self._clock(), now_real=wall_clock())

        return step

    async def _tried(self, lane: Lane, claimed: Claimed) -> Outcome:
        """What became of the message; a mistake of ours leaves it unknown."""
        try:
            return await self._send(lane, claimed)
        except asyncio.CancelledError:
            await self._record(claimed, unknown("stopped while sending"))
            raise
        except Exception as error:
            log.exception("message %s: unexpected", claimed.ref)
            return unknown(type(error).__name__)

    async def _mark_corrected(self, lane: Lane, claimed: Claimed, message: str, text: str) -> None:
        """The wrong message says that it was corrected, where a channel can change it; if not, the new one stands."""
        channel = lane.channel
        if isinstance(channel, Editing) and await lane.gate.turn(claimed.address):
            try:
                await channel.edit(claimed.address, message, Reply(wording.corrected(text, claimed.ref)))
                await self._steps.surely(lambda: outbox.corrected(self._database, claimed, wall_clock()))
            except Exception as error:
                log.info("message %s: the one it corrects stays as it was: %s", claimed.ref, type(error).__name__)

    async def _send(self, lane: Lane, claimed: Claimed) -> Outcome:
        """Sends the first part that was not accepted yet."""
        if not (pieces := pieces_of(lane, claimed, self.outgoing)):
            return Outcome("failed", "refused", wording.NOTHING_TO_SEND)
        if not (left := pieces[claimed.parts_done :]):  # it is cut into fewer parts than before
            return Outcome("sent", "accepted")
        try:
            async with asyncio.timeout(SEND_DEADLINE):
                platform_id = await lane.channel.send(claimed.address, left[0])
        except DeliveryError as error:
            return failed(lane, claimed, error)
        except TimeoutError:
            return unknown("no answer in time")
        was_out, lane.failures, lane.trouble, lane.stopped = lane.is_out, 0, None, False
        state, result = ("queued", outbox.PART) if left[1:] else ("sent", "accepted")
        return Outcome(state, result, platform_id=platform_id, part=claimed.parts_done + 1, wakes=was_out)

    async def _record(self, claimed: Claimed, outcome: Outcome) -> None:
        """Until it is known to be applied: the step writes once, however often it is asked."""
        if outcome.unreachable:
            outcome = replace(outcome, others=self._working(claimed.channel))

        def step() -> None:
            with self._database.transaction() as session:
                outbox.record(session, claimed, outcome, now=self._clock(), now_real=wall_clock())

        await self._steps.surely(step)
