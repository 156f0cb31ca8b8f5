"""Meals and nights: a unit says how many eat and sleep there, the host sees each meal and each night by unit."""

import re

from handlers.attendance.target import by_id, is_organiser, split_unit, target, unit_forms
from handlers.messages import Button, Refusal, Reply
from handlers.reading.stays import read_stays
from handlers.reading.units import without_names
from handlers.request import Request
from handlers.said.attendance import BREAKFAST, DINNER, LUNCH, MEALS, NIGHT, StaySaid
from handlers.wording import stays as wording
from storage import attendance
from storage.attendance import COMING, Slot, UnitCount
from storage.clock import local

PRESSED = {"du": (*MEALS, NIGHT), "khongnghi": (NIGHT,), "khongan": MEALS}
SAYS = {BREAKFAST: "an sang", LUNCH: "an trua", DINNER: "an toi", NIGHT: "nghi lai"}
ONE = re.compile(r"s(\d{8})(\d)")
MOST = 12


def stays(request: Request) -> Reply:
    """`/annghi`: what a unit takes; "ăn tối 16, nghỉ lại 14" sets it; the host's sheet of one meal or night."""
    words = request.command.words.strip()
    if is_organiser(request) and (not words or ONE.fullmatch(words)):
        return _host(request, ONE.fullmatch(words))
    unit, words = target(request, re.split(r"\d", split_unit(words)[1])[0] or words)
    said = _said(request, words.strip())
    if (fewer := _fewer(unit, said)) is not None:
        return fewer
    if not said:
        if without_names(words, unit_forms(request)).strip():
            raise Refusal(wording.UNCLEAR)
        return _shown(request, unit)
    return Reply(_recorded(request, unit, said), (Button("Xem lại", f"/annghi u{unit.unit.id}"),))


def _fewer(unit: UnitCount, said: tuple[StaySaid, ...]) -> Reply | None:
    """ "2 người không ăn tối": the rest of the delegation eats, if that is what is meant; asked back."""
    if len(said) != 1 or said[0].fault != "negated" or len(said[0].kinds) != 1 or unit.answer != COMING:
        return None
    left = unit.total - (said[0].count or 0)
    if left < 0:
        return None
    day = f" {said[0].day:%d/%m/%Y}" if said[0].day else ""
    yes = Button("Đúng", f"/annghi u{unit.unit.id} {SAYS[said[0].kinds[0]]}{day} {left} nguoi")
    return Reply(wording.fewer(unit, said[0].kinds[0], left), (yes,), expects=f"/annghi u{unit.unit.id}")


def said_too(request: Request, unit: UnitCount, words: str) -> str:
    """What an arrival says of meals and nights in the same breath: recorded, and the line that says so."""
    return stays_too(request, unit, _said(request, words) if words else ())


def stays_too(request: Request, unit: UnitCount, said: tuple[StaySaid, ...]) -> str:
    """Meals and nights that stand beside a count: recorded, and the line that says so."""
    return f"\n{_recorded(request, unit, said)}" if said else ""


def _recorded(request: Request, unit: UnitCount, said: tuple[StaySaid, ...]) -> str:
    if fault := next((each.fault for each in said if each.fault), None):
        raise Refusal(wording.refused(fault))
    wanted = _wanted(request, unit, said)
    attendance.set_stays(request.session, request.event.id, unit.unit.id, wanted, by_id=by_id(request), now=request.now)
    return wording.recorded(unit, wanted)


def _said(request: Request, words: str) -> tuple[StaySaid, ...]:
    if words in PRESSED:
        return (StaySaid(PRESSED[words], count=None if words == "du" else 0),)
    return read_stays(without_names(words, unit_forms(request)), local(request.now, request.zone))


def _wanted(request: Request, unit: UnitCount, said: tuple[StaySaid, ...]) -> dict[Slot, int]:
    """Each meal and night that was meant with its number; what is said later counts."""
    every = attendance.slots(request.session, request.event, said=False)
    wanted: dict[Slot, int] = {}
    for each in said:
        if each.count is None and (unit.answer != COMING or not unit.total):
            raise Refusal(wording.count_first(unit), (Button("Nhập số người", f"/dangky u{unit.unit.id}"),))
        if each.day is not None and not attendance.possible(request.event, each.day):
            raise Refusal(wording.far(request.event))
        meant = _meant(every, each)
        if not meant:
            raise Refusal(wording.no_such(every))
        wanted |= dict.fromkeys(meant, unit.total if each.count is None else each.count)
    return wanted


def _meant(every: list[Slot], said: StaySaid) -> list[Slot]:
    if said.day is None:
        return [slot for slot in every if slot.kind in said.kinds]
    here = [slot for slot in every if slot.day == said.day and slot.kind in said.kinds]
    return here or [attendance.slot(said.day, kind) for kind in said.kinds]


def _shown(request: Request, unit: UnitCount) -> Reply:
    known = attendance.stays(request.session, request.event.id).get(unit.unit.id, {})
    key = f"/annghi u{unit.unit.id}"
    buttons = (
        Button("Cả đoàn ăn, nghỉ đủ", f"{key} du"),
        Button("Không nghỉ lại", f"{key} khongnghi"),
        Button("Không ăn", f"{key} khongan"),
    )
    every = attendance.slots(request.session, request.event, said=False)
    return Reply(wording.shown(unit, every, known), buttons, expects=key)


def _host(request: Request, one: re.Match[str] | None) -> Reply:
    """The sums of every meal and night; or one of them by unit, ready for the kitchen or the hotel."""
    rows = attendance.counts(request.session, request.event.id)
    known = attendance.stays(request.session, request.event.id)
    every = attendance.slots(request.session, request.event)
    if one is not None:
        chosen = next((slot for slot in every if key_of(slot) == one[0]), None)
        if chosen is None:
            raise Refusal(wording.no_such(every))
        return Reply(wording.sheet(chosen, rows, known), (Button("Mọi bữa, mọi đêm", "/annghi"),))
    buttons = tuple(Button(wording.named(slot), f"/annghi {key_of(slot)}") for slot in every[:MOST])
    return Reply(wording.totals(every, rows, known), buttons)


def key_of(slot: Slot) -> str:
    """ "s202311302": a meal or night as a press names it."""
    return f"s{slot.day:%Y%m%d}{slot.place}"
