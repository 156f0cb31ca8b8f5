"""Names of a delegation, one by one or pasted: "1. Lò Thị Mận, Phó Chủ tịch, Thường trực"."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from handlers.reading.text import fold

NUMBERED = re.compile(r"^\s*(?:\d{1,3}\s*[.)/:]|[-–•+*])\s*")
OPENING = re.compile(
    r"^\s*(?:danh sách|danh sach|ds|thêm|them|bổ sung|bo sung)\b"
    r"(?:\s+(?:đại biểu|dai bieu|đoàn|doan|tên|ten|gồm|gom|của|cua|em|mình|minh))*\s*:?\s*",
    re.IGNORECASE,
)
TITLED = r"(?:\s+(?:đại biểu|dai bieu|tên|ten))?\s+"
PLEASE = r"(?:(?:cho|xin|nhờ|nho|em|e|tôi|toi|mình|minh|phép|phep)\s+)*"
SWAP = re.compile(
    rf"^{PLEASE}(?:thay(?: thế)?|thay the|đổi|doi){TITLED}(?P<gone>[^,;]+?)"
    r"\s+(?:bằng|bang|thành|thanh|là|la)\s+(?P<instead>.+)$",
    re.IGNORECASE,
)
REMOVE = re.compile(rf"^{PLEASE}(?:bớt|bot|bỏ|bo|xóa|xoá|xoa|rút|rut){TITLED}(?P<gone>[^,;]+)$", re.IGNORECASE)
TITLES = re.compile(r"^(?:ông|bà|anh|chị|ong|chi|đ/c|đồng chí|d/c|dong chi|đc)\s+", re.IGNORECASE)
GIVEN_NAME = re.compile(r"[^\W\d_]{1,10}")  # "chị Hoa"
APART = re.compile(r"\t|,|;|\s[-–—]\s|[()]")
SHEET = "xlsx"  # the mark of lines that came out of a workbook: row, name, post, group, with tabs
SURNAMES = frozenset(
    fold(name)
    for name in re.findall(
        r"\w+",
        "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Đoàn Mai Cao Lương Lưu "
        "Tạ Hà Lò Vàng Giàng Mã Sùng Thào Lù Quàng Cà Triệu Chảo Hờ Đào Nông Tống Vì Lầu Chá Mùa",
    )
)
LONGEST, MOST = 80, 300


@dataclass(frozen=True, slots=True)
class NameSaid:
    """One person as written: name, post (chức vụ), group."""

    name: str
    post: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is no name: which one (as people count them) and its words."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Roster:
    """The names of a text and the lines that are none."""

    names: tuple[NameSaid, ...]
    faults: tuple[Fault, ...] = ()


def read_names(text: str) -> Roster:
    """Every line a name; a line that ends with a colon names the group of those under it."""
    names: list[NameSaid] = []
    faults: list[Fault] = []
    group: str | None = None
    for number, line in enumerate(OPENING.sub("", text, count=1).splitlines()[:MOST], 1):
        if not line.strip():
            continue
        if line.rstrip().endswith(":"):
            group = NUMBERED.sub("", line).strip(" :") or None
            continue
        for part in _people(NUMBERED.sub("", line)):
            said = _name(part, group)
            if said is None:
                faults.append(Fault(number, line.strip()[:40]))
            else:
                names.append(said)
    return Roster(tuple(names), tuple(faults))


def _people(line: str) -> list[str]:
    """Several people on one line: "Nguyễn Văn A, Trần Thị B", where every part is a name and none a post."""
    parts = [part.strip(" .") for part in re.split(r"[,;]", line) if part.strip(" .")]
    return parts if len(parts) > 1 and all(_is_full_name(part) for part in parts) else [line]


def _is_full_name(words: str) -> bool:
    name = TITLES.sub("", words)
    return len(name.split()) > 1 and _is_capitalised(name) and fold(name).split()[0] in SURNAMES


def read_sheet(text: str) -> Roster:
    """Rows of a workbook as "row, name, post, group" with tabs; the rows keep the numbers of the sheet."""
    names: list[NameSaid] = []
    faults: list[Fault] = []
    for line in text.splitlines()[:MOST]:
        row, name, post, group = (*line.split("\t"), "", "", "", "")[:4]
        said = _name(name.replace(",", " "), None)
        if said is None:
            faults.append(Fault(int(row) if row.isdigit() else 0, (name or post or group).strip()[:40]))
        else:
            names.append(NameSaid(said.name, _short(post), _short(group)))
    return Roster(tuple(names), tuple(faults))


def read_swap(text: str) -> tuple[str, str] | None:
    """ "Thay A bằng B, Phó phòng" as (A, "B, Phó phòng"), "bớt A" as (A, ""); None for other sentences."""
    line = " ".join(text.split()).strip(" .")
    found = SWAP.match(line) or REMOVE.match(line)
    if found is None:
        return None
    gone, instead = _one_name(found["gone"]), found.groupdict().get("instead") or ""
    if gone is None or (instead and _one_name(instead) is None):
        return None
    return gone, instead


def _one_name(words: str) -> str | None:
    """One whole name, or a given name behind a title."""
    names = read_names(words).names
    if len(names) == 1:
        return names[0].name
    titled = TITLES.match(words)
    given = words[titled.end() :].strip() if titled else ""
    return given if GIVEN_NAME.fullmatch(given) else None


def is_of_somebody(text: str) -> bool:
    """Whether what is put off the list is a person with a title: "đổi chị Hoa bằng anh Nam"."""
    line = " ".join(text.split())
    found = SWAP.match(line) or REMOVE.match(line)
    return found is not None and TITLES.match(found["gone"]) is not None


def called(said: str, names: Mapping[int, str]) -> list[int]:
    """Whose folded names are meant: the whole name, else the last words of it ("chị Hoa")."""
    folded = folded_name(said)
    return [key for key, name in names.items() if name == folded] or [
        key for key, name in names.items() if name.endswith(f" {folded}")
    ]


def is_roster(text: str) -> bool:
    """Whether a message is a list of names: numbered lines, or an opening such as "thêm đại biểu"."""
    lines = [line for line in text.splitlines() if line.strip()]
    opened = OPENING.match(text) is not None and "?" not in text
    numbered = [line for line in lines if NUMBERED.match(line)]
    if not opened and (not numbered or len(numbered) < len(lines) - 2):
        return False
    found = read_names(text)
    good = [name for name in found.names if opened or _is_capitalised(name.name)]
    return len(good) > len(found.faults)


def _name(line: str, group: str | None) -> NameSaid | None:
    parts = [part.strip(" .") for part in APART.split(line) if part.strip(" .")]
    if not parts:
        return None
    name = TITLES.sub("", parts[0])
    words = name.split()
    if not 2 <= len(words) <= 7 or len(name) > LONGEST or not all(_is_word(word) for word in words):
        return None
    return NameSaid(" ".join(words), _short(parts[1]) if len(parts) > 1 else None, _group(parts, group))


def _group(parts: list[str], group: str | None) -> str | None:
    return _short(parts[2]) if len(parts) > 2 else group


def _short(words: str) -> str | None:
    return " ".join(words.split())[:LONGEST] or None


def _is_word(word: str) -> bool:
    return all(unicodedata.category(letter)[0] in "LM" or letter in "'’.-" for letter in word)


def _is_capitalised(name: str) -> bool:
    return all(word[:1].isupper() for word in name.split())


def folded_name(name: str) -> str:
    """The name as it is compared: the same person written again is the same row."""
    return " ".join(fold(name).split())
