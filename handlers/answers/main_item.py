"""The block of the meeting itself among the timed items of its programme."""

import re
from collections.abc import Sequence

from handlers.answers.passages import Index
from handlers.language.words import tokens
from storage.models import Event, ProgrammeItem

MEETING = re.compile(
    r"^(?:hoi nghi|dai hoi|hoi thao|le |phien (?:hop|khai mac|toan the|chinh thuc)|hop|toa dam|tap huan|khai mac|to chuc hoi nghi|chuong trinh)"
)

PART_OF_IT = re.compile(
    r"^(?:bao cao|trinh bay|thong qua|phat bieu|dien van|tham luan|cong bo|gioi thieu|xem|don|ky ket|trao|van nghe)"
)
OPENING = re.compile(r"\bkhai (?:mac|giang)\b|tuyen bo ly do|chao co|gioi thieu dai bieu")
CLOSING = re.compile(r"\bbe (?:mac|giang)\b|ket luan|tong ket lop")


def main_item(index: Index, events: Sequence[Event], items: Sequence[ProgrammeItem]) -> ProgrammeItem | None:
    """By its title; else the first timed one."""
    timed = [item for item in items if item.start]
    if not timed:
        return None
    scored = [(0.0, timed[0])]
    for item in timed:
        if PART_OF_IT.match(" ".join(tokens(item.title))):
            continue
        name = max(index.coverage(tokens(event.title), item.title) for event in events)
        scored.append((name + (0.5 if MEETING.match(" ".join(tokens(item.title))) else 0), item))
    best = max(scored, key=lambda pair: pair[0])
    if best[0] >= 0.5:
        return best[1]
    opening = next((item for item in timed if OPENING.search(" ".join(tokens(item.title)))), None)
    return opening or timed[0]


def closing_item(items: Sequence[ProgrammeItem], main: ProgrammeItem) -> ProgrammeItem:
    """The item that closes the meeting: the main one where it has an end, else "bế mạc", else the last of its day."""
    if main.end is not None and not OPENING.search(" ".join(tokens(main.title))):
        return main
    timed = [item for item in items if item.start]
    closing = [item for item in timed if CLOSING.search(" ".join(tokens(item.title)))]
    return (closing or [item for item in timed if item.day == timed[-1].day])[-1]


def first_before(items: Sequence[ProgrammeItem], main: ProgrammeItem) -> ProgrammeItem | None:
    """The very first timed item, where it comes before the meeting."""
    first = next(item for item in items if item.start)
    if first is main or first.day is None or main.day is None or first.start is None or main.start is None:
        return None
    return first if (first.day, first.start) < (main.day, main.start) else None
