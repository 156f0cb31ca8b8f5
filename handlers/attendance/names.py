"""The names of a delegation: shown, added one by one or pasted, taken off. They never change the count."""

from handlers.attendance.handed_in import handed_in
from handlers.attendance.target import by_id, is_organiser, target, unit_forms
from handlers.messages import Button, Refusal, Reply, button_label
from handlers.reading.roster import SHEET, Roster, called, folded_name, read_names, read_place, read_sheet, read_swap
from handlers.reading.text import fold
from handlers.request import Request
from handlers.units.known import Spellings, everyone
from handlers.wording import delegations as wording
from storage import attendance
from storage.attendance import Named, UnitCount
from storage.models import Delegate, Unit
from storage.unit_edits import OFFICE

REMOVE, REMOVING = "xoa", "xoaten"
MOST_BUTTONS = 30


def names(request: Request) -> Reply:
    """`/danhsach`: the list; names after it are added; "xoa" takes one off."""
    head, rest = _head(request)
    unit, words = target(request, head)
    words = rest if head and words == request.command.words else words
    parts = words.split()
    if parts[:1] == [REMOVING]:
        return _which_to_remove(request, unit)
    if len(parts) == 2 and parts[0] == REMOVE and parts[1].isdigit() and len(parts[1]) < 12:
        return _remove(request, unit, int(parts[1]))
    if (placed := read_place(words)) is not None:
        return _swapped(request, unit, _at_place(request, unit, placed[0]), placed[1])
    if (swap := read_swap(words)) is not None:
        return _swapped(request, unit, _listed(request, unit, swap[0]), swap[1])
    said = _said(words)
    _not_of_others(request, unit, words)
    if (not said.names and not said.faults) or fold(words).strip() in unit_forms(request)[unit.unit.id]:
        return _shown(request, unit)
    if len(said.faults) >= len(said.names):
        raise Refusal(wording.names_refused(said.faults))
    given = [Named(name.name, folded_name(name.name), name.post, name.group) for name in said.names]
    kept = attendance.add_delegates(
        request.session, request.event.id, unit.unit.id, given, by_id=by_id(request), now=request.now
    )
    known = attendance.delegates(request.session, request.event.id, unit.unit.id)
    told = wording.names_recorded(unit, kept, len(known)) + handed_in(request, unit, len(known))
    told += wording.names_beside(said)
    return Reply(told, (Button("Xem danh sách", f"/danhsach u{unit.unit.id}"),))


def _listed(request: Request, unit: UnitCount, name: str) -> Delegate:
    known = {row.id: row for row in attendance.delegates(request.session, request.event.id, unit.unit.id)}
    found = called(name, {key: row.folded for key, row in known.items()})
    if len(found) != 1:
        see = (Button("Xem danh sách", f"/danhsach u{unit.unit.id}"),)
        raise Refusal(wording.several_called(name) if found else wording.not_listed(name), see)
    return known[found[0]]


def _at_place(request: Request, unit: UnitCount, place: int) -> Delegate:
    """The name that the list shows under a number."""
    known = attendance.delegates(request.session, request.event.id, unit.unit.id)
    if not 1 <= place <= len(known):
        see = (Button("Xem danh sách", f"/danhsach u{unit.unit.id}"),)
        raise Refusal(wording.no_such_place(place, len(known)), see)
    return known[place - 1]


def _swapped(request: Request, unit: UnitCount, gone: Delegate, instead: str) -> Reply:
    """One name off the list, another one on it in the same group; the count stays."""
    names = read_names(instead).names
    if instead and not names:
        raise Refusal(wording.WHOLE_NAME)
    removed = _remove(request, unit, gone.id)
    if not instead:
        return removed
    (name,) = names
    given = Named(name.name, folded_name(name.name), name.post, name.group or gone.group)
    attendance.add_delegates(
        request.session, request.event.id, unit.unit.id, [given], by_id=by_id(request), now=request.now
    )
    return Reply(wording.name_swapped(unit, gone.name, name.name, name.post), removed.buttons)


def _head(request: Request) -> tuple[str, str]:
    """Where an organiser names the unit (before a colon, or the first line) and the list; others name none."""
    words = request.command.words.strip()
    if not is_organiser(request):
        return "", words
    first, _, below = words.partition("\n")
    head, _, beside = first.partition(":")
    return head, f"{beside}\n{below}".strip()


def _said(words: str) -> Roster:
    first, _, rest = words.partition("\n")
    return read_sheet(rest) if first.strip() == SHEET else read_names(words)


def _not_of_others(request: Request, unit: UnitCount, words: str) -> None:
    """A workbook whose rows name another delegation was handed in at the wrong place."""
    if not words.startswith(SHEET):
        return
    known = Spellings(everyone(request.session, request.event))
    cells = [(*line.split("\t"), "", "", "", "", "")[:5] for line in words.splitlines()[1:]]
    called = ((row, known.of(named_unit)) for row, _, _, _, named_unit in cells if named_unit)
    others = [(row, other) for row, other in called if other is not None and _is_another(other, unit)]
    if others:
        raise Refusal(wording.names_of_others(unit, others))


def _is_another(other: Unit, unit: UnitCount) -> bool:
    """A delegation of its own; an office of the plan may be where one of these people works."""
    return other.id != unit.unit.id and other.kind != OFFICE


def _shown(request: Request, unit: UnitCount) -> Reply:
    known = attendance.delegates(request.session, request.event.id, unit.unit.id)
    buttons = (Button("Bớt tên", f"/danhsach u{unit.unit.id} {REMOVING}"),) if known else ()
    return Reply(wording.names_shown(unit, known), buttons, expects=f"/danhsach u{unit.unit.id}")


def _which_to_remove(request: Request, unit: UnitCount) -> Reply:
    known = attendance.delegates(request.session, request.event.id, unit.unit.id)[:MOST_BUTTONS]
    key = f"/danhsach u{unit.unit.id} {REMOVE}"
    return Reply(wording.WHOM_TO_REMOVE, tuple(Button(button_label(row.name), f"{key} {row.id}") for row in known))


def _remove(request: Request, unit: UnitCount, delegate_id: int) -> Reply:
    gone = attendance.remove_delegate(
        request.session, request.event.id, unit.unit.id, delegate_id, by_id=by_id(request), now=request.now
    )
    if gone is None:
        raise Refusal(wording.NO_SUCH_NAME)
    return Reply(wording.name_removed(unit, gone.name), (Button("Xem danh sách", f"/danhsach u{unit.unit.id}"),))
