"""Files that came as one: the parts of an album, under the mark that they share, in the order of their sender."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import keys
from storage.models import Album, Broadcast, StoredFile
from storage.upsert import insert_into

GATHERING, SHOWN, LATE = "gathering", "shown", "late"
MOST_FILES = 10
MOST_BYTES = 50_000_000  # of all together


def held(session: Session, event_id: int, channel: str, address: str, mark: str, now: datetime) -> Album:
    """The album of this mark in this chat, held until the transaction ends: its parts are taken one by one."""
    key = keys.of(session).digest(f"{channel}:{address}:{mark}")
    known = {"event_id": event_id, "key": key, "state": GATHERING, "parts": [], "created_at": now}
    session.execute(
        insert_into(Album, session).values(known).on_conflict_do_nothing(index_elements=["event_id", "key"])
    )
    mine = (Album.event_id == event_id, Album.key == key)
    return session.scalars(select(Album).where(*mine).with_for_update().execution_options(populate_existing=True)).one()


def files_of(session: Session, album: Album) -> Sequence[StoredFile]:
    """Its files as they are to be seen."""
    rows = select(StoredFile).where(StoredFile.album_id == album.id).order_by(StoredFile.position, StoredFile.id)
    return session.scalars(rows).all()


def together(session: Session, file_id: int | None) -> Sequence[StoredFile]:
    """A file with all that go where it goes; nothing where it is forgotten."""
    row = session.get(StoredFile, file_id) if file_id is not None else None
    if row is None or row.album_id is None:
        return [row] if row is not None else []
    return files_of(session, session.get_one(Album, row.album_id))


def sendings(session: Session, album: Album) -> Sequence[Broadcast]:
    """The broadcasts that carry it, held: whether one was confirmed is known."""
    own = select(StoredFile.id).where(StoredFile.album_id == album.id)
    rows = select(Broadcast).where(Broadcast.event_id == album.event_id, Broadcast.file_id.in_(own))
    return session.scalars(rows.order_by(Broadcast.id).with_for_update()).all()


def note(album: Album, position: int, words: dict[str, Any] | None, missing: str) -> None:
    """A part that came: what stands under it, and why it is not kept ("" where it is). Anew it takes its own place."""
    others = [part for part in album.parts if part[0] != position]
    album.parts = sorted([*others, [position, words, missing]], key=lambda part: int(part[0]))


def words_of(album: Album) -> list[dict[str, Any]]:
    """What stands under its parts, in their order."""
    return [words for _, words, _ in album.parts if words]


def missing_of(album: Album) -> list[str]:
    """Why parts are not kept, each reason once."""
    return list(dict.fromkeys(str(missing) for _, _, missing in album.parts if missing))
