"""A typed sentence made plain: folded, Telex slips undone, abbreviations and English words written out."""

import re
import unicodedata
from functools import lru_cache

from handlers.language.english import from_english, is_english
from handlers.language.folding import fold
from handlers.language.regional import shared

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


# Words of other languages that name a thing; any other word that is no Vietnamese syllable is a way of speaking or a slip.
LOANS = frozenset(
    """
    wifi pass password zoom link menu buffet taxi grab ship shipper qr app web website internet teambuilding karaoke sms
    gala comle vest livestream facebook zalo momo visa spa gym voucher slide laptop google drive team meet
    """.split()  # noqa: SIM905
)


@lru_cache(maxsize=512)  # a message is looked at by many
def plain(text: str) -> str:
    """The sentence in folded plain words, digits and the marks inside dates and hours kept."""
    folded = _NOT_WORD.sub(" ", fold(text).replace("'", " phut ") if re.search(r"\d'", text) else fold(text)).strip()
    words = [word.strip(".,:/") for word in folded.split()]
    words = _kept_apart([word for word in words if word], text)
    if is_english(words):
        return from_english(" ".join(words))
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
