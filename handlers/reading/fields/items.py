"""Programme items from table rows and from lines that open with an hour."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from handlers.language.dates import Hours, find_days, find_hours, leading_hours
from handlers.reading.blocks import NUMBER, PLAIN, ROW, shouted
from handlers.reading.draft import AgendaItem, Line
from handlers.reading.fields.clock import Clock
from handlers.reading.fields.performers import (
    only_who,
    performer_line,
    speaker,
    split_options,
    split_who,
    title_and_who,
)
from handlers.reading.headings import column_names
from handlers.reading.labels import is_sitting
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import topics, trim
from handlers.reading.tables import Row, Table, read_tables

_DAY_WORDS = re.compile(
    r"^(?:\W*(?:buổi\s+)?(?:sáng|trưa|chiều|tối)\W*)?(?:ngày|thứ|chủ nhật|buổi|sáng|chiều|tối|\d)", re.IGNORECASE
)
_SESSION = re.compile(
    r"^\W*(?:buổi\s+)?(?:sáng|trưa|chiều|tối|đêm)(?:\s*,?\s*(?:ngày|thứ|chủ nhật)[^:(]{1,40}?)?\s*[(,:–-]?\s*"
    r"(?=(?:(?:bắt đầu\s+)?từ|lúc|vào(?: lúc)?|khoảng)?\s*\d{1,2}\s*(?:h|g|giờ|:)\s?\d{0,2})",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\btại\s+((?:[Kk]hách sạn|[Nn]hà hàng|[Ss]ân|[Hh]ội trường|[Tt]rung tâm|[Nn]hà văn hóa|[Nn]hà khách"
    r"|[Pp]hòng họp|[Tt]rụ sở|[Cc]ông viên|[Qq]uảng trường|[Tt]rường|[Nn]hà thi đấu|[Bb]ảo tàng|[Kk]hu)\b[^,.;()]*)"
)
_ROOM = re.compile(r"\(([^()]{3,80})\)|((?:Phòng|Hội trường)\s[^:(]{1,40})")
_TRAILS = re.compile(
    r"\s*[:(,–-]\s*(?:(?:từ|lúc|vào lúc|bắt đầu từ|khoảng)\s+)?\d{1,2}\s*(?:h|g|giờ|:)[\s\dhgiờphút:’'–-]{0,24}"
    r"(?:đến\s+\d{1,2}\s*(?:h|g|giờ|:)\s?\d{0,2}(?:\s*phút)?)?\)?[\s.:;]*$"
)
_SEPARATOR = re.compile(r"^[\s:.)\],;*|–—-]+")


def timed_items(paper: Paper, place: Node, clock: Clock) -> list[AgendaItem]:
    """Rows and lines that carry an hour, and tables that number their items; a performer may stand on the next line."""
    tables = {id(row.block): (table, row) for table in read_tables(place) for row in table.rows if _agenda_table(table)}
    items: list[AgendaItem] = []
    fresh = False  # whether the line just read was an item
    counting = False  # whether a sitting was headed and its items are counted, not timed
    for node in place.walk():
        found: Iterator[AgendaItem] = iter(())
        if node.block.kind == ROW:
            if id(node.block) in tables:
                found = _from_row(paper, clock, *tables[id(node.block)])
        elif node is not place or node.body:
            if fresh and _completed(paper, node, items):
                continue
            if is_sitting(node.block):
                clock.enter(node.text, paper.since)
            counting = is_sitting(node.block) or (counting and node.block.kind == NUMBER and not opens_timed(node))
            found = _counted(paper, clock, node) if counting else iter(())
            found = chain(found, _from_line(paper, clock, node, node is place))
        rows = list(found)
        fresh = bool(rows)
        items += rows
    return items


def _counted(paper: Paper, clock: Clock, node: Node) -> Iterator[AgendaItem]:
    """An item of a sitting that is counted through without hours, beside others that have them."""
    title, who = title_and_who(trim(node.text))
    if node.block.kind == NUMBER and len(title) > 2 and not any(opens_timed(child) for child in node.children):
        paper.use(node.block)
        yield item(clock, title, None, node.line, who)


def _completed(paper: Paper, node: Node, items: list[AgendaItem]) -> bool:
    """ "Thực hiện: Văn phòng" or "Địa điểm: sân trường" under an item belongs to it."""
    last = items[-1]
    who = performer_line(node.text) or (only_who(node.text, last.title) if node.block.kind == PLAIN else ())
    venue = node.body if node.body and len(node.label) < 30 and topics(node.label) == {"venue"} else ""
    if not (who or venue) or leading_hours(node.text):
        return False
    paper.use(node.block)
    items[-1] = replace(last, who=who) if who else replace(last, venue=last.venue or trim(venue))
    return True


def _agenda_table(table: Table) -> bool:
    if table.has("parallel", "parallel+"):
        return True
    if not table.has("title") or table.has("amount") or table.has("due"):
        return False
    return bool({"time", "session", "date"} & set(table.columns)) or table.has("order", "who")


def _from_row(paper: Paper, clock: Clock, table: Table, row: Row) -> Iterator[AgendaItem]:
    paper.use(row.block)
    if table.header:
        paper.use(table.header)
    if row.lone:
        clock.enter(row.lone, paper.since)
        return
    cells = row.cells
    clock.turn_to(" ".join(cells.get(key, "") for key in ("date", "session", "time")).strip(), paper.since)
    hours = find_hours(cells.get("time", "") or cells.get("session", ""))
    if "parallel+" in table.columns:
        yield from _side_by_side(clock, table, row, hours[0] if hours else None)
        return
    title, performers = trim(cells.get("title", "")), split_who(cells.get("who", ""))
    if not hours and shouted(title) and not performers and find_days(cells.get("time", ""), paper.since):
        return  # "Chiều 17/5 | PHIÊN TRÙ BỊ" opens a part of the programme
    if not table.has("who"):
        title, performers = title_and_who(title)
    if not title:
        return
    span = hours[0] if hours else None
    clock.pass_by(span)
    yield item(clock, title, span, row.block.line, performers, trim(cells.get("venue", "")) or None)


def _side_by_side(clock: Clock, table: Table, row: Row, span: Hours | None) -> Iterator[AgendaItem]:
    """What goes on at the same hour in several rooms: one item a column, in the room its heading names."""
    heads = dict(zip(table.columns, table.header.cells if table.header else [], strict=False))
    clock.pass_by(span)
    for column in (name for name in table.columns if name.startswith("parallel")):
        title, who = title_and_who(trim(row.cells.get(column, "")))
        room = _ROOM.search(heads.get(column, ""))
        if title:
            yield item(clock, title, span, row.block.line, who, trim(room.group(1)) if room else None)


def _pass_heading(paper: Paper, clock: Clock, node: Node, text: str, *, is_place: bool) -> None:
    """A line without an hour: the day may begin there, or the place be told."""
    names_day = not is_place and _is_day_heading(node)
    if names_day:
        clock.enter(text, paper.since)
    if names_day or "venue" in topics(node.label):
        paper.use(node.block)


def _from_line(paper: Paper, clock: Clock, node: Node, is_place: bool) -> Iterator[AgendaItem]:
    text = node.body if is_place else node.text
    session = _SESSION.match(text)
    opening = session.group() if session else ""
    hours = leading_hours(text[len(opening) :])
    if hours is None or (session and any(opens_timed(child) for child in node.children)):
        _pass_heading(paper, clock, node, text, is_place=is_place)
        return
    clock.turn_to(opening, paper.since)
    rest = _SEPARATOR.sub("", text[len(opening) + hours.ends :])
    days = find_days(rest[:40], paper.since)
    if days and days[0].start <= 12:
        clock.turn_to(rest[:40], paper.since)
        rest = _SEPARATOR.sub("", rest[days[0].end :])
    title, who = title_and_who(rest)
    title = title or "; ".join(trim(child.text) for child in node.children[:4])
    if len(title) < 3 or _is_time_field(node):
        return
    paper.use(node.block)
    clock.pass_by(hours)
    yield item(clock, title, hours, node.line, who)


def _is_day_heading(node: Node) -> bool:
    """A line that only says which day follows: "Ngày 14/11", "1. Phiên thứ nhất (chiều ngày 21/5/2026)"."""
    if "time" in topics(node.label) or _DAY_WORDS.match(node.text):
        return len(node.text) < 160
    return len(node.text) < 120 and any(opens_timed(child) for child in node.children)


def _is_time_field(node: Node) -> bool:
    return "time" in topics(node.label) and leading_hours(node.text) is None and not _SESSION.match(node.text)


def item(
    clock: Clock, title: str, hours: Hours | None, line: Line, who: tuple[str, ...] = (), venue: str | None = None
) -> AgendaItem:
    """The next item of the programme, on the day the clock stands at."""
    place = _AT.search(title)
    start, end = (hours.start, hours.end) if hours else (None, None)
    spot = venue or (trim(place.group(1)) if place else clock.room)
    who = who or speaker(title)
    return AgendaItem(
        clock.programme, title, clock.next(), clock.day, start, end, spot, who, split_options(title), line
    )


def opens_timed(node: Node) -> bool:
    """Whether the node is an item with an hour, or the heading row of a programme."""
    if node.block.kind == ROW:
        names = column_names(node.block.cells)
        return bool(names and "time" in names and "title" in names) or leading_hours(node.block.cells[0]) is not None
    session = _SESSION.match(node.text)
    text = node.text[session.end() :] if session else node.text
    hours = leading_hours(text)
    return hours is not None and len(trim(text[hours.ends :])) > 3 and "time" not in topics(node.label)


def trailing_hours(text: str) -> tuple[Hours, int] | None:
    """The hours a line ends with, and where its title ends: "Đón tiếp đại biểu: từ 18h30 đến 19h30"."""
    match = _TRAILS.search(text)
    hours = find_hours(match.group()) if match else []
    return (hours[0], match.start()) if match and len(hours) == 1 and match.start() > 3 else None
