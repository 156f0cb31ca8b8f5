"""Who writes from a chat, in one look: the person, their roles, what the chat is about, how the record stands."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from storage import audit, chats, people
from storage.models import Address, AuditEntry, ChatState, Membership, OpenQuestion, Person


@dataclass(frozen=True, slots=True)
class Speaker:
    """`held` are the roles that were not withdrawn, oldest first; `line` is the newest of the record."""

    person: Person
    held: list[Membership]
    unreachable: bool  # the chat was thought to be closed to us
    line: int


def _speaker() -> Select[Any]:
    """Written out once: every message asks it, and to put it together takes as long as to ask."""
    channel: Any = bindparam("channel")
    address: Any = bindparam("address")
    now: Any = bindparam("now")
    newest = select(func.max(OpenQuestion.id)).where(*chats.is_open(channel, address, now)).scalar_subquery()
    line = select(func.max(AuditEntry.id)).scalar_subquery()
    return (
        select(Person, Membership, ChatState, OpenQuestion, Address.unreachable_since, line)
        .join(Address, Address.person_id == Person.id)
        .outerjoin(Membership, and_(Membership.person_id == Person.id, Membership.state != "revoked"))
        .outerjoin(ChatState, and_(ChatState.channel == channel, ChatState.address == address))
        .outerjoin(OpenQuestion, OpenQuestion.id == newest)
        .where(Address.channel == channel, Address.address == address, Person.erased_at.is_(None))
        .options(joinedload(Membership.event), joinedload(Membership.unit))
        .order_by(Membership.id)
    )


_SPEAKER = _speaker()


def at(session: Session, channel: str, address: str, now: datetime) -> Speaker | None:
    """Who speaks; None for a stranger, as who was erased is again. What the chat is about is known afterwards."""
    found = session.execute(_SPEAKER, {"channel": channel, "address": address, "now": now}).all()
    if not found:
        return None
    person, _, state, asked, unreachable, last = found[0]
    chats.know(session, channel, address, state, asked)
    held = [row.Membership for row in found if row.Membership is not None]
    return Speaker(person, held, unreachable is not None, last or 0)


def again(session: Session, speaker: Speaker) -> Speaker:
    """The same one after other messages were carried out."""
    return replace(speaker, held=people.memberships(session, speaker.person.id), line=audit.newest(session))
