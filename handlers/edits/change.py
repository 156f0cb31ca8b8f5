"""`/sua`: an organiser changes an item, a deadline, the days or the place; before and after are shown first."""

import re
from dataclasses import fields, replace
from datetime import datetime, time, timedelta
from functools import reduce

from handlers.affected import NEAR, WAITS, hours_of, touched
from handlers.edits.subjects import cancelled, clashing, subjects
from handlers.edits.values import after_of
from handlers.messages import Button, Refusal, Reply, button_label
from handlers.reading.edits import EditSaid, read_edit, read_edits, read_moment
from handlers.reading.text import fold
from handlers.reminders import outlook
from handlers.request import Request
from handlers.wording import edits as wording
from handlers.wording import programme as named
from storage import deadlines, edits, programme
from storage.clock import is_quiet, local
from storage.edits import Stale
from storage.models import Deadline, Edit, Event, ProgrammeItem
from storage.segments import Recipient

PRESSED = re.compile(r"^(?P<verb>ok|van|thoi|xem) (?P<id>\d{1,9})$")
NAMED = re.compile(r"^(?:lai )?(?P<kind>[ihe])(?P<id>\d{1,9})(?: (?P<value>.+))?$", re.DOTALL)
KINDS = {"i": "item", "h": "deadline", "e": "event"}
DRAFT_LASTS = timedelta(minutes=30)
LISTED = 8
AT_PLACE = re.compile(r"(?:đổi\s+)?(?:địa điểm|dia diem|nơi|noi|ở|o|tại|tai)\s*(?:là|:)?\s+(.+)$", re.I | re.DOTALL)
CALLED = re.compile(r"(?:tên|ten)\s*(?:là|:)?\s+(.+)$", re.IGNORECASE | re.DOTALL)


def change(request: Request) -> Reply:
    """`/sua`, `/sua i12 19:00`, "dời bữa tối sang 19:00", and the buttons of the card."""
    words = request.command.words.strip()
    if pressed := PRESSED.match(words):
        return _pressed(request, pressed["verb"], int(pressed["id"]))
    if chosen := NAMED.match(words):
        return _chosen(request, chosen["kind"], int(chosen["id"]), (chosen["value"] or "").strip())
    if not words:
        return Reply(wording.HOW, _things(request))
    return _sentence(request, words)


def _sentence(request: Request, words: str) -> Reply:
    now = local(request.now, request.zone)
    said = read_edits(words, now)
    if said and not said[0].what and said[0].verb == "set" and not fold(words).startswith(("chot", "an dinh")):
        raise Refusal(wording.NOT_FOUND, _things(request))  # "dời sang 6/3" names nothing
    said = said or read_edits(f"sửa {words}", now) or read_edits(f"chốt {words}", now)
    if not said:
        raise Refusal(wording.NOT_FOUND, _things(request))
    if said[0].verb == "undo":
        return undone(request)
    if len(said) > 1:
        return _several(request, said)
    found = _meant(request, said[0])
    cards = [_propose(request, subject, said[0]) for subject in found[:LISTED]]
    if len(cards) == 1:
        return _card(request, cards[0])
    return Reply(wording.WHICH, tuple(Button(_short(card.title), f"/sua xem {card.id}") for card in cards))


def _meant(request: Request, said: EditSaid) -> list[str]:
    if said.verb == "restore":
        found = cancelled(request, said.what)
        if not found:
            raise Refusal(wording.NOTHING_CANCELLED)
        return found
    if found := subjects(request, said):
        return found
    raise Refusal(wording.NOT_FOUND, _things(request))


def _several(request: Request, said: list[EditSaid]) -> Reply:
    """Changes said in one sentence: each has its card, the next one comes when the one before is settled."""
    found = [_meant(request, each) for each in said]
    if any(len(each) != 1 for each in found):
        raise Refusal(wording.ONE_BY_ONE)
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
        Button("Ngày, địa điểm hội nghị", f"/sua e{request.event.id}"),
        *(Button(_short(named.item(row)), f"/sua i{row.id}") for row in items),
        *(Button(_short(f"Hạn: {row.what}"), f"/sua h{row.id}") for row in due[:LISTED]),
    )


def _short(text: str) -> str:
    return button_label(text, 50)


def _chosen(request: Request, kind: str, number: int, value: str) -> Reply:
    """A thing named by a button, with or without its new value."""
    subject = f"{KINDS[kind]}:{number}"
    row = edits.thing(request.session, request.event.id, subject)
    if row is None:
        raise Refusal(wording.NOT_FOUND, _things(request))
    if not value:
        return Reply(wording.asked(kind, _title(row)), expects=f"/sua {kind}{number}")
    said = _of_value(value, local(request.now, request.zone))
    return _card(request, _propose(request, subject, said))


def _of_value(value: str, now: datetime) -> EditSaid:
    """What a value means by itself: "19:00", "ngày 26/3", "ở Nhà khách", "hủy"; each line is a value of its own."""
    found = [_of_line(line.strip(), now) for line in value.splitlines() if line.strip()]
    other = [said for said in found if said.verb != "set"]
    return other[0] if other else reduce(_together, found)


def _of_line(value: str, now: datetime) -> EditSaid:
    folded = fold(value)
    if folded in ("huy", "huy bo", "bo"):
        return EditSaid("cancel")
    if folded in ("khoi phuc", "phuc hoi"):
        return EditSaid("restore")
    if folded in ("hoan", "tam hoan"):
        return EditSaid("postpone")
    if found := AT_PLACE.match(value):
        return EditSaid("set", place=found[1].strip())
    if found := CALLED.match(value):
        return EditSaid("set", name=found[1].strip())
    return read_edit(value, now) or read_moment(value, now) or EditSaid("set", place=value)


def _together(one: EditSaid, other: EditSaid) -> EditSaid:
    said = {each.name: getattr(other, each.name) for each in fields(EditSaid) if each.name not in ("verb", "what")}
    return replace(one, **{name: value for name, value in said.items() if value is not None})


def _title(row: Event | ProgrammeItem | Deadline) -> str:
    return row.what if isinstance(row, Deadline) else row.title


def _propose(request: Request, subject: str, said: EditSaid) -> Edit:
    row = edits.thing(request.session, request.event.id, subject)
    assert row is not None
    after = after_of(row, said, request)
    if edits.same(subject, {field: edits.value(row, field) for field in after}, after, request.zone):
        raise Refusal(wording.NOTHING_NEW)
    return edits.propose(
        request.session, request.event.id, subject, _title(row), after,
        author_id=request.person.id if request.person else None, now=request.now,
    )  # fmt: skip


def _card(request: Request, edit: Edit, left: int = 0) -> Reply:
    told = len(_whom(request, edit))
    past = _past(request, edit)
    yes = Button(wording.YES_PAST, f"/sua van {edit.id}") if past else Button(wording.yes(edit), f"/sua ok {edit.id}")
    buttons = (yes, Button("Thôi", f"/sua thoi {edit.id}"))
    warned = wording.past(past) + wording.clash([named.item(row) for row in clashing(request, edit)])
    text = wording.card(edit, wording.said(edit.before), wording.said(edit.after), told, warned, left)
    kind, _, number = edit.subject.partition(":")
    letter = next(letter for letter, name in KINDS.items() if name == kind)
    return Reply(text, buttons, expects=f"/sua lai {letter}{number}")


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
    text = wording.recorded(edit, wording.said(edit.before), wording.said(edit.after), len(whom), _held(request, edit))
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
