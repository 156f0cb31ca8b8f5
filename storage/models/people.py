"""Who speaks: people, their addresses and roles, invitations, open questions, the audit."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base
from storage.models.plan import Event, Unit


class Person(Base):
    """Somebody who joined; consent is kept with the version of the text they agreed to."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    phone: Mapped[str | None]
    consent_version: Mapped[str]
    consent_at: Mapped[datetime]
    created_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]  # /dung: nothing unasked any more
    erased_at: Mapped[datetime | None]

    addresses: Mapped[list["Address"]] = relationship(back_populates="person", order_by="Address.rank")
    memberships: Mapped[list["Membership"]] = relationship(back_populates="person")


class Address(Base):
    """Where a person can be reached: a chat on a channel. Lower rank is tried first."""

    __tablename__ = "addresses"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    channel: Mapped[str]
    address: Mapped[str]
    rank: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    unreachable_since: Mapped[datetime | None]

    person: Mapped[Person] = relationship(back_populates="addresses")


class Membership(Base):
    """A role of a person at an event, of a unit where the role has one. state: pending, approved, revoked."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("person_id", "event_id", "role", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    role: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    lead: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str]
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id"))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship(back_populates="memberships")
    event: Mapped[Event] = relationship()
    unit: Mapped[Unit | None] = relationship()


class Invitation(Base):
    """A code and a link for a role; only hashes are kept. uses=1 is approved beforehand."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    role: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    code_hash: Mapped[str] = mapped_column(unique=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    uses: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    event: Mapped[Event] = relationship()
    unit: Mapped[Unit | None] = relationship()


class ChannelCode(Base):
    """A code by which a person connects one more channel, as hashes; it works once and not for long."""

    __tablename__ = "channel_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class WrongCode(Base):
    """A code that did not fit: five an hour and a chat must wait."""

    __tablename__ = "wrong_codes"
    __table_args__ = (
        Index("ix_wrong_codes_chat", "channel", "address", "at"),
        Index("ix_wrong_codes_source", "source", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    address: Mapped[str]
    source: Mapped[str] = mapped_column(default="")  # the internet address, as a hash; web only
    at: Mapped[datetime]


class ChatState(Base):
    """What a chat is about: the event it speaks of and the last topic, for ten minutes of follow-ups."""

    __tablename__ = "chats"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    address: Mapped[str]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))
    topic: Mapped[dict[str, Any]] = mapped_column(default=dict)
    updated_at: Mapped[datetime]


class OpenQuestion(Base):
    """Choices put to a chat; a typed number answers the newest one that is open."""

    __tablename__ = "open_questions"
    __table_args__ = (Index("ix_open_questions_chat", "channel", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    address: Mapped[str]
    kind: Mapped[str]  # buttons (of the last reply), consent, count, …
    options: Mapped[list[Any]] = mapped_column(default=list)  # [[label, command], …]
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class HeardMessage(Base):
    """What came of one message of a chat, for days: so that an edit of it, or a reply to its answer, finds its place.

    The words themselves are not kept, only their digest.
    """

    __tablename__ = "heard"
    __table_args__ = (UniqueConstraint("channel", "address", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    address: Mapped[str]
    message_id: Mapped[str]  # the platform's
    kind: Mapped[str] = mapped_column(default="")  # what came without words; album:… for one of several pictures
    digest: Mapped[str] = mapped_column(default="")  # of the words
    told: Mapped[str] = mapped_column(default="")  # of the end of the answer
    question_id: Mapped[int | None]  # the open question before which it was said
    card_id: Mapped[int | None]  # the question that its answer put
    topic: Mapped[dict[str, Any]] = mapped_column(default=dict)
    before: Mapped[int] = mapped_column(default=0)  # the audit's newest line before and after it
    after: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]


class WebSession(Base):
    """A browser's cookie, as a hash, and the web chat's address it opens; or that a link was used for a chat."""

    __tablename__ = "web_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]  # cookie, visit (a link that began a chat)
    address: Mapped[str] = mapped_column(index=True)
    label: Mapped[str] = mapped_column(default="")  # "Chrome trên Android"
    created_at: Mapped[datetime]
    used_at: Mapped[datetime]  # to the hour
    expires_at: Mapped[datetime | None]


class AuditEntry(Base):
    """Who changed what, when; never erased before its time."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the command line
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    action: Mapped[str]
    subject: Mapped[str]
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)


class AuditTurn(Base):
    """What one message changed, with the rows before and after, as long as it may be taken back."""

    __tablename__ = "audit_turns"
    __table_args__ = (Index("ix_audit_turns_chat", "channel", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    address: Mapped[str]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    rows: Mapped[list[Any]]  # [{table, key, before, after}, …]
    command: Mapped[str]  # of the menu: the right to it is the right to take it back
    changes: Mapped[list[Any]]  # [{action, subject, unit_id, before, after}, …]
    told: Mapped[list[Any]] = mapped_column(server_default="[]")  # [[topic, dropped?], …]
    undone_at: Mapped[datetime | None]


class Setting(Base):
    """Facts the processes share: the rehearsal clock's anchor, the bots' names, the web port."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]
