"""Says that something came: a unit's paper ("đã nhận báo cáo của Khe Mây"), or the newest message ("đã nhận tin")."""

import re
from collections.abc import Iterable

from handlers.language.folding import fold
from handlers.speech.sentences.counts import QUESTION

# A colon begins a message to others, "chưa" says the contrary.
CAME = re.compile(
    r"^(?!.*\bchua\b)[^:]*(?:\b(?:da|vua|moi) (?:nhan|nop|gui|co)\b|\b(?:nhan|nop|gui)\b[^:]*\b(?:roi|xong|du)\b"
    r"|\bnhan duoc\b|^(?:xac nhan|danh dau|ghi nhan)\b[^:]*\b(?:nop|gui|nhan)\b)[^:]*$"
)
# Of no paper that the plan names, papers are meant only where nothing else is said to have come.
ANY_PAPER = re.compile(
    r"\b(?:giay to|ho so|tai lieu)\b"
    r"|\b(?:nop|gui)(?: (?:du|het|xong|roi|a|nhe|nha))*(?:,? (?:da|btc|em|toi|minh) nhan.*)?$"
)


MESSAGE_CAME = re.compile(
    r"(?:(?:em|toi|minh|chung (?:em|toi)|vang|da|a|ok|oke|ro|u|uh|doan|don vi|chi|anh)[ ,.]+)*"
    r"(?:nhan|(?:da|vua) (?:nhan|doc|xem)|(?:nhan|doc|xem)(?= .*\broi\b))(?: duoc)?"
    r"(?: (?:tin|thong bao|tin nhan|noi dung|thong tin|day du|du|cua (?:ban to chuc|btc)))*"
    r"[ ,.]*(?: ?(?:roi|r|a|nhe|nha|cam on|thanks|ban|btc|em|anh|chi|ban to chuc|nhieu)[ ,.]*)*"
)


def message_came(text: str) -> bool:
    """Whether somebody says, and says nothing else, that a message came."""
    return MESSAGE_CAME.fullmatch(fold(text).strip(" .!")) is not None


def paper_came(bare: str, papers: Iterable[str]) -> bool:
    """Whether a sentence, the names of units taken out, says that a paper came."""
    folded = fold(bare)
    if not CAME.search(folded) or QUESTION.search(folded):
        return False
    names = (" ".join(fold(name).split()[:2]) for name in papers)
    return bool(ANY_PAPER.search(folded) or any(name in folded for name in names))
