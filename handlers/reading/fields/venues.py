"""Where a meeting is held."""

import re

from handlers.language.dates import find_days, find_hours
from handlers.language.folding import fold
from handlers.reading.blocks import ROW, sentences
from handlers.reading.draft import Line
from handlers.reading.fields.subjects import find_verb
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import topics, trim
from handlers.reading.tables import read_tables

_MAIN_POINT = re.compile(r"diem cau (chinh|trung tam|trung uong|tinh|so)\b|\(diem cau chinh")
_TO_BE_TOLD = re.compile(r"\s*\([^()]*(?:cụ thể|thông báo)[^()]*\)")
_AT = re.compile(r"(?:^|[\s,;])[Tt]ại:?\s+(?=[^\W\d_])")
_POINT = re.compile(
    r"(?:Tại\s+)?(?:[Đđ]iểm|[Pp]hòng|[Hh]ội trường|[Nn]hà|[Ss]ân|[Tt]rụ sở|[Bb]uổi|[Nn]gày|[Pp]hiên|[Kk]hu)\s"
)
_POINT_IN_BRACKETS = re.compile(r"điểm cầu (?:trung tâm|chính|trung ương)[^().;]{0,40}\(([^()]{8,160})\)")
_WHO_SITS = re.compile(r"^[^.;]{3,90}?\s(?:dự họp|họp|dự|tham dự|tham gia)\s+(?=tại\s)")  # "Các sở dự họp tại …"
_MAIN = re.compile(r"(?:Hội nghị|Đại hội|Lễ|Hội thi|Hội thảo|Khai mạc|Phiên chính thức)(?!\w)[^:.;]{0,60}:\s*\S")
_LONGEST = 160  # a longer text that holds a verb explains, and names no place


def _text_of(node: Node) -> str:
    """The words of a line about the place; of one about the time what stands behind "tại"."""
    text = node.body or _places(node)
    if not node.body or "time" not in topics(node.label):
        return text
    match = _AT.search(text)
    return text[match.end() :] if match else ""


def _tells_what_is_done(place: str) -> bool:
    return len(place) > _LONGEST and find_verb(place) is not None


def read_venue(paper: Paper, scope: Node, words: str | None, line: Line) -> tuple[str | None, Line]:
    """The place from its "Địa điểm" line, else after "tại" in the line that says when."""
    for node in paper.about("venue", scope):
        if paper.within(node, "duties", "closing", "delegates") and not paper.within(node, "time", "venue"):
            continue
        if node.block.kind == ROW:
            continue
        place = _place(_text_of(node))
        if place and (node.body or not _tells_what_is_done(place)):
            paper.use(node.block, *(c.block for c in node.children if trim(c.text) in place or place in c.text))
            return place, node.line
    if words and (match := _AT.search(words)):
        return _place(words[match.end() :]) or None, line
    found = at_main_point(paper, scope, "venue")
    return (found[0][0], found[1]) if found else _said_main_point(paper, scope)


def _said_main_point(paper: Paper, scope: Node) -> tuple[str | None, Line]:
    """ "… tại điểm cầu trung tâm (Trung tâm Hội nghị, 11 Lê Lợi) và các điểm cầu …"."""
    for node in scope.walk():
        match = _POINT_IN_BRACKETS.search(node.text) if node.block.kind != ROW else None
        if match:
            paper.use(node.block)
            return trim(match.group(1)), node.block.line_at(match.start(1))
    return None, None


def _places(node: Node) -> str:
    """What is listed under "Địa điểm": several points of one meeting are one answer."""
    texts = [c.text for c in node.children if c.block.kind != ROW and "time" not in topics(c.label)]
    if "time" in topics(node.label):
        return _beside_the_time(node)
    main = next((text for text in texts if _MAIN.match(text)), "")
    if main:
        return main.partition(":")[2]  # "Hội nghị tổng kết: Hội trường …" beside "Giao lưu thể thao: Nhà thi đấu …"
    points = [text for text in texts[:6] if _POINT.match(text)]
    return "; ".join(trim(text) for text in points) if len(points) > 1 else texts[0] if texts else ""


def _beside_the_time(node: Node) -> str:
    """Under "Thời gian, địa điểm": the line that opens with "Tại", or the one line that tells neither hour nor day."""
    lines = [child for child in node.children if child.block.kind != ROW]
    if any(":" in child.text for child in lines) or len(lines) > 3:
        return ""  # they say themselves what they tell
    others = [child.text for child in lines if not find_days(child.text, 2000) and not find_hours(child.text)]
    return next((text for text in others if text.startswith("Tại ")), others[0] if len(others) == 1 else "")


def _place(text: str) -> str:
    first = next((s for _, s in sentences(_TO_BE_TOLD.sub("", text))), "")
    first = _WHO_SITS.sub("", first)
    first = re.sub(r"^(?:Dự kiến\s+)?(?:Tổ chức\s+)?(?:[Tt]ại|[Ở])\s*:?\s+", "", trim(first))
    return trim(first)


def at_main_point(paper: Paper, scope: Node, column: str) -> tuple[tuple[str, ...], Line] | None:
    """What a table of connection points says of the main one: where it is, who is in the chair there."""
    for table in read_tables(scope):
        rows = [row for row in table.rows if any("điểm cầu" in cell.lower() for cell in row.cells.values())]
        if table.has("venue", column) and len(rows) > 1:
            main = next((r for r in rows if any(_MAIN_POINT.search(fold(c)) for c in r.cells.values())), rows[0])
            value = trim(main.cells.get(column, ""))
            if value:
                paper.use(main.block, *([table.header] if table.header else []))
                return (value,), main.block.line
    return None
