"""Table rows with the meaning of their columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from handlers.language.dates import find_days, find_hours, leading_hours
from handlers.reading.blocks import ROW, Block
from handlers.reading.headings import column_names
from handlers.reading.outline import Node
from handlers.reading.phrases import topics

_SECTION_MARK = re.compile(r"^(?:[A-HĐ]|[IVX]{1,4})[.)]?$")


@dataclass(slots=True, eq=False)
class Table:
    """A table: what each column means and its rows under the heading row."""

    columns: list[str]
    parent: Node
    rows: list["Row"] = field(default_factory=list)
    header: Block | None = None

    def has(self, *names: str) -> bool:
        """Whether every one of these columns is there."""
        return all(name in self.columns for name in names)


@dataclass(slots=True, eq=False)
class Row:
    """A row by column; `lone` holds the only cell of a row that spans the table."""

    block: Block
    cells: dict[str, str]
    lone: str = ""


def read_tables(scope: Node) -> Iterator[Table]:
    """Every table below a node, in order; a repeated heading row continues the table."""
    for node in scope.walk():
        rows: list[Node] = []
        last: Table | None = None
        for child in [*node.children, None]:
            if child is not None and child.block.kind == ROW:
                rows.append(child)
            elif rows:
                found = list(_split(rows, node, last))
                yield from (_due_table(table) for table in found)
                rows, last = [], found[-1]


def _due_table(table: Table) -> Table:
    """In a timetable of preparations the days under "Thời gian" are deadlines."""
    timetable = any({"progress", "duties"} & topics(above.label) for above in table.parent.path())
    times = [row.cells.get("time", "") for row in table.rows]
    if (
        timetable
        and "time" in table.columns
        and not any(find_hours(cell) and not find_days(cell, 2000) for cell in times)
    ):
        table.columns = ["due" if name == "time" else name for name in table.columns]
        for row in table.rows:
            row.cells["due"] = row.cells.pop("time", "")
    return table


def _split(rows: list[Node], parent: Node, before: Table | None) -> Iterator[Table]:
    """The tables in a run of rows; a run without headings goes on with those of the table before it."""
    table: Table | None = None
    for node in rows:
        cells = node.block.cells
        names = column_names(cells)
        if names:
            if table and table.columns == names:
                continue
            if table:
                yield table
            table = Table(names, parent, header=node.block)
            continue
        table = table or _headless(rows, parent, before)
        table.rows.append(_row(node.block, cells, table.columns))
    if table:
        yield table


def _headless(rows: list[Node], parent: Node, before: Table | None) -> Table:
    if (
        before
        and before.header
        and "parallel" not in before.columns
        and len(before.columns) == max(len(row.block.cells) for row in rows)
    ):
        return Table(before.columns, parent, header=before.header)
    return Table(_guess([row.block.cells for row in rows]), parent)


def _guess(rows: list[list[str]]) -> list[str]:
    """Columns of a table without headings: hours first, the longest text is the title."""
    width = max(len(row) for row in rows)
    filled = [[row[i] for row in rows if i < len(row) and row[i]] for i in range(width)]
    names = [f"other{i}" for i in range(width)]
    for i, cells in enumerate(filled):
        if cells and sum(1 for c in cells if leading_hours(c)) * 2 >= len(cells) and "time" not in names:
            names[i] = "time"
        elif cells and all(re.fullmatch(r"\d{1,3}\.?", c) for c in cells) and "order" not in names:
            names[i] = "order"
    free = [i for i in range(width) if names[i].startswith("other")]
    if free:
        longest = free[0] if "time" in names else max(free, key=lambda i: sum(map(len, filled[i])))
        names[longest] = "title"
        rest = [i for i in free if i > longest]
        if rest:
            names[rest[0]] = "who"
    return names


def _row(block: Block, cells: list[str], columns: list[str]) -> Row:
    full = [cell for cell in cells if cell]
    if len(full) == 1 and (find_days(full[0]) or not leading_hours(full[0])):
        return Row(block, {}, full[0])
    if len(full) == 2 and _SECTION_MARK.match(full[0]) and "order" in columns and cells[0] == full[0]:
        return Row(block, {}, full[1])
    shift = _shift(cells, columns)
    return Row(block, {columns[i + shift]: cell for i, cell in enumerate(cells) if i + shift < len(columns)})


def _shift(cells: list[str], columns: list[str]) -> int:
    """How far a short row stands to the right because a merged cell above it was not repeated."""
    missing = len(columns) - len(cells)
    if missing <= 0 or not cells or "time" not in columns:
        return 0
    at = columns.index("time")
    return missing if at == missing and leading_hours(cells[0]) else 0
