"""The plan and what came out of it: events, units, programme, duties, deadlines."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base


class Plan(Base):
    """One file that was handed in. state: draft, published, revision (waits for a yes), replaced."""

    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str] = mapped_column(index=True)  # folded issuer and title: the same plan in another wording
    sha256: Mapped[str] = mapped_column(unique=True)
    file_name: Mapped[str]
    title: Mapped[str]
    number: Mapped[str | None]
    issued_by: Mapped[str | None]
    issued_on: Mapped[str | None]
    signed_by: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="draft")
    revision_of: Mapped[int | None] = mapped_column(ForeignKey("plans.id"))
    draft: Mapped[dict[str, Any]]  # as `read --json` gives it: the draft page and a later comparison read it
    text_lines: Mapped[list[Any]]  # [[line, words], …]: what answers quote
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    events: Mapped[list["Event"]] = relationship(back_populates="plan", order_by="Event.position")


class Event(Base):
    """One conference. An uncertain day keeps its words and month, and starts_on stays empty."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    month: Mapped[str | None]
    date_text: Mapped[str | None]
    tentative: Mapped[bool] = mapped_column(default=False)
    venue: Mapped[str | None]
    chairs: Mapped[list[str]] = mapped_column(default=list)
    expected_delegates: Mapped[int | None]
    lines: Mapped[dict[str, Any]] = mapped_column(default=dict)  # {field: line of the plan}
    published_at: Mapped[datetime | None]
    dated_at: Mapped[datetime | None]  # when an organiser set the days; earlier reminder steps are skipped
    restored_at: Mapped[datetime | None]  # when it was brought back: the same holds for all that is its own
    occurrence: Mapped[int] = mapped_column(default=1)  # of its reminders; a new first day starts the next one
    postponed_at: Mapped[datetime | None]  # put off, no new day yet: its clock rests
    written_at: Mapped[datetime | None]  # nobody meets: opinions are asked in writing
    cancelled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    plan: Mapped[Plan] = relationship(back_populates="events")


class Unit(Base):
    """A district, province, commune or office of one plan. kind: member, office, guest."""

    __tablename__ = "units"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    kind: Mapped[str]
    role: Mapped[str | None]  # chair, deputy, member, host: as the plan says
    host: Mapped[bool] = mapped_column(default=False)  # the event is held there, whatever else it is
    also_called: Mapped[list[str]] = mapped_column(default=list)  # its other names as a hand wrote them
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))  # merged or renamed: follow this
    line: Mapped[str | None]

    aliases: Mapped[list["UnitAlias"]] = relationship(back_populates="unit", cascade="all, delete-orphan")


