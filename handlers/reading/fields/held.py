"""When a meeting is held, and who chairs it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handlers.language.dates import Since, find_days, find_month, find_range
from handlers.language.folding import fold
from handlers.reading.blocks import PLAIN, ROW, sentences
from handlers.reading.draft import Line
from handlers.reading.fields.venues import at_main_point
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import office_at_start, pieces, topics, trim

_PLACE_AND_DAYS = re.compile(r"[A-ZĐÀ-Ỹ][^,.:;]{3,60}, (?:từ )?ngày \d[^:;]{4,60}$")
_TOP = 10
_WHEN_WORDS = re.compile(
    r"(?:vào|lúc|từ|hồi|buổi|sáng|trưa|chiều|tối|ngày|thứ|hai|ba|tư|năm|sáu|bảy|chủ nhật|giờ|phút|đến)(?!\w)",
    re.IGNORECASE,
)
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
_CONDUCTS = re.compile(
    r"(?:^|[:;]\s+)([^.;:,]{5,80}?)\s+chủ trì,[^.;]{0,80}điều hành (?:Hội nghị|hội nghị|Đại hội|buổi)"
)
_CHAIRED_BY = re.compile(
    r"(?:[Hh]ội nghị|[Cc]uộc họp|[Pp]hiên họp|[Bb]uổi (?:lễ|làm việc)|[Đđ]ại hội|Lễ)\s+do\s+(.{5,160}?)\s+chủ trì"
    r"(?=\s*(?:[.;,]|$))"
)
_POST_FIRST = re.compile(r"(?:Giám đốc|Chủ tịch|Lãnh đạo|Trưởng|Bí thư|Hiệu trưởng)\s[^,]{3,}")
# What goes before the meeting: its day is not the meeting's where another is told.
_PREPARES = re.compile(
    r"co mat|nhan phong|dai bieu o xa|tap trung|xuat phat|(^|thoi gian )(\w+ )?don (tiep )?(dai bieu|khach)"
    r"|(tong|so|chay) duyet|(ket noi|chay) thu|duyet (chuong trinh|khanh tiet)|boc tham"
    r"|hop (ky thuat|bao|ban to chuc|tri?eu|chuan bi)"
    r"|(^|thoi gian )(\w+ )?(nhan|trang tri|dang ky|chuan bi|luyen tap|tap luyen|lap dat|treo)\b"
)
_MAIN = re.compile(r"^(hoi nghi|dai hoi|hoi thi|hoi thao|le|chung ket|vong chung ket|khai mac)\b")


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
    for node in sorted(nodes, key=lambda node: (_prepares(node.label), "progress" in topics(node.label))):
        when = _when(paper, node)
        if when is None:
            continue
        if when.start:
            words = when.words or ""
            paper.use(node.block, *(c.block for c in node.children if c.text and trim(c.text) in words))
            return when
        if best is None:
            best = when
            paper.use(node.block)
    return best or _held(paper, scope) or _bare(paper, scope) or When()


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


def _told(paper: Paper, node: Node) -> tuple[str, list[str]]:
    """What a line itself says of its time, and the parts to look at: that, else the lines under it."""
    below = [
        c.text for c in node.children if c.block.kind != ROW and not topics(c.label) & {"venue", "delegates", "agenda"}
    ]
    # "Thời gian: 01 ngày rưỡi." leaves the days to the lines under it.
    if node.body and (_dated(node.body, paper.since) or not any(_dated(part, paper.since) for part in below)):
        return node.body, [node.body]
    named = [part for part in below if _MAIN.search(fold(part.partition(":")[0])) and _dated(part, paper.since)]
    return "", named if len(named) == 1 else below[:6]


def _when(paper: Paper, node: Node) -> When | None:
    own, parts = _told(paper, node)
    words = next((trim(s) for part in parts for _, s in sentences(part) if _dated(s, paper.since)), "")
    if not words:
        return None
    if not own and len(parts) > 1:
        own_days = [p for p in parts if _dated(p, paper.since)]
        words = "; ".join(trim(p) for p in own_days if not _prepares(p) or len(own_days) == 1)
    days = find_range(words, paper.since)
    month = None if days else find_month(words, paper.since)
    label = " ".join(above.label for above in list(node.path())[:2])
    tentative = bool(_TENTATIVE.search(fold(f"{label} {own or words}")))
    return When(words, days[0] if days else None, days[1] if days else None, month, tentative, node.line)


def _dated(text: str, since: Since) -> bool:
    return not _NOT_WHEN.search(fold(text)) and bool(find_days(text, since) or find_month(text, since))


def _prepares(text: str) -> bool:
    """Whether a line tells of what goes before the meeting: "Tổng duyệt: …", "Họp bốc thăm lúc …"."""
    return bool(_PREPARES.search(fold(text.partition(":")[0][:60])))


def _held(paper: Paper, scope: Node) -> When | None:
    """The sentence that says when it is held; one that tells of a preparation only where there is no other."""
    found = [(node, start, sentence) for node in scope.walk() for start, sentence in _holding(paper, node)]
    for node, start, sentence in sorted(found, key=lambda said: _prepares(said[2])):
        days = find_range(sentence[:400], paper.since)
        if days and days[0].year >= (paper.year or 0) - 1:
            paper.use(node.block)
            tentative = bool(_TENTATIVE.search(fold(sentence)))
            return When(trim(sentence), *days, None, tentative, node.block.line_at(start))
    return None


def _holding(paper: Paper, node: Node) -> Iterator[tuple[int, str]]:
    basis = fold(node.text[:20]).startswith(("can cu", "thuc hien"))
    if node.block.kind == ROW or basis or paper.within(node, "duties", "closing"):
        return
    for start, sentence in sentences(node.text):
        if _HELD.search(sentence) and find_days(sentence, paper.since) and not _NOT_WHEN.search(fold(sentence)):
            yield start, sentence


def _bare(paper: Paper, scope: Node) -> When | None:
    """A line under the meeting's heading that opens with its hour and day and has no name of its own."""
    for node in scope.children[:_TOP] if scope.parent is None else scope.children:
        days = find_range(node.text, paper.since) if _bare_line(node, scope, paper.since) else None
        if days:
            paper.use(node.block)
            return When(trim(node.text), *days, None, False, node.line)
    return None


