"""How a message gets into the outbox: once per event, kind, subject, step, occurrence and person."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage import journal
from storage.models import Address, OutboxMatter, OutboxMessage, OutboxPart, Person, Setting
from storage.says import ERASED, HALTED, NOT_CONNECTED, NOT_NEEDED, STOPPED
from storage.upsert import insert_into

T = TypeVar("T")
Key = tuple[int, str, str, str, int, int]  # event, kind, subject, step, occurrence, person
NUMBERS = "outbox"  # the setting that counts batches; its row is also the lock of `put`
ANEW = ("text", "buttons", "unit_id", "channel", "address", "state", "cause", "due_at", "expires_at")
TAKEN_BACK: Any = (OutboxMessage.state == "cancelled") & (OutboxMessage.cause == NOT_NEEDED)


@dataclass(frozen=True, slots=True)
class Topic:
    """What messages are about; with the person it is the key. A new day of the subject starts its next occurrence."""

    event_id: int
    kind: str
    subject: str
    step: str
    occurrence: int = 1

    @property
    def key(self) -> tuple[int, str, str, str, int]:
        """The key, but for the person."""
        return self.event_id, self.kind, self.subject, self.step, self.occurrence


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says; buttons are (label, command). `tail` are its last lines: its source, its number."""

    body: str
    buttons: tuple[tuple[str, str], ...] = ()
    tail: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole, as it is sent."""
        return "\n".join([self.body, *self.tail])


Anew = Callable[[T, str, datetime], Words]  # from what is due, the message's number and its hour to what it says


@dataclass(frozen=True, slots=True)
class Draft:
    """A message for one person. `write` gets the number that all messages of the topic share ("07").

    `facts` are what several messages that are told as one are made from.
    """

    person_id: int
    unit_id: int | None
    write: Callable[[str], Words]
    facts: Any = None


def put(
    session: Session, topic: Topic, drafts: Iterable[Draft], *,
    now: datetime, due_at: datetime, expires_at: datetime | None = None, critical: bool = False,
    file_id: int | None = None,
) -> int:  # fmt: skip
    """Keeps one message for each person who has none on this topic yet; how many were new."""
    standing = _of(topic, OutboxMessage.person_id).where(~TAKEN_BACK)
    known = {*session.scalars(standing), *session.scalars(_in_digests(topic))}
    if not (new := _by_person(drafts, known)):
        return 0
    taken = _lock(session)
    before = list(session.scalars(_of(topic, OutboxMessage.ref)))
    stood = session.scalar(_of(topic, func.count()).where(~TAKEN_BACK)) or 0
    batch, first = _numbers(session, taken, before)
    homes = _homes(session, new)
    barred = {} if critical else _barred(session, new)
    common = {
        "event_id": topic.event_id, "kind": topic.kind, "subject": topic.subject, "step": topic.step,
        "occurrence": topic.occurrence, "critical": critical, "due_at": due_at, "expires_at": expires_at,
        "created_at": now, "tries": 0, "file_id": file_id,
    }  # fmt: skip
    rows = [
        common | _row(draft, batch, n, homes.get(draft.person_id), barred.get(draft.person_id))
        for n, draft in enumerate(new.values(), first)
    ]
    key = ["event_id", "kind", "subject", "step", "occurrence", "person_id"]
    adding = insert_into(OutboxMessage, session)
    # What was taken back before it left, and is wanted again, waits anew under its old number.
    anew = {name: adding.excluded[name] for name in ANEW}
    session.execute(adding.on_conflict_do_update(index_elements=key, set_=anew, where=TAKEN_BACK), rows)
    journal.told(session, topic.key)
    return int(session.scalar(_of(topic, func.count()).where(~TAKEN_BACK)) or 0) - stood


def withdraw(
    session: Session,
    kinds: Collection[str],
    wanted: Mapping[Key, T],
    now: datetime,
    anew: Anew[T] | None = None,
) -> int:
    """Cancels messages of these kinds that wait and are not wanted.

    With `anew` the others say what is true now.
    """
    rows = waiting_rows(session, kinds, now)
    stale = [row for row in rows if _key_of(row) not in wanted]
    for row in stale:
        row.state, row.cause = "cancelled", NOT_NEEDED
    if anew is not None:
        for row in untouched(session, [row for row in rows if row.state == "queued"]):
            say(row, anew(wanted[_key_of(row)], number(row.ref), row.due_at))
    return len(stale)


def waiting_rows(session: Session, kinds: Collection[str], now: datetime) -> Sequence[OutboxMessage]:
    """Messages of these kinds that wait and are of use, held until the transaction ends."""
    useful = OutboxMessage.expires_at.is_(None) | (OutboxMessage.expires_at > now)
    query = select(OutboxMessage).where(OutboxMessage.state == "queued", OutboxMessage.kind.in_(kinds), useful)
    return session.scalars(query.with_for_update(skip_locked=True)).all()


def untouched(session: Session, rows: Sequence[OutboxMessage]) -> list[OutboxMessage]:
    """Those of which nothing can have been seen: their words may still change."""
    fresh = [row for row in rows if row.tries == 0 and row.resent_at is None]
    if not fresh:
        return []
    begun = set(session.scalars(select(OutboxPart.message_id).where(OutboxPart.message_id.in_([r.id for r in fresh]))))
    return [row for row in fresh if row.id not in begun]


def say(row: OutboxMessage, words: Words) -> None:
    """A message that waits says something else."""
    buttons = [list(pair) for pair in words.buttons]
    if (row.text, row.buttons) != (words.text, buttons):
        row.text, row.buttons = words.text, buttons


def number(ref: str) -> str:
    """The number that all messages of a topic share: "07" of "HN-07/3"."""
    return ref.removeprefix("HN-").split("/")[0]


def _key_of(row: OutboxMessage) -> Key:
    return row.event_id, row.kind, row.subject, row.step, row.occurrence, row.person_id


def stop(session: Session, topic: Topic) -> int:
    """Cancels what still waits on a topic; what is on its way arrives. How many were stopped."""
    return _cancel(session, HALTED, *same_topic(topic))


def forget(session: Session, person_id: int) -> int:
    """Part of /xoadulieu: nothing more leaves to this person, and their chat's address is not kept."""
    stopped = _cancel(session, ERASED, OutboxMessage.person_id == person_id)
    session.execute(update(OutboxMessage).where(OutboxMessage.person_id == person_id).values(address=None))
    return stopped


