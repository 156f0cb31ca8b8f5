"""Rows of a list of names that are no sure delegates: under a section aside, models of a form, halves of a person."""

import re
from collections.abc import Mapping, Sequence

from handlers.language.folding import fold
from handlers.reading.sheets.cells import is_nothing
from handlers.reading.sheets.grid import Grid, cleaned
from handlers.reading.sheets.heads import Head

_ASIDE = re.compile(
    r"\b(?:du (?:phong|khuyet|bi)|lai xe|phuc vu|phong vien|bao chi|hau can|vang mat|bao vang|xin vang|di cung"
    r"|khong (?:tham )?du|xin rut)\b"
)
_MARK = re.compile(r"^(?:[IVX]{1,5}|[A-E]|\d{1,2})\s*[.)/-]?\s+(?=\S)|^\W+")
_NO_PERSON = re.compile(
    r"^(?:khoi|cum|cac|dai bieu|thanh phan|lanh dao|thuong truc|dang uy|uy ban|hoi dong|ubnd|hdnd"
    r"|mat tran|doan the|ban chap hanh"
    r"|ban thuong vu|ban to chuc|khach moi|thanh vien|doi tuong|nhom"
    r"|truong cac|to giup viec|can bo|cong chuc|tap the|ca nhan)\b"
)
_LONGEST_SECTION = 8  # words
_EXAMPLE = re.compile(r"(?:vd|v/d|vi du|mau|example)\s*[:.]\s*\S.*")
_ANYBODY = re.compile(r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng) (?:Văn|Thị) [A-EXYZ]")


def section(words: str, above: str) -> str:
    """The section of the rows under a line across a list, where it is one aside; empty where it is the list's own."""
    said = cleaned(words)
    if not any(map(str.isalpha, _MARK.sub("", said))) or len(said.split()) > _LONGEST_SECTION:
        return above
    return _MARK.sub("", said).strip(" :") if is_aside(said) else ""


def is_aside(words: str) -> bool:
    """Whether a line announces people who are no delegates, or may not come: "II. Lái xe", "Dự phòng"."""
    return _ASIDE.search(fold(words)) is not None


def is_no_person(words: str) -> bool:
    """Whether words alone in a row announce who follows: "Các phòng", "Dự phòng"."""
    return _NO_PERSON.match(fold(words)) is not None or is_aside(words)


def is_example(name: str) -> bool:
    """The person whom every form names: "Nguyễn Văn A", "VD: …"."""
    said = cleaned(name)
    return _EXAMPLE.fullmatch(fold(said)) is not None or _ANYBODY.fullmatch(said) is not None


def is_unfilled(head: Head, standing: Mapping[int, str]) -> bool:
    """Whether nothing stands in a row but its number and dots to write on."""
    own = standing.get(head.index or 0, "")
    said = [words for column, words in standing.items() if column != head.index]
    return not any(map(str.isalpha, own)) and all(words.strip(" .…_") in ("", "-", "–") for words in said)


def halves(grid: Grid, head: Head, numbers: Sequence[int]) -> dict[int, list[int]]:
    """Numbered rows whose person seems to go on in the rows right under, without number or whole name."""
    found: dict[int, list[int]] = {}
    first = 0
    for row in numbers:
        last = found.get(first, [first])[-1]
        if _is_numbered(grid, head, row):
            first = row
        elif row == last + 1 and first and _is_half(grid, head, row):
            found.setdefault(first, []).append(row)
        else:
            first = 0
    return found


def said_in(grid: Grid, row: int, head: Head) -> str:
    """What stands in the columns of a list, one behind the other."""
    columns = sorted(column for where in head.columns.values() for column in where)
    return " ".join(words for column in columns if (words := cleaned(grid.at(row, column).words)))


def _is_numbered(grid: Grid, head: Head, row: int) -> bool:
    return head.index is not None and any(map(str.isdigit, grid.at(row, head.index).words))


def _is_half(grid: Grid, head: Head, row: int) -> bool:
    """Whether a row holds a single word of a name, or none."""
    cells = [grid.at(row, column) for column in head.columns[head.key]]
    return len(" ".join(cell.words for cell in cells if not is_nothing(cell)).split()) < 2
