"""What goes out unasked and what came in: outbox, inbox, broadcasts, web posts, workers.

Two clocks meet here: due_at, expires_at and sent_at follow the event's clock (which a rehearsal may
run fast); claimed_at, not_before and beats are real time.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base

_OWED = text("owed_since IS NOT NULL")


class OutboxMessage(Base):
    """One message to one person. States: queued, sending, sent, confirmed, unknown, failed, expired, cancelled."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("event_id", "kind", "subject", "step", "occurrence", "person_id", name="uq_outbox_key"),
        Index("ix_outbox_state_channel", "state", "channel", "critical", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    kind: Mapped[str]  # a row of reminders.KINDS, or broadcast
    subject: Mapped[str]  # what it is about, e.g. deadline:12
    step: Mapped[str]  # never a due time
    occurrence: Mapped[int] = mapped_column(default=1)  # of the subject: a new day starts the next one
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    text: Mapped[str]
    buttons: Mapped[list[Any]] = mapped_column(default=list)  # [[label, command], …]
    file_id: Mapped[int | None]  # of files; with it go all of its album
    critical: Mapped[bool] = mapped_column(default=False)
    channel: Mapped[str | None]  # None: the person has no way to be reached
    address: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="queued")
    cause: Mapped[str | None]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    worker_id: Mapped[str | None]
    claim_token: Mapped[str | None] = mapped_column(index=True)
    claimed_at: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    resent_at: Mapped[datetime | None]  # real time; a declared second try of an unknown message

    parts: Mapped[list["OutboxPart"]] = relationship(order_by="OutboxPart.number", cascade="all, delete-orphan")


class OutboxMatter(Base):
    """A matter that a digest speaks of, under the key that its own message would have had."""

    __tablename__ = "outbox_matters"
    __table_args__ = (
        UniqueConstraint(
            "event_id", "kind", "subject", "step", "occurrence", "person_id", name="uq_outbox_matters_key"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    kind: Mapped[str]
    subject: Mapped[str]
    step: Mapped[str]
    occurrence: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class OutboxPart(Base):
    """A piece of a long message that the platform accepted."""

    __tablename__ = "outbox_parts"
    __table_args__ = (
        UniqueConstraint("message_id", "channel", "number"),
        Index("ix_outbox_parts_platform", "channel", "platform_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), index=True)
    channel: Mapped[str]
    number: Mapped[int]
    platform_id: Mapped[str]


class Attempt(Base):
    """One try to send, for the record: outcome is accepted, not_sent, refused, unknown, reaped, moved or edited."""

    __tablename__ = "attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), index=True)
    channel: Mapped[str]
    at: Mapped[datetime]
    outcome: Mapped[str]
    detail: Mapped[str | None]


class Album(Base):
    """Several files that came as one message, part by part.

    state: gathering, shown (it was answered), late (it was told that what came after the sending stays behind).
    """

    __tablename__ = "albums"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    key: Mapped[str]  # a digest of the chat and of the mark that its parts share
    state: Mapped[str]
    parts: Mapped[list[Any]]  # [[place, words under it, why it is not kept or ""], …]
    created_at: Mapped[datetime]


class StoredFile(Base):
    """A photo or file that goes out with a broadcast; its bytes lie in the data folder under `path`."""

    __tablename__ = "files"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str]  # as people see it
    mime: Mapped[str]
    size: Mapped[int]
    path: Mapped[str] = mapped_column(unique=True)
    token: Mapped[str]  # of the link that opens it; sealed
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    album_id: Mapped[int | None] = mapped_column(index=True)  # of albums: all of one go together
    position: Mapped[int] = mapped_column(default=0, server_default="0")  # in the album: the place in the chat


class Broadcast(Base):
    """A message an organiser sends to many. state: draft, scheduled (frozen when due), sent, stopped."""

    __tablename__ = "broadcasts"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    segment: Mapped[str]
    text: Mapped[str]
    critical: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default="draft")
    recipients: Mapped[int] = mapped_column(default=0)  # frozen count
    send_at: Mapped[datetime | None]  # not before this hour; None: as soon as it is confirmed
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("broadcasts.id"))
    file_id: Mapped[int | None]  # of files; with it go all of its album
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class InboxUpdate(Base):
    """A raw update, kept before it is acknowledged. state: new, done, ignored, failed.

    While an answer to it is owed, the answer lies here with the instant since when; afterwards nothing personal stays.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "update_key"),
        Index("ix_inbox_state", "state", "channel"),
        Index("ix_inbox_owed", "channel", sqlite_where=_OWED, postgresql_where=_OWED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    update_key: Mapped[str]
    raw: Mapped[str]  # sealed until it is closed
    received_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="new")
    tries: Mapped[int] = mapped_column(default=0)
    address: Mapped[str | None]  # of the chat, as long as something here is about it
    replies: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))  # one sealed text: inbox.owe
    parts_given: Mapped[int] = mapped_column(default=0, server_default="0")  # of the replies as the channel cuts them
    owed_since: Mapped[datetime | None]  # real time


class WebPost(Base):
    """What stands in a web chat. kind: post (came unasked), answer, said (the person's own words)."""

    __tablename__ = "web_posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(default="post")
    text: Mapped[str]
    buttons: Mapped[list[Any]] = mapped_column(default=list)  # [[label, command], …]
    at: Mapped[datetime]


class Worker(Base):
    """A process that delivers; rows of one that stopped beating become unknown."""

    __tablename__ = "workers"

    id: Mapped[str] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    beat_at: Mapped[datetime]
