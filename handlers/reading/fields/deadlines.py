"""What is due, when, from whom and to whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from handlers.language.dates import find_days, find_hours
from handlers.language.folding import fold
from handlers.reading.blocks import PLAIN, ROW, sentences
from handlers.reading.draft import DueDate
from handlers.reading.fields.dues import Parts, holder, lead_in, parts_of
from handlers.reading.fields.papers import papers
from handlers.reading.fields.relative import CUES, counted_from_meeting
from handlers.reading.fields.subjects import named_unit
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import topics, trim
from handlers.reading.tables import Table, read_tables

_HOUR = r"(?:\d{1,2}\s*(?:h|g|giờ|:)\s*[.:]?\d{0,2}\s*(?:phút|')?\s*,?\s*)?"
_AHEAD = r"(?=[^.;]{0,40}?\d{1,2}\s*(?:/|-|\.|tháng)\s*\d)"
_DONE = r"(?:hoàn thành|hoàn tất|xong|gửi|nộp)"
_BEFORE = rf"(?:{_DONE}\s+)?trước\s+{_HOUR}(?:hết\s+)?(?:ngày\s+)?(?=\d|thứ|chủ nhật|ngày){_AHEAD}"
_BY = (
    rf"(?:chậm nhất|muộn nhất)(?:\s+(?:là|vào|đến|trước|hết))*\s*{_HOUR}(?:ngày\s+)?{_AHEAD}",
    rf"(?:thời\s+)?hạn\s+(?:cuối|chót|nộp|gửi|đăng ký|nhận|báo cáo|hoàn thành)[^.;\d]{{0,60}}{_HOUR}{_AHEAD}",
    r"(?:hoàn thành|hoàn tất|xong)\s+(?:ngày\s+)?(?=\d{1,2}/\d)",
    rf"(?:đến|tới)\s+hết\s+{_HOUR}(?:ngày\s+)?{_AHEAD}",
    rf"(?:nộp|gửi|đăng ký|nhận(?! quân| phòng| bàn giao)|báo cáo)[^.;\d]{{0,60}}từ\s+{_HOUR}(?:ngày\s+)?\d"
    r"[^.;]{2,30}?"
    rf"(?:đến|–|-|tới|→)\s*(?:hết\s+)?(?={_HOUR}(?:ngày\s+)?\d)",
    rf"(?:thời\s+)?hạn\s*:\s*(?:(?:đến|tới|hết|trước|là|vào)\s+)*{_HOUR}(?:ngày\s+)?(?=\d|ngày){_AHEAD}",
    rf"(?:{_DONE}|chốt)[^.;\d]{{0,50}}?(?:trong|vào|đến)\s+(?:ngày\s+)(?=\d){_AHEAD}",
)
_SAME = r"cùng (?:với )?thời (?:gian|điểm|hạn) (?:gửi|nộp)[^.;]{0,60}"
_CUE = re.compile(
    rf"(?P<before>{_BEFORE})|(?P<by>{'|'.join(_BY)})|(?P<relative>{'|'.join(CUES)})|(?P<same>{_SAME})",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"^(can cu|thuc hien (quyet dinh|ke hoach|cong van|chi thi|nghi quyet|huong dan)|theo quyet dinh|xet de nghi)"
)
_NAMED = re.compile(
    r"(?:(?:thời\s+)?hạn\s+(?:cuối cùng\s+|cuối\s+|chót\s+)?|(?=nhận|nộp|đăng ký|gửi))([^\d:]*)", re.IGNORECASE
)
_TRAILING = re.compile(r"(?:\s+(?:là|vào|đến|trước|hết|ngày|chậm nhất|từ|trong))+\s*$")
_ORDERS = re.compile(r"(?:phải|các|gửi|nộp|hoàn thành|hoàn thiện|đăng ký|báo cáo)\s")
_BEHIND = re.compile(r"\s*,?\s*(?:gửi |nộp )?(?:về|đến|tới|cho|với|tại)\s+((?=[A-ZĐÀ-Ỹ])[^;.(,]{4,90})")
_ON_DAY = re.compile(r"^(?:Ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?\s*:\s*(?=\S)")
_COPY = re.compile(
    r"(?:các )?(?:bản (?:mềm|cứng|điện tử|giấy|in)|toàn văn|bài(?=$)|file|tệp|văn bản)(?![a-zà-ỹ])", re.IGNORECASE
)
_FILLER = re.compile(
    r"^(?:thời (?:gian|hạn)(?: (?:gửi|nộp|hoàn thành|thực hiện))?|hạn|gửi|nộp|thời gian hoàn thành xong)?\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Due:
    """The time part of a deadline, and where the written day ends behind the cue."""

    day: date | None
    before: bool
    hour: time | None = None
    relative: str | None = None
    ends: int = 0


def read_deadlines(paper: Paper) -> tuple[DueDate, ...]:
    """Every deadline of the paper, in order; a citation of a law is none."""
    found: list[DueDate] = []
    held = {event.lines.get("date_text") for event in paper.found.get("events", ())}
    for node in paper.root.walk():
        if node.line in held and "time" in topics(node.label):
            continue
        if node.block.kind == ROW or not _CUE.search(node.text):
            continue
        for start, sentence in sentences(node.text):
            if _LEGAL.match(fold(sentence[:60])):
                continue
            found += _from_sentence(paper, node, start, sentence, found)
    for table in read_tables(paper.root):
        found += _from_table(paper, table)
    return (*found, *_from_timetable(paper))


def _from_sentence(paper: Paper, node: Node, start: int, sentence: str, earlier: list[DueDate]) -> Iterator[DueDate]:
    at = 0
    cues = list(_CUE.finditer(sentence))
    for index, cue in enumerate(cues):
        stop = cues[index + 1].start() if index + 1 < len(cues) else len(sentence)
        due = _due(paper, cue, sentence[cue.start() : stop], earlier)
        if due is None or _tells_when(paper, node, cue) or _lasts(sentence[at : cue.start()], cue.group()):
            continue
        tail = sentence[cue.start() + due.ends : stop]
        row = _row(node, start + cue.start(), sentence[at : cue.start()], cue.group(), tail, due, earlier)
        at = cue.start() + due.ends
        if len(row.what) > 2:
            paper.use(node.block)
            yield row


def _due(paper: Paper, cue: re.Match[str], words: str, earlier: list[DueDate]) -> Due | None:
    length = cue.end() - cue.start()
    if cue.group("same"):
        return Due(earlier[-1].due_on, earlier[-1].before, ends=length) if earlier else None
    if cue.group("relative"):
        day, too_late = counted_from_meeting(paper, cue.group("relative")) or (None, "trước" in cue.group().lower())
        return Due(day, too_late, None, trim(cue.group("relative")), length)
    days = [day for day in find_days(words[: length + 60], paper.since) if day.start >= length - 1]
    if not days or days[0].value is None:
        return None
    hours = [h for h in find_hours(words[: days[0].end + 20]) if h.begins < days[0].end + 12]
    hour = hours[-1].start if hours else None
    end = max(days[0].end, hours[-1].ends if hours else 0)
    return Due(days[0].value, bool(cue.group("before")) and hour is None, hour, None, end)


def _tells_when(paper: Paper, node: Node, cue: re.Match[str]) -> bool:
    """ "Thời gian: 01 ngày (trước ngày tổ chức Hội nghị)" tells when, not what is due."""
    timed = _is_of_time(paper, node)
    if not cue.group("by"):
        return bool(cue.group("relative")) and (timed or paper.within(node, "agenda", "requirements", "purpose"))
    if "hết" not in cue.group():
        return False
    if re.search(r"số liệu|tính đến|kết quả", node.text[: cue.start()].lower()):
        return paper.within(node, "requirements", "purpose") or (timed and not _is_handed_in(node, cue))
    return timed and not _is_handed_in(node, cue)


def _is_of_time(paper: Paper, node: Node) -> bool:
    return "time" in topics(node.label) or (node.block.kind == PLAIN and paper.within(node, "time"))


def _is_handed_in(node: Node, cue: re.Match[str]) -> bool:
    return re.search(r"hạn|đăng ký|nộp|gửi", node.label.lower() + cue.group()) is not None


def _lasts(clause: str, cue: str) -> bool:
    """ "treo cờ từ ngày 28/4 đến hết ngày 02/5" is a stretch of time, not a deadline."""
    return (
        "hết" in cue
        and bool(re.search(r"từ\s+(?:ngày\s+)?\d[\d/]*\s*$", clause))
        and not re.search(r"nộp|gửi|đăng ký|nhận", clause)
    )


def _row(node: Node, offset: int, clause: str, cue: str, tail: str, due: Due, earlier: list[DueDate]) -> DueDate:
    apart = due.relative is None and clause.rstrip().endswith("(")
    clause = re.sub(r"^[\s,;:.)\-–]+", "", clause).rstrip(" ,(:-–")
    parts = _said(node, clause, cue, tail, apart, offset > len(node.label) + 8)
    lead = lead_in(node)
    who = parts.who or _same_as_before(clause, earlier) or lead.who or holder(node)
    send_to = parts.send_to or _receiver_behind(tail) or lead.send_to
    what, due_papers = _with_papers(parts.what, node.text[:offset])
    return DueDate(
        what,
        due.day,
        due.before,
        who,
        send_to,
        due.hour,
        due.relative,
        due_papers,
        node.block.line_at(offset),
    )


def _goes_on(behind: str, tail: str) -> bool:
    """Whether a sentence goes on behind the day."""
    return len(behind) > 8 and behind[0].isalpha() and not tail.lstrip().startswith(";")


def _with_papers(what: str, before: str) -> tuple[str, tuple[str, ...]]:
    """What is due and the papers in it; a copy is one of the paper that was named before it."""
    named = papers(before) if _COPY.match(what) else ()
    whole = f"{named[0]} ({what})" if named and _COPY.fullmatch(what) else what
    return whole, papers(what) or named


def _same_as_before(clause: str, earlier: list[DueDate]) -> str | None:
    """Who hands in goes on where a sentence only adds to the one before."""
    return earlier[-1].who if earlier and re.match(r"\s*(Riêng|Đồng thời)\b", clause) else None


def _receiver_behind(tail: str) -> str | None:
    behind = _BEHIND.match(tail)
    return trim(behind.group(1)) if behind else None


def _said(node: Node, clause: str, cue: str, tail: str, apart: bool, later: bool) -> Parts:
    """What is due: before the cue, behind its day ("Trước ngày 5/9, …"), in the cue itself, or above it."""
    if cue.lower().startswith("chốt"):
        return Parts(None, trim(_TRAILING.sub("", re.split(r"\d", cue)[0])), None)
    behind = re.sub(r"^[\s,:;)\-–]+", "", tail)
    follows = _goes_on(behind, tail)
    whole = clause.rstrip(" :;")
    labelled = whole == node.label and named_unit(node) is not None
    if not _FILLER.match(clause) and not labelled and not (follows and _ORDERS.match(behind)):
        return parts_of(whole, tail, apart)
    named = _NAMED.match(cue)
    words = trim(_TRAILING.sub("", named.group(1))) if named else ""
    if len(words) > 2:
        return Parts(None, words, None)
    if follows:
        return parts_of(behind, "", False)
    return Parts(None, node.label, None) if later and node.label else _above(node)


def _above(node: Node) -> Parts:
    """The item a bare "Thời hạn: trước ngày …" belongs to."""
    above = node.parent
    if above is None or not above.text:
        return Parts(None, "", None)
    before = above.children[node.at - 1] if node.at else above
    return parts_of(trim(before.text if before.block.kind != PLAIN else above.text), "", False)


def _from_timetable(paper: Paper) -> Iterator[DueDate]:
    """ "Ngày 10/5: gửi giấy triệu tập" in the order of preparations: the day is when it must be done."""
    for section in paper.about("progress"):
        for node in section.children:
            match = _ON_DAY.match(node.text) if node.block.kind != ROW and node.line not in paper.used else None
            days = [day.value for day in find_days(match.group(), paper.since) if day.value] if match else []
            if match and len(days) == 1:
                paper.use(node.block)
                what = trim(node.text[match.end() :])
                yield DueDate(what, days[0], False, None, None, None, None, papers(what), node.line)


def _from_table(paper: Paper, table: Table) -> Iterator[DueDate]:
    if not table.has("due", "title"):
        return
    for row in table.rows:
        words = row.cells.get("due", "")
        days = [day for day in find_days(words, paper.since) if day.value]
        title = trim(row.cells.get("title", ""))
        if days and title:
            paper.use(row.block, *([table.header] if table.header else []))
            hours = find_hours(words)
            before = "trước" in words.lower() and not hours
            who, send_to = (trim(row.cells.get(name, "")) or None for name in ("who", "to"))
            hour = hours[0].start if hours else None
            yield DueDate(title, days[-1].value, before, who, send_to, hour, None, papers(title), row.block.line)
