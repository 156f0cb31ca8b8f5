"""Which of a plan's events a question means: by its words, month or place; else by the clock; else the chat's own."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from handlers.answers.sheet import Sheet
from handlers.language.words import tokens
from handlers.said.questions import Question
from storage.clock import local
from storage.models import Event

PLACES = frozenset(("tinh", "huyen", "xa", "phuong", "hoi", "truong", "trung", "tam", "nghi"))


def events_meant(sheet: Sheet, question: Question) -> Sequence[Event]:
    """The events a question can mean, the likeliest alone where one is likeliest."""
    events = sheet.events
    if len(events) < 2:
        return events
    named = [_title_score(question, event, events) for event in events]
    scores = [
        score + _of_place_and_time(question, event, title=max(named) > 0)
        for score, event in zip(named, events, strict=True)
    ]
    top = max(scores)
    request = sheet.request
    if top < 1 and (question.when in ("next", "now") or question.says("sap toi|toi day|sap|gan nhat|lan toi|ky toi")):
        coming = following(events, local(request.now, request.zone).date())
        return coming[:1] or events
    if top > 0:
        return [event for event, score in zip(events, scores, strict=True) if score >= top - 0.01]
    return events if request.person is None else [request.event]


def following(events: Sequence[Event], today: date) -> list[Event]:
    """The events that are not over, the nearest first; one of an uncertain day lasts as long as its month."""
    ahead = [event for event in events if (last := last_day(event)) is None or last >= today.isoformat()]
    return sorted(ahead, key=lambda event: event.starts_on.isoformat() if event.starts_on else event.month or "9999")


def last_day(event: Event) -> str | None:
    """The last day as text; of an uncertain one the end of its month."""
    if event.ends_on or event.starts_on:
        return (event.ends_on or event.starts_on or date.max).isoformat()
    return f"{event.month}-31" if event.month else None


def _title_score(question: Question, event: Event, events: Sequence[Event]) -> float:
    """Words that only some events have in their titles."""
    held = Counter(word for each in events for word in set(tokens(each.title)))
    own = set(tokens(event.title))
    asked = set(question.content) | set(question.context)
    return sum(1 - held[word] / len(events) for word in asked if word in own)


def _of_place_and_time(question: Question, event: Event, *, title: bool) -> float:
    """A month counts most; a place names its event where no title does, else only as a place: "ở Ninh Bình"."""
    score = 0.0
    asked = set(question.content) | set(question.context)
    place = [word for word in tokens(event.venue or "") if word not in PLACES]
    if place and asked.issuperset(place) and not question.after:
        there = question.says(rf"(?:o|tai) (?:(?:tinh|huyen|xa|phuong) )?{' '.join(place)}")
        score += 1 if there or not title else 0
    if question.months and _month(event) in question.months:
        score += 3
    if question.day and _lasts_over(event, question.day):
        score += 3
    return score


def _lasts_over(event: Event, day: date) -> bool:
    return event.starts_on is not None and event.starts_on <= day <= (event.ends_on or event.starts_on)


def _month(event: Event) -> int | None:
    if event.starts_on:
        return event.starts_on.month
    return int(event.month[-2:]) if event.month else None
