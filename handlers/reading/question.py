"""What a typed sentence asks: its topic, what kind of fact it wants, its day, its meaning-bearing words."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from handlers.reading.asks import WHO, wanted
from handlers.reading.core import around, asking_part, cues, meaning
from handlers.reading.moments import Moment, find_moment, without_moments
from handlers.reading.shorthand import plain

DOING = (
    r"(?:lo\b|phu trach|chiu trach nhiem|bo tri|chuan bi|don\b|don tiep|giup|dam nhiem|dam nhan|sap xep|gui\b|trang tri"
    r"|tham dinh|viet\b|soan|xay dung|lam\b(?! (?:pho|truong|chu))|cap\b|cung cap|tham muu|tong hop|quay|chup|dua tin"
    r"|bao ve|dam bao|lap\b|cu\b|chon|lua chon|gioi thieu|to chuc giao luu|duoc giao|in\b|phat\b|theo doi|don doc)"
)
PART = r"\b(?:noi dung|phan|muc|tiet muc)"
ORDINAL = r"(?:\d+|nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi|dau tien|dau|cuoi cung|cuoi)\b"
WHEN = r"(?:khi nao|ngay nao|bao gio|luc nao|ngay may|hom nao|may gio|thoi gian nao)"
LEADER = r"(?:(?:truong|pho)(?: truong)? (?:khoi|cum)|(?:khoi|cum) (?:truong|pho))"

NUMBERS = {
    "nhat": 1, "dau tien": 1, "dau": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "cuoi cung": -1, "cuoi": -1,
}  # fmt: skip

LONGEST = 1500  # characters of a message that are read

# fmt: off
# The topic of a sentence: the first row whose cue stands in it. Order is meaning.
TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("contact", cues(
        r"(?:gui|nop|nhan)\b.* (?:duong|pho|so nha) (?:nao|may)",
        r"dien thoai|hotline|duong day nong|\be?mail\b|thu dien tu|hop thu",
        r"dia chi (?:nhan|gui|thu|lien he|nop)|lien he (?:voi )?(?:ai|dau|so|nhu|cho|phong|bo phan)",
        r"\blien he\b$|goi (?:cho )?ai|hoi ai|can gap ai|dau moi (?:la ai|lien he)",
    )),
    ("deadline", cues(
        r"\bhan (?:nop|cuoi|chot|gui|dang ky|bao cao|chu|la|nao|ngay|den)|thoi han|\bhan$|deadline",
        r"cham nhat|truoc ngay nao|muon nhat|het han|sap den han|con han|den han",
        rf"(?:gui|nop|dang ky|hoan thanh|hoan thien|nhan) .*{WHEN}",
        r"con (?:bao nhieu|may) ngay|\bxong (?:truoc )?(?:khi nao|ngay nao|luc nao|bao gio)",
        r"(?:khi nao|bao gio|ngay nao) (?:thi |la )?(?:phai |can )?xong|con (?:no|thieu)|chua nop|\bno gi",
        r"(?:khi nao|ngay nao|bao gio) .*\b(?:phai |can )?(?:nop|gui)\b",
    )),
    ("plan", cues(
        r"\bso (?:hieu )?(?:cua )?(?:ke hoach|van ban)|ke hoach (?:nay )?so (?:may|bao|nao)|ngay (?:ban hanh|ky)",
        r"ke hoach (?:nay )?(?:cua|do) (?:co quan|don vi|ai)",
        r"(?:ai|co quan nao|don vi nao) ban hanh|ten (?:cua )?ke hoach|ke hoach ban hanh (?:khi|ngay)",
    )),
    ("programme", cues(
        r"\bxong (?:thi |la |roi )?(?:den|toi|la)\b|^sau .* (?:la|den|toi) (?:ai|gi|phan)\b",
        r"(?:giai doan|dot) (?:\d|hai|ba|mot|cuoi|thu|dau)",
        r"6 thang (?:dau|cuoi)(?: nam)?.*\b(?:lam|hoat dong|viec|nhiem vu)\b.*\bgi\b",
    )),
    ("duty", cues(
        rf"{WHO} (?:se |da |la nguoi |co nhiem vu |duoc giao |duoc phan cong )*{DOING}",
        rf"{DOING}(?: \w+){{0,4}} (?:la |do )?(?<!voi )(?<!qua )(?<!cho )(?<!ve )(?<!den ){WHO}$|do {WHO} {DOING}",
    )),
    ("venue", cues(
        r"(?:to chuc|dien ra|hop|dang cai)(?: \w+){0,3} (?:o|tai) (?:\w+ ){0,2}(?:nao|dau)\b",
        r"(?:nao|dau) (?:to chuc|dang cai)",
    )),
    ("budget", cues(
        r"bao nhieu (?:1|mot|moi|tren|/) (?:nguoi|dai bieu|suat)|tien thuong",
    )),
    ("quota", cues(
        r"(?:bao nhieu|may) (?:nguoi|dai bieu|tap the|ca nhan|dong chi|khach|phong vien|dai dien)",
        r"tong so (?:nguoi|dai bieu)|so luong (?:nguoi|dai bieu)",
    )),
    ("programme", cues(
        r"(?:\bsau\b|\btruoc\b).*(?:noi dung|phan|muc|tiet muc|hoat dong|chuong trinh|den|toi|thi) (?:gi|nao)\b",
        r"\bsau .* (?:la|co|den|toi) gi\b|\bxong\b.*\b(?:gi|nao|sao|phan|toi|den)\b|\bsau .*\bcon gi\b",
        r"truoc .* la (?:gi|noi dung|phan)|con (?:nhung |lai )?(?:noi dung|phan|muc)|tiep theo|ke tiep",
        rf"{PART} (?:so |thu )?{ORDINAL}",
        r"bay gio|hien tai|dang (?:dien ra|hop|den)|(?:xong|ket thuc|bat dau|khai mac) chua",
    )),
    ("submission", cues(
        r"(?:video|phim|phong su)\b.*bao lau|bao lau .*(?:video|phim|phong su)",
        r"(?:gui|nop)(?: .*)? (?:ve|qua|cho|den|toi|o|len|vao|tai)(?: \w+)? (?:dau|ai|nao)\b",
        r"(?:gui|nop) (?:dau|ai)\b|(?:noi|cho) (?:nop|nhan|gui)|(?:dau|ai) (?:nhan|tiep nhan)",
        r"(?:video|phim|phong su|bao cao|tham luan|bai|phat bieu|tai lieu)\b.*(?:\bdai\b|phut|trang|dinh dang)",
        r"(?:video|phim|phong su|bao cao|tham luan|bai|phat bieu|tai lieu)\b.*(?:thoi luong|mau nao)",
        r"dang ky (?:voi|qua|tai) (?:ai|dau|dau|co quan nao|don vi nao)",
        r"(?:nop|gui) (?:nhung )?(?:gi|giay to|tai lieu|van ban)\b|(?:giay to|ho so|tai lieu) gi",
    )),
    ("meal", cues(
        r"khach san|nha nghi|nha khach|(?:cho|noi) (?:an|nghi|o|ngu|luu tru)|luu tru",
        r"(?<!hoi )(?<!de )nghi (?:o|dem|lai|tai|trua)",
        r"ngu (?:o|lai|dau)",
        r"(?<!cong )(?<!nghe )\ban\b(?= (?:sang|trua|toi|com|o|gi|luc|nghi|uong|dau|tai|tiec|chieu)|$)",
        r"\bcom\b|lien hoan|chieu dai|bua (?:an|sang|trua|toi|com)|\btiec\b|thuc don|\bmenu\b|suat an|an uong",
    )),
    ("people", cues(
        r"\bky\b(?! ket| giao| hieu| niem| nang| luat| yeu| hop)(?=.*(?:ke hoach|van ban|nay|\bai\b|$))",
        r"chu tri (?:hoi nghi|cuoc hop|hop|le|la)",
        r"(?:\bai|nguoi) (?:la nguoi )?(?:chu tri|chu toa|dieu hanh|dan chuong trinh)\b|chu toa",
        rf"^(?=.*{LEADER})(?=.*(?:{WHO}|la gi))(?!.*(?:lam (?:gi|nhiem|viec)|nhiem vu|giup|chuan bi|phai|don doc))",
        r"(?:may|bao nhieu) (?:huyen|tinh|xa|phuong|don vi|co quan)(?: \w+){0,2} (?:trong|thuoc|o) (?:khoi|cum)",
        r"(?:trong|thuoc|cua) (?:khoi|cum)(?: \w+)* (?:gom|co)\b",
        r"(?:khoi|cum)(?: thi dua)? (?:gom|co) (?:nhung|bao nhieu|may|cac)",
        r"(?:huyen|tinh|don vi|co quan|xa|phuong|so|nganh|truong) nao (?:trong|thuoc|o|cua) (?:khoi|cum)",
        r"thanh vien (?:khoi|cum|cua|gom|la)(?!.*(?:phai|lam gi|chuan bi))|(?:duoc|gom|thanh phan) moi",
        r"moi (?:ai|nhung ai|don vi nao|thanh phan)|thanh phan|co cau (?:dai bieu|khach)",
        r"\b(?:ai|nhung ai) (?:duoc |se |phai )?(?:du|tham du|di du|tham gia|den du)\b|\bten gi\b",
        r"\bten la\b|ho ten|(?:chu tich|bi thu|giam doc|truong phong|truong ban|hieu truong)(?=.* ai\b)",
    )),
    ("duty", cues(
        rf"{WHO}(?!.*bao nhieu)(?! to chuc)(?! dang cai)(?!.*(?:to chuc|dien ra|hop) o)",
        r"lam (?:gi|nhung gi|nhiem vu|viec|cai gi)|nhiem vu|phan cong|chiu trach nhiem|trach nhiem",
        r"chuan bi (?:\w+ )?(?:gi|nao)\b|viec (?:cua|gi)|phai (?:lam|chuan bi)|can chuan bi",
        r"giao (?:viec|lam)|lo (?:viec|gi)|phu trach (?:gi|viec)",
    )),
    ("budget", cues(
        r"kinh phi|du tru|du toan|ngan sach|nguon tien|tien (?:an|phong|hoa|nuoc|thuong|tai lieu)",
        r"bao nhieu tien|may tien|thanh toan|cong tac phi|chi phi|che do (?:cong tac|chi)|muc chi",
        r"\bgia\b (?:phong|ve|bao)|dinh muc|bo, bao",
    )),
    ("quota", cues(
        r"bao nhieu (?!ngay|phut|gio|lau)",
        r"\bmay (?:nguoi|dai bieu|tap the|ca nhan|dong chi|don vi|huyen|tinh|doan|suat|mo hinh|xa|khach)",
        r"tong so|so luong|toi da\b|chi tieu phan bo|duoc cu",
    )),
    ("programme", cues(
        r"chuong trinh|\blich\b|hoat dong (?:gi|nao)",
        r"noi dung (?:gi|nao|chinh|cua|hoi nghi|hop|lam viec|gom|la)|(?:nhung|cac) noi dung",
        r"dien ra (?:gi|nhung gi)|co gi\b|co nhung gi|\bhop gi",
        r"(?:may|nhung|cac) hoi nghi (?:gi|nao|tat ca)?|gom nhung gi|\blam gi\b",
    )),
    ("time", cues(
        r"sang hay chieu|chieu hay sang|buoi nao|(?:may|bao nhieu) (?:giai doan|dot)",
        r"may gio|gio nao|luc nao|luc may|ngay nao|khi nao|bao gio|hom nao|thang (?:may|nao)|may ngay",
        r"bao lau|nua ngay|keo dai|thoi gian|ngay may|ngay bao nhieu|thoi diem|ngay chinh xac",
        r"bao nhieu (?:ngay|lau|buoi)|may buoi|bat dau|ket thuc|gio hop",
    )),
    ("venue", cues(
        r"o dau|cho nao|dia diem|noi nao|o cho|tang may|tai dau|den dau|di dau|hoi truong (?:nao|o|nam)",
        r"dia chi|tinh nao|huyen nao|phong (?:hop )?nao|noi (?:to chuc|hop|dien ra)",
        r"(?:to chuc|dien ra|hop) (?:o|tai)|vi tri|ban do|duong di",
    )),
    ("programme", cues(
        r"^(?:hoi nghi|lich|chuong trinh)$",
    )),
)
# fmt: on

_THANKS = re.compile(r"\b(?:cam on|camon|thanks|thank you|tks|cam ta)\b")
_GREETING = re.compile(r"\b(?:xin chao|chao|alo|hello|kinh chao)\b")
_ABOUT_BOT = cues(
    r"\bban (?:la ai|la gi|ten gi|giup (?:duoc|gi|toi)|lam duoc gi|biet (?:lam )?gi|co the (?:lam|giup))",
    r"(?:bot|tro ly) (?:la|lam|giup)|giup (?:duoc )?gi (?:cho )?(?:toi|minh|em|anh|chi)|day la (?:ai|bot)",
    r"hoi duoc (?:nhung )?gi",
)
_OWN = cues(
    r"\b(?:don vi|doan|co quan|huyen|tinh|phong|xa|ben|viec|nhiem vu|truong|ban|so)(?: cua)?"
    r" (?:em|toi|minh|chung toi|chung em|tui|anh|chung minh|nha minh)\b",
    r"\b(?:cua|giao cho) (?:em|toi|minh|chung toi)\b|\b(?:toi|em|chung toi|minh) (?:phai|can|duoc giao|con)\b",
)
_EXACT = re.compile(r"\bchinh xac|\bcu the\b|\bdich danh|\bro rang")
_REST = cues(
    r"\bcon (?:nhung |lai |cac )?(?:noi dung|phan|muc|gi)|(?:nhung|cac) (?:noi dung|phan|muc) (?:gi|nao)",
    r"(?:gi|nao) nua\b",
)


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence understood.

    `words` are the folded meaning-bearing ones; `asks` the kinds of fact wanted (hour, day, place, …); `part` is sang,
    trua, chieu or toi; `when` is now, next or today; `after` and `before` name the item that is asked around.
    """

    text: str
    topic: str = "search"
    words: tuple[str, ...] = ()
    day: date | None = None
    part: str | None = None
    when: str | None = None
    months: tuple[int, ...] = ()
    plain: str = ""
    asks: tuple[str, ...] = ()
    day_of_month: int | None = None
    nth_day: int | None = None
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    rest: bool = False
    item: int | None = None  # "nội dung thứ 5"; -1 is the last
    own: bool = False
    exact: bool = False

    def wants(self, *kinds: str) -> bool:
        """Whether one of these kinds of fact is asked for."""
        return any(kind in self.asks for kind in kinds)

    def says(self, pattern: str) -> bool:
        """Whether the plain sentence holds the pattern as whole words."""
        return re.search(rf"\b(?:{pattern})\b", self.plain) is not None


