"""What kinds of rows a sentence leans to: a hint that helps of two equally good rows the likelier one."""

import re

from handlers.speech.asking.core import words

LEADER = r"(?:(?:truong|pho)(?: truong)? (?:khoi|cum)|(?:khoi|cum) (?:truong|pho))"

# fmt: off
LEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("deadline", words(
        r"\bhan\b(?! che)|thoi han|deadline|cham nhat|muon nhat|truoc (?:ngay|may|hom)|\bkip (?:khong|chua|gio|han|nop|gui)\b|\bkip$|\bchot\b|\b(?:nop"
        r"|gui)\b|con no",
        r"dang ky|(?:phai|can|truoc)\b.*\bxong|xong truoc|hoan thanh|hoan thien|\btre (?:han|chua|khong)|bi tre",
    )),
    ("contact", words(r"dien thoai|email|thu dien tu|hop thu|lien he|dia chi|hotline|goi (?:cho )?ai|\bgap ai"
        r"|hoi ai|dau moi")),
    ("signer", words(r"(?<!dang )\bky\b(?! ket| giao| hieu| niem| nang| luat| yeu| hop| so)")),
    ("chairs", words(r"chu tri(?! phoi)|chu toa|dieu hanh|chu tich doan")),
    ("role", words(LEADER + r"|dang cai|chu nha")),
    ("members", words(r"(?:khoi|cum)\b.*\b(?:gom|nhung|may|cac|bao nhieu|nao)|thanh vien (?:khoi|cum|cua|gom|la)"
        r"|trong (?:khoi|cum)")),
    ("group", words(r"\bmoi\b|thanh phan|dai bieu|\bdu\b|tham du|khach|nguoi|dong chi|suat")),
    ("total", words(r"tong|tat ca|toan bo|quy mo|(?:bao nhieu|may) (?:dai bieu|nguoi|hoc vien|khach)")),
    ("budget", words(r"(?<!tien )(?<!dau )(?<!uu )(?<!truoc )\btien\b(?! tien| hanh| do| si| doan| cac)|kinh phi|nguon|chi phi|du tru|du toan|ngan sach|\bgia\b|bao nhieu 1|thu lao")),
    ("duty", words(r"\blo\b|phu trach|nhiem vu|phan cong|chuan bi|lam (?:gi|viec)|trach nhiem|bo tri|duoc giao"
        r"|dam nhan|soan|viet|in\b")),
    ("item", words(r"may gio|luc nao|(?:het|xong|tan|bat dau|ket thuc|den) (?:chua|roi)|noi dung|phan|tiet muc|chuong trinh|bat dau|ket thuc|xong|an (?:sang|trua|toi"
        r"|com)|an o|tham quan")),
    ("event", words(r"hop|hoi nghi|dai hoi|to chuc|dien ra|tap huan|le \w+|hoi thao|khai mac")),
    ("plan", words(r"ke hoach (?:nay )?(?:so|do|cua|ngay)|\bso (?:hieu )?(?:ke hoach|van ban)|ban hanh"
        r"|ten (?:cua )?ke hoach|van ban nay")),
    ("period", words(r"giai doan|\bdot\b|6 thang|\bquy\b|tien do|ngay (?:truyen thong|thanh lap)|ngay gi")),
)
# fmt: on


def leanings(core: str) -> frozenset[str]:
    """The kinds of rows that the words of a sentence point to."""
    return frozenset(kind for kind, cue in LEANINGS if cue.search(core))
