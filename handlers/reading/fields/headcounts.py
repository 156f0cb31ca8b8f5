"""How many of whom: a phrase such as "Thường trực HĐND: 01 đại biểu" taken apart."""

import re

from handlers.reading.phrases import trim

HEADS = (
    r"(?:đại biểu|người|đồng chí|đ/c|vị|khách|cán bộ|học viên|thí sinh|vđv|vận động viên|học sinh|em"
    r"|cháu|bạn|trại sinh|sinh viên|thiếu nhi|nghệ nhân|chiến sĩ|phụ huynh|công nhân|nông dân|hội viên|giáo viên"
    r"|đoàn viên|hội viên)"
)
ABOUT = r"(?:(?:dự kiến|khoảng|gồm|mời|cử|tối đa|không quá|tổng số|tổng cộng|có)[\s:]*)*"
_TAIL_COUNT = re.compile(
    rf"(?:\s*[:(]|\s+[–-](?=\s)|–)\s*{ABOUT}(\d{{1,5}})\s*{HEADS}?\s*(?:/[^()]*)?\)?\s*[.;,]*$", re.IGNORECASE
)
_HEAD_COUNT = re.compile(r"^(?:(?:[Mm]ời|[Cc]ử|Khoảng|khoảng)\s+)*(\d{1,4})\s+(.+)$")
TOTAL_FIRST = re.compile(
    rf"^{ABOUT}\d{{1,5}}\s*{HEADS}\s*[,:;(]*\s*(?:gồm|bao gồm|trong đó|gồm có)\s*:?\s*", re.IGNORECASE
)
QUOTA = re.compile(r"(?:[Mm]ỗi|[Tt]ừng|[Cc]ử)(?!\w)[^.;]*$")
_COMMUNES = re.compile(
    r"(?:UBND|Chủ tịch|lãnh đạo|Lãnh đạo|Hiệu trưởng|Bí thư)[^\d;,]{0,40}?\s(\d{1,3})\s+(?:xã|huyện|tỉnh"
    r"|trường|đơn vị|phường|thôn|cơ quan|sở)"
)
_COUNT_NOTE = re.compile(
    rf"(:\s*{ABOUT}\d{{1,5}}\s*{HEADS})\s*\([^()\d]*\)$", re.IGNORECASE
)  # "86 đại biểu (có danh sách kèm theo)"
_SUM_NOTE = re.compile(rf"\s*\([^()]*tổng (?:số|cộng)[^()\d]*(\d{{1,4}})\s*{HEADS}\)$", re.IGNORECASE)
_BARE_TAIL = re.compile(r"(?<=[a-zà-ỹ)])\s+(\d{1,4})\s+(?:đại biểu|người|đồng chí|đ/c)$")
_NOTED = re.compile(
    rf"([^();:]{{5,120}}?)\s*\((\d{{1,4}})\s*{HEADS}\)\s+(?:chỉ đạo|phụ trách|quản lý|tham dự|dự|do)\s[^()]*$"
)
_OF_EACH_UNIT = re.compile(r":\s*(?:mỗi|từng)\s", re.IGNORECASE)
SOME_TAIL = re.compile(rf"\s*:\s*{ABOUT}(\d{{1,5}})(?:\s+[a-zà-ỹđ]+){{1,3}}[\s.;,]*$")


def _bare_number(text: str) -> re.Match[str] | None:
    """A number at the end without "người", where it is not that of each unit."""
    of_each = _OF_EACH_UNIT.search(text) or QUOTA.search(text)
    return None if of_each else _BARE_TAIL.search(text)


def counted(text: str) -> tuple[str, int | None]:
    """("Thường trực HĐND", 1) of "Thường trực HĐND: 01 đại biểu"; the number is None where none is given."""
    text = _COUNT_NOTE.sub(r"\1", trim(text))
    match = _TAIL_COUNT.search(text) or _some_count(text)
    if match and match.start() > 2:
        return trim(re.sub(r"^[Mm]ời\s+", "", text[: match.start()])), int(match.group(1))
    bare = _bare_number(text)
    if bare:
        return trim(text[: bare.start()]), int(bare.group(1))
    noted = _NOTED.match(text)
    if noted and not QUOTA.search(noted.group(1)):
        return trim(noted.group(1)), int(noted.group(2))
    match = _HEAD_COUNT.match(text)
    if match and not _OF_EACH_UNIT.search(text):
        return trim(re.sub(r"\s+(?:tham dự|dự)$", "", match.group(2))), int(match.group(1))
    summed = _SUM_NOTE.search(text)
    if summed:
        return trim(text[: summed.start()]), int(summed.group(1))
    name = re.sub(r"^(?:(?:Kính m|M|m)ời|Là|là)\s+(?!giúp)", "", text)
    match = _COMMUNES.search(name) or re.search(rf":\s*{ABOUT}(\d{{1,5}})\s*{HEADS}(?!\w)", name)
    return trim(name), int(match.group(1)) if match else None


def _some_count(text: str) -> re.Match[str] | None:
    """ ": 10 doanh nghiệp" counts what the paper counts, whatever it calls them."""
    at = text.find(":")
    return SOME_TAIL.search(text, at) if at > 0 else None
