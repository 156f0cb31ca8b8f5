"""A delegate's own answer: yes, no with a reason, somebody else comes."""

import re

from handlers.messages import Button, Refusal, Reply
from handlers.reading.roster import read_names
from handlers.reading.rsvp import Answered, read_reason, read_rsvp
from handlers.reading.text import fold
from handlers.request import Request
from handlers.wording import attendance as wording
from storage import attendance, outbox, owing
from storage.models import Rsvp
from storage.outbox import Draft, Topic

RSVP_BUTTONS = (
    Button("Tôi sẽ dự", "/xacnhan co"),
    Button("Không dự được", "/xacnhan khong"),
    Button("Người khác đi thay", "/xacnhan thay"),
)
RSVP_WORDS = {"co": "yes", "khong": "no", "thay": "substitute"}
SUBSTITUTE = re.compile(
    r"^(?:(?:có|co|cử|cu|để|de|nhờ|nho|uỷ quyền cho|ủy quyền cho|uy quyen cho|là|la)\s+)*"
    r"(?P<name>[^,;.]+?)(?P<post>\s*[,;(][^.]*?)?\)?"
    r"\s+(?:sẽ\s+|se\s+)?(?:đi|di|dự|du|họp|hop)\s+thay\b",
    re.IGNORECASE,
)
SENT_INSTEAD = re.compile(
    r"\b(?:cử|cu|nhờ|nho|để|de|là|la)\s+(?P<name>(?:ông|bà|anh|chị|đồng chí|đ/c|ong|ba|chi|dong chi|d/c)\s+[^.;]+?)"
    r"(?:\s+(?:đi|di|dự|du|họp|hop)\s+thay\b.*)?$",
    re.IGNORECASE,
)
NOBODY_NAMED = frozenset("toi em minh nguoi khac se dong chi ong ba anh chi co cu mot".split())  # noqa: SIM905


def rsvp(request: Request) -> Reply:
    """`/xacnhan`: a delegate says yes, no, or that somebody else comes."""
    answered, substitute = _said(request)
    assert request.person is not None
    if answered is None or answered.answer in ("part", "unsure"):
        known = attendance.rsvp_of(request.session, request.event.id, request.person.id)
        if answered is not None and answered.answer == "part":
            return _to_what(request, known)
        if answered is not None:
            return Reply(wording.rsvp_unsure(known), RSVP_BUTTONS)
        return Reply(wording.rsvp_asked(request.event, known), RSVP_BUTTONS)
    before = attendance.rsvp_of(request.session, request.event.id, request.person.id)
    was = before.answer if before else None
    row = attendance.set_rsvp(
        request.session,
        request.event.id,
        request.person.id,
        answer=answered.answer,
        reason=answered.reason,
        substitute=substitute,
        now=request.now,
    )
    if answered.answer == "substitute" and substitute is None:
        return Reply(wording.WHO_COMES_INSTEAD, expects="/xacnhan thay")
    if request.unit is not None and "no" in (was, row.answer) and was != row.answer:
        _tell_focal_points(request, row)
    text = wording.rsvp_recorded(answered.answer, answered.reason, substitute)
    why = answered.answer == "no" and answered.reason is None
    buttons = [Button("Sửa", "/xacnhan")]
    if answered.answer == "yes" and attendance.choices(request.session, request.event.id):
        buttons.append(Button("Chọn hoạt động", "/luachon"))
    return Reply(text, tuple(buttons), expects="/xacnhan khong" if why else "")


def _to_what(request: Request, known: Rsvp | None) -> Reply:
    """A no that may be said of one item or one day only: nothing is recorded before that is clear."""
    buttons = [Button("Không dự hội nghị", "/xacnhan khong"), Button("Vẫn dự hội nghị", "/xacnhan co")]
    if attendance.choices(request.session, request.event.id):
        buttons.append(Button("Chọn hoạt động", "/luachon"))
    return Reply(wording.rsvp_to_what(known), tuple(buttons))


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


def _said(request: Request) -> tuple[Answered | None, str | None]:
    args, words = request.command.args, request.command.words
    if args and args[0] in RSVP_WORDS:
        rest = words.strip()[len(args[0]) :].strip()
        if args[0] != "thay":
            return Answered(RSVP_WORDS[args[0]], read_reason(rest) or rest or None), None
        return Answered("substitute"), _in_sentence(rest) or _name(rest) if rest else None
    answered = read_rsvp(words)
    if answered is None or answered.answer != "substitute":
        return answered, None
    return answered, _in_sentence(words)


def _in_sentence(words: str) -> str | None:
    """Who goes instead, in "anh Nam, Phó phòng đi thay em"; None where nobody is named."""
    found = SUBSTITUTE.match(words.strip())
    said = f"{found['name']}{found['post'] or ''}".strip() if found else ""
    if set(re.findall(r"[a-z]+", fold(said))) - NOBODY_NAMED:
        return said.strip(" ,;(")
    sent = SENT_INSTEAD.search(words.strip(" ."))
    return sent["name"].strip(" ,;.()") if sent else None


def _name(words: str) -> str:
    """A substitute as typed after being asked: a name, perhaps a post."""
    found = read_names(words).names
    if len(found) != 1:
        raise Refusal(wording.SUBSTITUTE_UNREADABLE)
    return f"{found[0].name}, {found[0].post}" if found[0].post else found[0].name
