"""Who: signs, chairs, leads, takes part, is invited."""

import re
from collections.abc import Sequence

from handlers import from_plan, which
from handlers.messages import Reply
from handlers.reading.text import fold
from handlers.request import Request
from handlers.wording import people as wording
from storage import programme, units
from storage.models import Event, Plan, Unit

ROLE_CUES = (
    ("deputy", r"pho (?:truong )?(?:khoi|cum|doan)|(?:khoi|cum) pho"),
    ("chair", r"truong (?:khoi|cum)|(?:khoi|cum) truong"),
    ("host", r"dang cai|chu nha"),
)
ROLE_WORDS = {
    "chair": r"truong (?:khoi|cum)|(?:khoi|cum) truong",
    "deputy": r"pho (?:truong )?(?:khoi|cum)|(?:khoi|cum) pho",
}
NAMED = re.compile(r"\b(?:Ông|Bà|Đ/c|[Đđ]ồng chí|TS\.|ThS\.)\s+[A-ZĐ]\w+")
CHAIRING = frozenset(
    """
    chu tri toa dieu hanh nguoi cuoc tai dong chi ong ba
    """.split()  # noqa: SIM905
)
FOR_GROUPS = frozenset(
    """
    moi thanh phan co cau dai bieu du tham gia duoc goi nhung hoi nghi
    """.split()  # noqa: SIM905
)


def show(request: Request) -> Reply:
    """ "Ai ký", "ai chủ trì", "ai là trưởng khối", "gồm những huyện nào", "mời những ai"."""
    question = request.question
    plan = programme.plan_of(request.session, request.event.id)
    if question.says(r"ky") and not question.says("ky ket|dang ky|ky niem") and plan.signed_by:
        return Reply(wording.signer(plan, _line_of(request, plan.signed_by)))
    if question.says("chu tri|chu toa|dieu hanh"):
        return _chairs(request)
    role = next((role for role, cue in ROLE_CUES if question.says(cue)), None)
    if role is not None:
        return _of_role(request, plan, role)
    if question.says("ten gi|ten la|ho ten") or question.says(
        "chu tich|bi thu|giam doc|hieu truong|truong (?:phong|ban)"
    ):
        return _named_person(request)
    if question.says(
        r"(?:huyen|tinh|don vi|co quan|xa|phuong|truong|nganh) nao|nhung (?:huyen|tinh|don vi|xa)|thanh vien|gom"
        r"|(?:may|bao nhieu) (?:huyen|tinh|don vi|xa|phuong|co quan)"
    ) and not question.says("moi|thanh phan|du|so|nganh"):
        return _members(request)
    return _invited(request)


def _line_of(request: Request, words: str) -> object:
    """The last line that holds the words: a signature stands below."""
    folded = fold(words)
    passages = from_plan.index_of(request).passages
    return next((p.line for p in reversed(passages) if folded in p.folded), None)


def _chairs(request: Request) -> Reply:
    meant = which.events_meant(request)
    of_a_part = [word for word in which.specific(request.question, meant) if word not in CHAIRING]
    if of_a_part and from_plan.best(request, words=of_a_part):
        return from_plan.quoted(request)
    events = [event for event in meant if event.chairs]
    if events:
        return Reply(wording.chairs(events))
    return from_plan.quoted(
        request,
        about="người chủ trì",
        must=r"chu tri (?:hoi nghi|le|phien|cuoc hop)\s*:|(?:ong|ba|dong chi) .*chu tri|chu tri.*(?:ong|ba|dong chi)\b",
    )


def _of_role(request: Request, plan: Plan, role: str) -> Reply:
    """The unit in a role; a year that is named must stand beside the role in the plan's words."""
    years = [word for word in request.question.words if re.fullmatch(r"20\d\d", word)]
    holders = [unit for unit in units.of_plan(request.session, request.event.id) if unit.role == role]
    if years:
        beside = rf"(?:{ROLE_WORDS.get(role, role)})[^.;]{{0,30}}\b{years[0]}\b"
        if from_plan.best(request, must=beside):
            return from_plan.quoted(request, must=beside)
    if not holders:
        return from_plan.quoted(request, about="đơn vị này")
    return Reply(wording.units_of_role(holders, _person_of_role(request, plan, role, holders)))


def _person_of_role(request: Request, plan: Plan, role: str, holders: Sequence[Unit]) -> str:
    """The person who holds the role, where a chair's line or the signature says so."""
    cue = re.compile(ROLE_WORDS.get(role, r"$^"))
    chairs = [name for event in which.events_meant(request) for name in event.chairs]
    for name in chairs:
        folded = fold(name)
        plainly = cue.search(re.sub(ROLE_WORDS["deputy"], "", folded) if role == "chair" else folded)
        if plainly or any(fold(unit.name) in folded for unit in holders):
            return name.strip().rstrip(".;")
    if role == "chair" and plan.signed_by:
        return f"Người ký kế hoạch: {plan.signed_by}"
    return ""


def _named_person(request: Request) -> Reply:
    events: Sequence[Event] = programme.events_beside(request.session, request.event.id)
    words = [word for word in request.question.words if word not in ("ten", "ho")]
    index = from_plan.index_of(request)
    for event in events:
        close = [name for name in event.chairs if index.coverage(words, name) >= 0.75]
        if close:
            return Reply(wording.chairs([Event(title=event.title, chairs=close, lines=event.lines)]))
    found = from_plan.best(request, words=words)
    if found and any(NAMED.search(f.passage.text) for f in found):
        return from_plan.quote_found(request, found, words)
    return from_plan.unknown(request, "họ tên người này")


def _members(request: Request) -> Reply:
    members = [unit for unit in units.of_plan(request.session, request.event.id) if unit.kind == "member"]
    return Reply(wording.members(members)) if len(members) > 1 else from_plan.quoted(request, about="các đơn vị này")


def _invited(request: Request) -> Reply:
    """The groups that fit the words; the whole composition where only that is asked."""
    events = which.events_meant(request)
    groups = [group for event in events for group in programme.groups(request.session, event.id)]
    words = tuple(word for word in which.specific(request.question, events) if word not in FOR_GROUPS)
    if not words and groups:
        return Reply(wording.composition(groups, events[0].expected_delegates if len(events) == 1 else None))
    index = from_plan.index_of(request)
    fits = which.fitting(index, words, groups, lambda group: f"{group.section or ''} {group.name}", enough=0.6)
    near = [row for score, row in fits if score >= 0.75 * fits[0][0]]
    found = from_plan.best(request)
    if near and (
        not found or index.coverage(words, " ".join(f"{g.section} {g.name}" for g in near)) >= found[0].coverage - 0.1
    ):
        sections = {group.section for group in near}
        whole = [
            g
            for g in groups
            if g.section in sections and (g in near or _is_section(index.coverage(words, g.section or "")))
        ]
        return Reply(wording.composition(whole))
    return from_plan.quoted(request, about="thành phần này")


def _is_section(coverage: float) -> bool:
    return coverage >= 0.5
