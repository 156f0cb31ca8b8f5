"""What a single cell says: a head count, nothing, a total, the same as the cell above."""

import re

from handlers.language.folding import fold
from handlers.reading.sheets.grid import DATE, ERROR, FORMULA, PERCENT, YES_NO, Cell, cleaned

# "Cộng đồng", "Cộng hòa" and "Tổng cục", "Tổng công ty" are names; without marks only the whole cell counts.
_TOTAL = re.compile(
    r"^\W*(?:[ivx\d]+[.)]\s*)?(?:tổng\s*(?:cộng|số|toàn|hợp|chung|kết|[:(=]|$)|t\s*[./]?\s*cộng\b|tc\W*(?:$|\d)"
    r"|cộng(?!\s+(?:đồng|hò|hoà|sản|tác|sự|hưởng)))",
    re.IGNORECASE,
)
_BARE_TOTAL = re.compile(
    r"(?:tong(?: (?:cong|so|toan doan|toan bo|hop|chung))*|cong(?: (?:tong|chung|don|so|lai))*"
    r"|tc|t/c|t\.c|t\. ?cong|total|sum"
    r"|grand total)(?: (?:so )?(?:dai bieu|nguoi|don vi|dv|ca doan|toan doan|danh sach))*"
    r"(?:\s*[:=(].*|\s*\d+(?: nguoi| dai bieu)?)?"
)
_NAMED_SO = re.compile(r"(?:t[òốôó]ng|công)\b", re.IGNORECASE)  # "Tòng Công Chung" is somebody
_COUNTED = re.compile(r"'?\s*(-?\d{1,9})(?:[.,]0+)?\s*(?:nguoi|dai bieu|db|d/c|dong chi|ng|suat|vi)?\s*\.?")
_DITTO = re.compile(r"[-–—./\s]*(?:nt|như trên|nhu tren|[\"“”″〃]|''|//)[-–—./\s]*", re.IGNORECASE)
_NOTHING = ("", "-", "–", "—", "…", "...", ".")


def counted(cell: Cell) -> int | None:
    """A head count in a cell: 12, "12", "12.0", "16 người"; None for anything else."""
    said = _COUNTED.fullmatch(fold(cell.words)) if cell.kind not in (DATE, PERCENT, YES_NO, ERROR, FORMULA) else None
    return int(said[1]) if said else None


def is_nothing(cell: Cell) -> bool:
    """Whether a cell stands for nothing: empty, or a dash."""
    return cell.words in _NOTHING


def is_total(words: str) -> bool:
    """ "Cộng", "Tổng số", "TC", "T.cộng: 12 người"; not "Tổng cục Thuế", "Công an phường", "Tòng Công Chung"."""
    said = cleaned(words)
    if _TOTAL.match(said):
        return True
    return _BARE_TOTAL.fullmatch(fold(said).strip(" .:")) is not None and not _NAMED_SO.match(said)


def is_ditto(name: str, cell: Cell) -> bool:
    """ "-nt-", "″", "như trên" in a column of words."""
    return name in ("post", "group", "unit", "kind") and _DITTO.fullmatch(cell.words) is not None
