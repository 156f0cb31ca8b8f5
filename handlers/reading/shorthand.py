"""A typed sentence made plain: folded, Telex slips undone, abbreviations and English words written out."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from handlers.reading.regional import shared
from handlers.reading.text import fold

WORD = re.compile(r"[a-z]+\d*|\d+")
_NOT_WORD = re.compile(r"[^a-z0-9/:.,@½]+")

# What people type on a phone. A unit's initials are not here: they come from the plan.
ABBREVIATIONS = {
    "tn": "thanh nien", "htx": "hop tac xa", "bch": "ban chap hanh", "bct": "bo chinh tri", "vdv": "van dong vien",
    "hn": "hoi nghi", "bd": "bat dau", "kt": "ket thuc", "bc": "bao cao", "ks": "khach san", "tl": "tai lieu",
    "nv": "nhiem vu", "lm": "lam", "j": "gi", "ji": "gi", "db": "dai bieu", "ng": "nguoi", "dc": "duoc",
    "ntn": "nhu the nao", "kh": "ke hoach", "ct": "chuong trinh", "ctr": "chuong trinh", "vp": "van phong",
    "p": "phong", "trg": "truong", "cbi": "chuan bi", "cb": "chuan bi", "ko": "khong", "kg": "khong", "k": "khong",
    "sdt": "so dien thoai", "dt": "dien thoai", "dd": "dia diem", "tg": "thoi gian", "qd": "quyet dinh",
    "kp": "kinh phi", "ns": "ngan sach", "lh": "lien he", "dk": "dang ky", "ds": "danh sach", "tk": "tong ket",
    "sk": "so ket", "hnay": "hom nay", "pb": "phat bieu", "tv": "thanh vien", "cq": "co quan", "dv": "don vi",
    "btc": "ban to chuc", "nd": "noi dung", "tdkt": "thi dua khen thuong", "gutd": "giao uoc thi dua", "hs": "ho so",
    "clip": "video", "slg": "so luong", "ub": "ubnd", "bgio": "bay gio", "trc": "truoc", "ksan": "khach san",
    "ki": "ky", "qui": "quy", "li": "ly", "dvi": "don vi", "bb": "bien ban", "hv": "hoc vien", "gv": "giao vien", "ld": "lanh dao", "cty": "cong ty", "mn": "moi nguoi",
    "ms": "moi", "qt": "quyet toan", "ph": "phong hop", "cv": "cong van", "nx": "nua", "hong": "khong",
    "hem": "khong", "hum": "khong", "khum": "khong", "hok": "khong", "hongg": "khong", "hk": "khong", "mays": "may",
    "sep": "lanh dao", "ngta": "nguoi ta", "mng": "moi nguoi", "coi": "xem", "sl": "so luong", "bk": "bang khen",
    "gk": "giay khen", "gm": "giay moi", "xp": "xuat phat", "tgian": "thoi gian", "ddiem": "dia diem",
    "ctrinh": "chuong trinh", "kphi": "kinh phi", "gthieu": "gioi thieu", "tlieu": "tai lieu", "bcao": "bao cao",
    "hnghi": "hoi nghi", "dky": "dang ky", "vde": "van de", "pv": "phong vien", "cquan": "co quan", "vs": "voi", "hon": "khong" ,
}  # fmt: skip

# Phrases first, then single words; only for sentences that are English.
ENGLISH_PHRASES = (
    ("mid year review", "so ket"), ("mid term review", "so ket"), ("year end review", "tong ket"), ("what time", "may gio"), ("how many", "bao nhieu"), ("how much", "bao nhieu tien"), ("how long", "bao lau"),
    ("which date", "ngay nao"), ("what date", "ngay nao"), ("which day", "ngay nao"), ("what day", "ngay nao"),
    ("wrap up", "tong ket"), ("mid year", "so ket"), ("phone number", "so dien thoai"), ("year end", "tong ket"),
    ("people s committee", "ubnd"), ("score sheet", "bang cham diem"), ("field trip", "tham quan"),
    ("site visit", "tham quan"), ("in charge", "phu trach"), ("responsible for", "phu trach"),
    ("email address", "email"), ("finance office", "phong tai chinh"), ("opening speech", "phat bieu khai mac"),
    ("good morning", "xin chao"), ("thank you", "cam on"), ("who are you", "ban la ai"), ("due date", "han nop"),
    ("experience sharing", "trao doi kinh nghiem"), ("sharing experience", "trao doi kinh nghiem"),
    ("take place", "to chuc"), ("takes place", "to chuc"), ("music performance", "van nghe"),
)  # fmt: skip
ENGLISH = {
    "where": "o dau", "when": "khi nao", "who": "ai", "which": "nao", "conference": "hoi nghi",
    "meeting": "hoi nghi", "held": "to chuc", "deadline": "han nop", "report": "bao cao", "reports": "bao cao",
    "dinner": "an toi", "breakfast": "an sang", "lunch": "an trua", "meal": "an", "meals": "an",
    "hotel": "khach san", "delegates": "dai bieu", "delegate": "dai bieu", "participants": "dai bieu",
    "invited": "moi", "total": "tong so", "province": "tinh nao", "district": "huyen nao", "hosts": "to chuc",
    "host": "to chuc", "final": "tong ket", "address": "dia chi", "sending": "gui", "send": "gui",
    "submit": "nop", "receive": "nhan", "collect": "nhan", "arrange": "bo tri", "submitted": "nop", "head": "truong", "bloc": "khoi", "emulation": "thi dua",
    "cluster": "cum", "budget": "kinh phi", "funding": "kinh phi", "cost": "chi phi", "agenda": "chuong trinh",
    "programme": "chuong trinh", "program": "chuong trinh", "schedule": "chuong trinh", "opening": "khai mac",
    "closing": "be mac", "chair": "chu tri", "chairs": "chu tri", "signed": "ky", "signs": "ky",
    "venue": "dia diem", "phone": "so dien thoai", "contact": "lien he", "date": "ngay nao", "start": "bat dau",
    "starts": "bat dau", "begin": "bat dau", "end": "ket thuc", "ends": "ket thuc", "finish": "ket thuc",
    "duties": "nhiem vu", "duty": "nhiem vu", "tasks": "nhiem vu", "police": "cong an", "office": "van phong",
    "tomorrow": "ngay mai", "today": "hom nay", "now": "bay gio", "next": "tiep theo",
    "volleyball": "bong chuyen", "password": "mat khau", "speech": "phat bieu", "list": "danh sach",
    "members": "thanh vien", "units": "don vi", "hello": "xin chao", "hi": "xin chao", "thanks": "cam on",
    "morning": "buoi sang", "afternoon": "buoi chieu", "evening": "buoi toi", "noon": "buoi trua",
    "film": "video", "first": "dau", "last": "cuoi", "plan": "ke hoach", "plans": "ke hoach",
    "reception": "don tiep", "security": "an ninh", "responsible": "phu trach", "prepare": "chuan bi",
    "prepares": "chuan bi", "award": "khen thuong", "awards": "khen thuong", "people": "nguoi", "minutes": "phut",
    "registration": "dang ky", "register": "dang ky", "rehearsal": "tong duyet", "days": "ngay",
    "hall": "hoi truong", "room": "phong", "price": "gia", "paid": "thanh toan", "group": "nhom",
    "trainees": "hoc vien", "students": "hoc sinh", "teachers": "giao vien", "guests": "khach moi",
    "attendees": "dai bieu", "attend": "du", "deputy": "pho", "chairman": "chu tich", "chairperson": "chu tri",
    "mail": "gui", "paper": "", "papers": "giay to", "street": "duong nao", "file": "file", "files": "file",
    "document": "tai lieu", "documents": "tai lieu", "stay": "nghi", "sleep": "ngu", "accommodation": "cho nghi",
    "transport": "xe", "bus": "xe", "car": "xe", "parking": "do xe", "visit": "tham quan", "tour": "tham quan",
    "performance": "bieu dien", "art": "van nghe", "singing": "van nghe", "sound": "am thanh", "lighting": "anh sang",
    "flowers": "hoa", "water": "nuoc uong", "drinks": "nuoc uong", "decoration": "trang tri", "invitation": "giay moi",
    "invitations": "giay moi", "journalists": "phong vien", "reporters": "phong vien", "press": "bao chi",
    "commune": "xa", "communes": "xa", "ward": "phuong", "provinces": "tinh", "districts": "huyen", "town": "thi tran",
    "leads": "chu tri", "lead": "chu tri", "organizes": "to chuc", "organises": "to chuc",
    "issued": "ban hanh", "purpose": "muc dich", "requirements": "yeu cau", "theme": "chu de", "slogan": "khau hieu",
    "topic": "chu de", "model": "mo hinh", "models": "mo hinh", "exemplary": "dien hinh", "individuals": "ca nhan",
    "individual": "ca nhan", "collective": "tap the", "collectives": "tap the", "period": "giai doan",
    "phase": "giai doan", "second": "hai", "third": "ba", "money": "tien", "pays": "chi", "pay": "chi",
    "fund": "quy", "source": "nguon", "long": "dai", "length": "thoi luong", "minute": "phut", "day": "ngay",
    "city": "thanh pho", "post": "gui", "online": "truc tuyen", "rain": "mua", "wear": "mac", "dress": "trang phuc",
    "its": "", "their": "", "his": "", "her": "", "please": "", "about": "", "during": "", "with": "", "after": "sau",
    "before": "truoc", "or": "hay", "than": "", "also": "", "being": "", "get": "", "gets": "", "given": "",
    "awarded": "khen thuong", "nominate": "gioi thieu", "nominated": "gioi thieu", "each": "moi", "every": "moi",
    "speak": "phat bieu", "speaks": "phat bieu", "speakers": "phat bieu", "discussion": "thao luan",
    "break": "giai lao", "photo": "chup anh", "photos": "chup anh", "ceremony": "le", "training": "tap huan",
    "course": "lop", "class": "lop", "teacher": "giang vien", "lecturer": "giang vien", "trainer": "giang vien",
    "leader": "lanh dao", "leaders": "lanh dao", "officials": "can bo", "staff": "can bo", "organizer": "ban to chuc",
    "organizers": "ban to chuc", "organisers": "ban to chuc", "summary": "tong ket", "review": "tong ket",
    "january": "thang 1", "february": "thang 2", "march": "thang 3", "april": "thang 4", "june": "thang 6",
    "july": "thang 7", "august": "thang 8", "september": "thang 9", "october": "thang 10", "november": "thang 11",
    "december": "thang 12", "building": "dia diem nao", "floor": "tang may", "sharing": "trao doi",
    "experience": "kinh nghiem", "learning": "hoc tap", "exchange": "giao luu", "receives": "nhan", "launch": "phat dong",
    "video": "video", "clip": "video", "score": "cham diem", "scoring": "cham diem", "criteria": "tieu chi",
}  # fmt: skip
_ENGLISH_SIGNS = frozenset(
    """
    the is are what where when who how which for of does do in to and will be at there should must can we our you
    me i my please have has by on it this that need
    """.split()  # noqa: SIM905
)
_ENGLISH_ONLY = frozenset(["what", "where", "when", "who", "how", "which", "does", "will", "there", "are"])
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NOUN_AFTER = re.compile(r"\bnao (tinh|huyen|xa|phuong|don vi|co quan|van phong|phong|khach san|hoi truong)\b(?: nao)?")
_FULL_MONTHS = (
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_WORD = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"

_ONSET = r"(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
_NUCLEUS = (
    r"(?:uye|uya|uyu|oai|oay|oeo|uay|uoi|uou|ieu|yeu|ia|ie|iu|ai|ao|au|ay|eo|eu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye"
    r"|a|e|i|o|u|y)"
)
_CODA = r"(?:ch|nh|ng|c|m|n|p|t)?"
_SYLLABLE = re.compile(rf"{_ONSET}{_NUCLEUS}{_CODA}")
_DOUBLED = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("uw", "u"), ("ow", "o"), ("aw", "a"), ("w", "u"))
_TONE = re.compile(r"(?<=[aeiouy])[sfrxj]|(?<=[cghmnpt])[sfrxj]$")


def is_syllable(word: str) -> bool:
    """Whether folded letters can be one Vietnamese syllable."""
    return bool(_SYLLABLE.fullmatch(word))


@lru_cache(maxsize=8192)
def undo_typing(word: str) -> str:
    """A folded word without raw Telex or VNI keys: "bieeur" → "bieu", "ddieern" → "dien", "tri2nh" → "trinh"."""
    if len(word) < 3 or is_syllable(word):
        return word
    letters = re.sub(r"(?<=[a-z])\d+", "", word)
    if letters != word:
        return letters if len(letters) > 2 and is_syllable(letters) else word
    return next((form for form in _telex_forms(word) if is_syllable(form)), word)


def _telex_forms(word: str) -> list[str]:
    bare = word
    for keys, letter in _DOUBLED:
        bare = bare.replace(keys, letter)
    toneless = [bare[: m.start()] + bare[m.end() :] for m in _TONE.finditer(bare)]
    whole = [word[: m.start()] + word[m.end() :] for m in _TONE.finditer(word)]
    late = word.replace("w", "") if "w" in word[1:] else ""  # the hook typed at the end: "truongwf"
    return [bare, *reversed(toneless), *reversed(whole), late, re.sub(r"[sfrxj]$", "", late)]


def plain(text: str) -> str:
    """The sentence in folded plain words, digits and the marks inside dates and hours kept."""
    folded = _NOT_WORD.sub(" ", fold(text).replace("'", " phut ") if re.search(r"\d'", text) else fold(text)).strip()
    words = [word.strip(".,:/") for word in folded.split()]
    words = _kept_apart([word for word in words if word], text)
    if _is_english(words):
        return _from_english(" ".join(words))
    return re.sub(r"\bsau(?= thang (?:dau|cuoi))", "6", shared(" ".join(_written_out(words)), text))


# Syllables by which questions are asked, as they are written; the same letters with other marks are other words.
_ASKING_AS_WRITTEN = {
    "may": {"mấy", "may"}, "ky": {"ký", "kí", "ky"}, "gia": {"giá"}, "kip": {"kịp", "kip"},
    "han": {"hạn", "han"}, "du": {"dự", "du"}, "lo": {"lo"}, "chot": {"chốt"}, "tre": {"trễ"},
    "luc": {"lúc"}, "ai": {"ai"},
}  # fmt: skip


def _kept_apart(words: list[str], text: str) -> list[str]:
    """Marks "kỹ" and "kỷ" as other words than "ký" where the sentence is typed with marks: "ky_" asks for nobody."""
    typed = [word for word in re.sub(r"[^\w/:.,@½]+", " ", text.lower()).split() if word.strip(".,:/")]
    if len(typed) != len(words) or sum(not word.isascii() for word in typed) < 0.3 * len(typed):
        return words
    return [f"{word}_" if _is_other(word, raw) else word for word, raw in zip(words, typed, strict=True)]


def _is_other(word: str, raw: str) -> bool:
    ways = _ASKING_AS_WRITTEN.get(word)
    return ways is not None and unicodedata.normalize("NFC", raw.strip(".,:/")) not in ways


def _is_english(words: list[str]) -> bool:
    known = sum(word in _ENGLISH_SIGNS for word in words)
    return known >= 2 and any(word in _ENGLISH_ONLY for word in words)


def _from_english(text: str) -> str:
    text = re.sub(rf"\b{_MONTH_WORD} (\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)", _day_month(2, 1), text)
    text = re.sub(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH_WORD}\b", _day_month(1, 2), text)
    text = re.sub(rf"\b{_MONTH_WORD}(?= \d{{4}}| *$)", lambda m: f"thang {_MONTHS.index(m[1]) + 1}", text)
    text = re.sub(rf"\b({'|'.join(_FULL_MONTHS)})\b", lambda m: f"thang {_MONTHS.index(m[1][:3]) + 1}", text)
    text = re.sub(r"\bwhat (?:happens|comes|is)(?: next)? after (.*)", r"sau \1 la gi", text)
    text = re.sub(r"\bwhat (?:happens|comes|is) before (.*)", r"truoc \1 la gi", text)
    text = re.sub(r"\bhead of (?:the )?(?:emulation )?(bloc|cluster)\b", r"truong \1", text)
    for phrase, vietnamese in ENGLISH_PHRASES:
        text = re.sub(rf"\b{phrase}\b", vietnamese, text)
    kept = (_from_english_word(word) for word in text.split())
    return _NOUN_AFTER.sub(r"\1 nao", " ".join(" ".join(kept).split()))


def _from_english_word(word: str) -> str:
    """One English word, whatever its ending: "receives" as "receive"."""
    if word in _ENGLISH_SIGNS and word not in ENGLISH:
        return ""
    stems = [word, *(word.removesuffix(end) for end in ("s", "es", "d", "ed", "ing") if word.endswith(end))]
    stems += [f"{word[:-3]}e"] if word.endswith("ing") else []
    return next((ENGLISH[stem] for stem in stems if stem in ENGLISH), word)


def _day_month(day: int, month: int) -> Callable[[re.Match[str]], str]:
    return lambda m: f"ngay {m[day]}/{_MONTHS.index(m[month][:3]) + 1}"


def _written_out(words: list[str]) -> list[str]:
    out: list[str] = []
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        out.append(_one(word, out[-1] if out else "", after))
    return out


def _one(word: str, before: str, after: str) -> str:
    if word == "bn":
        return "ban" if after == "oi" or before in ("chao", "cac", "on", "cua") else "bao nhieu"
    if (word == "h" and before in ("may", "luc")) or (re.fullmatch(r"\d{1,2}", before) and word == "h"):
        return "gio"
    if word == "p" and re.fullmatch(r"(?:\d+|may|nhieu)", before):
        return "phut"
    return ABBREVIATIONS.get(word) or undo_typing(word)
