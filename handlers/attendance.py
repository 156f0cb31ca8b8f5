"""Who comes: a delegate's yes or no, a unit's head count, the organiser's totals."""

from handlers.messages import Button, Refusal, Reply
from handlers.permissions import ORGANISER
from handlers.reading.counts import CountSaid, read_count
from handlers.reading.rsvp import Answered, read_rsvp
from handlers.reading.text import fold
from handlers.reading.units import mentioned
from handlers.request import Request
from handlers.wording import attendance as wording
from storage import attendance, plans
from storage.attendance import Stale, UnitCount

RSVP_BUTTONS = (
    Button("Tôi sẽ dự", "/xacnhan co"),
    Button("Không dự được", "/xacnhan khong"),
    Button("Người khác đi thay", "/xacnhan thay"),
)
RSVP_WORDS = {"co": "yes", "khong": "no", "thay": "substitute"}


def rsvp(request: Request) -> Reply:
    """`/xacnhan`: a delegate says yes, no, or that somebody else comes."""
    answered = _rsvp_said(request)
    assert request.person is not None
    if answered is None:
        known = attendance.rsvp_of(request.session, request.event.id, request.person.id)
        return Reply(wording.rsvp_asked(request.event, known), RSVP_BUTTONS)
    attendance.set_rsvp(
        request.session,
        request.event.id,
        request.person.id,
        answer=answered.answer,
        reason=answered.reason,
        now=request.now,
    )
    return Reply(wording.rsvp_recorded(request.event, answered.answer, answered.reason), (Button("Sửa", "/xacnhan"),))


def _rsvp_said(request: Request) -> Answered | None:
    args = request.command.args
    if args and args[0] in RSVP_WORDS:
        return Answered(RSVP_WORDS[args[0]], " ".join(args[1:]) or None)
    return read_rsvp(request.command.words)


def delegation(request: Request) -> Reply:
    """`/doan`: the unit's card for its focal point, everybody's totals for the organiser."""
    if _is_organiser(request):
        named = _unit_named(request, request.command.words)
        if named is None:
            return _totals(request)
        return Reply(wording.card(request.event, named), _card_buttons(named))
    own = _own_count(request)
    return Reply(wording.card(request.event, own), _card_buttons(own))


def _totals(request: Request) -> Reply:
    rows = attendance.counts(request.session, request.event.id)
    answers = attendance.rsvp_totals(request.session, request.event.id)
    return Reply(wording.totals(request.event, rows, answers))


def _card_buttons(own: UnitCount) -> tuple[Button, ...]:
    return (
        Button("Nhập số người", f"/dangky u{own.unit.id}"),
        Button("Không dự", f"/dangky u{own.unit.id} khong v{own.version}"),
        Button("Chưa rõ", f"/dangky u{own.unit.id} chuaro v{own.version}"),
    )


def register(request: Request) -> Reply:
    """`/dangky`: a head count in a sentence or by button; clear ones are recorded at once, others asked back."""
    unit, words = _target(request)
    said, version = _count_said(words)
    if said is None:
        return Reply(wording.how_to_count(unit))
    if said.fault:
        raise Refusal(wording.count_refused(unit, said))
    if not said.sure:
        return Reply(wording.count_asked(unit, said), _sure_buttons(unit, said))
    return _record(request, unit, said, version)


def _sure_buttons(unit: UnitCount, said: CountSaid) -> tuple[Button, ...]:
    answer = "khong" if said.answer == "not_coming" else str(said.total)
    return (
        Button("Đúng", f"/dangky u{unit.unit.id} {answer} v{unit.version} dung"),
        Button("Nhập theo nhóm", f"/dangky u{unit.unit.id}"),
    )


def _record(request: Request, unit: UnitCount, said: CountSaid, version: int | None) -> Reply:
    try:
        attendance.set_count(
            request.session,
            request.event.id,
            unit.unit.id,
            answer=said.answer,
            total=said.total,
            groups=said.groups,
            by_id=request.person.id if request.person else None,
            now=request.now,
            expected_version=version,
        )
    except Stale:
        now_known = attendance.count_of(request.session, request.event.id, unit.unit.id) or unit
        raise Refusal(wording.changed_meanwhile(now_known), _card_buttons(now_known)) from None
    return Reply(wording.count_recorded(unit, said), (Button("Sửa", f"/dangky u{unit.unit.id}"),))


def _count_said(words: str) -> tuple[CountSaid | None, int | None]:
    """The count and the version a button carried: "16 v3 dung" → 16 for sure, if still version 3."""
    parts = words.split()
    version = next((int(p[1:]) for p in parts if p[:1] == "v" and p[1:].isdigit()), None)
    rest = " ".join(p for p in parts if not (p[:1] == "v" and p[1:].isdigit()))
    if version is None:
        return read_count(rest), None
    first = rest.split()[0] if rest else ""
    if first == "khong":
        return CountSaid("not_coming"), version
    if first == "chuaro":
        return CountSaid("unknown"), version
    return (CountSaid("coming", int(first)) if first.isdigit() else None), version


def _target(request: Request) -> tuple[UnitCount, str]:
    """The unit a count is for and the words that are left; an organiser names it, a focal point has one."""
    rows = attendance.counts(request.session, request.event.id)
    unit_id, words = _unit_id(request.command.words)
    if unit_id is not None:
        row = next((row for row in rows if row.unit.id == unit_id), None)
    else:
        row = _unit_named(request, words)
    if _is_organiser(request):
        if row is None:
            raise Refusal(wording.WHICH_UNIT)
        return row, words
    own = _own_count(request)
    if (unit_id is not None and row is None) or (row is not None and row.unit.id != own.unit.id):
        raise Refusal(wording.NOT_YOUR_UNIT)
    return own, words


def _unit_id(words: str) -> tuple[int | None, str]:
    """A button names its unit as "u12"; people write its name."""
    first, _, rest = words.partition(" ")
    return (int(first[1:]), rest) if first[:1] == "u" and first[1:].isdigit() else (None, words)


def _own_count(request: Request) -> UnitCount:
    if request.unit is None:
        raise Refusal(wording.NO_UNIT)
    own = attendance.count_of(request.session, request.event.id, request.unit.id)
    if own is None:
        raise Refusal(wording.NOT_INVITED)
    return own


def _unit_named(request: Request, words: str) -> UnitCount | None:
    rows = attendance.counts(request.session, request.event.id)
    forms = {
        unit.id: [alias.folded for alias in unit.aliases]
        for unit in plans.units_of(request.session, request.event.plan_id)
    }
    found = mentioned(fold(words), forms)
    return next((row for row in rows if found and row.unit.id == found[0]), None)


def _is_organiser(request: Request) -> bool:
    return request.membership is not None and request.membership.role == ORGANISER
