"""A unit's head count and card; the organiser's totals and the list for the group chat."""

from dataclasses import replace

from handlers.attendance.stays import stays_too
from handlers.attendance.target import (
    by_id,
    is_organiser,
    not_too_late,
    own_count,
    unit_meant,
)
from handlers.messages import Button, Outcome, Refusal, Reply, asking
from handlers.request import Request
from handlers.said.attendance import LARGEST, CardSaid, CountSaid, RegisterSaid
from handlers.wording import arrivals, delegations
from handlers.wording import attendance as wording
from handlers.wording import buttons as on_button
from handlers.wording import locks as lock_wording
from handlers.wording import stays as stay_wording
from storage import attendance, settings
from storage.attendance import Given, Stale, UnitCount
from storage.clock import local

GROUP_CHAT, WORKBOOK = "nhom", "excel"


def delegation(request: Request) -> Reply:
    """`/doan`: the unit's card for its focal point; everybody's totals, the list or the workbook for the organiser."""
    given: CardSaid = request.command.said
    if not is_organiser(request):
        return _card(request, own_count(request))
    rows = attendance.counts(request.session, request.event.id)
    if given.show == GROUP_CHAT:
        return Reply(wording.for_the_group(request.event, rows))
    if given.show == WORKBOOK:
        return Reply(_workbook_link(request))
    named = next((row for row in rows if row.unit.id == given.unit_id), None)
    return _card(request, named) if named else _totals(request, rows)


def _workbook_link(request: Request) -> str:
    web = settings.get(request.session, "web")
    return wording.workbook(f"{web['url']}/ban-to-chuc/so-lieu.xlsx" if web else None)


def _totals(request: Request, rows: list[UnitCount]) -> Reply:
    answers = attendance.rsvp_totals(request.session, request.event.id)
    text = wording.totals(request.event, rows, answers)
    if not rows:
        return Reply(text)
    return Reply(
        text,
        (Button(on_button.LIST_FOR_GROUP, f"/doan {GROUP_CHAT}"), Button(on_button.TAKE_EXCEL, f"/doan {WORKBOOK}")),
    )


def _card(request: Request, unit: UnitCount) -> Reply:
    """Everything that is known of one delegation, and what can be done next."""
    session, event_id, unit_id = request.session, request.event.id, unit.unit.id
    lines = [wording.card(request.event, unit, request.zone)]
    answers = attendance.rsvp_totals(session, event_id, unit_id)
    if answers:
        lines.append(wording.delegates_answered(answers))
    names = attendance.delegates(session, event_id, unit_id)
    lines.append(delegations.names_short(unit, len(names)))
    if unit.answer != "not_coming":
        lines += _of_those_who_come(request, unit)
    lines += [delegations.contact(row) for row in attendance.unit_contacts(session, unit_id)]
    lock = attendance.lock_of(session, event_id)
    if lock is not None:
        until = attendance.granted_until(session, event_id, unit_id, request.now)
        granted = local(until, request.zone) if until else None
        lines.append(
            lock_wording.standing(lock, local(lock.at, request.zone), locked=request.now >= lock.at, granted=granted)
        )
    return Reply("\n".join(lines), card_buttons(unit))


def _of_those_who_come(request: Request, unit: UnitCount) -> list[str]:
    """What only a delegation that comes has: choices, an arrival, meals and nights."""
    session, event_id, unit_id = request.session, request.event.id, unit.unit.id
    lines = [delegations.split_short(choice, unit) for choice in attendance.choices(session, event_id)]
    beside = attendance.trips_beside(session, event_id).get(unit_id, [])
    lines.append(arrivals.arrival_short(attendance.arrival_of(session, event_id, unit_id), beside))
    lines.append(stay_wording.short(attendance.stays(session, event_id).get(unit_id)))
    return lines


def card_buttons(unit: UnitCount) -> tuple[Button, ...]:
    key = f"u{unit.unit.id}"
    return (
        Button(on_button.ENTER_COUNT, f"/dangky {key}"),
        Button(on_button.NOT_COMING, f"/dangky {key} khong v{unit.version}"),
        Button(on_button.NOT_SURE, f"/dangky {key} chuaro v{unit.version}"),
        Button(on_button.LIST_OF_NAMES, f"/danhsach {key}"),
        Button(on_button.ARRIVAL, f"/den {key}"),
        Button(on_button.CHOOSE_ACTIVITY, f"/luachon {key}"),
        Button(on_button.STAYS, f"/annghi {key}"),
    )


