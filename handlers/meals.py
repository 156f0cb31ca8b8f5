"""Meals, hotel and rooms: from the programme's rows, else from the plan's words."""

import re
from collections.abc import Sequence

from handlers import from_plan, which
from handlers.days import day_meant, in_part
from handlers.messages import Reply
from handlers.reading.text import fold
from handlers.request import Request
from handlers.wording import programme as wording
from storage import programme
from storage.models import ProgrammeItem

MEAL = re.compile(
    r"\ban (?:sang|trua|toi|com)\b|\bcom\b|\btiec\b|buffet|gala|dung bua|\bbua\b|lien hoan|chieu dai"
    r"|tea ?break|giai khat"
)
HOTEL = r"khach san|nha nghi|nha khach|luu tru|homestay|noi nghi|cho nghi"
HOTEL_NAMED = r"(?:khach san|nha nghi|nha khach|homestay) (?!nao|gi|cho|cua|va)\w+|(?:luu tru|nghi) tai"
MENU = r"menu|thuc don|mon (?:gi|an|nao)|an (?:gi|nhung gi)|chay"


def show(request: Request) -> Reply:
    """ "Tối 30/11 ăn ở đâu", "khách sạn nào", "mấy giờ ăn sáng"."""
    question = request.question
    if question.wants("money") or question.says(MENU):
        found = from_plan.best(request)
        return from_plan.quoted(request) if found else from_plan.unknown(request)
    items = [row for event in which.events_meant(request) for row in programme.items(request.session, event.id)]
    if question.says(
        "khach san|nha nghi|nha khach|ngu|luu tru|(?:cho|noi) (?:o|nghi|ngu)|(?<!hoi )(?<!de )nghi (?:o|dem|lai|tai)"
    ) and not question.says("an (?:sang|trua|toi|com)|com|tiec"):
        return _hotel(request, items)
    return _meals(request, items)


def _hotel(request: Request, items: Sequence[ProgrammeItem]) -> Reply:
    inside = [row for row in items if re.search(HOTEL, fold(f"{row.venue or ''} {row.title}"))]
    if inside:
        return Reply(wording.place_of_items(inside[:2]))
    if from_plan.best(request, must=HOTEL_NAMED):
        return from_plan.quoted(request, must=HOTEL_NAMED)
    return from_plan.unknown(request, "nơi nghỉ")


def _meals(request: Request, items: Sequence[ProgrammeItem]) -> Reply:
    question = request.question
    meals = [row for row in items if MEAL.search(fold(row.title))]
    days = sorted({row.day for row in items if row.day})
    day = day_meant(question, days)
    named = question.day or question.day_of_month or question.nth_day
    fits = [row for row in meals if (not named or row.day == day) and _right_meal(row, question.part)]
    if fits:
        return Reply(wording.place_of_items(fits[:4], performers=question.wants("person")))
    if from_plan.best(request, must=MEAL.pattern) and not named:
        return from_plan.quoted(request, must=MEAL.pattern)
    return from_plan.unknown(request, "bữa ăn này")


def _right_meal(row: ProgrammeItem, part: str | None) -> bool:
    folded = fold(row.title)
    if part is None or re.search(rf"\b(?:an|com|tiec) {part}\b", folded):
        return True
    other = re.search(r"\b(?:an|com|tiec) (?:sang|trua|toi|chieu)\b", folded)
    return other is None and in_part(row, part)
