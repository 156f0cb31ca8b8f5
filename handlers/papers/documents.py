"""Papers: a focal point says what was sent, an organiser confirms it, everybody concerned sees what is still owed."""

import re
from collections.abc import Sequence

from handlers.language.folding import fold
from handlers.messages import Button, Outcome, Refusal, Reply, button_label
from handlers.permissions import ORGANISER
from handlers.request import Request
from handlers.said.papers import PapersSaid
from handlers.wording import buttons as on_button
from handlers.wording import documents as wording
from storage import documents, outbox, owing
from storage.documents import CLAIMED, OWED, RECEIVED, Owing
from storage.models import Unit
from storage.outbox import Draft, Topic, Words

ALL, BACK = "het", "chua"
MOST_UNITS, MOST_PAPERS = 20, 8


def hand_in(request: Request) -> Reply:
    """`/nop`: "đã gửi báo cáo", a button per paper, or what is still owed; an organiser confirms what came."""
    said: PapersSaid = request.command.said
    if _is_organiser(request) and (request.unit is None or _about_others(said)):
        return _received(request, said)
    if request.unit is None:
        raise Refusal(wording.NO_UNIT)
    rows = documents.of_unit(request.session, request.event.id, request.unit.id)
    if not rows:
        return Reply(wording.nothing_asked(request.unit))
    chosen = _chosen(said, rows) or _said(said, rows)
    if not chosen:
        return _owed(request, [row for row in rows if row.state == OWED])
    ids = [row.submission_id for row in chosen]
    by_id = request.person.id if request.person else None
    documents.mark(request.session, request.event.id, request.unit.id, ids, CLAIMED, by_id=by_id, now=request.now)
    left = [row for row in rows if row.state == OWED and row.submission_id not in ids]
    return Reply(wording.claimed(request.unit, chosen, left), _buttons(request, left))


def _owed(request: Request, left: Sequence[Owing]) -> Reply:
    assert request.unit is not None
    return Reply(wording.owed(request.unit, left, request.zone), _buttons(request, left))


def _buttons(request: Request, left: Sequence[Owing]) -> tuple[Button, ...]:
    single = [
        Button(button_label(on_button.sent(wording.paper(row, request.unit))), f"/nop p{row.submission_id}")
        for row in left[:6]
    ]
    return (*single, Button(on_button.ALL_SENT, f"/nop {ALL}")) if len(left) > 1 else tuple(single)


def _chosen(said: PapersSaid, rows: Sequence[Owing]) -> list[Owing]:
    """What a button names: one paper, all papers of a deadline, or everything."""
    if said.submission_id is not None:
        return [row for row in rows if row.submission_id == said.submission_id]
    owed = [row for row in rows if row.state == OWED]
    if said.deadline_id is not None:
        return [row for row in owed if row.deadline.id == said.deadline_id]
    return owed if said.every and said.of_unit is None else []


def _said(said: PapersSaid, rows: Sequence[Owing]) -> list[Owing]:
    """The papers that a sentence names: "đã gửi báo cáo và bảng chấm điểm"."""
    names = [(row, re.findall(r"[a-z0-9]+", fold(row.paper))[:2]) for row in rows]
    return [row for row, name in names if name and said.spoken.issuperset(name)]


def _is_organiser(request: Request) -> bool:
    return request.membership is not None and request.membership.role == ORGANISER


def _about_others(said: PapersSaid) -> bool:
    """Somebody who also speaks for a unit confirms papers of the units that are named."""
    return said.of_unit is not None or said.submission_id is not None or bool(said.unit_ids)


def _received(request: Request, said: PapersSaid) -> Reply:
    """An organiser says that a paper came: by its button, or "đã nhận báo cáo của Khe Mây"."""
    rows = documents.of_event(request.session, request.event.id)
    if said.submission_id is not None:
        chosen = [row for row in rows if row.submission_id == said.submission_id]
        return _confirmed(request, rows, chosen, OWED if said.back else RECEIVED)
    if said.of_unit is not None:
        own = [row for row in rows if row.unit.id == said.of_unit]
        if said.every:
            return _confirmed(request, rows, [row for row in own if row.state in (OWED, CLAIMED)], RECEIVED)
        return _to_confirm(own)
    named = set(said.unit_ids)
    own = [row for row in rows if named & {row.unit.id, row.unit.successor_id}]
    chosen = _said(said, own)
    if chosen:
        return _confirmed(request, rows, chosen, RECEIVED)
    if not own:
        return Reply(wording.progress(rows), _to_receive(rows))
    return _to_confirm(own)


