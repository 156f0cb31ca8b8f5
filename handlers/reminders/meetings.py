"""Meetings: a ladder to those who come; a question to the organisers where the day is not fixed."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, time

from sqlalchemy.orm import Session

from handlers.language.folding import fold
from handlers.reminders.kinds import DAY, Chosen, Kind, Matter, Rung, Step, in_sight, latest, steps_of
from handlers.wording import reminders as wording
from storage import coming, people, segments
from storage.clock import instant, local, month_before, month_span, too_late_from, working_day_after
from storage.ladders import MEETING, Ladders
from storage.models import Event, ProgrammeItem
from storage.outbox import Draft

ASK = (Step("ask", 0, moves=False),)
TO_BRING = re.compile(
    r"\b(?:mang theo|mang mac|an mac|trang phuc|le phuc|quan phuc|deo huan chuong"
    r"|(?:mang|cam|xuat trinh|co) (?:theo )?giay (?:moi|trieu tap))\b"
)
SHORT = 200  # letters; a longer paragraph merely mentions it

Told = Iterator[tuple[Matter, Rung, Draft]]


def _ahead(session: Session, now: datetime, zone: str) -> Iterable[Matter]:
    today = local(now, zone).date()
    ladders = Ladders(session)
    events = coming.meetings(session, today, in_sight(today, ladders.farthest(MEETING)))
    first = _first_items(session, [event.id for event in events])
    for event in events:
        yield matter_of(event, first.get(event.id), ladders, zone)


def matter_of(event: Event, first: ProgrammeItem | None, ladders: Ladders, zone: str) -> Matter:
    """A published meeting whose day is known, and what it begins with, as what reminders count from."""
    assert event.starts_on is not None
    opens = first.start if first is not None and first.day == event.starts_on and first.start else time(23, 59)
    return Matter(
        f"event:{event.id}", event, known_since(event), event.starts_on, instant(event.starts_on, opens, zone),
        (event, first), steps=steps_of(ladders.of(MEETING, event.id)), occurrence=event.occurrence,
    )  # fmt: skip


def known_since(event: Event) -> datetime:
    """When a published event got the day that it has, and stood."""
    return latest(event.published_at, event.dated_at, event.restored_at)


def first_item(session: Session, event: Event) -> ProgrammeItem | None:
    """What a meeting begins with."""
    return _first_items(session, [event.id]).get(event.id)


def _first_items(session: Session, event_ids: list[int]) -> dict[int, ProgrammeItem]:
    """What each meeting begins with, where its programme gives hours."""
    timed = [item for item in coming.items_of(session, event_ids) if item.day and item.start]
    found: dict[int, ProgrammeItem] = {}
    for item in sorted(timed, key=lambda each: (each.day, each.start)):
        found.setdefault(item.event_id, item)
    return found


def _who_comes(session: Session, chosen: Chosen, now: datetime, zone: str) -> Told:
    for matter, step in chosen:
        event, first = matter.about
        bring, days = things_to_bring(session, event), (matter.last_day - local(now, zone).date()).days
        for person in segments.recipients(session, event, "attending", fold):
            yield matter, step, _draft(person.person_id, person.unit_id, event, first, days, bring)


def _draft(
    person: int, unit: int | None, event: Event, first: ProgrammeItem | None, days: int, bring: list[tuple[str, str]]
) -> Draft:
    return Draft(person, unit, lambda number: wording.meeting(event, first, days, bring, number))


def things_to_bring(session: Session, event: Event) -> list[tuple[str, str]]:
    """The plan's short lines on dress and papers to carry, (line, words), at most two; no day and place again."""
    lines, own = coming.plan_lines(session, event.plan_id), {str(line) for line in event.lines.values()}
    found = [(at, words) for at, words in lines if len(words) <= SHORT and TO_BRING.search(fold(words))]
    return [(at, words) for at, words in found if at not in own][:2]


def _without_a_day(session: Session, now: datetime, zone: str) -> Iterable[Matter]:
    """Asked on the first of the month before, or the next working day where that was past already."""
    for event in coming.undated(session):
        assert event.month is not None
        ask = month_before(event.month)
        since = known_since(event)
        if instant(ask, ASK[0].at, zone) <= since:
            ask = working_day_after(local(since, zone).date() + DAY)
        over = too_late_from(month_span(event.month)[1], before=False, zone_name=zone)
        yield Matter(f"event:{event.id}", event, since, ask, over, event, occurrence=event.occurrence)


def _organisers(session: Session, chosen: Chosen, now: datetime, zone: str) -> Told:
    for matter, step in chosen:
        for person in people.organisers_of(session, matter.event.id):
            yield matter, step, Draft(person.id, None, _asked(matter.event))


def _asked(event: Event) -> "wording.Write":
    return lambda number: wording.fix_the_day(event, number)


KINDS = (
    Kind("meeting", (), _ahead, _who_comes),
    Kind("fix_day", ASK, _without_a_day, _organisers),
)
