"""The block of the meeting itself among the timed items of its programme."""

import re
from collections.abc import Sequence

from handlers.reading.passages import Index, tokens
from storage.models import Event, ProgrammeItem

MEETING = re.compile(
    r"^(?:hoi nghi|dai hoi|hoi thao|le |phien|hop|toa dam|tap huan|khai mac|to chuc hoi nghi|chuong trinh)"
)


def main_item(index: Index, events: Sequence[Event], items: Sequence[ProgrammeItem]) -> ProgrammeItem | None:
    """By its title; else the first timed one."""
    timed = [item for item in items if item.start]
    if not timed:
        return None
    scored = []
    for item in timed:
        name = max(index.coverage(tokens(event.title), item.title) for event in events)
        scored.append((name + (0.5 if MEETING.match(" ".join(tokens(item.title))) else 0), item))
    best = max(scored, key=lambda pair: pair[0])
    return best[1] if best[0] >= 0.5 else timed[0]


def first_before(items: Sequence[ProgrammeItem], main: ProgrammeItem) -> ProgrammeItem | None:
    """The very first timed item, where it comes before the meeting."""
    first = next(item for item in items if item.start)
    if first is main or first.day is None or main.day is None or first.start is None or main.start is None:
        return None
    return first if (first.day, first.start) < (main.day, main.start) else None
