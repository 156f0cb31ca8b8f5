"""Changes that organisers make to what the plan said: proposed, confirmed, told to those they touch."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Edit(Base):
    """One change of one thing. state: draft, dropped, done (those it touches wait to hear), told, silent."""

    __tablename__ = "edits"
    __table_args__ = (Index("ix_edits_state", "state", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    subject: Mapped[str]  # item:12, deadline:3, event:1
    title: Mapped[str]  # the thing as it is called when the change is proposed
    before: Mapped[dict[str, Any]]  # {field: value}, days and hours as ISO text
    after: Mapped[dict[str, Any]]
    seen_version: Mapped[int]  # the thing's version that the organiser looked at
    state: Mapped[str] = mapped_column(default="draft")
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
