"""What the page of a delegation says in one breath: its count, arrival, meals and nights, activities, names."""

from dataclasses import dataclass
from datetime import date

from handlers.said.arrivals import ArrivalSaid
from handlers.said.attendance import CountSaid
from handlers.said.names import NameSaid

Slot = tuple[date, int]  # a day, and the meal or night by its place in the day


@dataclass(frozen=True, slots=True)
class ListSaid:
    """What becomes of rows of the list (None: taken off), who is new, and who was pasted and may be known."""

    rows: tuple[tuple[int, NameSaid | None], ...] = ()
    new: tuple[NameSaid, ...] = ()
    pasted: tuple[NameSaid, ...] = ()


@dataclass(frozen=True, slots=True)
class DelegationSaid:
    """A delegation as its page gives it; a part that is None was left as it stood.

    `seen`: the newest change of the unit that the page showed. `sure`: that the delegation does not come was asked.
    A value that is None is emptied.
    """

    unit_id: int | None = None
    seen: int = 0
    count: CountSaid | None = None
    arrival: ArrivalSaid | None = None
    stays: tuple[tuple[Slot, int | None], ...] | None = None
    choices: tuple[tuple[int, int | None], ...] | None = None
    names: ListSaid | None = None
    sure: bool = False