def _confirmed(request: Request, rows: Sequence[Owing], chosen: Sequence[Owing], state: str) -> Reply:
    """Marks papers, tells those who speak for the unit, and offers the way back."""
    if not chosen:
        raise Refusal(wording.NO_SUCH_PAPER, (Button(on_button.PROGRESS, "/tiendo"),), Outcome.UNKNOWN)
    ids = {row.submission_id for row in chosen}
    left = [row for row in rows if row.state in (OWED, CLAIMED) and row.submission_id not in ids]
    told = False
    for unit in {row.unit.id: row.unit for row in chosen}.values():
        own = [row for row in chosen if row.unit.id == unit.id]
        rest = [row for row in left if row.unit.id == unit.id and row.state == OWED]
        told = _marked(request, unit, own, rest, state) or told
    if state == OWED:
        again = tuple(
            Button(button_label(on_button.received(wording.one(row))), f"/nop p{row.submission_id}") for row in chosen
        )
        return Reply(wording.taken_back(chosen), again)
    back = [
        Button(button_label(on_button.not_received(wording.one(r))), f"/nop p{r.submission_id} {BACK}")
        for r in chosen[:2]
    ]
    return Reply(wording.confirmed(chosen, left, told=told), (*back, Button(on_button.PROGRESS, "/tiendo")))


def _marked(request: Request, unit: Unit, own: Sequence[Owing], rest: Sequence[Owing], state: str) -> bool:
    """Marks papers of one unit; whether anybody hears of it."""
    actor, event_id = request.person.id if request.person else None, request.event.id
    ids = [row.submission_id for row in own]
    changed = documents.mark(request.session, event_id, unit.id, ids, state, by_id=actor, now=request.now)
    if not changed:
        return False

    def write(number: str) -> Words:
        return wording.notice(request.event, unit, own, rest, number, came=state == RECEIVED)

    speakers = owing.speakers(request.session, {event_id}).get(event_id, {}).get(unit.successor_id or unit.id, ())
    drafts = [Draft(person, unit.id, write) for person, _ in speakers if person != actor]
    topic = Topic(event_id, "received", f"unit:{unit.id}", ",".join(f"{row.id}v{row.version}" for row in changed))
    outbox.put(request.session, topic, drafts, now=request.now, due_at=request.now)
    return bool(drafts)


def _to_confirm(own: Sequence[Owing]) -> Reply:
    """One unit's papers, each with the button that says it came."""
    if not own:
        raise Refusal(wording.NO_SUCH_PAPER, (Button(on_button.PROGRESS, "/tiendo"),), Outcome.UNKNOWN)
    left = [row for row in own if row.state in (OWED, CLAIMED)]
    pressed = [
        Button(button_label(on_button.received(row.paper)), f"/nop p{row.submission_id}") for row in left[:MOST_PAPERS]
    ]
    if len(left) > 1 and len({row.unit.id for row in left}) == 1:
        pressed.append(Button(on_button.ALL_RECEIVED, f"/nop u{left[0].unit.id} {ALL}"))
    return Reply(wording.papers_of(own), tuple(pressed))


def _to_receive(rows: Sequence[Owing]) -> tuple[Button, ...]:
    """What units say they sent waits for a yes first; then every unit that still owes."""
    said = [row for row in rows if row.state == CLAIMED][:MOST_PAPERS]
    waiting = {row.unit.id: row.unit for row in rows if row.state in (OWED, CLAIMED)}
    return (
        *(Button(button_label(on_button.received(wording.one(row))), f"/nop p{row.submission_id}") for row in said),
        *(Button(button_label(unit.name), f"/nop u{unit.id}") for unit in list(waiting.values())[:MOST_UNITS]),
    )


def progress(request: Request) -> Reply:
    """`/tiendo`: the organiser sees every unit, a focal point the own one."""
    rows = documents.of_event(request.session, request.event.id)
    if not _is_organiser(request):
        own = request.unit.id if request.unit else None
        rows = [row for row in rows if row.unit.id == own]
    said: PapersSaid = request.command.said
    rows = _said(said, rows) or rows  # "ai chưa nộp báo cáo" asks of that paper alone
    return Reply(wording.progress(rows), _to_receive(rows) if _is_organiser(request) else ())
