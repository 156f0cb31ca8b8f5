"""What a typed sentence asks: its topic, what kind of fact it wants, its day, its meaning-bearing words."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from handlers.reading.moments import Moment, find_moment
from handlers.reading.passages import STOP_WORDS, tokens
from handlers.reading.shorthand import plain

_WHO = r"(?:\bai\b|(?:don vi|co quan|phong|ban|huyen|tinh|so|nganh|xa|phuong|bo phan|to|cong ty|nhom|tieu ban|truong|hoi|doan|dia phuong|khoa) nao)"
_DOING = (
    r"lo\b|phu trach|chiu trach nhiem|bo tri|chuan bi|don\b|don tiep|giup|dam nhiem|dam nhan|sap xep|gui\b|trang tri|tham dinh|viet\b|soan"
    r"|xay dung|lam\b|cap\b|cung cap|tham muu|tong hop|quay|chup|dua tin|bao ve|dam bao|lap\b|cu\b|chon|lua chon|gioi thieu|to chuc giao luu|duoc giao|in\b|phat\b|theo doi|don doc"
)

# What kind of fact is wanted; a sentence may want several.
ASKS: tuple[tuple[str, str], ...] = (
    ("phone", r"dien thoai|hotline|duong day nong|\bsdt\b|goi (?:cho )?ai|so nao de goi"),
    ("email", r"\be?mail\b|thu dien tu|hop thu"),
    ("money", r"(?:bao nhieu|may) (?:tien|dong|trieu)|\bgia\b (?!tri|dinh|long|lai|nghia|binh|lam)|chi phi|muc chi|het bao nhieu|ton bao nhieu"
              r"|(?:kinh phi|du tru|du toan|ngan sach|tong cong|dinh muc).*bao nhieu|bao nhieu.*(?:kinh phi|ngan sach)"),
    ("minutes", r"(?:bao nhieu|may|bao lau) phut|thoi luong|\bdai (?:bao|may|toi da)(?!.*trang)"),
    ("hour", r"may gio|gio nao|luc nao|gio giac|luc may|gio (?:bat dau|khai mac|ket thuc|hop|don)"),
    ("duration", r"(?<!thu )may ngay(?! may)|bao lau|bao nhieu ngay|nua ngay|may buoi|keo dai|may hom|bao nhieu buoi"),
    ("day", r"ngay (?:nao|may|bao nhieu)|khi nao|bao gio|hom nao|thang (?:may|nao)|thoi gian nao|thoi diem nao|luc nao|thu may"
            r"|(?:trong|khoang|vao) thoi gian|thoi gian (?:to chuc|dien ra|la)|dip nao|ngay chinh xac|thoi han|dot nao"),
    ("place", r"o dau|cho nao|dia diem|noi nao|o cho|tang may|tai dau|den dau|ve dau|di dau|hoi truong nao|dia chi|qua dau|noi (?:to chuc|hop|dien ra)|vi tri"
              r"|(?:to chuc|dien ra|hop|an|nghi|dang cai)(?: hoi nghi)? (?:o|tai) (?:\w+ )?(?:nao|dau)|(?:nao|dau) (?:to chuc|dang cai)"),
    ("number", r"\bso (?:may|bao nhieu|nao|hieu)\b|(?:van ban|quyet dinh|huong dan|cong van) (?:nao|so)"),
    ("count", r"bao nhieu|\bmay (?:nguoi|dai bieu|tap the|ca nhan|dong chi|don vi|huyen|tinh|doan|suat|phong|xe|mo hinh|hoi nghi|ban|bo|trang|suat|noi dung|phan|tiet muc|cuoc|xa|khach)"
              r"|tong so|so luong|si so|toi da|toi thieu|co may\b"),
    ("unit", r"(?:don vi|co quan|phong|ban|huyen|tinh|so|nganh|xa|phuong|bo phan|truong|doan|to|cong ty|dia phuong|nhom|tieu ban|van phong|hoi|khoi|cum|khoa) nao\b"
             r"|nhung (?:huyen|tinh|don vi|so|nganh|co quan|xa) nao|don vi gi\b|phong ban nao"),
    ("person", r"\bai\b|nguoi nao|dong chi nao|\bten (?:gi|la)|ho ten|ong nao|ba nao"),
)  # fmt: skip

# The topic of a sentence: the first row whose cue stands in it. Order is meaning.
TOPICS: tuple[tuple[str, str], ...] = (
    ("contact", r"dien thoai|hotline|duong day nong|\be?mail\b|thu dien tu|hop thu|dia chi (?:nhan|gui|thu|lien he|nop)|lien he (?:voi )?(?:ai|dau|so|nhu|cho|phong|bo phan)"
                r"|\blien he\b$|goi (?:cho )?ai|hoi ai|can gap ai|dau moi (?:la ai|lien he)"),
    ("deadline", r"\bhan (?:nop|cuoi|chot|gui|dang ky|bao cao|chu|la|nao|ngay|den)|thoi han|\bhan$|deadline|cham nhat|truoc ngay nao|muon nhat|het han|sap den han|con han|den han"
                 r"|(?:gui|nop|dang ky|hoan thanh|hoan thien|nhan) .*(?:khi nao|ngay nao|bao gio|luc nao|ngay may|hom nao|may gio|thoi gian nao)|con (?:bao nhieu|may) ngay|\bxong (?:truoc )?(?:khi nao|ngay nao|luc nao|bao gio)|(?:khi nao|bao gio|ngay nao) (?:thi |la )?(?:phai |can )?xong|con (?:no|thieu)|chua nop|\bno gi"
                 r"|(?:khi nao|ngay nao|bao gio) .*\b(?:phai |can )?(?:nop|gui)\b"),
    ("duty", rf"{_WHO} (?:se |da |la nguoi |co nhiem vu |duoc giao |duoc phan cong )*(?:{_DOING})|(?:{_DOING})(?: \\w+){{0,4}} (?:la |do |thuoc )?{_WHO}$|do {_WHO} (?:{_DOING})"),
    ("venue", r"(?:to chuc|dien ra|hop|dang cai)(?: \w+){0,3} (?:o|tai) (?:\w+ ){0,2}(?:nao|dau)\b|(?:nao|dau) (?:to chuc|dang cai)"),
    ("quota", r"(?:bao nhieu|may) (?:nguoi|dai bieu|tap the|ca nhan|dong chi|khach|phong vien|dai dien)|tong so (?:nguoi|dai bieu)|so luong (?:nguoi|dai bieu)"),
    ("programme", r"(?:\bsau\b|\btruoc\b).*(?:noi dung|phan|muc|tiet muc|hoat dong|chuong trinh|den|toi|thi) (?:gi|nao)\b|\bsau .* (?:la|co|den|toi) gi\b"
                  r"|\bxong\b.*\b(?:gi|nao|sao|phan|toi|den)\b|\bsau .*\bcon gi\b|truoc .* la (?:gi|noi dung|phan)|con (?:nhung |lai )?(?:noi dung|phan|muc)|tiep theo|ke tiep|bay gio|hien tai|dang (?:dien ra|hop|den)"),
    ("submission", r"(?:gui|nop)(?: .*)? (?:ve|qua|cho|den|toi|o|len|vao|tai)(?: \w+)? (?:dau|ai|nao)\b|(?:gui|nop) (?:dau|ai)\b|(?:noi|cho) (?:nop|nhan|gui)|(?:dau|ai) (?:nhan|tiep nhan)"
                   r"|(?:video|phim|phong su|bao cao|tham luan|bai|phat bieu|tai lieu)\b.*(?:\bdai\b|phut|trang|dinh dang|thoi luong|mau nao)"
                   r"|dang ky (?:voi|qua|tai) (?:ai|dau|dau|co quan nao|don vi nao)|(?:nop|gui) (?:nhung )?(?:gi|giay to|tai lieu|van ban)\b|(?:giay to|ho so|tai lieu) gi"),
    ("meal", r"khach san|nha nghi|nha khach|(?:cho|noi) (?:an|nghi|o|ngu|luu tru)|nghi (?:o|dem|lai|tai)|luu tru|ngu (?:o|lai|dau)"
             r"|(?<!cong )(?<!nghe )\ban\b(?! (?:ninh|toan|sinh|ban|giang))(?= (?:sang|trua|toi|com|o|gi|luc|nghi|uong|dau|tai|tiec|chieu)|$)|\bcom\b|bua (?:an|sang|trua|toi|com)|\btiec\b|thuc don|\bmenu\b|suat an|an uong|giai lao o"),
    ("people", r"\bky\b(?! ket| giao| hieu| niem| nang| luat| yeu| hop)(?=.*(?:ke hoach|van ban|nay|\bai\b|$))|chu tri (?:hoi nghi|cuoc hop|hop|le|la)|(?:\bai|nguoi) (?:la nguoi )?(?:chu tri|chu toa|dieu hanh|dan chuong trinh)\b"
               r"|chu toa|^(?=.*(?:(?:truong|pho)(?: truong)? (?:khoi|cum)|(?:khoi|cum) (?:truong|pho)))(?=.*(?:\bai\b|(?:huyen|tinh|don vi|co quan|ban) nao\b|la gi))(?!.*(?:lam|nhiem vu|giup|chuan bi|phai|don doc))"
               r"|(?:trong|thuoc|cua) (?:khoi|cum)(?: \w+)* (?:gom|co)\b|(?:khoi|cum)(?: thi dua)? (?:gom|co) (?:nhung|bao nhieu|may|cac)|(?:huyen|tinh|don vi|co quan|xa|phuong|so|nganh|truong) nao (?:trong|thuoc|o|cua) (?:khoi|cum)"
               r"|thanh vien (?:khoi|cum|cua|gom|la)(?!.*(?:phai|lam gi|chuan bi))|(?:duoc|gom|thanh phan) moi|moi (?:ai|nhung ai|don vi nao|thanh phan)|thanh phan|\b(?:ai|nhung ai) (?:duoc |se |phai )?(?:du|tham du|di du|tham gia|den du)\b"
               r"|\bten gi\b|\bten la\b|ho ten|(?:chu tich|bi thu|giam doc|truong phong|truong ban|hieu truong)(?=.* ai\b)"),
    ("duty", r"(?:\bai\b|(?:don vi|co quan|phong|ban|huyen|tinh|so|nganh|xa|phuong|bo phan|to|cong ty|nhom|tieu ban|truong|hoi|doan|dia phuong|khoa) nao)(?!.*bao nhieu)(?! to chuc)(?! dang cai)(?!.*(?:to chuc|dien ra|hop) o)"
             r"|lam (?:gi|nhung gi|nhiem vu|viec|cai gi)|nhiem vu|phan cong|chiu trach nhiem|trach nhiem|chuan bi (?:\w+ )?(?:gi|nao)\b|viec (?:cua|gi)|phai (?:lam|chuan bi)|can chuan bi|giao (?:viec|lam)|lo (?:viec|gi)|phu trach (?:gi|viec)"),
    ("budget", r"kinh phi|du tru|du toan|ngan sach|nguon tien|tien (?:an|phong|hoa|nuoc|thuong|tai lieu)|bao nhieu tien|may tien|thanh toan|cong tac phi|chi phi|che do (?:cong tac|chi)|muc chi|\bgia\b (?:phong|ve|bao)|dinh muc|bo, bao"),
    ("quota", r"bao nhieu (?!ngay|phut|gio|lau)|\bmay (?:nguoi|dai bieu|tap the|ca nhan|dong chi|don vi|huyen|tinh|doan|suat|mo hinh|xa|khach)|tong so|so luong|toi da|chi tieu phan bo|duoc cu"),
    ("programme", r"chuong trinh|\blich\b|hoat dong (?:gi|nao)|noi dung (?:gi|nao|chinh|cua|hoi nghi|hop|lam viec|gom|la)|(?:nhung|cac) noi dung|dien ra (?:gi|nhung gi)|co gi\b|co nhung gi|\bhop gi|(?:may|nhung|cac) hoi nghi (?:gi|nao|tat ca)?"
                  r"|gom nhung gi|\blam gi\b"),
    ("time", r"may gio|gio nao|luc nao|luc may|ngay nao|khi nao|bao gio|hom nao|thang (?:may|nao)|may ngay|bao lau|nua ngay|keo dai|thoi gian|ngay may|ngay bao nhieu|thoi diem|ngay chinh xac|bao nhieu (?:ngay|lau|buoi)|may buoi|bat dau|ket thuc|gio hop"),
    ("venue", r"o dau|cho nao|dia diem|noi nao|o cho|tang may|tai dau|den dau|di dau|hoi truong (?:nao|o|nam)|dia chi|tinh nao|huyen nao|phong (?:hop )?nao|noi (?:to chuc|hop|dien ra)|(?:to chuc|dien ra|hop) (?:o|tai)|vi tri|ban do|duong di"),
    ("programme", r"^(?:hoi nghi|lich|chuong trinh)$"),
)  # fmt: skip

_THANKS = re.compile(r"\b(?:cam on|camon|thanks|thank you|tks|cam ta)\b")
_GREETING = re.compile(r"\b(?:xin chao|chao|alo|hello|kinh chao)\b")
_ABOUT_BOT = re.compile(
    r"\bban (?:la ai|la gi|ten gi|giup (?:duoc|gi|toi)|lam duoc gi|biet (?:lam )?gi|co the (?:lam|giup))|(?:bot|tro ly) (?:la|lam|giup)|giup (?:duoc )?gi (?:cho )?(?:toi|minh|em|anh|chi)|day la (?:ai|bot)|hoi duoc (?:nhung )?gi"
)
# The part that asks comes after these; what stands before is who writes and why.
_ASK_MARK = re.compile(
    r"(?:xin|cho|nho|muon|duoc)(?: (?:phep|toi|em|minh|chung toi|quy \w+|ban|anh|chi|ad|ban to chuc))* (?:hoi(?! (?:nghi|truong|dong|vien|thao|thi))|biet)(?: (?:la|ro|them))?\b"
    r"|\bhoi (?:la|ve|xem|chut|ti)\b"
)
_TAIL = re.compile(
    r"\b(?:de (?:chung toi|toi|em|doan|don vi|co quan|chung em|minh|tien)\b.*|(?:tran trong|xin|chan thanh|rat|em|toi) cam on.*|cam on (?:\w+ ){0,3}(?:a|nhe|nhieu|nha)?$)"
)
_OPENING = re.compile(
    r"^(?:(?:da |xin )?(?:kinh (?:gui|thua|chao)|thua|chao|gui(?= (?:ban to chuc|quy|anh|chi|ad|bot|btc)))(?: (?:quy|ban|cac|anh|chi|dong chi|bo phan|co quan|to chuc|dieu hanh|phu trach|ad|admin|em|bac|co|chu|thay|moi nguoi|bot|a|oi)\b)*[ ,]*)+"
)
_ANAPHORA = re.compile(r"\b(?:noi dung|viec|van de|dieu|phan|khoan|muc) (?:nay|do|tren)\b")
_OWN = re.compile(
    r"\b(?:don vi|doan|co quan|huyen|tinh|phong|xa|ben|viec|nhiem vu|truong|ban|so)(?: cua)? (?:em|toi|minh|chung toi|chung em|tui|anh|chung minh|nha minh)\b|\b(?:cua|giao cho) (?:em|toi|minh|chung toi)\b|\b(?:toi|em|chung toi|minh) (?:phai|can|duoc giao|con)\b"
)
_EXACT = re.compile(r"\bchinh xac|\bcu the\b|\bdich danh|\bro rang")
_AFTER = re.compile(
    r"(?:ngay )?\bsau (?:khi|luc|phan|noi dung|muc|tiet muc|man|buoi|gio)?\s*(?P<a>.+?)\s*(?:,|(?:xong )?(?:thi|la|se|den|toi|co|chuong trinh|con|hoi nghi (?:se|con|co)|noi dung|phan|muc|hoat dong|tiep)\b|$)"
    r"|^(?P<b>.+?)\s+xong\b|\b(?:het|ket thuc) (?P<c>.+?) (?:thi|la|den|se)\b"
)
_BEFORE = re.compile(
    r"(?:ngay )?\btruoc (?:khi|luc|phan|noi dung|muc|tiet muc|gio)?\s*(?P<a>.+?)\s*(?:,|(?:thi|la|se|den|co|noi dung|phan|muc|hoat dong)\b|$)"
)
_REST = re.compile(
    r"\bcon (?:nhung |lai |cac )?(?:noi dung|phan|muc|gi)|(?:nhung|cac) (?:noi dung|phan|muc) (?:gi|nao)|(?:gi|nao) nua\b"
)
# Phrases that only ask; their syllables may carry meaning elsewhere ("bao" in "báo cáo", "dau" in "đầu năm").
_FILLER = re.compile(
    r"\b(?:bao (?:nhieu|gio|lau)|nhu the nao|the nao|nhu nao|la (?:gi|ai|sao)|thi sao|tai sao|vi sao|(?:o|ve|qua|den|tu|tai|di|lay|toi) dau|dau (?:vay|the|a)|dau$|cho nao|noi nao"
    r"|(?:vao )?luc (?:nao|may)|may gio|gio nao|ngay (?:nao|may)|hom nao|thang (?:may|nao)|khi nao|thoi gian nao|lam (?:gi|nhiem vu gi|nhung gi)|kinh (?:gui|thua)"
    r"|(?:giao )?nhiem vu(?: gi)?|cho (?:biet|toi|em)|cho(?! (?:an|o|nghi))|xin chao|chao ban|ban oi|anh chi|chung (?:toi|em)|gom (?:nhung|co)|co nhung|nhung gi|cai gi|cu the|chinh xac"
    r"|may(?! (?:chieu|tinh|in|anh|lanh|quay))|ke hoach (?:quy dinh|nay)|(?:vay|the|day|nhi|nhe|ha)$|bay gio|hien tai|tiep theo|tat ca|don vi nao|quy dinh nao|gio|con(?! (?:duong|nguoi))"
    r"|hoi(?! (?:nghi|truong|dong|vien|thao|dien|lien|phu|nong|cuu|khoa|chu|trai|luu|thi|cho|dam|hop|doan|choi|lhpn|ccb|ngo))|co(?! (?:quan|so|cau|hoi|dong|mat|to))|thi(?! (?:dua|dau|diem|xa|tran|sinh|cong))|can(?! bo)|tu(?! (?:lieu|phap|tuong|van))|den|dien ra|thu may|ngay may)\b"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence understood.

    `words` are the folded meaning-bearing ones; `asks` the kinds of fact wanted (hour, day, place, …); `part` is
    sang, trua, chieu or toi; `when` is now, next or today; `after` and `before` hold the words of the item asked around.
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
    whole = plain(text[:1500])
    core = _core(whole)
    moment = find_moment(text, core, now_local)
    asks = tuple(kind for kind, cue in ASKS if re.search(cue, core))
    found = topic or _topic(core, whole, asks)
    if found in ("duty", "search") and _of_a_day(core, moment, asks):
        found = "programme"
    after, before = _around(core)
    return Question(
        text=text,
        topic=found,
        words=_meaning(core),
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
        rest=bool(_REST.search(core)),
        own=bool(_OWN.search(whole)),
        exact=bool(_EXACT.search(core)),
    )


def _core(whole: str) -> str:
    """The asking part of a sentence, without openings, thanks and reasons."""
    text = _TAIL.sub("", whole).strip() or whole
    marks = list(_ASK_MARK.finditer(text))
    if marks:
        rest = text[marks[-1].end() :].strip(" ,.:")
        if len(_meaning(rest)) >= 2 and not _ANAPHORA.search(rest):
            return rest
        text = _ASK_MARK.sub(" ", text)
    shorter = _OPENING.sub("", text).strip(" ,.:")
    return " ".join((shorter or text).split())


def _topic(core: str, whole: str, asks: tuple[str, ...]) -> str:
    if _ABOUT_BOT.search(whole):
        return "about"
    for topic, cue in TOPICS:
        if re.search(cue, core):
            return topic
    if len(_meaning(core)) <= 3 and not asks:
        if _THANKS.search(whole):
            return "thanks"
        if _GREETING.search(whole):
            return "greeting"
    return "search"


def _of_a_day(core: str, moment: Moment, asks: tuple[str, ...]) -> bool:
    """ "Chiều 25/6 làm gì", "ngày thứ hai học gì": a day and nobody in particular."""
    said = moment.day or moment.day_of_month or moment.nth_day or moment.part or moment.when
    return bool(said) and "gi" in core.split() and not {"unit", "person"} & set(asks)


def _around(core: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    after, before = _AFTER.search(core), _BEFORE.search(core)
    return (
        _meaning(after["a"] or after["b"] or after["c"]) if after else (),
        _meaning(before["a"]) if before and not after else (),
    )


def _meaning(text: str) -> tuple[str, ...]:
    return tuple(word for word in tokens(_FILLER.sub(" ", text)) if word not in STOP_WORDS)
