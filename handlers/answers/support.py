"""A supporting line where the best row is not clearly ahead: the runner-up, cut short, from another line of the plan."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.answers.found import Found
from handlers.answers.passages import Passage
from handlers.answers.quoting import quote
from handlers.answers.rank import WHOLE, Ranked
from handlers.answers.rows import Row
from handlers.answers.say import say
from handlers.answers.sheet import Sheet
from handlers.answers.terms import Term, terms
from handlers.language.folding import fold
from handlers.language.words import tokens
from handlers.messages import Fact, plain
from handlers.said.questions import Question
from handlers.wording import answers as wording
from handlers.wording.told import Told

MOST = 2  # supporting lines
NEAR, FAR = 0.2, 0.45  # how near the best a row must be; how near, where the best leaves much open
CLEAR = 0.75  # a fact of the paper or the meeting itself that explains so much stands alone
MISSING, HALF = 0.9, 0.5  # and where it gives a kind of fact that was asked for and the best has not
OPEN = 0.3  # the share of what was asked that the best row leaves open
LONGEST = 690  # characters of an answer with its support
HEAVY = 0.8  # of the weight of what tells most
SAME, SAME_LINE = 0.65, 0.5  # share of the words of a line's facts that the answer's hold already; of the same line
NEWS = frozenset(("due", "money", "count", "signer"))  # they tell something new though the words around them do not


def _reach(first: Ranked, one: Ranked, missing: frozenset[str], left: Sequence[Term]) -> float:
    """How far behind the best row another may lie: farthest where it gives the kind of fact that is missing."""
    if not missing.isdisjoint(one.row.gives) and one.coverage >= HALF:
        return MISSING
    is_open = first.coverage < 1 - OPEN or any(term in one.held for term in left)
    return FAR if is_open else NEAR


def _is_of_several(row: Row) -> bool:
    return isinstance(row.of, Passage) and row.of.parts > 1


def _repeats(first: Row, other: Row) -> bool:
    return bool(first.text) and fold(first.text)[:60] in fold(other.text)


def supported(sheet: Sheet, question: Question, found: Found, first: Ranked, others: Sequence[Ranked]) -> Found:
    """The answer with up to two runners-up as short lines, where they are near the best one."""
    if first.row.kind in WHOLE and first.coverage >= CLEAR:
        return found
    told = [term for term in terms(sheet.index, question) if term.telling and term.known]
    heavy = _heavy(told)
    left = [term for term in told if term not in first.held]
    missing = frozenset(question.asks) - first.row.gives
    said = 0
    for one in others:
        if said == MOST:
            break
        if one.score < first.score - _reach(first, one, missing, left):
            continue
        if not any(term in one.held for term in heavy) or _is_of_several(one.row):
            continue
        if missing.isdisjoint(one.row.gives) and _repeats(first.row, one.row):
            continue
        support = _line(sheet, question, one)
        if _tells_already(found.told, support, wholly=not missing.isdisjoint(one.row.gives)):
            continue
        longer = wording.with_support(found.told, support, one.row.line)
        if len(plain(longer.text)) > LONGEST:
            break
        found, said = replace(found, told=longer), said + 1
    return found


def _heavy(told: Sequence[Term]) -> list[Term]:
    """The terms that tell most: a line that shares only a small word with the question is beside the point."""
    most = max((term.weight for term in told), default=0.0)
    return [term for term in told if term.weight >= HEAVY * most]


def _line(sheet: Sheet, question: Question, one: Ranked) -> Told:
    """The row in one short line, cut to what was asked."""
    row = one.row
    if isinstance(row.of, Passage):
        words = (*question.words, *question.context)
        return wording.cut(wording.quoted([(quote(row.of, words, wording.SHORT), row.line)]))
    return wording.cut(say(sheet, question, [row]).told)


def _tells_already(told: Told, support: Told, *, wholly: bool) -> bool:
    """Whether what the line tells is told: all of it; or no news among it, and most of its words."""
    if wholly:
        return all(any(fact.value in each.value for each in told.facts) for fact in support.facts)
    if any(_is_news(told, fact) for fact in support.facts):
        return False
    words = _words(support.facts)
    same_line = bool(support.lines) and set(told.lines).issuperset(support.lines)
    return len(words & _words(told.facts)) >= (SAME_LINE if same_line else SAME) * len(words)


def _is_news(told: Told, fact: Fact) -> bool:
    """Whether a day, a number or a signature is told under its own name neither as a fact nor in a quotation."""
    if fact.kind not in NEWS or any((each.kind, each.value) == (fact.kind, fact.value) for each in told.facts):
        return False
    return not _words(each for each in told.facts if each.kind == "quote").issuperset(tokens(fact.value))


def _words(facts: Iterable[Fact]) -> set[str]:
    return {word for fact in facts for word in tokens(fact.value)}
