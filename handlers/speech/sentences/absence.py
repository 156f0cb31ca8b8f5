"""Who says of whom that they do not come: a whole delegation, one person, or only to a part of the meeting."""

import re
import unicodedata
from dataclasses import dataclass

from handlers.language.folding import fold

NEGATION = r"(?:khong|ko|k|kg|hong|hok|khum|hem)(?: the| con)?"
COMES = r"(?:(?:tham )?du|di|tham gia|cu (?:ai|nguoi)|den|toi|co mat)"
NOT_COMING = re.compile(rf"\b{NEGATION}\s+{COMES}\b")
# "Vâng ạ" is a yes and "vắng" a no: without its mark the word counts only where nothing else can be meant.
ABSENT = re.compile(r"(?<!\w)vắng(?!\w)(?: mặt)?", re.IGNORECASE)
ABSENT_UNMARKED = re.compile(
    r"(?<!\w)(?:phep|xin|se|bi|deu|cung|doan) vang(?: mat)?(?!\w)|(?<!\w)vang (?:mat|hop|het|ca|\d)(?!\w)"
)
UNIT = r"(?:doan|don vi|dv|huyen|tinh|xa|phuong|so|phong|ben|co quan|ca|tat ca|toan|chung|moi nguoi)"
# What may stand before "không dự" without making it somebody's own: the unit, politeness, the time.
BEFORE = (
    rf"(?:{UNIT}|em|e|toi|minh|ta|nha|xin|phep|da|vang|thua|bao cao|btc|ban to chuc|cac|anh|chi|thi|la|cho|bao"
    r"|thong bao|nay|nam nay|lan nay|dot nay|co le|chac|deu|se|cung|rat tiec|tiec|hien|van|dang ky|dk|nen"
    r"|thoi|lai|luc nay|doi)"
)
ONESELF = r"(?:em|e|toi|minh|chau|xin|phep|da|vang|nen)"
BECAUSE = r"(?:vi|do|boi|tai|ly do|nen|ban|om|benh|met|cong tac|ket|mac|trung|bao lu|mua|lu|nghi)"
AFTER = re.compile(
    r"(?:\s*(?:duoc|dc|hoi nghi|hop|cuoc|buoi hop|cung|dau|nua|roi|nam nay|lan nay|dot nay|lan|nay|ai|nguoi nao|het|ca"
    r"|du|tham du|mat|a|nhe|nha|ha|thoi|vi\b.*|do\b.*|boi\b.*|ly do\b.*|nen\b.*|mong\b.*|xin\b.*|de\b.*"
    r"|ban\b.*|om\b.*|ket\b.*))*\s*"
)
PART = re.compile(r"\b(?:buoi (?!hop)|sang (?:mai|nay|ngay|\d)|chieu|trua|ngay \d|hom \d|dem)")


@dataclass(frozen=True, slots=True)
class Absence:
    """A no: `who` it is said of where it is not the speaker's side, `of` what where it is not the whole meeting."""

    who: str = ""
    of: str = ""


def read_absence(text: str) -> Absence | None:
    """The no in a sentence; None where nobody says one."""
    if len(text) > 1000:
        return None
    typed = " ".join(unicodedata.normalize("NFC", text).split())
    folded = fold(typed)
    found = NOT_COMING.search(folded) or ABSENT.search(typed.lower()) or ABSENT_UNMARKED.search(folded)
    if found is None:
        return None
    opening = re.split(r"[,;.:\n]|\bnhung\b", folded[: found.start()])[-1].strip()
    rest = re.split(r"[,;.\n!]", folded[found.end() :])[0]
    return Absence(_who(opening), _part(folded, rest))


def _who(opening: str) -> str:
    """The words before the no that are neither the unit nor politeness: somebody's name, a post."""
    if re.fullmatch(rf"(?:\W*{BEFORE}\b)*\W*(?:{BECAUSE}\b.*)?", opening):
        return ""
    return re.sub(rf"^(?:\W*(?:{UNIT}|co|em|e|da|thua|xin|phep|bao cao|chi co|rieng)\b)*\W*", "", opening) or opening


def is_of_unit(text: str) -> bool:
    """Whether the no is said of the whole delegation, and not by a focal point of oneself: "em không đi được"."""
    folded = fold(text)
    own = re.match(rf"(?:{ONESELF}\s+)*(?:em|toi|minh|chau)\s+(?:(?!{UNIT}\b)\w+\s+)*?{NEGATION}\s+{COMES}\b", folded)
    return own is None


def _part(folded: str, rest: str) -> str:
    """What is not attended: the words after the no, or a part of the day anywhere but in the reason."""
    if not AFTER.fullmatch(rest):
        return rest.strip()
    without_reason = re.sub(rf"\b{BECAUSE}\b.*?(?=\b{NEGATION}\b|$)", " ", folded)
    found = PART.search(without_reason)
    return found[0].strip() if found else ""
