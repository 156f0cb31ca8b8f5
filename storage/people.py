"""Who speaks and what they may: addresses, roles, invitations, wrong codes."""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, text, update
from sqlalchemy.orm import Session, joinedload

from storage import audit, keys
from storage.models import Address, Invitation, Membership, Person, Unit, UnitAlias, UnitContact, WrongCode

WRONG_CODES_ALLOWED = 5
WRONG_CODES_OF_AN_ADDRESS = 60  # a whole office may share one
WRONG_CODES_WINDOW = timedelta(hours=1)


def at_address(session: Session, channel: str, address: str) -> Person | None:
    """The person who writes from this chat; erased people are strangers again."""
    return session.scalar(
        select(Person)
        .join(Address)
        .where(Address.channel == channel, Address.address == address, Person.erased_at.is_(None))
    )


def memberships(session: Session, person_id: int) -> list[Membership]:
    """The person's roles that were not withdrawn, with event and unit, oldest first."""
    return list(
        session.scalars(
            select(Membership)
            .where(Membership.person_id == person_id, Membership.state != "revoked")
            .options(joinedload(Membership.event), joinedload(Membership.unit))
            .order_by(Membership.id)
        )
    )


def reachable_again(session: Session, channel: str, address: str) -> None:
    """A chat that wrote to us can be written to."""
    session.execute(
        update(Address)
        .where(Address.channel == channel, Address.address == address, Address.unreachable_since.is_not(None))
        .values(unreachable_since=None)
    )


def invitation_for(session: Session, secret: str) -> Invitation | None:
    """The invitation that a typed code or a link's token opens, used up or not."""
    code, token = keys.of(session).digest(secret.upper()), keys.plain(secret)
    return session.scalar(
        select(Invitation)
        .where((Invitation.code_hash == code) | (Invitation.token_hash == token))
        .options(joinedload(Invitation.event), joinedload(Invitation.unit))
    )


def invitation(session: Session, invitation_id: int) -> Invitation:
    return session.get_one(Invitation, invitation_id, with_for_update=True)


def is_open(invitation: Invitation, now: datetime) -> bool:
    return invitation.revoked_at is None and invitation.used < invitation.uses and now < invitation.expires_at


def add_invitation(session: Session, invitation: Invitation, *, now: datetime) -> None:
    session.add(invitation)
    session.flush()
    audit.record(
        session,
        now=now,
        action="invite",
        subject=f"invitation:{invitation.id}",
        actor_id=invitation.created_by,
        event_id=invitation.event_id,
        unit_id=invitation.unit_id,
        after={"role": invitation.role, "uses": invitation.uses},
    )


def one_try_at_a_time(session: Session, channel: str, address: str) -> None:
    """Until the transaction ends no other code of this chat is looked at: SQLite has one writer, PostgreSQL a lock."""
    if session.get_bind().dialect.name == "postgresql":
        key = int.from_bytes(hashlib.sha256(f"{channel} {address}".encode()).digest()[:8], signed=True)
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def note_wrong_code(session: Session, channel: str, address: str, now: datetime, source: str = "") -> None:
    session.add(WrongCode(channel=channel, address=address, source=source, at=now))


def too_many_wrong_codes(session: Session, channel: str, address: str, now: datetime) -> bool:
    """Five misses within an hour from one chat."""
    chat = (WrongCode.channel == channel, WrongCode.address == address)
    return _misses(session, now, *chat) >= WRONG_CODES_ALLOWED


def too_many_from(session: Session, source: str, now: datetime) -> bool:
    """More than sixty misses within an hour from one internet address."""
    return bool(source) and _misses(session, now, WrongCode.source == source) > WRONG_CODES_OF_AN_ADDRESS


