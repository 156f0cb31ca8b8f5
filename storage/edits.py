"""Changes of what the plan said: proposed, confirmed once, written with version and audit, kept until told."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import audit, options
from storage.clock import last_allowed_day, too_late_from
from storage.models import Deadline, Edit, Event, ItemOption, Person, ProgrammeItem

Thing = Event | ProgrammeItem | Deadline | ItemOption
TABLES: Mapping[str, type[Any]] = {
    "event": Event,
    "item": ProgrammeItem,
    "deadline": Deadline,
    "option": ItemOption,
}
DAYS, HOURS = ("starts_on", "ends_on", "day", "due_on"), ("start", "end", "due_time")
MARKS = ("cancelled_at", "postponed_at", "written_at")
LINES = (("starts_on", "date_text"), ("starts_on", "starts_on"), ("venue", "venue"))
EDITED = "*"  # stands after the plan's line where the row no longer says what the line says


class Stale(Exception):
    """Somebody else changed the thing in between; nothing was written."""


def thing(session: Session, event_id: int, subject: str, *, lock: bool = False) -> Thing | None:
    """The event, item, deadline or activity that "item:12" names, if it belongs to the event."""
    kind, _, number = subject.partition(":")
    row: Thing | None = session.get(TABLES[kind], int(number), with_for_update=lock, populate_existing=lock)
    if isinstance(row, ItemOption):
        item = session.get_one(ProgrammeItem, row.item_id, with_for_update=lock, populate_existing=lock)
        return row if item.event_id == event_id else None
    own = row.id if isinstance(row, Event) else row.event_id if row else None
    return row if own == event_id else None


def title(row: Thing) -> str:
    """What a thing is called."""
    if isinstance(row, Deadline):
        return row.what
    return row.label if isinstance(row, ItemOption) else row.title


def value(row: Thing, field: str) -> Any:
    """A field as it is kept in an edit: ISO text for days and hours, True for a mark."""
    found = options.value(row, field) if isinstance(row, ItemOption) else getattr(row, field)
    if field in MARKS:
        return found is not None
    return found.isoformat() if isinstance(found, date | time) else found


def propose(
    session: Session, event_id: int, subject: str, title: str, after: Mapping[str, Any], *,
    author_id: int | None, now: datetime,
) -> Edit:  # fmt: skip
    """Keeps a change that waits for a yes, with what stands now."""
    row = thing(session, event_id, subject)
    assert row is not None
    edit = Edit(
        event_id=event_id, author_id=author_id, subject=subject, title=title, state="draft", created_at=now,
        before={field: value(row, field) for field in after}, after=dict(after), seen_version=row.version,
    )  # fmt: skip
    session.add(edit)
    session.flush()
    return edit


def locked(session: Session, event_id: int, edit_id: int) -> Edit | None:
    """A proposed change of this event, held so that two presses become one."""
    query = select(Edit).where(Edit.event_id == event_id, Edit.id == edit_id)
    return session.scalar(query.with_for_update())


def apply(session: Session, edit: Edit, *, actor_id: int | None, now: datetime, zone: str) -> None:
    """Writes a confirmed change. Stale where the thing is no longer as it was shown."""
    row = thing(session, edit.event_id, edit.subject, lock=True)
    if row is None or row.version != edit.seen_version:
        raise Stale
    was = _moment_of(row, zone)
    if isinstance(row, Event):
        _move_items(session, row, edit.after, now)
    _write(row, {field: _typed(field, new, now) for field, new in edit.after.items()})
    _settle(row, edit, zone)
    _count_occurrences(row, edit, was, now, zone)
    row.version += 1
    edit.state, edit.done_at = "done", now
    audit.record(
        session, now=now, action="edit", subject=edit.subject, actor_id=actor_id, event_id=edit.event_id,
        before=edit.before, after=edit.after,
    )  # fmt: skip


def _write(row: Thing, new: Mapping[str, Any]) -> None:
    if isinstance(row, ItemOption):
        options.write(row, new)
        return
    day = row.day if isinstance(row, ProgrammeItem) else None
    for field, to in new.items():
        setattr(row, field, to)
    if isinstance(row, ProgrammeItem):
        options.follow(row, day)


def _typed(field: str, new: Any, now: datetime) -> Any:
    if field in MARKS:
        return now if new else None
    if new is None:
        return None
    return date.fromisoformat(new) if field in DAYS else time.fromisoformat(new) if field in HOURS else new


def _settle(row: Thing, edit: Edit, zone: str) -> None:
    """What follows from a new value: the first instant too late, the source's mark."""
    if isinstance(row, Event):
        row.lines = row.lines | {name: _marked(row.lines.get(name)) for field, name in LINES if field in edit.after}
        return
    of_plan = row.item if isinstance(row, ItemOption) else row
    of_plan.line = _marked(of_plan.line)
    if isinstance(row, Deadline) and {"due_on", "due_time"} & set(edit.after):
        row.too_late_from = too_late_from(row.due_on, row.before, row.due_time, zone) if row.due_on else None


def _moment_of(row: Thing, zone: str) -> tuple[date | None, time | None]:
    """The day that reminders count from, and the hour where they count from that too."""
    if isinstance(row, Event):
        return row.starts_on, None
    if isinstance(row, Deadline):
        return last_allowed_day(row.too_late_from, zone) if row.too_late_from else None, None
    return options.moment(row)[:2]


