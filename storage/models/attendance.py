"""Who comes: a unit's head count and a delegate's own answer, both versioned."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base


class HeadCount(Base):
    """A unit's answer. answer: coming, not_coming, unknown; total is 0 when nobody comes."""

    __tablename__ = "head_counts"
    __table_args__ = (UniqueConstraint("event_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    answer: Mapped[str]
    total: Mapped[int]
    note: Mapped[str | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    groups: Mapped[list["HeadCountGroup"]] = relationship(
        order_by="HeadCountGroup.position", cascade="all, delete-orphan"
    )


class HeadCountGroup(Base):
    """A part of a head count as the focal point named it: "4 thường trực"."""

    __tablename__ = "head_count_groups"
    __table_args__ = (UniqueConstraint("head_count_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    head_count_id: Mapped[int] = mapped_column(ForeignKey("head_counts.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    count: Mapped[int]


class Rsvp(Base):
    """A delegate's own answer. answer: yes, no, substitute (somebody else comes)."""

    __tablename__ = "rsvps"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    answer: Mapped[str]
    reason: Mapped[str | None]
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
