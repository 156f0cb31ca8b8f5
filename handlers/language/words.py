"""Words in one spelling, so that a plan and a question about it meet; and those that tell nothing."""

import re
from functools import lru_cache

from handlers.language.folding import fold

# Forms that officials use for the same thing; both the plan and the question are brought to the second one.
SAME = tuple(
    (re.compile(rf"\b(?:{forms})(?!\w)"), one)
    for forms, one in (
        (r"uy ban nhan dan|uy ban(?= (?:phuong|xa|huyen|tinh))", "ubnd"),
        (r"hoi dong nhan dan", "hdnd"),
        (r"(?:uy ban )?mat tran to quoc(?: viet nam)?|(?:uy ban |ub)mttq(?:vn)?(?: viet nam)?|mat tran", "mttq"),
        (r"ki", "ky"),
        (r"qui", "quy"),
        (r"li", "ly"),
        (r"(quy|giai doan|dot|phien|ky) iv", r"\1 4"),
        (r"(quy|giai doan|dot|phien|ky) iii", r"\1 3"),
        (r"(quy|giai doan|dot|phien|ky) ii", r"\1 2"),
        (r"(quy|giai doan|dot|phien|ky) i", r"\1 1"),
        (r"lien hiep phu nu|lhpn", "phu nu"),
        (r"td kt|tdkt", "thi dua khen thuong"),
        (r"gutd", "giao uoc thi dua"),
        (r"nn ptnt|nnptnt|nong nghiep ptnt|nn va ptnt", "nong nghiep phat trien nong thon"),
        (r"vh tt|vhtt", "van hoa thong tin"),
        (r"phong su(?: hinh anh)?(?: video)?(?: clip)?|video clip|doan phim|clip|phim", "video"),
        (r"dau moi", "moi lien he"),
        (r"don (?:doan|khach)", "don dai bieu"),
        (r"sau(?= thang (?:dau|cuoi))", "6"),
        (r"thu moi", "giay moi"),
        (r"di tham(?! quan)", "tham quan"),
        (r"(khoi|cum) truong", r"truong \1"),
        (r"(khoi|cum) pho", r"pho \1"),
        (r"pho truong (khoi|cum)", r"pho \1"),
        (r"nha bao|ky gia", "phong vien"),
        (r"antt", "an ninh trat tu"),
        (r"atgt", "an toan giao thong"),
    )
)  # fmt: skip
# Only as typed: folded, the end of a place's name ("Bạ") would be a number too.
_NUMBER_WORDS = {"một": "1", "mot": "1", "hai": "2", "ba": "3", "bốn": "4", "năm": "5", "sáu": "6", "bảy": "7"}
_COUNTED = "tỉnh|huyện|xã|phường|đơn vị|tập thể|cá nhân|mô hình|tinh|huyen|don vi|tap the|ca nhan|mo hinh"
_NUMBER_WORD = re.compile(rf"(?<!thứ )(?<!thu )\b(một|mot|hai|ba|bốn|năm|sáu|bảy)(?= (?:{_COUNTED})\b)")
_YEAR = re.compile(r"\bnam (?=(?:19|20)\d\d\b)")
_WORD = re.compile(r"[a-z]+|\d+")

STOP_WORDS = frozenset(
    """
    a ad adm admin ah ai nhe oi nhi la va voi vay v z hoac gi nao khi khong da duoc cua cac nhung mot nay
    kia do vao ra den ma thua xin e toi ong roi nua muon nen deu rang ay chut luon sao u ok viec se
    phai hay duoi tren on xong
    """.split()  # noqa: SIM905
)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """Folded words in one spelling: "UBND" and "Ủy ban nhân dân" are one, "02" is "2", "năm 2024" is "2024"."""
    plain = " ".join(_WORD.findall(fold(_NUMBER_WORD.sub(lambda m: _NUMBER_WORDS[m[0]], text))))
    for pattern, one in SAME:
        plain = pattern.sub(one, plain)
    plain = _YEAR.sub("", plain)
    return tuple(word.lstrip("0") or "0" if word.isdigit() else word for word in plain.split())
