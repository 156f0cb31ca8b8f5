"""Which kinds of fact a sentence wants: an hour, a day, a place, a number, a person."""

import re

from handlers.said.questions import LEVEL
from handlers.speech.asking.core import words

BODY = (
    rf"(?:don vi|co quan|ben|van phong|phong|ban|{LEVEL}|so|nganh|bo phan|truong|doan|to|cong ty|dia phuong"
    r"|nhom|doi|tieu ban|hoi|khoi|cum|khoa|noi|chi bo|chi hoi|cap|trung tam)"
)
PEOPLE = "dai bieu|nguoi|khach(?: moi)?|thanh vien|dong chi|can bo|hoc vien|tap the|ca nhan|doan|suat"
WITHIN = "o|tai|trong|thuoc|tren|nam (?:o|trong|tai)|cua"
THINGS = (
    r"(?:nguoi|dai bieu|tap the|ca nhan|dong chi|don vi|huyen|tinh|doan|suat|phong|xe|mo hinh|hoi nghi|ban|bo|trang"
    r"|noi dung|phan|tiet muc|cuoc|xa|khach|phong vien|dai dien|em|vdv|van dong vien|hoc sinh|hoc vien|chi|cai"
    r"|chiec|giai"
    r"|diem|so|co quan|gian|may|dong chi|chien si|bac si|bai|tham luan|muc|doanh nghiep|truong|mon|san pham|ho so|to)"
)

