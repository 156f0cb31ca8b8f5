"""When to remind, in words: "nhắc hạn trước 10, 5, 2 ngày", "bỏ nhắc quá hạn", "nhắc họp như mặc định"."""

import re

from handlers.language.folding import fold
from handlers.said.ladders import LadderSaid

PLEASE = r"(?:hay |xin |cho |nho |giup |em |toi |minh |muon |chi |dat |doi |sua |chinh )*"
ABOUT = {"han": "deadline", "nop": "deadline", "giay to": "deadline", "hop": "meeting", "hoi nghi": "meeting"}
DAYS_AHEAD = re.compile(
    r"\btruoc (?P<days>\d{1,3}(?:(?: ngay| hom)?(?: ?[,;/+-] ?| va | )(?:truoc )?\d{1,3})*) (?:ngay|hom)\b"
)
OVERDUE = re.compile(r"\bqua han(?: nop)?(?: (?P<days>\d{1,2}) ngay(?: lam viec)?)?")
ON_THE_DAY = re.compile(r"\b(?:ngay cuoi|dung ngay|dung han|ngay het han|ngay cuoi cung)\b")
AS_USUAL = re.compile(r"\b(?:nhu )?(?:mac dinh|binh thuong|ban dau|nhu cu)$")
_HEAD = re.compile(
    rf"^{PLEASE}(?P<no>(?:bo|khong|thoi|dung|ngung|tat)(?: can)? )?(?:ca |them )?(?:lich )?nhac(?: lai)?\b(?P<rest>.*)$"
)
_SUBJECT = re.compile(rf"^ ?(?:{'|'.join(ABOUT)})\b(?: nop\b)?")


_ASKS = re.compile(r"\b(?:may|bao nhieu|khi nao|luc nao|ai|khong a)\b")


def _asks(text: str, folded: str) -> bool:
    return "?" in text or _ASKS.search(folded) is not None


def read_ladder(text: str) -> LadderSaid | None:
    """None where the sentence does not set when to remind; a question never does."""
    folded = " ".join(fold(text).split()).strip(" .!")
    head = _HEAD.match(folded)
    if head is None or _asks(text, folded):
        return None
    rest, no = head["rest"], bool(head["no"])
    overdue, on_day, ahead = OVERDUE.search(rest), ON_THE_DAY.search(rest), DAYS_AHEAD.search(rest)
    usual = AS_USUAL.search(rest)
    bare = rest
    for rule in (DAYS_AHEAD, OVERDUE, ON_THE_DAY, AS_USUAL):
        bare = rule.sub(" ", bare)
    subject = _SUBJECT.match(bare)
    by_day = bool(overdue or on_day)
    if subject is None and not by_day:
        return None
    about = ABOUT[subject[0].strip().removesuffix(" nop")] if subject else "deadline"
    what = re.sub(r"\b(?:va|ca|vao|trong|cac|cua|ngay|nua)\b", " ", bare[subject.end() :] if subject else "")
    said = LadderSaid(
        about,
        " ".join(re.findall(r"[a-z0-9&]+", what)),
        ahead=_numbers(ahead["days"]) if ahead and not no else None,
        on_the_day=not no if on_day else None,
        overdue=_days_late(overdue, no=no) if overdue else None,
        off=no and not by_day,
        usual=bool(usual) and not no,
    )
    return said if _says_something(said) else None


def _days_late(overdue: re.Match[str], *, no: bool) -> int:
    return 0 if no else int(overdue["days"] or 1)


def _says_something(said: LadderSaid) -> bool:
    return (said.ahead, said.on_the_day, said.overdue) != (None, None, None) or said.off or said.usual


def _numbers(words: str) -> tuple[int, ...]:
    """The days, each once, the farthest first."""
    return tuple(sorted({int(number) for number in re.findall(r"\d+", words)}, reverse=True))
