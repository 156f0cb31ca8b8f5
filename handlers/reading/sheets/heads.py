"""Which columns a sheet has, told by its headings in any wording and order, in two rows, in merged cells."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handlers.reading.sheets.grid import Grid, label

NAMES, COUNTS, UNITS = "names", "counts", "units"
DEEPEST = 60  # rows in which a heading is looked for

INDEX = re.compile(r"(?:stt|tt|so tt|so thu tu|thu tu|so stt|no|#)")
_FAMILY = re.compile(r"ho(?: va)?(?: chu| ten)?(?: dem| lot)|ho")
_NAME = re.compile(
    r"ho (?:va )?ten(?: (?:dai bieu|day du|khai sinh|can bo|nguoi (?:tham )?du|thanh vien|cong chuc|vien chuc).*)?"
    r"|ho (?:va )?(?:chu |ten )?dem (?:va )?ten(?: .*)?|quy (?:danh|vi|dai bieu)(?: dai bieu| khach)?"
    r"|(?:ten|danh tinh) (?:dai bieu|can bo|thanh vien|nguoi (?:tham )?du)"
)
_POST = re.compile(r"(?:chuc (?:vu|danh|trach)|cv|vi tri cong tac)\b.*")
_GROUP = re.compile(
    r"(?:nhom|thanh phan|doi tuong|phan nhom|co cau)\b.*|dien|(?:loai|phan loai|dien)(?: dai bieu| doi tuong)?"
)
_UNIT = re.compile(
    r"(?:ten )?(?:cac )?(?:co quan|don vi|dv|dia phuong|doan|to chuc)(?: (?:don vi|to chuc|dia phuong|doan the))*"
    r"(?: (?:tham (?:du|gia)|duoc moi|thanh vien|moi|cu dai bieu))?|(?:ten )?(?:xa phuong|xa|phuong|huyen|so nganh)"
    r"|(?:ten )?(?:cac )?(?:xa|phuong|dac khu|co quan|don vi|phong|ban|nganh|doan the)"
    r"(?: (?:va )?(?:xa|phuong|dac khu|co quan|don vi|phong|ban|so|nganh|doan the))+"
)
_WORKPLACE = re.compile(
    rf"{_UNIT.pattern}|(?:co quan|don vi|noi)(?: don vi)? (?:cong tac|lam viec)|thuoc (?:doan|don vi)"
)
_NUMBER = re.compile(
    r"(?:tong )?(?:so (?:nguoi|luong|dai bieu|nguoi du)|sl)(?: (?:dai bieu|nguoi|tham (?:du|gia)|du|dang ky|cu).*)?"
    r"|so dai bieu .*|tong so|si so"
)
_PHONE = re.compile(
    r"(?:so )?(?:dien thoai|dt|sdt|dtdd|di dong|dtdd|mobile|tel|phone|zalo|hotline|may di dong)\b.*"
    r"|so (?:may|dt|lien (?:he|lac))\b.*"
)
_PERSON = re.compile(
    r"(?:nguoi|can bo|dau moi|dau moi lien he)(?: (?:lien he|lien lac|dau moi|phu trach|theo doi|tiep nhan))*"
    r"|dau moi(?: .*)?|lien he|ho (?:va )?ten (?:nguoi|can bo|dau moi|lien he).*"
)
_SPEAKER = re.compile(r"(?:nguoi )?dai dien(?: .*)?")
_QUOTA = re.compile(
    r"chi tieu\b.*|phan bo\b.*|so (?:luong|dai bieu|nguoi)?(?: dai bieu)? ?(?:duoc )?(?:moi|phan bo|giao)\b.*"
    r"|(?:so luong|sl)(?: dai bieu)?"
)

_FORMER = re.compile(r".*\b(?:truoc (?:day|khi|do)|nhiem ky truoc|nguyen)\b.*")  # what somebody is no more
_PRICED = re.compile(
    r"(?:don gia|thanh tien|gia|gia tien|don vi tinh|dvt|quy cach|mon an|vat tu|hang hoa)(?: .*)?"
    r"|ten (?:mon|hang|vat tu|thiet bi|san pham)(?: .*)?"
)
_CROSSWISE = ("post", "quota", "phone", "person")

# Stands for quotas only where no heading says so outright.
_TOTAL = re.compile(r"tong(?: so| cong)?(?: (?:dai bieu|nguoi))?|so (?:dai bieu|nguoi)(?: (?:tham )?du)?")
# How many of a number: no number of its own.
_PART = re.compile(r"(?:.*\b)?(?:trong do|nu|nam|nu gioi|nam gioi|dan toc(?: thieu so)?|dtts|dang vien)")

FIELDS: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    NAMES: {"family": _FAMILY, "name": _NAME, "given": re.compile("ten"), "post": _POST, "group": _GROUP,
            "unit": _WORKPLACE, "title": re.compile("ong ba"),
            "task": re.compile(r"(?:nhiem vu|cong viec)(?: (?:dang|hien|duoc|chuyen)\b.*)?")},
    COUNTS: {"number": _NUMBER, "group": _GROUP},
    UNITS: {
        "host": re.compile(r"(?:don vi )?(?:dang cai|chu nha)\b.*"),
        "kind": re.compile(r"(?:loai|phan loai)(?: (?:hinh|don vi|doan))*"),
        "invited": re.compile(r"(?:duoc |co |giay )?moi(?: (?:du|dai bieu|hop|hoi nghi|khong))*"),
        "alias": re.compile(r"(?:ten )?(?:goi )?(?:khac|tat|viet tat|ngan)\b.*|viet tat"),
        "quota": _QUOTA, "person": _PERSON, "full": _NAME, "speaker": _SPEAKER,
        "post": _POST, "phone": _PHONE, "unit": _UNIT,
        "total": _TOTAL,
    },
}  # fmt: skip
TWICE_IS_UNCLEAR = frozenset({"name", "number", "quota", "unit", "invited"})
OF_UNITS = frozenset({"quota", "invited", "alias", "host"})  # headings that only the list of units has
EXPORTED = frozenset({"tra loi", "so voi chi tieu", "so ten", "ghi luc", "nguoi ghi"})


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a table: its last row, the columns of each field, the columns that are not used, and doubles.

    `twice`: the headings of two columns that stand for one field; `hidden_twice`: so, but the other one is hidden.
    """

    kind: str
    first: int
    last: int
    columns: Mapping[str, tuple[int, ...]]
    index: int | None
    unused: Mapping[int, str]
    twice: tuple[tuple[str, str], ...] = ()
    hidden_twice: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The field without which a row is none."""
        return {NAMES: "name", COUNTS: "group", UNITS: "unit"}[self.kind]


def head_of(grid: Grid, kind: str) -> Head | None:
    """The first row, or two, in which the headings of such a table stand."""
    for row in [number for number in grid.rows if number <= DEEPEST]:
        for last in _ends(grid, row):
            found = _head(grid, kind, row, last)
            if found is not None:
                return found
    return None


def is_export(grid: Grid) -> bool:
    """Whether this is the bot's own workbook of numbers, which nobody fills in."""
    return any(len(EXPORTED & {label(cell.words) for cell in grid.row(row).values()}) > 2 for row in grid.rows[:5])


