"""The meetings a paper announces, each with its day, place, people, programme and duties."""

import re
from collections.abc import Iterator
from dataclasses import replace

from handlers.language.dates import find_days
from handlers.language.folding import fold
from handlers.reading.blocks import LETTER, NUMBER, ROMAN, ROW, UPPER, sentences
from handlers.reading.draft import Line, PlanEvent
from handlers.reading.fields.agenda import read_agenda
from handlers.reading.fields.delegates import expected, read_common_groups, read_groups
from handlers.reading.fields.duties import read_common_duties, read_duties
from handlers.reading.fields.held import opens_with_day, read_chairs, read_when, told_when
from handlers.reading.fields.seats import read_seats
from handlers.reading.fields.titles import OPENING, meeting_title, title_in_body
from handlers.reading.fields.venues import read_venue
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import MEETING, topics, trim

_ONE_MEETING = re.compile(
    r"(to chuc )?(hoi nghi|dai hoi|hoi thi|hoi thao|le|ngay hoi|hoi dien|lop|cuoc thi)\b(?!.*\b(cac|va) hoi nghi)"
)
_CALLED = re.compile(r"Tên (?:gọi|hội nghị|hội thảo|hoạt động|đại hội|sự kiện|chương trình)")
_EVENT = re.compile(
    r"(?:hội nghị|đại hội|hội thảo|hội thi|hội thao|hội diễn|tọa đàm|lễ|ngày hội|giao lưu|lớp|đoàn|giải)\s",
    re.IGNORECASE,
)
_PART = re.compile(r"(phien|buoi|ngay|phan|vong|chang|giai doan|dot|noi dung|chuong trinh)\b")
_OWN_SPAN = re.compile(r"^Thời gian\s+([^:]{12,160}):\s*(\d{1,2}\s*(?:ngày|buổi)[^.]*)\.?$")
_PERIOD_MEETING = re.compile(r"^[Tt]ổ chức\s+(Hội nghị|hội nghị|Đại hội|Hội thảo|Lễ|Hội thi)\b")


def read_events(paper: Paper) -> tuple[PlanEvent, ...]:
    """One event per meeting that has its own day or place; otherwise the one of the title."""
    scopes = _separate(paper)
    if len(scopes) > 1:
        return tuple(_with_common_parts(paper, scopes))
    from_periods = tuple(_from_periods(paper))
    if from_periods:
        return from_periods
    head = paper.found.get("plan")
    title = meeting_title(head.title if head and head.title else "")
    title = title or title_in_body(paper)
    main = _event(paper, paper.root, title)
    return (main, *_side_events(paper)) if title or main.starts_on or main.agenda else ()


def _with_common_parts(paper: Paper, scopes: list[Node]) -> Iterator[PlanEvent]:
    """What the paper says apart from its meetings is of the one that gives the paper its title: duties, who comes."""
    events = [_event(paper, node, _title_of(paper, node)) for node in scopes]
    head = paper.found.get("plan")
    about_one = head and head.title and _ONE_MEETING.match(fold(head.title))
    main = max(reversed(events), key=lambda event: len(event.agenda) + len(event.delegate_groups))
    for event in events:
        if event is not main or not about_one:
            yield event
            continue
        groups = event.delegate_groups or read_common_groups(paper, scopes)
        yield replace(event, delegate_groups=groups, duties=event.duties + read_common_duties(paper, scopes))


def _title_of(paper: Paper, node: Node) -> str:
    """The heading's words; the name said under it; or the title of the paper that it only shortens ("Lễ kỷ niệm")."""
    named = next((child.body for child in node.children[:2] if _CALLED.match(child.label) and child.body), "")
    if named:
        return trim(named)
    if not _EVENT.search(node.label):
        inside = (child.label for child in node.children[:2] if _EVENT.match(OPENING.sub("", child.label)))
        return meeting_title(next(inside, node.label))
    own = meeting_title(node.label)
    head = paper.found.get("plan")
    whole = meeting_title(head.title if head and head.title else "")
    return whole if len(own.split()) <= 4 and whole != own and fold(whole).startswith(fold(own)) else own


