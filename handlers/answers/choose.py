"""Chooses the row that answers, perhaps with a second one for what the first leaves open; or says that none does."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import tracing
from handlers.answers import readings, support
from handlers.answers.fitness import can_answer
from handlers.answers.found import Found, not_known
from handlers.answers.rank import Ranked, opens, rank
from handlers.answers.rows import Row
from handlers.answers.say import say
from handlers.answers.sheet import Sheet
from handlers.answers.terms import Term, is_surely_strange, terms
from handlers.language.shorthand import is_syllable
from handlers.language.words import tokens
from handlers.messages import escape
from handlers.said.questions import LEVELS, Question
from handlers.wording import answers as wording
from handlers.wording.programme import days
from handlers.wording.told import together
from storage.models import Event

WHICH_EVENT = "(?:hoi nghi|cuoc hop|su kien|buoi|dot) nao"
ENOUGH = 0.4  # share of the question's weight that a row must explain
STRICT = 0.6
OPENED = 0.3  # where the text begins with the very words of the question
SECOND = 0.4  # share that a row must explain to be said for what the first leaves open
NEAR = 0.05  # share of its neighbouring words that must stand together in plain text
SURE = 0.75
WIDE = 0.3
CLOSE = 0.06  # rows of one kind this near to the best are said with it
JOINED = ("group", "item", "deadline", "contact", "event", "role", "budget", "duty", "observance", "period")


def best(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found:
    """The best row in words, or that nothing is known, and whom to ask."""
    rows = _rows(sheet, question)
    ranked = [
        one for one in rank(sheet, question, rows, [event.id for event in meant]) if can_answer(sheet, question, one)
    ]
    said = terms(sheet.index, question)
    good = [one for one in ranked if _enough(question, one, said, _needed(question, said))]
    tracing.note("rows", ranked=ranked, good=good, needed=_needed(question, said))
    if not good or _uncertain(question, good[0], meant):
        return unknown(sheet, question)
    first = good[0]
    others = readings.other(question, good)
    rows = [first.row, *_beside(sheet, question, first, good[1:12])]
    found = support.supported(
        sheet, question, say(sheet, question, rows), first, [one for one in good[1:8] if one.row not in rows]
    )
    found = _with_its_event(sheet, question, first.row, found)
    return replace(found, buttons=(*found.buttons, *others)[: readings.MOST]) if others else found


def _with_its_event(sheet: Sheet, question: Question, row: Row, found: Found) -> Found:
    """ "Dự hội nghị nào": the conference first, then what was found of it."""
    event = next((event for event in sheet.events if event.id == row.event_id), None)
    if len(sheet.events) < 2 or event is None or row.kind == "event" or not question.says(WHICH_EVENT):
        return found
    return replace(found, told=together([days([event], with_place=True), found.told]))


def _rows(sheet: Sheet, question: Question) -> Sequence[Row]:
    """All rows; who does a thing is told by its duty, not by the words of it alone; nothing named, nothing quoted."""
    rows = sheet.rows
    if question.wants("unit", "person"):
        rows = [row for row in rows if row not in sheet.told_by_duties]
    if _names_nothing(question):
        told = ("passage", "item", "group", "period", "observance", "duty")
        who = question.wants("unit", "person") and question.leans_to("duty")
        rows = [row for row in rows if row.kind not in told or (who and row.kind == "duty")] or rows
    return rows


def _uncertain(question: Question, one: Ranked, meant: Sequence[Event]) -> bool:
    """Whether an exact day is asked for that the plan leaves open."""
    exact = question.exact or (bool(question.months) and question.says("ngay (?:may|nao|bao nhieu)|thu may"))
    exact = exact and question.wants("day") and not question.says("chua|co chua")
    return exact and one.row.kind in ("event", "passage") and not any(event.starts_on for event in meant)


def _needed(question: Question, said: Sequence[Term]) -> float:
    """What share must be explained: more, where a thing is named that the plan does not have."""
    strange = any(is_surely_strange(term) for term in said)
    if strange and question.wants("money", "phone", "email", "name", "minutes"):
        return SURE
    return STRICT if strange else ENOUGH


def _names_nothing(question: Question) -> bool:
    """Only a kind of fact is asked for, of no thing and no level."""
    asks = bool(question.asks) and LEVELS.isdisjoint(question.words)
    return asks and not question.content and not question.context


def _enough(question: Question, one: Ranked, said: Sequence[Term], needed: float) -> bool:
    """Whether a row explains enough of what was asked, in words that stand together."""
    told = [term for term in said if term.telling]
    if one.row.kind == "passage" and one.coverage >= OPENED and opens(question, one.row):
        return True
    if one.coverage < needed and told:
        return False
    return bool(question.context) or not _is_scattered(one) or _holds_a_phrase(question, one, told)


def _is_scattered(one: Ranked) -> bool:
    """A long text whose words were asked for, but not together."""
    plain = one.row.kind in ("passage", "duty", "deadline", "item", "period") and len(one.row.text) > 60
    return plain and one.together < NEAR and one.coverage < SURE


def _holds_a_phrase(question: Question, one: Ranked, told: Sequence[Term]) -> bool:
    """What stands for standing together: a phrase, the fact itself, all that was asked."""
    if any(len(term.words) > 1 for term in one.held) or (question.wants("minutes", "source") and one.fits):
        return True
    return bool(told) and one.held.issuperset(told)


def _beside(sheet: Sheet, question: Question, first: Ranked, others: Sequence[Ranked]) -> list[Row]:
    """A row that explains what the first leaves open, and rows as good as the first."""
    if first.row.kind not in (*JOINED, "passage"):
        return []
    asked = terms(sheet.index, question)
    alike = [one for one in others if one.row.kind == first.row.kind and not _repeats(first.row, one.row)]
    left = [term for term in asked if term not in first.held and term.telling and term.known]
    missing = sum(term.weight for term in left)
    if missing > 0.15 * sum(term.weight for term in asked):
        filling = _filling(alike, left, missing)
        if filling is not None:
            return [filling]
    close = WIDE if question.wants("minutes", "money") else CLOSE
    if close == WIDE:
        return [one.row for one in alike if one.score >= first.score - WIDE and one.coverage >= ENOUGH][:1]
    if first.row.kind == "passage":
        return [one.row for one in alike if one.score >= first.score - CLOSE and one.held == first.held][:1]
    return [one.row for one in alike if one.score >= first.score - close and one.held >= first.held][:3]


def _filling(alike: Sequence[Ranked], left: Sequence[Term], missing: float) -> Row | None:
    """The row that explains most of what is left open, where that is enough of it."""
    gains = [(sum(term.weight for term in left if term in one.held), one) for one in alike]
    gain, most = max(gains, key=lambda pair: pair[0], default=(0.0, None))
    if most is None or gain < 0.6 * missing:
        return None
    return most.row if most.coverage >= SECOND else None


def _repeats(one: Row, other: Row) -> bool:
    a, b = one.text.rstrip(" .;,:"), other.text.rstrip(" .;,:")
    if one.kind == "passage" and (str(one.line) == str(other.line) or a in b or b in a):
        return True
    return a == b and one.kind != "event"


def unknown(sheet: Sheet, question: Question) -> Found:
    """Nothing in the plan says it: so, and whom to ask. Words that the plan does not know are named."""
    about = _strange_words(sheet, question) or next(
        (words for kind, words in wording.ABOUT_KINDS if kind in question.asks), wording.THIS
    )
    return not_known(wording.unknown(about, sheet.whom_to_ask))


def _strange_words(sheet: Sheet, question: Question) -> str:
    """The asker's own words that the plan never uses: "mật khẩu wifi"."""
    strange = [term for term in terms(sheet.index, question) if not term.known]
    things = [term for term in strange if len(term.words) > 1 or not is_syllable(term.words[0])]
    meant = {word for term in things for word in term.words}
    words = [word.strip(".,?!:;\"'()") for word in question.text.split()]
    typed = [word for word in words if word.isalpha() and meant & set(tokens(word))]
    return f"“{escape(' '.join(typed[:4]))}”" if typed else ""
