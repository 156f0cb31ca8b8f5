"""The names of a delegation: shown, added one by one or pasted, taken off. They never change the count."""

from collections.abc import Sequence

from handlers.attendance.handed_in import handed_in
from handlers.attendance.target import by_id, unit_meant
from handlers.language.persons import called, folded_name
from handlers.messages import Button, Outcome, Refusal, Reply, asking, button_label
from handlers.request import Request
from handlers.said.names import NameSaid, NamesSaid, OffSaid, Roster
from handlers.units.known import Spellings, everyone
from handlers.wording import buttons as on_button
from handlers.wording import delegations as wording
from storage import attendance
from storage.attendance import Named, UnitCount
from storage.models import Delegate, Unit
from storage.unit_edits import OFFICE

REMOVE, REMOVING = "xoa", "xoaten"
MOST_BUTTONS = 30


def names(request: Request) -> Reply:
    """`/danhsach`: names are added, one is taken off or changed for another; else the list."""
    given: NamesSaid = request.command.said
    unit = unit_meant(request, given.unit_id)
    if given.off is not None:
        return _off(request, unit, given.off)
    _not_of_others(request, unit, given.of_units)
    return _added(request, unit, given.roster) if given.roster is not None else _shown(request, unit)


def _added(request: Request, unit: UnitCount, said: Roster) -> Reply:
    if len(said.faults) >= len(said.names):
        raise Refusal(wording.names_refused(said.faults))
    kept = attendance.add_delegates(
        request.session, request.event.id, unit.unit.id, [named(one) for one in said.names], by_id=by_id(request),
        now=request.now,
    )  # fmt: skip
    known = attendance.delegates(request.session, request.event.id, unit.unit.id)
    told = wording.names_recorded(unit, kept, len(known)) + handed_in(request, unit, len(known))
    told += wording.names_beside(said)
    see = (Button(on_button.SEE_LIST, f"/danhsach u{unit.unit.id}"),)
    return Reply(told, see, outcome=(Outcome.DONE,))  # names that stood there already stand too


def named(said: NameSaid) -> Named:
    """A name as it is kept."""
    return Named(said.name, folded_name(said.name), said.post, said.group)


def _off(request: Request, unit: UnitCount, said: OffSaid) -> Reply:
    if said.row is not None:
        return _remove(request, unit, said.row)
    if said.place is not None:
        return _swapped(request, unit, _at_place(request, unit, said.place), said)
    if said.name:
        return _swapped(request, unit, _listed(request, unit, said.name), said)
    return _which_to_remove(request, unit)


def _listed(request: Request, unit: UnitCount, name: str) -> Delegate:
    known = {row.id: row for row in attendance.delegates(request.session, request.event.id, unit.unit.id)}
    found = called(name, {key: row.folded for key, row in known.items()})
    if len(found) != 1:
        see = (Button(on_button.SEE_LIST, f"/danhsach u{unit.unit.id}"),)
        raise Refusal(wording.several_called(name) if found else wording.not_listed(name), see)
    return known[found[0]]


def _at_place(request: Request, unit: UnitCount, place: int) -> Delegate:
    """The name that the list shows under a number."""
    known = attendance.delegates(request.session, request.event.id, unit.unit.id)
    if not 1 <= place <= len(known):
        see = (Button(on_button.SEE_LIST, f"/danhsach u{unit.unit.id}"),)
        raise Refusal(wording.no_such_place(place, len(known)), see)
    return known[place - 1]


def _swapped(request: Request, unit: UnitCount, gone: Delegate, said: OffSaid) -> Reply:
    """One name off the list, another one on it in the same group; the count stays."""
    if said.unread:
        raise Refusal(wording.WHOLE_NAME)
    removed, name = _remove(request, unit, gone.id), said.instead
    if name is None:
        return removed
    given = Named(name.name, folded_name(name.name), name.post, name.group or gone.group)
    attendance.add_delegates(
        request.session, request.event.id, unit.unit.id, [given], by_id=by_id(request), now=request.now
    )
    return Reply(wording.name_swapped(unit, gone.name, name.name, name.post), removed.buttons)


def _not_of_others(request: Request, unit: UnitCount, of_units: Sequence[tuple[int, str]]) -> None:
    """A workbook whose rows name another delegation was handed in at the wrong place."""
    known = Spellings(everyone(request.session, request.event) if of_units else ())
    called_so = ((row, known.of(name)) for row, name in of_units)
    others = [(row, other) for row, other in called_so if other is not None and _is_another(other, unit)]
    if others:
        raise Refusal(wording.names_of_others(unit, others))


def _is_another(other: Unit, unit: UnitCount) -> bool:
    """A delegation of its own; an office of the plan may be where one of these people works."""
    return other.id != unit.unit.id and other.kind != OFFICE


def _shown(request: Request, unit: UnitCount) -> Reply:
    known = attendance.delegates(request.session, request.event.id, unit.unit.id)
    buttons = (Button(on_button.DROP_NAME, f"/danhsach u{unit.unit.id} {REMOVING}"),) if known else ()
    return Reply(wording.names_shown(unit, known), buttons, expects=f"/danhsach u{unit.unit.id}")


def _which_to_remove(request: Request, unit: UnitCount) -> Reply:
    known = attendance.delegates(request.session, request.event.id, unit.unit.id)[:MOST_BUTTONS]
    key = f"/danhsach u{unit.unit.id} {REMOVE}"
    return asking(wording.WHOM_TO_REMOVE, tuple(Button(button_label(row.name), f"{key} {row.id}") for row in known))


def _remove(request: Request, unit: UnitCount, delegate_id: int) -> Reply:
    gone = attendance.remove_delegate(
        request.session, request.event.id, unit.unit.id, delegate_id, by_id=by_id(request), now=request.now
    )
    if gone is None:
        raise Refusal(wording.NO_SUCH_NAME)
    return Reply(wording.name_removed(unit, gone.name), (Button(on_button.SEE_LIST, f"/danhsach u{unit.unit.id}"),))
