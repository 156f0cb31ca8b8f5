"""Who of a unit can be telephoned: "Khe Mây: Lò Thị Mận, 0912 345 678"."""

from handlers.attendance.target import by_id, is_organiser, unit_buttons, unit_meant
from handlers.messages import Button, Outcome, Refusal, Reply, asking
from handlers.request import Request
from handlers.said.people import ContactsSaid
from handlers.wording import attendance as count_wording
from handlers.wording import buttons as on_button
from handlers.wording import delegations as wording
from storage import attendance, units
from storage.models import Unit


def contacts(request: Request) -> Reply:
    """`/daumoi`: a unit's persons with telephone; a person said is added or corrected."""
    given: ContactsSaid = request.command.said
    if is_organiser(request) and given == ContactsSaid():
        return asking(wording.WHOSE_CONTACT, unit_buttons(request))
    unit = _whose(request, given.unit_id)
    if given.unread:
        raise Refusal(wording.contact_unclear(given.unread, named=not given.numbered))
    for one in given.persons:
        attendance.add_contact(
            request.session,
            request.event.id,
            unit.id,
            name=one.name,
            post=one.post,
            phone=one.phone,
            by_id=by_id(request),
            now=request.now,
        )
    shown = wording.contacts_shown(unit, attendance.unit_contacts(request.session, unit.id))
    if not given.persons:
        return Reply(shown, expects=f"/daumoi u{unit.id}")
    return Reply(shown, (Button(on_button.FIX, f"/daumoi u{unit.id}"),), outcome=(Outcome.DONE,))


def _whose(request: Request, unit_id: int | None) -> Unit:
    """The unit meant; an organiser may mean an office that sends nobody."""
    if not is_organiser(request):
        return unit_meant(request, unit_id).unit
    every = units.of_plan(request.session, request.event.id, spelt=False)
    found = next((unit for unit in every if unit.id == unit_id), None)
    if found is None:
        raise Refusal(count_wording.WHICH_UNIT, unit_buttons(request), Outcome.ASK)
    return found
