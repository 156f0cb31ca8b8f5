"""One channel as the delivery sees it: its gate, its senders, how it says a message, and what a fault means."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.channels import Channel, DeliveryError, Fault
from bot.channels.render import parts
from bot.traffic.gate import Gate
from handlers.messages import Attachment, Button, Reply
from handlers.wording import broadcasts as wording
from storage.clock import wall_clock
from storage.files import Kept
from storage.outbox import Claimed, Outcome

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # seconds before a message that did not leave is tried again; doubles
OUTAGE = 3  # failures in a row after which a channel is only probed
LONGEST_PROBE = 8.0
RETRY_AFTER = 5.0  # where a platform does not say how long
LONG = 60.0  # seconds of an asked wait beyond which people are reached another way
HEARD_MYSELF = 0.05  # seconds by which the two clocks of one wait may differ
STOPPED_FOR = 60.0  # seconds until a channel in doubt is looked at again


@dataclass(slots=True)
class Lane:
    """One channel: its gate, the senders at work, the chats they write to, what went wrong last."""

    channel: Channel
    gate: Gate
    senders: set[asyncio.Task[None]] = field(default_factory=set)
    busy: set[str] = field(default_factory=set)
    picking: asyncio.Lock = field(default_factory=asyncio.Lock)
    failures: int = 0
    trouble: str | None = None
    stopped: bool = False

    @property
    def is_out(self) -> bool:
        return self.failures >= OUTAGE

    @property
    def fails(self) -> str | None:
        """Why nothing will leave here for a while: the channel is stopped, or was asked to wait for long."""
        if self.stopped or self.gate.closed_for >= LONG:
            return self.trouble or "the channel waits"
        return None


def pieces_of(lane: Lane, claimed: Claimed, outgoing: Callable[[Kept], Attachment]) -> list[Reply]:
    """The message in the parts in which it leaves; none where it cannot be rendered."""
    try:
        files = tuple(outgoing(file) for file in claimed.files)
        return parts(as_said(claimed, lane.channel, files), lane.channel.capabilities)
    except Exception:
        log.exception("message %s cannot be rendered", claimed.ref)
        return []


def as_said(claimed: Claimed, channel: Channel, files: Sequence[Attachment]) -> Reply:
    """The message as it is said; without buttons it asks for a word, never for a bare number."""
    text = wording.sent_again(claimed.text) if claimed.resent else claimed.text
    if not channel.capabilities.buttons:
        said = Reply(wording.by_words(text, claimed.buttons))
    else:
        said = Reply(text, tuple(Button(label, command) for label, command in claimed.buttons))
    return replace(said, attachment=next(iter(files), None), also=tuple(files[1:]))


def failed(lane: Lane, claimed: Claimed, error: DeliveryError) -> Outcome:
    """What a fault means for the message and for its channel."""
    match error.fault:
        case Fault.NOT_SENT:
            return _not_sent(lane, claimed, error)
        case Fault.THROTTLED:
            lane.failures, lane.trouble, seconds = 0, error.cause, error.retry_after or RETRY_AFTER
            lane.gate.throttled(seconds)
            until = wall_clock() + timedelta(seconds=seconds)
            return Outcome("queued", "not_sent", error.cause, not_before=until, whole_channel=True)
        case Fault.CHANNEL:
            lane.trouble, lane.stopped = error.cause, True
            lane.gate.close(STOPPED_FOR)
            log.error("channel %s stopped: %s", lane.channel.name, error.cause)
            return Outcome("queued", "refused", error.cause)
        case Fault.REFUSED:
            return _refused(claimed, error)
    return unknown(error.cause)


def _not_sent(lane: Lane, claimed: Claimed, error: DeliveryError) -> Outcome:
    lane.failures += 1
    if lane.is_out:
        lane.trouble = error.cause
        lane.gate.close(_jittered(min(2.0 ** (lane.failures - OUTAGE), LONGEST_PROBE)))
    wait = _jittered(min(FIRST_WAIT * 2.0 ** min(claimed.tries, 10), LONGEST_WAIT))
    return Outcome("queued", "not_sent", error.cause, not_before=wall_clock() + timedelta(seconds=wait))


def _refused(claimed: Claimed, error: DeliveryError) -> Outcome:
    if error.moved_to and error.moved_to != claimed.address and claimed.tries == 0:
        return Outcome("queued", "refused", error.cause, moved_to=error.moved_to)
    cause = wording.refused(error.cause, person=error.person)
    # The second try of an unknown message: the first may have come, whatever is said to the second.
    state = "unknown" if claimed.resent else "failed"
    return Outcome(state, "refused", cause, unreachable=error.person)


def unknown(cause: str) -> Outcome:
    """Bytes left and nobody can know: never sent again by itself."""
    return Outcome("unknown", "unknown", cause)


def told_to_wait(lane: Lane, until: datetime) -> None:
    """Another process heard that the channel must wait, or this one did before it was started again."""
    seconds = (until - wall_clock()).total_seconds()
    if seconds > lane.gate.closed_for + HEARD_MYSELF:
        lane.gate.throttled(seconds)


def _jittered(seconds: float) -> float:
    return seconds * random.uniform(0.8, 1.2)


def state(lane: Lane) -> str:
    """For people who look: ok, waiting (asked to), no_answer or stopped."""
    if lane.stopped:
        return "stopped"
    if lane.is_out:
        return "no_answer"
    return "waiting" if lane.gate.closed_for else "ok"
