"""What is due, when, from whom and to whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from ..blocks import ROW, Block, sentences
from ..dates import find_days, find_hours
from ..draft import DueDate
from ..outline import Node
from ..paper import Paper
from ..phrases import ASKED, pieces, topics, trim, without_notes
from ..tables import Table, read_tables
from ..text import fold
from .duties import _named, split_subject

_HOUR = r"(?:\d{1,2}\s*(?:h|g|giờ|:)\s*\d{0,2}\s*(?:phút|')?\s*,?\s*)?"
_DAY_AHEAD = r"(?=[^.;]{0,40}?\d{1,2}\s*(?:/|-|\.|tháng)\s*\d)"
_CUE = re.compile(
    rf"(?P<before>(?:hoàn thành|xong|gửi|nộp)?\s*trước\s+(?:{_HOUR})(?:hết\s+)?(?:ngày\s+)?(?=[\d(]|thứ|chủ nhật|ngày){_DAY_AHEAD})"
    rf"|(?P<by>(?:chậm nhất|muộn nhất)(?:\s+(?:là|vào|đến|trước|hết))*\s*(?:{_HOUR})(?:ngày\s+)?{_DAY_AHEAD}"
    rf"|(?:thời\s+)?hạn\s+(?:cuối|chót|nộp|gửi|đăng ký|nhận|báo cáo|hoàn thành)[^.;\d]{{0,60}}(?:{_HOUR}){_DAY_AHEAD}"
    rf"|(?:đến|tới)\s+hết\s+(?:{_HOUR})(?:ngày\s+)?{_DAY_AHEAD}"
    rf"|(?:hoàn thành|xong|gửi|nộp|đăng ký|báo cáo)[^.;\d]{{0,50}}?(?:trong|vào|đến)\s+ngày\s+{_DAY_AHEAD})"
    r"|(?P<relative>trước ngày (?:tổ chức|diễn ra|khai mạc)[^.;,()]{0,40}|trước\s+\d{1,2}\s+ngày[^.;,()]{0,40}|trong vòng\s+\d{1,3}\s+(?:giờ|ngày)[^.;,()]{0,60}|(?:chậm nhất|trước)\s+[^.;,()]{0,20}?\d{1,2}\s+ngày\s+(?:trước|sau|kể từ|làm việc)[^.;,()]{0,40})"
    r"|(?P<same>cùng (?:với )?thời (?:gian|điểm|hạn) (?:gửi|nộp)[^.;]{0,60})",
    re.IGNORECASE,
)  # fmt: skip
_SEND = re.compile(r"(?<!\w)(?:gửi|nộp|báo cáo|chuyển|đăng ký|cung cấp)(?:\s+(?:kèm|về|đến|cho))?(?![a-zà-ỹ])")
_TO = re.compile(r"(?<!\w)(?:gửi\s+)?(?:về|đến|tới|cho)\s+(?=[^\W\d_])")
_LEGAL = re.compile(r"^(can cu|thuc hien (quyet dinh|ke hoach|cong van|chi thi|nghi quyet|huong dan)|theo quyet dinh|xet de nghi)")
_PAPERS = re.compile(
    r"(?<!\w)(?:báo cáo|bản báo cáo|bảng chấm điểm|bảng tự chấm điểm|bản tự chấm điểm|phóng sự|video|tham luận|bài tham luận|danh sách|tờ trình|dự toán|kế hoạch|nghị quyết|bản đăng ký|phiếu đăng ký|hồ sơ|bài phát biểu|biểu mẫu|bài viết|bài dự thi|sản phẩm|tài liệu|ý kiến|văn bản|minh chứng|giấy đăng ký|phiếu|biên bản|kịch bản|chương trình|dự thảo|các văn bản)(?![a-zà-ỹ])[^,;.()]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Due:
    """The time part of a deadline."""

    day: date | None
    before: bool
    hour: time | None = None
    relative: str | None = None


def read_deadlines(paper: Paper) -> tuple[DueDate, ...]:
    """Every deadline of the paper, in order; a citation of a law is none."""
    found: list[DueDate] = []
    for node in paper.root.walk():
        block = node.block
        if not block.text or _LEGAL.match(fold(block.text[:60])) or node.block.kind == ROW:
            continue
        for start, sentence in sentences(block.text):
            found += _from_sentence(paper, node, start, sentence, found)
    for table in read_tables(paper.root):
        found += _from_table(paper, table)
    return tuple(found)


def _from_sentence(paper: Paper, node: Node, start: int, sentence: str, earlier: list[DueDate]) -> Iterator[DueDate]:
    at = 0
    cues = list(_CUE.finditer(sentence))
    for index, cue in enumerate(cues):
        stop = cues[index + 1].start() if index + 1 < len(cues) else len(sentence)
        due = _due(paper, cue, sentence[cue.start() : stop], earlier)
        if due is None or _in_time_line(paper, node, cue):
            continue
        clause = _clause(sentence, at, cue.start())
        tail = sentence[cue.end() : stop]
        row = _row(paper, node, node.block, start + cue.start(), clause, tail, due, earlier)
        at = cue.end()
        if row.what:
            paper.use(node.block)
            yield row


def _due(paper: Paper, cue: re.Match[str], words: str, earlier: list[DueDate]) -> Due | None:
    if cue.group("same"):
        return Due(earlier[-1].due_on, earlier[-1].before) if earlier else None
    if cue.group("relative"):
        return Due(None, True, None, trim(cue.group("relative")))
    days = [day for day in find_days(words[:120], paper.year) if day.value]
    if not days:
        return None
    hours = find_hours(words[: days[0].end + 20])
    hour = hours[0].start if hours and hours[0].begins < days[0].end + 12 else None
    return Due(days[0].value, bool(cue.group("before")) and hour is None, hour)


def _in_time_line(paper: Paper, node: Node, cue: re.Match[str]) -> bool:
    """"Thời gian: 01 ngày (trước ngày tổ chức Hội nghị)" tells when, not what is due."""
    return bool(cue.group("relative")) and ("time" in topics(node.label) or paper.within(node, "agenda", "requirements", "purpose"))


def _clause(sentence: str, at: int, stop: int) -> str:
    """What stands before the cue, back to the last one."""
    return sentence[at:stop].strip(" ,;(:-")


def _row(paper: Paper, node: Node, block: Block, offset: int, clause: str, tail: str, due: Due, earlier: list[DueDate]) -> DueDate:
    clause = re.sub(r"^\W*(?:\([^()]*\)\W*)?", "", clause) if clause[:1] in "(.,;" else clause
    own = pieces(clause)
    if len(own) > 1 and any(_SEND.search(p) for p in own[-1:]):
        clause = own[-1]
    who, what, send_to = _parts(clause, tail)
    if not what or fold(what) in ("gui", "nop"):
        what = _what_before(block, offset)
        who, send_to = who or _lead_in(node)[0], send_to or _lead_in(node)[1]
    who = who or _holder(node) or (earlier[-1].who if earlier and clause.startswith("Riêng") else None)
    what = trim(re.sub(r"^(?:Riêng|Đồng thời|Đối với|Riêng đối với|và)\s+", "", what))
    return DueDate(what, due.day, due.before, who, send_to, due.hour, due.relative, _papers(what), block.line_at(offset))


def _parts(clause: str, tail: str) -> tuple[str | None, str, str | None]:
    """(who, what, to whom) of "Các huyện gửi báo cáo về phòng Nội vụ"."""
    clause = re.sub(r"^(?:Thời gian|Nội dung[^:]{0,30}|Thời hạn|Hạn nộp|Lưu ý)\s*:\s*", "", clause)
    send = _SEND.search(clause)
    if not send:
        split = split_subject(clause)
        return (split[0], trim(split[1]), None) if split else (None, trim(clause), None)
    before, after = trim(clause[: send.start()]), clause[send.end() :]
    to = _TO.search(after) or (_TO.match(clause[send.start() :]) and None)
    kept = re.match(r"\s*(\([^()]*\))", tail[_day_end(tail) :])
    if re.search(r"(?:về|đến|cho)$", send.group()):
        target, what, who = after, before, None
    elif to:
        target, what, who = after[to.end() :], after[: to.start()], before
        if not trim(what):
            what, who = before, None
    else:
        target, what, who = "", after, before
    target = re.split(r"\s+để\s+|,\s+để\s+", target)[0]
    note = f" {kept.group(1)}" if kept and "qua" in kept.group(1) else ""
    if who and not trim(what):
        what, who = who, None
    who = without_notes(re.sub(r"^(?:Riêng|Đồng thời|Đối với)\s+", "", ASKED.sub("", who))) if who else None
    return who or None, trim(what), (trim(target) + note) or None if target else None


def _day_end(tail: str) -> int:
    days = find_days(tail[:60], 2000)
    return days[0].end if days else 0


def _what_before(block: Block, offset: int) -> str:
    return trim(re.sub(r"\(?\s*(?:gửi|nộp)?\s*$", "", block.text[:offset].rstrip(" (")))


def _lead_in(node: Node) -> tuple[str | None, str | None]:
    """Who and to whom from the sentence that introduces the list."""
    for above in node.path():
        if above.parent is None:
            break
        for child in above.parent.children:
            if child is above:
                break
            match = re.search(r"(?:đối với|gửi về|về)\s+([^:]{5,200}?)(?:\s+bao gồm|\s+gồm|,? cụ thể)?\s*:", child.text)
            split = split_subject(child.text)
            if match and split:
                return split[0], trim(match.group(1))
    return None, None


def _holder(node: Node) -> str | None:
    """The office under whose heading the node stands, or that opens it."""
    split = split_subject(node.text)
    if split:
        return split[0]
    for above in node.path():
        named = _named(above) if above.text else None
        if named and above is not node:
            return named[0]
    return None


def _papers(what: str) -> tuple[str, ...]:
    """The single papers named in what is due."""
    names = [trim(re.split(r"\s+(?:về|kèm theo|và)\s+", m.group())[0]) for m in _PAPERS.finditer(what)]
    return tuple(dict.fromkeys(name for name in names if name))


def _from_table(paper: Paper, table: Table) -> Iterator[DueDate]:
    if not table.has("due", "title"):
        return
    for row in table.rows:
        words = row.cells.get("due", "")
        days = [day for day in find_days(words, paper.year) if day.value]
        title = trim(row.cells.get("title", ""))
        if days and title:
            paper.use(row.block)
            hours = find_hours(words)
            before = "trước" in words.lower() and not hours
            yield DueDate(title, days[-1].value, before, trim(row.cells.get("who", "")) or None, None, hours[0].start if hours else None, None, _papers(title), row.block.line)
