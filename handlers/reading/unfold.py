"""Tables that lost their shape: one cell per line, or every row run together on one line."""

from collections.abc import Iterator
from dataclasses import replace

from handlers.reading.blocks import DASH, LETTER, NUMBER, PLAIN, PLUS, ROW, Block
from handlers.reading.dates import find_hours, leading_hours
from handlers.reading.headings import column_names
from handlers.reading.outline import closes

_MAX_COLUMNS = 6
_CELL = 400


def unfold(blocks: list[Block]) -> list[Block]:
    """Give such tables their rows back; everything else passes through."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        width = _header_width(blocks, at)
        if width:
            rows, at = _rows(blocks, at, width)
            out += rows
        else:
            out += _parted(blocks[at])
            at += 1
    return out


def _header_width(blocks: list[Block], at: int) -> int:
    """How many lines from here are the headings of columns, each on its own line."""
    cells: list[str] = []
    for block in blocks[at : at + _MAX_COLUMNS]:
        if block.kind != PLAIN or len(block.text) > 40 or not column_names([block.text, "Nội dung", "TT"]):
            break
        cells.append(block.text)
    while len(cells) >= 2:
        names = column_names(cells) or []
        if len(names) == len(cells) and "title" in names and ("time" in names or "order" in names):
            return len(cells) if at + len(cells) < len(blocks) and _starts_row(blocks[at + len(cells)]) else 0
        cells.pop()
    return 0


def _starts_row(block: Block) -> bool:
    if block.kind != PLAIN:
        return False
    hours = leading_hours(block.text)
    return (hours is not None and hours.ends >= len(block.text) - 6) or block.text.rstrip(".").isdigit()


def _rows(blocks: list[Block], at: int, width: int) -> tuple[list[Block], int]:
    rows = [_row(blocks[at : at + width])]
    by_number = blocks[at + width].text.rstrip(".").isdigit()
    at += width
    cells: list[Block] = []
    while at < len(blocks) and not _ends_table(blocks[at], cells):
        starts = _starts_row(blocks[at]) and (not by_number or blocks[at].text.rstrip(".").isdigit())
        if starts and cells:
            rows.append(_row(_fitted(cells, width)))
            cells = []
        cells.append(blocks[at])
        at += 1
    if cells:
        rows.append(_row(_fitted(cells, width)))
    return rows, at


def _ends_table(block: Block, cells: list[Block]) -> bool:
    if block.kind not in (PLAIN, DASH, PLUS) or len(block.text) > _CELL or closes(block):
        return True
    return block.gap and bool(cells) and not _starts_row(block)


def _fitted(cells: list[Block], width: int) -> list[Block]:
    """No more cells than columns: what is left over belongs to the last."""
    if len(cells) <= width:
        return cells
    rest = cells[width - 1 :]
    words = " ".join(f"- {cell.text}" if cell.kind in (DASH, PLUS) else cell.text for cell in rest)
    spans = tuple(span for cell in rest for span in cell.spans)
    return [*cells[: width - 1], replace(rest[0], text=words, kind=PLAIN, spans=spans)]


def _row(cells: list[Block]) -> Block:
    spans = tuple((0, line) for cell in cells for line in cell.lines)
    words = (f"- {cell.text}" if cell.kind in (DASH, PLUS) else cell.text for cell in cells)
    return replace(cells[0], text="\t".join(words), kind=ROW, bold="", spans=spans)


def _parted(block: Block) -> Iterator[Block]:
    """ "7h00-7h30 Đón đại biểu 7h30-7h45 Văn nghệ …" on one line becomes a line per hour."""
    spots = find_hours(block.text) if block.kind in (PLAIN, DASH, NUMBER, LETTER) and len(block.text) > 60 else []
    if len(spots) < 3:
        yield block
        return
    ends = [*(spot.begins for spot in spots[1:]), len(block.text)]
    bodies = [block.text[spot.ends : end].strip(" :-–") for spot, end in zip(spots, ends, strict=True)]
    if any(len(body) < 4 or not body[0].isupper() for body in bodies):
        yield block
        return
    if spots[0].begins:
        yield replace(block, text=block.text[: spots[0].begins].strip(), bold="")
    for spot, end in zip(spots, ends, strict=True):
        text = block.text[spot.begins : end].strip()
        yield replace(block, text=text, kind=PLAIN, mark="", bold="", spans=((0, block.line_at(spot.begins)),))
