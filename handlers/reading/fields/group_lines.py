"""One line of the composition: the group it names, or the several it lists."""

import re
from collections.abc import Iterator

from handlers.language.folding import fold
from handlers.reading.blocks import DASH, LETTER, NUMBER, PLAIN, PLUS, STAR
from handlers.reading.draft import DelegateGroup
from handlers.reading.fields.headcounts import ABOUT, HEADS, SOME_TAIL, TOTAL_FIRST, counted
from handlers.reading.outline import Node
from handlers.reading.phrases import pieces, trim

_JUST_COUNT = re.compile(rf"^\s*:\s*{ABOUT}(\d{{1,5}})\s*{HEADS}?\s*(?:/[^()]*)?[\s.;,]*$", re.IGNORECASE)
_SHARED_SUM = re.compile(rf"\s*\((?:dự kiến|tổng|gồm|khoảng)[^()]*\d\s*{HEADS}\)[\s.]*$", re.IGNORECASE)
_IN_BRACKETS = re.compile(
    r"\(\s*(?:mời|gồm|trong đó)?\s*([^()\d]{3,80}?)\s+(\d{1,4})\s*" + HEADS + r"\s*\)", re.IGNORECASE
)
_COUNT_FIRST = re.compile(
    rf"{ABOUT}(\d{{1,5}})\s*{HEADS}\s*\((?:(?:mỗi|từng)[^()]*|(?!mời)[^()]*[^\d()])\)\s*[.;,]*$", re.IGNORECASE
)
_HOW_MANY = re.compile(rf"\s*\(\d{{1,4}}\s*{HEADS}\)$", re.IGNORECASE)
_EACH_NOTE = re.compile(r"\((?:mỗi|từng)[^()]*\)", re.IGNORECASE)
_NOTED_COUNT = re.compile(rf"\(\d{{1,4}}\s*{HEADS}\)", re.IGNORECASE)
_OF_EACH = re.compile(r"^(?:gồm\s+|dự kiến\s+)?(?:mỗi|từng|các đơn vị cử)\s", re.IGNORECASE)
_GROUP_NAME = re.compile(
    r"(?:Lãnh đạo|Đại diện|Thủ trưởng|Giám đốc|Bộ trưởng|Tổng [Gg]iám đốc|Chánh|Trưởng|Chủ tịch|Bí thư|Ủy viên)(?!\w)"
)
_PLAIN_LABEL = re.compile(
    r"^(doi tuong|thanh phan|so luong|gom|bao gom|dai bieu|tham du|khach moi)( tham du| tham gia| moi)?$"
)


def groups_of_line(node: Node) -> Iterator[DelegateGroup]:
    """Every group of a line that has no list under it."""
    label, body = (node.label, node.body) if ":" in node.text else ("", node.text)
    one = _counted_label(node, label, body) if label else None
    if one is not None:
        yield one
    elif not label or _counts_itself(label, body):
        for part in pieces(node.text) if node.block.kind == PLAIN else [node.text]:
            name, count = counted(part)
            if name:
                yield DelegateGroup(None, name, count, node.line)
    else:
        yield from _listed(node, label, body)


def _counted_label(node: Node, label: str, body: str) -> DelegateGroup | None:
    """The one group of a line whose label or whose bracket names it."""
    bracket = _IN_BRACKETS.search(body)
    if bracket and not _OF_EACH.match(bracket.group(1)) and re.match(rf"\d+\s*{HEADS}", body, re.IGNORECASE):
        return DelegateGroup(trim(label), trim(bracket.group(1)), int(bracket.group(2)), node.line)
    if _OF_EACH.match(label) or re.search(r",\s*(?:mỗi|từng)\s[^,;]{3,30}\s\d", body):
        return DelegateGroup(None, trim(node.text), None, node.line)
    first = _COUNT_FIRST.match(body)
    if first:
        return DelegateGroup(None, trim(label), int(first.group(1)), node.line)
    if (
        node.block.kind in (DASH, PLUS, STAR)
        and _GROUP_NAME.match(label)
        and not re.search(r"\d", _EACH_NOTE.sub("", body))
    ):
        return DelegateGroup(None, trim(node.text), None, node.line)  # "Lãnh đạo các Văn phòng: Tỉnh ủy, HĐND, UBND"
    return None


def _counts_itself(label: str, body: str) -> bool:
    """Whether behind the colon stands only how many they are."""
    if _JUST_COUNT.match(f": {body}") or SOME_TAIL.match(f": {body}"):
        return True
    return bool(_OF_EACH.match(body)) and not _PLAIN_LABEL.match(fold(label))


def _listed(node: Node, label: str, body: str) -> Iterator[DelegateGroup]:
    """ "Cấp tỉnh: Sở Nội vụ; Sở Tài chính" lists groups under its label."""
    label = re.sub(r",?\s*(?:gồm|bao gồm|gồm có|trong đó)$", "", label)
    section = None if _PLAIN_LABEL.match(fold(label)) else trim(_HOW_MANY.sub("", label))
    whole = TOTAL_FIRST.match(body)
    body = body[whole.end() :] if whole else body
    parts = pieces(body) if whole or node.block.kind in (NUMBER, LETTER, PLAIN) else [body]
    if len(_NOTED_COUNT.findall(body)) > 1:
        parts = pieces(body, ";,")  # "Sở Y tế (02 người), Hội Điều dưỡng (03 người)"
    if len(parts) > 1:
        parts[-1] = _SHARED_SUM.sub("", parts[-1])
    for part in parts:
        name, count = counted(part)
        if name:
            yield DelegateGroup(section, name, count, node.line)
