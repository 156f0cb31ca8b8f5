"""What is said of papers: which of them, of which units, and what became of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PapersSaid:
    """`/nop` and `/tiendo`: papers by number, by a deadline's number, all of them, or by the words that are spoken.

    `unit_ids`: units that are named; `of_unit`: one that a button names. `back`: it did not come after all.
    """

    submission_id: int | None = None
    deadline_id: int | None = None
    every: bool = False
    back: bool = False
    of_unit: int | None = None
    unit_ids: tuple[int, ...] = ()
    spoken: frozenset[str] = frozenset()