def _misses(session: Session, now: datetime, *where: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(WrongCode).where(*where, WrongCode.at > now - WRONG_CODES_WINDOW)
    return session.scalar(query) or 0


def join(
    session: Session,
    invitation: Invitation,
    person: Person | None,
    *,
    channel: str,
    address: str,
    name: str,
    consent_version: str,
    now: datetime,
) -> Membership:
    """Gives the role of the invitation; joining twice is the same membership and uses nothing up."""
    person = person or _new_person(session, channel, address, name, consent_version, now)
    known = _membership(session, person.id, invitation)
    if known is not None and known.state != "revoked":
        return known
    state = "approved" if invitation.uses == 1 else "pending"
    member = known or Membership(
        person_id=person.id,
        event_id=invitation.event_id,
        role=invitation.role,
        unit_id=invitation.unit_id,
        created_at=now,
    )
    member.state, member.invitation_id = state, invitation.id
    invitation.used += 1
    session.add(member)
    session.flush()
    audit.record(
        session,
        now=now,
        action="join",
        subject=f"membership:{member.id}",
        actor_id=person.id,
        event_id=member.event_id,
        unit_id=member.unit_id,
        after={"role": member.role, "state": state},
    )
    return member


def _new_person(session: Session, channel: str, address: str, name: str, consent_version: str, now: datetime) -> Person:
    person = Person(name=name, consent_version=consent_version, consent_at=now, created_at=now)
    person.addresses.append(Address(channel=channel, address=address, created_at=now))
    session.add(person)
    session.flush()
    return person


def agree(session: Session, person: Person, consent_version: str, now: datetime) -> None:
    """Somebody agrees once more, to a text that has changed."""
    before = {"version": person.consent_version}
    person.consent_version, person.consent_at = consent_version, now
    subject, after = f"person:{person.id}", {"version": consent_version}
    audit.record(session, now=now, action="consent", subject=subject, actor_id=person.id, before=before, after=after)


def _membership(session: Session, person_id: int, invitation: Invitation) -> Membership | None:
    unit = Membership.unit_id == invitation.unit_id if invitation.unit_id else Membership.unit_id.is_(None)
    return session.scalar(
        select(Membership).where(
            Membership.person_id == person_id,
            Membership.event_id == invitation.event_id,
            Membership.role == invitation.role,
            unit,
        )
    )


def pending(session: Session, event_id: int, unit_id: int | None = None) -> list[Membership]:
    """Newcomers who wait for a yes, of one unit where given."""
    query = (
        select(Membership)
        .where(Membership.event_id == event_id, Membership.state == "pending")
        .options(joinedload(Membership.person), joinedload(Membership.unit))
        .order_by(Membership.id)
    )
    return list(session.scalars(query.where(Membership.unit_id == unit_id) if unit_id else query))


def approve(session: Session, member: Membership, *, actor_id: int | None, now: datetime) -> None:
    member.state = "approved"
    member.version += 1
    audit.record(
        session,
        now=now,
        action="approve",
        subject=f"membership:{member.id}",
        actor_id=actor_id,
        event_id=member.event_id,
        unit_id=member.unit_id,
        before={"state": "pending"},
        after={"state": "approved"},
    )


def rename(session: Session, person: Person, name: str, now: datetime) -> None:
    audit.record(session, now=now, action="rename", subject=f"person:{person.id}", actor_id=person.id)
    person.name = name


def set_phone(session: Session, person: Person, phone: str, now: datetime) -> None:
    audit.record(session, now=now, action="phone", subject=f"person:{person.id}", actor_id=person.id)
    person.phone = phone


def stop(session: Session, person: Person, now: datetime, *, stopped: bool) -> None:
    """/dung: nothing unasked any more; asking again starts it."""
    was, person.stopped_at = person.stopped_at is not None, now if stopped else None
    audit.record(
        session, now=now, action="stop" if stopped else "resume", subject=f"person:{person.id}", actor_id=person.id,
        before={"stopped": was}, after={"stopped": stopped},
    )  # fmt: skip


def units_by_alias(session: Session, plan_id: int, folded: str) -> list[Unit]:
    """The units of a plan that go by this folded name; several may."""
    return list(
        session.scalars(
            select(Unit)  # not DISTINCT: PostgreSQL compares no JSON
            .where(Unit.plan_id == plan_id, Unit.successor_id.is_(None))
            .where(Unit.id.in_(select(UnitAlias.unit_id).where(UnitAlias.folded == folded)))
            .order_by(Unit.position)
        )
    )


def organisers_of(session: Session, event_id: int) -> list[Person]:
    """The approved organisers of an event."""
    return list(
        session.scalars(
            select(Person)
            .join(Membership)
            .where(Membership.event_id == event_id, Membership.role == "organiser", Membership.state == "approved")
        )
    )


def first_channels(session: Session, person_ids: Collection[int]) -> dict[int, str]:
    """The channel by which each of these people is reached first."""
    found: dict[int, str] = {}
    rows = select(Address.person_id, Address.channel).where(
        Address.person_id.in_(person_ids), Address.unreachable_since.is_(None)
    )
    for person, channel in session.execute(rows.order_by(Address.rank, Address.id)):
        found.setdefault(person, channel)
    return found


def telephones(session: Session, event_id: int, unit_ids: Collection[int]) -> dict[int, list[str]]:
    """Whom to telephone at each unit: its focal points, then the contacts it gave; a name, a number where known."""
    found: dict[int, list[str]] = {}
    speakers = (
        select(Membership.unit_id, Person.name, Person.phone)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.event_id == event_id,
            Membership.role == "focal",
            Membership.state == "approved",
            Membership.unit_id.in_(unit_ids),
        )
        .order_by(Membership.lead, Membership.id)
    )
    contacts = select(UnitContact.unit_id, UnitContact.name, UnitContact.phone).where(UnitContact.unit_id.in_(unit_ids))
    for unit, name, phone in (*session.execute(speakers), *session.execute(contacts.order_by(UnitContact.id))):
        if unit is not None:
            found.setdefault(unit, []).append(" ".join(word for word in (name, phone) if word))
    return found


def roles_at(session: Session, channel: str, address: str) -> frozenset[str]:
    """What who writes from this chat is, of any event, and approved."""
    query = (
        select(Membership.role)
        .join(Address, Address.person_id == Membership.person_id)
        .where(Address.channel == channel, Address.address == address, Membership.state == "approved")
    )
    return frozenset(session.scalars(query.distinct()))


def organises(session: Session, channel: str, address: str) -> bool:
    """Whether who writes from this chat is an organiser of any event."""
    return "organiser" in roles_at(session, channel, address)
