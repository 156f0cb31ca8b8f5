"""The plan's own words for a question that no row answers, or a plain "not known" and whom to ask."""

import re
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from threading import Lock

from handlers import which
from handlers.messages import Reply, escape
from handlers.reading.passages import LONGEST, Found, Index, quote, tokens
from handlers.reading.question import Question
from handlers.reading.text import fold
from handlers.request import Request
from handlers.wording import answers as wording
from storage import programme

THIS = "điều này"
ENOUGH = 0.5  # share of the question's weight that a passage must hold to be quoted
# Words found far apart ("trang trọng … phục vụ" for "trang phục") are no answer: the share that must stand together.
SHORT, NEAR_SHORT, NEAR_LONG = 4, 0.4, 0.2
STRICT = ("phone", "email", "money", "minutes", "hour")  # facts without which a passage answers nothing
CLOSE = 0.82  # a second passage this near to the first is quoted too
KEPT_PLANS = 64
COUNTED = re.compile(r"\b(?:bao nhieu|may) (\w+(?: \w+)?)")
IS_THERE = re.compile(
    r"\bco (?:bo tri |duoc |phai |to chuc |chuan bi |phat |cap )?(\w+)\b.* (?:khong|chua)(?: a| nhi| vay| the)?$"
)
PEOPLE = r"dai bieu|nguoi|dong chi|can bo|khach|thanh vien"

_kept: OrderedDict[tuple[int, str, datetime], Index] = OrderedDict()
_lock = Lock()


def index_of(request: Request) -> Index:
    """The passages of the event's plan, weighed once and kept in memory."""
    plan = programme.plan_of(request.session, request.event.id)
    key = (plan.id, plan.sha256, plan.created_at)
    with _lock:
        if key not in _kept:
            _kept[key] = Index(plan.text_lines)
        _kept.move_to_end(key)
        while len(_kept) > KEPT_PLANS:
            _kept.popitem(last=False)
        return _kept[key]


def quoted(
    request: Request,
    *,
    about: str = THIS,
    words: Sequence[str] = (),
    must: str | None = None,
    kinds: Sequence[str] = (),
    close: float = CLOSE,
) -> Reply:
    """The best passage, short; where none holds enough of the question, that it is not known.

    `must` is a pattern that the folded passage has to hold; `kinds` are facts it has to hold.
    """
    found = best(request, words=words, must=must, kinds=kinds, close=close)
    return quote_found(request, found, words) if found else unknown(request, about)


def quote_found(request: Request, found: Sequence[Found], words: Sequence[str] = ()) -> Reply:
    """Passages that were found, cut to what was asked, with their lines."""
    asked = words or request.question.words
    limit = LONGEST if len(found) == 1 else LONGEST * 3 // 4
    parts = [(quote(f.passage, asked, limit), f.passage.line) for f in found]
    if len(parts) > 1 and sum(len(text) for text, _ in parts) > wording.TWO_SOURCES:
        parts = parts[:1]
    return Reply(wording.quoted(parts))


def best(
    request: Request,
    *,
    words: Sequence[str] = (),
    must: str | None = None,
    kinds: Sequence[str] = (),
    close: float = CLOSE,
) -> list[Found]:
    """At most two passages that hold enough of the words and the kind of fact asked for."""
    question = request.question
    asked = tuple(words or question.words)
    wanted = [kind for kind in (*question.asks, *kinds) if kind in STRICT or kind in kinds]
    pattern = re.compile(must) if must else _counted(question)
    thing = _thing_asked_for(question)
    ranked = [
        found
        for found in index_of(request).rank(asked, limit=24)
        if all(found.passage.holds(kind) for kind in wanted)
        and (pattern is None or pattern.search(found.passage.folded))
        and (thing is None or thing in tokens(found.passage.text))
    ]
    near = 0.0 if pattern or wanted else NEAR_SHORT if len(set(asked)) <= SHORT else NEAR_LONG
    good = [f for f in ranked if f.coverage >= ENOUGH and f.together >= near and not _of_another_event(request, f)]
    if not good:
        return []
    first = good[0]
    more = [f for f in good[1:8] if f.score >= close * first.score and not _same(first, f)]
    return [first, *more[:1]]


def _strange_words(request: Request) -> str:
    """The asker's own words that the plan never uses: "mật khẩu wifi"."""
    known = index_of(request).vocabulary
    meant = set(request.question.words) - known
    words = [word.strip(".,?!:;\"'()") for word in request.question.text.split()]
    strange = [word for word in words if word.isalpha() and meant & set(tokens(word))]
    return f"“{escape(' '.join(strange[:4]))}”" if strange else ""


def _of_another_event(request: Request, found: Found) -> bool:
    """Whether the passage stands under the heading of an event that is not meant."""
    events = programme.events_beside(request.session, request.event.id)
    if len(events) < 2 or not found.passage.headings:
        return False
    meant = {event.id for event in which.events_meant(request)}
    index, above = index_of(request), " ".join(found.passage.headings)
    near = {event.id: index.coverage(tokens(event.title), above) for event in events}
    own = max(score for key, score in near.items() if key in meant)
    return max(near.values()) >= 0.6 and max(near.values()) > own + 0.15


def unknown(request: Request, about: str = THIS) -> Reply:
    """Nothing in the plan says it: so, and whom to ask. Words that the plan does not know are named."""
    if about == THIS:
        about = _strange_words(request) or about
    contacts = programme.contacts(request.session, request.event.id)
    return Reply(wording.unknown(about, wording.whom_to_ask(contacts)))


def _counted(question: Question) -> re.Pattern[str] | None:
    """ "Bao nhiêu xe" is answered only by a number of xe."""
    found = (
        COUNTED.search(question.plain) if question.wants("count") and not question.wants("money", "minutes") else None
    )
    if found is None:
        return None
    noun = (
        found[1].split()[0] if found[1].split()[0] not in ("dai", "ca", "tap", "mo", "don", "dong", "can") else found[1]
    )
    noun = PEOPLE if re.fullmatch(PEOPLE, noun) else re.escape(noun)
    return re.compile(
        rf"\d+\s*(?:->|-|–|den)?\s*\d*\s*(?:{noun})\b|\b(?:{noun})[^.;:]{{0,60}}:\s*(?:khoang |du kien )*\d"
    )


def _thing_asked_for(question: Question) -> str | None:
    """The thing in "có xe đưa đón không": a passage without it is no answer."""
    found = IS_THERE.search(question.plain)
    return found[1] if found else None


def _same(one: Found, other: Found) -> bool:
    a, b = one.passage, other.passage
    one_text, other_text = a.text.rstrip(" .;,:"), b.text.rstrip(" .;,:")
    return a.line == b.line or one_text in other_text or other_text in one_text


def says(found: Found, pattern: str) -> bool:
    """Whether a passage or its headings hold the pattern."""
    return re.search(pattern, fold(" ".join((found.passage.text, *found.passage.headings)))) is not None
