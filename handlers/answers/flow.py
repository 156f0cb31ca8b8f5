"""From a question to its answer: talk, clauses, lists, single facts."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from handlers import tracing
from handlers.answers import (
    choose,
    clock,
    details,
    due,
    follow,
    invited,
    levels,
    lists,
    meals,
    offices,
    paper,
    persons,
    programme,
    seats,
)
from handlers.answers.asker import without_own_unit
from handlers.answers.found import Found
from handlers.answers.meant import events_meant
from handlers.answers.remembered import remembered
from handlers.answers.sheet import Sheet
from handlers.language.shorthand import LOANS, is_syllable
from handlers.language.words import tokens
from handlers.messages import Button, Reply, talking
from handlers.request import Request
from handlers.said.questions import Question
from handlers.wording import answers as wording
from handlers.wording import passing
from handlers.wording.told import distinct, together
from storage.models import Event

LONGEST = 690  # of an answer to several clauses


def show(request: Request) -> Reply:
    """A question in any words: talk in one line, each asking clause by its own answer."""
    question: Question = request.command.said
    if question.talk or not question.plain.strip():
        return talking(wording.TALK[question.talk or "about"])
    sheet = Sheet(request)
    question = follow.resolved(request, question)
    found = _answered(sheet, question)
    if found.unknown:
        found = remembered(sheet, question) or found
        tracing.note("remembered", answered=not found.unknown)
    reply = found.reply()
    if not found.unknown or request.person is None or sheet.asked_by_organiser:
        follow.remember(request, question)
        return reply
    token = follow.remember(request, question, unanswered=True)
    return replace(reply, buttons=(*reply.buttons, Button(passing.PASS_ON, f"/chuyen {token}")))


def _answered(sheet: Sheet, question: Question) -> Found:
    """Clause by clause where there are several; of those what is known."""
    if not question.parts:
        return answer(sheet, question)
    found = [answer(sheet, part) for part in question.parts]
    known = [each for each in found if not each.unknown]
    if not known:
        return answer(sheet, question)
    return joined(known)


def answer(sheet: Sheet, question: Question) -> Found:
    """One clause: a list where one is asked for, else the row that fits best, else that it is not known."""
    question = without_own_unit(sheet, question)
    meant = events_meant(sheet, question)
    tracing.note("question", question=question, meant=meant)
    question = _without_the_month(sheet, question, meant)
    found = _listed(sheet, question, meant) or choose.best(sheet, question, meant)
    return clock.until(sheet, question, meant, found) if question.countdown else found


def _without_the_month(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Question:
    """Where a month has told which conference is meant, no row about who does something need name it."""
    told = bool(question.months) and len(meant) < len(sheet.events)
    if not told or not question.asks_who or question.wants("place"):
        return question
    named = {"thang", *(form for month in question.months for form in (str(month), f"{month:02}"))}
    return replace(
        question,
        words=tuple(word for word in question.words if word not in named),
        content=tuple(word for word in question.content if word not in named),
    )


def _listed(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    for number, read in enumerate(READERS):
        if (found := read(sheet, question, meant)) is not None:
            tracing.note("facts", tried=READERS[:number], answered=read)
            return found
    tracing.note("facts", tried=READERS, answered=None)
    return None


def _papers(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """What is due or where it goes, where papers are spoken of."""
    if not question.says("nop|gui|han|no|thieu|kip"):
        return None
    return due.due(sheet, question, meant) or due.receivers(sheet, question, meant)


def _by_the_clock(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """Now, next, a day, or the whole programme, where no single thing is named."""
    if question.says(meals.MENU) or not _nothing_named(sheet, question, meant):
        return None
    if question.when in ("now", "next"):
        found = programme.now_or_next(sheet, question, meant)
        if found is not None:
            return found
    if question.of_a_day and not question.leans_to("deadline") and not question.wants("duration"):
        return due.of_date(sheet, question) or programme.of_day(sheet, question, meant)
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


def joined(answers: Sequence[Found]) -> Found:
    """Several short answers as one."""
    told = distinct([each.told for each in answers])
    while len(told) > 1 and sum(len(each_told.text) for each_told in told) > LONGEST:
        told.pop()
    return replace(answers[0], told=together(told)) if len(told) > 1 else answers[0]


# Each reads one kind of question and gives nothing for any other; the first that answers, answers. Order is meaning.
READERS: tuple[Callable[[Sheet, Question, Sequence[Event]], Found | None], ...] = (
    details.of_asked, lists.observances, lists.of_stretch_beside, lists.stretch, clock.of_the_asker, clock.at_an_hour, clock.counted,
    offices.of_own_unit, programme.neighbour, programme.numbered, due.still_open,
    lists.conferences, lists.sums, invited.of_section, levels.of_level, seats.of_unit, invited.most, due.addresses, lists.whom_to_call, persons.of_person,
    *paper.READERS,
    _papers, offices.of_office, due.due, meals.meals, _by_the_clock, invited.invited,
)  # fmt: skip