def register(request: Request) -> Reply:
    """`/dangky`: a head count by sentence, form or button; clear ones are recorded at once, others asked back."""
    given: RegisterSaid = request.command.said
    unit = unit_meant(request, given.unit_id)
    if given.count is None:
        return asking(wording.how_to_count(unit), expects=f"/dangky u{unit.unit.id}")
    count = _added_up(unit, given.count)
    if count.fault:
        raise Refusal(wording.count_refused(unit, count))
    if not count.sure or _takes_away(unit, given):
        return asking(wording.count_asked(unit, count), _sure_buttons(unit, count))
    return record(request, unit, replace(given, count=count))


def _takes_away(unit: UnitCount, given: RegisterSaid) -> bool:
    """Whether a sentence, which no button says, takes back a delegation that was to come."""
    withdrawn = given.count is not None and given.count.answer == "not_coming"
    return withdrawn and given.version is None and unit.answer == attendance.COMING and not unit.by_delegates


def _added_up(unit: UnitCount, said: CountSaid) -> CountSaid:
    """ "Thêm 2 người" as the new number; it needs one from before."""
    if not said.change:
        return said
    if unit.answer != attendance.COMING or unit.by_delegates:
        raise Refusal(wording.nothing_to_change(unit))
    total = unit.total + said.total
    fault = "negative" if total < 0 else "too_many" if total > LARGEST else None
    return replace(said, answer="not_coming" if total == 0 else "coming", total=total, fault=fault)


def _sure_buttons(unit: UnitCount, said: CountSaid) -> tuple[Button, ...]:
    if said.who:
        return _whose_no(unit)
    answer = "khong" if said.answer == "not_coming" else str(said.total)
    return (
        Button(on_button.RIGHT, f"/dangky u{unit.unit.id} {answer} v{unit.version} dung"),
        Button(on_button.ENTER_BY_GROUP, f"/dangky u{unit.unit.id}"),
    )


def _whose_no(unit: UnitCount) -> tuple[Button, ...]:
    """What a no said of somebody may come to: one fewer, another name on the list, or nobody at all."""
    key, version = f"u{unit.unit.id}", f"v{unit.version}"
    fewer = unit.answer == attendance.COMING and not unit.by_delegates and unit.total > 1
    one = (Button(wording.fewer(unit.total - 1), f"/dangky {key} {unit.total - 1} {version} dung"),) if fewer else ()
    whole = Button(on_button.NOBODY_COMES, f"/dangky {key} khong {version}")
    return (*one, Button(on_button.EDIT_NAMES, f"/danhsach {key}"), whole)


def record(request: Request, unit: UnitCount, given: RegisterSaid) -> Reply:
    """Records a count that is sure; refused where it locked or another changed it."""
    organiser, count = is_organiser(request), given.count
    assert count is not None
    telephoned = organiser and given.by_telephone
    note = wording.BY_TELEPHONE if telephoned else wording.BY_ORGANISER if organiser else None
    try:
        with not_too_late(request):
            attendance.set_count(
                request.session,
                request.event.id,
                unit.unit.id,
                Given(count.answer, count.total, count.groups, note),
                by_id=by_id(request),
                now=request.now,
                expected_version=given.version,
                organiser=organiser,
            )
    except Stale:
        now_known = attendance.count_of(request.session, request.event.id, unit.unit.id) or unit
        raise Refusal(wording.changed_meanwhile(now_known), card_buttons(now_known)[:3], Outcome.ASK) from None
    until = "" if organiser else _until(request, unit)
    text = wording.count_recorded(unit, count, note if telephoned else None, until)
    if given.stays:
        now_known = attendance.count_of(request.session, request.event.id, unit.unit.id) or unit
        text += stays_too(request, now_known, given.stays)
    return Reply(text, _after(unit, count, organiser), outcome=(Outcome.DONE,))


def counted_too(request: Request, unit: UnitCount, said: CountSaid | None) -> str:
    """A clear count that stands beside an arrival: recorded, and the line that says so; else nothing."""
    return f"{record(request, unit, RegisterSaid(unit.unit.id, said)).text}\n" if said is not None else ""


def _until(request: Request, unit: UnitCount) -> str:
    """Until when it may still be changed, where that is set."""
    lock = attendance.lock_of(request.session, request.event.id)
    granted = attendance.granted_until(request.session, request.event.id, unit.unit.id, request.now)
    ends = lock.at if lock is not None and request.now < lock.at else granted
    return lock_wording.change_until(local(ends, request.zone)) if ends else ""


def _after(unit: UnitCount, said: CountSaid, organiser: bool) -> tuple[Button, ...]:
    key = f"u{unit.unit.id}"
    fix = Button(on_button.FIX, f"/dangky {key}")
    if said.answer != "coming" or organiser:
        return (fix,)
    return (fix, Button(on_button.ADD_NAMES, f"/danhsach {key}"), Button(on_button.ARRIVAL, f"/den {key}"))