def _cancel(session: Session, cause: str, *where: Any) -> int:
    rows = update(OutboxMessage).where(OutboxMessage.state == "queued", *where)
    return int(session.execute(rows.values(state="cancelled", cause=cause)).rowcount)  # type: ignore[attr-defined]


def same_topic(topic: Topic) -> tuple[Any, ...]:
    return (
        OutboxMessage.event_id == topic.event_id,
        OutboxMessage.kind == topic.kind,
        OutboxMessage.subject == topic.subject,
        OutboxMessage.step == topic.step,
        OutboxMessage.occurrence == topic.occurrence,
    )


def _of(topic: Topic, what: Any) -> Any:
    return select(what).where(*same_topic(topic))


def _in_digests(topic: Topic) -> Any:
    """Who heard of a topic inside a digest."""
    return select(OutboxMatter.person_id).where(
        OutboxMatter.event_id == topic.event_id, OutboxMatter.kind == topic.kind,
        OutboxMatter.subject == topic.subject, OutboxMatter.step == topic.step,
        OutboxMatter.occurrence == topic.occurrence,
    )  # fmt: skip


def _by_person(drafts: Iterable[Draft], known: Collection[int]) -> dict[int, Draft]:
    """The first draft for each person who has no message yet."""
    new: dict[int, Draft] = {}
    for draft in drafts:
        if draft.person_id not in known:
            new.setdefault(draft.person_id, draft)
    return new


def _lock(session: Session) -> Setting:
    """One `put` at a time: two would give out the same reference."""
    session.execute(insert_into(Setting, session).values(key=NUMBERS, value={"batch": 0}).on_conflict_do_nothing())
    return session.get_one(Setting, NUMBERS, with_for_update=True, populate_existing=True)


def _numbers(session: Session, taken: Setting, before: Sequence[str]) -> tuple[str, int]:
    """The topic's batch ("07") and the next number in it; a new topic takes the next batch."""
    if before:
        return number(before[0]), 1 + max(int(ref.split("/")[1]) for ref in before)
    taken.value = {"batch": taken.value["batch"] + 1}
    session.flush()
    return f"{taken.value['batch']:02d}", 1


def _homes(session: Session, people: Collection[int]) -> dict[int, Address]:
    """Each person's first address that still works."""
    found: dict[int, Address] = {}
    rows = select(Address).where(Address.person_id.in_(people), Address.unreachable_since.is_(None))
    for address in session.scalars(rows.order_by(Address.rank, Address.id)):
        found.setdefault(address.person_id, address)
    return found


def _barred(session: Session, people: Collection[int]) -> dict[int, str]:
    """Who asked not to be written to."""
    stopped = session.scalars(select(Person.id).where(Person.id.in_(people), Person.stopped_at.is_not(None)))
    return dict.fromkeys(stopped, STOPPED)


def _row(draft: Draft, batch: str, number: int, home: Address | None, barred: str | None) -> dict[str, Any]:
    cause = barred or (None if home else NOT_CONNECTED)
    words = draft.write(batch)
    return {
        "ref": f"HN-{batch}/{number}",
        "person_id": draft.person_id,
        "unit_id": draft.unit_id,
        "text": words.text,
        "buttons": [list(pair) for pair in words.buttons],
        "channel": home.channel if home else None,
        "address": home.address if home else None,
        "state": "failed" if cause else "queued",
        "cause": cause,
    }
