"""A channel's monthly messages: counted both ways, organisers told in time, the last kept for what is urgent."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.traits import Channels, kind_of
from handlers.wording import channels as wording
from storage import outbox
from storage import quota as rows
from storage.clock import local
from storage.outbox import Draft, Topic, Words

STEPS = (70, 85, 95)  # per cent at which organisers are told
RESERVE_FROM = 95  # per cent from which only urgent messages leave unasked


def spend(
    session: Session, channel: str, messages: int, limit: int, known: Channels, *, month: str, now: datetime
) -> int:  # fmt: skip
    """Counts messages; tells the organisers where a step was passed. What is used now."""
    used = rows.spend(session, channel, month, messages)
    passed = [step for step in STEPS if used - messages < limit * step / 100 <= used]
    if passed:
        step, who = passed[-1], _account(channel, known)
        _tell(session, channel, month, str(step), now, lambda n: wording.quota(who, month, used, limit, step, n))
    return used


def exhausted(session: Session, channel: str, known: Channels, *, month: str, now: datetime) -> None:
    """The platform itself said that nothing is left: the organisers hear it once a month."""
    _tell(session, channel, month, "spent", now, lambda n: wording.quota_spent(_account(channel, known)[1], n))


def _account(channel: str, known: Channels) -> tuple[str, str]:
    """("Loa", "Loa2"): the platform as people call it, and the account on it."""
    label = known.named(channel)
    return label, label + channel.removeprefix(kind_of(channel))


def in_reserve(used: int, limit: int) -> bool:
    """Whether what is left is kept for urgent messages and for answers."""
    return used >= limit * RESERVE_FROM / 100


def month_of(instant: datetime) -> str:
    """ "2026-11", as people at the event count months."""
    return f"{local(instant):%Y-%m}"


def _tell(
    session: Session, channel: str, month: str, step: str, now: datetime, write: Callable[[str], str]
) -> None:  # fmt: skip
    """One message for each organiser, once; urgent where nothing else would leave any more."""
    for person, event in rows.organisers(session, local(now).date()).items():
        topic = Topic(event, "quota", f"{channel}:{month}", step)
        draft = Draft(person, None, lambda number: Words(write(number)))
        outbox.put(session, topic, [draft], now=now, due_at=now, critical=step == str(RESERVE_FROM))
