"""Where: the meeting's place, or that of one item of the programme."""

import re
from collections.abc import Sequence

from handlers import from_plan, which
from handlers.days import slot
from handlers.messages import Place, Reply
from handlers.reading.text import fold
from handlers.request import Request
from handlers.wording import programme as wording
from storage import programme
from storage.models import Event

# What a place must name when a hall, a floor or a street is asked for.
FINER = (
    ("hoi truong", r"hoi truong|trung tam|nha van hoa|nha hat|phong hop|tru so|hall"),
    ("tang", r"tang"),
    ("phong (?:hop )?(?:nao|may|so)", r"phong"),
    ("dia chi|so nha|duong nao|pho nao", r"\bso \d|duong|pho"),
)
PLACED = r"dia diem|\btai\b|\bo\b|hoi truong|trung tam|nha \w+|san \w+|khach san|dia chi"
NOT_PLACE = ("di", "duong", "vi", "tri", "choi", "nam", "mat", "tap", "trung")


def show(request: Request) -> Reply:
    """`/diadiem`, "họp ở đâu", "bóng chuyền ở đâu", "tầng mấy"."""
    question = request.question
    events = which.events_meant(request)
    words = tuple(word for word in which.specific(question, events) if word not in NOT_PLACE)
    venue_words = fold(" ".join(event.venue or "" for event in events))
    words = tuple(word for word in words if word not in venue_words.split() and word not in ("hoi", "truong"))
    if words:
        items = [item for event in events for item in programme.items(request.session, event.id)]
        index = from_plan.index_of(request)
        fits = which.fitting(index, words, items, lambda row: f"{row.title} {row.programme or ''}")
        placed = [row for score, row in fits if row.venue and score >= fits[0][0] - 0.15]
        if placed:
            return Reply(wording.place_of_items(placed[:2]), place=Place(placed[0].venue or ""))
        if fits and all(event.venue is None for event in events):
            return from_plan.unknown(request, "địa điểm này")
        if not fits and not question.months and from_plan.best(request, must=PLACED):
            return from_plan.quoted(request, must=PLACED)
    here = [] if words else slot(question, [i for e in events for i in programme.items(request.session, e.id)])
    if here:
        return Reply(wording.place_of_items(here[:4]))
    finer = next((must for cue, must in FINER if question.says(cue)), None)
    if finer and not any(event.venue and re.search(finer, fold(event.venue)) for event in events):
        return _finer(request, events, finer)
    known = [event for event in events if event.venue and _fine_enough(request, event.venue)]
    if not known:
        return from_plan.unknown(request, "địa điểm cụ thể" if any(e.venue for e in events) else "địa điểm")
    return Reply(wording.places(known), place=Place(known[0].venue or "") if len(known) == 1 else None)


def _finer(request: Request, events: Sequence[Event], must: str) -> Reply:
    """The hall or the floor, where an item or a sentence names it though the event's place does not."""
    items = [row for event in events for row in programme.items(request.session, event.id)]
    named = [row for row in items if row.venue and re.search(must, fold(row.venue))]
    if named:
        return Reply(wording.place_of_items(named[:2]), place=Place(named[0].venue or ""))
    return from_plan.quoted(request, about="địa điểm cụ thể", must=f"(?=.*(?:{must}))(?=.*(?:{PLACED}))")


def _fine_enough(request: Request, venue: str) -> bool:
    """Whether the place names what was asked: "hội trường nào" is not answered by a province."""
    return all(re.search(must, fold(venue)) for cue, must in FINER if request.question.says(cue))
