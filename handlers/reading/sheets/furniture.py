"""Lines that a printed or mailed list has beside its data: notes, signatures, greetings, page numbers."""

import re
from collections.abc import Sequence

from handlers.language.folding import fold
from handlers.reading.sheets.grid import WORDS, Grid
from handlers.reading.sheets.heads import Head

_NOTE = re.compile(
    r"^\W*(?:ghi chu|chu thich|luu y|chu y|nguon|de nghi|moi thac mac"
    r"|xin|vui long|lien he|kem theo|can cu|huong dan|vi du"
    r"|an dinh|danh sach (?:nay )?(?:co|gom)|tai lieu|noi nhan|bang chu"
    r"|so tien|thong tin lien he|han gui|gui ve|yeu cau)\b"
    r"|^\*|^\((?!\d{1,3}\))"
)
_SIGNED = re.compile(
    r"^(?:nguoi (?:lap|ky|tong hop)\b.*|(?:thu truong|chu tich|pho chu tich|bi thu|giam doc|truong phong)"
    r"(?: don vi| co quan| ubnd.*| xac nhan)?|xac nhan\b.*|\(ky\b.*|noi nhan\b.*)$"
)
_DATED = re.compile(r"\bngay\s*[\d.… ]*\s*thang\s*[\d.… ]*\s*nam\b")
_ON_BEHALF = re.compile(r"^(?:TM|TL|TUQ|KT|Q)\b\s*\.?\s*[A-ZĐÀ-Ỹ]{2}")
_COLUMN_MARK = re.compile(r"\(?(\d{1,2}|[A-Fa-f])\)?")
# The end of a mail: thanks, the mark before a signature, what a telephone puts under it.
_CLOSED = re.compile(
    r"^(?:(?:em|toi|minh|chau|xin|chan thanh|rat|tran trong)\s+)*(?:cam on|tran trong|than ai|kinh (?:mong|thu))\b"
    r"|^--|^(?:sent|get outlook) (?:from|for)\b|^(?:duoc )?gui tu (?:\w+ )*(?:cua toi|iphone|android|dien thoai)\b"
)
_PAGE = re.compile(r"(?:trang|page)\s*(?:so\s*)?\d{1,3}(?:\s*[/-]\s*\d{1,3})?")


def is_page(typed: Sequence[str]) -> bool:
    """ "Trang 2" alone in a row."""
    return len(typed) == 1 and _PAGE.fullmatch(fold(typed[0]).strip(" .-–")) is not None


def is_note(key: str) -> bool:
    """ "Ghi chú: …"; a name may begin like one, a sentence has a colon or more words."""
    return _NOTE.match(fold(key)) is not None and (":" in key or len(key.split()) > 4 or key[0] in "*(")


def is_signed(grid: Grid, row: int) -> bool:
    """A line of place and date, of an office that signs, or the thanks of a mail: what follows is no data."""
    typed = [cell.words for cell in grid.row(row).values() if cell.kind == WORDS and cell.words]
    if not 0 < len(typed) <= 2 or len(typed) < len(grid.row(row)):
        return False
    if len(typed) == 1 and _CLOSED.match(fold(typed[0])):
        return True
    if any(_DATED.search(fold(words)) or _ON_BEHALF.match(words) for words in typed):
        return True
    return row - 1 not in grid.rows and any(_SIGNED.match(fold(words)) for words in typed)


def are_column_marks(head: Head, row: int, typed: list[str]) -> bool:
    """ "(1) (2) (3)" right under the heading."""
    marks = [_COLUMN_MARK.fullmatch(one) for one in typed]
    if row != head.last + 1 or len(marks) < 2:
        return False
    said = [mark[1].lower() for mark in marks if mark]
    numbers = [int(one) for one in said if one.isdigit()]
    return len(said) == len(marks) and numbers == list(range(1, len(numbers) + 1))
