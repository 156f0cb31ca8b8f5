"""`/sua`: an organiser changes an item, a deadline, the days or the place; before and after are shown first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from handlers.changes.affected import NEAR, WAITS, hours_of, touched
from handlers.messages import Button, Outcome, Refusal, Reply, asking, button_label
from handlers.programme.filled import filled, of_one_activity
from handlers.programme.subjects import cancelled, clashing, subjects
from handlers.programme.values import after_of
from handlers.reminders import outlook
from handlers.request import Request
from handlers.said.edits import KINDS, ChangesSaid, EditSaid, FormSaid, PressSaid, ThingSaid
from handlers.wording import buttons as on_button
from handlers.wording import edits as wording
from handlers.wording import programme as named
from storage import deadlines, edits, programme
from storage.clock import is_quiet, local
from storage.edits import Stale, Thing
from storage.models import Edit, ItemOption, ProgrammeItem
from storage.segments import Recipient

DRAFT_LASTS = timedelta(minutes=30)
LISTED = 8


def change(request: Request) -> Reply:
    """`/sua`, `/sua i12 19:00`, "dời bữa tối sang 19:00", and the buttons of the card."""
    match request.command.said:
        case PressSaid(verb, edit_id):
            return _pressed(request, verb, edit_id)
        case ThingSaid() as thing:
            return _chosen(request, thing)
        case FormSaid() as form:
            return _filled(request, form)
        case ChangesSaid(said):
            return _sentence(request, said)
    return asking(wording.HOW, _things(request))


def _sentence(request: Request, said: Sequence[EditSaid]) -> Reply:
    if not said:
        raise _unclear(request)
    if said[0].verb == "undo":
        return undone(request)
    if len(said) > 1:
        return _several(request, said)
    found = _meant(request, said[0])
    cards = [_propose(request, subject, said[0]) for subject in found[:LISTED]]
    if len(cards) == 1:
        return _card(request, cards[0])
    return asking(wording.WHICH, tuple(Button(_short(card.title), f"/sua xem {card.id}") for card in cards))


def _unclear(request: Request) -> Refusal:
    return Refusal(wording.NOT_FOUND, _things(request), outcome=Outcome.ASK)


def _meant(request: Request, said: EditSaid) -> list[str]:
    if said.verb == "restore":
        found = cancelled(request, said.what)
        if not found:
            raise Refusal(wording.NOTHING_CANCELLED)
        return found
    if found := subjects(request, said):
        return found
    raise _unclear(request)


def _several(request: Request, said: Sequence[EditSaid]) -> Reply:
    """Changes said in one sentence: each has its card, the next one comes when the one before is settled."""
    found = [_meant(request, each) for each in said]
    if any(len(each) != 1 for each in found):
        raise Refusal(wording.ONE_BY_ONE, outcome=Outcome.ASK)
    cards = [_propose(request, each[0], one) for each, one in zip(found, said, strict=True)]
    return _card(request, cards[0], left=len(cards) - 1)


def undone(request: Request) -> Reply:
    """ "Hoàn tác": the last change that this organiser wrote, turned round."""
    last = edits.last_of(request.session, request.event.id, request.person.id if request.person else 0)
    if last is None:
        raise Refusal(wording.NOTHING_TO_UNDO)
    edit = edits.propose(
        request.session, request.event.id, last.subject, last.title, last.before,
        author_id=last.author_id, now=request.now,
    )  # fmt: skip
    return _card(request, edit)


def _things(request: Request) -> tuple[Button, ...]:
    """What can be changed, as buttons: the event, the coming items, the open deadlines."""
    items = [row for row in programme.items(request.session, request.event.id) if row.start][:LISTED]
    due = deadlines.of_event(request.session, request.event.id)
    return (
        Button(on_button.DAY_AND_VENUE, f"/sua e{request.event.id}"),
        *(Button(_short(named.item(row)), f"/sua i{row.id}") for row in items),
        *(Button(_short(on_button.deadline(row.what)), f"/sua h{row.id}") for row in due[:LISTED]),
    )


def _activities(row: Thing) -> tuple[Button, ...]:
    """The activities of an item, each of which may be changed by itself."""
    own = row.options if isinstance(row, ProgrammeItem) else ()
    return tuple(Button(_short(wording.only(option.label)), f"/sua o{option.id}") for option in own)


def _short(text: str) -> str:
    return button_label(text, 50)


def _chosen(request: Request, said: ThingSaid) -> Reply:
    """A thing named by a button, with or without its new value."""
    row = edits.thing(request.session, request.event.id, said.subject)
    if row is None:
        raise _unclear(request)
    if said.version is not None and said.version != row.version:
        raise Refusal(_overtaken(request, said.subject))
    if said.edit is None:
        key = _key(said.subject)
        return asking(wording.asked(key[0], edits.title(row)), _activities(row), expects=f"/sua {key}")
    return _card(request, _propose(request, said.subject, said.edit))


def _filled(request: Request, said: FormSaid) -> Reply:
    """All fields of one thing, from a form that showed what stood there then."""
    row = edits.thing(request.session, request.event.id, said.subject)
    if row is None or isinstance(row, ItemOption):
        raise _unclear(request)
    if said.version != row.version:
        raise Refusal(_overtaken(request, said.subject))
    after, faults = filled(row, said, request)
    if faults:
        raise Refusal("\n".join(faults.values()), faults=faults)
    if isinstance(row, ProgrammeItem) and (one := of_one_activity(row, after)):
        return _card(request, _waiting(request, f"option:{one[0].id}", *one))
    return _card(request, _waiting(request, said.subject, row, after))


def _overtaken(request: Request, subject: str) -> str:
    """Who changed what meanwhile; an item's day also moves with its event."""
    event = f"event:{request.event.id}"
    last = edits.newest(request.session, request.event.id, (subject, event))
    if last is None or last[0].done_at is None:
        return wording.OVERTAKEN
    edit, name = last
    at = local(last[0].done_at, request.zone)
    return wording.overtaken(name, at, edit, wording.said(edit.before), wording.become(edit.after))


