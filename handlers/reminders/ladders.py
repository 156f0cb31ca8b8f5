"""`/nhac`: when reminders are sent, shown and set by a sentence: of every paper, of one, of the meeting."""

from collections.abc import Sequence

from handlers.language.matching import meant
from handlers.messages import Button, Outcome, Refusal, Reply, button_label
from handlers.request import Request
from handlers.said.ladders import LadderSaid, as_typed
from handlers.wording import buttons as on_button
from handlers.wording import ladders as wording
from storage import deadlines
from storage.ladders import DEADLINE, FARTHEST, LATEST, MEETING, Ladders, Place, change
from storage.models import Deadline

SEE, MOST = Button(on_button.SEE_LADDERS, "/nhac"), 8


def show(request: Request) -> Reply:
    """The ladders of this event, or the change that is said of them."""
    said: LadderSaid | None = request.command.said
    if said is None:
        return _shown(request)
    row = _meant(request, said) if said.deadline_id is None else _of_number(request, said.deadline_id)
    return _set(request, said, row)


def _shown(request: Request) -> Reply:
    kept, event = Ladders(request.session), request.event.id
    papers = [
        (row.what, _days(kept, (DEADLINE, event, row.id)))
        for row in deadlines.of_event(request.session, request.event.id)
        if kept.is_changed(DEADLINE, event, row.id)
    ]
    changed = papers or kept.is_changed(DEADLINE, event) or kept.is_changed(MEETING, event)
    usual = (
        Button(on_button.DEADLINES_AS_USUAL, "/nhac han mac dinh"),
        Button(on_button.MEETINGS_AS_USUAL, "/nhac hop mac dinh"),
    )
    text = wording.listed(_days(kept, (DEADLINE, event, None)), papers, _days(kept, (MEETING, event, None)))
    return Reply(text, usual if changed else ())


def _set(request: Request, said: LadderSaid, row: Deadline | None) -> Reply:
    place: Place = (said.about, request.event.id, row.id if row else None)
    days = None if said.usual else _wanted(said, _days(Ladders(request.session), place))
    actor = request.person.id if request.person else None
    after = change(request.session, place, days, actor_id=actor, now=request.now)
    return Reply(wording.recorded(said.about, row.what if row else None, after), (SEE,))


def _wanted(said: LadderSaid, now: Sequence[int]) -> list[int]:
    """The ladder as it was, with what the sentence changes."""
    if said.off:
        return []
    ahead = [day for day in now if day > 0] if said.ahead is None else [day for day in said.ahead if day]
    on_the_day = 0 in now if said.on_the_day is None else said.on_the_day
    if said.ahead and 0 in said.ahead:
        on_the_day = True
    overdue = [day for day in now if day < 0] if said.overdue is None else [-said.overdue] if said.overdue else []
    if said.about == MEETING:
        on_the_day, overdue = False, []  # its day begins with the programme
    if max(ahead, default=0) > FARTHEST or -min(overdue, default=0) > LATEST:
        raise Refusal(wording.TOO_FAR)
    return [*ahead, *([0] if on_the_day else []), *overdue]


def _meant(request: Request, said: LadderSaid) -> Deadline | None:
    """The one paper that the sentence names; None where it speaks of all."""
    if not said.what or said.about == MEETING:
        return None
    rows = {row.id: row for row in deadlines.of_event(request.session, request.event.id)}
    found = meant(said.what, deadlines.titles(rows.values()))
    if len(found) == 1:
        return rows[found[0]]
    buttons = [Button(button_label(rows[key].what, 50), f"/nhac h{key} {as_typed(said)}") for key in found[:MOST]]
    raise Refusal(wording.WHICH if found else wording.NO_SUCH, tuple(buttons) or (SEE,), outcome=Outcome.ASK)


def _of_number(request: Request, number: int) -> Deadline:
    found = next((row for row in deadlines.of_event(request.session, request.event.id) if row.id == number), None)
    if found is None:
        raise Refusal(wording.NO_SUCH, (SEE,))
    return found


def _days(kept: Ladders, place: Place) -> tuple[int, ...]:
    return tuple(rule.days for rule in kept.of(*place))
