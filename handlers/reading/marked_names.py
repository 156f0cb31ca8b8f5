"""The mark of a secret paper in the name of a file: "TỐI MẬT.pdf", "KH12_MẬT.docx"; "mật ong.pdf" carries none."""

import re
from collections.abc import Sequence

from handlers.reading.marks import DOUBT, SURE, mark_in, mark_in_label

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_HIGH = re.compile(r"^(?:tối|tuyệt) mật(?!\s+(?:ong|độ|khẩu|mã)\b)|\b(?:tối|tuyệt) mật$", re.IGNORECASE)
_HIGH_BARE = re.compile(r"^(?:toi|tuyet) mat(?: \w*\d\w*| ban\b|$)|\b(?:toi|tuyet) mat$", re.IGNORECASE)
# What makes another word of it: "bí mật", "hộp mật", "mật ong".
_BEFORE = frozenset("bí bảo cơ thân túi sỏi hộp chai gấu đường dịch vị văn thị".split())  # noqa: SIM905
_AFTER = frozenset("ong độ khẩu mã mía thiết vụ danh báo gấu sơn ninh ngọt lệnh".split())  # noqa: SIM905


def mark_in_name(name: str) -> str:
    """`marks.SURE`, `marks.DOUBT` or "" for a file's name, its ending left aside."""
    stem = _ENDING.sub("", name).strip()
    pieces = re.split(r"[()\[\]{};,]|\s[-–—]\s", stem)
    found = [mark_in_label(piece) for piece in pieces if " " not in piece.strip(" _")]
    found += [_in_words([word for word in re.split(r"[\s_.+-]+", piece) if word]) for piece in pieces]
    found.append(mark_in([stem]))
    return SURE if SURE in found else DOUBT if DOUBT in found else ""


def _in_words(words: Sequence[str]) -> str:
    said = " ".join(words)
    if _HIGH.search(said) or mark_in_label(said) == SURE or _is_first(words) or _is_last(words):
        return SURE
    return DOUBT if _HIGH_BARE.search(said) else ""


def _is_first(words: Sequence[str]) -> bool:
    """ "MẬT_KH12", "MẬT Kế hoạch"."""
    rest = words[1:]
    return words[:1] == ["MẬT"] and bool(rest) and _is_other(rest) and rest[0].lower() not in _AFTER


def _is_last(words: Sequence[str]) -> bool:
    """ "KH12_MẬT", "Kế hoạch hội nghị MẬT"."""
    rest = words[:-1]
    return words[-1:] == ["MẬT"] and bool(rest) and _is_other(rest) and rest[-1].lower() not in _BEFORE


def _is_other(rest: Sequence[str]) -> bool:
    """Whether the capitals of the mark stand out from the rest of the name."""
    return any(letter.islower() or letter.isdigit() for word in rest for letter in word)
