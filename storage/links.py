"""What a link's token leads to. Looking changes no row; `enter` is the press of the button on its page."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session, joinedload

from storage import channels, sessions
from storage.keys import plain
from storage.models import Address, ChannelCode, Invitation, Membership, Person, WebSession


@dataclass(frozen=True, slots=True)
class Link:
    """A link that still leads somewhere: into `owner`'s profile, else to an invitation that has room.

    `room` is whether somebody new may come in by it; `address` the owner's web chat, where there is one.
    """

    token_hash: str
    expires_at: datetime
    invitation: Invitation | None = None
    code: ChannelCode | None = None
    owner: Person | None = None
    address: str | None = None
    room: bool = True


@dataclass(frozen=True, slots=True)
class Entered:
    """The chat that a browser came into; `fresh` where nothing was said there yet."""

    address: str
    fresh: bool


def find(session: Session, token: str, now: datetime) -> Link | None:
    """What a token leads to; None where it leads nowhere (any more). A code that is typed is no token."""
    key = plain(token)
    code = session.scalar(select(ChannelCode).where(ChannelCode.token_hash == key))
    if code is not None and channels.is_open(code, now):
        return Link(key, now + sessions.LASTS, code=code, owner=code.person, address=_web_chat(code.person), room=False)
    invitation = session.scalar(
        select(Invitation)
        .where(Invitation.token_hash == key)
        .options(joinedload(Invitation.event), joinedload(Invitation.unit))
    )
    if invitation is None or invitation.revoked_at is not None or now >= invitation.expires_at:
        return None
    return _invitation(session, invitation)


def _invitation(session: Session, row: Invitation) -> Link | None:
    room = row.used < row.uses
    if room or row.uses > 1:
        return Link(row.token_hash, row.expires_at, invitation=row, room=room)
    for person, address in session.execute(_holders(row.id)):
        if came_by(session, row.token_hash, address):
            return Link(row.token_hash, row.expires_at, invitation=row, owner=person, address=address, room=False)
    return None  # used up in another chat, by code


def _holders(invitation_id: int) -> Select[Person, str]:
    """Who joined by an invitation and still has its role, with their web chats."""
    return (
        select(Person, Address.address)
        .join(Membership, Membership.person_id == Person.id)
        .join(Address, Address.person_id == Person.id)
        .where(Membership.invitation_id == invitation_id, Membership.state != "revoked")
        .where(Address.channel == "web", Person.erased_at.is_(None))
        .order_by(Membership.id, Address.rank)
    )


def came_by(session: Session, token_hash: str, address: str) -> bool:
    """Whether this chat was begun by this link."""
    visit = plain(f"{token_hash} {address}")
    return session.scalar(select(WebSession.id).where(WebSession.secret_hash == visit)) is not None


def renew(session: Session, person: Person, now: datetime) -> list[str]:
    """Ends every way into a profile by a link that was given out; the tokens of the new personal links.

    Written past the journal: what leaked is not brought back by taking back the last change.
    """
    chats = [row.address for row in person.addresses if row.channel == "web"]
    sessions.end_knocks(session, chats)
    session.execute(delete(ChannelCode).where(ChannelCode.person_id == person.id, ChannelCode.used_at.is_(None)))
    fresh = []
    for invitation, address in personal(session, person, now):
        token, visit = secrets.token_urlsafe(16), plain(f"{invitation.token_hash} {address}")
        session.execute(update(Invitation).where(Invitation.id == invitation.id).values(token_hash=plain(token)))
        began = update(WebSession).where(WebSession.secret_hash == visit)
        session.execute(began.values(secret_hash=plain(f"{plain(token)} {address}")))
        fresh.append(token)
    return fresh


def personal(session: Session, person: Person, now: datetime) -> list[tuple[Invitation, str]]:
    """The invitations for one by which somebody came, and whose links lead into their web chat."""
    query = (
        select(Invitation, Address.address)
        .join(Membership, Membership.invitation_id == Invitation.id)
        .join(Address, Address.person_id == Membership.person_id)
        .where(Membership.person_id == person.id, Membership.state != "revoked", Address.channel == "web")
        .where(Invitation.uses == 1, Invitation.revoked_at.is_(None), Invitation.expires_at > now)
        .execution_options(populate_existing=True)
    )
    rows = session.execute(query.order_by(Invitation.id)).all()
    return [(row, address) for row, address in rows if came_by(session, row.token_hash, address)]


def _web_chat(person: Person) -> str | None:
    return next((row.address for row in person.addresses if row.channel == "web"), None)


def enter(session: Session, link: Link, now: datetime) -> Entered | None:
    """Uses a link: a chat of one's own, or the owner's; None where somebody else was quicker."""
    if link.code is not None:
        return _connect(session, link.code, now)
    if link.address is not None:
        return Entered(link.address, False)
    if not link.room:
        return None
    address = new_address()
    visit = plain(f"{link.token_hash} {address}")
    sessions.remember(session, visit, sessions.VISIT, address, now, link.expires_at)
    return Entered(address, True)


def _connect(session: Session, seen: ChannelCode, now: datetime) -> Entered | None:
    """Into the profile of who made the code and nowhere else, once: one web chat for one person."""
    code = channels.code_with_id(session, seen.id, now)
    if code is None:
        return None
    known = _web_chat(code.person)
    if known is not None:
        code.used_at = now
        return Entered(known, False)
    address = new_address()
    channels.connect(session, code, "web", address, now)
    return Entered(address, True)


def new_address() -> str:
    """A web chat's address: no secret, it stands in logs and in the outbox."""
    return f"w{secrets.token_hex(8)}"
