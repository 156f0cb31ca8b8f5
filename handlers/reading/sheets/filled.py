"""What a handed-in workbook is and holds: a list of names with numbers by group, or a list of units."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from handlers.language.folding import fold
from handlers.reading.sheets.blocks import heads_of
from handlers.reading.sheets.cells import counted, is_nothing
from handlers.reading.sheets.doubles import Double, without_doubles
from handlers.reading.sheets.grid import Cell, Grid, cleaned
from handlers.reading.sheets.heads import COUNTS, NAMES, OF_UNITS, UNITS, head_of, is_export, lies, priced
from handlers.reading.sheets.rows import NOT_A_NUMBER, Left, Row, Table, Wrong, table_of
from handlers.reading.sheets.sums import Sum, disagreeing
from handlers.said.attendance import LARGEST

EMPTY, HIDDEN_SHEET, EXPORT, SEVERAL, LYING = "empty", "hidden", "export", "several", "lying"
PRICES = "prices"
TWICE, UNNAMED, SUM, COLUMN_TWICE, HIDDEN_ROW, CUT = "twice", "unnamed", "sum", "column", "hidden_row", "cut"
MOST_TAKEN = 5000
TITLES = {NAMES: "Danh sách", COUNTS: "Số lượng", UNITS: "Đơn vị"}
COLUMNS = {
    NAMES: ("name", "post", "group", "unit"),
    UNITS: ("unit", "kind", "invited", "quota", "alias", "host", "person", "post", "phone"),
}


_NUMBERED = re.compile(r"^\(?\d{1,3}(?:\s*[.)/:]+\s*|\s*[-–]\s+)(?=[^\W\d])")  # "1. ", "2/", "3 - " before a name


class Unfit(Exception):
    """A workbook that is not what was asked for: why (`kind` of this module or of `heads`), and the sheets meant."""

    def __init__(self, why: str, sheets: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.why, self.sheets = why, tuple(sheets)


@dataclass(slots=True)
class Beside:
    """What of a workbook was not taken: rows and columns with their sheet, and sheets that were not read."""

    left: list[tuple[str, Left]] = field(default_factory=list)
    unused: list[tuple[str, str]] = field(default_factory=list)
    hidden_columns: list[tuple[str, str]] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    doubles: list[Double] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    struck: list[tuple[int, str, str]] = field(default_factory=list)  # row, what is struck out, what still stands
    divided: list[tuple[int, str]] = field(default_factory=list)  # row, the persons it was read as
    comments: list[tuple[int, str]] = field(default_factory=list)  # row, words
    boxes: list[str] = field(default_factory=list)  # the words of text boxes that lie over the sheets
    hidden_twice: list[tuple[str, str]] = field(default_factory=list)  # the column that was read, the hidden one


@dataclass(slots=True)
class Filled:
    """Rows as (number, cells in the order of COLUMNS), counts as (row, group, number), the total, faults, the rest."""

    rows: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    counts: list[tuple[int, str, int]] = field(default_factory=list)
    total: int | None = None
    wrong: list[tuple[str, Wrong]] = field(default_factory=list)
    beside: Beside = field(default_factory=Beside)


def read_names(grids: Sequence[Grid]) -> Filled:
    """The names of a delegation and its numbers. Unfit where the workbook is none."""
    _refuse_export(grids)
    seen = [grid for grid in grids if not grid.hidden]
    if any((head := head_of(grid, UNITS)) and OF_UNITS & head.columns.keys() for grid in seen):
        raise Unfit(UNITS)
    names = _tables(seen, NAMES)
    counts = [table for table in _tables(seen, COUNTS) if table.title not in {one.title for one in names}]
    if not names and not counts:
        raise Unfit(UNITS) if _tables(seen, UNITS) else _nothing(grids, NAMES, COUNTS)
    found = Filled()
    used = [table for table in (_chosen(names, NAMES), _chosen(counts, COUNTS)) if table]
    for table in used:
        _keep(found, grids, table)
        if table.head.kind == NAMES:
            rows = [(row.number, _cells(row, COLUMNS[NAMES])) for row in table.rows]
            found.rows, found.beside.doubles = without_doubles(rows)
        else:
            _count(found, table)
    _unread(found, grids, used)
    return found


def read_units(grids: Sequence[Grid]) -> Filled:
    """The units of an event. Unfit where the workbook holds none."""
    _refuse_export(grids)
    seen = [grid for grid in grids if not grid.hidden]
    tables = [table for table in _tables(seen, UNITS) if not _are_people(seen, table)]
    if not tables:
        people = any(head_of(grid, NAMES) or head_of(grid, COUNTS) for grid in seen)
        raise Unfit(NAMES) if people else _nothing(grids, UNITS)
    table = _chosen(tables, UNITS)
    found = Filled()
    if table is not None:
        _keep(found, grids, table)
        grid = next(one for one in grids if one.title == table.title)
        found.beside.sums = disagreeing(grid, table)
        asked = {one.row for one in found.beside.sums}
        found.rows = [(row.number, _unit_cells(found, table, row, row.number in asked)) for row in table.rows]
    _unread(found, grids, [table] if table else [])
    return found


def _refuse_export(grids: Iterable[Grid]) -> None:
    if any(is_export(grid) for grid in grids):
        raise Unfit(EXPORT)


def _nothing(grids: Sequence[Grid], *kinds: str) -> Unfit:
    hidden = [grid for grid in grids if grid.hidden]
    if any(head_of(grid, kind) for grid in hidden for kind in kinds):
        return Unfit(HIDDEN_SHEET)
    return Unfit(EMPTY, _called(grids))


def _called(grids: Iterable[Grid]) -> list[str]:
    """What a workbook says it is: the first line of three words or more that stands alone above a table."""
    above = (grid.row(row) for grid in grids if not grid.hidden for row in grid.rows[:6])
    alone = (next(iter(cells.values())).words for cells in above if len(cells) == 1)
    return next(([cleaned(words)] for words in alone if len(words.split()) > 2), [])


def _tables(grids: Sequence[Grid], kind: str) -> list[Table]:
    found = [(grid, parts) for grid in grids if (parts := heads_of(grid, kind))]
    looked_up = {title for grid, _ in found for title in grid.looks_into}
    blocks = [parts for grid, parts in found if grid.title not in looked_up] or [parts for _, parts in found]
    return [_joined([table_of(part, head) for part, head in parts]) for parts in blocks]


def _joined(tables: Sequence[Table]) -> Table:
    """The tables of a sheet, which stand side by side, as one."""
    whole = tables[0]
    for other in tables[1:]:
        for name in ("rows", "totals", "wrong", "struck", "divided", "comments"):
            getattr(whole, name).extend(getattr(other, name))
        whole.left += [left for left in other.left if left not in whole.left]
    return whole


def _are_people(grids: Sequence[Grid], table: Table) -> bool:
    """Whether a sheet with a column of units is a list of persons: a name on each row, nothing that units have."""
    grid = next(one for one in grids if one.title == table.title)
    of_units = OF_UNITS | {"kind", "phone", "person"}
    return head_of(grid, NAMES) is not None and not of_units & table.head.columns.keys()


def _chosen(tables: Sequence[Table], kind: str) -> Table | None:
    """The one sheet that is meant; asked where several could be."""
    full = [table for table in tables if table.rows or table.totals] or list(tables)
    titled = [table for table in full if fold(cleaned(table.title)) == fold(TITLES[kind])]
    if len(titled or full) > 1 and any(table.rows for table in full):
        raise Unfit(SEVERAL, [f"{table.title}\t{len(table.rows)}" for table in titled or full])
    return next(iter(titled or full), None)


def _keep(found: Filled, grids: Sequence[Grid], table: Table) -> None:
    """What is wrong in a table, and what of it is left out."""
    grid = next(one for one in grids if one.title == table.title)
    if lies(grid, table.head):
        raise Unfit(LYING, [table.title])
    if table.head.kind != NAMES and (goods := priced(table.head)):
        raise Unfit(PRICES, goods)
    found.wrong += [(table.title, wrong) for wrong in table.wrong]
    found.wrong += [(table.title, Wrong(table.head.last, one, COLUMN_TWICE, two)) for one, two in table.head.twice]
    if grid.cut or len(table.rows) > MOST_TAKEN:
        found.wrong.append((table.title, Wrong(grid.rows[-1], "", CUT, str(MOST_TAKEN))))
    found.beside.left += [(table.title, left) for left in table.left]
    found.beside.unused += [(table.title, name) for name in table.unused]
    found.beside.struck += table.struck
    found.beside.divided += table.divided
    found.beside.comments += table.comments
    found.beside.hidden_twice += table.head.hidden_twice
    found.beside.hidden_columns += [(table.title, name) for name in table.hidden_columns]


def _unread(found: Filled, grids: Sequence[Grid], used: Sequence[Table]) -> None:
    titles = {table.title for table in used}
    found.beside.sheets = [grid.title for grid in grids if grid.cells and grid.title not in titles]


def _cells(row: Row, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(row.words(name) for name in names)


def _unit_cells(found: Filled, table: Table, row: Row, asked: bool) -> tuple[str, ...]:
    """The cells of a unit; its quota as plain digits, empty where it is asked."""
    cell = row.cells.get("quota", Cell())
    number = counted(cell)
    quota = "" if asked or is_nothing(cell) else row.words("quota")
    if quota and number is None and fold(quota) != "khong" and not _is_wrong(table, row):
        found.wrong.append((table.title, Wrong(row.number, row.words("unit"), NOT_A_NUMBER, quota)))
    cells = dict(zip(COLUMNS[UNITS], _cells(row, COLUMNS[UNITS]), strict=True))
    cells["unit"] = _NUMBERED.sub("", cells["unit"])
    cells["quota"] = str(number) if number is not None and not asked else quota
    return tuple(cells.values())


def _count(found: Filled, table: Table) -> None:
    """Numbers by group; a total is no group, and one that does not agree is a fault."""
    faults = [Wrong(row, "", HIDDEN_ROW, words) for row, words in _hidden(table)]
    known: dict[str, int] = {}
    for row in table.rows:
        cell = row.cells.get("number", Cell())
        group, number = row.words("group"), counted(cell)
        if is_nothing(cell):
            found.beside.left.append((table.title, Left(row.number, EMPTY, group)))
        elif (number is None or not 0 <= number <= LARGEST) and not _is_wrong(table, row):
            faults.append(Wrong(row.number, group, NOT_A_NUMBER, cell.words))
        elif (
            number is not None and not _is_wrong(table, row) and known.setdefault(fold(group), row.number) != row.number
        ):
            faults.append(Wrong(row.number, group, TWICE, str(known[fold(group)])))
        elif number is not None and not _is_wrong(table, row):
            found.counts.append((row.number, group, number))
    faults += _settle_total(found, table)
    found.wrong += [(table.title, wrong) for wrong in faults]


def _is_wrong(table: Table, row: Row) -> bool:
    return any(wrong.row == row.number for wrong in table.wrong)


def _hidden(table: Table) -> list[tuple[int, str]]:
    return [(left.row, left.words) for left in table.left if left.why == "hidden"]


def _settle_total(found: Filled, table: Table) -> list[Wrong]:
    """The last total, which stands for all groups; a number without a group is a total too."""
    whole = [
        (row, number) for row, group, number in found.counts if not group or fold(group) in ("ca doan", "toan doan")
    ]
    found.counts = [one for one in found.counts if (one[0], one[2]) not in whole]
    said = [(row.number, counted(row.cells.get("number", Cell()))) for row in table.totals]
    totals = [*whole, *((row, number) for row, number in said if number is not None)]
    if not totals:
        return []
    row, found.total = totals[-1]
    summed = sum(number for _, _, number in found.counts)
    if found.counts and summed != found.total:
        return [Wrong(row, str(found.total), SUM, str(summed))]
    return []