def _separate(paper: Paper) -> list[Node]:
    """Several meetings: headings that name one and have time and place below, or brothers that each have their own."""
    meetings = [node for node in paper.root.walk() if _names_meeting(paper, node)]
    several = [node for node in meetings if sum(1 for other in meetings if node in list(other.path())[1:]) > 1]
    found: list[Node] = []
    for node in meetings:
        if node not in several and not any(above in found for above in node.path()):
            found.append(node)
    full = [node for node in found if _topics_below(paper, node) & {"duties", "delegates", "agenda"}]
    named = full if len(full) > 1 else found
    return max(named, *(_brothers(paper, node) for node in paper.root.walk()), key=len)


def _brothers(paper: Paper, node: Node) -> list[Node]:
    """The items of a list of activities, most of which say when each of them is held."""
    items = [child for child in node.children if child.block.kind in (ROMAN, UPPER, NUMBER, LETTER)]
    held = [child for child in items if _held_apart(paper, child)]
    if len(held) < 2 or len(held) * 3 < len(items) * 2 or paper.within(node, "duties", "reports", "progress"):
        return []
    return held if any(MEETING.search(child.text[:120]) for child in held) else []


def _held_apart(paper: Paper, node: Node) -> bool:
    label = fold(node.label)
    if not node.children or topics(node.label) & {"time", "duties", "reports", "budget"} or _PART.match(label):
        return False
    return (
        "time" in _topics_below(paper, node)
        and len(_topics_below(paper, node) & {"venue", "delegates", "agenda", "duties"}) > 0
    )


def _names_meeting(paper: Paper, node: Node) -> bool:
    if (
        node.block.kind not in (ROMAN, UPPER, NUMBER, LETTER)
        or not node.children
        or not MEETING.search(node.label[:80])
    ):
        return False
    about, below = topics(node.label), _topics_below(paper, node)
    if about & {"time", "venue", "duties", "purpose"}:
        return False
    if {"time", "venue"} <= below:
        return True
    tells_all = "time" in below and bool(below & {"agenda", "delegates"})
    return tells_all and _is_a_whole_part(node) and not about & {"agenda", "budget"}


def _is_a_whole_part(node: Node) -> bool:
    return node.block.kind in (ROMAN, UPPER) and MEETING.match(node.label) is not None


def _topics_below(paper: Paper, node: Node) -> frozenset[str]:
    below = [n for n in node.walk() if n is not node and n.block.kind != ROW]
    bare = {"time"} if any(opens_with_day(child, paper.since) for child in node.children) else set()
    return frozenset[str](bare).union(*(topics(n.label) for n in below))


def _event(paper: Paper, scope: Node, title: str) -> PlanEvent:
    when = read_when(paper, scope)
    venue, venue_line = read_venue(paper, scope, when.words, when.line)
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
        read_seats(paper, scope),
    )  # fmt: skip


def _event_line(paper: Paper, scope: Node) -> Line:
    head = paper.found.get("plan")
    return scope.line if scope.parent is not None else head.lines.get("title") if head else None


def _from_periods(paper: Paper) -> Iterator[PlanEvent]:
    """Meetings named only in the tasks of a stretch of the year."""
    if any(told_when(paper, node) for node in paper.about("venue")):
        return
    for period in paper.found.get("periods", ()):
        for text in period.tasks:
            if _PERIOD_MEETING.match(text):
                title = re.split(r",| và ban hành|;|\. ", OPENING.sub("", text))[0]
                words = f"Từ ngày {period.start:%d/%m/%Y} đến ngày {period.end:%d/%m/%Y}"
                yield PlanEvent(trim(title), date_text=words, line=period.line)


def _side_events(paper: Paper) -> Iterator[PlanEvent]:
    """ "Thời gian đón tiếp, giao lưu: 01 ngày (trước ngày tổ chức …)" is a day of its own without a date."""
    for node in paper.about("time"):
        if node.block.kind == ROW or not node.body:
            continue
        for start, sentence in sentences(node.body):
            match = _OWN_SPAN.match(sentence) if start else None
            if match and not find_days(sentence, paper.since):
                line = node.block.line_at(node.body_at + start)
                yield PlanEvent(trim(match.group(1)), date_text=trim(match.group(2)), tentative=True, line=line)