def _key(subject: str) -> str:
    """ "item:12" as a button names it: "i12"."""
    kind, _, number = subject.partition(":")
    return next(letter for letter, name in KINDS.items() if name == kind) + number


def _propose(request: Request, subject: str, said: EditSaid) -> Edit:
    row = edits.thing(request.session, request.event.id, subject)
    assert row is not None
    return _waiting(request, subject, row, after_of(row, said, request))


def _waiting(request: Request, subject: str, row: Thing, after: Mapping[str, Any]) -> Edit:
    """The change as a draft; refused where nothing would be otherwise."""
    if edits.same(subject, {field: edits.value(row, field) for field in after}, after, request.zone):
        raise Refusal(wording.NOTHING_NEW)
    return edits.propose(
        request.session, request.event.id, subject, edits.title(row), after,
        author_id=request.person.id if request.person else None, now=request.now,
    )  # fmt: skip


def _card(request: Request, edit: Edit, left: int = 0) -> Reply:
    told = len(_whom(request, edit))
    past = _past(request, edit)
    yes = Button(wording.YES_PAST, f"/sua van {edit.id}") if past else Button(wording.yes(edit), f"/sua ok {edit.id}")
    buttons = (yes, Button(on_button.NEVER_MIND, f"/sua thoi {edit.id}"))
    warned = wording.past(past) + wording.clash([named.item(row) for row in clashing(request, edit)])
    warned += _beside(edits.thing(request.session, request.event.id, edit.subject))
    text = wording.card(edit, wording.said(edit.before), wording.become(edit.after), told, warned, left)
    return asking(text, buttons, expects=f"/sua lai {_key(edit.subject)}")


def _beside(row: Thing | None) -> str:
    """Which of the activities that stand in one item a change touches; empty where there is nothing to choose."""
    if isinstance(row, ItemOption):
        return wording.only_this([other.label for other in row.item.options if other is not row])
    return wording.all_of([each.label for each in row.options]) if isinstance(row, ProgrammeItem) else ""


def _whom(request: Request, edit: Edit) -> list[Recipient]:
    """Who will hear of a change; nobody before the plan is published."""
    if request.event.published_at is None:
        return []
    return touched(request.session, request.event, edit.subject, edit.before, edit.after)


def _past(request: Request, edit: Edit) -> dict[str, object]:
    """The day that this change would set or bring back though it is over."""
    row = edits.thing(request.session, request.event.id, edit.subject)
    return edits.past_day(row, edit.after, request.now, request.zone) if row is not None else {}


def _pressed(request: Request, verb: str, number: int) -> Reply:
    edit = edits.locked(request.session, request.event.id, number)
    if edit is None or edit.state != "draft":
        raise Refusal(wording.GONE)
    if verb == "xem":
        return _card(request, edit)
    if verb == "thoi":
        edit.state = "dropped"
        return _then(request, edit, Reply(wording.DROPPED))
    if request.now - edit.created_at > DRAFT_LASTS:
        raise Refusal(wording.TOO_OLD)
    if verb == "ok" and _past(request, edit):
        return _card(request, edit)  # its day passed since the card was shown
    return _written(request, edit)


def _written(request: Request, edit: Edit) -> Reply:
    actor = request.person.id if request.person else None
    whom = _whom(request, edit)
    try:
        edits.apply(request.session, edit, actor_id=actor, now=request.now, zone=request.zone)
    except Stale:
        raise Refusal(wording.STALE) from None
    text = wording.recorded(
        edit, wording.said(edit.before), wording.become(edit.after), len(whom), _held(request, edit)
    )
    ahead = outlook(request.session, request.event, edit, request.now, zone=request.zone, quiet=request.quiet)
    return _then(request, edit, Reply(f"{text} {ahead}" if ahead else text))


def _held(request: Request, edit: Edit) -> time | None:
    """The hour at which the quiet of the night ends, where it holds the news back."""
    told = request.now + WAITS
    if not is_quiet(told, request.quiet, request.zone):
        return None
    near = any(at - told <= NEAR for at in hours_of(edit, request.event, request.zone))
    return None if near else request.quiet[1]


def _then(request: Request, edit: Edit, reply: Reply) -> Reply:
    """The card of the next change that was said in the same sentence, if one waits."""
    following = edits.said_with(request.session, edit)
    if not following:
        return reply
    card = _card(request, following[0], left=len(following) - 1)
    return replace(card, text=f"{reply.text}\n\n{card.text}")
