"""The heading cells of tables: which column holds what."""

import re

from handlers.language.dates import leading_hours
from handlers.language.folding import fold

_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("parallel", re.compile(r"^(phien|tieu ban|chuyen de|nhom|phong|hoi truong) (so )?[1-9a-d]\b")),
    ("order", re.compile(r"^(s?tt|so tt|so thu tu|stt/.*|#|so)$")),
    ("due", re.compile(r"thoi han|hoan thanh|han (chot|cuoi|nop)|^han$|thoi gian (nop|gui|thuc hien|hoan)")),
    ("amount", re.compile(r"thanh tien|kinh phi|so tien|du toan")),
    ("price", re.compile(r"don gia|muc chi|dinh muc")),
    ("measure", re.compile(r"^(dvt|don vi tinh|dv tinh|don vi)$")),
    ("count", re.compile(r"so luong|^sl$|so nguoi|so dai bieu|tong so|^(tong )?cong$|^tong$")),
    ("note", re.compile(r"ghi chu")),
    ("venue", re.compile(r"dia diem|^noi (to chuc|dien ra)|^noi$")),
    ("helpers", re.compile(r"phoi hop")),
    ("who", re.compile(r"thuc hien|phu trach|chu tri|dieu hanh|trinh bay|don vi|nguoi|giang vien|bao cao vien|dien gia"
        r"|chi dao|phan cong|co quan|bo phan|dam nhan|trach nhiem")),
    ("to", re.compile(r"^noi (nhan|gui)|^gui ve|dia chi (gui|nhan)")),
    ("title", re.compile(r"noi dung|loai (bao cao|van ban|tai lieu)|^(ten )?(bao cao|van ban|tai lieu|san pham)$"
        r"|cong viec|hoat dong|chuong trinh|nhiem vu|dien bien|tien trinh|trinh tu|hang muc"
        r"|dien giai|noi dung chi")),
    ("who", re.compile(r"thanh phan|doi tuong")),
    ("date", re.compile(r"^(ngay|thu|ngay,? thang|thu,? ngay)$")),
    ("session", re.compile(r"^buoi$")),
    ("time", re.compile(r"thoi gian|^gio|thoi diem|thoi luong|ngay,? gio")),
)  # fmt: skip


def column_names(cells: list[str]) -> list[str] | None:
    """The meaning of each heading cell, or None where the row is no heading."""
    names = [_column(cell) for cell in cells]
    known = [name for name in names if name]
    if len(known) < 2 or len(known) < len([c for c in cells if c]) * 0.6 or any(len(c) > 100 for c in cells):
        return None
    if any(leading_hours(cell) or cell.rstrip(".").isdigit() for cell in cells):
        return None
    if names.count("parallel") < 2 and sum(len(cell.split()) for cell in cells) > 6 * len(
        [cell for cell in cells if cell]
    ):
        return None
    out = _distinct(names)
    return out if {"title", "time", "order", "parallel+"} & set(out) else None


def is_heading_cell(cell: str) -> bool:
    """Whether the words alone can head a column."""
    return bool(_column(cell)) and not any(c.isdigit() for c in cell)


def _column(cell: str) -> str:
    words = fold(re.sub(r"\([^()]*\)", "", cell)).strip(" .:/")
    return next((name for name, cue in _COLUMNS if cue.search(words)), "") if words and len(words) < 60 else ""


def _distinct(names: list[str]) -> list[str]:
    out: list[str] = []
    if "measure" in names and not {"amount", "price"} & set(names):
        names = ["who" if name == "measure" else name for name in names]  # "Đơn vị" is a unit, not a measure
    for name in names:
        out.append(name if name and name not in out else f"{name}+" if name else f"other{len(out)}")
    if "title" not in out and "who" in out and "who+" in out:
        out[out.index("who")], out[out.index("who+")] = "title", "who"
    return out
