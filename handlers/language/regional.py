"""How people from every part of the country type: regional question words, clipped spellings, polite ends."""

import re

from handlers.language.folding import fold

# Pattern over the plain folded sentence → the words everybody shares. Order is meaning.
_FORMS = (
    (r"\b(may|bao|bay|mi) d?zo\b", r"\1 gio"),
    (r"\b(lam|cai|co|la|viec|nhung|phan|muc|can|phai|chuyen) d?zi\b", r"\1 gi"),
    (r"(?<=\w) d?z\w{1,3}$", ""),
    (r"\bd?z(?=[aeiouy])", "v"),  # the south writes its "v" so: "dzậy", "zô", "zui"
    (r"\b(?:bay|hien|bi) (?:gio|h|chu|jo)\b|\bgio chu\b|\bchu (?:day|ni)\b|\bgio nay\b", "bay gio"),
    (r"\b(?:lat|chut|ti|xiu) nua\b|\bmot lat\b", "tiep theo"),
    (r"\bbao (?:h|jo)\b|\bbh\b|\bchung nao\b|\bbau gio\b", "bao gio"),
    (r"\b(?:bua|hom|khi|luc) mo\b", "khi nao"),
    (r"\b(o|di|den|toi|ve|tai|vao|cho|qua|tu|lay) mo\b", r"\1 dau"),
    (
        r"\b(don vi|co quan|ben|phong|ban|huyen|xa|tinh|so|nganh|cho|noi|khach san|nha hang|hoi truong|san|ngay"
        r"|gio|thang|nguoi"
        r"|viec|to|doan|truong|cai|duong|tang|xe) mo\b(?! (?:hinh|rong|man|dau|cua|lop|ta|phong|dat))",
        r"\1 nao",
    ),
    (
        r"\b(lam|la|viec|co|gi|cai|can|nop|noi|hoc|an|mang|bi|gui|mua) chi\b"
        r"(?! (?:hoi|cuc|bo|phi|doan|dao|tiet|tieu|thi|tra|ban|em|a|oi))",
        r"\1 gi",
    ),
    (r"\b(lam|nhu|thi|vi) rang\b", r"\1 sao"),
    (r"\bman (?=gi\b|chi\b|viec\b)", "lam "),
    (
        r"\b(?:may|bao nhieu) (?:dua|mang|vi|mong|ghe(?: ngoi)?|cho(?: ngoi)?|ve(?: moi)?|slot|suat(?: moi| du)?)\b(?! (?:an|com|qua|nao|xe|tau|de|dau|nghi|do|ngu|hop))",
        "bao nhieu nguoi",
    ),
    (r"\bbao (?:nhiu|lam|nhieu lam)\b", "bao nhieu"),
    (r"\b(?:bua|hom) ni\b|\bbua nay\b", "hom nay"),
    (r"\b(?:cai )?(ke hoach|van ban|hoi nghi|ban|ben|don vi|viec|nam|thang|cho|buoi|dot) (?:ni|noo)\b", r"\1 nay"),
    (r"\b(?:mung|mong) (\d{1,2})\b", r"ngay \1"),
    (r"\blau (?=may|\d)", "tang "),
    (r"\b(?:da|danh|choi) banh\b|\bda bong\b", "bong da"),
    (r"\bngui\b", "nguoi"),
    (r"\bnua ngay hay (?:la )?(?:ca|mot|1|tron) ngay\b|\b(?:ca|mot|1) ngay hay (?:la )?nua ngay\b", "may ngay"),
    (r"\btu thang (?:6|7|sau|bay) (?:den|toi|cho den) (?:cuoi nam|het nam|thang 12|nam moi)\b", "6 thang cuoi nam"),
    (r"\bnua (?:dau nam|nam dau)\b", "6 thang dau nam"),
    (r"\bnua (?:cuoi nam|nam cuoi|nam sau|sau nam)\b", "6 thang cuoi nam"),
    (r"\bmi gio\b|\bmay jo\b", "may gio"),
    (r"\b(?:bua|hom) nao\b", "ngay nao"),
    (r"\b(?:tre|muon|cham) nhut\b|\b(?:tre|muon) nhat\b", "cham nhat"),
    (r"\bt may\b", "thang may"),
    (r"\b(?:mot|1|nua) (?:buoi|ngay) hay (?:la )?(?:ca|mot|1|tron|hai|2) (?:ngay|buoi)\b", "may buoi"),
)
FORMS = tuple((re.compile(pattern), words) for pattern, words in _FORMS)

