"""The programme: timed rows, timed lines and ordered lists."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from handlers.language.dates import find_days, leading_hours
from handlers.language.folding import fold
from handlers.reading.blocks import DASH, LETTER, NUMBER, PLAIN, PLUS, ROW, STAR, shouted
from handlers.reading.draft import AgendaItem
from handlers.reading.fields.apart import told_apart
from handlers.reading.fields.clock import Clock, Span, settled
from handlers.reading.fields.items import item, opens_timed, timed_items, trailing_hours
from handlers.reading.fields.performers import speaker, title_and_who
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import pieces, topics, trim

_PROGRAMME = re.compile(
    r"^((du kien )?(noi dung )?chuong trinh|lich|kich ban|thoi gian bieu|tien trinh|dien bien"
    r"|noi dung chuong trinh|trinh tu|nghi thuc)\b"
)
_LASTS = re.compile(r"\s*:\s*(?:khoảng\s+)?\d{1,3}\s*phút[\s.;]*$")  # "Bắn pháo hoa: 15 phút"
_OTHERWISE = frozenset({"purpose", "requirements", "duties", "closing", "budget"})
_DAY_PART = re.compile(
    r"^(?:Buổi\s+)?(?:[Ss]áng|[Cc]hiều|[Tt]ối|[Nn]gày)\s+(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?\s*(?:\([^()]*\)\s*)?:\s*"
)


def read_agenda(paper: Paper, scope: Node, span: Span | None = None) -> tuple[AgendaItem, ...]:
    """Every programme item of an event held in `span`; hours win over plain lists of contents."""
    items: list[AgendaItem] = []
    loose: list[AgendaItem] = []
    for place in _programmes(paper, scope):
        clock = Clock(_name(paper, place), _heading_day(paper, place) or date.min, span)
        timed = timed_items(paper, place, clock)
        if timed:
            items += _dated(timed, span)
        elif not loose:
            loose = list(_listed(paper, place, span))
    apart = list(told_apart(paper, scope, {row.date for row in items}))
    return (*apart, *(items or _dated(loose, span)))


def _dated(items: list[AgendaItem], span: Span | None) -> list[AgendaItem]:
    """Days that were only counted become real ones; where the programme tells no day at all, its items have none."""
    turns = max(row.date.toordinal() for row in items if row.date) if items else 0
    one_day = bool(span and span[0] == span[1])
    return [
        replace(row, date=None if one_day and row.date == date.min else settled(row.date, span, turns)) for row in items
    ]


def _programmes(paper: Paper, scope: Node) -> Iterator[Node]:
    """The sections that hold a programme, none inside another."""
    stack = [scope]
    while stack:
        node = stack.pop()
        if node is not scope and _is_programme(paper, node) and not _defers(paper, node):
            yield node
        else:
            stack.extend(reversed(node.children))


def _defers(paper: Paper, node: Node) -> bool:
    """A broad section ("NỘI DUNG") leaves the programme to the heading inside it."""
    if _PROGRAMME.match(fold(node.label)) or any(opens_timed(child) for child in node.children):
        return False
    return any(_is_programme(paper, inner) for inner in node.walk() if inner is not node)


def _is_programme(paper: Paper, node: Node) -> bool:
    label = node.label
    if not 0 < len(label) <= 200:
        return False
    if node.block.kind == ROW or not (node.children or node.body):
        return False
    about = topics(label)
    if about & _OTHERWISE or paper.within(node, "duties", "purpose", "closing"):
        return False
    if _PROGRAMME.match(fold(label)) and len(label) < 140:
        return True
    if "agenda" in about and not about & {"time", "venue", "delegates"}:
        return True
    return not about & {"time", "venue"} and any(opens_timed(child) for child in node.children)


def _ends_name(child: Node) -> bool:
    """What stands under the name of a programme and is no more of it: a day, an hour, a note, a long text."""
    text = child.text
    if child.block.kind != PLAIN or len(text) > 200 or text.startswith("("):
        return True
    if find_days(text) and not shouted(text[: text.find("(")]):
        return True
    return leading_hours(text) is not None or opens_timed(child) or {"time", "agenda"} <= topics(text)


def _name(paper: Paper, place: Node) -> str | None:
    if not shouted(place.text):
        return None
    parts = [place.text]
    paper.use(place.block)
    for child in place.children:
        if _ends_name(child):
            break
        parts.append(child.text)
        paper.use(child.block)
    return trim(" ".join(parts))


def _heading_day(paper: Paper, place: Node) -> date | None:
    """The one day a programme says it is for, in its heading or its "Thời gian" line."""
    heads = [place.text] + [
        c.text
        for c in place.children[:8]
        if c.block.kind != ROW and (c.block.kind == PLAIN or "time" in topics(c.label))
    ]
    for text in heads:
        days = {day.value for day in find_days(text[:250], paper.since) if day.value}
        if len(days) == 1 and "kèm theo" not in text.lower():
            return days.pop()
    return None


def _listed(paper: Paper, place: Node, span: Span | None) -> Iterator[AgendaItem]:
    """An ordered list without hours, where the section holds nothing else."""
    day = _heading_day(paper, place) if shouted(place.text) else None
    clock = Clock(_name(paper, place), day or date.min, span)
    holder = _list_holder(place)
    if holder is None:
        yield from _run_in(paper, clock, place)
        return
    for node in holder:
        yield from _listed_item(paper, clock, node)
        for below in node.children if node.block.kind != PLUS and _is_part(node) else ():
            yield from _listed_item(paper, clock, below)


def _is_part(node: Node) -> bool:
    """ "Phần lễ (từ 20h00 đến 21h15):" is a part of the programme whose items stand below it."""
    return bool(trailing_hours(node.text)) and all(child.block.kind in (PLUS, DASH, STAR) for child in node.children)


def _listed_item(paper: Paper, clock: Clock, node: Node) -> Iterator[AgendaItem]:
    opening = _DAY_PART.match(node.text)
    if opening:
        clock.turn_to(opening.group(), paper.since)
    text = node.text[opening.end() :] if opening else node.text
    behind = trailing_hours(text)
    title = trim(_LASTS.sub("", text[: behind[1]] if behind else text))
    if len(title) > 2:
        paper.use(node.block)
        title, who = (title, ()) if speaker(title) else title_and_who(title)
        yield item(clock, title, behind[0] if behind else None, node.line, who)


def _run_in(paper: Paper, clock: Clock, place: Node) -> Iterator[AgendaItem]:
    """ "Nội dung: Thông qua kế hoạch; ký kết giao ước." names its items in one sentence."""
    parts = pieces(place.body) if not place.children else []
    if len(parts) >= 2 and all(len(part) < 200 for part in parts):
        paper.use(place.block)
        yield from (item(clock, trim(part), None, place.line) for part in parts)


def _list_holder(place: Node) -> list[Node] | None:
    items = [c for c in place.children if c.block.kind in (NUMBER, LETTER, DASH, PLUS, STAR)]
    if not items:
        return None
    about = [
        topics(c.label) if len(c.label) < 60 and (c.body or c.children) and not trailing_hours(c.text) else frozenset()
        for c in items
    ]
    inner = [c for c, topic in zip(items, about, strict=True) if "agenda" in topic and c.children]
    if inner:
        return _list_holder(inner[0])
    if any(topic & {"time", "venue", "delegates", "budget", "chairs"} for topic in about) or len(items) < 2:
        return None
    return items
