"""From a draft to the tables: the only place where what was read becomes rows."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from handlers.language.folding import fold
from handlers.plans.units import UnitBook
from handlers.reading.draft import DueDate, Line, PlanDraft, PlanEvent
from storage import plans
from storage.clock import too_late_from
from storage.facts import DETAIL
from storage.models import (
    Contact,
    Deadline,
    DelegateGroup,
    Duty,
    DutyHolder,
    Event,
    InvitedUnit,
    ItemOption,
    Note,
    Paper,
    Plan,
    ProgrammeItem,
    Submission,
)

KEY_LENGTH = 60


def add_rows(session: Session, plan: Plan, draft: PlanDraft, now: datetime, zone: str) -> None:
    """Everything the draft holds, under a plan that is stored already."""
    book = UnitBook(session, plan, draft)
    events = _events(session, plan, draft)
    for row, found in zip(events, draft.events or (None,), strict=False):
        seats = book.seats(found) if found is not None else {}
        plans.add(session, [InvitedUnit(event_id=row.id, unit_id=u.id, quota=seats.get(u.id)) for u in book.members])
        if found is not None:
            plans.add(session, [*_groups(row, found), *_agenda(row, found)])
            plans.add(session, list(_duties(row, found, book)))
    for position, due in enumerate(draft.deadlines):
        plans.add(session, [_deadline(plan, _served(due, events), due, book, position, now, zone)])
    plans.add(session, [*_contacts(plan, draft), *_notes(plan, draft)])


def _line(line: Line) -> str | None:
    return None if line is None else str(line)


def _events(session: Session, plan: Plan, draft: PlanDraft) -> list[Event]:
    """One row per conference; a plan that announces none is itself the event."""
    taken = plans.keys_in_use(session)
    rows = []
    for position, found in enumerate(draft.events or (PlanEvent(title=plan.title),)):
        key = _key(found.title, taken)
        taken.add(key)
        rows.append(
            Event(
                plan_id=plan.id,
                position=position,
                key=key,
                title=found.title,
                starts_on=found.starts_on,
                ends_on=found.ends_on or found.starts_on,
                month=found.month,
                date_text=found.date_text,
                tentative=found.tentative,
                venue=found.venue,
                chairs=list(found.chairs),
                expected_delegates=found.expected_delegates,
                lines={"title": found.line, **found.lines},
            )
        )
    plans.add(session, rows)
    return rows


def _key(title: str, taken: set[str]) -> str:
    """A lower-case ASCII slug of the title, cut at a word, unique in the database."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-") or "su-kien"
    if len(slug) > KEY_LENGTH:
        slug = slug[: KEY_LENGTH + 1].rsplit("-", 1)[0]
    number = 1
    key = slug
    while key in taken:
        number += 1
        key = f"{slug}-{number}"
    return key


def _groups(event: Event, found: PlanEvent) -> Iterator[DelegateGroup]:
    for position, group in enumerate(found.delegate_groups):
        yield DelegateGroup(
            event_id=event.id,
            position=position,
            section=group.section,
            name=group.name,
            count=group.count,
            line=_line(group.line),
        )


def _agenda(event: Event, found: PlanEvent) -> Iterator[ProgrammeItem]:
    one_day = found.starts_on == found.ends_on  # then its hours need no day of their own
    for position, item in enumerate(found.agenda):
        yield ProgrammeItem(
            event_id=event.id,
            position=position,
            programme=item.programme,
            number=item.position,
            day=item.date or (found.starts_on if one_day and item.start else None),
            start=item.start,
            end=item.end,
            title=item.title,
            venue=item.venue,
            performers=list(item.who),
            line=_line(item.line),
            options=[ItemOption(position=n, label=label) for n, label in enumerate(item.options, 1)],
        )


def _duties(event: Event, found: PlanEvent, book: UnitBook) -> Iterator[Duty]:
    position = 0
    for duty in found.duties:
        holders = book.holders(duty.unit)
        for task in duty.tasks:
            yield Duty(
                event_id=event.id,
                position=position,
                holder=duty.unit,
                text=task.text,
                role=task.role,
                line=_line(task.line if task.line is not None else duty.line),
                holders=[DutyHolder(unit_id=unit_id) for unit_id in holders],
            )
            position += 1


def _deadline(
    plan: Plan, event: Event, due: DueDate, book: UnitBook, position: int, now: datetime, zone: str
) -> Deadline:
    owing = book.owing(due)
    papers = due.papers or (due.what,)
    return Deadline(
        plan_id=plan.id,
        event_id=event.id,
        position=position,
        what=due.what,
        due_on=due.due_on,
        before=due.before,
        due_time=due.due_at,
        who=due.who,
        send_to=due.send_to,
        relative_to=due.relative_to,
        line=_line(due.line),
        too_late_from=too_late_from(due.due_on, due.before, due.due_at, zone) if due.due_on else None,
        created_at=now,
        papers=[
            Paper(position=n, name=name, submissions=[Submission(unit_id=unit) for unit in owing])
            for n, name in enumerate(papers, 1)
        ],
    )


def _served(due: DueDate, events: list[Event]) -> Event:
    """The event a deadline serves: the first that begins on or after it, else the last."""
    if due.due_on is None:
        return events[0]
    dated = [(begin, event) for event in events if (begin := _begin(event))]
    later = sorted(((b, e) for b, e in dated if b >= due.due_on.isoformat()[: len(b)]), key=lambda pair: pair[0])
    return later[0][1] if later else events[-1] if dated else events[0]


def _begin(event: Event) -> str | None:
    return event.starts_on.isoformat() if isinstance(event.starts_on, date) else event.month


def _contacts(plan: Plan, draft: PlanDraft) -> Iterator[Contact]:
    for position, contact in enumerate(draft.contacts):
        yield Contact(
            plan_id=plan.id, position=position, kind=contact.kind, value=contact.value, line=_line(contact.line)
        )


def _notes(plan: Plan, draft: PlanDraft) -> Iterator[Note]:
    written = plan.draft
    for kind, key in (
        ("requirement", "requirements"),
        ("period", "periods"),
        ("observance", "observances"),
        ("budget", "budget"),
    ):
        for position, row in enumerate(written.get(key) or []):
            data = row if isinstance(row, dict) else {}
            text = str(data.get("name") or data.get("item") or "; ".join(data.get("tasks") or []) if data else row)
            line = _line(data.get("line"))
            yield Note(plan_id=plan.id, position=position, kind=kind, text=text, data=data, line=line)
    for position, detail in enumerate(draft.details):
        data, line = {"name": detail.name}, _line(detail.line)
        yield Note(plan_id=plan.id, position=position, kind=DETAIL, text=detail.text, data=data, line=line)
    if draft.budget_total is not None:
        yield Note(plan_id=plan.id, position=0, kind="budget_total", text="", data={"amount": draft.budget_total})