# fmt: off
# A sentence may want several.
ASKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("phone", words(
        r"\bxin (?:cai )?so\b(?! (?:luong|lieu|dai|nguoi|ke))|dien thoai|hotline|duong day nong|\bsdt\b|(?:goi|alo|phone|call)(?: dien)? (?:cho )?(?:ai|dau|so nao)"
        r"|so nao de goi|\bso (?:dt|may (?:bao|nao|la))\b|\bso (?:cua|de goi)\b",
    )),
    ("email", words(
        r"\be?mail\b|thu dien tu|hop thu",
    )),
    ("source", words(
        r"(?:kinh phi|tien|chi phi)\b.* hay .*(?:chi|cap|lo|tra|chiu)\b",
        r"\b(?:quy|khoan) nao\b|nguon (?:nao|dau|kinh phi|tien|chi)|(?:(?<!dau )tien|kinh phi|chi phi|ngan sach)\b.*\b(?:o dau|tu dau|nguon"
        r"|lay dau|dau ra)",
        r"\b(?:ai|dau|ben nao|cap nao|noi nao) (?:chi|tra|cap|chiu|lo) (?:tien|kinh phi|chi phi)|do ai (?:chi|tra|cap)",
        r"(?:tien|kinh phi|chi phi)\b.* (?:ai|ben nao|cap nao|don vi nao) (?:chi|tra|cap|chiu|lo|dam bao|bao dam)\b",
    )),
    ("money", words(
        r"(?:bao nhieu|may) (?:tien|dong(?! chi)|trieu|nghin|ty)|\bgia (?:ca|ve|phong|thue|tien|mot|moi|1|la|bao|het|tu)\b|\bgia\b (?!dinh|long|lai|dang|cong|ho|nhap|tri|nghia|binh|lam|lang)\w+.{0,25}(?:bao nhieu|the nao)\b|chi phi",
        r"tong (?:kinh phi|du toan|so tien|tien|chi phi|chi|du tru)\b|muc (?:bao )?nhieu|muc may|muc (?:chi|thuong|ho tro|phu cap|boi duong|tien)|(?:het|ton|mat|gia) (?:bao nhieu|nhieu|may)(?! (?:gio|h|ngay|phut|buoi|hom))|tien thuong.*bao nhieu|bao nhieu (?:1|mot|moi|tren"
        r"|/) (?:nguoi|dai bieu)",
        r"(?:kinh phi|du tru|du toan|ngan sach|dinh muc|\btien\b|thu lao|phu cap).*bao nhieu|tri gia",
        rf"tong cong(?!.*(?:bao nhieu|may) {THINGS}\b).*bao nhieu",
        r"(?:giai|(?<!khen )thuong|boi duong|tro cap) .*(?<!ngay )(?<!thang )bao nhieu$|bao nhieu.*(?:kinh phi|ngan sach|(?<!tien )tien(?! tien| do| hanh))|(?:may|bao nhieu) tram|bao nhieu/ngay|(?:phi|muc) .*bao nhieu$",
        r"(?:cong tac phi|phu cap|thanh toan|tham gia phi|hoc phi|le phi)\b.*(?:bao nhieu|muc)",
    )),
    ("minutes", words(
        r"(?:bao nhieu|may|bao lau) phut|thoi luong|(?<!keo )dai (?:bao|may|toi da)(?!.*(?:trang|ngay|buoi))",
        r"(?:video|phim|phong su)\b.*bao lau|bao lau .*(?:video|phim)",
    )),
    ("order", words(
        r"(?:muc|phan|noi dung|tiet muc|buoc) (?:thu |so )(?:may|bao nhieu)|thu tu (?:nao|may|bao nhieu)",
        r"o (?:muc|phan) (?:may|nao)|dung thu may",
    )),
    ("rank", words(
        r"(?:dung|xep)(?: hang)? thu (?:may|bao nhieu)|xep hang (?:may|thu may|bao nhieu)|hang may",
    )),
    ("hour", words(
        r"sang hay chieu|chieu hay sang|buoi nao|buoi may",
        r"may gio|gio nao|luc nao|gio giac|luc may|gio (?:bat dau|khai mac|ket thuc|hop|don)",
    )),
    ("duration", words(
        r"(?<!thu )(?<!ngay )may ngay(?! (?:may|bao|nao))|bao lau|bao nhieu ngay|nua ngay|may buoi|keo dai|may hom",
        r"bao nhieu buoi|ca ngay",
    )),
    ("day", words(
        r"(?:khoang|dip) nao|ngay (?:nao|may|bao nhieu)|khi nao|bao gio|hom nao|thang (?:may|nao)|thoi gian nao|thoi diem nao|ngay gio|(?<!cho )(?<!cua )\bnam (?:nao|may|bao nhieu)",
        r"luc nao|thu may|(?:trong|khoang|vao) thoi gian|thoi gian (?:to chuc|dien ra|la)|dip nao|ngay hop|may tay",
        r"ngay chinh xac|ngay cu the|\bhan (?:nao|may|ra sao)|^han (?:nop|gui|chot|dang ky)\b|thoi han|dot nao|thoi gian(?! gui)",
    )),
    ("place", words(
        r"o dau|cho nao|dia diem|noi nao|o cho|tang (?:may|nao)|tai dau|den dau|ve dau|di dau|hoi truong nao",
        r"dia chi|qua dau|noi (?:to chuc|hop|dien ra)|vi tri|phong (?:hop )?(?:so may|may(?: a| vay| the|$)|may tang)|san nao|vao dau|toi dau",
        r"(?:to chuc|dien ra|hop|an|nghi|dang cai)(?: hoi nghi)? (?:o|tai) (?:\w+ )?(?:nao|dau)",
        rf"(?:{WITHIN}) (?:nha|toa(?: nha)?|khu|tru so|trung tam|dia ban|dia phuong) nao",
        r"(?:nao|dau) (?:to chuc|dang cai)|\bo (?:hoi truong|phong|tinh|huyen|xa|khach san|nha \w+|tang) (?:nao|may)",
        r"\b(?:o|tai|ve|vao|qua|den|toi) (?:thon|pho|duong|thanh pho|thi tran|nha hang|quan|san|toa|khu|\w+ san|\w+ nghi) (?:nao|may)",
        r"dau day$|(?<!bat )(?<!ban )(?<!lan )(?<!buoi )\bdau$|(?:hoc|hop|ngoi|o|tai|to chuc|dien ra|vao|len) phong nao|thi phong nao$",
    )),
    ("number", words(
        r"\bso (?:may|bao nhieu|nao|hieu)\b|(?:van ban|quyet dinh|huong dan|cong van|chi thi|quy dinh) (?:nao|so)",
    )),
    ("count", words(
        r"bao nhieu(?! (?:tien|dong\b|phut|ngay|gio))",
        rf"(?:^|biet |xin |la |ve |tong )(?:tong )?so (?:{PEOPLE})\b(?! (?:nay|tren|do|con lai)\b)",
        rf"\bmay {THINGS}\b(?! (?:nao|gi|hop))",
        r"\bmay (?!gio|ngay|hom|thang|phut|tuan|buoi|h$|nua|tien|dong)\w+$|tong so|so luong|si so|toi da|toi thieu|co may\b|chia may",
    )),
    ("unit", words(
        rf"{BODY} nao\b",
        r"nhung (?:huyen|tinh|don vi|so|nganh|co quan|xa) nao|don vi gi\b|phong ban nao|phong nao",
    )),
    ("name", words(
        r"\bten (?:gi|la gi|la ai|ai)\b|ho ten|ho va ten|xin ten .*(?:ca nhan|nguoi|dong chi|dai bieu)\b",
    )),
    ("person", words(
        r"\bai\b|(?:nguoi|lanh dao|can bo|ong ba|thanh phan|doi tuong|chuc danh) nao|dong chi nao|\bten (?:gi|la)|ho ten|ong nao|(?:thay|anh|chi) nao|ba nao|(?:thay"
        r"|co) nao|chuc (?:gi|vu)",
    )),
)
# fmt: on
IN_PROGRAMME = r"\b(?:muc|phan|noi dung|chuong trinh|tham luan|phat bieu|tiet muc|bao cao)\b"
LISTING = re.compile(r"\b(?:ke|neu|cho biet) ten\b|\bliet ke\b")  # names are wanted, not how many
_AT_SOME_PLACE = re.compile(r"\b(?:o|tai|trong|thuoc|tren) (?:dia phuong|dia ban|trung tam)(?: cua \w+)? nao\b")
# "Phong trào vì người nghèo tên là gì": no name of a person.
_NAME_OF_A_THING = re.compile(
    r"\b(?:phong trao|chu de|chuong trinh|cuoc van dong|tiet muc|mo hinh|hoi nghi|khau hieu|dot thi dua)\b.*\bten\b"
    r"|\bten (?:cua )?(?:phong trao|chu de|chuong trinh|cuoc van dong|tiet muc|mo hinh|hoi nghi|dot thi dua)\b"
)
_ASKING = re.compile(
    r"\b(?:gi|nao|sao|(?:o|ve|di|tu|den|qua|tai|vao|toi|lay) dau|dau$|may (?!chieu|tinh|in|moc|quet)|ai"
    r"|bao (?:nhieu|gio|lau)|khong|chua|the nao)\b"
    r"|^(?:xin|cho (?:em|toi|minh|chi|anh|bac) (?:xin|hoi))\b"
)