def priced(head: Head) -> list[str]:
    """The headings beside a table that only a list of goods and prices has."""
    return [words for words in head.unused.values() if _PRICED.fullmatch(label(words))]


def repeats(head: Head, grid: Grid, row: int) -> bool:
    """Whether a row below says the headings again, as printed lists do on every page."""
    own = {label(grid.at(head.last, column).words) for columns in head.columns.values() for column in columns}
    own |= {label(grid.at(head.first, column).words) for columns in head.columns.values() for column in columns}
    own |= {label(words) for words in head.unused.values()}
    said = [label(cell.words) for cell in grid.row(row).values() if cell.words]
    if _says_key_again(head, grid, row) and len(said) > 1:
        return all(_is_known(one) or INDEX.fullmatch(one) or one in own for one in said[:3])
    return bool(said) and all(one in own or INDEX.fullmatch(one) for one in said)


def _ends(grid: Grid, row: int) -> Iterator[int]:
    """Down to which row a heading that begins here may reach: its merged cells say so, or a second row of headings."""
    spans = [one.bottom for one in grid.spans if one.top == row and one.bottom > row]
    deep = min(max(spans, default=row), row + 3)
    if deep > row:
        yield deep
        return
    if _is_heading(grid, row + 1):
        yield row + 1
    yield row


def lies(grid: Grid, head: Head) -> bool:
    """Whether the headings stand one under another, so that each person or unit is a column."""
    below = [label(grid.at(row, head.columns[head.key][0]).words) for row in grid.rows if row > head.last]
    shapes = [FIELDS[head.kind][name] for name in _CROSSWISE if name in FIELDS[head.kind]]
    return not head.columns.keys() & set(_CROSSWISE) and any(shape.fullmatch(one) for one in below for shape in shapes)


def _says_key_again(head: Head, grid: Grid, row: int) -> bool:
    again = label(grid.at(row, head.columns[head.key][0]).words)
    return head.kind != COUNTS and FIELDS[head.kind][head.key].fullmatch(again) is not None


