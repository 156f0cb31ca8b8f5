"""The channels of one person: connected by a code, put first, dropped; and two people who turn out to be one."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, joinedload

from storage import audit, keys, sessions, web
from storage.models import (
    Address,
    ChannelCode,
    HeadCount,
    Membership,
    OutboxMessage,
    OwnChoice,
    Person,
    Rsvp,
)
from storage.says import SAME_PERSON

LASTS = timedelta(minutes=30)


def new_code(session: Session, person: Person, code: str, token: str, now: datetime) -> ChannelCode:
    """A code for one more channel; those made before open nothing any more."""
    session.execute(delete(ChannelCode).where(ChannelCode.person_id == person.id, ChannelCode.used_at.is_(None)))
    row = ChannelCode(
        person_id=person.id,
        code_hash=keys.of(session).digest(code),
        token_hash=keys.plain(token),
        created_at=now,
        expires_at=now + LASTS,
    )
    session.add(row)
    session.flush()
    _record(session, person, "channel_code", now, {"until": row.expires_at.isoformat()})
    return row


def code_for(session: Session, secret: str, now: datetime) -> ChannelCode | None:
    """The code that a typed word or a link's token opens, while it still does."""
    code, token = keys.of(session).digest(secret.upper()), keys.plain(secret)
    query = select(ChannelCode).where((ChannelCode.code_hash == code) | (ChannelCode.token_hash == token))
    row = session.scalar(query.options(joinedload(ChannelCode.person)))
    return row if row is not None and is_open(row, now) else None


def code_with_id(session: Session, number: int, now: datetime) -> ChannelCode | None:
    """The same by its id, held until the transaction ends: a code works once."""
    row = session.scalar(select(ChannelCode).where(ChannelCode.id == number).with_for_update(of=ChannelCode))
    return row if row is not None and is_open(row, now) else None


def is_open(row: ChannelCode, now: datetime) -> bool:
    """Whether a code was not used yet, is not too old, and its maker is still here."""
    return row.used_at is None and now < row.expires_at and row.person.erased_at is None


def connect(session: Session, code: ChannelCode, channel: str, address: str, now: datetime) -> Person:
    """One more chat of the same person; what is sent unasked goes to the older ones first."""
    person = code.person
    code.used_at = now
    last = max((each.rank for each in person.addresses), default=-1)
    person.addresses.append(Address(channel=channel, address=address, rank=last + 1, created_at=now))
    session.flush()
    _record(session, person, "channel_added", now, {"channel": channel})
    return person


def put_first(session: Session, person: Person, address: Address, now: datetime) -> None:
    """What is sent unasked goes here first from now on."""
    others = [each for each in person.addresses if each is not address]
    for rank, each in enumerate([address, *sorted(others, key=lambda row: (row.rank, row.id))]):
        each.rank = rank
    _record(session, person, "channel_first", now, {"channel": address.channel})


def drop(session: Session, person: Person, address: Address, now: datetime) -> None:
    """This chat is a stranger's again; what waits for it goes to the next one."""
    rest = sorted((each for each in person.addresses if each is not address), key=lambda row: (row.rank, row.id))
    waiting = update(OutboxMessage).where(
        OutboxMessage.person_id == person.id,
        OutboxMessage.state == "queued",
        OutboxMessage.channel == address.channel,
        OutboxMessage.address == address.address,
    )
    session.execute(waiting.values(channel=rest[0].channel, address=rest[0].address))
    if address.channel == "web":
        web.forget(session, address.address)
    person.addresses.remove(address)
    session.delete(address)
    session.flush()
    _record(session, person, "channel_dropped", now, {"channel": address.channel})


def end_browsers(session: Session, person: Person, numbers: Collection[int], now: datetime) -> None:
    """These browsers are out; on record."""
    gone = sessions.end(session, numbers)
    _record(session, person, "browsers_ended", now, {"count": gone})


def make_one(session: Session, code: ChannelCode, other: Person, now: datetime) -> Person:
    """The one who speaks is the one who made the code: chats, roles, answers and waiting messages go along."""
    person = code.person
    code.used_at = now
    last = max((each.rank for each in person.addresses), default=-1)
    for rank, address in enumerate(list(other.addresses), last + 1):
        address.person, address.rank = person, rank
    held = {(row.event_id, row.role, row.unit_id): row for row in _members(session, person.id)}
    for member in _members(session, other.id):
        twin = held.get((member.event_id, member.role, member.unit_id))
        if twin is None:
            member.person_id = person.id
            member.version += 1
        elif member.state != "revoked":
            twin.state = "approved" if "approved" in (twin.state, member.state) else member.state
            member.state = "revoked"
    _answers(session, person.id, other.id)
    _messages(session, person.id, other.id)
    person.phone = person.phone or other.phone
    other.name, other.phone, other.erased_at = "", None, now
    session.flush()
    _record(session, person, "same_person", now, {"other": other.id})
    return person


def _members(session: Session, person_id: int) -> list[Membership]:
    return list(session.scalars(select(Membership).where(Membership.person_id == person_id).order_by(Membership.id)))


def _answers(session: Session, person_id: int, other_id: int) -> None:
    """What the one said stands; where only the other said something, that does."""
    events = set(session.scalars(select(Rsvp.event_id).where(Rsvp.person_id == person_id)))
    for rsvp in session.scalars(select(Rsvp).where(Rsvp.person_id == other_id)):
        if rsvp.event_id not in events:
            rsvp.person_id = person_id
    items = set(session.scalars(select(OwnChoice.item_id).where(OwnChoice.person_id == person_id)))
    for choice in session.scalars(select(OwnChoice).where(OwnChoice.person_id == other_id)):
        if choice.item_id not in items:
            choice.person_id = person_id
    session.execute(update(HeadCount).where(HeadCount.by_id == other_id).values(by_id=person_id))


def _messages(session: Session, person_id: int, other_id: int) -> None:
    """Each message once: what waits for the other is the one's, unless they have the same already."""
    known = {_key(row) for row in session.scalars(select(OutboxMessage).where(OutboxMessage.person_id == person_id))}
    waiting = select(OutboxMessage).where(OutboxMessage.person_id == other_id, OutboxMessage.state == "queued")
    for row in session.scalars(waiting.with_for_update()):
        if _key(row) in known:
            row.state, row.cause = "cancelled", SAME_PERSON
        else:
            row.person_id = person_id


def _key(row: OutboxMessage) -> tuple[int, str, str, str, int]:
    return row.event_id, row.kind, row.subject, row.step, row.occurrence


def _record(session: Session, person: Person, action: str, now: datetime, after: dict[str, object]) -> None:
    audit.record(session, now=now, action=action, subject=f"person:{person.id}", actor_id=person.id, after=after)
