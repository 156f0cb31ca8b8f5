"""`/hoantac`: the last change of a chat or its page is taken back for ten minutes, whatever it was."""

from collections.abc import Callable, Mapping
from typing import Any

from handlers import broadcasts, permissions
from handlers import programme as edits
from handlers.attendance.target import by_id, is_organiser, not_too_late
from handlers.messages import Denied, Outcome, Refusal, Reply
from handlers.permissions import FOCAL
from handlers.request import Request
from handlers.wording import undoing as wording
from storage import attendance, journal, outbox, passed, people, units
from storage.models import AuditTurn, OutboxMessage
from storage.outbox import Draft, Topic

COUNTED = ("head_count", "delegates", "delegate_removed", "choice")  # what a lock closes
FOR_GOOD = (
    "approve",
    "answer_question",
    "channel_added",
    "channel_code",
    "channel_dropped",
    "channel_first",
    "consent",
    "end_pause",
    "erase",
    "join",
    "publish",
    "resend_broadcast",
    "revoke_membership",
    "same_person",
    "stop_broadcast",
    "unit_merged",
)

# Changes that reached others or the plan are taken back their own way.
OWN_WAY: Mapping[str, Callable[[Request, Mapping[str, Any]], Reply]] = {
    "edit": lambda request, _: edits.undone(request),
    "broadcast": broadcasts.called_back,
    "schedule_broadcast": broadcasts.called_back,
}


def undo(request: Request) -> Reply:
    """`/hoantac`: writes back what stood before the newest change; a second time, what stood after it."""
    session, incoming = request.session, request.incoming
    turn = journal.last(session, incoming.channel, incoming.address, request.now)
    if turn is None:
        return _older(request)
    _may(request, turn)
    for change in turn.changes:
        if change["action"] in OWN_WAY:
            return OWN_WAY[change["action"]](request, change)
        if change["action"] in FOR_GOOD:
            raise Refusal(wording.for_good(change["action"]))
    if not turn.rows:
        raise Refusal(wording.for_good(turn.changes[0]["action"]))
    _open(request, turn)
    _alone(request, turn)
    try:
        journal.take_back(session, turn, actor_id=by_id(request), now=request.now)
    except journal.Overtaken:
        raise Refusal(wording.OVERTAKEN) from None
    journal.of_command(session, turn.command)
    told = _tell(request, turn)
    return Reply(wording.undone(turn.changes, told), outcome=(Outcome.DONE,))


def _tell(request: Request, turn: AuditTurn) -> int:
    """Who was told of the change hears that it was taken back; what nobody has seen yet is dropped. How many hear."""
    heard = {row.person_id: row for row in outbox.recall(request.session, turn.told)}
    places = units.named(request.session, {change["unit_id"] for change in turn.changes} - {None})
    who = request.person.name if request.person else ""

    def draft(row: OutboxMessage) -> Draft:
        return Draft(row.person_id, row.unit_id, lambda number: wording.notice(row, who, turn.changes, places, number))

    for event_id in {row.event_id for row in heard.values()}:
        topic = Topic(event_id, "undone", f"turn:{turn.id}", "told")
        own = [draft(row) for row in heard.values() if row.event_id == event_id]
        outbox.put(request.session, topic, own, now=request.now, due_at=request.now)
    return len(heard)


def _older(request: Request) -> Reply:
    """An organiser's change of the plan may be turned round later too: it is shown first."""
    if is_organiser(request):
        return edits.undone(request)
    raise Refusal(wording.NOTHING)


def _may(request: Request, turn: AuditTurn) -> None:
    """Who takes back needs the right to do what was done, for the same unit."""
    from handlers.menu import BY_NAME  # the table names this handler, so it cannot be imported before it

    entry, person = BY_NAME.get(turn.command), request.person
    held = people.memberships(request.session, person.id) if person is not None else []
    here = [member for member in held if turn.event_id in (None, member.event_id)]  # one's own name is of no event
    member = permissions.may(here, entry.roles, changes=entry.changes) if entry is not None else None
    if member is None:
        raise Denied(wording.NOTHING)
    units = {change["unit_id"] for change in turn.changes} - {None}
    own = {each.unit_id for each in here if each.role == FOCAL and each.state == "approved"}
    if member.role == FOCAL and units - own:
        raise Denied(wording.NOTHING)


def _alone(request: Request, turn: AuditTurn) -> None:
    """A question for which somebody else waits, too, goes on waiting."""
    for change in turn.changes:
        number = int(change["subject"].partition(":")[2] or 0) if change["action"] == passed.ACTION else 0
        if number and passed.shared(request.session, turn.event_id or 0, number):
            raise Refusal(wording.ASKED_BY_OTHERS)


def _open(request: Request, turn: AuditTurn) -> None:
    """A lock that fell meanwhile holds for taking back too."""
    if is_organiser(request):
        return
    for change in turn.changes:
        if change["action"] in COUNTED and change["unit_id"] is not None:
            with not_too_late(request):
                attendance.check(request.session, turn.event_id or 0, change["unit_id"], request.now)
