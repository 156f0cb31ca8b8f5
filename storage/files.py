"""Files that go out with a broadcast: bytes in the data folder under random names; a link opens each."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage import keys
from storage.models import Album, StoredFile

FOLDER = "files"  # of the data folder


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored file as those see it who send or serve it.

    `path` is a name inside the folder; `token` is empty where the key to it is lost.
    """

    name: str
    path: str
    mime: str
    size: int
    token: str


def add(
    session: Session, event_id: int, name: str, path: str, mime: str, size: int, *, author_id: int | None, now: datetime
) -> StoredFile:
    """Keeps what is known of a file whose bytes are already in the folder."""
    token = secrets.token_urlsafe(16)
    row = StoredFile(
        event_id=event_id, author_id=author_id, name=name, path=path, mime=mime, size=size,
        token=keys.of(session).seal(token), token_hash=keys.plain(token), created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def of_event(session: Session, event_id: int, file_id: int) -> StoredFile | None:
    """A file of this event."""
    return session.scalar(select(StoredFile).where(StoredFile.event_id == event_id, StoredFile.id == file_id))


def with_token(session: Session, token: str) -> Kept | None:
    """What a link opens."""
    row = session.scalar(select(StoredFile).where(StoredFile.token_hash == keys.plain(token)))
    return kept(session, row) if row is not None else None


def kept(session: Session, row: StoredFile) -> Kept:
    """The same without the row."""
    token = keys.of(session).unseal(row.token)
    return Kept(row.name, row.path, row.mime, row.size, "" if token == keys.LOST else token)


def forget(session: Session, event_ids: Collection[int]) -> None:
    """Their links open nothing any more; the folder is tidied afterwards."""
    session.execute(delete(StoredFile).where(StoredFile.event_id.in_(event_ids)))
    session.execute(delete(Album).where(Album.event_id.in_(event_ids)))


def paths(session: Session) -> set[str]:
    """The bytes that are still wanted."""
    return set(session.scalars(select(StoredFile.path)))
