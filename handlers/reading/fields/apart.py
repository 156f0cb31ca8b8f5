"""What goes on apart from the programme: a rehearsal, a draw, told beside the meeting's time or in prose."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from handlers.language.dates import Hours, find_days, find_hours, leading_hours
from handlers.language.folding import fold
from handlers.reading.blocks import ROW, sentences
from handlers.reading.draft import AgendaItem, Line
from handlers.reading.fields.clock import Clock
from handlers.reading.fields.items import item
from handlers.reading.fields.subjects import split_subject
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import ASKED, any_of, topics, trim

_TIME_OF = re.compile(r"^[Tt]hời gian\s+(?:tổ chức\s+)?(?=\S)")
_NOT_HELD = re.compile(
    r"^(thoi gian|to chuc$|dien ra|thuc hien|hop$|bat dau|ket thuc|\d|tu |vao )"
    r"|\b(han|dang ky|nop|gui|bao cao|nhan (?!quan)|treo|tap luyen|chuan bi|hoan thanh|cham nhat|truoc)\b"
)
_ACTS = any_of(
    "họp, Họp, bốc thăm, Bốc thăm, Khai mạc, khai mạc, Bế mạc, bế mạc, Tổng duyệt, tổng duyệt, Sơ duyệt, sơ duyệt",
    "Duyệt, duyệt, tập trung, Tập trung, xuất phát, Xuất phát, Lễ, lễ, Dâng hương, dâng hương, Viếng, viếng, Đón tiếp",
    "kết nối thử, Kết nối thử, chạy thử",
    "đón tiếp, Gặp mặt, gặp mặt, Trao giải, trao giải, Chung kết, Giao lưu, giao lưu, Tập huấn, tập huấn",
)
_TOLD = re.compile(
    rf"^(?P<who>.{{4,120}}?(?:\s(?:cử đại diện|cử người|tổ chức|tiến hành|tham gia|dự|tham dự|sẽ)|,)\s+)?"
    rf"(?P<title>{_ACTS}\s[^;:]{{0,90}}?)"
    r"\s*,?\s+(?=(?:vào |bắt đầu |từ |lúc |hồi |vào lúc |vào hồi )+\d)"
)
_PLACE = re.compile(r"\btại\s+([^.;]{4,120})")
_NEAR = 60
Told = tuple[str, tuple[str, ...], Hours, date, str | None]


def told_apart(paper: Paper, scope: Node, known: set[date | None]) -> Iterator[AgendaItem]:
    """Items with an hour and a day of their own, on days that no programme covers."""
    for node in scope.walk():
        if node.block.kind == ROW or paper.within(node, "duties", "reports", "closing", "purpose") or _planned(node):
            continue
        labelled = _labelled(paper, node) if paper.within(node, "time") else None
        found = [(node.line, labelled)] if labelled else list(_in_prose(paper, node))
        for line, (title, who, hours, day, place) in found:
            if day not in known:
                paper.use(node.block)
                told = item(Clock(None, day), title, hours, line, who)
                yield replace(told, venue=place or told.venue)


def _planned(node: Node) -> bool:
    """Whether it stands in a programme; "II. NỘI DUNG" over time and place is none."""
    above = (one for one in list(node.path())[1:] if one.label and "agenda" in topics(one.label))
    return any(not any("time" in topics(child.label) for child in one.children) for one in above)


def _labelled(paper: Paper, node: Node) -> Told | None:
    """ "3. Họp kỹ thuật: 10g00 ngày 19/8/2026 tại …", "- Thời gian tập trung: đúng 6h45 ngày …"."""
    label = trim(_TIME_OF.sub("", node.label))
    if not node.body or not 4 < len(label) < 80 or _NOT_HELD.search(fold(label)):
        return None
    if topics(label) & {"time", "venue"} or (label == node.label and topics(label) & {"delegates"}):
        return None
    hours, days = leading_hours(node.body), find_days(node.body[:_NEAR], paper.since)
    if hours is None or not days or days[0].value is None:
        return None
    return label, (), hours, days[0].value, _place(node.body)


def _in_prose(paper: Paper, node: Node) -> Iterator[tuple[Line, Told]]:
    """ "Các đội cử đại diện bốc thăm vào lúc 17h00 ngày 02/3/2026 tại Văn phòng"."""
    if not any(word in node.text for word in ("lúc", "hồi", "từ")):
        return
    for start, sentence in sentences(node.text):
        match = _TOLD.match(sentence)
        behind = sentence[match.end() :] if match else ""
        hours, days = find_hours(behind[:_NEAR]), find_days(behind[: _NEAR + 20], paper.since)
        if match and hours and days and days[0].value and not _NOT_HELD.search(fold(match.group("title"))):
            who = split_subject(ASKED.sub("", match.group("who") or ""))
            parties = (trim(who[0]),) if who else ()
            line = node.block.line_at(start)
            yield line, (trim(match.group("title")), parties, hours[0], days[0].value, _place(behind))


def _place(text: str) -> str | None:
    match = _PLACE.search(text)
    return trim(match.group(1)) if match else None
