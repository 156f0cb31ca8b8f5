"""When and where a meeting is held, and who chairs it."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.reading.blocks import ROW, sentences
from handlers.reading.dates import Since, find_days, find_month, find_range
from handlers.reading.draft import Line
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import office_at_start, pieces, topics, trim
from handlers.reading.tables import read_tables
from handlers.reading.text import fold

_TENTATIVE = re.compile(
    r"du kien|(se|ngay cu the|chua) (bao|thong bao|an dinh|xac dinh|chot)|ngay cu the|cu the sau|thong bao sau"
    r"|giay moi sau|co the thay doi|du tinh"
)
_NOT_WHEN = re.compile(
    r"han (nop|dang ky|gui|cuoi|chot)|thoi gian (gui|nop|dang ky|nhan|bao cao|thuc hien|hoan thanh|luyen"
    r"|tap)|truoc ngay \d|cham nhat"
)
_HELD = re.compile(
    r"(tổ chức|diễn ra|khai mạc|họp|bắt đầu|tham dự|dự)[^.;]{0,160}?ngày\s+\d|[Vv]ào (?:hồi|lúc)[^.;]{0,60}ngày",
    re.IGNORECASE,
)
_COMING = re.compile(r"co mat|nhan phong|dai bieu o xa|tap trung|xuat phat|don tiep dai bieu")
_MAIN_POINT = re.compile(r"diem cau (chinh|trung tam|trung uong|tinh|so)\b|\(diem cau chinh")
_CONDUCTS = re.compile(
    r"(?:^|[:;]\s+)([^.;:,]{5,80}?)\s+chủ trì,[^.;]{0,80}điều hành (?:Hội nghị|hội nghị|Đại hội|buổi)"
)
_TO_BE_TOLD = re.compile(r"\s*\([^()]*(?:cụ thể|thông báo)[^()]*\)")
_POST_FIRST = re.compile(r"(?:Giám đốc|Chủ tịch|Lãnh đạo|Trưởng|Bí thư|Hiệu trưởng)\s[^,]{3,}")
_MAIN = re.compile(r"^(hoi nghi|dai hoi|hoi thi|hoi thao|le|chung ket|vong chung ket|khai mac)\b")
_AT = re.compile(r"(?:^|[\s,;])[Tt]ại:?\s+(?=[^\W\d_])")
_POINT = re.compile(
    r"(?:Tại\s+)?(?:[Đđ]iểm|[Pp]hòng|[Hh]ội trường|[Nn]hà|[Ss]ân|[Tt]rụ sở|[Bb]uổi|[Nn]gày|[Pp]hiên|[Kk]hu)\s"
)


@dataclass(frozen=True, slots=True)
class When:
    """What a paper says about the day of a meeting."""

    words: str | None = None
    start: date | None = None
    end: date | None = None
    month: str | None = None
    tentative: bool = False
    line: Line = None


def read_when(paper: Paper, scope: Node) -> When:
    """The day of the meeting from its "Thời gian" line, or from a sentence that says when it is held."""
    best: When | None = None
    nodes = [node for node in paper.about("time", scope) if _tells_when(paper, node)]
    for node in sorted(nodes, key=lambda node: "progress" in topics(node.label)):
        when = _when(paper, node)
        if when and when.start:
            paper.use(node.block, *(c.block for c in node.children if c.block.kind != ROW))
            return when
        if when and best is None:
            best = when
            paper.use(node.block)
    return best or _held(paper, scope) or When()


def told_when(paper: Paper, node: Node) -> When | None:
    """The day a "Thời gian" line tells; None where it tells of something else."""
    return _when(paper, node) if _tells_when(paper, node) else None


def _tells_when(paper: Paper, node: Node) -> bool:
    if _NOT_WHEN.search(fold(node.label)) or node.block.kind == ROW or len(node.label) > 100:
        return False
    if not node.body and any(
        "time" in topics(n.label) and (n.body or n.children) for n in node.walk() if n is not node
    ):
        return False
    return not paper.within(node, "duties", "reports", "closing")


def _when(paper: Paper, node: Node) -> When | None:
    own = node.body if node.body else ""
    parts = (
        [own]
        if own
        else [
            c.text
            for c in node.children
            if c.block.kind != ROW and not topics(c.label) & {"venue", "delegates", "agenda"}
        ]
    )
    named = [part for part in parts if _MAIN.search(fold(part.partition(":")[0])) and _dated(part, paper.since)]
    if not own and len(named) == 1 and len(parts) > 1:
        parts = named
    words = next((trim(s) for part in parts[:6] for _, s in sentences(part) if _dated(s, paper.since)), "")
    if not words:
        return None
    if not own and len(parts) > 1:
        own_days = [p for p in parts[:6] if _dated(p, paper.since)]
        words = "; ".join(trim(p) for p in own_days if not _COMING.search(fold(p)) or len(own_days) == 1)
    days = find_range(words, paper.since)
    month = None if days else find_month(words, paper.since)
    label = " ".join(above.label for above in list(node.path())[:2])
    tentative = bool(_TENTATIVE.search(fold(f"{label} {own or words}")))
    return When(words, days[0] if days else None, days[1] if days else None, month, tentative, node.line)


def _dated(text: str, since: Since) -> bool:
    return not _NOT_WHEN.search(fold(text)) and bool(find_days(text, since) or find_month(text, since))


def _held(paper: Paper, scope: Node) -> When | None:
    for node in scope.walk():
        if (
            node.block.kind == ROW
            or fold(node.text[:20]).startswith(("can cu", "thuc hien"))
            or paper.within(node, "duties", "closing")
        ):
            continue
        for start, sentence in sentences(node.text):
            if _HELD.search(sentence) and find_days(sentence, paper.since) and not _NOT_WHEN.search(fold(sentence)):
                days = find_range(sentence[:400], paper.since)
                if days and days[0].year >= (paper.year or 0) - 1:
                    paper.use(node.block)
                    return When(
                        trim(sentence), *days, None, bool(_TENTATIVE.search(fold(sentence))), node.block.line_at(start)
                    )
    return None


def read_venue(paper: Paper, scope: Node, when: When) -> tuple[str | None, Line]:
    """The place from its "Địa điểm" line, else after "tại" in the line that says when."""
    for node in paper.about("venue", scope):
        if paper.within(node, "duties", "closing", "delegates") and not paper.within(node, "time", "venue"):
            continue
        if node.block.kind == ROW:
            continue
        text = node.body or _places(node)
        if "time" in topics(node.label):
            match = _AT.search(text)
            text = text[match.end() :] if match and node.body else ""
        place = _place(text)
        if place:
            paper.use(node.block, *(c.block for c in node.children if trim(c.text) in place))
            return place, node.line
    match = _AT.search(when.words or "")
    if match and when.words:
        return _place(when.words[match.end() :]) or None, when.line
    found = _at_main_point(paper, scope, "venue")
    return (found[0][0], found[1]) if found else (None, None)


def _places(node: Node) -> str:
    """What is listed under "Địa điểm": several points of one meeting are one answer."""
    texts = [c.text for c in node.children if c.block.kind != ROW and "time" not in topics(c.label)]
    points = [text for text in texts[:6] if _POINT.match(text)]
    return "; ".join(trim(text) for text in points) if len(points) > 1 else texts[0] if texts else ""


def _place(text: str) -> str:
    first = next((s for _, s in sentences(_TO_BE_TOLD.sub("", text))), "")
    first = re.sub(r"^(?:Dự kiến\s+)?(?:Tổ chức\s+)?(?:[Tt]ại|[Ở])\s*:?\s+", "", trim(first))
    return trim(first)


def read_chairs(paper: Paper, scope: Node) -> tuple[tuple[str, ...], Line]:
    """Those who chair: the line "Chủ trì" and what is listed under it, or who "điều hành Hội nghị"."""
    for node in paper.about("chairs", scope):
        if node.block.kind == ROW or len(node.label) > 60 or paper.within(node, "duties", "closing"):
            continue
        if any("chairs" in topics(child.label) for child in node.children if len(child.label) < 60):
            continue  # "Chủ trì, thành phần" leaves it to the line inside
        names = [node.body] if node.body else [c.text for c in node.children if c.block.kind != ROW]
        if names:
            paper.use(node.block, *(c.block for c in node.children if c.block.kind != ROW))
            chairs = (trim(one) for name in names for one in _each_post(name) if not one.startswith("cùng "))
            return tuple(chair for chair in chairs if chair), node.line
    for node in scope.walk():
        match = _CONDUCTS.search(node.text)
        if match and office_at_start(match.group(1)):
            return (trim(match.group(1)),), node.block.line_at(match.start(1))
    return _at_main_point(paper, scope, "who") or ((), None)


def _each_post(text: str) -> list[str]:
    """Those named in one line: parted by semicolons, or by commas where each part opens with a post."""
    parts = pieces(text, ",")
    return parts if len(parts) > 1 and all(_POST_FIRST.match(part) for part in parts) else pieces(text)


def _at_main_point(paper: Paper, scope: Node, column: str) -> tuple[tuple[str, ...], Line] | None:
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
