"""What organisers changed is told to those it touches, once: ten minutes after the last change, in one message."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from handlers.changes.affected import NEAR, WAITS, Side, hours_of, touched
from handlers.wording import edits as wording
from storage import edits, outbox
from storage.models import Edit, Event
from storage.outbox import Draft, Topic, Words

KIND = "change"
AT_MOST = timedelta(minutes=30)  # an organiser who goes on editing does not keep people waiting for ever
AT_ONCE = timedelta(minutes=30)  # what is that near is told without waiting
USEFUL = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Changed:
    """All changes of one thing since people were last told: before the first, after the last."""

    subject: str
    title: str
    before: Side
    after: Side
    critical: bool


def queue(session: Session, now: datetime, zone: str, *, quiet: bool) -> int:
    """Tells what has waited long enough; in quiet hours only what is near."""
    new = 0
    for event_id, group in groupby(edits.untold(session), key=lambda edit: edit.event_id):
        made = list(group)
        event = session.get_one(Event, event_id)
        if not _waited(made, event, now, zone):
            continue
        changed = _merged(made, event, now, zone)
        if quiet and not any(each.critical for each in changed):
            continue
        if event.published_at is not None:
            new += _put(session, event, made[0], changed, now)
        edits.settle(made, now)
    return new


def _waited(made: Sequence[Edit], event: Event, now: datetime, zone: str) -> bool:
    done = [edit.done_at for edit in made if edit.done_at]
    if max(done) + WAITS <= now or min(done) + AT_MOST <= now:
        return True
    return any(timedelta(0) <= at - now <= AT_ONCE for edit in made for at in hours_of(edit, event, zone))


def _merged(made: Sequence[Edit], event: Event, now: datetime, zone: str) -> list[Changed]:
    """One entry for each thing; what was changed back says nothing."""
    found = []
    for subject in dict.fromkeys(edit.subject for edit in made):
        own = [edit for edit in made if edit.subject == subject]
        before: dict[str, object] = {}
        after: dict[str, object] = {}
        for edit in own:
            before = edit.before | before
            after |= edit.after
        if edits.same(subject, before, {**before, **after}, zone):
            continue
        near = any(at - now <= NEAR for edit in own for at in hours_of(edit, event, zone))
        found.append(Changed(subject, own[0].title, before, after, near))
    return found


def _put(session: Session, event: Event, first: Edit, changed: Sequence[Changed], now: datetime) -> int:
    """One message for each person, with the changes that touch them."""
    lines: dict[int, list[Changed]] = {}
    units: dict[int, int | None] = {}
    for each in changed:
        for person in touched(session, event, each.subject, each.before, each.after):
            lines.setdefault(person.person_id, []).append(each)
            units.setdefault(person.person_id, person.unit_id)
    new = 0
    for critical in (True, False):
        drafts = [
            Draft(person, units[person], _words(event, own))
            for person, own in lines.items()
            if any(each.critical for each in own) == critical
        ]
        topic = Topic(event.id, KIND, f"edits:{first.id}", "1")
        new += outbox.put(
            session, topic, drafts, now=now, due_at=now, expires_at=now + USEFUL, critical=critical
        )  # fmt: skip
    return new


def _words(event: Event, own: Sequence[Changed]) -> Callable[[str], Words]:
    rows = [(each.title, wording.said(each.before), wording.become(each.after)) for each in own]
    return lambda number: wording.notice(event.title, rows, number)
