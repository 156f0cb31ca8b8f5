"""One tick: what is due goes into the outbox, what is settled is taken back, a scarce channel gets one message."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from handlers.reminders.kinds import DAY, Kind, Matter, due_step
from handlers.traits import NONE_KNOWN, Channels
from handlers.wording import reminders as wording
from storage import outbox, people, settings
from storage.clock import instant, local
from storage.outbox import Due, Key, Topic, Words

MOST_AT_ONCE = 100  # new messages, before what was put is committed and may leave


LOOKED = "reminders"  # the setting that keeps when it was last looked after an hour had come


@dataclass(frozen=True, slots=True)
class Found:
    """What has fallen due, said or not; each kind's next hour at which something more can; whether an hour is new."""

    due: Sequence[Due]
    next_at: Mapping[str, datetime]
    hour_came: bool = False

    @property
    def by_key(self) -> dict[Key, Due]:
        """The first of each key."""
        return {each.key: each for each in reversed(self.due)}


def find(session: Session, kinds: Sequence[Kind], now: datetime, zone: str) -> Found:
    """Looks, and writes nothing. A day's programme comes into sight at midnight, so that is an hour too."""
    midnight = instant(local(now, zone).date() + DAY, zone_name=zone)
    looked = _looked_at(session)
    due: list[Due] = []
    next_at, came = {}, False
    for kind in kinds:
        matters = list(kind.find(session, now, zone))
        hours = [step.hour(matter, zone) for matter in matters for step in kind.rungs(matter)]
        next_at[kind.name] = min((hour for hour in hours if now < hour < midnight), default=midnight)
        came = came or any(hour <= now and (looked is None or hour > looked) for hour in hours)
        due += _due(session, kind, matters, now, zone, looked)
    return Found(due, next_at, came)


def _looked_at(session: Session) -> datetime | None:
    kept = settings.get(session, LOOKED)
    return datetime.fromisoformat(kept["at"]) if kept else None


def looked(session: Session, now: datetime) -> None:
    """All that fell due by now was put: who has no message of it yet is new, and nothing is late for them."""
    settings.put(session, LOOKED, {"at": now.isoformat()})


def queue(session: Session, kinds: Sequence[Kind], now: datetime, zone: str, channels: Channels = NONE_KNOWN) -> int:
    """Puts what is due and was not said yet, a part of it where it is much; how many messages are new."""
    found = find(session, kinds, now, zone)
    take_back(session, kinds, found, now, zone)
    new = put(session, kinds, found, now, zone, channels)
    if found.hour_came and new < MOST_AT_ONCE:
        looked(session, now)
    return new


def take_back(
    session: Session, kinds: Sequence[Kind], found: Found, now: datetime, zone: str, *, anew: bool = True
) -> int:  # fmt: skip
    """Cancels what waits and is settled, and how many; with `anew` the rest says what is true now.

    `kinds` are all there are: a digest may speak of any.
    """
    wanted, say = found.by_key, _sayer(kinds, now, zone)
    single = {key: [due] for key, due in wanted.items()}
    cancelled = outbox.withdraw(session, [kind.name for kind in kinds], single, now, say if anew else None)
    return cancelled + outbox.withdraw_digests(session, wanted, now, say if anew else None)


def unsaid(session: Session, found: Found) -> list[Due]:
    """What nobody has a message of yet."""
    said = outbox.known(session, {each.topic for each in found.due}) if found.due else set()
    return [each for each in found.due if each.key not in said]


def put(
    session: Session, kinds: Sequence[Kind], found: Found, now: datetime, zone: str, channels: Channels = NONE_KNOWN
) -> int:
    """Puts some of what was not said yet; how many messages are new."""
    new = unsaid(session, found)
    return _put(session, new, kinds, now, zone, channels) if new else 0


def _due(
    session: Session, kind: Kind, matters: Iterable[Matter], now: datetime, zone: str, looked: datetime | None
) -> Iterator[Due]:
    hours, chosen = {}, []
    for matter in matters:
        found = due_step(kind, matter, now, zone)
        if found is not None:
            step, hours[matter.event.id, matter.subject] = found
            chosen.append((matter, step))
    for matter, step, draft in kind.tell(session, chosen, now, zone) if chosen else ():
        hour = hours[matter.event.id, matter.subject]
        topic = Topic(matter.event.id, kind.name, matter.subject, step.name, matter.occurrence)
        # Who had no message when it was looked after that hour is told as soon as they are somebody to tell.
        at = now if looked is not None and hour <= looked else hour
        yield Due(topic, at, step.ends(matter, hour), draft)


