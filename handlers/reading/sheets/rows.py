"""The rows under a heading: which are data, and which are totals, notes, headings or hidden, with their numbers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from handlers.reading.sheets.aside import halves, is_aside, is_example, is_no_person, is_unfilled, said_in, section
from handlers.reading.sheets.cells import is_ditto, is_total
from handlers.reading.sheets.doubts import apart, not_coming, persons, remark
from handlers.reading.sheets.furniture import are_column_marks, is_note, is_page, is_signed
from handlers.reading.sheets.grid import DATE, ERROR, FORMULA, LONGEST, PERCENT, YES_NO, Cell, Grid, cleaned
from handlers.reading.sheets.heads import COUNTS, NAMES, UNITS, Head, repeats

TOTAL, NOTE, HEADING, HIDDEN = "total", "note", "heading", "hidden"
STRUCK, ABSENT, MANY = "struck", "absent", "many"  # rows that are asked
ASIDE, HALVES, EXAMPLE = "aside", "halves", "example"
NOT_A_NUMBER, LONG, SHARED, NO_DITTO = "no number", "long", "shared", "no ditto"

_SECTION_MARK = re.compile(r"^(?:[IVX]{1,5}|[A-E])$")
_SECTION = re.compile(r"^(?:[IVX]{1,5}|[A-E])\s*[.)/-]\s*\S")


@dataclass(frozen=True, slots=True)
class Left:
    """A row that is no data: its number, why, its first words, what was noted beside them."""

    row: int
    why: str
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that cannot be taken: where, under which heading, why, what stands there."""

    row: int
    heading: str
    why: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of data: its number in the sheet and its cells by field."""

    number: int
    cells: Mapping[str, Cell]

    def words(self, name: str) -> str:
        return self.cells[name].words if name in self.cells else ""


@dataclass(slots=True)
class Table:
    """What a sheet holds under its heading."""

    title: str
    head: Head
    rows: list[Row] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    totals: list[Row] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    struck: list[tuple[int, str, str]] = field(default_factory=list)  # row, what is struck out, what still stands
    divided: list[tuple[int, str]] = field(default_factory=list)  # rows that stand for several persons
    comments: list[tuple[int, str]] = field(default_factory=list)  # row, words
    unused: tuple[str, ...] = ()  # headings of columns that hold something and are not read
    hidden_columns: tuple[str, ...] = ()


def table_of(grid: Grid, head: Head) -> Table:
    """Every row under the heading, as data or left out; nothing is dropped without its number."""
    hidden = {name for name, columns in head.columns.items() if set(columns) <= grid.hidden_columns}
    found = Table(grid.title, head, hidden_columns=tuple(_heading(grid, head, name) for name in sorted(hidden)))
    columns = {name: where for name, where in head.columns.items() if name not in hidden}
    signed, aside = False, ""
    above: Mapping[str, Cell] = {}
    for number in [row for row in grid.rows if row > head.last]:
        typed = Row(number, {name: cell for name, cell in _cells(grid, number, columns) if cell.words or cell.struck})
        row = Row(number, {name: _one_line(name, cell) for name, cell in typed.cells.items() if cell.words})
        why = _why_left(grid, head, row, signed=signed) or _why_asked(grid, head, typed, aside)
        aside = _section(grid, head, number, why, aside)
        signed = signed or (why == NOTE and is_signed(grid, number))
        row = Row(
            number, {name: above.get(name, cell) if is_ditto(name, cell) else cell for name, cell in row.cells.items()}
        )
        if why in ("", HIDDEN, ABSENT, MANY, ASIDE):
            above = row.cells
        if why:
            found.left += [_left(grid, head, typed, why, aside)] if why != "blank" else []
            found.totals += [row] if why == TOTAL else []
        else:
            _take(found, grid, typed, row)
    if head.kind == NAMES:
        _ask_of_halves(found, grid)
    found.comments += [(row, words) for row, _, words in grid.comments if row > head.last]
    found.unused = _unused(grid, head, found.rows)
    return found


def _section(grid: Grid, head: Head, row: int, why: str, above: str) -> str:
    """The section aside that the next rows stand in; headings of a new page begin none."""
    if head.kind != NAMES or why not in (HEADING, NOTE) or repeats(head, grid, row):
        return above
    typed = [cell.words for _, cell in sorted(grid.row(row).items()) if cell.words]
    words = " ".join(typed)
    return above if is_page(typed) or (is_note(words) and not is_aside(words)) else section(words, above)


def _ask_of_halves(found: Table, grid: Grid) -> None:
    """Who stands on two rows is asked, not recorded by half."""
    broken = halves(grid, found.head, [row.number for row in found.rows])
    rest = {row for rows in broken.values() for row in rows}
    for row, more in broken.items():
        name = next(one.words("name") for one in found.rows if one.number == row)
        found.left.append(Left(row, HALVES, name, " ".join(said_in(grid, one, found.head) for one in more)))
    found.rows = [row for row in found.rows if row.number not in rest | broken.keys()]


def _take(found: Table, grid: Grid, typed: Row, row: Row) -> None:
    """A row of data; one whose cells hold a person on each line as several."""
    people = apart(typed.words("name"), typed.words("post")) if found.head.kind == NAMES else ()
    if people:
        cells = [{**row.cells, "name": Cell(name), "post": Cell(post)} for name, post in people]
        found.rows += [Row(row.number, each) for each in cells]
        found.divided.append((row.number, "; ".join(name for name, _ in people)))
    else:
        name, noted = remark(row.words("name"), row.words("post")) if found.head.kind == NAMES else ("", "")
        found.rows.append(Row(row.number, {**row.cells, "name": Cell(name)}) if noted else row)
        found.comments += [(row.number, noted)] if noted else []
    found.struck += [(row.number, cell.struck, cell.words) for cell in typed.cells.values() if cell.struck]
    found.wrong += _wrong(grid, found.head, row)


def _why_asked(grid: Grid, head: Head, typed: Row, aside: str) -> str:
    """Why a row of data is not taken before somebody says what is meant."""
    key = typed.cells.get(head.key, Cell())
    if head.kind != COUNTS and not_coming(grid, head, typed.number):
        return ABSENT
    if head.kind == NAMES and persons(key.words) and not apart(key.words, typed.words("post")):
        return MANY
    return ASIDE if aside and key.words else ""


def _left(grid: Grid, head: Head, typed: Row, why: str, aside: str) -> Left:
    key = typed.cells.get(head.key, Cell())
    if why == STRUCK:
        return Left(typed.number, why, cleaned(key.struck))
    if why in (ABSENT, MANY):
        return Left(typed.number, why, cleaned(key.words.replace("\n", "; ")), not_coming(grid, head, typed.number))
    if why in (ASIDE, EXAMPLE):
        return Left(typed.number, why, cleaned(key.words), aside if why == ASIDE else "")
    return Left(typed.number, why, _first_words(grid, typed.number))


def _cells(grid: Grid, row: int, columns: Mapping[str, tuple[int, ...]]) -> Iterator[tuple[str, Cell]]:
    for name, where in columns.items():
        yield name, _cell(grid, row, where)


def _one_line(name: str, cell: Cell) -> Cell:
    """A cell of several lines as one; several numbers or spellings stay apart."""
    lines = [line for line in map(cleaned, cell.words.splitlines()) if line]
    return Cell(("; " if name in ("alias", "phone") else " ").join(lines), cell.kind, cell.struck)


def _cell(grid: Grid, row: int, columns: tuple[int, ...]) -> Cell:
    """What stands in the columns of a field, one behind the other."""
    seen = [cell for column in columns if (cell := grid.at(row, column)).words or cell.struck]
    if grid.span(row, columns[0]) and len(columns) > 1:
        seen = seen[:1]
    if len(seen) == 1:
        return seen[0]
    words, struck = (
        " ".join(one for one in said if one) for said in ([cell.words for cell in seen], [cell.struck for cell in seen])
    )
    return Cell(words, struck=struck)


def _standing(grid: Grid, row: Row) -> dict[int, str]:
    """What is written in each column of a row, crossed out or not."""
    written = {column: cell.words or cell.struck for column, cell in grid.row(row.number).items()}
    return {column: words for column, words in written.items() if words}


def _is_only_an_index(head: Head, row: Row, standing: Mapping[int, str]) -> bool:
    if row.cells or any(column != head.index for column in standing):
        return False
    return not any(map(str.isalpha, "".join(standing.values())))


def _why_left(grid: Grid, head: Head, row: Row, *, signed: bool) -> str:
    """Why a row is no data; an empty text where it is."""
    standing = _standing(grid, row)
    if _is_blank(head, row, standing):
        return "blank"
    if row.number in grid.hidden_rows:
        return HIDDEN
    key, typed = row.words(head.key), list(standing.values())
    if not key and _cell(grid, row.number, head.columns[head.key]).struck:
        return STRUCK
    index = grid.at(row.number, head.index).words if head.index else ""
    if any(map(is_total, (key, index) if key else typed)):
        return TOTAL
    if signed or is_signed(grid, row.number):
        return NOTE
    return _why_beside(grid, head, row, typed) or _why_no_data(head, row, grid)


def _is_blank(head: Head, row: Row, standing: Mapping[int, str]) -> bool:
    if not standing or _is_only_an_index(head, row, standing):
        return True
    return head.kind == NAMES and is_unfilled(head, standing)


def _why_beside(grid: Grid, head: Head, row: Row, typed: list[str]) -> str:
    """Lines that a list has beside its data: headings said again, page numbers, models, notes."""
    key = row.words(head.key)
    if is_page(typed):
        return NOTE
    if repeats(head, grid, row.number) or are_column_marks(head, row.number, typed):
        return HEADING
    if _spreads(grid, head, row.number):
        return HEADING if _SECTION.match(key) or key.isupper() else NOTE
    if head.kind == NAMES and is_example(key):
        return EXAMPLE
    return NOTE if not row.cells or is_note(key) else ""


def _why_no_data(head: Head, row: Row, grid: Grid) -> str:
    """Section lines, and in a list of units sentences."""
    key = row.words(head.key)
    mark = grid.at(row.number, head.index).words if head.index else ""
    alone = list(row.cells) == [head.key]
    if head.kind == COUNTS or not key:
        return ""
    if _SECTION_MARK.match(mark) or _SECTION.match(key):
        return HEADING if alone else ""
    if head.kind == NAMES:
        return HEADING if alone and is_no_person(key) else ""
    return NOTE if head.kind == UNITS and alone and (":" in key or key.endswith((".", ";"))) else ""


def _spreads(grid: Grid, head: Head, row: int) -> bool:
    """Whether one merged cell covers several fields of the row: a line across the table."""
    columns = [where[0] for where in head.columns.values()] + ([head.index] if head.index else [])
    spans = [span for column in columns if (span := grid.span(row, column)) and span.right > span.left]
    return any(spans.count(span) > 1 for span in spans)


def _wrong(grid: Grid, head: Head, row: Row) -> Iterator[Wrong]:
    """Cells of a row that hold no usable value: errors, formulas without a result, dates where a number belongs."""
    for name, cell in row.cells.items():
        heading = _heading(grid, head, name)
        if is_ditto(name, cell):
            yield Wrong(row.number, heading, NO_DITTO, cell.words)
        elif cell.kind in (ERROR, FORMULA):
            yield Wrong(row.number, heading, cell.kind, cell.words)
        elif name in ("number", "quota") and cell.kind in (DATE, PERCENT, YES_NO):
            yield Wrong(row.number, heading, NOT_A_NUMBER, cell.words)
        elif len(cell.words) > LONGEST:
            yield Wrong(row.number, heading, LONG, f"{cell.words[:40]}…")
        elif name in ("number", "quota") and _is_shared(grid, head, row.number, name):
            yield Wrong(row.number, heading, SHARED, cell.words)


def _is_shared(grid: Grid, head: Head, row: int, name: str) -> bool:
    """Whether one merged number stands beside several units or groups: whose it is nobody can tell."""
    span = grid.span(row, head.columns[name][0])
    if span is None or span.bottom == span.top:
        return False
    keys = {
        _cell(grid, one, head.columns[head.key]).words for one in range(span.top, min(span.bottom, span.top + 500) + 1)
    }
    return len(keys) > 1


def _heading(grid: Grid, head: Head, name: str) -> str:
    return cleaned(grid.at(head.last, head.columns[name][0]).words)


def _unused(grid: Grid, head: Head, rows: list[Row]) -> tuple[str, ...]:
    """The headings of the columns that are not read though something stands in them."""
    numbers = [row.number for row in rows]
    used = (
        cleaned(words) for column, words in head.unused.items() if any(grid.at(row, column).words for row in numbers)
    )
    return tuple(dict.fromkeys(used))


def _first_words(grid: Grid, row: int) -> str:
    said = [cell.words or cell.struck for _, cell in sorted(grid.row(row).items())]
    return cleaned(next((words for words in said if words), ""))[:60]
