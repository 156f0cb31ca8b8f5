"""A detail that the plan gives under a heading of its own: told to whoever asks for it and for nothing else."""

import re
from collections.abc import Sequence

from handlers.answers.found import Found
from handlers.answers.sheet import Sheet
from handlers.language.words import tokens
from handlers.reading.fields import details
from handlers.reading.fields.details import DetailField
from handlers.said.questions import Question
from handlers.wording import details as wording
from storage.facts import DETAIL
from storage.models import Event


def of_asked(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Mặc gì": what the plan says of it; None where it does not, or where something else is named beside it."""
    for field in details.DETAILS:
        if question.says(field.asked) and not question.asks_who and _names_nothing_else(question, field):
            rows = [note for note in sheet.notes if note.kind == DETAIL and note.data["name"] == field.name]
            return Found(wording.told(field.label, rows)) if rows else None
    return None


def _names_nothing_else(question: Question, field: DetailField) -> bool:
    """A time, a number or another thing beside it asks for more than the heading tells."""
    own = {word for said in re.findall(rf"\b(?:{field.asked})\b", question.plain) for word in tokens(said)}
    more = question.wants("hour", "day", "money", "count", "phone") or question.of_a_day
    return not more and not [word for word in question.content if word not in own]
