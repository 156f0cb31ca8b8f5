"""What makes a row doubtful: a note that somebody may not come, several persons in one cell."""

import re
import unicodedata

from handlers.language.persons import without_title
from handlers.reading.sheets.grid import Grid, cleaned, label
from handlers.reading.sheets.heads import NAMES, Head

_NOTES = re.compile(
    r"(?:ghi chu|chu thich|luu y|y kien|ly do|tinh (?:trang|hinh)|trang thai|xac nhan|ket qua|co mat|vang"
    r"|(?:dang ky )?(?:tham )?(?:du|gia)(?: hop| hoi nghi)?)\b.*"
)
# With its marks: "Vàng" is a family name, "vắng" is not there.
_NOT_COMING = re.compile(
    r"\b(?:vắng|xin vang|bị ốm|ốm|bận|đi công tác|hoãn|hủy|huỷ|dự phòng|dự khuyết)\b"
    r"|\b(?:không|khong|ko|k|chưa|chua)\s+(?:(?:tham|thể|có|được|sắp xếp)\s+)*"
    r"(?:đi|di|dự|du|gia|đến|mặt|chắc|rõ|ro|xác định|biết|quyết)\b"
    r"|\b(?:xin|đã|đề nghị)\s+(?:rút|nghỉ|thôi|hoãn)\b|\brút (?:tên|khỏi)|\b(?:bỏ|gạch) tên|\bcó thể\b"
)
_NO = re.compile(r"(?:không|khong|ko|chưa|chua|vắng|nghỉ|\?+)[.!]?")
_BETWEEN = re.compile(r"[\n;,+&/]|\s(?:và|va)\s")
_NUMBERED = re.compile(r"^\s*\(?\d{1,3}\s*[.)/:-]\s*")
_POST = re.compile(
    r"^(?:phó|trưởng|bí|chủ|giám|chánh|công|cán|kế|ủy|uỷ|chuyên|nhân|hiệu|thư|đại|lái|ubnd|hđnd|ban|văn phòng|phòng|đội"
    r"|trung|sở|hội|xã|phường|huyện|tỉnh|thường|viên|nhóm|thành)\b"
)
_BEHIND = re.compile(
    r"(?P<name>[^()\[\],;–—]+?)\s*(?:[(\[](?P<inside>[^()]+)[)\]]|(?:\s[-–—]|[,;–—])\s*(?P<behind>.+))"
)
_REMARK = re.compile(r"^(?:(?:đi|cử|dự) )?(?:thay|chỉ|đã|sẽ|mới|đi|đến|về|ăn|dự|xin|cử|nữ|nam|dân tộc)\b|\d")
_UNFINISHED = ("thị", "thi", "văn", "van")


def not_coming(grid: Grid, head: Head, row: int) -> str:
    """What is noted in a column beside the table's own: that somebody is away, or may be; else nothing."""
    own = _parted(grid.at(row, head.columns["name"][0]).words)[1] if head.kind == NAMES else ""
    if own and _says_no(unicodedata.normalize("NFC", own).casefold()):
        return own
    notes = (grid.at(row, column).words for column, words in head.unused.items() if _NOTES.fullmatch(label(words)))
    return next((cleaned(note) for note in notes if _says_no(unicodedata.normalize("NFC", note).casefold())), "")


def remark(name: str, post: str) -> tuple[str, str]:
    """A name and what is said behind it that is no post; empty where nothing is, or where it may be the post."""
    who, rest = _parted(name)
    if not rest or _POST.match(rest.casefold()):
        return name, ""
    return (who, rest) if post or _REMARK.search(rest.casefold()) else (name, "")


def _parted(words: str) -> tuple[str, str]:
    """A person and what stands behind the name in brackets, behind a dash or a comma; ("", "") for other cells."""
    found = _BEHIND.fullmatch(cleaned(words))
    if found is None or not _is_person(_NUMBERED.sub("", found["name"])):
        return "", ""
    rest = (found["inside"] or found["behind"]).strip()
    return found["name"].strip(), "" if _is_person(rest) else rest


def _says_no(note: str) -> bool:
    return _NOT_COMING.search(note) is not None or _NO.fullmatch(note.strip()) is not None


def persons(words: str) -> tuple[str, ...]:
    """The persons of a cell that holds several and nothing else; none where it holds one, or what else it may be."""
    parts = [cleaned(_NUMBERED.sub("", part)) for part in _BETWEEN.split(words) if part.strip()]
    return tuple(parts) if len(parts) > 1 and all(map(_is_person, parts)) else ()


def apart(names: str, posts: str) -> tuple[tuple[str, str], ...]:
    """Persons with their posts, where each stands on a line of its own in both cells."""
    people, held = names.splitlines(), posts.splitlines()
    if len(people) != len(held) or persons(names) != tuple(cleaned(_NUMBERED.sub("", one)) for one in people):
        return ()
    return tuple(zip(persons(names), map(cleaned, held), strict=True))


def _is_person(words: str) -> bool:
    name = without_title(words).split()
    return (
        2 <= len(name) <= 5
        and all(word[0].isupper() for word in name)
        and name[-1].casefold() not in _UNFINISHED
        and not _POST.match(" ".join(name).casefold())
    )
