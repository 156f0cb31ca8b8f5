"""Several matters in one message: a digest remembers the key of each, so that none of them is said again."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.models import OutboxMatter, OutboxMessage
from storage.outbox.put import NOT_NEEDED, TAKEN_BACK, Draft, Topic, Words, put

KIND = "digest"

Key = tuple[int, str, str, str, int, int]  # event, kind, subject, step, occurrence, person


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


def put_digest(
    session: Session, matters: Sequence[Due], join: Callable[[Sequence[Words], str], Words], *, now: datetime, day: date
) -> int:
    """One message of one person for matters of one event that fell due together; how many are new (0 or 1)."""
    first = matters[0]
    person, event = first.draft.person_id, first.topic.event_id
    topic = Topic(event, KIND, f"day:{day.isoformat()}", _nth(session, event, person, day))

    def write(number: str) -> Words:
        return join([due.draft.write(number) for due in matters], number)

    draft = Draft(person, first.draft.unit_id, write)
    expires = min(due.expires_at for due in matters)
    new = put(session, topic, [draft], now=now, due_at=first.due_at, expires_at=expires)
    if new:
        _remember(session, topic, matters)
    return new


def _nth(session: Session, event_id: int, person_id: int, day: date) -> str:
    query = select(OutboxMessage.id).where(
        OutboxMessage.event_id == event_id, OutboxMessage.kind == KIND,
        OutboxMessage.subject == f"day:{day.isoformat()}", OutboxMessage.person_id == person_id,
    )  # fmt: skip
    return str(1 + len(session.scalars(query).all()))


def _remember(session: Session, topic: Topic, matters: Iterable[Due]) -> None:
    for due in matters:
        event, kind, subject, step, occurrence, person = due.key
        message = select(OutboxMessage.id).where(
            OutboxMessage.event_id == event, OutboxMessage.kind == KIND, OutboxMessage.subject == topic.subject,
            OutboxMessage.step == topic.step, OutboxMessage.person_id == person,
        )  # fmt: skip
        session.add(
            OutboxMatter(
                message_id=session.scalars(message).one(), event_id=event, kind=kind, subject=subject, step=step,
                occurrence=occurrence, person_id=person,
            )
        )  # fmt: skip
    session.flush()


def withdraw_digests(session: Session, wanted: Collection[Key], now: datetime) -> int:
    """Cancels digests that wait and speak of something settled; what still stands in them is put anew."""
    rows = session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.state == "queued", OutboxMessage.kind == KIND,
            OutboxMessage.expires_at.is_(None) | (OutboxMessage.expires_at > now),
        )
        .with_for_update(skip_locked=True)
    ).all()  # fmt: skip
    stale = [row for row in rows if not _keys(session, row) <= set(wanted)]
    for row in stale:
        row.state, row.cause = "cancelled", NOT_NEEDED
        session.execute(delete(OutboxMatter).where(OutboxMatter.message_id == row.id))
    return len(stale)


def _keys(session: Session, row: OutboxMessage) -> set[Key]:
    matters = session.execute(select(*_columns(OutboxMatter)).where(OutboxMatter.message_id == row.id))
    return {_key(*matter) for matter in matters}
