"""Which item of an order is asked for: "nội dung thứ 5", "phần đầu tiên", "kết thúc bằng gì"."""

import re

PART = r"\b(?:noi dung|phan|muc|tiet muc)"
ORDINAL = r"(?:\d+|nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi|dau tien|dau|cuoi cung|cuoi)\b"
NUMBERS = {
    "nhat": 1, "dau tien": 1, "dau": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "cuoi cung": -1, "cuoi": -1,
}  # fmt: skip
_FIRST = re.compile(
    r"\bmo (?:dau|man)\b.*\bgi\b|\bbat dau bang\b|\bdau tien la (?:gi|phan gi|noi dung gi)\b"
    r"|\bgi (?:truoc tien|dau tien)\b"
)
_LAST = re.compile(
    r"\bket thuc (?:bang|voi|la) (?:noi dung |phan |muc )?(?:gi|nao)\b"
    r"|\bcuoi cung la (?:gi|phan gi|noi dung gi)\b|\bgi (?:sau cung|cuoi cung)\b"
)


def item_number(core: str) -> int | None:
    """ "Nội dung thứ 5", "phần đầu tiên", "mục cuối cùng"."""
    if _FIRST.search(core):
        return 1
    if _LAST.search(core):
        return -1
    found = re.search(rf"{PART} (?:so |thu )?({ORDINAL})", core)
    if found is None:
        return None
    return int(found[1]) if found[1].isdigit() else NUMBERS[found[1]]
