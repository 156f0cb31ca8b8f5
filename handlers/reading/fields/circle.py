"""The circle of units where the paper lists it whole: in one sentence, under a heading, or in a table."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from handlers.language.folding import fold
from handlers.reading.blocks import DASH, NUMBER, PLAIN, ROW, Block
from handlers.reading.draft import Line
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import PLACE_LEVEL, PROPER, office_at_start, pieces, trim

_HEADING = re.compile(
    r"(don vi|truong|xa|phuong|huyen|so|hoi|co quan) (thanh vien|trong|thuoc) ?(cua )?(khoi|cum)?|^thanh vien"
    r"|(khoi|cum) (thi dua )?.{0,40}gom|danh sach .{0,20}(don vi|thanh vien)|cac don vi (trong|thuoc|thanh vien)"
)
_OWN_UNITS = re.compile(r"(don vi|thanh vien|huyen|tinh|xa|so) (trong|thuoc|cua) (khoi|cum)|don vi thanh vien")
_IN_SENTENCE = re.compile(
    r"(?:(?:[Kk]hối|[Cc]ụm|KHỐI|CỤM)[^.;:]{0,140}?(?:bao gồm|gồm|có(?= \d+ ))(?![a-zà-ỹ])"
    r"|(?:[Cc]ác|\d+)\s+(?:đơn vị|xã|phường|huyện|tỉnh|sở|trường|hội|cơ quan)[^.;:()]{0,30}?"
    r"(?:trong|thuộc|thành viên)(?:\s+(?:của\s+)?(?:[Kk]hối|[Cc]ụm))?)"
    r"(?:\s*,?\s*(?:có|là|các|\d+|đơn vị|thành viên|xã|phường|huyện|tỉnh|sở|trường|thi đua|số|ngành)(?![a-zà-ỹ])){0,8}"
    r"\s*(?:\(\s*\d+[^()]{0,20}\)\s*)?(?P<open>[:(])?\s*(?P<list>(?=[A-ZĐÀ-Ỹ]|xã|phường|huyện|tỉnh|thành phố).*)",
    re.DOTALL,
)
_HEAD = r"(?:truong|chu) (?:khoi|cum)(?: truong)?|(?:khoi|cum) truong"
_SECOND = re.compile(rf"pho (?:{_HEAD}|khoi|cum)|(?:khoi|cum) pho")
_HEAD_RE = re.compile(_HEAD)
_ROLE_NOTE = re.compile(
    r"\s*(?:[-–,:(]|là)?\s*\(?\s*(?:[Đđ]ơn vị\s+)?(?:[Pp]hó\s+)?(?:[Tt]rưởng|[Kk]hối|[Cc]ụm|[Cc]ục)\s+"
    r"(?:[Kk]hối|[Cc]ụm|[Tt]rưởng|[Pp]hó)(?!\w).*$"
)
_ROLE_FIRST = re.compile(
    r"^(?:[Đđ]ơn vị\s+)?(?:[Pp]hó\s+)?(?:[Tt]rưởng|[Kk]hối|[Cc]ụm)\s+(?:[Kk]hối|[Cc]ụm|[Tt]rưởng|[Pp]hó)\s*:\s*"
)
_PLACE = re.compile(
    rf"^(?:(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|[Đđ]oàn|Đảng ủy)\s+)?(?:{PLACE_LEVEL})\s+({PROPER})$"
)
_PROPER = re.compile(rf"^{PROPER}$")
_LAST_TWO = re.compile(
    r"\s+và\s+(?=(?:xã|phường|huyện|tỉnh|thị trấn|thành phố|Sở|Ban|Chi cục|Cục|Công ty|Hội|Trường|Văn phòng)\s)"
    r"|(?<=[a-zà-ỹ])\s+và\s+(?=[A-ZĐÀ-Ỹ][a-zà-ỹ]+(?:\s[A-ZĐÀ-Ỹ][a-zà-ỹ]+){0,3}$)"
)
_AUTHORITY = re.compile(
    r"- so noi vu|so noi vu|(ban|phong) thi dua|hoi dong thi dua"
)  # above every circle, a guest of it
_THE_MEMBERS = re.compile(r"(?:[Cc]ác\s+)?(?:đơn vị\s+)?[Tt]hành viên\s*:\s*")
_NO_NAMES = ("cum", "khoi", "hoi nghi", "cac don vi", "don vi")
_VERBS_ALONE = re.compile(r"(?<!\w)(?:ban hành|xây dựng kế hoạch|tổ chức hội nghị|gửi|nộp|thực hiện)(?!\w)")
_MEMBER_WORD = re.compile(r"\s*[-–,(:]\s*(?:đơn vị\s+)?(?:thành viên|Thành viên)(?!\w).*$")
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Party:
    """A unit of the circle: its bare name, its part (chair, deputy, member), where it stands."""

    name: str
    role: str
    line: Line


def listed_circle(paper: Paper, body: Iterable[Block]) -> list[Party]:
    """The longest list of the circle's units in a paper; empty where no three of them stand together."""
    found = [_under(node, node.children) for node in paper.root.walk() if _heads_list(paper, node)]
    found += [_under(node, below) for node in paper.root.walk() for below in _addressed(node)]
    found += [_in_sentence(block) for block in body]
    best = max(found, key=lambda list_: len(list_[0]), default=([], []))
    if len(best[0]) < FEWEST:
        return []
    paper.use(*best[1])
    return _with_roles(best[0], paper.blocks)


def _heads_list(paper: Paper, node: Node) -> bool:
    label = fold(node.label[:90])
    if not node.children or node.body or not label or paper.within(node, "duties", "closing"):
        return False
    table = all(child.block.kind == ROW for child in node.children)
    if paper.within(node, "delegates") and not (table and _OWN_UNITS.search(label)):
        return False  # "- Giám đốc sở: 07 đại biểu" under it are people
    return bool(_HEADING.search(label))


