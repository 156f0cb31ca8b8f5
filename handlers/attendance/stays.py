"""Meals and nights: a unit says how many eat and sleep there, the host sees each meal and each night by unit."""

from handlers.attendance.target import by_id, is_organiser, unit_meant
from handlers.messages import Button, Refusal, Reply, asking
from handlers.request import Request
from handlers.said.attendance import BREAKFAST, DINNER, LUNCH, NIGHT, StaySaid, StaysSaid
from handlers.wording import buttons as on_button
from handlers.wording import stays as wording
from storage import attendance
from storage.attendance import COMING, Slot, UnitCount

SAYS = {BREAKFAST: "an sang", LUNCH: "an trua", DINNER: "an toi", NIGHT: "nghi lai"}
MOST = 12


def stays(request: Request) -> Reply:
    """`/annghi`: what a unit takes is set; without that, what is known, or the host's sheet of one meal or night."""
    given: StaysSaid = request.command.said
    if is_organiser(request) and given.slot is not None:
        return _sheet(request, Slot(*given.slot))
    if is_organiser(request) and given == StaysSaid():
        return _host(request)
    unit = unit_meant(request, given.unit_id)
    if (fewer := _fewer(unit, given.stays)) is not None:
        return fewer
    if given.unread or given.slot is not None:
        raise Refusal(wording.UNCLEAR)
    if not given.stays:
        return _shown(request, unit)
    return Reply(_recorded(request, unit, given.stays), (Button(on_button.SEE_AGAIN, f"/annghi u{unit.unit.id}"),))


def _fewer(unit: UnitCount, said: tuple[StaySaid, ...]) -> Reply | None:
    """ "2 người không ăn tối": the rest of the delegation eats, if that is what is meant; asked back."""
    if len(said) != 1 or said[0].fault != "negated" or len(said[0].kinds) != 1 or unit.answer != COMING:
        return None
    left = unit.total - (said[0].count or 0)
    if left < 0:
        return None
    day = f" {said[0].day:%d/%m/%Y}" if said[0].day else ""
    yes = Button(on_button.RIGHT, f"/annghi u{unit.unit.id} {SAYS[said[0].kinds[0]]}{day} {left} nguoi")
    return asking(wording.fewer(unit, said[0].kinds[0], left), (yes,), f"/annghi u{unit.unit.id}")


def stays_too(request: Request, unit: UnitCount, said: tuple[StaySaid, ...]) -> str:
    """Meals and nights that stand beside a count: recorded, and the line that says so."""
    return f"\n{_recorded(request, unit, said)}" if said else ""


def _recorded(request: Request, unit: UnitCount, said: tuple[StaySaid, ...]) -> str:
    if fault := next((each.fault for each in said if each.fault), None):
        raise Refusal(wording.refused(fault))
    wanted = _wanted(request, unit, said)
    attendance.set_stays(request.session, request.event.id, unit.unit.id, wanted, by_id=by_id(request), now=request.now)
    return wording.recorded(unit, wanted)


def _wanted(request: Request, unit: UnitCount, said: tuple[StaySaid, ...]) -> dict[Slot, int]:
    """Each meal and night that was meant with its number; what is said later counts."""
    every = attendance.slots(request.session, request.event, said=False)
    wanted: dict[Slot, int] = {}
    for each in said:
        if each.count is None and (unit.answer != COMING or not unit.total):
            raise Refusal(wording.count_first(unit), (Button(on_button.ENTER_COUNT, f"/dangky u{unit.unit.id}"),))
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
        Button(on_button.WHOLE_STAYS, f"{key} du"),
        Button(on_button.NO_NIGHTS, f"{key} khongnghi"),
        Button(on_button.NO_MEALS, f"{key} khongan"),
    )
    every = attendance.slots(request.session, request.event, said=False)
    return asking(wording.shown(unit, every, known), buttons, key)


def _host(request: Request) -> Reply:
    """The sums of every meal and night."""
    rows = attendance.counts(request.session, request.event.id)
    known = attendance.stays(request.session, request.event.id)
    every = attendance.slots(request.session, request.event)
    buttons = tuple(Button(wording.named(slot), f"/annghi {key_of(slot)}") for slot in every[:MOST])
    return Reply(wording.totals(every, rows, known), buttons)


def _sheet(request: Request, slot: Slot) -> Reply:
    """One meal or night by unit, ready for the kitchen or the hotel."""
    every = attendance.slots(request.session, request.event)
    if slot not in every:
        raise Refusal(wording.no_such(every))
    rows = attendance.counts(request.session, request.event.id)
    known = attendance.stays(request.session, request.event.id)
    return Reply(wording.sheet(slot, rows, known), (Button(on_button.EVERY_SLOT, "/annghi"),))


def key_of(slot: Slot) -> str:
    """ "s202311302": a meal or night as a press names it."""
    return f"s{slot.day:%Y%m%d}{slot.place}"