def _put(
    session: Session, new: Sequence[Due], kinds: Sequence[Kind], now: datetime, zone: str, channels: Channels
) -> int:
    """Digests where several matters of one hour meet, the others one by one; the next tick goes on where it is much."""
    say, together, alone = _sayer(kinds, now, zone), *_apart(session, new, kinds, channels)
    count = 0
    for day, group in _of_one_day(together[:MOST_AT_ONCE], zone):
        count += outbox.put_digests(session, group, say, now=now, day=day)
    for topic_group in _of_one_topic(new, alone):
        if count >= MOST_AT_ONCE:
            break  # the next tick goes on, a second later; meanwhile these leave
        count += _put_alone(session, topic_group, say, now)
    return count


def _apart(
    session: Session, new: Sequence[Due], kinds: Sequence[Kind], channels: Channels
) -> tuple[list[list[Due]], list[Due]]:
    """What is told as one message to one person, and what stands alone."""
    scarce = _scarce(session, {due.draft.person_id for due in new}, channels)
    merging = {kind.name for kind in kinds if kind.merges}
    joined, alone = [], []
    for together in _of_one_hour(_once(new)):
        mergeable = [due for due in together if due.draft.person_id in scarce or due.topic.kind in merging]
        if len(mergeable) < 2:
            alone += together
            continue
        alone += [due for due in together if due not in mergeable]
        joined.append(mergeable)
    return joined, alone


def _sayer(kinds: Sequence[Kind], now: datetime, zone: str) -> Callable[[Sequence[Due], str, datetime], Words]:
    """Makes the words of one message from what is due: alike matters as one reminder, several as a list."""
    by_name = {kind.name: kind for kind in kinds}

    def say(matters: Sequence[Due], number: str, due_at: datetime) -> Words:
        parts = [_part(by_name[own[0].topic.kind], own, number, zone) for own in _alike(by_name, matters)]
        words = parts[0] if len(parts) == 1 else wording.digest(parts, number)
        return wording.late(words, due_at, now, zone)

    return say


def _alike(by_name: Mapping[str, Kind], matters: Sequence[Due]) -> Iterable[list[Due]]:
    groups: dict[object, list[Due]] = {}
    for due in matters:
        alike = by_name[due.topic.kind].alike
        groups.setdefault((due.topic.kind, alike(due.draft.facts)) if alike else due.key, []).append(due)
    return groups.values()


def _part(kind: Kind, own: Sequence[Due], number: str, zone: str) -> Words:
    if kind.join is None or len(own) == 1:
        return own[0].draft.write(number)
    return kind.join([due.draft.facts for due in own], number, zone)


def _once(new: Sequence[Due]) -> list[Due]:
    """One of each key, the first."""
    return list({due.key: due for due in reversed(new)}.values())[::-1]


def _of_one_hour(new: Iterable[Due]) -> Iterator[list[Due]]:
    """What one person is told at one hour of one event, in the order in which it was found."""
    found: dict[tuple[int, int, datetime], list[Due]] = {}
    for due in new:
        found.setdefault((due.draft.person_id, due.topic.event_id, due.due_at), []).append(due)
    yield from found.values()


def _of_one_day(together: Sequence[list[Due]], zone: str) -> Iterator[tuple[date, list[list[Due]]]]:
    """One message of each person, day by day: of two hours one after the other, each has its own number."""
    rounds: dict[tuple[date, int], list[list[Due]]] = {}
    seen: Counter[tuple[date, int, int]] = Counter()
    for group in together:
        person = (local(group[0].due_at, zone).date(), group[0].draft.person_id, group[0].topic.event_id)
        rounds.setdefault((person[0], seen[person]), []).append(group)
        seen[person] += 1
    for (day, _), groups in rounds.items():
        yield day, groups


def _of_one_topic(new: Sequence[Due], alone: Iterable[Due]) -> Iterator[list[Due]]:
    """Messages that share a topic and an hour, in the order in which they were found."""
    single = {id(due) for due in alone}
    topics: dict[tuple[Topic, datetime], list[Due]] = {}
    for due in new:
        if id(due) in single:
            topics.setdefault((due.topic, due.due_at), []).append(due)
    yield from topics.values()


def _put_alone(
    session: Session, group: Sequence[Due], say: Callable[[Sequence[Due], str, datetime], Words], now: datetime
) -> int:
    first = group[0]
    drafts = [replace(due.draft, write=_writer(due, say)) for due in group]
    return outbox.put(session, first.topic, drafts, now=now, due_at=first.due_at, expires_at=first.expires_at)


def _writer(due: Due, say: Callable[[Sequence[Due], str, datetime], Words]) -> Callable[[str], Words]:
    return lambda number: say([due], number, due.due_at)


def _scarce(session: Session, who: set[int], channels: Channels) -> set[int]:
    """Those whom only a scarce channel reaches first."""
    homes = people.first_channels(session, who)
    return {person for person, channel in homes.items() if channel and channels.of(channel).scarce}
