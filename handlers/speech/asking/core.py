"""The asking part of a typed sentence: without openings, reasons and thanks; its meaning-bearing words."""

import re
from collections.abc import Collection
from itertools import pairwise

from handlers.language.alike import lexicon
from handlers.language.regional import without_tail
from handlers.language.words import STOP_WORDS, tokens

Compounds = Collection[tuple[str, ...]]


def words(*lines: str) -> re.Pattern[str]:
    """One pattern out of lines of alternatives that begin at a word."""
    return re.compile(rf"\b(?:{'|'.join(lines)})(?!\w)")


def cues(*lines: str) -> re.Pattern[str]:
    """One pattern out of lines of alternatives."""
    return re.compile("|".join(lines))


# The part that asks comes after these; what stands before says who writes and why.
_QUY = r"quy (?:ban to chuc|co quan|don vi|lanh dao|anh chi|thay co|dai bieu|cap|vi|ban|ong ba|\w+)"
_WHOM = (
    rf"(?: (?:phep|duoc|vui long|lam on|lam phien|giup|toi|em|e|tui|chau|minh|chung toi|chung em|{_QUY}|ban to chuc|dong chi"
    r"|ban|anh|chi|bac|chu|co|ad|thay|moi nguoi))*"
)
_NOT_MEETING = r"(?! (?:nghi|truong|dong|vien|thao|thi))"
_ASK_MARK = cues(
    rf"(?:xin|cho|nho|muon|duoc|mong|kinh mong|de nghi){_WHOM} (?:hoi{_NOT_MEETING}|biet)"
    r"(?: (?:la|ro|them|xem|voi|chut xiu|chut|xiu|ti|ty|thu|cai))*\b",
    r"\bhoi (?:la|ve|xem|chut|ti|xiu)(?: (?:la|xiu|xem))*\b",
    r"^(?:(?:may |cac )?(?:bac|anh|chi|co|chu|thay|sep|ong|ba)|lanh dao|thu truong|nguoi ta|tai xe|lai xe|khach|dai bieu)(?: \w+){0,3} hoi"
    rf"{_NOT_MEETING}\b",
)
_TAIL = cues(
    r"\bde (?:chung toi|toi|tui|em|e|doan|don vi|co quan|chung em|minh|tien|chi|chu|anh|bac|co|lanh dao|con)\b.*",
    r"\b(?:tran trong|xin|chan thanh|rat|em|toi) cam on.*",
    r"\bcam on (?:\w+ ){0,3}(?:a|nhe|nhieu|nha)?$",
)
_OPENING = re.compile(
    r"^(?:(?:da |xin )?(?:kinh (?:gui|thua|chao)|thua|chao|gui(?= (?:ban to chuc|quy|anh|chi|ad|bot|btc)))"
    r"(?: (?:quy|ban|cac|anh|chi|dong chi|bo phan|co quan|don vi|lanh dao|to chuc|dieu hanh|phu trach|ad|admin|em|bac|co|chu|thay"
    r"|moi nguoi|bot|a|oi)\b)*[ ,]*)+"
)
_REQUEST = cues(
    r"\b(?:nhac|noi|ke|gui|doc|bao|tra|xem|liet ke|check|kiem tra)(?: lai)?(?: giup| gium| dum"
    r"| ho)(?: cho)?(?: (?:em|e|chi|anh|bac|chu|co|toi|minh|tui|chau))?\b",
    r"\bgui (?:cho )?(?:em|chi|anh|bac|chu|co|toi|minh|tui|chau) xem(?: qua| thu)?(?: cai)?\b|\bgiup (?:em|e|chi"
    r"|anh|bac|chu|co|toi|minh|tui|chau)\b",
)
_SPOKEN_TO = re.compile(r"^(?:chi|anh|bac|co|chu|em|ad|ban) (?=(?:cho|oi|giup|lam on|gui) )")
_CALLED = re.compile(
    r"^(?:(?:u|a|da|e|ne|nay|alo|hey|moi nguoi|ca nha|cac (?:bac|anh|chi|ban|sep|dong chi)|ad|admin|anh chi|anh|chi|em|bot|btc"
    r"|ban to chuc|sep|co|chu|bac) )+(?:oi|ui|a|nay)\b[ ,]*"
)
_ANAPHORA = re.compile(r"\b(?:noi dung|viec|van de|dieu|phan|khoan|muc) (?:nay|do|tren)\b")

# Phrases that only ask; their syllables may carry meaning elsewhere ("bao" in "báo cáo", "dau" in "đầu năm").
_FILLER = re.compile(
    cues(
        r"\b(?:bao (?:nhieu|gio|lau)|(?:nhu )?the nao|nhu nao|la (?:gi|ai|sao)|thi sao|tai sao|vi sao",
        r"(?:o|ve|qua|den|tu|tai|di|lay|toi) dau|dau (?:vay|the|a)|dau$|cho nao|noi nao|(?:vao )?luc (?:nao|may)",
        r"may gio|gio nao|ngay (?:nao|may)|hom nao|thang (?:may|nao)|khi nao|thoi gian nao|thu may|dien ra",
        r"lam (?:gi|nhiem vu gi|nhung gi)|(?:giao )?nhiem vu(?: gi)?|kinh (?:gui|thua)|xin chao|chao ban|ban oi",
        r"cho (?:biet|toi|em)|cho(?! (?:an|o|nghi))|anh chi|chung (?:toi|em)|gom (?:nhung|co)|co nhung|nhung gi",
        r"cai gi|cu the|chinh xac|ke hoach (?:quy dinh|nay)|(?:vay|the|day|nhi|nhe|ha|nha|a|nua)$",
        r"bay gio|hien tai|tiep theo|tam(?= may| bao| luc)|giup(?: (?:cho )?(?:em|toi|minh|chung toi|voi|anh|chi|bac|tui|a|nhe|nha))+|giup$",
        r"dang(?! (?:ky|vien|bo|uy|cai|kiem|tai|tin))(?<!ban dang)|ve(?! sinh)(?<!bao ve)|cung(?! (?:cap|ung))",
        r"(?<!trang )(?<!quan )trong(?! tam)|(?<!binh )(?<!chi )(?<!thanh )minh|(?<!tre )em|vui long|o(?! to)",
        r"ca(?= (?:khoi|cum|huyen|tinh|doan|nam|lop)\b)",
        r"tat ca|don vi nao|quy dinh nao|gio|den|con(?! (?:duong|nguoi))|can(?! bo)|tu(?! (?:lieu|phap|tuong|van))",
        r"may(?! (?:chieu|tinh|in|anh|lanh|quay))|co(?! (?:quan|so|cau|hoi|dong|mat|to))",
        r"(?<!chi )(?<!do )(?<!sieu )thi(?! (?:dua|dau|diem|xa|tran|sinh|cong))",
        r"hoi(?! (?:nghi|truong|dong|vien|thao|dien|lien|phu|nong|cuu|khoa|chu|trai|luu|thi|cho|dam|hop|doan|choi)))\b",
    ).pattern
)

