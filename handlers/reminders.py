"""Which reminders there are and when they fall due. Nothing is scheduled ahead: each tick asks what is due now.

A step counts from the last allowed day, at its hour; on a day off it moves to the working day before. Of several
steps that have fallen due only the nearest is sent. A step that was past when the matter became known is skipped.
Somebody who joins after the hour, while the matter is open, is reminded at once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from handlers.wording import reminders as wording
from storage import outbox, owing
from storage.clock import DEFAULT_ZONE, instant, last_allowed_day, local, working_day_after, working_day_before
from storage.models import Deadline, Event
from storage.outbox import Draft, Topic, Words
from storage.owing import Debt

QUIET = (time(21), time(6, 30))
MORNING = time(8)


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of the ladder: so many days before the last allowed day, after it where negative."""

    name: str
    days_before: int
    at: time = MORNING

    def day(self, last_day: date) -> date:
        """The local day: a day off gives way backwards, for an overdue step forwards."""
        day = last_day - timedelta(days=self.days_before)
        return working_day_before(day) if self.days_before >= 0 else working_day_after(day)


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to be reminded of. `known_since` is when people could first know; it ends with `too_late_from`."""

    subject: str
    event: Event
    known_since: datetime
    too_late_from: datetime
    about: Deadline


@dataclass(frozen=True, slots=True)
class Kind:
    """One reminder kind: its name, its steps, what is open, whom it concerns, how it is said."""

    name: str
    steps: tuple[Step, ...]
    find: Callable[[Session, datetime], Iterable[Matter]]
    whom: Callable[[Session, Matter], Iterable[tuple[int, Sequence[Debt]]]]
    word: Callable[[Deadline, Sequence[Debt], str, str], Words]


def _deadlines(session: Session, now: datetime) -> Iterable[Matter]:
    for deadline, event in owing.open_deadlines(session, now):
        if deadline.too_late_from is not None and event.published_at is not None:
            known = max(deadline.created_at, event.published_at)
            yield Matter(f"deadline:{deadline.id}", event, known, deadline.too_late_from, deadline)


def _who_owes(session: Session, matter: Matter) -> Iterable[tuple[int, Sequence[Debt]]]:
    owed = owing.debts(session, matter.event.id, matter.about.id)
    return owing.by_focal_point(session, matter.event.id, owed).items()


# Name, steps, find, whom, word. T-7, T-3, the day itself and overdue become steps of the same row.
KINDS = (Kind("deadline", (Step("T-1", 1),), _deadlines, _who_owes, wording.deadline),)


def queue_due(session: Session, now: datetime, *, zone: str = DEFAULT_ZONE, quiet: tuple[time, time] = QUIET) -> int:
    """Puts what is due into the outbox; how many messages are new. Asking again adds nothing."""
    if is_quiet(now, quiet, zone):
        return 0
    return sum(_queue(session, kind, now, zone) for kind in KINDS)


def is_quiet(now: datetime, quiet: tuple[time, time], zone: str = DEFAULT_ZONE) -> bool:
    """Whether reminders rest at this hour; the span may cross midnight, an empty one never rests."""
    begin, end = quiet
    at = local(now, zone).time()
    return begin <= at < end if begin <= end else at >= begin or at < end


def due_step(kind: Kind, matter: Matter, now: datetime, zone: str) -> tuple[Step, datetime] | None:
    """The nearest step that has fallen due since the matter became known, and its hour."""
    last_day = last_allowed_day(matter.too_late_from, zone)
    hours = [(instant(step.day(last_day), step.at, zone), -step.days_before, step) for step in kind.steps]
    due = [found for found in hours if matter.known_since < found[0] <= now]
    if not due:
        return None
    at, _, step = max(due, key=lambda found: found[:2])
    return step, at


def _queue(session: Session, kind: Kind, now: datetime, zone: str) -> int:
    new, wanted = 0, set()
    for matter in kind.find(session, now):
        found = due_step(kind, matter, now, zone)
        if found is None:
            continue
        step, due_at = found
        drafts = [_draft(kind, matter, person, debts, zone) for person, debts in kind.whom(session, matter)]
        topic = Topic(matter.event.id, kind.name, matter.subject, step.name)
        new += outbox.put(session, topic, drafts, now=now, due_at=due_at, expires_at=matter.too_late_from)
        wanted |= {(matter.subject, step.name, draft.person_id) for draft in drafts}
    outbox.withdraw(session, kind.name, wanted, now)
    return new


def _draft(kind: Kind, matter: Matter, person_id: int, debts: Sequence[Debt], zone: str) -> Draft:
    def write(number: str) -> Words:
        return kind.word(matter.about, debts, number, zone)

    return Draft(person_id, debts[0].unit.id, write)
