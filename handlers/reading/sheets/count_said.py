"""What a workbook says of a delegation as the desk takes it: data, so no group's name is misread."""

from collections.abc import Sequence

from handlers.language.roster import read_sheet
from handlers.said.attendance import LARGEST, CountSaid
from handlers.said.names import FilledSaid, NamesSaid

Rows = Sequence[tuple[int, Sequence[str]]]  # row, cells: name, post, group, unit
Counts = Sequence[tuple[int, str, int]]  # row, group, number


def filled_of(rows: Rows, counts: Counts, total: int | None, unit_id: int | None = None) -> FilledSaid | None:
    """The names of a delegation and its count; None where nothing was filled in."""
    of_units = tuple((row, cells[3]) for row, cells in rows if cells[3])
    names = NamesSaid(unit_id, read_sheet(rows), of_units=of_units) if rows else None
    count = count_of(counts, total) if counts or total is not None else None
    return FilledSaid(unit_id, names, count) if names or count else None


def count_of(counts: Counts, total: int | None) -> CountSaid:
    """Groups as (row, group, number) and the total that was said, as one count; nobody at all is asked back."""
    groups = tuple((group, number) for _, group, number in counts if number)
    whole = sum(number for _, number in groups) if total is None else total
    if whole > LARGEST:
        return CountSaid("coming", whole, fault="too_many")
    return CountSaid("coming", whole, groups) if whole else CountSaid("not_coming", sure=False)
