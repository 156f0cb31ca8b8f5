"""What becomes of a thing's reminders after a change, by the very rules that will send them."""

from collections.abc import Iterator
from datetime import datetime, time

from sqlalchemy.orm import Session

from handlers.changes.affected import performing
from handlers.reminders import meetings, papers, programme
from handlers.reminders.kinds import DAY, Kind, Matter, Rung, named, steps_ahead
from handlers.wording import outlook as wording
from storage import coming, edits, outbox, owing
from storage.clock import instant, is_quiet, local
from storage.ladders import Ladders
from storage.models import Deadline, Edit, Event, ProgrammeItem
from storage.outbox import Topic

DEADLINE, LEAD, CALL_LIST = (named(papers.KINDS, name) for name in ("deadline", "lead", "call_list"))
MEETING = named(meetings.KINDS, "meeting")
MORNING, SOON = (named(programme.KINDS, name) for name in ("morning", "soon"))
MOMENT = {"starts_on", "day", "start", "due_on", "due_time", *edits.MARKS}


def outlook(
    session: Session, event: Event, edit: Edit, now: datetime, *, zone: str, quiet: tuple[time, time]
) -> str:  # fmt: skip
    """One sentence or two on what is reminded of next; empty where the change touches no reminder."""
    if event.published_at is None or not MOMENT & set(edit.after):
        return ""
    row = edits.thing(session, event.id, edit.subject)
    asked = _Asked(session, event, now, zone, quiet)
    if isinstance(row, Deadline):
        return asked.of_deadline(row)
    return asked.of_item(row) if isinstance(row, ProgrammeItem) else asked.of_event()


class _Asked:
    """One look ahead at the reminders of one event."""

    def __init__(self, session: Session, event: Event, now: datetime, zone: str, quiet: tuple[time, time]) -> None:
        self._session, self._event, self._now, self._zone, self._quiet = session, event, now, zone, quiet

    def of_deadline(self, row: Deadline) -> str:
        if row.cancelled_at is not None:
            return wording.NO_MORE
        if self._event.cancelled_at is not None:
            return wording.CALLED_OFF
        if row.too_late_from is None:
            return wording.ALL_PAST
        debts = owing.debts(self._session, self._event.id, row.id)
        if not debts:
            return wording.NOBODY_OWES
        matter = papers.matter_of(row, self._event, Ladders(self._session), self._zone)
        return self._of_papers(matter, debts)

    def _of_papers(self, matter: Matter, debts: owing.Debts) -> str:
        if step := self._next(DEADLINE, matter):
            return wording.deadline(step[1], step[0].days_before, self._zone)
        speakers = owing.speakers(self._session, {self._event.id}).get(self._event.id, {})
        leads = owing.told(debts, speakers, lead=True)
        if leads and (step := self._next(LEAD, matter)):
            return wording.lead(step[1], self._zone)
        if step := self._next(CALL_LIST, matter):
            return wording.calls(step[1], self._zone)
        return wording.ALL_PAST if matter.steps else wording.LADDER_OFF

    def of_event(self) -> str:
        event = self._event
        if event.cancelled_at is not None:
            return wording.NO_MORE
        tail = f" {wording.PAPERS_GO_ON}" if self._papers_open() else ""
        if event.written_at is not None:
            return wording.NO_MEETING + tail
        if event.postponed_at is not None or event.starts_on is None:
            return wording.NO_DAY + tail
        return self._of_meeting() + tail

    def _papers_open(self) -> bool:
        rows = owing.open_deadlines(self._session, self._now, datetime.max.replace(tzinfo=self._now.tzinfo))
        return any(event.id == self._event.id for _, event in rows)

    def _of_meeting(self) -> str:
        first = meetings.first_item(self._session, self._event)
        matter = meetings.matter_of(self._event, first, Ladders(self._session), self._zone)
        if step := self._next(MEETING, matter):
            return wording.meeting(step[1], step[0].days_before, self._zone)
        if step := next((each for day in self._mornings() if (each := self._next(MORNING, day))), None):
            return wording.morning(step[1], self._zone, off=not matter.steps)
        return wording.ALL_PAST

    def _mornings(self) -> Iterator[Matter]:
        items = coming.items_of(self._session, [self._event.id])
        days = {item.day for item in items} | {self._event.starts_on}
        for day in sorted(day for day in days if day is not None):
            yield programme.day_of(self._event, day, items, self._zone)

    def of_item(self, row: ProgrammeItem) -> str:
        event, members = self._event, coming.approved(self._session, [self._event.id])
        stands = not (event.cancelled_at or event.postponed_at or event.written_at)
        if not stands or not row.performers or not any(performing(row, members)):
            return ""
        if row.cancelled_at is not None:
            return wording.NO_MORE
        if row.day is None or row.start is None:
            return ""
        matter = programme.matter_of(row, event, self._zone)
        topic = Topic(event.id, SOON.name, matter.subject, SOON.steps[0].name, matter.occurrence)
        if any(key[:-1] == topic.key for key in outbox.known(self._session, {topic})):
            return wording.TOLD_ALREADY
        step = self._next(SOON, matter)
        return wording.performers(step[1], self._zone) if step else wording.TOO_NEAR

    def _next(self, kind: Kind, matter: Matter) -> tuple[Rung, datetime] | None:
        """The first step that really leaves, and when: the quiet of the night may hold it, or outlast it."""
        for step, hour in steps_ahead(kind, matter, self._now, self._zone):
            leaves = self._after_quiet(hour)
            if leaves < step.ends(matter, hour):
                return step, leaves
        return None

    def _after_quiet(self, hour: datetime) -> datetime:
        if not is_quiet(hour, self._quiet, self._zone):
            return hour
        day = local(hour, self._zone).date()
        ends = instant(day, self._quiet[1], self._zone)
        return ends if ends > hour else instant(day + DAY, self._quiet[1], self._zone)
