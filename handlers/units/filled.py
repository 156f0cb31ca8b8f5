"""A unit's form: everything that stands in it is recorded, or nothing; a fault stands beside its field."""

from collections.abc import Iterator, Mapping

from handlers.messages import Refusal, Reply
from handlers.request import Request
from handlers.said.units import FieldsSaid, UnitFields
from handlers.units.known import everyone, exact, forms, hand, not_taken, with_id
from handlers.units.seats import fingerprint
from handlers.wording import unit_forms
from handlers.wording import units as wording
from handlers.wording.whole import FAULTY, NOTHING
from storage import audit, unit_edits, units
from storage.clock import local
from storage.models import Unit
from storage.unit_edits import MEMBER, Hand

ACTIONS = ("unit_renamed", "unit_alias", "unit_kind", "unit_host", "unit_invited", "unit_left_out", "unit_quota")


def standing(unit: Unit, invited: Mapping[int, int | None]) -> UnitFields:
    """What stands of a unit, as its form shows it."""
    return UnitFields(unit.name, unit.kind, invited.get(unit.id), unit.host, tuple(unit.also_called))


def mark(fields: UnitFields, *, invited: bool) -> str:
    """The mark of what a form showed: with another one somebody else has changed the unit."""
    return fingerprint(repr((fields, invited)))


def save(request: Request, said: FieldsSaid) -> Reply:
    """Records a unit's form. Refused whole where a field cannot stand, or somebody changed the unit meanwhile."""
    units.held(request.session, said.unit_id)
    unit = with_id(everyone(request.session, request.event), said.unit_id)
    invited = units.invited(request.session, request.event.id)
    stands = standing(unit, invited)
    if said.seen != mark(stands, invited=unit.id in invited):
        raise Refusal(_overtaken(request, unit))
    if faults := dict(_faults(request, unit, stands, said.fields, invited)):
        raise Refusal(FAULTY, faults=faults)
    told = list(_written(hand(request), unit, stands, said.fields))
    return Reply(unit_forms.filled_in(unit, told) if told else NOTHING)


def _overtaken(request: Request, unit: Unit) -> str:
    lines = audit.of_unit(request.session, request.event.id, unit.id)
    line, who = next(((line, who) for line, who in reversed(lines) if line.action in ACTIONS), (None, ""))
    return unit_forms.overtaken(unit, who, local(line.at, request.zone) if line is not None else None)


def _faults(
    request: Request, unit: Unit, stands: UnitFields, given: UnitFields, invited: Mapping[int, int | None]
) -> Iterator[tuple[str, str]]:
    """What no single field can tell: names that another unit has, seats of one that is not invited."""
    rows = everyone(request.session, request.event)
    if given.name != stands.name:
        try:
            not_taken(rows, given.name, unit)
        except Refusal as taken:
            yield "name", taken.text
    for name in given.also_called:
        other = exact(rows, name) if name not in stands.also_called else None
        if other is not None and other is not unit:
            yield "also_called", wording.taken(other)
    if given.seats is not None and unit.id not in invited:
        yield "seats", wording.not_invited(unit)


def _written(by: Hand, unit: Unit, stands: UnitFields, given: UnitFields) -> Iterator[str]:
    """Writes what differs from what stands; each change in words."""
    if unit_edits.set_kind(by, unit, given.kind):
        yield unit_forms.of_kind(unit)
    if unit_edits.rename(by, unit, given.name, forms(given.name, given.kind)):
        yield unit_forms.now_called(stands.name)
    if unit_edits.set_quota(by, unit, given.seats):
        yield unit_forms.with_seats(given.seats)
    if unit_edits.set_host(by, unit, given.host):
        yield unit_forms.with_host(unit)
    ways = {name: forms(name, given.kind) for name in given.also_called}
    lost = [form for name in stands.also_called if name not in ways for form in forms(name, MEMBER)]
    if unit_edits.call(by, unit, ways, forms(unit.name, MEMBER), lost):
        yield unit_forms.with_names(given.also_called)
