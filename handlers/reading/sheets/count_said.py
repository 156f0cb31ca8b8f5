"""A delegation's numbers out of a workbook as the desk takes them: data, so no group's name is misread."""

from collections.abc import Sequence

from handlers.said.attendance import LARGEST, CountSaid


def count_of(counts: Sequence[tuple[int, str, int]], total: int | None) -> CountSaid:
    """Groups as (row, group, number) and the total that was said, as one count; nobody at all is asked back."""
    groups = tuple((group, number) for _, group, number in counts if number)
    whole = sum(number for _, number in groups) if total is None else total
    if whole > LARGEST:
        return CountSaid("coming", whole, fault="too_many")
    return CountSaid("coming", whole, groups) if whole else CountSaid("not_coming", sure=False)
