"""The letterhead of a paper: its number and the day it was issued."""

import re

from handlers.language.dates import find_days
from handlers.reading.blocks import PLAIN, ROW, STAR, Block
from handlers.reading.draft import Line
from handlers.reading.paper import Paper

_SIGN = r"[A-ZĐƯƠÂÊÔĂ][A-ZĐƯƠÂÊÔĂ0-9&.]*(?![a-zà-ỹ])"  # "KH", "QĐ", "KGUTĐ30"
_NUMBER = re.compile(
    rf"^(?:Số|SỐ)\s*:?[\s.…_]*((?:\d+[A-Za-z]?[\s.…_]*[-–/]?|[-–/])\s*{_SIGN}"
    rf"(?:\s*[-–/]\s*[A-ZĐ0-9][^\s,;]*(?:(?<=[A-ZĐ])\s{_SIGN})?|\s{_SIGN}(?=\s*[-–/]\s*[A-ZĐ]))*)"
)
_ONLY_NUMBER = re.compile(r"^(?:Số|SỐ)\s*:?\s*$")
_CITED_NUMBER = re.compile(
    r"[Kk]èm theo [^()]{0,40}?[Kk]ế hoạch số:?\s*(\S+(?:\s+[A-ZĐ]+[/-]\S+)?)[, ]+ngày\s+([^()]{6,30})"
)
_DATELINE = re.compile(
    r"(?:^|[,.;]|\s{2}|[^\W\d_])\s*ngày(?P<day>\s*[\d.…_/]*\s*tháng\s*\d{1,2}\s*,?\s*năm\s*\d{4})[\s.]*"
    r"(?:\([^()]*\))?$",
    re.IGNORECASE,
)
_SHORT_DATELINE = re.compile(r",\s*ngày(?P<day>\s+\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})[\s.]*$")
_BLANK_DAY = re.compile(r"[.…_/]*\s*tháng\s*(\d{1,2})\s*,?\s*năm\s*(\d{4})", re.IGNORECASE)
_NO_DATELINE = re.compile(
    r"^(?:Căn cứ|Thực hiện|Theo|Xét|Thời gian|Kính gửi|Từ|Vào|Kỷ niệm|Chào mừng|Nhân|Luật)(?!\w)"
    r"|.*(?:Luật|Nghị định|số \d+/)"
)
_LONGEST = 160


def read_number_and_date(paper: Paper, top: list[Block]) -> tuple[str | None, Line, str | None, Line]:
    """Number and day as the head of the paper has them, else as its annex cites them, each with its line."""
    number = issued = None
    number_line = issued_line = None
    for at, block in enumerate(top):
        if number is None:
            number, number_line = _number(paper, block, top[at + 1 : at + 2])
        issued_here = _issued_on(block)
        if issued_here and issued is None:
            issued, issued_line = issued_here, block.line
            paper.use(block)
    if number is None or issued is None:
        number, number_line, issued, issued_line = _from_annex(paper, number, number_line, issued, issued_line)
    return number, number_line, issued, issued_line


def _number(paper: Paper, block: Block, after: list[Block]) -> tuple[str | None, Line]:
    for cell in (block.text, *block.columns, *block.cells):
        words, used = cell.strip(), [block]
        if _ONLY_NUMBER.match(words) and after:
            words, used = f"Số: {after[0].text}", [block, *after]  # the number stands on a line of its own
        match = _NUMBER.match(words)
        if match:
            paper.use(*used)
            return trim_number(match.group(1)), used[-1].line
    return None, None


def is_number(text: str) -> bool:
    """Whether words are the number of a paper, with or without "Số"."""
    return bool(_NUMBER.match(text) or _NUMBER.match(f"Số: {text}") or _ONLY_NUMBER.match(text))


def trim_number(text: str) -> str:
    """A number as typed, without the blanks around its marks."""
    bare = re.sub(r"[\s…_.]*([-–/])[\s…_]*", r"\1", text)
    return " ".join(bare.split()).strip(".,;…_ ")


def _issued_on(block: Block) -> str | None:
    """The day of a dateline: "Hà Nội, ngày 04 tháng 4 năm 2023", or that day alone on its line."""
    if block.kind not in (PLAIN, ROW, STAR) or len(block.text) > _LONGEST or _NO_DATELINE.match(block.text):
        return None
    for cell in (*block.columns, *block.cells):
        match = _DATELINE.search(cell.strip()) or _SHORT_DATELINE.search(cell.strip())
        days = find_days(f"ngày{match.group('day')}") if match else []
        if days and days[0].value:
            return days[0].value.isoformat()
        blank = _BLANK_DAY.fullmatch(match.group("day").strip()) if match and not days else None
        if blank:
            return f"{blank.group(2)}-{int(blank.group(1)):02}"
    return None


def _from_annex(
    paper: Paper, number: str | None, number_line: Line, issued: str | None, issued_line: Line
) -> tuple[str | None, Line, str | None, Line]:
    for block in paper.blocks:
        match = _CITED_NUMBER.search(block.text)
        if not match:
            continue
        days = find_days(match.group(2))
        if number is None and any(c.isdigit() for c in match.group(1)):
            number, number_line = match.group(1).strip(".,;"), block.line
        if issued is None and days and days[0].value:
            issued, issued_line = days[0].value.isoformat(), block.line
        paper.use(block)
        break
    return number, number_line, issued, issued_line
