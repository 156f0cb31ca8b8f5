"""The meetings a paper announces, each with its day, place, people, programme and duties."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from handlers.reading.blocks import LETTER, NUMBER, ROMAN, ROW, UPPER, sentences
from handlers.reading.dates import find_days, find_month, find_range
from handlers.reading.draft import Line, PlanEvent
from handlers.reading.fields.agenda import read_agenda
from handlers.reading.fields.delegates import expected, read_groups
from handlers.reading.fields.duties import read_common_duties, read_duties
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import MEETING, office_at_start, pieces, topics, trim
from handlers.reading.tables import read_tables
from handlers.reading.text import fold

_OPENING = re.compile(r"^(?:Kế hoạch\s+)?(?:V/v|Về việc|Về|[Tt]ổ chức|TỔ CHỨC|[Tt]riển khai|[Tt]ham dự|[Tt]ham gia)\s+")
_TENTATIVE = re.compile(
    r"du kien|(se|ngay cu the|chua) (bao|thong bao|an dinh|xac dinh|chot)|ngay cu the|thong bao sau|giay moi sau"
    r"|co the thay doi|du tinh"
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
_MAIN = re.compile(
    r"^(hoi nghi|dai hoi|hoi thi|hoi thao|le|chung ket|vong chung ket|phien chinh|chinh thuc|khai mac)\b"
)
_AT = re.compile(r"(?:^|[\s,;])[Tt]ại:?\s+(?=[^\W\d_])")
_POINT = re.compile(
    r"(?:Tại\s+)?(?:[Đđ]iểm|[Pp]hòng|[Hh]ội trường|[Nn]hà|[Ss]ân|[Tt]rụ sở|[Bb]uổi|[Nn]gày|[Pp]hiên|[Kk]hu)\s"
)
_OWN_SPAN = re.compile(r"^Thời gian\s+([^:]{12,160}):\s*(\d{1,2}\s*(?:ngày|buổi)[^.]*)\.?$")
_PERIOD_MEETING = re.compile(r"^[Tt]ổ chức\s+(Hội nghị|hội nghị|Đại hội|Hội thảo|Lễ|Hội thi)\b")


@dataclass(frozen=True, slots=True)
class When:
    """What a paper says about the day of a meeting."""

    words: str | None = None
    start: date | None = None
    end: date | None = None
    month: str | None = None
    tentative: bool = False
    line: Line = None


def read_events(paper: Paper) -> tuple[PlanEvent, ...]:
    """One event per meeting that has its own day or place; otherwise the one of the title."""
    scopes = _separate(paper)
    if len(scopes) > 1:
        return tuple(_with_common_duties(paper, scopes))
    from_periods = tuple(_from_periods(paper))
    if from_periods:
        return from_periods
    head = paper.found.get("plan")
    title = _meeting_title(head.title if head and head.title else "")
    if not title:
        title = next((_meeting_title(n.text) for n in paper.root.walk() if MEETING.search(n.text[:200])), "")
    main = _event(paper, paper.root, title)
    return (main, *_side_events(paper)) if title or main.starts_on or main.agenda else ()


def _with_common_duties(paper: Paper, scopes: list[Node]) -> Iterator[PlanEvent]:
    """What the paper hands out apart from its meetings is for the one that gives the paper its title."""
    titles = [_title_of(paper, node) for node in scopes]
    mains = [title for title, node in zip(titles, scopes, strict=True) if title != _meeting_title(node.label)]
    for title, node in zip(titles, scopes, strict=True):
        event = _event(paper, node, title)
        yield replace(event, duties=event.duties + read_common_duties(paper, scopes)) if mains == [title] else event


def _title_of(paper: Paper, node: Node) -> str:
    """The heading's words; where they only shorten the title of the paper ("Lễ kỷ niệm"), that title."""
    own = _meeting_title(node.label)
    head = paper.found.get("plan")
    whole = _meeting_title(head.title if head and head.title else "")
    return whole if len(own.split()) <= 4 and whole != own and fold(whole).startswith(fold(own)) else own


def _meeting_title(text: str) -> str:
    bare = trim(_OPENING.sub("", text))
    match = MEETING.search(bare)
    if not match or match.start() >= 60:
        return bare
    quoted = bare[match.start() - 1 : match.start()] in ('"', "“")
    return trim(bare[match.start() - quoted :])


def _separate(paper: Paper) -> list[Node]:
    """Headings that name a meeting and have their own time and place below; several of them need no more."""
    meetings = [node for node in paper.root.walk() if _names_meeting(node)]
    several = [node for node in meetings if sum(1 for other in meetings if node in list(other.path())[1:]) > 1]
    found: list[Node] = []
    for node in meetings:
        if node not in several and not any(above in found for above in node.path()):
            found.append(node)
    full = [node for node in found if _topics_below(node) & {"duties", "delegates", "agenda"}]
    return full if len(full) > 1 else found


def _names_meeting(node: Node) -> bool:
    if (
        node.block.kind not in (ROMAN, UPPER, NUMBER, LETTER)
        or not node.children
        or not MEETING.search(node.label[:80])
    ):
        return False
    return not topics(node.label) & {"time", "venue", "duties", "purpose"} and {"time", "venue"} <= _topics_below(node)


