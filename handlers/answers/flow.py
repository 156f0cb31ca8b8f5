"""From a question to its answer: talk, clauses, lists, single facts."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.answers import choose, follow, lists, programme, seats
from handlers.answers.meant import events_meant
from handlers.answers.sheet import Sheet
from handlers.messages import Reply
from handlers.reading.passages import tokens
from handlers.reading.question import Question, understand
from handlers.reading.shorthand import is_syllable, plain
from handlers.request import Request
from handlers.wording import answers as wording
from storage.clock import local
from storage.models import Event

LOANS = frozenset(
    (
        "wifi",
        "pass",
        "password",
        "zoom",
        "link",
        "menu",
        "buffet",
        "taxi",
        "grab",
        "ship",
        "qr",
        "app",
        "web",
        "internet",
    )
)
LONGEST = 690  # of an answer to several clauses


def show(request: Request) -> Reply:
    """A question in any words: talk in one line, each asking clause by its own answer."""
    question = follow.resolved(request)
    if question.talk or not question.plain.strip():
        return Reply(wording.TALK[question.talk or "about"])
    sheet = Sheet(request)
    question = _written_out(sheet, question)
    follow.remember(request, question)
    if not question.parts:
        return answer(sheet, question)
    replies = [answer(sheet, part) for part in question.parts]
    known = [reply for reply in replies if not wording.is_unknown(reply.text)]
    if not known:
        return answer(sheet, question)
    return joined(known)


def _written_out(sheet: Sheet, question: Question) -> Question:
    """Letters that the plan does not have, as the words they begin in it: "đoàn tn", "vđv"."""
    known = sheet.index.vocabulary
    short = {
        word: sheet.index.written_out(word) for word in question.words if word not in known and 2 <= len(word) <= 5
    }
    long = {word: words for word, words in short.items() if words and not is_syllable(word) and word not in LOANS}
    if not long:
        return question
    text = " ".join(long.get(word, word) for word in plain(question.text).split())
    return understand(text, local(sheet.request.now, sheet.request.zone))


def answer(sheet: Sheet, question: Question) -> Reply:
    """One clause: a list where one is asked for, else the row that fits best, else that it is not known."""
    meant = events_meant(sheet, question)
    return _listed(sheet, question, meant) or choose.best(sheet, question, meant)


def _listed(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Reply | None:
    found = lists.of_stretch_beside(sheet, question) or lists.stretch(sheet, question)
    if found is None and (question.after or question.before) and question.when != "now":
        found = programme.neighbour(sheet, question, meant)
    if found is None and question.item is not None:
        found = programme.numbered(sheet, question, meant)
    if found is None and question.still:
        found = lists.still_open(sheet, question)
    found = found or lists.conferences(sheet, question, meant) or seats.of_unit(sheet, question)
    found = found or lists.whom_to_call(sheet, question)
    if found is None and question.says("nop|gui|han|no|thieu|kip"):
        found = lists.due(sheet, question) or lists.receivers(sheet, question)
    found = found or lists.of_office(sheet, question, meant) or lists.due(sheet, question)
    found = found or programme.meals(sheet, question, meant)
    if found is None and _nothing_named(sheet, question, meant):
        found = _by_the_clock(sheet, question, meant)
    return found or lists.invited(sheet, question, meant)


def _by_the_clock(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Reply | None:
    """Now, next, a day, or the whole programme, where no single thing is named."""
    if question.when in ("now", "next"):
        found = programme.now_or_next(sheet, question, meant)
        if found is not None:
            return found
    if question.of_a_day and not question.leans_to("deadline"):
        return lists.of_date(sheet, question) or programme.of_day(sheet, question, meant)
    if not question.asks and (question.leans_to("item") or question.says("lich|gi|nhung gi")):
        return programme.whole(sheet, question, meant)
    return None


def _nothing_named(sheet: Sheet, question: Question, meant: Sequence[Event]) -> bool:
    """Whether the words left are only those of any meeting, of its title, or of a meal."""
    titles = {word for event in meant for word in tokens(event.title)}
    numbers = {word for word in question.words if word.isdigit()}
    known = sheet.index.vocabulary
    slips = {
        word
        for word in question.content
        if word not in known and len(word) > 3 and not is_syllable(word) and word not in LOANS
    }
    rest = [word for word in question.content if word not in titles | programme.LISTED | numbers | slips]
    meal = {"an", "com", "bua", "tiec", "ngu", "dung"}
    return not [word for word in rest if word not in meal or not question.of_a_day]


def joined(replies: Sequence[Reply]) -> Reply:
    """Several short answers as one."""
    distinct = list({reply.text: reply for reply in replies}.values())
    while len(distinct) > 1 and sum(len(reply.text) for reply in distinct) > LONGEST:
        distinct.pop()
    return (
        replace(distinct[0], text=wording.together([reply.text for reply in distinct]))
        if len(distinct) > 1
        else distinct[0]
    )