def understand(text: str, now_local: datetime, topic: str | None = None) -> Question:
    """Reads a sentence as somebody types it; `topic` is given where a command has said it already."""
    text = text[:LONGEST]
    whole = plain(text)
    core = asking_part(whole)
    moment = find_moment(text, core, now_local)
    asks = wanted(core)
    found = topic or _topic(core, whole, asks)
    if found in ("duty", "search") and _of_a_day(core, moment, asks):
        found = "programme"
    after, before = around(core)
    return Question(
        text=text,
        topic=found,
        words=meaning(without_moments(core)),
        day=moment.day,
        part=moment.part,
        when=moment.when,
        months=moment.months,
        plain=core,
        asks=asks,
        day_of_month=moment.day_of_month,
        nth_day=moment.nth_day,
        after=after,
        before=before,
        item=_item_number(core),
        rest=bool(_REST.search(core)),
        own=bool(_OWN.search(whole)),
        exact=bool(_EXACT.search(core)),
    )


def _topic(core: str, whole: str, asks: tuple[str, ...]) -> str:
    if _ABOUT_BOT.search(whole):
        return "about"
    for topic, cue in TOPICS:
        if cue.search(core):
            return topic
    if len(meaning(core)) <= 3 and not asks:
        if _THANKS.search(whole):
            return "thanks"
        if _GREETING.search(whole):
            return "greeting"
    return "search"


def _item_number(core: str) -> int | None:
    """ "Nội dung thứ 5", "phần đầu tiên", "mục cuối cùng"."""
    found = re.search(rf"{PART} (?:so |thu )?({ORDINAL})", core)
    if found is None:
        return None
    return int(found[1]) if found[1].isdigit() else NUMBERS[found[1]]


def _of_a_day(core: str, moment: Moment, asks: tuple[str, ...]) -> bool:
    """ "Chiều 25/6 làm gì", "ngày thứ hai học gì": a day and nobody in particular."""
    said = moment.day or moment.day_of_month or moment.nth_day or moment.part or moment.when
    return bool(said) and "gi" in core.split() and "unit" not in asks