_OTHER_MO = re.compile(r"\bm[ơờởỡợọỏồổỗộ]\b")

# How a sentence ends when somebody is polite; said to a person, never part of the question.
_TAIL = re.compile(
    r"\s(?:(?:vay |the |a |ha |day )?(?:ban to chuc|quy ban|cac ban|admin|bot)|a|ah|ak|nhe|nhen|nha|nhi|vay|v|z|vz|zay|zi|za|zo|day|dey|ay|ha|hen|he|hi|hic|rua|ri|ne|oi|e|em|anh"
    r"|chi|chau|bac"
    r"|chu|thay|dc|d/c|dong chi|cac dong chi|ad|admin|bot|ban|minh|voi|moi nguoi|cac (?:bac|ban|anh|chi|em)|luon"
    r"|lun|ta|ha duoc|gium"
    r"|giup(?: (?:em|toi|minh|bac|chau|chi|anh|voi))?|gium (?:em|toi|minh)|cho (?:em|toi|minh|chac|bac)|the)$"
)
# What looks like a polite end and is not: "gửi cho ban", "địa chỉ", "tập thể".
_NO_TAIL = re.compile(
    r"\b(?:cua|gap|gui|hoi|bao|cho|nop|voi|la|goi|ve|qua|den|toi|lien he) (?:ban to chuc|quy ban|cac ban)$|\b(?:cua|gap|mat|phong|vi|huyen|tinh|xa|doan|ben|truong|quan|nganh|viec|nhom|lop|so)"
    r" (?:em|anh|chi|chau|bac|chu|minh|ban|dong chi|moi nguoi|thay)$"
    r"|\b(?:cu|tap|toan|co|doan) the$|\b(?:van|thon|dia|co|can|huong) ban$|\b(?:hinh|chup|tieng) anh$|\bco quan ban$"
    r"|\b(?:dia|bao|kinh|dong|ai|khoan|muc) chi$|\b(?:tre|nhieu|\d) em$|\bthi gio$"
)


# What may also stand behind a word that asks, where it can only be a particle: "làm chi nớ", "là ai hỉ".
_ASKING = r"(?:gi|nao|dau|ai|may|sao|nhieu|khong|chua|gio|lau)"
_PARTICLE = re.compile(
    rf"(?<=\b)({_ASKING})(?: (?:no|hi|hy|he|hee|ho|ha|hen|ca|ta|va|vo|vi|vay|ne|nghe|nghen|nha|nhi|do|day|the|cha|con|ui|oi"
    r"|mn|ha ban|bay|ak|uh|u|a|ba|lay|nhe|nhen|hom|hong|hem))+$"
)


_PARTICLE_WORDS = re.compile(r"\b(?:rứa|nớ|hỉ|nhỉ|hè)\b")


def shared(plain: str, typed: str = "") -> str:
    """The sentence in words that everybody shares; a place's "Mơ" is no "mô" where marks are typed."""
    for particle in _PARTICLE_WORDS.findall(typed.lower()):
        plain = re.sub(rf"\b{fold(particle)}\b", " ", plain, count=1)
    other_mo = _OTHER_MO.search(typed.lower()) is not None
    for pattern, words in FORMS:
        if not (other_mo and " mo" in pattern.pattern):
            plain = pattern.sub(words, plain)
    return " ".join(plain.split())


def without_tail(plain: str) -> str:
    """The sentence without its polite end: "may gio hop vay em oi" → "may gio hop"."""
    while not _NO_TAIL.search(plain):
        shorter = _PARTICLE.sub(r"\1", _TAIL.sub("", plain))
        if shorter == plain or not shorter.strip():
            break
        plain = shorter
    return plain