_NOT_OF_TIME = "".join(
    f"(?<!{word} )" for word in ("thu", "nam", "thang", "tuan", "hom", "lan", "bua", "dot", "ky", "khoa")
)
_AFTER = cues(
    rf"(?:ngay )?{_NOT_OF_TIME}\bsau (?:khi|luc|phan|noi dung|muc|tiet muc|man|buoi"
    r"|gio)?\s*(?P<a>.+?)\s*(?:(?:xong )?(?:thi(?! (?:dua|dau|sinh|xa|tran|cong|tuyen))|la|se"
    r"|den|toi|co|con|chuong trinh|noi dung|phan|muc|hoat dong|tiep)\b|$)",
    r"^(?P<b>.+?)\s+xong\b",
    r"\b(?:het|ket thuc) (?P<c>.+?) (?:thi|la|den|se)\b",
)
_BEFORE = cues(
    rf"(?:ngay )?{_NOT_OF_TIME}\btruoc (?:khi|luc|phan|noi dung|muc|tiet muc|gio)?\s*(?P<a>.+?)\s*(?:(?:thi(?! (?:dua|dau|sinh|xa|tran|cong"
    r"|tuyen))|la|se|den|co|noi dung|phan|muc|hoat dong)\b|$)"
)


# "Ngoài báo cáo ra còn phải làm gì": what is known already.
_BESIDES = re.compile(r"\bngoai (?:\w+ ){1,4}?(?:ra (?:thi )?(?=.*\bcon\b)|(?=con\b))")


def asking_part(whole: str) -> str:
    """The part of a plain sentence that asks; all of it where that part only points back ("nội dung này")."""
    whole = _BESIDES.sub(" ", whole)
    whole = _REQUEST.sub(" ", _SPOKEN_TO.sub("", _CALLED.sub("", whole)))
    text = without_tail(_TAIL.sub("", whole).strip() or whole)
    marks = list(_ASK_MARK.finditer(text))
    if marks:
        rest = text[marks[-1].end() :].strip(" ,.:")
        if len(meaning(rest)) >= 2 and not _ANAPHORA.search(rest):
            return rest
        text = _ASK_MARK.sub(" ", text)
    shorter = _OPENING.sub("", text).strip(" ,.:")
    return without_tail(" ".join((shorter or text).split()))


def meaning(text: str, known: Compounds = frozenset()) -> tuple[str, ...]:
    """The words of a plain sentence that say what it is about; those of a compound stay together."""
    kept: list[str] = []
    for piece in _FILLER.sub(" ", kept_whole(text, known)).split():
        words = tokens(piece.replace("_", " "))
        kept += words if "_" in piece else [word for word in words if word not in STOP_WORDS]
    return tokens(" ".join(kept))


def kept_whole(text: str, known: Compounds = frozenset(), loose: re.Pattern[str] = _FILLER) -> str:
    """The sentence with its compounds joined by "_", so that no word of "trật tự" is taken for "từ"."""
    text = " ".join(text.split())  # one blank each: a pair is joined in place
    free = [found.span() for found in loose.finditer(text) if " " in found.group().strip()]
    spans = [found.span() for found in re.finditer(r"\S+", text)]
    whole = text
    for (begin, end), (after, last) in pairwise(spans):
        pair = text[begin:end], text[after:last]
        asked = any(begin < until and last > since for since, until in free)
        if not asked and (pair in known or pair in lexicon()):
            whole = f"{whole[:end]}_{whole[after:]}"
    return whole


def around(core: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The item after which, and the item before which something is asked for."""
    after, before = _AFTER.search(core), _BEFORE.search(core)
    if after and _says_more(core[after.end() :]):
        after = None
    if before and _says_more(core[before.end() :]):
        before = None
    return (
        meaning(after["a"] or after["b"] or after["c"]) if after else (),
        meaning(before["a"]) if before and not after else (),
    )


def _says_more(rest: str) -> bool:
    """Whether what follows the item asks for a thing of its own, not for what comes next."""
    return any(word not in _NEXT_WORDS for word in meaning(rest))


_NEXT_WORDS = frozenset(
    """
    noi dung phan muc tiet hoat dong chuong trinh gi ai nao vo vao qua sang mo chi tiep toi den lam con nua theo se hoi nghi giai doan
    buoi dot su kien ten
    bao gio luot phien gom luc may nguoi viec do xem hop di an ke moi gio ngay khi phat bieu len noi trinh bay dien thuc hien
    """.split()  # noqa: SIM905
)
