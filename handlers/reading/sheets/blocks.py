"""Tables that stand side by side on one sheet, each with its own headings, as sheets of their own."""

from handlers.reading.sheets.grid import Grid
from handlers.reading.sheets.heads import Head, head_of

MOST_BLOCKS = 6


def heads_of(grid: Grid, kind: str) -> list[tuple[Grid, Head]]:
    """Every table of this kind on a sheet with the columns it stands in; one, but where tables stand side by side."""
    whole = head_of(grid, kind)
    if whole is None:
        return []
    blocks = [grid.within(left, right) for left, right in _ranges(grid, whole)]
    found = [(block, head) for block in blocks if (head := head_of(block, kind)) is not None]
    alike = {frozenset(head.columns) for _, head in found}
    if len(found) == len(blocks) > 1 and len(alike) == 1 and all(head.last == whole.last for _, head in found):
        return found
    return [(grid, whole)]


def _ranges(grid: Grid, head: Head) -> list[tuple[int, int]]:
    """From one column to another, wherever the headings begin again with the words of the first one."""
    said = {column: cell.words for column, cell in sorted(grid.row(head.last).items()) if cell.words}
    begun = next(iter(said.values()), "")
    starts = [column for column, words in said.items() if words.casefold() == begun.casefold()][:MOST_BLOCKS]
    ends = [start - 1 for start in starts[1:]] + [max(said, default=1)]
    return list(zip(starts, ends, strict=True))