def wanted(core: str) -> tuple[str, ...]:
    """The kinds of fact that the asking part of a sentence wants."""
    found = tuple(kind for kind, cue in ASKS if cue.search(core))
    if "source" in found:
        return tuple(kind for kind in found if kind not in ("place", "money", "person"))
    if re.search(r"\b(?:hoc|hop|ngoi|to chuc|dien ra|vao|len) (?:o |tai )?phong nao|\bthi phong nao$", core):
        found = tuple(kind for kind in found if kind != "unit")
    if _AT_SOME_PLACE.search(core):
        found = tuple(kind for kind in found if kind != "unit" or "place" not in found)
    if "name" in found and _NAME_OF_A_THING.search(core):
        found = tuple(kind for kind in found if kind not in ("name", "person"))
    if LISTING.search(core):
        found = tuple(kind for kind in found if kind != "count")
    if "rank" in found and not re.search(IN_PROGRAMME, core):
        return ("rank",)
    found = tuple(kind for kind in found if kind != "rank")
    if "order" in found:
        return tuple(kind for kind in found if kind not in ("day", "count"))
    return tuple(kind for kind in found if kind != "count") if "money" in found else found


def asks_something(core: str) -> bool:
    """Whether a plain clause asks at all."""
    return bool(wanted(core)) or bool(_ASKING.search(core))
