"""Tables that lost their shape, one cell per line: they get their rows back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from handlers.language.dates import find_days, leading_hours
from handlers.reading.blocks import DASH, PLAIN, PLUS, ROW, Block
from handlers.reading.headings import column_names, is_heading_cell
from handlers.reading.outline import closes
from handlers.reading.phrases import office_at_start
from handlers.reading.run_in import bullet_apart, fields_apart, parted

_MAX_COLUMNS = 6
_CELL = 400
_DAY_CELL = re.compile(r"^\W*(?:ngày|thứ|chủ nhật|buổi|sáng|chiều|tối|\d{1,2}/\d{1,2}\S*$)", re.IGNORECASE)
_MONEY = re.compile(r"\d{1,3}(?:[.,]\d{3})+\D{0,6}")
_SECTION = re.compile(r"[A-HĐ]|[IVX]{1,4}")  # the letter of a part of a table, in a cell of its own
_STAMP = re.compile(r"[-–\s]*\d{1,3}[-–\s]*")


def unfold(blocks: list[Block]) -> list[Block]:
    """Give such tables their rows back; stamped page numbers go, everything else passes through."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        width = _header_width(blocks, at)
        if width:
            rows, at = _rows(blocks, at, width)
            out += rows
        elif blocks[at].kind == PLAIN and _STAMP.fullmatch(blocks[at].text):
            at += 1
        elif _hour_above(blocks, at):
            out.append(_under_hour(blocks[at], blocks[at + 1]))
            at += 2
        else:
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            apart = (field for row in parted(blocks[at]) for field in fields_apart(row))
            out += (block for field in apart for block in bullet_apart(field, after))
            at += 1
    return out


def _header_width(blocks: list[Block], at: int) -> int:
    """How many lines from here are the headings of columns, each on its own line."""
    cells: list[str] = []
    for block in blocks[at : at + _MAX_COLUMNS]:
        if block.kind != PLAIN or len(block.text) > 40 or not is_heading_cell(block.text):
            break
        if block.text.endswith(":"):
            break  # "Nội dung chương trình:" stands over the table
        cells.append(block.text)
    while len(cells) >= 2:
        names = column_names(cells) or []
        if len(names) == len(cells) and "title" in names and ("time" in names or "order" in names):
            return len(cells) if _row_near(blocks, at + len(cells), 3) else 0
        cells.pop()
    return 0


def _row_near(blocks: list[Block], at: int, within: int) -> bool:
    """Whether a row begins within so many blocks; a day may stand before it, or the title of the first row."""
    return any(_starts_row(block) for block in blocks[at : at + within])


def _starts_row(block: Block) -> bool:
    return block.kind == PLAIN and (_only_hours(block.text) or block.text.rstrip(".").isdigit())


def _only_hours(text: str) -> bool:
    hours = leading_hours(text)
    return hours is not None and hours.ends >= len(text) - 6


def _is_day(block: Block) -> bool:
    """A cell that spans the table and says which day follows."""
    if block.kind != PLAIN or len(block.text) > 80 or not _DAY_CELL.match(block.text) or _only_hours(block.text):
        return False
    return bool(find_days(block.text, 2000)) or len(block.text) < 20


def _hour_above(blocks: list[Block], at: int) -> bool:
    """Whether an hour stands alone on its line, and what happens then on the next."""
    block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    if after is None or block.kind != PLAIN or after.kind not in (PLAIN, DASH) or not _only_hours(block.text):
        return False
    return len(after.text) < _CELL and not _starts_row(after) and not closes(after)


def _under_hour(hour: Block, what: Block) -> Block:
    opening = f"{hour.text.rstrip(' :')}: "
    spans = (*hour.spans, *((len(opening) + at, line) for at, line in what.spans))
    return replace(hour, text=opening + what.text, bold="", spans=spans)


def _rows(blocks: list[Block], at: int, width: int) -> tuple[list[Block], int]:
    heads = blocks[at : at + width]
    names = column_names([block.text for block in heads]) or []
    table = _Table(names, all(len(block.columns) == 1 for block in heads), [_row(heads)])
    spaced = blocks[at + 1].gap
    at += width
    while at < len(blocks) and not _ends_table(blocks, at, table.cells, width, spaced):
        at = table.take(blocks, at)
    table.close()
    return table.rows, at


