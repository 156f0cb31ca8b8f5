"""Who is told to do something: the office that opens a heading or a sentence."""

import re

from handlers.reading.blocks import LETTER, NUMBER, PLAIN, STAR
from handlers.reading.outline import Node
from handlers.reading.phrases import ASKED, OFFICE, VERB, office_at_start, topics, trim, without_notes

_PERSON = re.compile(r"(?:thầy|cô|đ/c|đồng chí|ông|bà|các thầy|các cô)\s+[A-ZĐÀ-Ỹ]")
_IS_MEANT = re.compile(r"\s(?:được|có|tham gia|tham dự|dự|thuộc)\s")
_AUXILIARY = re.compile(r"\s+(?:sẽ|đã|cần|xin|cùng)\s*$")
_BODY = re.compile(r"(?:Tiểu ban|Tổ|Bộ phận|Nhóm|Đội|Ban)\s")
_IN_LIST = re.compile(r"(?:ban|tổ|phận|nhóm|đội|,|và|-)\s*$", re.IGNORECASE)
_HEADING_KINDS = (NUMBER, LETTER, PLAIN, STAR)


def named_unit(node: Node) -> tuple[str, str] | None:
    """(unit, run-in work) where the node is headed by an office."""
    text = node.text.rstrip(" ./")
    asked = ASKED.match(text)
    if asked is None and _opens_in_bold(node):
        bold = node.block.bold
        return without_notes(bold), node.text[len(bold) :].lstrip(" :")
    start = text[asked.end() :] if asked else text
    if not office_at_start(start) or VERB.match(start[:1].lower() + start[1:]):
        return None
    return _before_colon(node, start) or _dashed(start) or _alone(node, start)


def _opens_in_bold(node: Node) -> bool:
    """The office is in bold, what it must do is not."""
    bold = node.block.bold
    if not bold or bold == node.text:
        return False
    return office_at_start(bold) and (split_ok(bold) or ":" in bold)


def _before_colon(node: Node, start: str) -> tuple[str, str] | None:
    """The office before a colon; behind it its work, or under it: "Các trường được phân công tham luận:"."""
    head, colon, rest = start.partition(":")
    if not colon:
        return None
    name = without_notes(head)
    if len(head) < 200 and (not find_verb(name) or _named_by_work(name)):
        return name, rest.strip()
    if node.children and not rest.strip() and _IS_MEANT.search(head) and len(head) < 160:
        return name, ""
    return None


def _alone(node: Node, start: str) -> tuple[str, str] | None:
    """A line that is only an office, with what it must do under it."""
    heads = bool(node.children) or node.block.kind in _HEADING_KINDS
    return (without_notes(start), "") if heads and len(start) < 260 and not _acts(without_notes(start)) else None


def _named_by_work(name: str) -> bool:
    """ "Tiểu ban Tuyên truyền, khánh tiết và phục vụ": the verbs only tell which body it is."""
    return bool(_BODY.match(name)) and all(_IN_LIST.search(name[: verb.start()]) for verb in VERB.finditer(name))


def _dashed(text: str) -> tuple[str, str] | None:
    """("Công an huyện", "Bảo đảm an ninh") of "Công an huyện - Bảo đảm an ninh"; many names hold a dash themselves."""
    match = re.match(
        r"(.{4,80}?)\s+[-–]\s+(?=[a-zđA-ZĐ])(?!(?:Tổng hợp|Tổ chức|Quản lý|Kiểm tra|Giám sát|Nghiên cứu)\b)", text
    )
    work = text[match.end() :] if match else ""
    if (
        not match
        or len(without_notes(work).split()) < 4
        or find_verb(match.group(1))
        or not VERB.match(work[:1].lower() + work[1:])
    ):
        return None
    return without_notes(match.group(1)), work


def _acts(name: str) -> bool:
    """Whether a verb with something behind it stands in the words; "Phòng Kế hoạch tổng hợp" only ends in one."""
    verb = find_verb(name)
    return verb is not None and verb.end() < len(name)


def split_ok(head: str) -> bool:
    """Whether a bold opening is the name of an office and not a whole instruction."""
    return not find_verb(head) and len(head) < 160


def find_verb(text: str) -> re.Match[str] | None:
    return VERB.search(text)


def split_subject(text: str) -> tuple[str, str] | None:
    """("UBND tỉnh A", "chủ trì …") of "UBND tỉnh A chủ trì …"; None where no office opens the sentence."""
    if not OFFICE.match(text) or VERB.match(text[:1].lower() + text[1:]):
        return None
    verb = find_verb(text[:260])
    if verb is None or verb.start() < 2:
        return None
    head = text[: verb.start()]
    name, colon, _ = head.partition(":")
    if colon and len(name) > 2:
        return without_notes(name), text[len(name) + 1 :].strip()
    if head.count("(") > head.count(")"):
        return None
    return without_notes(_AUXILIARY.sub("", head)), text[verb.start() :]


def reversed_duty(text: str) -> tuple[str, str] | None:
    """("Văn phòng Sở", "Trang trí hội trường") of "Trang trí hội trường: Văn phòng Sở"."""
    head, colon, rest = text.partition(":")
    name = without_notes(re.sub(r"\([^()]*$", "", rest))
    if not colon or not _is_work(head) or not _is_somebody(name):
        return None
    return name, trim(head)


def _is_work(head: str) -> bool:
    """What is to be done; no office, and no label of another field."""
    if not 3 <= len(head) <= 160 or (office_at_start(head) and not find_verb(head)):
        return False
    return len(head.split()) > 5 or not topics(head) & {"time", "venue", "delegates", "budget"}


def _is_somebody(name: str) -> bool:
    if not 3 <= len(name) <= 120 or not office_at_start(name):
        return False
    return (name[0].isupper() or _PERSON.match(name) is not None) and not find_verb(name)
