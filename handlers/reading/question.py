"""What a typed sentence asks: its topic, its day, its meaning-bearing words."""

from dataclasses import dataclass
from datetime import date, datetime

from handlers.reading.text import fold


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence understood. `words` are folded; `part` is sang, trua, chieu or toi; `when` is now, next or today."""

    text: str
    topic: str = "search"
    words: tuple[str, ...] = ()
    day: date | None = None
    part: str | None = None
    when: str | None = None
    months: tuple[int, ...] = ()
    folded: str = ""


def understand(text: str, now_local: datetime) -> Question:
    """Reads a sentence as somebody types it: without marks, abbreviated, with Telex slips, politely long."""
    folded = fold(text)
    return Question(text, words=tuple(folded.split()), folded=folded)
