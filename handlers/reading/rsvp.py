"""Reads a delegate's own yes or no: "tôi sẽ dự", "em không đi được vì ốm", "anh Nam đi thay"."""

import re
from dataclasses import dataclass

from handlers.reading.counts import QUESTION, not_coming
from handlers.reading.text import fold


@dataclass(frozen=True, slots=True)
class Answered:
    """A delegate's own yes or no: yes, no (perhaps with a reason), substitute."""

    answer: str
    reason: str | None = None


COMES = r"(?:du|tham du|tham gia|co mat|di)"
YES = re.compile(
    rf"\b(?:co|se|toi|em|minh|anh|chi)\b.*\b{COMES}\b|^(?:co|dong y|{COMES})$|\bxac nhan (?:co mat|tham du|du)\b"
)
SUBSTITUTE = re.compile(r"\b(?:di|du|hop) thay\b|\bcu nguoi khac\b|\bnguoi khac di\b|\buy quyen\b")
REASON = re.compile(r"\b(?:vì|do|bởi|lý do|ly do|vi)\b[\s:]*(?P<reason>.+)$", re.IGNORECASE)
BECAUSE = re.compile(
    r"\b(?P<reason>(?:bận|ban|ốm|om|mệt|met|đi công tác|di cong tac|công tác|cong tac|có việc|co viec|kẹt|ket"
    r"|mắc|mac|trùng|trung|nghỉ|nghi)\b.*?)(?=[,;.]?\s*\b(?:nên|nen)?\s*(?:không|khong|ko)\b|[.;]|$)",
    re.IGNORECASE,
)
BUSY = re.compile(r"\b(?:ban|om|cong tac)\b.*\b(?:khong|ko)\b")


def read_rsvp(text: str) -> Answered | None:
    """What a delegate says of coming oneself; None where it speaks of something else."""
    folded = fold(text)
    if len(folded) > 300 or QUESTION.search(folded):
        return None
    if SUBSTITUTE.search(folded):
        return Answered("substitute", read_reason(text))
    if not_coming(text) or BUSY.search(folded):
        return Answered("no", read_reason(text))
    return Answered("yes") if YES.search(folded) else None


def read_reason(text: str) -> str | None:
    """Why somebody does not come: "vì ốm", "em bận họp tỉnh không đi được"."""
    found = REASON.search(text) or BECAUSE.search(text)
    return found["reason"].strip(" .,") if found else None
