"""One tick: what is due goes into the outbox, what is settled is taken back, a scarce channel gets one message."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from handlers.reminders.kinds import DAY, Kind, Matter, due_step
from handlers.wording import reminders as wording
from handlers.wording.channels import kind_of
from storage import outbox, people
from storage.clock import instant, local
from storage.outbox import Due, Key, Topic

SCARCE = ("zalo",)  # platforms on which every message counts against a month's budget

MOST_AT_ONCE = 100  # new messages, before what was put is committed and may leave


@dataclass(frozen=True, slots=True)
class Found:
    """What has fallen due, said or not, and each kind's next hour at which something more can."""

    due: Sequence[Due]
    next_at: Mapping[str, datetime]

    @property
    def keys(self) -> set[Key]:
        return {each.key for each in self.due}


def find(session: Session, kinds: Sequence[Kind], now: datetime, zone: str) -> Found:
    """Looks, and writes nothing. A day's programme comes into sight at midnight, so that is an hour too."""
    midnight = instant(local(now, zone).date() + DAY, zone_name=zone)
    due: list[Due] = []
    next_at = {}
    for kind in kinds:
        matters = list(kind.find(session, now, zone))
        hours = (step.hour(matter, zone) for matter in matters for step in kind.rungs(matter))
        next_at[kind.name] = min((hour for hour in hours if hour > now), default=midnight)
        next_at[kind.name] = min(next_at[kind.name], midnight)
        due += _due(session, kind, matters, now, zone)
    return Found(due, next_at)


def queue(session: Session, kinds: Sequence[Kind], now: datetime, zone: str) -> int:
    """Puts what is due and was not said yet, a part of it where it is much; how many messages are new."""
    found = find(session, kinds, now, zone)
    take_back(session, kinds, found, now)
    return put(session, kinds, found, now, zone)


def take_back(session: Session, kinds: Sequence[Kind], found: Found, now: datetime) -> None:
    """Cancels what waits and is settled. `kinds` are all there are: a digest may speak of any."""
    wanted = found.keys
    for kind in kinds:
        own = {key[2:] for key in wanted if key[1] == kind.name}
        outbox.withdraw(session, kind.name, own, now)
    outbox.withdraw_digests(session, wanted, now)


def unsaid(session: Session, found: Found) -> list[Due]:
    """What nobody has a message of yet."""
    said = outbox.known(session, {each.topic for each in found.due}) if found.due else set()
    return [each for each in found.due if each.key not in said]


def put(session: Session, kinds: Sequence[Kind], found: Found, now: datetime, zone: str) -> int:
    """Puts some of what was not said yet; how many messages are new."""
    new = unsaid(session, found)
    merging = {kind.name for kind in kinds if kind.merges}
    return _put(session, new, merging, now, zone) if new else 0


def _due(session: Session, kind: Kind, matters: Iterable[Matter], now: datetime, zone: str) -> Iterator[Due]:
    hours, chosen = {}, []
    for matter in matters:
        found = due_step(kind, matter, now, zone)
        if found is not None:
            step, hours[matter.event.id, matter.subject] = found
            chosen.append((matter, step))
    for matter, step, draft in kind.tell(session, chosen, now, zone) if chosen else ():
        hour = hours[matter.event.id, matter.subject]
        topic = Topic(matter.event.id, kind.name, matter.subject, step.name, matter.occurrence)
        yield Due(topic, hour, step.ends(matter, hour), draft)


def _put(session: Session, new: Sequence[Due], merging: set[str], now: datetime, zone: str) -> int:
    """Digests where several matters of one hour meet, the others one by one."""
    scarce = _scarce(session, {due.draft.person_id for due in new})
    count, alone = 0, []
    for together in _of_one_hour(_once(new)):
        mergeable = [due for due in together if due.draft.person_id in scarce or due.topic.kind in merging]
        if len(mergeable) < 2:
            alone += together
            continue
        alone += [due for due in together if due not in mergeable]
        day = local(mergeable[0].due_at, zone).date()
        count += outbox.put_digest(session, mergeable, wording.digest, now=now, day=day)
    for group in _of_one_topic(new, alone):
        if count >= MOST_AT_ONCE:
            break  # the next tick goes on, a second later; meanwhile these leave
        count += _put_alone(session, group, now)
    return count


def _once(new: Sequence[Due]) -> list[Due]:
    """One of each key, the first."""
    return list({due.key: due for due in reversed(new)}.values())[::-1]


def _of_one_hour(new: Iterable[Due]) -> Iterator[list[Due]]:
    """What one person is told at one hour of one event."""

    def key(due: Due) -> tuple[int, int, datetime]:
        return due.draft.person_id, due.topic.event_id, due.due_at

    for _, group in groupby(sorted(new, key=key), key=key):
        yield list(group)


def _of_one_topic(new: Sequence[Due], alone: Iterable[Due]) -> Iterator[list[Due]]:
    """Messages that share a topic, in the order in which they were found."""
    single = {id(due) for due in alone}
    topics: dict[Topic, list[Due]] = {}
    for due in new:
        if id(due) in single:
            topics.setdefault(due.topic, []).append(due)
    yield from topics.values()


def _put_alone(session: Session, group: Sequence[Due], now: datetime) -> int:
    first = group[0]
    drafts = [due.draft for due in group]
    return outbox.put(session, first.topic, drafts, now=now, due_at=first.due_at, expires_at=first.expires_at)


def _scarce(session: Session, who: set[int]) -> set[int]:
    """Those whom only a scarce channel reaches first."""
    homes = people.first_channels(session, who)
    return {person for person, channel in homes.items() if kind_of(channel) in SCARCE}
