"""What is said of a delegation: how many come, what they take of meals and nights."""

from dataclasses import dataclass
from datetime import date

LARGEST = 999  # more people than that in one unit is a slip of the finger

BREAKFAST, LUNCH, DINNER, NIGHT = "breakfast", "lunch", "dinner", "night"
MEALS = (BREAKFAST, LUNCH, DINNER)


@dataclass(frozen=True, slots=True)
class CountSaid:
    """A count as it was said. answer: coming, not_coming, unknown. `sure` is False where it should be asked back."""

    answer: str
    total: int = 0
    groups: tuple[tuple[str, int], ...] = ()
    sure: bool = True
    fault: str | None = None  # negative, too_many, sum (the parts do not add up to the total), range ("15-16")
    change: bool = False  # `total` more or, below zero, fewer than were said before
    stated: int | None = None  # the total that was said, where it disagrees with the parts
    who: str = ""  # of whom a no was said, where that is not the whole delegation


@dataclass(frozen=True, slots=True)
class StaySaid:
    """One meal or night as it was said: kind and day are None for every one; `count` is None for the whole delegation.

    fault: negative, too_many, day, negated ("2 người không ăn tối": who does not, is no number of those who do),
    diet (what somebody may not eat is nobody's to keep).
    """

    kinds: tuple[str, ...]
    day: date | None = None
    count: int | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterSaid:
    """`/dangky`: of which unit (None: the speaker's own), its count (None: how is it given?), and stays beside it.

    `version`: of the count that the speaker saw, where a button or a form said so.
    """

    unit_id: int | None = None
    count: CountSaid | None = None
    version: int | None = None
    stays: tuple[StaySaid, ...] = ()
    by_telephone: bool = False  # the unit rang an organiser, who answers for it


@dataclass(frozen=True, slots=True)
class StaysSaid:
    """`/annghi`: what a unit takes, or `slot`: one meal or night (day, place in it) of all units, for the host.

    `unread`: something was said that is no meal and no night.
    """

    unit_id: int | None = None
    stays: tuple[StaySaid, ...] = ()
    slot: tuple[date, int] | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class CardSaid:
    """`/doan`: the card of one unit; `show`: nhom (the list for the group chat), excel (the workbook)."""

    unit_id: int | None = None
    show: str = ""
