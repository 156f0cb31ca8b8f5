"""Two speak for one unit: what one of them changes, the others hear once, with what stood there before."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from handlers.permissions import FOCAL
from handlers.request import Request
from handlers.wording import colleagues as wording
from storage import attendance, outbox, owing
from storage.audit import Change
from storage.models import ItemOption
from storage.outbox import Draft, Topic, Words

KIND = "colleague"
USEFUL = timedelta(days=2)


def tell(request: Request, made: Sequence[Change]) -> None:
    """Puts a notice for the unit's other focal points, where a focal point's change took the place of something."""
    if request.membership is None or request.membership.role != FOCAL or request.unit is None or request.person is None:
        return
    own = [each for each in made if (each.actor_id, each.unit_id) == (request.person.id, request.unit.id)]
    rows = list(_changes(request, own))
    speakers = owing.speakers(request.session, {request.event.id}).get(request.event.id, {}) if rows else {}
    others = [person for person, _ in speakers.get(request.unit.id, ()) if person != request.person.id]
    unit, who = request.unit, request.person

    def write(number: str) -> Words:
        return wording.notice(request.event, unit, who, rows, number)

    if rows and others:
        request.session.flush()
        topic = Topic(request.event.id, KIND, f"unit:{unit.id}", str(own[-1].line.id))
        drafts = [Draft(person, unit.id, write) for person in others]
        outbox.put(request.session, topic, drafts, now=request.now, due_at=request.now, expires_at=request.now + USEFUL)


def _changes(request: Request, made: Sequence[Change]) -> Iterator[str]:
    """Each change in words; what was said for the first time takes nobody's place."""
    for entry in made:
        if entry.action == "head_count" and entry.before:
            yield wording.count(entry.before, entry.after)
        elif entry.action == "arrival" and entry.before:
            yield wording.arrival(entry.before, entry.after)
        elif entry.action == "stay" and set(entry.before) & set(entry.after):
            yield wording.stay(entry.before, entry.after)
        elif entry.action == "choice" and entry.before:
            yield wording.choice(entry.before, entry.after, _labels(request, entry))
        elif entry.action == "delegate_removed" or (entry.action == "delegates" and _had_names(request, entry)):
            yield wording.names(entry.after)


def _labels(request: Request, entry: Change) -> dict[str, str]:
    options = [request.session.get(ItemOption, int(number)) for number in entry.after]
    return {str(option.id): option.label for option in options if option is not None}


def _had_names(request: Request, entry: Change) -> bool:
    assert request.unit is not None
    known = attendance.delegates(request.session, request.event.id, request.unit.id)
    return len(known) > int(entry.after.get("new", 0))
