"""Tables and labelled fields that were typed as one paragraph: each row or field gets a line of its own."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from handlers.language.dates import Hours, find_hours
from handlers.reading.blocks import DASH, LETTER, NUMBER, PLAIN, PLUS, ROW, Block
from handlers.reading.phrases import OFFICE

_HEADINGS = re.compile(
    r"(?P<order>S?TT)|(?P<title>Nội dung(?: công việc)?|Hoạt động|Diễn biến)|(?P<time>Thời gian|Giờ)"
    r"|(?P<who>(?:Người |Đơn vị |Bộ phận )?(?:thực hiện|phụ trách|trình bày)|Giảng viên|Báo cáo viên)",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?:^|[:;.]\s+)((?:[Tt]hời gian|[Đđ]ịa điểm|[Tt]hành phần|[Hh]ình thức|[Cc]hủ trì)"
    r"(?=\s*:|\s+(?:trước|từ|dự kiến|vào)))"
)
_FIELD_TIME = re.compile(r"[Tt]hời gian")
_FIELD_KINDS = (PLAIN, DASH, NUMBER, LETTER, PLUS)
_BULLET_BEHIND = re.compile(r"^([^:.;]{3,70}:)\s*([-–•+])\s+(?=\S)")
_LINKED = re.compile(r"(?:^|\s)(?:của|với|cho|tại|đến|và|do|về|lãnh đạo|đại diện|,)\s*$", re.IGNORECASE)


def parted(block: Block) -> Iterator[Block]:
    """ "7h00-7h30 Đón đại biểu 7h30-7h45 Văn nghệ …" on one line becomes a line per hour."""
    spots = find_hours(block.text) if block.kind in (PLAIN, DASH, NUMBER, LETTER) and len(block.text) > 60 else []
    if len(spots) < 3:
        yield block
        return
    headings = _headings(block.text[: spots[0].begins])
    if headings:
        yield from _table_rows(block, spots, headings)
        return
    ends = [*(spot.begins for spot in spots[1:]), len(block.text)]
    bodies = [block.text[spot.ends : end].strip(" :-–") for spot, end in zip(spots, ends, strict=True)]
    if any(len(body) < 4 or not body[0].isupper() for body in bodies):
        yield block
        return
    if spots[0].begins:
        yield replace(block, text=block.text[: spots[0].begins].strip(), bold="")
    for spot, end in zip(spots, ends, strict=True):
        text = block.text[spot.begins : end].strip(" ;")
        yield replace(block, text=text, kind=PLAIN, mark="", bold="", spans=((0, block.line_at(spot.begins)),))


def fields_apart(block: Block) -> Iterator[Block]:
    """ "Tổng kết: Thời gian …; địa điểm: …" on one line becomes a line per field."""
    spots = [match.start(1) for match in _FIELD.finditer(block.text)] if block.kind in _FIELD_KINDS else []
    if len(spots) < 2 or not _FIELD_TIME.match(block.text[spots[0] :]):
        yield block
        return
    if spots[0]:
        yield replace(block, text=block.text[: spots[0]].rstrip(" :;,"), bold="")
    for number, (start, end) in enumerate(pairwise([*spots, len(block.text)])):
        text = block.text[start:end].rstrip(" ;,")
        kind, mark = (block.kind, block.mark) if number == 0 and not spots[0] else (PLUS, "+")
        spans = ((0, block.line_at(start)),)
        yield replace(block, text=text[:1].upper() + text[1:], kind=kind, mark=mark, bold="", spans=spans)


def _headings(opening: str) -> list[str]:
    """The columns named in the words before the first hour, where they say both what and when."""
    names: list[str] = []
    for match in _HEADINGS.finditer(opening):
        if match.lastgroup and match.lastgroup not in names:
            names.append(match.lastgroup)
    return names if {"title", "time"} <= set(names) and len(names) >= 3 else []


def _table_rows(block: Block, spots: list[Hours], names: list[str]) -> Iterator[Block]:
    """Rows of a table typed as one paragraph; its numbers or its offices show where cells end."""
    heads = list(_HEADINGS.finditer(block.text[: spots[0].begins]))
    label = block.text[: heads[0].start()].strip(" :")
    if label:
        yield replace(block, text=label, bold="")
    shown = {"title": "Nội dung", "time": "Thời gian", "who": "Thực hiện"}
    order = [name for name in names if name in shown]
    spans = ((0, block.line),)
    yield replace(block, text="\t".join(shown[name] for name in order), kind=ROW, mark="", bold="", spans=spans)
    between = [block.text[a.ends : b.begins] for a, b in pairwise(spots)]
    pieces = [block.text[heads[-1].end() : spots[0].begins], *between, block.text[spots[-1].ends :]]
    for at, spot in enumerate(spots):
        cells = _cells(pieces, at, names)
        cells["time"] = block.text[spot.begins : spot.ends]
        line = ((0, block.line_at(spot.begins)),)
        yield replace(
            block, text="\t".join(cells.get(name, "") for name in order), kind=ROW, mark="", bold="", spans=line
        )


def _cells(pieces: list[str], at: int, names: list[str]) -> dict[str, str]:
    """Title and performer of the row whose hour stands between piece `at` and the next one."""
    behind = re.split(rf"(?:^|\s){at + 2}[.)]?\s*(?=[^\W\d]|$)", pieces[at + 1], maxsplit=1)
    if names.index("title") < names.index("time"):
        before = re.split(rf"(?:^|\s){at + 1}[.)]?\s+(?=[^\W\d])", pieces[at], maxsplit=1)[-1]
        return {
            "title": before.strip(" :-–;"),
            "who": behind[0].strip(" :-–;") if len(behind) > 1 or at + 2 == len(pieces) else "",
        }
    words = behind[0].strip(" :-–;")
    spots = [
        m.start()
        for m in OFFICE.finditer(words)
        if m.start() > 4 and words[m.start()].isupper() and not _LINKED.search(words[: m.start()])
    ]
    if "who" not in names or not spots:
        return {"title": words}
    return {"title": words[: spots[-1]].strip(" :-–;"), "who": words[spots[-1] :]}


def bullet_apart(block: Block, after: Block | None) -> Iterator[Block]:
    """ "Khách mời: - Lãnh đạo Sở" above more bullets is a heading and the first of them."""
    match = _BULLET_BEHIND.match(block.text) if block.kind in (PLAIN, NUMBER, LETTER) else None
    if match is None or after is None or after.kind not in (DASH, PLUS):
        yield block
        return
    kind = PLUS if match.group(2) == "+" else DASH
    yield replace(block, text=match.group(1), bold="", spans=block.spans[:1])
    line = ((0, block.line_at(match.end())),)
    yield replace(block, text=block.text[match.end() :], kind=kind, mark=match.group(2), bold="", spans=line)
