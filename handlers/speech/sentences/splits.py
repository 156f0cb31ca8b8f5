"""Parallel activities: how a delegation is split ("7 tham quan 5 bóng chuyền"), what one person takes."""

import re
from collections.abc import Mapping

from handlers.language.activities import activity
from handlers.language.folding import fold
from handlers.said.attendance import LARGEST
from handlers.said.choices import SplitSaid
from handlers.speech.sentences.absence import NEGATION, read_absence
from handlers.speech.sentences.counts import HOUR, PEOPLE, QUESTION

NUMBER_FIRST = re.compile(r"(?<![\w/-])(-?\d{1,6})\s*([^\d;,.:+\n]+)")
NUMBER_LAST = re.compile(r"([^\d;,.:+\n]+?)[\s:=-]*(?<![\w/])(-?\d{1,6})(?![\w/])")
REST = re.compile(r"[,;.]?\s*(?:va |so )?con lai\b(?:\s+(?:thi|la|xin|se|di))*\s+([^\d;,.]+)")
EVERYBODY = re.compile(r"\b(?:ca doan|tat ca|toan doan|het|moi nguoi)\b")
CHOOSES = re.compile(r"\b(?:chon|dang ky|xem|choi|di|tham gia|thich|muon)\b")
NOT = re.compile(rf"\b(?:{NEGATION}|bo|thoi)\b")  # who does not go is no number of those who go
EMPTY = frozenset(
    re.findall(
        "[a-z]+",
        """di va tham gia du choi em doan chung toi minh nguoi a nhe thi con dang ky cho xin hoac tai
        ca lai xe tong so ke tinh ngay""",
    )
)


def read_split(text: str, labels: Mapping[int, str]) -> SplitSaid | None:
    """The split in a sentence; None where any of its numbers belongs to something else."""
    folded = HOUR.sub(" ", fold(text))
    if not labels or len(folded) > 300 or QUESTION.search(folded) or NOT.search(folded):
        return None
    if EVERYBODY.search(folded) and not re.search(r"\d", folded):
        option = _option(EVERYBODY.sub(" ", folded), labels)
        return SplitSaid(everybody=option) if option is not None else None
    left = REST.search(folded)
    rest = _option(left[1], labels) if left else None
    if left and rest is None:
        return None
    folded = REST.sub(" ", folded)
    for pattern, number, words in ((NUMBER_FIRST, 1, 2), (NUMBER_LAST, 2, 1)):
        pairs = [(_option(match[words], labels), int(match[number])) for match in pattern.finditer(folded)]
        counts = [(option, count) for option, count in pairs if option is not None]
        every = len(counts) == len(pairs) == len(re.findall(r"\d+", folded)) > 0
        if every and len({rest, *(option for option, _ in counts)}) == len(counts) + 1:
            return SplitSaid(tuple(counts), rest=rest, fault=_fault([count for _, count in counts]))
    return None


def read_choice(text: str, labels: Mapping[int, str]) -> int | None:
    """The activity that one person takes: "em chọn bóng chuyền"; None where the sentence speaks of something else."""
    folded = fold(text)
    if not labels or len(folded) > 120 or QUESTION.search(folded) or read_absence(text) is not None:
        return None
    if re.search(r"\d", folded):
        return None
    bare = {option: activity(label) for option, label in labels.items()}
    option = _option(folded, bare)
    if option is None:
        return None
    shared = _alike(re.findall(r"[a-z]+", folded), re.findall(r"[a-z]+", fold(bare[option])))
    return option if CHOOSES.search(folded) or shared > 1 else None


def _fault(counts: list[int]) -> str | None:
    if min(counts) < 0:
        return "negative"
    return "too_many" if sum(counts) > LARGEST else None


def _option(phrase: str, labels: Mapping[int, str]) -> int | None:
    """The one option that shares most words with a phrase; None where two share as many or none any."""
    spoken = [word for word in re.findall(r"[a-z]+", re.sub(rf"\b{PEOPLE}\b", " ", phrase)) if word not in EMPTY]
    scores = {option: _alike(spoken, re.findall(r"[a-z]+", fold(label))) for option, label in labels.items()}
    best = max(scores.values())
    winners = [option for option, score in scores.items() if score == best]
    return winners[0] if best > 0 and len(winners) == 1 else None


def _alike(spoken: list[str], label: list[str]) -> int:
    own = [word for word in label if word not in EMPTY]
    return sum(word in own for word in spoken)
