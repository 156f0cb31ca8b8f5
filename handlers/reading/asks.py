"""Which kinds of fact a sentence wants: an hour, a day, a place, a number, a person."""

import re

from handlers.reading.core import cues

BODY = (
    r"(?:don vi|co quan|ben|van phong|phong|ban|huyen|tinh|so|nganh|xa|phuong|bo phan|truong|doan|to|cong ty|dia phuong"
    r"|nhom|tieu ban|hoi|khoi|cum|khoa)"
)
WHO = rf"(?:\bai\b|{BODY} nao\b)"
THINGS = (
    r"(?:nguoi|dai bieu|tap the|ca nhan|dong chi|don vi|huyen|tinh|doan|suat|phong|xe|mo hinh|hoi nghi|ban|bo|trang"
    r"|noi dung|phan|tiet muc|cuoc|xa|khach|phong vien|dai dien)"
)

# fmt: off
# A sentence may want several.
ASKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("phone", cues(
        r"dien thoai|hotline|duong day nong|\bsdt\b|goi (?:cho )?ai|so nao de goi",
    )),
    ("email", cues(
        r"\be?mail\b|thu dien tu|hop thu",
    )),
    ("money", cues(
        r"(?:bao nhieu|may) (?:tien|dong|trieu)|\bgia\b (?!tri|dinh|long|lai|nghia|binh|lam)|chi phi",
        r"muc chi|het bao nhieu|ton bao nhieu|tien thuong.*bao nhieu|bao nhieu (?:1|mot|moi|tren|/) (?:nguoi|dai bieu)",
        r"(?:kinh phi|du tru|du toan|ngan sach|tong cong|dinh muc).*bao nhieu",
        r"bao nhieu.*(?:kinh phi|ngan sach)",
    )),
    ("minutes", cues(
        r"(?:bao nhieu|may|bao lau) phut|thoi luong|\bdai (?:bao|may|toi da)(?!.*trang)",
        r"(?:video|phim|phong su)\b.*bao lau|bao lau .*(?:video|phim)",
    )),
    ("hour", cues(
        r"sang hay chieu|chieu hay sang|buoi nao|buoi may",
        r"may gio|gio nao|luc nao|gio giac|luc may|gio (?:bat dau|khai mac|ket thuc|hop|don)",
    )),
    ("duration", cues(
        r"(?<!thu )may ngay(?! may)|bao lau|bao nhieu ngay|nua ngay|may buoi|keo dai|may hom|bao nhieu buoi",
    )),
    ("day", cues(
        r"ngay (?:nao|may|bao nhieu)|khi nao|bao gio|hom nao|thang (?:may|nao)|thoi gian nao|thoi diem nao",
        r"luc nao|thu may|(?:trong|khoang|vao) thoi gian|thoi gian (?:to chuc|dien ra|la)|dip nao",
        r"ngay chinh xac|thoi han|dot nao",
    )),
    ("place", cues(
        r"o dau|cho nao|dia diem|noi nao|o cho|tang may|tai dau|den dau|ve dau|di dau|hoi truong nao",
        r"dia chi|qua dau|noi (?:to chuc|hop|dien ra)|vi tri",
        r"(?:to chuc|dien ra|hop|an|nghi|dang cai)(?: hoi nghi)? (?:o|tai) (?:\w+ )?(?:nao|dau)",
        r"(?:nao|dau) (?:to chuc|dang cai)",
    )),
    ("number", cues(
        r"\bso (?:may|bao nhieu|nao|hieu)\b|(?:van ban|quyet dinh|huong dan|cong van) (?:nao|so)",
    )),
    ("count", cues(
        r"bao nhieu",
        rf"\bmay {THINGS}",
        r"tong so|so luong|si so|toi da|toi thieu|co may\b",
    )),
    ("unit", cues(
        rf"{BODY} nao\b",
        r"nhung (?:huyen|tinh|don vi|so|nganh|co quan|xa) nao|don vi gi\b|phong ban nao",
    )),
    ("person", cues(
        r"\bai\b|nguoi nao|dong chi nao|\bten (?:gi|la)|ho ten|ong nao|ba nao",
    )),
)
# fmt: on


def wanted(core: str) -> tuple[str, ...]:
    """The kinds of fact that the asking part of a sentence wants."""
    return tuple(kind for kind, cue in ASKS if cue.search(core))
