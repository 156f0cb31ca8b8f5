"""When reminders are sent, in days before the last one: as usual, or as an organiser set it for an event or a paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import audit
from storage.models import Event, Ladder

DEADLINE, MEETING = "deadline", "meeting"
# Working days after the last day where negative. The day of a meeting begins with its programme, at seven.
USUAL: dict[str, tuple[int, ...]] = {DEADLINE: (7, 3, 1, 0, -1), MEETING: (7, 3, 1)}
FARTHEST, LATEST = 14, 5  # days

Place = tuple[str, int, int | None]  # kind, event, deadline


@dataclass(frozen=True, slots=True)
class Rule:
    """One step: days before, and since when it is wanted; a step already past by then is skipped."""

    days: int
    since: datetime | None = None


class Ladders:
    """Every ladder that was changed, read once."""

    def __init__(self, session: Session) -> None:
        rows = session.scalars(select(Ladder)).all()
        self._kept = {(row.kind, row.event_id, row.deadline_id): _rules(row) for row in rows}

    def of(self, kind: str, event_id: int, deadline_id: int | None = None) -> Sequence[Rule]:
        """A paper's own ladder, else its event's, else the usual one."""
        for place in ((kind, event_id, deadline_id), (kind, event_id, None)):
            if place in self._kept:
                return self._kept[place]
        return [Rule(days) for days in USUAL[kind]]

    def farthest(self, kind: str) -> int:
        """The most days ahead of any step of this kind, usual or changed."""
        changed = (rule.days for place, rules in self._kept.items() if place[0] == kind for rule in rules)
        return max(*USUAL[kind], *changed)

    def is_changed(self, kind: str, event_id: int, deadline_id: int | None = None) -> bool:
        return (kind, event_id, deadline_id) in self._kept


def change(
    session: Session, place: Place, days: Sequence[int] | None, *, actor_id: int | None, now: datetime
) -> Sequence[int]:
    """Sets a ladder, or brings the usual one back where `days` is None; the days that hold from now on.

    A step that stays keeps its beginning.
    """
    kind, event_id, deadline_id = place
    session.scalar(select(Event).where(Event.id == event_id).with_for_update())  # one change after the other
    kept = Ladders(session)
    before = kept.of(*place)
    known = {rule.days: rule.since for rule in before}
    row = session.scalar(
        select(Ladder).where(Ladder.kind == kind, Ladder.event_id == event_id, Ladder.deadline_id == deadline_id)
    )
    usual = USUAL[kind] if deadline_id is None else [rule.days for rule in kept.of(kind, event_id)]
    wanted = usual if days is None else days
    rules = [Rule(each, known.get(each, now)) for each in sorted(set(wanted), reverse=True)]
    if row is None:
        session.add(row := Ladder(kind=kind, event_id=event_id, deadline_id=deadline_id, steps=[]))
    row.steps = [[rule.days, rule.since.isoformat() if rule.since else None] for rule in rules]
    subject = f"ladder:{kind}" if deadline_id is None else f"deadline:{deadline_id}"
    audit.record(
        session, now=now, action="ladder", subject=subject, actor_id=actor_id, event_id=event_id,
        before={"days": [rule.days for rule in before]}, after={"days": [rule.days for rule in rules]},
    )  # fmt: skip
    return [rule.days for rule in rules]


def _rules(row: Ladder) -> list[Rule]:
    kept: list[Any] = row.steps
    return [Rule(int(days), datetime.fromisoformat(since) if since else None) for days, since in kept]
