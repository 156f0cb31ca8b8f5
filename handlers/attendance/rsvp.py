"""A delegate's own answer: yes, no with a reason, somebody else comes."""

from handlers.messages import Button, Reply, asking
from handlers.request import Request
from handlers.said.people import Answered
from handlers.wording import attendance as wording
from handlers.wording import buttons as on_button
from storage import attendance, audit, outbox, owing
from storage.models import Rsvp
from storage.outbox import Draft, Topic

RSVP_BUTTONS = (
    Button(on_button.I_COME, "/xacnhan co"),
    Button(on_button.I_CANNOT_COME, "/xacnhan khong"),
    Button(on_button.SOMEBODY_ELSE, "/xacnhan thay"),
)


def rsvp(request: Request) -> Reply:
    """`/xacnhan`: a delegate says yes, no, or that somebody else comes."""
    answered: Answered = request.command.said
    assert request.person is not None
    if answered.answer in (None, "part", "unsure"):
        return _asked(request, answered)
    assert answered.answer is not None
    row = attendance.set_rsvp(
        request.session,
        request.event.id,
        request.person.id,
        answer=answered.answer,
        reason=answered.reason,
        substitute=answered.substitute,
        now=request.now,
    )
    was = audit.made(request.session)[-1].before.get("answer")
    if answered.answer == "substitute" and answered.substitute is None:
        return asking(wording.WHO_COMES_INSTEAD, expects="/xacnhan thay")
    if request.unit is not None and "no" in (was, row.answer) and was != row.answer:
        _tell_focal_points(request, row)
    text = wording.rsvp_recorded(answered.answer, answered.reason, answered.substitute)
    why = answered.answer == "no" and answered.reason is None
    buttons = [Button(on_button.FIX, "/xacnhan")]
    if answered.answer == "yes" and attendance.labels(request.session, request.event.id):
        buttons.append(Button(on_button.CHOOSE_ACTIVITY, "/luachon"))
    return Reply(text, tuple(buttons), expects="/xacnhan khong" if why else "")


def _asked(request: Request, answered: Answered) -> Reply:
    """Does the delegate come? With what is known."""
    assert request.person is not None
    known = attendance.rsvp_of(request.session, request.event.id, request.person.id)
    if answered.answer == "part":
        return _to_what(request, known)
    asked = wording.rsvp_unsure(known) if answered.answer else wording.rsvp_asked(request.event, known)
    return asking(asked, RSVP_BUTTONS)


def _to_what(request: Request, known: Rsvp | None) -> Reply:
    """A no that may be said of one item or one day only: nothing is recorded before that is clear."""
    buttons = [Button(on_button.NOT_TO_MEETING, "/xacnhan khong"), Button(on_button.STILL_TO_MEETING, "/xacnhan co")]
    if attendance.labels(request.session, request.event.id):
        buttons.append(Button(on_button.CHOOSE_ACTIVITY, "/luachon"))
    return asking(wording.rsvp_to_what(known), tuple(buttons))


def _tell_focal_points(request: Request, row: Rsvp) -> None:
    """The unit's count does not change behind its focal point's back: they hear of a no, and of one taken back."""
    assert request.unit is not None
    assert request.person is not None
    event_id, unit_id, person = request.event.id, request.unit.id, request.person
    unit = attendance.count_of(request.session, event_id, unit_id)
    if unit is None or unit.answer != attendance.COMING or unit.by_delegates:
        return  # nobody gave a number, so the delegates' answers are the number
    speakers = owing.speakers(request.session, {event_id}).get(event_id, {}).get(unit_id, ())
    drafts = [
        Draft(who, unit_id, lambda number: wording.rsvp_notice(request.event, unit, person, row, number))
        for who, _ in speakers
        if who != person.id
    ]
    topic = Topic(event_id, "rsvp", f"person:{person.id}", str(row.version))
    outbox.put(request.session, topic, drafts, now=request.now, due_at=request.now)
