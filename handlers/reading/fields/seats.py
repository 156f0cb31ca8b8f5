"""How many each unit of a kind may send: "06 xã, mỗi xã 14 đại biểu", "05 người/đơn vị"."""

import re
from collections.abc import Iterator

from handlers.reading.draft import SeatsEach
from handlers.reading.fields.delegates import delegate_sections
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import trim

UNIT = (
    r"(?:đơn vị(?: thành viên)?|cơ quan|địa phương|đoàn(?! viên)|điểm cầu|xã|phường|thị trấn|thị xã|thành phố|đặc khu"
    r"|quận|huyện|tỉnh|trường|sở|ban|ngành|phòng|hội|chi bộ|chi hội|chi đoàn|đảng bộ|doanh nghiệp|công ty|bệnh viện"
    r"|trung tâm|hợp tác xã|HTX|thôn|bản|xóm|khu phố|tổ dân phố|khoa)"
)
_UNITS = rf"{UNIT}(?:\s*(?:,|/|và|hoặc)\s*{UNIT})*"
_ALL = r"(?:đại biểu|người|đồng chí|đ/c|vị|thành viên)"
_KIND = (
    r"(?:lãnh đạo|chuyên viên|công chức|viên chức|cán bộ|đoàn viên|hội viên|giáo viên|học sinh|vận động viên|vđv"
    r"|thí sinh|nghệ nhân|văn thư|chủ tịch|phó chủ tịch|bí thư|giám đốc|hiệu trưởng|trưởng (?:thôn|phòng|ban)"
    r"|đại diện|ủy viên|học viên)"
)
_BETWEEN = (
    r"(?:\s+(?:thành viên|còn lại|trong (?:khối|cụm)|được|cử|mời|gồm|có|tham dự|tham gia|về dự|dự kiến|dự|một đoàn"
    r"|đoàn|vận động viên|thêm|không quá|tối đa|tổng số|là))*"
)
_NUMBER = r"(?P<n>\d{1,3})(?!\s*(?:[-–]|đến)\s*\d|[.,]\d)"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w)(?:mỗi|từng)\s+(?:một\s+)?(?P<unit>{_UNITS})(?!\w)(?P<between>{_BETWEEN})\s*[:(]?\s*{_NUMBER}"
        rf"(?:\s*(?:(?P<all>{_ALL})|(?P<kind>{_KIND}))(?!\w)|(?=\s*(?:[).,;:]|$)))",
        rf"(?P<range>(?:từ|đến|[-–]|khoảng|chừng|ít nhất|tối thiểu)\s*)?(?<!\d)(?<!\d[.,]){_NUMBER}\s*(?P<all>{_ALL})"
        rf"(?:\s*/\s*(?:0?1\s*)?|\s+(?:(?:cho|của|từ)\s+)?(?:mỗi|từng)\s+)(?P<unit>{UNIT})(?!\w)(?!\s*\d)",
    )
)
_MORE = re.compile(rf"(\d{{1,3}})\s*(?:{_KIND}|{_ALL})(?!\w)", re.IGNORECASE)
_LISTED = re.compile(r"[:;()]|(?<!\w)(?:trong đó|gồm|bao gồm)(?!\w)")
_PERSONS = re.compile(
    rf"(?<!\w)(?:{_KIND}|chánh|trưởng|phó|thường trực|điển hình|cá nhân|phụ trách|cổ động viên)(?!\w)", re.IGNORECASE
)
_APART = re.compile(
    rf"(?<!\w)riêng\s+(?P<who>[^\d;:()]{{3,70}}?)(?:\s+(?:cử|được|mời|là|có|không quá|tối đa))*\s*[:(]?\s*{_NUMBER}"
    rf"(?:\s*{_ALL}(?!\w)|(?=\s*(?:[).,;:]|$)))",
    re.IGNORECASE,
)
_LEADS = re.compile(r"(?<!\w)(?:đơn vị |huyện |xã |tỉnh )?(?:trưởng|phó) (?:khối|cụm)(?!\w)", re.IGNORECASE)
_MANY = re.compile(rf"(?<!\d)(\d{{1,3}})\s+{UNIT}(?!\w)", re.IGNORECASE)
_SENDS = re.compile(r"(?<!\w)(?:cử|đại biểu|tham dự|về dự)(?!\w)", re.IGNORECASE)


def read_seats(paper: Paper, scope: Node) -> tuple[SeatsEach, ...]:
    """What the composition gives each unit; of a paper with one meeting also what stands elsewhere in it."""
    found: list[SeatsEach] = []
    for section in delegate_sections(paper, scope):
        found += _below(section, "")
    if not found and scope is paper.root:
        for node in scope.walk():
            found += [seats for seats in _of_text(node, "") if _SENDS.search(node.text)]
    return tuple(dict.fromkeys(found))


def _below(node: Node, heading: str) -> Iterator[SeatsEach]:
    """A heading that gives each unit its number is divided by what stands under it: that adds nothing."""
    own = list(_of_text(node, heading))
    yield from own
    if not any(seats.whole for seats in own):
        for child in node.children:
            yield from _below(child, f"{heading}; {node.label or node.text}".strip("; "))


def _of_text(node: Node, heading: str) -> Iterator[SeatsEach]:
    label = ""  # of what follows the first part: the first holds it itself
    for at, clause in _clauses(node.text):
        for form in _FORMS:
            if (match := form.search(clause)) is not None:
                yield from _of_match(node, at, clause, match, f"{heading}; {label}".strip("; "))
                break
        label = label or (node.label if node.body else "")


def _of_match(node: Node, at: int, clause: str, match: re.Match[str], heading: str) -> Iterator[SeatsEach]:
    parts = match.groupdict()
    if parts.get("range"):
        return  # "từ 10 đến 12 người" gives no one number
    before, rest = clause[: match.start()], clause[match.end() :]
    subject = f"{heading}; {before.strip(' (:,-–')}".strip("; ")
    persons = _PERSONS.search(_LEADS.sub("", subject)) or "thêm" in (parts.get("between") or "").lower()
    line = node.block.line_at(at + match.start("n"))
    each = int(parts["n"]) + (_others(rest) if parts.get("kind") else 0)
    many = _MANY.search(before)
    apart = _APART.search(rest)
    if apart is not None:
        yield SeatsEach(int(apart["n"]), "đơn vị", trim(apart["who"]), line=line)
        subject = f"{subject} (trừ {apart['who']})"
    whole = not parts.get("kind") and not persons
    yield SeatsEach(each, parts["unit"], subject, whole, int(many[1]) if many else None, line)


def _others(rest: str) -> int:
    """The further people of a list: " và 01 chuyên viên" behind "mỗi trường 01 lãnh đạo"."""
    ends = _LISTED.search(rest)
    listed = rest[: ends.start()] if ends else rest
    return sum(int(number) for number in _MORE.findall(listed))


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a paragraph between semicolons and full stops outside brackets, and where each begins."""
    depth, start = 0, 0
    for at, letter in enumerate(text):
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        ends = letter == ";" or (letter == "." and text[at + 1 : at + 2] in (" ", ""))
        if ends and not depth:
            yield start, text[start:at]
            start = at + 1
    yield start, text[start:]
