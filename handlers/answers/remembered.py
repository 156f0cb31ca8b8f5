"""What organisers answered to an earlier asker, known again by its words."""

from handlers.answers.found import Found
from handlers.answers.sheet import Sheet
from handlers.said.questions import Question
from handlers.wording import passing as wording
from storage import passed

ALIKE = 0.75  # share of the words' weight, both ways
SYLLABLES = 2  # fewer words than these are too little to know a question by


def remembered(sheet: Sheet, question: Question) -> Found | None:
    """The organisers' answer to nearly the same question."""
    request = sheet.request
    if request.person is None or len(question.words) < SYLLABLES:
        return None
    asked = set(question.words)
    rows = passed.answered(request.session, request.event.id)
    scored = [(_alike(sheet, asked, set(row.words)), row) for row in rows]
    best = max(scored, key=lambda pair: pair[0], default=None)
    if best is None or best[0] < ALIKE:
        return None
    return Found(wording.remembered(best[1], request.zone))


def _alike(sheet: Sheet, asked: set[str], said: set[str]) -> float:
    """The weight of the words both have, as a share of all that either has."""
    every = sum(sheet.index.weight(word) for word in asked | said)
    return sum(sheet.index.weight(word) for word in asked & said) / every if every else 0.0
