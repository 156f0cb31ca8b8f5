"""Which of a plan's events a question means, and how well the words of a row fit it."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from handlers.reading.passages import Index, tokens
from handlers.reading.question import Question
from handlers.request import Request
from storage import programme
from storage.models import Event

Row = TypeVar("Row")

# Words that name the meeting itself and so tell nothing about one row of it.
OF_THE_MEETING = frozenset(
    """
    hoi nghi lop hoc khoa tap huan cuoc thi giai hop to chuc dien ra bat dau ket thuc thoi gian du kien
    chinh ke hoach chuong trinh buoi ngay noi dung tinh huyen keo dai khoang vao cuoc le tham chung ta phong
    tang den ban su nam nay
    """.split()  # noqa: SIM905
)


def events_meant(request: Request) -> list[Event]:
    """The events a question can mean: the one it names by month, title or place; else the chat's own; else all."""
    events = list(programme.events_beside(request.session, request.event.id))
    if len(events) < 2:
        return events or [request.event]
    scores = [_score(request.question, event, events) for event in events]
    top = max(scores)
    if top > 0:
        return [event for event, score in zip(events, scores, strict=True) if score >= top - 0.01]
    return events if request.person is None else [request.event]


def _score(question: Question, event: Event, events: Sequence[Event]) -> float:
    """Words that only some events have in their titles or places count; a month named counts most."""
    held = Counter(word for each in events for word in set(tokens(each.title)))
    own = set(tokens(event.title))
    asked = set(question.words)
    score = sum(1 - held[word] / len(events) for word in asked if word in own)
    place = {word for word in tokens(event.venue or "") if word not in OF_THE_MEETING}
    score += 1 if place and place <= asked else 0
    if question.months and _month(event) in question.months:
        score += 3
    return score


def _month(event: Event) -> int | None:
    if event.starts_on:
        return event.starts_on.month
    return int(event.month[-2:]) if event.month else None


def specific(question: Question, events: Sequence[Event]) -> tuple[str, ...]:
    """The words that do not merely name the meeting."""
    names = {word for event in events for word in tokens(event.title)}
    if question.says("dia diem|dia chi"):
        names |= {"dia", "diem", "chi"}
    if question.months:
        names |= {"thang", *map(str, question.months)}
    if question.day:
        names |= {str(question.day.day), str(question.day.month), str(question.day.year)}
    if question.day_of_month:
        names.add(str(question.day_of_month))
    return tuple(word for word in question.words if word not in OF_THE_MEETING and word not in names)


def fitting(
    index: Index, words: Sequence[str], rows: Sequence[Row], text: Callable[[Row], str], *, enough: float = 0.5
) -> list[tuple[float, Row]]:
    """The rows that hold enough of the words, best first; of two equally good ones the shorter text wins."""
    if not words:
        return []
    found = []
    for row in rows:
        words_of_row = text(row)
        if index.coverage(words, words_of_row) >= enough:
            found.append((index.alike(words, words_of_row) - len(words_of_row) / 5000, row))
    return sorted(found, key=lambda pair: -pair[0])