def _addressed(node: Node) -> Iterator[list[Node]]:
    """What follows "Cụm gồm 06 tỉnh:", or "Kính gửi:" in a letter inside the circle that says what one is there."""
    if node.parent is None or node.block.kind != PLAIN or not node.text.endswith(":"):
        return
    after = node.parent.children[node.at + 1 :]
    below = list(takewhile(lambda child: child.block.kind in (DASH, ROW, NUMBER), after))
    if not node.text.startswith("Kính gửi"):
        if _HEADING.search(fold(node.text[:90])):
            yield below
    elif any(_role(child.text) != "member" for child in below):
        yield [child for child in below if not _AUTHORITY.match(fold(child.text))]


def _under(node: Node, below: list[Node]) -> tuple[list[Party], list[Block]]:
    """One unit a bullet, a row or a line; a line that holds only a role belongs to the unit before it."""
    found: list[Party] = []
    for child in below:
        if child.block.kind == PLAIN and child.text.endswith(":"):
            continue
        listed, _ = _in_sentence(child.block)
        members = _THE_MEMBERS.match(child.text)
        if members and len(listed) < 2:
            listed = list(_parties(child.text[members.end() :].rstrip(" ."), child.block, members.end()))
        if len(listed) > 1:
            found += listed
            continue
        cells = [cell for cell in child.block.cells if cell and not cell.rstrip(".").isdigit()]
        if child.block.kind != ROW:
            cells = [child.text]
        if found and len(cells) == 1 and not _party(cells[0], child.line) and _role(cells[0]) != "member":
            found[-1] = Party(found[-1].name, _role(cells[0]), found[-1].line)
            continue
        party = _party(cells[0], child.line) if cells else None
        if party:
            role = next((_role(cell) for cell in cells[1:] if _role(cell) != "member"), party.role)
            found.append(Party(party.name, role, party.line))
    return found, [node.block, *(child.block for child in below)]


def _in_sentence(block: Block) -> tuple[list[Party], list[Block]]:
    best: list[Party] = []
    for match in _IN_SENTENCE.finditer(block.text) if block.kind != ROW else ():
        if not match.group("open") and not match.group().startswith(("Khối", "khối", "Cụm", "cụm", "KHỐI", "CỤM")):
            continue
        words = _enclosed(
            match.group("list"), match.group("open") == "(" or _unclosed(block.text[: match.start("list")])
        )
        at = match.start("list")
        parties = list(_parties(words, block, at))
        best = max(best, parties, key=len)
    return best, [block]


def _unclosed(text: str) -> bool:
    return text.count("(") > text.count(")")


def _enclosed(text: str, bracketed: bool) -> str:
    """The list itself: up to the bracket that closes it, or to the end of the sentence."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth < 0 and bracketed:
            return text[:at]
        if char == "." and not depth and re.match(r"\.\s|\.$", text[at : at + 2]):
            return text[:at]
    return text


def _parties(words: str, block: Block, at: int) -> Iterator[Party]:
    """The units of a list; the first that is none ends it."""
    marks = ";" if ";" in words else ","
    parts = pieces(words, marks)
    if marks == "," and parts:
        parts = [*parts[:-1], *_LAST_TWO.split(parts[-1])]
    for piece in _joined(parts):
        party = _party(piece, block.line_at(at + max(words.find(piece[:20]), 0)))
        if party is None:
            return
        yield party


def _joined(parts: list[str]) -> list[str]:
    """ "Sở Văn hóa, Thể thao và Du lịch" is one: where the first names an office, each does."""
    out: list[str] = []
    for part in parts:
        if out and office_at_start(out[0]) and not office_at_start(part) and not _HEAD_RE.search(fold(part)):
            out[-1] = f"{out[-1]}, {part}"
        else:
            out.append(part)
    return out


def _party(text: str, line: Line) -> Party | None:
    """The unit a piece names, without its place in the circle: "Sở Xây dựng - Phó Trưởng khối"."""
    role = _role(text)
    if fold(trim(text)) in ("thanh vien", "don vi thanh vien"):
        return None
    bare = _ROLE_FIRST.sub("", trim(text))
    bare = trim(_MEMBER_WORD.sub("", _ROLE_NOTE.sub("", bare)))
    bare = trim(re.sub(r"\s*\([^()]*\)?", "", bare))
    place = _PLACE.match(bare)
    if place:
        return Party(place.group(1), role, line)
    if not 2 < len(bare) < 110 or (bare.isupper() and len(bare) > 30):
        return None
    if fold(bare) in _NO_NAMES or _VERBS_ALONE.search(bare):
        return None
    if _PROPER.match(bare) or (office_at_start(bare) and bare[:1].isupper() and len(bare.split()) > 1):
        return Party(bare, role, line)
    return None


def _role(text: str) -> str:
    words = fold(text)
    return "deputy" if _SECOND.search(words) else "chair" if _HEAD_RE.search(words) else "member"


def _with_roles(parties: list[Party], blocks: list[Block]) -> list[Party]:
    """Who leads may stand elsewhere: "Sở Tài chính (đơn vị Trưởng khối)"."""
    return [
        party if party.role != "member" else Party(party.name, _said_elsewhere(party.name, blocks), party.line)
        for party in {fold(party.name): party for party in parties}.values()
    ]


def _said_elsewhere(name: str, blocks: list[Block]) -> str:
    pattern = re.compile(re.escape(name) + r"(?!\w)" + _ROLE_NOTE.pattern.removesuffix(".*$"))
    for block in blocks:
        match = pattern.search(block.text)
        if match:
            return _role(match.group()[len(name) :])
    return "member"
