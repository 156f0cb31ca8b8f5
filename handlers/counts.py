"""How many: the expected total, a group's number, a unit's seats; a total is never split into quotas of our own."""

import re
from collections.abc import Sequence

from handlers import from_plan, which
from handlers.messages import Reply
from handlers.reading.units import mentioned
from handlers.request import Request
from handlers.wording import people as wording
from storage import programme, units
from storage.models import DelegateGroup, Event, Unit

PEOPLE = re.compile(r"dai bieu|nguoi|dong chi|khach|phong vien|hoc vien|bao nhieu$")
COUNTING = frozenset(
    """
    dai bieu nguoi tong so luong du tham gia toan bo bao may duoc cu toi da thieu dong chi tat ca
    """.split()  # noqa: SIM905
)
GENERAL = which.OF_THE_MEETING - {"tinh", "huyen"} | {"ket", "moi"}
SOFT = frozenset(("moi", "khach", "dai", "dien", "hoc", "vien"))  # they name a group only where a group is so called
EACH = r"\bmoi (?!(?:nguoi|dai|ngay|bao|may|duoc|den|du|tham|tong|toi|ai|co(?! quan)|trong|la)\b)\w+"
TOTAL = (
    r"(?:du kien|tong so|khoang|gom|thanh phan|so luong)[^.;]{0,60}\d+ (?:dai bieu|nguoi|hoc vien)"
    r"|\d+ (?:dai bieu|nguoi)[^.;]{0,20}trong do"
)


def show(request: Request) -> Reply:
    """ "Bao nhiêu đại biểu", "tỉnh mời mấy người", "mỗi huyện mấy cá nhân"."""
    question = request.question
    events = which.events_meant(request)
    unit = _unit_named(request)
    if unit is not None and PEOPLE.search(question.plain):
        return _seats(request, events, unit)
    marked = question.text != question.text.encode("ascii", "ignore").decode()
    each = re.search(EACH, question.plain) if not marked or "mỗi" in question.text.lower() else None
    if each is not None:
        return _of_each(request, each[0])
    return _people(request, events)


def _of_each(request: Request, each: str) -> Reply:
    """ "Mỗi xã mấy người": the passage that says "mỗi xã …", else one that speaks of each."""
    own = rf"\b{each}\b.*\d"
    must = own if from_plan.best(request, must=own) else rf"{EACH}[^.;]*\d"
    return from_plan.quoted(request, about="con số này", must=must)


def _unit_named(request: Request) -> Unit | None:
    """The member unit a question is about: named, or the asker's own."""
    members = [u for u in units.of_plan(request.session, request.event.id) if u.kind == "member"]
    if request.unit is not None and request.question.own:
        return request.unit
    found = mentioned(request.question.plain, {u.id: [alias.folded for alias in u.aliases] for u in members})
    return next((u for u in members if u.id in found), None)


def _seats(request: Request, events: Sequence[Event], unit: Unit) -> Reply:
    """A unit's own number; what the plan says of each unit alike; else it is not known."""
    for event in events:
        seats = units.quotas(request.session, event.id).get(unit.id)
        if seats is not None:
            return Reply(wording.quota(unit, seats))
    each = rf"{EACH}[^.;]*\d+ (?:dai bieu|nguoi|dong chi)"
    if from_plan.best(request, words=("moi", "dai", "bieu"), must=each):
        return from_plan.quoted(request, words=("moi", "dai", "bieu"), must=each)
    groups = [g for event in events for g in programme.groups(request.session, event.id) if g.count is not None]
    index = from_plan.index_of(request)
    own = [
        g
        for g in groups
        if index.coverage(request.question.words, g.name) >= 0.5
        and mentioned(g.name, {unit.id: [a.folded for a in unit.aliases]})
    ]
    return Reply(wording.counted(own[:2])) if own else from_plan.unknown(request, "số đại biểu riêng của đơn vị này")


def _people(request: Request, events: Sequence[Event]) -> Reply:
    """A group's number where a group is named, else the total; a number of other things in the plan's words."""
    groups = {event.id: programme.groups(request.session, event.id) for event in events}
    every = [group for event in events for group in groups[event.id]]
    words = tuple(word for word in which.specific(request.question, events) if word not in COUNTING)
    wide = tuple(word for word in request.question.words if word not in COUNTING | GENERAL)
    fit = _group_asked(request, words, every) or ([] if words else _group_asked(request, wide, every))
    if fit:
        return Reply(wording.counted(fit))
    if any(word not in SOFT for word in words) or not PEOPLE.search(request.question.plain):
        return from_plan.quoted(request, about="con số này")
    known = [event for event in events if event.expected_delegates]
    if known:
        return Reply(wording.total(known, groups))
    return from_plan.quoted(request, about="số đại biểu", words=("dai", "bieu"), must=TOTAL)


def _group_asked(request: Request, words: Sequence[str], groups: Sequence[DelegateGroup]) -> list[DelegateGroup]:
    """The counted groups that hold the words."""
    index = from_plan.index_of(request)
    numbered = [group for group in groups if group.count is not None]
    fits = which.fitting(index, words, numbered, lambda g: f"{g.name} {g.section or ''}", enough=0.6)
    return [row for score, row in fits if score >= fits[0][0] - 0.1][:3]