def _bare_line(node: Node, scope: Node, since: Since) -> bool:
    """At the head of a paper only a stretch of days is the meeting's: "Lam Khê, ngày 8-10 tháng 11 năm 2026"."""
    if scope.parent is not None:
        return opens_with_day(node, since)
    stretch = _PLACE_AND_DAYS.match(node.text) if node.block.kind == PLAIN else None
    return bool(stretch) and len(find_days(node.text, since)) > 1


def opens_with_day(node: Node, since: Since) -> bool:
    """ "- 9 giờ 00, ngày 13 tháng 9 năm 2019 (thứ Sáu)": nothing but when."""
    if node.block.kind == ROW or len(node.text) > 120:
        return False
    days = find_days(node.text, since)
    return bool(days) and not re.search(r"[^\W\d]{2}", _WHEN_WORDS.sub("", node.text[: days[0].start]))


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
        chaired = _CHAIRED_BY.search(node.text)
        match = _CONDUCTS.search(node.text) or chaired
        if match and office_at_start(match.group(1)):
            paper.use(*[node.block] if chaired else [])  # otherwise it hands out work too
            return (trim(match.group(1)),), node.block.line_at(match.start(1))
    return at_main_point(paper, scope, "who") or ((), None)


def _each_post(text: str) -> list[str]:
    """Those named in one line: parted by semicolons, or by commas where each part opens with a post."""
    parts = pieces(text, ",")
    return parts if len(parts) > 1 and all(_POST_FIRST.match(part) for part in parts) else pieces(text)
