"""Meals: of the day and the part of it that are named, the next one, the one beside the meeting."""

import re
from collections.abc import Sequence
from datetime import timedelta

from handlers.answers.found import Found
from handlers.answers.main_item import main_item
from handlers.answers.programme import ASKS_MEAL, begin, finish
from handlers.answers.sheet import Sheet
from handlers.answers.terms import terms
from handlers.language.folding import fold
from handlers.programme.days import day_meant, in_part
from handlers.said.questions import Question
from handlers.wording import programme as wording
from storage.clock import local
from storage.models import Event, ProgrammeItem

MEAL = r"\ban (?:sang|trua|toi|com|chieu)\b|\bcom\b|\btiec\b|buffet|gala|bua\b|lien hoan|chieu dai|tea ?break|giai khat"
AT_THE_END = r"chia tay|(?:hom|sau|khi|luc|xong) (?:khi |le )?be mac|be mac xong|(?:sau|xong) (?:khi )?(?:hoi nghi|tong ket|hop)|(?:hop|hoi nghi) xong"
AT_THE_START = r"truoc (?:khi |gio |le |luc )?(?:khai mac|hop|hoi nghi|vao hop)"
MENU = r"menu|thuc don|mon (?:gi|an|nao)|an (?:gi|nhung gi)|an chay"
PART = r"\b(?:an|com|bua|tiec) (sang|trua|chieu|toi)\b"


def meals(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """Meals of the day and the part of it that are named; the next one, where it is now that one is hungry."""
    if not _asks_when_or_where(sheet, question):
        return None
    items = sheet.items(meant)
    found = [item for item in items if re.search(MEAL, fold(item.title))]
    if (beside := _beside_the_meeting(sheet, question, meant, found)) is not None:
        return Found(wording.items([beside], performers=question.wants("person", "unit")))
    if not (question.of_a_day or _is_hungry(question) or not question.content):
        return None
    found = _of_that_time(question, items, found)
    if _is_hungry(question):
        found = _nearest_meal(sheet, found)
    return Found(wording.items(found[:4], performers=question.wants("person", "unit"))) if found else None


def _asks_when_or_where(sheet: Sheet, question: Question) -> bool:
    """A meal is asked for: not what it costs, who cares for it, what there is to eat, or whether there is a strange one."""
    if not question.says(ASKS_MEAL) or question.says(MENU):
        return False
    if question.wants("money", "count", "source") or _asks_who_cares(question):
        return False
    if not question.whether or question.asks:
        return True
    return all(term.known for term in terms(sheet.index, question))


def _is_hungry(question: Question) -> bool:
    return question.when in ("now", "next") or bool(question.countdown)


def _of_that_time(
    question: Question, items: Sequence[ProgrammeItem], found: Sequence[ProgrammeItem]
) -> list[ProgrammeItem]:
    """The meals of the day, where one is named, and of the part of the day."""
    day = day_meant(question, sorted({item.day for item in items if item.day}))
    named = question.day or question.day_of_month or question.nth_day
    parts = re.findall(PART, question.plain) or [question.part]
    return [i for i in found if (not named or i.day == day) and any(_right_meal(i, part) for part in parts)]


def _beside_the_meeting(
    sheet: Sheet, question: Question, meant: Sequence[Event], found: Sequence[ProgrammeItem]
) -> ProgrammeItem | None:
    """The meal that follows the closing ("cơm chia tay hôm bế mạc") or goes before the opening, in the part that is named."""
    if not question.wants("hour", "place", "day") or not question.says(f"{AT_THE_END}|{AT_THE_START}"):
        return None
    main = main_item(sheet.index, meant, sheet.items(meant))
    if main is None or main.day is None or main.start is None:
        return None
    begins = begin(main)
    part = re.search(PART, question.plain)
    timed = [i for i in found if i.day and i.start and i is not main]
    timed = [i for i in timed if not part or _right_meal(i, part[1])]
    if question.says(AT_THE_END):
        return next((item for item in sorted(timed, key=begin) if begin(item) > begins), None)
    return next((item for item in sorted(timed, key=begin, reverse=True) if begin(item) < begins), None)


def _asks_who_cares(question: Question) -> bool:
    """Whether it is the duty that is asked for, not who sits at the table."""
    return question.wants("unit") and not question.says("du|ngoi|cung|tham gia|tiep|moi")


def _right_meal(item: ProgrammeItem, part: str | None) -> bool:
    folded = fold(item.title)
    if part is None or re.search(rf"\b(?:an|com|tiec) {part}\b", folded):
        return True
    other = re.search(r"\b(?:an|com|tiec) (?:sang|trua|toi|chieu)\b", folded)
    return other is None and in_part(item, part)


def _nearest_meal(sheet: Sheet, found: Sequence[ProgrammeItem]) -> list[ProgrammeItem]:
    now = local(sheet.request.now, sheet.request.zone).replace(tzinfo=None)
    timed = [item for item in found if item.day and item.start]
    running = [
        item
        for item in timed
        if begin(item) <= now < (finish(item, []) if item.end else begin(item) + timedelta(hours=2))
    ]
    return running[:1] or sorted((item for item in timed if begin(item) > now), key=begin)[:1]
