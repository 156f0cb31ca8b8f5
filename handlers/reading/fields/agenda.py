"""The programme: timed rows, timed lines and ordered lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from handlers.reading.blocks import DASH, LETTER, NUMBER, PLAIN, PLUS, ROW, STAR, shouted
from handlers.reading.dates import Hours, find_days, find_hours, leading_hours
from handlers.reading.draft import AgendaItem, Line
from handlers.reading.fields.performers import speaker, split_options, split_who, title_and_who
from handlers.reading.headings import column_names
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import pieces, topics, trim
from handlers.reading.tables import Row, Table, read_tables
from handlers.reading.text import fold

_PROGRAMME = re.compile(
    r"^((du kien )?(noi dung )?chuong trinh|lich|kich ban|thoi gian bieu|tien trinh|dien bien|noi dung "
    r"chuong trinh|trinh tu|nghi thuc)\b"
)
_DAY_WORDS = re.compile(
    r"^(?:\W*(?:buổi\s+)?(?:sáng|trưa|chiều|tối)\W*)?(?:ngày|thứ|chủ nhật|buổi|sáng|chiều|tối|\d)", re.IGNORECASE
)
_AT = re.compile(
    r"\btại\s+((?:[Kk]hách sạn|[Nn]hà hàng|[Ss]ân|[Hh]ội trường|[Tt]rung tâm|[Nn]hà văn hóa|[Nn]hà khách"
    r"|[Pp]hòng họp|[Tt]rụ sở|[Cc]ông viên|[Qq]uảng trường|[Tt]rường|[Nn]hà thi đấu|[Bb]ảo tàng|[Kk]hu)\b[^,.;()]*)"
)
_OTHERWISE = frozenset({"purpose", "requirements", "duties", "closing", "budget"})
_SEPARATOR = re.compile(r"^[\s:.)\],;*|–—-]+")


@dataclass(slots=True)
class Clock:
    """Where in the programme we are: its name, the day, the number of the last item, the last hour."""

    programme: str | None = None
    day: date | None = None
    position: int = 0
    last: time | None = None

    def next(self) -> int:
        self.position += 1
        return self.position


def read_agenda(paper: Paper, scope: Node, only_day: date | None = None) -> tuple[AgendaItem, ...]:
    """Every programme item of an event; hours win over plain lists of contents."""
    items: list[AgendaItem] = []
    loose: list[AgendaItem] = []
    for place in _programmes(paper, scope):
        timed = list(_timed(paper, place))
        if timed:
            items += timed
        elif not loose:
            loose = list(_listed(paper, place))
    if items:
        return tuple(_dated(item, only_day) for item in items)
    return tuple(loose)


def _dated(item: AgendaItem, day: date | None) -> AgendaItem:
    return replace(item, date=day) if day and item.date is None and item.start else item


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
    if _PROGRAMME.match(fold(node.label)) or any(_opens_timed(child) for child in node.children):
        return False
    return any(_is_programme(paper, inner) for inner in node.walk() if inner is not node)


def _is_programme(paper: Paper, node: Node) -> bool:
    label = node.label
    if not label or len(label) > 200 or node.block.kind == ROW or (not node.children and not node.body):
        return False
    about = topics(label)
    if about & _OTHERWISE or paper.within(node, "duties", "purpose", "closing"):
        return False
    if _PROGRAMME.match(fold(label)) and len(label) < 140:
        return True
    if "agenda" in about and not about & {"time", "venue", "delegates"}:
        return True
    return not about & {"time", "venue"} and any(_opens_timed(child) for child in node.children)


def _opens_timed(node: Node) -> bool:
    if node.block.kind == ROW:
        names = column_names(node.block.cells)
        return bool(names and "time" in names and "title" in names) or leading_hours(node.block.cells[0]) is not None
    hours = leading_hours(node.text)
    return hours is not None and len(trim(node.text[hours.ends :])) > 3 and "time" not in topics(node.label)


def _timed(paper: Paper, place: Node) -> Iterator[AgendaItem]:
    """Rows and lines that carry an hour, and tables that number their items."""
    clock = Clock(_name(paper, place), _heading_day(paper, place))
    tables = {id(row.block): (table, row) for table in read_tables(place) for row in table.rows if _agenda_table(table)}
    for node in place.walk():
        if node.block.kind == ROW:
            if id(node.block) in tables:
                yield from _from_row(paper, clock, *tables[id(node.block)])
            continue
        if node is not place or node.body:
            yield from _from_line(paper, clock, node, node is place)


def _agenda_table(table: Table) -> bool:
    if not table.has("title") or table.has("amount") or table.has("due"):
        return False
    return table.has("time") or table.has("session") or (table.has("order") and table.has("who"))


def _name(paper: Paper, place: Node) -> str | None:
    if not shouted(place.text):
        return None
    parts = [place.text]
    paper.use(place.block)
    for child in place.children:
        if (
            child.block.kind != PLAIN
            or find_days(child.text)
            or leading_hours(child.text)
            or len(child.text) > 200
            or child.text.startswith("(")
            or {"time", "agenda"} <= topics(child.text)
        ):
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
        days = {day.value for day in find_days(text[:250], paper.year) if day.value}
        if len(days) == 1 and "kèm theo" not in text.lower():
            return days.pop()
    return None


def _from_row(paper: Paper, clock: Clock, table: Table, row: Row) -> Iterator[AgendaItem]:
    paper.use(row.block)
    if table.header:
        paper.use(table.header)
    if row.lone:
        _new_day(paper, clock, row.lone)
        return
    cells = row.cells
    when = " ".join(cells.get(key, "") for key in ("date", "session", "time")).strip()
    _new_day(paper, clock, when)
    hours = find_hours(cells.get("time", "") or cells.get("session", ""))
    title = trim(cells.get("title", ""))
    if not title:
        return
    span = hours[0] if hours else None
    _clock_back(clock, span)
    yield _item(
        clock,
        title,
        span,
        row.block.line,
        who=split_who(cells.get("who", "")),
        venue=trim(cells.get("venue", "")) or None,
    )


def _new_day(paper: Paper, clock: Clock, text: str) -> None:
    days = [day.value for day in find_days(text, paper.year) if day.value]
    if days:
        clock.day, clock.last = days[0], None


def _clock_back(clock: Clock, span: Hours | None) -> None:
    """A clock that goes back by hours means the next day began."""
    if span is None:
        return
    if clock.last and clock.day and (clock.last.hour - span.start.hour) >= 5:
        clock.day = date.fromordinal(clock.day.toordinal() + 1)
    clock.last = span.start


def _from_line(paper: Paper, clock: Clock, node: Node, is_place: bool) -> Iterator[AgendaItem]:
    text = node.body if is_place else node.text
    hours = leading_hours(text)
    if hours is None:
        if not is_place and _is_day_heading(node):
            _new_day(paper, clock, text)
        if "venue" in topics(node.label) or (not is_place and _is_day_heading(node)):
            paper.use(node.block)
        return
    rest = _SEPARATOR.sub("", text[hours.ends :])
    days = find_days(rest[:40], paper.year)
    if days and days[0].start <= 12:
        _new_day(paper, clock, rest[:40])
        rest = _SEPARATOR.sub("", rest[days[0].end :])
    title, who = title_and_who(rest)
    title = title or "; ".join(trim(child.text) for child in node.children[:4])
    if len(title) < 3 or _is_time_field(node):
        return
    paper.use(node.block)
    _clock_back(clock, hours)
    yield _item(clock, title, hours, node.line, who=who)


def _is_day_heading(node: Node) -> bool:
    """A line that only says which day follows: "Ngày 14/11", "1. Phiên thứ nhất (chiều ngày 21/5/2026)"."""
    if "time" in topics(node.label) or _DAY_WORDS.match(node.text):
        return len(node.text) < 160
    return len(node.text) < 120 and any(_opens_timed(child) for child in node.children)


def _is_time_field(node: Node) -> bool:
    return "time" in topics(node.label) and leading_hours(node.text) is None


def _item(
    clock: Clock, title: str, hours: Hours | None, line: Line, who: tuple[str, ...] = (), venue: str | None = None
) -> AgendaItem:
    place = _AT.search(title)
    start, end = (hours.start, hours.end) if hours else (None, None)
    spot = venue or (trim(place.group(1)) if place else None)
    return AgendaItem(
        clock.programme,
        title,
        clock.next(),
        clock.day,
        start,
        end,
        spot,
        who or speaker(title),
        split_options(title),
        line,
    )


def _listed(paper: Paper, place: Node) -> Iterator[AgendaItem]:
    """An ordered list without hours, where the section holds nothing else."""
    clock = Clock(_name(paper, place), _heading_day(paper, place) if shouted(place.text) else None)
    holder = _list_holder(place)
    if holder is None:
        yield from _run_in(paper, clock, place)
        return
    for node in holder:
        if len(trim(node.text)) > 2:
            paper.use(node.block)
            yield _item(clock, trim(node.text), None, node.line)


def _run_in(paper: Paper, clock: Clock, place: Node) -> Iterator[AgendaItem]:
    """ "Nội dung: Thông qua kế hoạch; ký kết giao ước." names its items in one sentence."""
    parts = pieces(place.body) if not place.children else []
    if len(parts) >= 2 and all(len(part) < 200 for part in parts):
        paper.use(place.block)
        yield from (_item(clock, trim(part), None, place.line) for part in parts)


def _list_holder(place: Node) -> list[Node] | None:
    items = [c for c in place.children if c.block.kind in (NUMBER, LETTER, DASH, PLUS, STAR)]
    if not items:
        return None
    about = [topics(c.label) if len(c.label) < 60 else frozenset() for c in items]
    inner = [c for c, topic in zip(items, about, strict=True) if "agenda" in topic and c.children]
    if inner:
        return _list_holder(inner[0])
    if any(topic & {"time", "venue", "delegates", "budget", "chairs"} for topic in about) or len(items) < 2:
        return None
    return items
