"""The units that take part, and which of them leads."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from handlers.language.folding import fold
from handlers.reading.blocks import ROW, Block
from handlers.reading.draft import Line, MemberUnit
from handlers.reading.fields.circle import listed_circle
from handlers.reading.paper import Paper
from handlers.reading.phrases import NAME, PLACE_LEVEL, PROPER, trim

_ITEM = rf"(?!(?:Ủy|Uỷ|UBND|HĐND|Sở|Ban|Phòng|Văn phòng|Hội|Công an|Trung tâm|Đoàn|Thường|Lãnh|Các)(?!\w)){PROPER}"
_LISTED = re.compile(
    rf"(?:(?:[Cc]ác|\d+)\s+)?({PLACE_LEVEL})[:\s(]+({_ITEM}(?:\s*(?:[,;]"
    rf"|và)\s*(?:(?:{PLACE_LEVEL})\s+)?{_ITEM}){{1,60}})"
)
_ONE = re.compile(rf"(?:{PLACE_LEVEL})\s+({PROPER})")
_CHAIR = re.compile(
    rf"{PLACE_LEVEL}\s+({PROPER})\s*(?:[-–,(:]|là)?\s*\(?(?:[Đđ]ơn vị\s+)?(?:[Tt]rưởng [Kk]hối|[Tt]rưởng "
    rf"[Cc]ụm|[Cc]ụm trưởng|[Kk]hối trưởng)"
)
_DEPUTY = re.compile(
    rf"{PLACE_LEVEL}\s+({PROPER})\s*(?:[-–,(:]|là)?\s*\(?(?:[Đđ]ơn vị\s+)?(?:[Pp]hó [Tt]rưởng [Kk]hối"
    rf"|[Pp]hó [Tt]rưởng [Cc]ụm|[Cc]ụm phó|[Kk]hối phó|[Cc]ục phó)"
)
_OFFICE = (
    r"(?P<name>(?:Sở|Ban|Cục|Chi cục|Công ty|Tổng công ty|Hội(?! nghị| trường| đồng)|Hiệp hội|Trường"
    r"|Văn phòng|Liên minh|Liên đoàn|Thanh tra"
    r"|Bệnh viện|Trung tâm|Công an|Báo|Đài|BHXH|Bảo hiểm|Kho bạc|Ngân hàng|Viễn thông|Bưu điện|Điện lực|Tỉnh đoàn|Viện)"
    r"\s[^,;:.()–]{2,70}?)"
)
_LEADER = r"(?:[Đđ]ơn vị\s+)?(?P<second>[Pp]hó\s+)?(?:[Tt]rưởng\s+[KkCc](?:hối|ụm)|[KkCc](?:hối|ụm)\s+trưởng)"
_LEADS = re.compile(rf"{_OFFICE}\s*(?:[-–,]\s*|,?\s*là\s+|\(\s*){_LEADER}(?!\w)")
_LED_BY = re.compile(rf"{_LEADER}\s*(?:[:(]|là|-|–)\s*{_OFFICE}\s*(?=[).;,:]|$)")
_OF_SOMEBODY = re.compile(
    r"(?:Giám đốc|Chánh|Trưởng|Chủ tịch|Bí thư|Thủ trưởng|Viện trưởng|Lãnh đạo|lãnh đạo|Hiệu trưởng)\s+$"
)
_SIGNS = re.compile(r"^(tm\. )?(truong (khoi|cum)|(khoi|cum) truong)\b")
_POST = re.compile(
    r"^(?:Trưởng|Giám đốc|Chánh|Chủ tịch|Bí thư|Hiệu trưởng)\s+((?:Ban|Sở|Văn phòng|UBND|Hội|Đảng ủy|Phòng"
    r"|Thanh tra|Trường|Công an|Cục)\s.{3,80})$"
)
_GROUP_WORDS = re.compile(r"\b(khoi|cum)\b|don vi thanh vien|giao uoc")
_OF_CIRCLE = re.compile(r"thanh vien|(trong|thuoc) (khoi|cum)")
_LISTS = re.compile(r"(?:[Cc]ụm|[Kk]hối)[^.;:]{0,80}\((?:bao )?gồm")  # a basis that goes on to name the circle
_NO_MEMBERS = re.compile(r"dia chi|^\W*dia (diem|ban)|^\W*noi to chuc")  # a list of places, not of units
_ORDER = ("chair", "deputy", "host", "member")
_PLACE_NAME = re.compile(rf"{NAME}(?:[ -]{NAME})*")


def read_units(paper: Paper) -> tuple[MemberUnit, ...]:
    """Chair, deputies and members; empty where the paper names no circle of units."""
    circle = bool(_GROUP_WORDS.search(fold(" ".join(b.text for b in paper.blocks[:30])[:4000])))
    listed = listed_circle(paper, _body(paper)) if circle else []
    found = {fold(party.name): (party.name, party.role, party.line) for party in listed}
    leading = [*_offices(paper), *_places(paper)] if circle else list(_places(paper))
    for role, name, block, at in leading:
        key = fold(name)
        taken = role == "chair" and any(r == "chair" for _, r, _ in found.values())
        taken = taken or any(key in other and key != other for other in found)
        if not taken:
            found.setdefault(key, (name, role, block.line_at(at)))
        if key in found:
            paper.use(block)
    if not found:
        _add_signer(paper, found)
    if circle and not listed:
        _add_members(paper, found)
        _promote_hosts(paper, found)
    rows = (MemberUnit(name, role, line) for name, role, line in found.values())
    return tuple(sorted(rows, key=lambda unit: _ORDER.index(unit.role)))


def _places(paper: Paper) -> Iterator[tuple[str, str, Block, int]]:
    """ "huyện Xín Mần (đơn vị Trưởng khối)": who leads, by the bare name of the place."""
    for role, pattern in (("chair", _CHAIR), ("deputy", _DEPUTY)):
        for block, match in _matches(paper, pattern):
            yield role, match.group(1), block, match.start(1)


def _offices(paper: Paper) -> Iterator[tuple[str, str, Block, int]]:
    """ "Sở Y tế - Trưởng khối", "Phó Trưởng khối (Sở Giáo dục và Đào tạo)": who leads a circle of offices."""
    for pattern in (_LEADS, _LED_BY):
        for block, match in _matches(paper, pattern, _until_recipients(paper)):
            name = trim(match.group("name"))
            if not _OF_SOMEBODY.search(block.text[: match.start("name")]) and 1 < len(name.split()) < 12:
                yield "deputy" if match.group("second") else "chair", name, block, match.start("name")


def _matches(
    paper: Paper, pattern: re.Pattern[str], blocks: Iterable[Block] | None = None
) -> Iterator[tuple[Block, re.Match[str]]]:
    for block in _body(paper) if blocks is None else blocks:
        for match in pattern.finditer(block.text):
            yield block, match


def _until_recipients(paper: Paper) -> Iterator[Block]:
    texts = (block for block in paper.blocks if block.kind != ROW)
    return takewhile(lambda block: not block.text.startswith("Nơi nhận"), texts)


def _body(paper: Paper) -> Iterator[Block]:
    skipping = False
    for block in paper.blocks:
        folded = fold(block.text[:40])
        skipping = folded.startswith("noi nhan") or (skipping and not folded.startswith(("chuong trinh", "phu luc")))
        cites = folded.startswith(("can cu", "thuc hien quyet dinh")) and not _LISTS.search(block.text)
        if not skipping and not cites:
            yield block


def _add_members(paper: Paper, found: dict[str, tuple[str, str, Line]]) -> None:
    for block, match in _matches(paper, _LISTED):
        if _NO_MEMBERS.search(fold(block.text[: match.start()])):
            continue
        names = [n for part in re.split(r"[,;]|\svà\s", match.group(2)) for n in _PLACE_NAME.findall(part)]
        names = [re.sub(rf"^(?:{PLACE_LEVEL})\s+", "", name).strip() for name in names]
        near = fold(block.text[max(0, match.start() - 40) : match.end() + 40])
        known = _OF_CIRCLE.search(near) or any(fold(name) in found for name in names)
        if len(names) > 2 or (len(names) == 2 and known):
            paper.use(block)
            for name in names:
                found.setdefault(fold(name), (name, "member", block.line_at(match.start(2))))


def _add_signer(paper: Paper, found: dict[str, tuple[str, str, Line]]) -> None:
    """Whoever signs as head of the circle leads it: the office stands among the signer's posts."""
    heads = [at for at, block in enumerate(paper.blocks) if _SIGNS.match(fold(block.text[:60]))]
    for block in paper.blocks[heads[-1] : heads[-1] + 8] if heads else ():
        match = _POST.match(block.text)
        if match:
            paper.use(block)
            found[fold(match.group(1))] = (trim(match.group(1)), "chair", block.line)
            return


def _promote_hosts(paper: Paper, found: dict[str, tuple[str, str, Line]]) -> None:
    """Deputies are told to host ("do các đơn vị Cụm phó đăng cai"): the venues of the other meetings are theirs."""
    if not any(re.search(r"(cum|cuc|khoi) pho dang cai", fold(block.text)) for block in paper.blocks):
        return
    for event in paper.found.get("events", ()):
        match = _ONE.search(event.venue or "")
        key = fold(match.group(1)) if match else ""
        if key in found and found[key][1] == "member":
            found[key] = (found[key][0], "deputy", found[key][2])