def _is_known(words: str) -> bool:
    """Whether a label is a heading of some table."""
    return any(shape.fullmatch(words) for fields in FIELDS.values() for shape in fields.values())


def _is_heading(grid: Grid, row: int) -> bool:
    """Whether most cells of a row are headings of some table."""
    said = [label(cell.words) for cell in grid.row(row).values()]
    known = [one for one in said if _is_known(one)]
    return bool(known) and len(known) * 2 > len(said)


def _head(grid: Grid, kind: str, first: int, last: int) -> Head | None:
    columns: dict[str, list[int]] = {}
    unused: dict[int, str] = {}
    twice: list[tuple[str, str]] = []
    hidden_twice: list[tuple[str, str]] = []
    index = None
    for column in sorted(_columns(grid, first, last), key=lambda one: (one in grid.hidden_columns, one)):
        lowest = grid.at(last, column).words
        name = _field(grid, kind, first, last, column)
        if name is None and INDEX.fullmatch(label(lowest)):
            index = column
        elif name is None:
            unused[column] = lowest
        elif name in columns and not _same_span(grid, last, columns[name][-1], column):
            both = grid.at(last, columns[name][0]).words, lowest
            if column in grid.hidden_columns:
                hidden_twice.append(both)
                continue
            unused[column] = lowest
            twice += [both] if name in TWICE_IS_UNCLEAR else []
        else:
            columns.setdefault(name, []).append(column)
    kept = _settled(kind, columns)
    if kept is None:
        return None
    unused |= {one: grid.at(last, one).words for one in columns.get("total", ()) if "total" not in kept}
    fields = {"quota" if name == "total" else name: tuple(where) for name, where in kept.items()}
    return Head(kind, first, last, fields, index, unused, tuple(twice), tuple(hidden_twice))


def _settled(kind: str, given: Mapping[str, list[int]]) -> Mapping[str, list[int]] | None:
    """The columns of each field, where those are there that such a table cannot do without."""
    columns = dict(given)
    if kind == NAMES and "name" not in columns and "given" in columns:
        columns["name"] = [*columns.pop("family", []), *columns.pop("given")]
    if kind == NAMES:
        columns = _instead(_instead(columns, "title", "name"), "task", "post")
    if kind == UNITS and "full" in columns:
        full = columns.pop("full")
        columns.pop("total", None)  # of a list of persons
        columns |= {"person": full} if "person" not in columns and "phone" in columns else {}
    if kind == UNITS:
        columns = _instead(columns, "speaker", "person" if "phone" in columns else "speaker")
    needed = {NAMES: {"name"}, COUNTS: {"group", "number"}, UNITS: {"unit"}}[kind]
    if not needed <= columns.keys():
        return None
    beside = {"family", "given", "speaker"} | ({"total"} if "quota" in columns else set())
    return {name: where for name, where in columns.items() if name not in beside}


def _instead(columns: Mapping[str, list[int]], weak: str, name: str) -> dict[str, list[int]]:
    """The columns, where a heading that seldom means a field stands for it if no other does."""
    kept = {field: where for field, where in columns.items() if field != weak}
    return {name: columns[weak], **kept} if weak in columns and name not in columns else kept


def _columns(grid: Grid, first: int, last: int) -> list[int]:
    """The columns that have a heading, wherever a merged one reaches."""
    typed = {column for row in range(first, last + 1) for column in grid.row(row)}
    reached = {
        column
        for one in grid.spans if first <= one.top <= last and one.left in typed
        for column in range(one.left, min(one.right, one.left + 40) + 1)
    }  # fmt: skip
    return sorted(typed | reached)


def _field(grid: Grid, kind: str, first: int, last: int, column: int) -> str | None:
    """The field a column holds: its own heading, else the one above it with it, else the one above."""
    said = list(dict.fromkeys(label(grid.at(row, column).words) for row in range(first, last + 1)))
    if _PART.fullmatch(said[-1]) or _is_former(kind, said[-1], grid.at(last, column).words):
        return None
    tried = [said[-1], " ".join(said), said[0]]
    return next(
        (name for one in tried if one for name, shape in FIELDS[kind].items() if shape.fullmatch(one)), None
    )  # fmt: skip


def _is_former(kind: str, said: str, words: str) -> bool:
    """ "Chức vụ trước đây", "chức vụ cũ": with its mark, as "cử" is another word."""
    return kind == NAMES and (_FORMER.fullmatch(said) is not None or "cũ" in words.casefold().split())


def _same_span(grid: Grid, row: int, one: int, other: int) -> bool:
    span = grid.span(row, one)
    return span is not None and span == grid.span(row, other)
