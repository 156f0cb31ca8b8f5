"""Meals and nights of a delegation: "ăn tối 16, nghỉ lại 14", "30/11 ăn tối 16 người; 1/12 ăn trưa 12"."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise

from handlers.language.folding import fold
from handlers.language.when import read_when
from handlers.said.attendance import BREAKFAST, DINNER, LARGEST, LUNCH, MEALS, NIGHT, StaySaid
from handlers.speech.sentences.counts import HOUR, LINK, PEOPLE, QUESTION

# Folded, "công an", "hội nghị", "đề nghị" and "đem" look like meals and nights.
EAT = r"(?:(?<!cong )\ban|\bcom|\bbua|\bsuat|\btiec)"
WORDS = (
    (BREAKFAST, re.compile(rf"{EAT}(?: com)? sang\b|\bdiem tam\b")),
    (LUNCH, re.compile(rf"{EAT}(?: com)? trua\b")),
    (DINNER, re.compile(rf"{EAT}(?: com)? (?:toi|chieu)\b")),
    (
        NIGHT,
        re.compile(
            r"\b(?:nghi|ngu|o) (?:lai|dem|qua dem)\b|\bqua dem\b|\bdem (?:ngay )?\d"
            r"|(?<!\bnha )(?<!\bhoi )(?<!\bde )(?<!\bkien )\bnghi\b(?! viec| hop| quyet| dinh)"
        ),
    ),
)
ANY_MEAL = re.compile(
    r"(?<!cong )\ban (?:uong|com)\b|\bsuat (?:an|com)\b|\bcom\b|^an \d|\b(?:khong|ko|chua|doan|deu) an\b"
)
BOTH = re.compile(r"(?<!cong )\ban(?: uong)?,? (?:va )?nghi\b")
ALL = re.compile(r"\b(?:ca doan|tat ca|day du|du|het)\b")
DIET = re.compile(r"\b(?:an chay|an kieng|di ung|khong an duoc)\b")
NOBODY = re.compile(r"\b(?:khong|ko|chua)\s+(?:\w+\s+){0,2}?(?:an|nghi|o lai|ngu|dung com)\b")
DAY = re.compile(r"\b(?:ngay |hom |dem )?\d{1,2}\s*/\s*\d{1,2}(?:\s*/\s*\d{4})?\b")
NUMBER = re.compile(rf"(?<![\w/.,-])(-?\d{{1,6}})(?!\s*(?:h|gio|dem|ngay)\b|[\w/])\s*(?:{PEOPLE}|suat|cho|phong)?")
APART = re.compile(r"[,;\n]|\bva\b")


def _tells_all_or_nobody(part: str, kinds: tuple[str, ...]) -> bool:
    """Of a meal or a night that this part names itself."""
    return bool(kinds) and (ALL.search(part) is not None or NOBODY.search(part) is not None)


def read_stays(text: str, now_local: datetime) -> tuple[StaySaid, ...]:
    """What a sentence says of meals and nights; nothing where any part of it speaks of something else."""
    folded = "\n".join(HOUR.sub(" ", fold(line)) for line in LINK.sub(" ", text[:1000]).splitlines())
    if len(text) > 600 or QUESTION.search(folded):
        return ()
    if DIET.search(folded):
        return (StaySaid((), fault="diet"),)
    found: list[StaySaid] = []
    kinds: tuple[str, ...] = ()
    day: date | None = None
    for part in _one_kind_each(APART.split(BOTH.sub("annghi", folded))):
        said_kinds = _kinds(part)
        said_day = read_when(f"ngày {written[0]}", now_local) if (written := DAY.search(part)) else None
        number = NUMBER.search(DAY.sub(" ", part))
        kinds = said_kinds or kinds
        day = said_day.day if said_day else day
        if said_day is not None and said_day.fault:
            return (StaySaid(kinds, fault="day"),)
        if number is not None and not kinds:
            return ()
        if kinds and (number is not None or _tells_all_or_nobody(part, said_kinds)):
            found.append(_one(kinds, day, part, number))
    return tuple(found)


def _one_kind_each(pieces: list[str]) -> Iterator[str]:
    """The pieces of a sentence; "ăn tối 16 nghỉ lại 14" holds two that no comma parts."""
    for piece in pieces:
        spots = sorted(match.start() for _, words in WORDS for match in words.finditer(piece))
        parts = [piece[a:b] for a, b in pairwise([0, *spots[1:], len(piece)])]
        yield from (part.strip() for part in parts) if all(NUMBER.search(part) for part in parts) else (piece.strip(),)


def apart(text: str) -> tuple[str, str]:
    """The pieces of a sentence that speak of something else, and those of meals and nights."""
    rest: list[str] = []
    stays: list[str] = []
    for piece in re.split(r"\s*[,;\n]\s*", text):
        folded = BOTH.sub("annghi", fold(piece))
        (stays if _kinds(folded) and (re.search(r"\d", folded) or NOBODY.search(folded)) else rest).append(piece)
    return ", ".join(piece for piece in rest if piece), ", ".join(stays)


def _one(kinds: tuple[str, ...], day: date | None, part: str, number: re.Match[str] | None) -> StaySaid:
    if number is None:
        return StaySaid(kinds, day, 0 if NOBODY.search(part) else None)
    count = int(number[1])
    if NOBODY.search(part):
        return StaySaid(kinds, day, count, "negated")
    fault = "negative" if count < 0 else "too_many" if count > LARGEST else None
    return StaySaid(kinds, day, count, fault)


def _kinds(part: str) -> tuple[str, ...]:
    """The meals and nights that a piece of the sentence names."""
    if re.search(r"\bannghi\b", part):
        return (*MEALS, NIGHT)
    named = tuple(kind for kind, words in WORDS if words.search(part))
    return named or (MEALS if ANY_MEAL.search(part) else ())
