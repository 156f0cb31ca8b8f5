"""What is said of a delegation's arrival: when, where, with how many, and what stands beside it."""

from dataclasses import dataclass
from datetime import date, time

from handlers.said.attendance import CountSaid, StaySaid


@dataclass(frozen=True, slots=True)
class ArrivalSaid:
    """What was said; None where nothing was. fault: day, hour, negative, too_many."""

    day: date | None = None
    at: time | None = None
    place: str | None = None
    people: int | None = None
    vehicles: int | None = None
    drivers: int | None = None
    fault: str | None = None
    part: str = ""  # the part of the day, where no hour was said: "đến chiều 25/3"


@dataclass(frozen=True, slots=True)
class ComesSaid:
    """`/den`: of which unit (None: the speaker's own) and its arrival (None: how does it come?).

    `drops`: the unit whose second journey nobody makes any more. `count`: the clear head count that stands beside it.
    `beside`: the pieces that have no place to be kept. `unread`: numbers were said, and no arrival.
    """

    unit_id: int | None = None
    arrival: ArrivalSaid | None = None
    drops: int | None = None
    count: CountSaid | None = None
    stays: tuple[StaySaid, ...] = ()
    beside: tuple[str, ...] = ()
    unread: bool = False