def _topics_below(node: Node) -> frozenset[str]:
    return frozenset[str]().union(*(topics(n.label) for n in node.walk() if n is not node and n.block.kind != ROW))


def _event(paper: Paper, scope: Node, title: str) -> PlanEvent:
    when = read_when(paper, scope)
    venue, venue_line = read_venue(paper, scope, when)
    count, count_line = expected(paper, scope)
    chairs, chairs_line = read_chairs(paper, scope)
    span = (when.start, when.end) if when.start and when.end else None
    lines = {
        "starts_on": when.line,
        "date_text": when.line,
        "venue": venue_line,
        "expected_delegates": count_line,
        "chairs": chairs_line,
    }
    return PlanEvent(
        title, when.start, when.end, when.month, when.words, when.tentative, venue, chairs, count,
        read_groups(paper, scope), read_agenda(paper, scope, span), read_duties(paper, scope),
        {key: line for key, line in lines.items() if line is not None}, _event_line(paper, scope),
    )  # fmt: skip


def _event_line(paper: Paper, scope: Node) -> Line:
    head = paper.found.get("plan")
    return scope.line if scope.parent is not None else head.lines.get("title") if head else None


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
    named = [part for part in parts if _MAIN.search(fold(part.partition(":")[0])) and _dated(part, paper.year)]
    if not own and len(named) == 1 and len(parts) > 1:
        parts = named
    words = next((trim(s) for part in parts[:6] for _, s in sentences(part) if _dated(s, paper.year)), "")
    if not words:
        return None
    if not own and len(parts) > 1:
        own_days = [p for p in parts[:6] if _dated(p, paper.year)]
        words = "; ".join(trim(p) for p in own_days if not _COMING.search(fold(p)) or len(own_days) == 1)
    days = find_range(words, paper.year)
    month = None if days else find_month(words, paper.year)
    label = " ".join(above.label for above in list(node.path())[:2])
    tentative = bool(_TENTATIVE.search(fold(f"{label} {own or words}")))
    return When(words, days[0] if days else None, days[1] if days else None, month, tentative, node.line)


def _dated(text: str, year: int | None) -> bool:
    return not _NOT_WHEN.search(fold(text)) and bool(find_days(text, year) or find_month(text, year))


def _held(paper: Paper, scope: Node) -> When | None:
    for node in scope.walk():
        if (
            node.block.kind == ROW
            or fold(node.text[:20]).startswith(("can cu", "thuc hien"))
            or paper.within(node, "duties", "closing")
        ):
            continue
        for start, sentence in sentences(node.text):
            if _HELD.search(sentence) and find_days(sentence, paper.year) and not _NOT_WHEN.search(fold(sentence)):
                days = find_range(sentence[:400], paper.year)
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
    first = next((s for _, s in sentences(text)), "")
    first = re.sub(r"^(?:Dự kiến\s+)?(?:Tổ chức\s+)?(?:[Tt]ại|[Ở])\s*:?\s+", "", trim(first))
    return trim(first)


def read_chairs(paper: Paper, scope: Node) -> tuple[tuple[str, ...], Line]:
    """Those who chair: the line "Chủ trì" and what is listed under it, or who "điều hành Hội nghị"."""
    for node in paper.about("chairs", scope):
        if node.block.kind == ROW or len(node.label) > 60 or paper.within(node, "duties", "closing"):
            continue
        names = [node.body] if node.body else [c.text for c in node.children if c.block.kind != ROW]
        if names:
            paper.use(node.block, *(c.block for c in node.children if c.block.kind != ROW))
            return tuple(trim(one) for name in names for one in pieces(name) if trim(one)), node.line
    for node in scope.walk():
        match = _CONDUCTS.search(node.text)
        if match and office_at_start(match.group(1)):
            return (trim(match.group(1)),), node.block.line_at(match.start(1))
    return _at_main_point(paper, scope, "who") or ((), None)


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


def _from_periods(paper: Paper) -> Iterator[PlanEvent]:
    """Meetings named only in the tasks of a stretch of the year."""
    if any(_tells_when(paper, node) and _when(paper, node) for node in paper.about("venue")):
        return
    for period in paper.found.get("periods", ()):
        for text in period.tasks:
            if _PERIOD_MEETING.match(text):
                title = re.split(r",| và ban hành|;|\. ", _OPENING.sub("", text))[0]
                words = f"Từ ngày {period.start:%d/%m/%Y} đến ngày {period.end:%d/%m/%Y}"
                yield PlanEvent(trim(title), date_text=words, line=period.line)


def _side_events(paper: Paper) -> Iterator[PlanEvent]:
    """ "Thời gian đón tiếp, giao lưu: 01 ngày (trước ngày tổ chức …)" is a day of its own without a date."""
    for node in paper.about("time"):
        if node.block.kind == ROW or not node.body:
            continue
        for start, sentence in sentences(node.body):
            match = _OWN_SPAN.match(sentence) if start else None
            if match and not find_days(sentence, paper.year):
                line = node.block.line_at(node.body_at + start)
                yield PlanEvent(trim(match.group(1)), date_text=trim(match.group(2)), tentative=True, line=line)