def _count_occurrences(
    row: Thing, edit: Edit, was: tuple[date | None, time | None], now: datetime, zone: str
) -> None:  # fmt: skip
    """A new day starts the next occurrence of a thing's reminders; what was past when it became known is skipped.

    An activity has no reminders but those of its item.
    """
    if isinstance(row, ItemOption):
        return
    moment = _moment_of(row, zone)
    back = [mark for mark in MARKS if edit.before.get(mark) and edit.after.get(mark) is False]
    if moment != was or back:
        row.dated_at = now
    if moment[0] != was[0]:
        row.occurrence += 1
    if isinstance(row, Event) and "cancelled_at" in back:
        row.restored_at = now


def past_day(row: Thing, after: Mapping[str, Any], now: datetime, zone: str) -> dict[str, Any]:
    """The day that a change would set or bring back though it is over; empty where it lies ahead, or is not touched."""
    brings = any(after.get(mark) is False for mark in MARKS)
    values = {field: after.get(field, value(row, field)) for field in _fields_of_moment(row)}
    first = values.get("starts_on") or values.get("day") or values.get("due_on")
    if not first or not (brings or set(values) & set(after)) or any(after.get(mark) for mark in MARKS):
        return {}
    at = values.get("start") or values.get("due_time")
    ends = too_late_from(
        date.fromisoformat(first), bool(values.get("before")), time.fromisoformat(at) if at else None, zone
    )
    return values if ends <= now else {}


def _fields_of_moment(row: Thing) -> tuple[str, ...]:
    if isinstance(row, Event):
        return "starts_on", "ends_on"
    return ("due_on", "due_time", "before") if isinstance(row, Deadline) else ("day", "start", "end")


def same(subject: str, before: Mapping[str, Any], after: Mapping[str, Any], zone: str) -> bool:
    """Whether nothing changed between two sides of an edit, whatever words say it."""
    return _plain(subject, before, zone) == _plain(subject, after, zone)


def _plain(subject: str, side: Mapping[str, Any], zone: str) -> dict[str, Any]:
    """One side with one spelling for each moment: the first instant too late, the last day of one day."""
    plain = dict(side)
    if subject.startswith("deadline:") and plain.get("due_on"):
        due, at = date.fromisoformat(plain.pop("due_on")), plain.pop("due_time", None)
        plain["too_late"] = too_late_from(due, plain.pop("before", True), time.fromisoformat(at) if at else None, zone)
    if plain.get("starts_on") and not plain.get("ends_on"):
        plain["ends_on"] = plain["starts_on"]
    return plain


def _marked(line: Any) -> str:
    return f"{line or ''}".rstrip(EDITED) + EDITED


def _move_items(session: Session, event: Event, after: Mapping[str, Any], now: datetime) -> None:
    """The programme moves with its event; one without days takes the day of an event that has one day.

    Where the event's day is open again, so is that of the items that took it.
    """
    if "starts_on" not in after:
        return
    if after["starts_on"] is None and event.dated_at is None:
        return
    if after["starts_on"] is None:
        taken = (ProgrammeItem.event_id == event.id, ProgrammeItem.dated_at == event.dated_at)
        for item in session.scalars(select(ProgrammeItem).where(*taken)).all():
            _set_day(item, None, now)
        return
    new = date.fromisoformat(after["starts_on"])
    last = date.fromisoformat(after.get("ends_on") or after["starts_on"])
    items = session.scalars(select(ProgrammeItem).where(ProgrammeItem.event_id == event.id)).all()
    shift = new - event.starts_on if event.starts_on else None
    for item in items:
        if item.day is not None and shift is not None and shift != timedelta(0):
            _set_day(item, item.day + shift, now)
        elif item.day is None and event.starts_on is None and new == last:
            _set_day(item, new, now)


def _set_day(item: ProgrammeItem, day: date | None, now: datetime) -> None:
    was, item.day, item.dated_at = item.day, day, now
    options.follow(item, was)
    item.occurrence += 1
    item.version += 1


def last_of(session: Session, event_id: int, author_id: int) -> Edit | None:
    """The newest change that one organiser wrote."""
    query = select(Edit).where(Edit.event_id == event_id, Edit.author_id == author_id, Edit.done_at.is_not(None))
    return session.scalar(query.order_by(Edit.done_at.desc(), Edit.id.desc()).limit(1))


def newest(session: Session, event_id: int, subjects: Sequence[str]) -> tuple[Edit, str] | None:
    """The newest change of one of these things that was written, and the name of who wrote it."""
    query = select(Edit, Person.name).outerjoin(Person, Person.id == Edit.author_id)
    query = query.where(Edit.event_id == event_id, Edit.subject.in_(subjects), Edit.done_at.is_not(None))
    found = session.execute(query.order_by(Edit.done_at.desc(), Edit.id.desc()).limit(1)).first()
    return (found[0], found[1] or "") if found is not None else None


def said_with(session: Session, edit: Edit) -> Sequence[Edit]:
    """Changes proposed in the same sentence, after this one, that still wait for a yes."""
    query = select(Edit).where(
        Edit.event_id == edit.event_id, Edit.author_id == edit.author_id, Edit.created_at == edit.created_at,
        Edit.id > edit.id, Edit.state == "draft", Edit.subject != edit.subject,
    )  # fmt: skip
    return session.scalars(query.order_by(Edit.id)).all()


def any_untold(session: Session) -> bool:
    """Whether a confirmed change waits to be told."""
    return session.scalar(select(Edit.id).where(Edit.state == "done").limit(1)) is not None


def untold(session: Session) -> Sequence[Edit]:
    """Confirmed changes that nobody was told of yet, in the order they were made."""
    return session.scalars(select(Edit).where(Edit.state == "done").order_by(Edit.event_id, Edit.id)).all()


def settle(edits: Sequence[Edit], now: datetime) -> None:
    """They have been told, or came to nothing."""
    for edit in edits:
        edit.state, edit.told_at = "told", now
