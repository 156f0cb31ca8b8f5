"""What is said of parallel activities: how a delegation splits, what one person takes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SplitSaid:
    """Numbers by option; `everybody` is the option that the whole delegation takes, `rest` that of those left over.

    fault: negative, too_many.
    """

    counts: tuple[tuple[int, int], ...] = ()
    everybody: int | None = None
    rest: int | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class ChoiceSaid:
    """`/luachon`: how a unit splits, or `option`: what a delegate takes. Nothing of both: what is there to choose?

    `version`: of the split that a button showed. `unread`: something was said that is no choice, `numbers` among it.
    """

    unit_id: int | None = None
    split: SplitSaid | None = None
    version: int | None = None
    option: int | None = None
    unread: bool = False
    numbers: bool = False
