"""What came of the messages of a chat: where an edit of one, or a reply to an answer, belongs. Digests, no words."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Executable, delete, select
from sqlalchemy.orm import Session

from storage import keys
from storage.models import HeardMessage
from storage.upsert import insert_into

KEPT = timedelta(days=7)  # platforms let people edit for two days
END = 120  # letters of an answer by which it is known again: a long one leaves in parts, its buttons under the last


def digest(session: Session, text: str) -> str:
    """By which the same words are known again; without the key nobody finds them by trying."""
    return keys.of(session).of_plain(keys.plain(" ".join(text.split()))[:32])[:32]


def digest_of_end(session: Session, text: str) -> str:
    """By which an answer is known again from its last part; of no words nothing."""
    words = " ".join(text.split())[-END:].strip()
    return digest(session, words) if words else ""


def message(session: Session, channel: str, address: str, message_id: str) -> HeardMessage | None:
    """What came of the message with the platform's id."""
    here = (HeardMessage.channel == channel, HeardMessage.address == address)
    return session.scalar(select(HeardMessage).where(*here, HeardMessage.message_id == message_id))


def newest(session: Session, channel: str, address: str) -> HeardMessage | None:
    """The last message of the chat."""
    here = (HeardMessage.channel == channel, HeardMessage.address == address)
    return session.scalar(select(HeardMessage).where(*here).order_by(HeardMessage.id.desc()).limit(1))


def answered_with(session: Session, channel: str, address: str, text: str) -> HeardMessage | None:
    """The newest message whose answer ended in these words."""
    here = (HeardMessage.channel == channel, HeardMessage.address == address)
    told = digest_of_end(session, text)
    rows = select(HeardMessage).where(*here, HeardMessage.told == told).order_by(HeardMessage.id.desc())
    return session.scalar(rows.limit(1)) if told else None


def came(session: Session, channel: str, address: str, kind: str, since: datetime) -> bool:
    """Whether something of this kind came to the chat since then."""
    here = (HeardMessage.channel == channel, HeardMessage.address == address)
    rows = select(HeardMessage.id).where(*here, HeardMessage.kind == kind, HeardMessage.at > since)
    return session.scalar(rows.limit(1)) is not None


def keep(session: Session, channel: str, address: str, message_id: str, **known: Any) -> None:
    """Writes down what came of a message; of an edited one what came of the edit."""
    where = {"channel": channel, "address": address, "message_id": message_id}
    session.execute(_kept(session.get_bind().dialect.name, tuple(known)), where | known)


@cache
def _kept(dialect: str, names: Sequence[str]) -> Executable:
    """Written out once for the table: every message is kept so."""
    put = insert_into(HeardMessage.metadata.tables["heard"], dialect)
    anew = {name: put.excluded[name] for name in names}
    return put.on_conflict_do_update(index_elements=["channel", "address", "message_id"], set_=anew)


def forget_old(session: Session, now: datetime) -> None:
    session.execute(delete(HeardMessage).where(HeardMessage.at < now - KEPT))
