"""Who comes: head counts, names, choices, arrivals, a delegate's own answer; when counts lock and who may still."""

from datetime import date, datetime, time

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
    substitute: Mapped[str | None]  # who comes instead, as the delegate wrote it
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Delegate(Base):
    """One name of a unit's delegation. Names never change the head count."""

    __tablename__ = "delegates"
    __table_args__ = (UniqueConstraint("event_id", "unit_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[str]
    folded: Mapped[str]  # the name as it is compared
    post: Mapped[str | None]
    group: Mapped[str | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class ChoiceSplit(Base):
    """How many of a unit take one of an item's parallel activities; a unit's rows of an item share a version."""

    __tablename__ = "choice_splits"
    __table_args__ = (UniqueConstraint("event_id", "unit_id", "option_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    option_id: Mapped[int] = mapped_column(ForeignKey("item_options.id"), index=True)
    count: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class OwnChoice(Base):
    """Which of an item's parallel activities a delegate takes; counts where the unit itself gave no split."""

    __tablename__ = "own_choices"
    __table_args__ = (UniqueConstraint("person_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("programme_items.id"))
    option_id: Mapped[int] = mapped_column(ForeignKey("item_options.id"))
    at: Mapped[datetime]


class Arrival(Base):
    """When and how a delegation comes; the day alone is kept where no hour was said."""

    __tablename__ = "arrivals"
    __table_args__ = (UniqueConstraint("event_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    day: Mapped[date | None]
    hour: Mapped[time | None]  # local, as people say it
    place: Mapped[str | None]
    people: Mapped[int | None]
    vehicles: Mapped[int | None]
    drivers: Mapped[int | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Stay(Base):
    """How many of a unit take one meal or one night. kind: breakfast, lunch, dinner, night (that of its evening)."""

    __tablename__ = "stays"
    __table_args__ = (UniqueConstraint("event_id", "unit_id", "day", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    day: Mapped[date]
    kind: Mapped[str]
    count: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class CountLock(Base):
    """When an organiser lets head counts lock; empty: never. Without a row the plan's own deadline counts."""

    __tablename__ = "count_locks"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True, autoincrement=False)
    locks_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Grant(Base):
    """One unit may still change after the lock, until a moment; the newest row counts."""

    __tablename__ = "grants"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    until: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class UnitContact(Base):
    """Somebody of a unit who can be telephoned; shown to organisers and to the unit itself."""

    __tablename__ = "unit_contacts"
    __table_args__ = (UniqueConstraint("unit_id", "phone"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[str]
    post: Mapped[str | None]
    phone: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