class UnitAlias(Base):
    """A way to write a unit's name, folded; several units may share one ("van phong")."""

    __tablename__ = "unit_aliases"
    __table_args__ = (UniqueConstraint("unit_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    folded: Mapped[str] = mapped_column(index=True)

    unit: Mapped[Unit] = relationship(back_populates="aliases")


class InvitedUnit(Base):
    """A unit that sends a delegation to an event; quota is None where the plan gives none."""

    __tablename__ = "invited_units"
    __table_args__ = (UniqueConstraint("event_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    quota: Mapped[int | None]

    unit: Mapped[Unit] = relationship()


class DelegateGroup(Base):
    """A line of the composition: who is invited, how many where the plan says."""

    __tablename__ = "delegate_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    position: Mapped[int]
    section: Mapped[str | None]
    name: Mapped[str]
    count: Mapped[int | None]
    line: Mapped[str | None]


class ProgrammeItem(Base):
    """A programme item, timed or only ordered; `number` counts inside its programme."""

    __tablename__ = "programme_items"
    __table_args__ = (Index("ix_programme_items_event_day", "event_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    position: Mapped[int]
    programme: Mapped[str | None]
    number: Mapped[int]
    day: Mapped[date | None]
    start: Mapped[time | None]
    end: Mapped[time | None]
    title: Mapped[str]
    venue: Mapped[str | None]
    performers: Mapped[list[str]] = mapped_column(default=list)
    line: Mapped[str | None]
    dated_at: Mapped[datetime | None]  # when an organiser set its day or hour, or brought it back
    occurrence: Mapped[int] = mapped_column(default=1)  # of its reminder; a new day starts the next one
    cancelled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    options: Mapped[list["ItemOption"]] = relationship(
        back_populates="item", order_by="ItemOption.position", cascade="all, delete-orphan"
    )


class ItemOption(Base):
    """One of the parallel activities of an item; its day and hours are empty where they are those of the item."""

    __tablename__ = "item_options"
    __table_args__ = (UniqueConstraint("item_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("programme_items.id"), index=True)
    position: Mapped[int]
    label: Mapped[str]
    day: Mapped[date | None]
    start: Mapped[time | None]
    end: Mapped[time | None]
    version: Mapped[int] = mapped_column(default=1)

    item: Mapped[ProgrammeItem] = relationship(back_populates="options")


class Duty(Base):
    """One task. role: lead, support or None; state: open, done, blocked."""

    __tablename__ = "duties"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    position: Mapped[int]
    holder: Mapped[str]  # as the plan writes it, joint subjects in one
    text: Mapped[str]
    role: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="open")
    note: Mapped[str | None]
    line: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    holders: Mapped[list["DutyHolder"]] = relationship(cascade="all, delete-orphan")


class DutyHolder(Base):
    """A unit that holds a duty; joint duties have several."""

    __tablename__ = "duty_holders"
    __table_args__ = (UniqueConstraint("duty_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)


class Deadline(Base):
    """A due date. `too_late_from` is exclusive: the first instant that is too late; None where the day is not known."""

    __tablename__ = "deadlines"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)  # the event it serves
    position: Mapped[int]
    what: Mapped[str]
    due_on: Mapped[date | None]
    before: Mapped[bool] = mapped_column(default=True)
    due_time: Mapped[time | None]
    too_late_from: Mapped[datetime | None] = mapped_column(index=True)
    who: Mapped[str | None]
    send_to: Mapped[str | None]
    relative_to: Mapped[str | None]
    line: Mapped[str | None]
    created_at: Mapped[datetime]  # a reminder step already past by then is skipped, never sent late
    dated_at: Mapped[datetime | None]  # when an organiser moved it or brought it back: the same holds from then on
    occurrence: Mapped[int] = mapped_column(default=1)  # of its reminders; a new last day starts the next one
    cancelled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    papers: Mapped[list["Paper"]] = relationship(order_by="Paper.position", cascade="all, delete-orphan")


class Ladder(Base):
    """Reminder steps that an organiser set. kind: deadline, meeting; without a deadline: of the event."""

    __tablename__ = "ladders"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    deadline_id: Mapped[int | None] = mapped_column(ForeignKey("deadlines.id"))
    kind: Mapped[str]
    steps: Mapped[list[Any]]  # [[days before, since when or null], …]


class Paper(Base):
    """One thing to hand in under a deadline: a report, a score sheet, a film."""

    __tablename__ = "papers"
    __table_args__ = (UniqueConstraint("deadline_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadlines.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]

    submissions: Mapped[list["Submission"]] = relationship(cascade="all, delete-orphan")


class Submission(Base):
    """What one unit owes of one paper. state: owed, claimed (they say so), received (confirmed), excused."""

    __tablename__ = "submissions"
    __table_args__ = (UniqueConstraint("paper_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    state: Mapped[str] = mapped_column(default="owed")
    note: Mapped[str | None]
    marked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    marked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Contact(Base):
    """Where to turn: kind office, address, email, phone, server; from the plan or set by an organiser."""

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str]
    label: Mapped[str | None]
    value: Mapped[str]
    line: Mapped[str | None]


class Note(Base):
    """Other facts of a plan. kind: requirement, period, observance, budget, budget_total, detail."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str]
    text: Mapped[str]
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    line: Mapped[str | None]
