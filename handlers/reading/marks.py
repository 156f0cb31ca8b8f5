"""The mark of a secret paper: MẬT, TỐI MẬT, TUYỆT MẬT, however spaced, boxed or spelt; no mark inside a sentence."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

SURE, DOUBT = "sure", "doubt"

_MARKS = frozenset({"MẬT", "TỐIMẬT", "TUYỆTMẬT"})
_BARE = frozenset({"MAT", "TOIMAT", "TUYETMAT"})
_LOOKALIKES = str.maketrans("МТАІУЕЅМΜΤΑΙΥΕ", "MTAIYESMMTAIYE")  # Cyrillic and Greek letters drawn the same
_COPY = r"(?:BẢN|SỐ|TỜ|TRANG|HỒ SƠ|LƯU|DỰ THẢO)"
# "Độ mật: Tối mật", "Mức độ mật - B", "Phân loại: MẬT", "Dấu mật: A".
_NAMED = re.compile(
    r"(?:^|[;,.|(]\s*|\s{2,})(?:(?:mức|cấp|loại|phân|chế|dấu|đóng|độ|văn bản)\s+)*(?:độ(?:\s+mật)?|mật|dấu|loại)"
    r"\s*[:=–-]+\s*(?:dấu\s+)?(?:độ\s+)?(?:tuyệt\s*mật|tối\s*mật|mật|[abc]|m|tm)(?=\W*$|\s*[;,.(/–-])",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"^(?:TỐI MẬT|TUYỆT MẬT)(?=\s+{_COPY}\b)|^MẬT(?=\s+{_COPY}\b)|(?<!ĐỘ )(?<!, )\b(?:TỐI MẬT|TUYỆT MẬT)$"
)
_KINDS = r"(?:TÀI LIỆU|VĂN BẢN|CÔNG VĂN|HỒ SƠ|BÁO CÁO|KẾ HOẠCH|TỜ TRÌNH|THÔNG BÁO|QUYẾT ĐỊNH)"
_PAPER = re.compile(rf"{_KINDS} (?:TỐI |TUYỆT )?MẬT")
_NUMBERED = re.compile(r"^\W*số\b\W*(?=\S*\d).*[(\[]\s*(?:tuyệt\s+|tối\s+)?mật\s*[)\]]", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[]\s*(?:(?:tuyệt|tối)\s+mật|(?P<alone>mật))\s*[)\]]\W*$", re.IGNORECASE)
_OPENS = re.compile(r"(?:(?i:tối|tuyệt)\s+(?i:mật)|MẬT)\s*:")  # lines of a message may come joined
CAPITALS = 0.75  # of a line's letters: written in capitals, but for a slip or two
FIRST_LINES = 5  # where "mật" in small letters is the mark and not the end of a sentence
LONGEST = 90  # letters of a line in capitals that may end with a mark: a letterhead, no title


def mark_in(texts: Iterable[str]) -> str:
    """SURE where a line, a cell or a heading is a mark, DOUBT where it could be one without its accents, else ""."""
    doubt, letters, before, number = "", "", "", 0
    for text in texts:
        for line in _clean(text).splitlines() or [""]:
            letters = _stacked(letters, line)
            opens = number < FIRST_LINES and _stands_alone(line, before)
            if opens or letters in _MARKS or (found := _marked(line)) == SURE:
                return SURE
            doubt = doubt or found
            before, number = (line, number + 1) if line.strip() else (before, number)
    return doubt


def _stands_alone(line: str, before: str) -> bool:
    """ "mật" at the top of a paper, where no sentence can end with it."""
    last = before.split()[-1:]
    return _letters(line) == "mật" and len(line.split()) == 1 and not (last and last[0].islower())


def _stacked(letters: str, line: str) -> str:
    """Letters that stand below each other, one a line."""
    alone = line.strip(" .-|*")
    return letters + alone if len(alone) == 1 and alone.isalpha() and alone.isupper() else ""


def _clean(text: str) -> str:
    """Composed letters of one alphabet, plain blanks, nothing that cannot be seen."""
    kept = (
        " " if unicodedata.category(letter) == "Zs" else letter
        for letter in unicodedata.normalize("NFKC", text.translate(_LOOKALIKES))
        if unicodedata.category(letter) != "Cf"
    )
    return unicodedata.normalize("NFC", "".join(kept))


def _marked(line: str) -> str:
    if not any(letter in "mMậẬ" for letter in line):
        return ""
    if _NAMED.search(line) or _NUMBERED.search(line) or _OPENS.match(line.strip()) or _is_headed(line):
        return SURE
    found = [_whole(piece) for piece in _pieces(line)]
    return SURE if SURE in found else DOUBT if DOUBT in found else ""


def _is_headed(line: str) -> bool:
    """ "TỐI MẬT Bản số 3", "UBND TỈNH TUYỆT MẬT": a short line in capitals with nothing else to say."""
    said = " ".join(line.split()).strip(" .*-")
    in_brackets = _BRACKETED.search(said)
    if in_brackets and (not in_brackets["alone"] or _in_capitals(said[: in_brackets.start()])):
        return True
    if _ENDS.match(said.upper()) and said[:3] == said[:3].upper():
        return True
    if len(said) >= LONGEST or not _in_capitals(said) or said.upper().startswith("DANH MỤC"):
        return False
    return _ENDS.search(said.upper()) is not None or _PAPER.fullmatch(said.upper()) is not None


def _in_capitals(said: str) -> bool:
    letters = _letters(said)
    return bool(letters) and sum(letter.isupper() for letter in letters) >= CAPITALS * len(letters)


def _letters(said: str) -> str:
    return "".join(letter for letter in said if letter.isalpha())


def _pieces(line: str) -> Iterator[str]:
    """The line, its cells and columns, what stands in brackets, and letters that were spaced out."""
    yield line
    for cell in re.split(r"\t|\|", line):
        yield cell
        yield from (part for part in re.split(r"\s{2,}", cell.strip()))
        yield from (part for part in re.split(r"\s[-–—/]\s|[();\[\]/]", cell) if part.isupper())
        yield from ("".join(run.split()) for run in re.findall(r"(?<!\S)(?:[^\W\d_]\s+){2,}[^\W\d_](?!\S)", cell))


def _whole(piece: str) -> str:
    """Whether a piece is a mark and nothing beside it; "mật" in small letters is the end of a sentence."""
    letters = _letters(piece)
    if letters.upper() in _MARKS and letters != "mật":
        return SURE
    return DOUBT if letters in _BARE else ""


def mark_in_label(text: str) -> str:
    """The same for a document's property or a sheet's name: a mark there is one in any letters."""
    pieces = re.split(r"[;,|/\n()\[\]]|\s[-–—]\s", _clean(text))
    return SURE if any(_letters(piece).upper() in _MARKS for piece in pieces) else mark_in([text])
