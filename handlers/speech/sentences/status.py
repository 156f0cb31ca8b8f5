"""What an organiser asks of the state of things: who is registered, what is owed, who was reached, whom to call."""

import re

from handlers.language.folding import fold

PEOPLE = r"(?:nguoi|ng|dai bieu|db|dong chi|khach)"
HOW_MANY = rf"(?:bao nhieu|may|bn)(?: {PEOPLE})?"
SO_FAR = r"(?:tong(?: cong| so| lai)?|tat ca|hien(?: tai| gio| nay)?|(?:den|toi|tinh den) (?:gio|nay|bay gio|hien tai))"
COMES = (
    r"(?:roi|da|se|dang ky|bao|xac nhan|du|tham du|di|den|hop|du hop|tham gia|tat ca|vay|the|nhi|a|tham du hoi nghi)"
)
WHICH = (
    r"(?:con )?(?:(?:nhung |cac )?(?:don vi|doan|huyen|xa|phuong|tinh|so|noi|dau moi)(?: nao)?|(?:nhung |con )?ai)"
    r"(?: (?:la|ma))?"
)
# The command that answers; {who} and {what} are what was named. The first that fits the whole counts.
ASKED: tuple[tuple[str, str], ...] = (
    (rf"(?:{SO_FAR} )+(?:co |duoc |la |da )*{HOW_MANY}(?: {COMES})*", "/doan"),
    (rf"(?:co |duoc |da co )*{HOW_MANY} roi", "/doan"),
    (rf"(?:hoi nghi )?(?:co |da co )?(?:bao nhieu|may|bn) {PEOPLE}(?: {COMES})+", "/doan"),
    (rf"(?:{WHICH}) (?:di |cu |bao |dang ky )?(?:dong|nhieu|it)(?: {PEOPLE})? nhat", "/doan"),
    (rf"{WHICH} (?:con )?chua (?:bao|tra loi|dang ky|phan hoi)(?: {COMES}| so| gi)*", "/doan"),
    (rf"{WHICH} (?:con )?(?:chua (?:nop|gui)|thieu|no) (?P<what>.+)", "/tiendo {what}"),
    (rf"{WHICH} (?:con )?chua (?:nop|gui)", "/tiendo"),
    (rf"{WHICH} (?:da |sap |chuan bi )?(?:den|toi)(?: noi)?(?: roi| chua)?", "/donden"),
    (rf"{WHICH} (?:con )?chua (?:nhan|doc|xem|xac nhan)(?: (?:duoc|tin|thong bao|da nhan|roi))*", "/ketqua"),
    (
        r"(?:can |phai |nen )?(?:goi|goi dien|dien)(?: (?:dien|thoai))*(?: cho)? (?:nhung ai|ai|don vi nao|doan nao)",
        "/ketqua goi",
    ),
    (
        r"(?:xem |cho )?(?:sdt|so dt|dt|so dien thoai|dien thoai|lien he)(?: cua)?"
        r"(?: (?:nguoi lien he|dau moi|lanh dao|truong doan)(?: cua)?)? (?P<unit>.+)",
        "/daumoi {unit}",
    ),
    (r"(?:nguoi lien he|dau moi)(?: cua)? (?P<unit>.+?) la ai", "/daumoi {unit}"),
    (
        r"(?:co )?(?:bao nhieu|may|bn) (?:nguoi |suat |dai bieu )?(?:dang ky |bao )?"
        r"(?:an(?: (?:sang|trua|toi|chieu|com))*|(?:nghi|ngu|o)(?: (?:lai|dem|qua dem))+|com)(?: .{0,20})?",
        "/annghi",
    ),
    (rf"(?P<unit>.+?) (?:co |di |cu |du |bao |dang ky |se |da )*{HOW_MANY}(?: {COMES})*", "/doan {unit}"),
    (
        r"(?:co )?(?:bao nhieu|may|bn) (?:nguoi|dai bieu|doan|don vi) (?:da )?"
        r"(?:choi|chon|di|dang ky|tham gia)? ?(?P<choice>.+)",
        "/luachon",
    ),
)
RULES = tuple((re.compile(pattern + r"(?: (?:a|vay|the|nhi|ha))?"), sent) for pattern, sent in ASKED)
LONGEST = 100
FILLERS = re.compile(r"\b(?:cua|don vi|doan|huyen|xa|phuong|tinh|ubnd|ben|phia|the|con)\b")


def read_status(text: str) -> tuple[str, str, str] | None:
    """The command, and the words that must name a unit or an activity ("" where none must)."""
    typed = " ".join(text.split()).strip(" .?")
    folded = fold(typed)
    if len(folded) != len(typed) or len(folded) > LONGEST or "chi tieu" in folded:
        return None
    for rule, sent in RULES:
        if (found := rule.fullmatch(folded)) is not None:
            named = {key: typed[slice(*found.span(key))] for key, value in found.groupdict().items() if value}
            return sent.format(**named).strip(), named.get("unit", ""), named.get("choice", "")
    return None
