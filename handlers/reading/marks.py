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
LONGEST = 90  # letters of a line in capitals that may end with a mark: a letterhead, no title


def mark_in(texts: Iterable[str]) -> str:
    """SURE where a line, a cell or a heading is a mark, DOUBT where it could be one without its accents, else ""."""
    doubt, letters = "", ""
    for text in texts:
        for line in _clean(text).splitlines() or [""]:
            letters = _stacked(letters, line)
            found = _marked(line) or (SURE if letters in _MARKS else "")
            if found == SURE:
                return SURE
            doubt = doubt or found
    return doubt


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
    if _NAMED.search(line) or _is_headed(line):
        return SURE
    found = [_whole(piece) for piece in _pieces(line)]
    return SURE if SURE in found else DOUBT if DOUBT in found else ""


def _is_headed(line: str) -> bool:
    """ "TỐI MẬT Bản số 3", "UBND TỈNH TUYỆT MẬT": a short line in capitals with nothing else to say."""
    said = " ".join(line.split()).strip(" .*-")
    if _ENDS.match(said.upper()) and said[:3] == said[:3].upper():
        return True
    return len(said) < LONGEST and said.isupper() and _ENDS.search(said) is not None and not said.startswith("DANH MỤC")


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
    letters = "".join(letter for letter in piece if letter.isalpha())
    if letters.upper() in _MARKS and not (letters.upper() == "MẬT" and letters[0].islower()):
        return SURE
    return DOUBT if letters in _BARE else ""
