"""What a row of KINDS is made of: steps, matters, and the rule which step of a matter is due."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from storage.clock import instant, working_day_after, working_day_before
from storage.ladders import FARTHEST, Rule
from storage.models import Event
from storage.outbox import Draft, Words

MORNING = time(8)
DAY = timedelta(days=1)
AROUND = (FARTHEST + 18) * DAY  # the farthest step and the longest stretch of days off


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to be reminded of: known since when, counted from which day, over from when.

    `begins` is the hour itself where there is one; `about` is what the kind's own words are made from; `steps` are
    its own where an organiser may set them; `occurrence` counts the days that it was set to.
    """

    subject: str
    event: Event
    known_since: datetime
    last_day: date
    ends: datetime
    about: Any
    begins: datetime | None = None
    steps: "tuple[Step, ...]" = ()
    occurrence: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """So many days before the last allowed day; so many working days after it where negative.

    `moves`: on a day off a step ahead gives way to the working day before. `lasts` is for steps after the end.
    `since`: when it was set; one already past by then is skipped.
    """

    name: str
    days_before: int
    at: time = MORNING
    moves: bool = True
    lasts: timedelta = 2 * DAY
    since: datetime | None = None

    def day(self, last_day: date) -> date:
        """The local day of this step."""
        if self.days_before < 0:
            return _working_days_after(last_day, -self.days_before)
        day = last_day - self.days_before * DAY
        return working_day_before(day) if self.moves else day

    def hour(self, matter: Matter, zone: str) -> datetime:
        return _hour(self, matter.last_day, zone)

    def ends(self, matter: Matter, hour: datetime) -> datetime:
        """When it is no use any more."""
        return matter.ends if self.days_before >= 0 else hour + self.lasts


@dataclass(frozen=True, slots=True)
class Ahead:
    """So long before the hour itself; no day off moves it."""

    name: str
    before: timedelta
    days_before: int = 0

    def hour(self, matter: Matter, zone: str) -> datetime:
        assert matter.begins is not None
        return matter.begins - self.before

    def ends(self, matter: Matter, hour: datetime) -> datetime:
        """When it is no use any more."""
        return matter.ends


def in_sight(today: date, farthest: int) -> date:
    """The latest last day of which a step so many days ahead can have come by today: it may give way to a day off."""
    return working_day_after(today + DAY) + (farthest - 1) * DAY


Rung = Step | Ahead
Chosen = Sequence[tuple[Matter, Rung]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One reminder kind: its name, its steps (none: each matter has its own), what is open around now, who is told.

    `merges`: several of an hour for one person are one message on every channel, not only on a scarce one; those
    whose facts are `alike` are one reminder, which `join` makes of their facts.
    """

    name: str
    steps: tuple[Rung, ...]
    find: Callable[[Session, datetime, str], Iterable[Matter]]
    tell: Callable[[Session, Chosen, datetime, str], Iterable[tuple[Matter, Rung, Draft]]]
    merges: bool = False
    alike: Callable[[Any], Hashable] | None = None
    join: Callable[[Sequence[Any], str, str], Words] | None = None

    def rungs(self, matter: Matter) -> tuple[Rung, ...]:
        """The steps of one matter."""
        return self.steps or matter.steps


def named(kinds: Sequence[Kind], name: str) -> Kind:
    """The row of that name."""
    return next(kind for kind in kinds if kind.name == name)


def latest(*moments: datetime | None) -> datetime:
    """The last of those that are known; one must be."""
    return max(moment for moment in moments if moment is not None)


def steps_of(rules: Sequence[Rule]) -> tuple[Step, ...]:
    """A ladder's rules as steps, named by the day: T-3, T, T+1."""
    return tuple(Step(f"T{-rule.days:+d}" if rule.days else "T", rule.days, since=rule.since) for rule in rules)


def due_step(kind: Kind, matter: Matter, now: datetime, zone: str) -> tuple[Rung, datetime] | None:
    """The nearest step that has fallen due since the matter became known and still helps, and its hour."""
    due = [each for each in _standing(kind, matter, zone) if each[0] <= now < each[2].ends(matter, each[0])]
    if not due:
        return None
    hour, _, step = max(due, key=lambda each: each[:2])
    return step, hour


def steps_ahead(kind: Kind, matter: Matter, now: datetime, zone: str) -> list[tuple[Rung, datetime]]:
    """The steps that still come, each with its hour, in their order; where several meet the nearest to the day."""
    ahead = [each for each in _standing(kind, matter, zone) if now < each[0] < each[2].ends(matter, each[0])]
    nearest = {hour: step for hour, _, step in sorted(ahead, key=lambda each: each[:2])}
    return [(step, hour) for hour, step in nearest.items()]


def _standing(kind: Kind, matter: Matter, zone: str) -> Iterator[tuple[datetime, int, Rung]]:
    """(hour, nearness, step) of each step whose hour came or comes after it was wanted and the matter known."""
    for step in kind.rungs(matter):
        hour = step.hour(matter, zone)
        if _since(matter, step) < hour and (step.days_before >= 0 or matter.known_since < matter.ends):
            yield hour, -step.days_before, step


def _since(matter: Matter, step: Rung) -> datetime:
    set_at = step.since if isinstance(step, Step) else None
    return max(matter.known_since, set_at) if set_at else matter.known_since


@lru_cache(maxsize=65_536)
def _hour(step: Step, last_day: date, zone: str) -> datetime:
    return instant(step.day(last_day), step.at, zone)


def _working_days_after(day: date, count: int) -> date:
    for _ in range(count):
        day = working_day_after(day + DAY)
    return day