@dataclass(slots=True)
class _Table:
    """A table that stands cell by cell, put together row by row; `closed`: a pipe closes each cell."""

    names: list[str]
    closed: bool
    rows: list[Block]
    cells: list[Block] = field(default_factory=list)
    number: int = 1  # of the row that comes next

    def take(self, blocks: list[Block], at: int) -> int:
        """Takes the cell at this place, a section together with its name; the place of the next one."""
        block, day, section = blocks[at], self._names_day(blocks[at]), self._is_section(blocks[at])
        opens = section or _opens(block, _first_column(self.names), self.number, blocks, at)
        if not opens and self._is_only_a_stamp(block):
            return at + 1
        if day or opens:
            self.close()
        self.number = 1 if section else self.number + opens
        if section and at + 1 < len(blocks):
            at += 1
            block = replace(blocks[at], spans=(*block.spans, *blocks[at].spans))
        self.cells.append(block)
        if (day or section) and len(self.cells) == 1:
            self.rows.append(_row(self.cells))
            self.cells = []
        return at + 1

    def close(self) -> None:
        """What was taken is a row."""
        if self.cells:
            self.rows += _full_rows(self.cells, self.names, self.closed)
            self.cells = []

    def _names_day(self, block: Block) -> bool:
        return {"due", "date"}.isdisjoint(self.names) and _is_day(block)

    def _is_section(self, block: Block) -> bool:
        within = len(self.cells) == 1
        return not within and _first_column(self.names) == "order" and _SECTION.fullmatch(block.text) is not None

    def _is_only_a_stamp(self, block: Block) -> bool:
        figures = not {"count", "amount", "price"}.isdisjoint(self.names)
        return bool(self.cells) and not figures and _STAMP.fullmatch(block.text) is not None


def _full_rows(cells: list[Block], names: list[str], closed: bool) -> Iterator[Block]:
    """The rows of an hour: where a pipe closes each cell, those behind the first have no hour of their own."""
    width = len(names)
    rest = cells[width:] if closed and width > 2 and names[0] == "time" else []
    if not rest or len(rest) % (width - 1):
        yield _row(_aligned(cells, names))
        return
    yield _row(cells[:width])
    for at in range(0, len(rest), width - 1):
        part = rest[at : at + width - 1]
        yield _row([replace(part[0], text="", kind=PLAIN, spans=()), *part])


def _first_column(names: list[str]) -> str:
    if "order" in names:
        return "order"
    return "time" if "time" not in names or names.index("time") == 0 else "before time"


def _opens(block: Block, first: str, number: int, blocks: list[Block], at: int) -> bool:
    """Whether a row begins here: its number, its hour, or the cell before its hour."""
    if block.kind != PLAIN:
        return False
    if first == "order":
        return block.text.rstrip(".").lstrip("0") == str(number)
    if first == "time":
        return _only_hours(block.text)
    return at + 1 < len(blocks) and _starts_row(blocks[at + 1])


def _ends_table(blocks: list[Block], at: int, cells: list[Block], width: int, spaced: bool) -> bool:
    block = blocks[at]
    if block.kind not in (PLAIN, DASH, PLUS) or len(block.text) > _CELL or closes(block):
        return True
    if _starts_row(block) or not cells or _is_day(block):
        return False
    if spaced:
        return len(cells) >= width and not _row_near(blocks, at, 3)
    return block.gap


def _aligned(cells: list[Block], names: list[str]) -> list[Block]:
    """The cells of a row under their columns: hours and numbers show where they belong, surplus goes to the last."""
    if len(cells) > len(names):
        rest = cells[len(names) - 1 :]
        words = " ".join(f"- {cell.text}" if cell.kind in (DASH, PLUS) else cell.text for cell in rest)
        spans = tuple(span for cell in rest for span in cell.spans)
        return [*cells[: len(names) - 1], replace(rest[0], text=words, kind=PLAIN, spans=spans)]
    if len(cells) == len(names):
        return cells
    placed: dict[str, Block] = {}
    for cell in reversed([cell for cell in cells if _MONEY.fullmatch(cell.text)]):
        column = next((name for name in ("amount", "price") if name in names and name not in placed), None)
        if column:
            placed[column] = cell
    for cell in cells:
        if cell in placed.values():
            continue
        free = [name for name in names if name not in placed]
        placed[_column(cell, free)] = cell
    empty = replace(cells[0], text="", kind=PLAIN, spans=())
    return [placed.get(name, empty) for name in names]


def _column(cell: Block, free: list[str]) -> str:
    if "time" in free and _only_hours(cell.text):
        return "time"
    if "order" in free and cell.text.rstrip(".").isdigit():
        return "order"
    others = [name for name in free if name not in ("time", "order")] or free
    if "title" not in others and "who" in others and office_at_start(cell.text):
        return "who"
    return others[0]


def _row(cells: list[Block]) -> Block:
    spans = tuple((0, line) for cell in cells for line in cell.lines)
    words = (f"- {cell.text}" if cell.kind in (DASH, PLUS) else cell.text for cell in cells)
    return replace(cells[0], text="\t".join(words), kind=ROW, bold="", spans=spans)
