"""Reads a delegate's own yes or no: "tôi sẽ dự", "em không đi được vì ốm", "anh Nam đi thay"."""

import re

from handlers.language.folding import fold
from handlers.said.people import Answered
from handlers.speech.sentences.absence import NEGATION, read_absence
from handlers.speech.sentences.counts import QUESTION

COMES = r"(?:du|tham du|tham gia|co mat|di|du hop|di hop|den du|toi du)"
SUBJECT = (
    r"(?:da|vang|u|uh|ok|thua|bao cao|ban to chuc|btc|cac|anh|chi|toi|em|e|minh|chau|nhat dinh|chac chan|xin|co|se|van"
    r"|cung|dong y|nhan loi|lai|da|doi y|xac nhan|dang ky|rat vui|rat vinh du)"
)
# What may follow without making it something else: "đi ô tô riêng" is no yes to the meeting.
WITH = (
    r"(?:duoc|dc|hoi nghi|hop|cuoc hop|buoi|cung|voi|day du|du|dung gio|dung|a|nhe|nha|roi|ngay|tu|ca|vao|luc|tai|nhung"
    r"|theo|binh thuong|nhu|cac|khong thay doi)"
)
YES = re.compile(rf"(?:\s*{SUBJECT}\b)*\s*(?<!\w){COMES}(?:\s*$|\s+{WITH}\b.*)")
AGREES = re.compile(r"(?:da )?(?:co|dong y)(?: a)?")
UNSURE = re.compile(
    r"\b(?:co le|chua (?:chac|biet|ro|quyet|chot|xac dinh)|co the|khong chac|ko chac|k chac|con tuy|de xem"
    r"|chac la|chac di)\b"
)
SUBSTITUTE = re.compile(r"\b(?:di|du|hop) thay\b|\bcu nguoi khac\b|\bnguoi khac di\b|\buy quyen\b")
ASKS_SOMEBODY = re.compile(
    rf"\bhoi\b(?! nghi).{{0,20}}\b(?:ban to chuc|btc|giup|ho|xem)\b"
    rf"|\bco\b(?! viec).*\b{NEGATION}\W*(?:a|vay|nhi|the)?\W*$"
)
REASON = re.compile(r"\b(?:vì|do|bởi|lý do|ly do|vi)\b[\s:]*(?P<reason>.+)$", re.IGNORECASE)
BECAUSE = re.compile(
    r"\b(?P<reason>(?:bận|ban(?! to chuc)|ốm|om|mệt|met|đi công tác|di cong tac|công tác|cong tac"
    r"|có việc|co viec|kẹt|ket|mắc|mac|trùng|trung|(?<!hội )(?<!hoi )(?:nghỉ|nghi))\b.*?)"
    r"(?=[,;.]?\s*\b(?:nên|nen)?\s*(?:không|khong|ko)\b|[.;]|$)",
    re.IGNORECASE,
)
BUSY = re.compile(
    rf"\b(?:ban(?! to chuc)|om|cong tac)\b.*\b{NEGATION}\s+(?:di|du|den|toi|tham|hop|duoc|dc|ve|co mat|kip)\b"
)
OTHER_PERSON = re.compile(r"(?:anh|chi|ong|ba|dong chi|d/c) (?!em\b|chi\b|oi\b)\w+")


def read_rsvp(text: str) -> Answered | None:
    """What a delegate says of coming oneself; None where it speaks of something else."""
    folded = fold(text)
    if len(folded) > 300 or QUESTION.search(folded) or ASKS_SOMEBODY.search(folded):
        return None
    if SUBSTITUTE.search(folded):
        return Answered("substitute", read_reason(text))
    absence = read_absence(text)
    if absence is not None and (absence.of or OTHER_PERSON.match(absence.who)):
        return Answered("part")
    if UNSURE.search(folded) and re.search(rf"\b{COMES}\b", folded):
        return Answered("unsure")
    if absence is not None or BUSY.search(folded):
        return Answered("no", read_reason(text))
    return Answered("yes") if _agrees(folded) else None


def _agrees(folded: str) -> bool:
    """Whether the whole of it, or one of its clauses, is a yes."""
    clauses = [clause.strip() for clause in re.split(r"[,;.!\n]|\bnhung\b", folded)]
    return AGREES.fullmatch(folded.strip(" .!")) is not None or any(map(YES.fullmatch, clauses))


def read_reason(text: str) -> str | None:
    """Why somebody does not come: "vì ốm", "em bận họp tỉnh không đi được"."""
    found = REASON.search(text) or BECAUSE.search(text)
    return found["reason"].strip(" .,") if found else None
