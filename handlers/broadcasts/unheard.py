"""Units that a segment means and that nobody speaks for: an organiser telephones them."""

from collections.abc import Sequence

from handlers.language.folding import fold
from handlers.request import Request
from handlers.wording import broadcasts as wording
from storage import attendance, owing
from storage.models import Unit
from storage.segments import JOINT, Recipient

ANSWERED = (attendance.COMING, attendance.NOT_COMING)


def unheard(request: Request, segment: str, people: Sequence[Recipient]) -> str:
    """A line that names them with a number to call; nothing where every unit is reached."""
    reached = {person.unit_id for person in people}
    left: dict[int, Unit] = {}
    for part in JOINT.split(segment):
        left |= {unit.id: unit for unit in _meant(request, part.strip()) if unit.id not in reached}
    speakers = owing.speakers(request.session, {request.event.id}).get(request.event.id, {})
    alone = [unit for unit in left.values() if not speakers.get(unit.id)]
    contacts = {unit.id: attendance.unit_contacts(request.session, unit.id) for unit in alone}
    return wording.unheard([(unit, contacts[unit.id]) for unit in alone]) if alone else ""


def _meant(request: Request, part: str) -> list[Unit]:
    session, event_id = request.session, request.event.id
    if part == "unanswered":
        return [row.unit for row in attendance.counts(session, event_id) if row.answer not in ANSWERED]
    if part in ("all", "role:focal"):
        return [row.unit for row in attendance.counts(session, event_id)]
    kind, _, named = part.partition(":")
    if kind == "owing":
        return [debt.unit for debt in owing.debts(session, event_id) if fold(named) in fold(debt.paper.name)]
    return []
