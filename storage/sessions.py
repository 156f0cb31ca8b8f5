"""Browsers: a cookie's secret, kept as a hash, opens one web chat; each is listed for its person and can be ended."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session

from storage.keys import plain
from storage.models import Address, WebPost, WebSession

COOKIE, VISIT = "cookie", "visit"
KNOCK, LET_IN = "knock", "let_in"  # a browser that asks to come in, one that may
SECRET_BYTES = 32
LASTS = timedelta(days=180)
NOTED_EVERY = timedelta(hours=1)  # a last use is kept to the hour, so that looking at a page costs no write
STRANGERS_LAST = timedelta(days=30)
KNOCK_LASTS = timedelta(minutes=30)
MOST_KNOCKS = 3  # of one chat at a time: a link in many hands does not ring without end


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that holds a session; `due` where its last use has to be noted anew."""

    id: int
    address: str
    due: bool


def start(
    session: Session,
    address: str,
    now: datetime,
    expires_at: datetime | None = None,
    *,
    label: str = "",
    secret: str | None = None,
) -> str:
    """A browser's cookie that opens this chat; its secret, a new one where none is given."""
    secret = secret or secrets.token_urlsafe(SECRET_BYTES)
    remember(session, plain(secret), COOKIE, address, now, expires_at, label=label)
    return secret


def remember(
    session: Session,
    secret_hash: str,
    kind: str,
    address: str,
    now: datetime,
    expires_at: datetime | None,
    *,
    label: str = "",
) -> None:
    """Keeps what opens a chat."""
    row = WebSession(
        secret_hash=secret_hash,
        kind=kind,
        address=address,
        created_at=now,
        used_at=now,
        expires_at=expires_at,
        label=label,
    )
    session.add(row)
    session.flush()


def holding(session: Session, secret: str, now: datetime) -> Browser | None:
    """The browser that holds this secret, while the session lasts."""
    row = session.scalar(select(WebSession).where(WebSession.secret_hash == plain(secret), WebSession.kind == COOKIE))
    if row is None or (row.expires_at is not None and now >= row.expires_at):
        return None
    return Browser(row.id, row.address, now - row.used_at >= NOTED_EVERY)


def note_use(session: Session, number: int, now: datetime) -> None:
    """Keeps when a browser was last used."""
    session.execute(update(WebSession).where(WebSession.id == number).values(used_at=now))


def of_person(session: Session, person_id: int, now: datetime) -> list[WebSession]:
    """The browsers that are in somebody's chats, the last used first."""
    query = (
        select(WebSession)
        .join(Address, (Address.channel == "web") & (Address.address == WebSession.address))
        .where(Address.person_id == person_id, WebSession.kind == COOKIE)
        .where(or_(WebSession.expires_at.is_(None), WebSession.expires_at > now))
    )
    return list(session.scalars(query.order_by(WebSession.used_at.desc(), WebSession.id.desc())))


def end(session: Session, numbers: Collection[int]) -> int:
    """These browsers open nothing any more; how many they were."""
    gone = delete(WebSession).where(WebSession.id.in_(numbers), WebSession.kind == COOKIE)
    return int(session.execute(gone).rowcount)  # type: ignore[attr-defined]


def knock(session: Session, secret: str, address: str, label: str, now: datetime) -> WebSession | None:
    """A browser asks to be let into a chat; None where too many ask already."""
    open_now = (WebSession.kind == KNOCK) & (WebSession.address == address) & (WebSession.expires_at > now)
    if len(session.scalars(select(WebSession.id).where(open_now)).all()) >= MOST_KNOCKS:
        return None
    mine = (WebSession.secret_hash == plain(secret)) & WebSession.kind.in_((KNOCK, LET_IN))
    session.execute(delete(WebSession).where(mine))
    remember(session, plain(secret), KNOCK, address, now, now + KNOCK_LASTS, label=label)
    return knocked(session, secret, now)


def knocked(session: Session, secret: str, now: datetime) -> WebSession | None:
    """What a browser asked for, while it waits or may come in."""
    mine = (WebSession.secret_hash == plain(secret)) & WebSession.kind.in_((KNOCK, LET_IN))
    return session.scalar(select(WebSession).where(mine, WebSession.expires_at > now))


def knock_with_id(session: Session, number: int, now: datetime) -> WebSession | None:
    """A browser that still waits for a yes."""
    waits = (WebSession.id == number) & (WebSession.kind == KNOCK) & (WebSession.expires_at > now)
    return session.scalar(select(WebSession).where(waits).with_for_update())


def let_in(session: Session, row: WebSession, now: datetime) -> None:
    """The yes to it: its next press of the button brings it in."""
    kept = update(WebSession).where(WebSession.id == row.id)
    session.execute(kept.values(kind=LET_IN, expires_at=now + KNOCK_LASTS))


def end_knocks(session: Session, addresses: Collection[str]) -> None:
    """Whoever asks to be let into these chats asks in vain."""
    asked = WebSession.kind.in_((KNOCK, LET_IN))
    session.execute(delete(WebSession).where(WebSession.address.in_(addresses), asked))


def end_knock(session: Session, row: WebSession) -> None:
    """A browser came in."""
    session.execute(delete(WebSession).where(WebSession.id == row.id))


def end_secret(session: Session, secret: str) -> None:
    """A browser leaves its chat for another one: nobody may come back by the old cookie."""
    session.execute(delete(WebSession).where(WebSession.secret_hash == plain(secret), WebSession.kind == COOKIE))


def tidy(session: Session, now: datetime) -> None:
    """Ends what ran out or was left lying, and forgets chats of strangers who never agreed."""
    session.execute(delete(WebSession).where(WebSession.expires_at < now))
    known = exists().where(Address.channel == "web", Address.address == WebSession.address)
    session.execute(delete(WebSession).where(WebSession.kind == COOKIE, WebSession.used_at < now - LASTS))
    session.execute(delete(WebSession).where(~known, WebSession.used_at < now - STRANGERS_LAST))
    owned = exists().where(Address.channel == "web", Address.address == WebPost.address)
    opened = exists().where(WebSession.address == WebPost.address)
    session.execute(delete(WebPost).where(~owned, ~opened, WebPost.at < now - STRANGERS_LAST))
