"""Several matters in one message: a digest remembers the key of each, so that none of them is said again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from storage.models import OutboxMatter, OutboxMessage
from storage.outbox.put import (
    TAKEN_BACK,
    Anew,
    Draft,
    Key,
    Topic,
    number,
    put,
    same_topic,
    say,
    untouched,
    waiting_rows,
)
from storage.says import NOT_NEEDED

KIND = "digest"


@dataclass(frozen=True, slots=True)
class Due:
    """A message that has fallen due: what about, when, until when, to whom."""

    topic: Topic
    due_at: datetime
    expires_at: datetime
    draft: Draft

    @property
    def key(self) -> Key:
        """What makes it one: never a time."""
        return (*self.topic.key, self.draft.person_id)


def known(session: Session, topics: Collection[Topic]) -> set[Key]:
    """Every key on these topics for which somebody has a message, alone or inside a digest."""
    found: set[Key] = set()
    events, kinds = {topic.event_id for topic in topics}, {topic.kind for topic in topics}
    subjects = {topic.subject for topic in topics}
    for table in (OutboxMessage, OutboxMatter):
        here = [table.event_id.in_(events), table.kind.in_(kinds), table.subject.in_(subjects)]
        here += [~TAKEN_BACK] if table is OutboxMessage else []
        found |= {_key(*row) for row in session.execute(select(*_columns(table)).where(*here))}
    return found


def _columns(table: type[OutboxMessage] | type[OutboxMatter]) -> tuple[Any, ...]:
    return table.event_id, table.kind, table.subject, table.step, table.occurrence, table.person_id


def _key(event: int, kind: str, subject: str, step: str, occurrence: int, person: int) -> Key:
    return event, kind, subject, step, occurrence, person


def put_digests(
    session: Session, told: Sequence[Sequence[Due]], write: Anew[Sequence[Due]], *, now: datetime, day: date
) -> int:
    """One message for each person, of matters of one event that are due on a day at one hour; how many are new."""
    nth = _nth(session, told, day)
    topics: dict[tuple[Topic, datetime, datetime], list[Sequence[Due]]] = {}
    for matters in told:
        person, event = matters[0].draft.person_id, matters[0].topic.event_id
        topic = Topic(event, KIND, _subject(day), str(1 + nth.get((event, person), 0)))
        expires = min(due.expires_at for due in matters)
        topics.setdefault((topic, matters[0].due_at, expires), []).append(matters)
    count = 0
    for (topic, due_at, expires), own in topics.items():
        drafts = [_draft(matters, write) for matters in own]
        count += put(session, topic, drafts, now=now, due_at=due_at, expires_at=expires)
        _remember(session, topic, own)
    return count


def _draft(matters: Sequence[Due], write: Anew[Sequence[Due]]) -> Draft:
    first = matters[0]
    return Draft(first.draft.person_id, first.draft.unit_id, lambda number: write(matters, number, first.due_at))


def _subject(day: date) -> str:
    return f"day:{day.isoformat()}"


def _nth(session: Session, told: Sequence[Sequence[Due]], day: date) -> dict[tuple[int, int], int]:
    """How many such messages each person has of each event's day."""
    people = {matters[0].draft.person_id for matters in told}
    query = (
        select(OutboxMessage.event_id, OutboxMessage.person_id, func.count())
        .where(OutboxMessage.kind == KIND, OutboxMessage.subject == _subject(day), OutboxMessage.person_id.in_(people))
        .group_by(OutboxMessage.event_id, OutboxMessage.person_id)
    )
    return {(event, person): count for event, person, count in session.execute(query)}


def _remember(session: Session, topic: Topic, told: Sequence[Sequence[Due]]) -> None:
    """Keeps under its own key each matter that these messages speak of."""
    people = [matters[0].draft.person_id for matters in told]
    query = select(OutboxMessage.person_id, OutboxMessage.id)
    rows = session.execute(query.where(*same_topic(topic), OutboxMessage.person_id.in_(people)))
    ids = {person: message for person, message in rows}  # noqa: C416
    for due in (due for matters in told for due in matters):
        event, kind, subject, step, occurrence, person = due.key
        session.add(
            OutboxMatter(
                message_id=ids[person], event_id=event, kind=kind, subject=subject, step=step,
                occurrence=occurrence, person_id=person,
            )
        )  # fmt: skip
    session.flush()


def withdraw_digests(
    session: Session, wanted: Mapping[Key, Due], now: datetime, anew: Anew[Sequence[Due]] | None = None
) -> int:
    """Cancels digests that wait and speak of something settled; what still stands in them is put anew.

    With `anew` the others say what is true now.
    """
    rows = waiting_rows(session, [KIND], now)
    matters = _matters(session, [row.id for row in rows])
    stale = [row for row in rows if any(key not in wanted for key in matters.get(row.id, ()))]
    for row in stale:
        row.state, row.cause = "cancelled", NOT_NEEDED
    if stale:
        session.execute(delete(OutboxMatter).where(OutboxMatter.message_id.in_([row.id for row in stale])))
    if anew is not None:
        for row in untouched(session, [row for row in rows if row.state == "queued"]):
            say(row, anew([wanted[key] for key in matters[row.id]], number(row.ref), row.due_at))
    return len(stale)


def _matters(session: Session, messages: Collection[int]) -> dict[int, list[Key]]:
    """What each of these messages speaks of, in its order."""
    found: dict[int, list[Key]] = {}
    query = select(OutboxMatter.message_id, *_columns(OutboxMatter)).where(OutboxMatter.message_id.in_(messages))
    for message, *key in session.execute(query.order_by(OutboxMatter.id)) if messages else ():
        found.setdefault(message, []).append(_key(*key))
    return found
