"""The web chat's memory: personal links, cookies, and what stands in each chat. Secrets are kept as hashes only."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage import channels
from storage.models import ChatState, Invitation, WebPost, WebSession
from storage.people import hashed

LINK, VISIT, COOKIE = "link", "visit", "cookie"
POST, ANSWER, SAID = "post", "answer", "said"
HISTORY = 80
SECRET_BYTES = 32
COOKIE_LASTS = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Opened:
    """The chat that a link opens; `fresh` where it was never opened here before."""

    address: str
    fresh: bool
    expires_at: datetime


def open_link(session: Session, token: str, now: datetime, known: str | None = None) -> Opened | None:
    """The web chat behind an invitation's link, or None where it opens nothing (any more).

    A link for one person becomes that person's own and opens the same chat again. A link for many gives each
    browser a chat of its own; `known` is the chat that this browser has already.
    """
    if (code := channels.code_for(session, token, now)) is not None:
        return _more(session, code.token_hash, now, known)
    invitation = session.scalar(select(Invitation).where(Invitation.token_hash == hashed(token)).with_for_update())
    if invitation is None or invitation.revoked_at is not None or now >= invitation.expires_at:
        return None
    if invitation.uses == 1:
        return _own_link(session, invitation, now)
    return _shared_link(session, invitation, now, known)


def _more(session: Session, token_hash: str, now: datetime, known: str | None) -> Opened:
    """A chat here for somebody who joined elsewhere; opened twice in its half hour it is the same one."""
    until = now + COOKIE_LASTS
    address = _address_behind(session, token_hash, now)
    if address is not None:
        return Opened(address, False, until)
    address = known or new_address()
    _remember(session, token_hash, LINK, address, now, until)
    return Opened(address, True, until)


def _own_link(session: Session, invitation: Invitation, now: datetime) -> Opened | None:
    address = _address_behind(session, invitation.token_hash, now)
    if address is not None:
        return Opened(address, False, invitation.expires_at)
    if invitation.used >= invitation.uses:  # used up in another chat, by code
        return None
    address = new_address()
    _remember(session, invitation.token_hash, LINK, address, now, invitation.expires_at)
    return Opened(address, True, invitation.expires_at)


def _shared_link(session: Session, invitation: Invitation, now: datetime, known: str | None) -> Opened | None:
    visit = hashed(f"{invitation.token_hash} {known}")
    if known is not None and _address_behind(session, visit, now) is not None:
        return Opened(known, False, invitation.expires_at)
    if invitation.used >= invitation.uses:
        return None
    address = known or new_address()
    _remember(session, hashed(f"{invitation.token_hash} {address}"), VISIT, address, now, invitation.expires_at)
    return Opened(address, True, invitation.expires_at)


def new_address() -> str:
    """A web chat's address: no secret, it stands in logs and in the outbox."""
    return f"w{secrets.token_hex(8)}"


def start_cookie(session: Session, address: str, now: datetime, expires_at: datetime | None = None) -> str:
    """A new secret for a browser's cookie that opens this chat."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    _remember(session, hashed(secret), COOKIE, address, now, expires_at)
    return secret


def address_of_cookie(session: Session, secret: str, now: datetime) -> str | None:
    """The chat that a browser's cookie opens."""
    return _address_behind(session, hashed(secret), now, kind=COOKIE)


def _address_behind(session: Session, secret_hash: str, now: datetime, kind: str | None = None) -> str | None:
    row = session.scalar(select(WebSession).where(WebSession.secret_hash == secret_hash))
    if row is None or (row.expires_at is not None and now >= row.expires_at):
        return None
    return row.address if kind in (None, row.kind) else None


def _remember(
    session: Session, secret_hash: str, kind: str, address: str, now: datetime, expires_at: datetime | None
) -> None:
    session.add(WebSession(secret_hash=secret_hash, kind=kind, address=address, created_at=now, expires_at=expires_at))
    session.flush()


def add_post(
    session: Session, address: str, text: str, buttons: Sequence[tuple[str, str]], now: datetime, kind: str = POST
) -> int:
    """Puts a message into a web chat; its id. One at a time for a chat, or a page could step over a late commit."""
    session.execute(select(WebSession.id).where(WebSession.address == address).with_for_update())
    row = WebPost(address=address, kind=kind, text=text, buttons=[list(pair) for pair in buttons], at=now)
    session.add(row)
    session.flush()
    return row.id


def posts_after(session: Session, address: str, after: int, limit: int = 100) -> list[WebPost]:
    """What came unasked into this chat since `after`, oldest first."""
    query = select(WebPost).where(WebPost.address == address, WebPost.kind == POST, WebPost.id > after)
    return list(session.scalars(query.order_by(WebPost.id).limit(limit)))


def history(session: Session, address: str, limit: int = HISTORY) -> list[WebPost]:
    """The end of the conversation, oldest first."""
    query = select(WebPost).where(WebPost.address == address).order_by(WebPost.id.desc()).limit(limit)
    return list(session.scalars(query))[::-1]


def label_of(session: Session, address: str, command: str) -> str | None:
    """What was written on the button that sends this command, so that a press reads like a sentence."""
    for post in reversed(history(session, address, 20)):
        for label, sent in post.buttons:
            if sent == command:
                return str(label)
    return None


def chosen_event(session: Session, address: str) -> int | None:
    """The event that this chat speaks of, where it spoke of one."""
    return session.scalar(select(ChatState.event_id).where(ChatState.channel == "web", ChatState.address == address))


def forget(session: Session, address: str) -> None:
    """Erases the chat with its links and cookies: part of /xoadulieu."""
    session.execute(delete(WebPost).where(WebPost.address == address))
    session.execute(delete(WebSession).where(WebSession.address == address))
