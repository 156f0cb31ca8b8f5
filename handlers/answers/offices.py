"""What an office must do: named, the asker's own, or what several units hold together."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from handlers.answers.found import Found, not_known
from handlers.answers.invited import member_named
from handlers.answers.naming import named
from handlers.answers.sheet import Sheet
from handlers.language.folding import fold
from handlers.language.unit_names import bare_name
from handlers.language.words import tokens
from handlers.said.questions import Question
from handlers.wording import answers
from handlers.wording import duties as duty_words
from storage.models import Duty, Event, Unit

OFFICES = frozenset(
    [
        "van",
        "thanh",
        "phong",
        "ban",
        "so",
        "cong",
        "trung",
        "ubnd",
        "hdnd",
        "mttq",
        "dien",
        "uy",
        "mat",
        "hoi",
        "doan",
        "truong",
        "tram",
        "toa",
        "vien",
        "chi",
        "kho",
        "benh",
        "huyen",
    ]
)


SELF = r"(?:toi|em|e|minh|tui|chau|chung toi|chung em|ben)"


LEVEL = r"xa|huyen|tinh|phuong|truong|so|thon"


NAME_ENOUGH = 2.0
AND = re.compile(r"\b(?:va|voi|cung voi|cung|,)\b| , ")


TASKS = (
    r"(?:lam|lo|giao|chuan bi|phu trach|phan cong|nhiem vu|trach nhiem|viec|can|phai|phat bieu|noi(?! vu))\b.*\b(?:gi|nao|sao)"
    r"|nhiem vu|viec (?:cua|gi|chi)|phan cong|trach nhiem|lam gi|nhung viec|viec nao"
)


OF_ALL = (
    r"thanh vien|cac (?:huyen|tinh|don vi|xa|co quan|truong|so|chi hoi|chi bo)|doan"
    r"|(?:huyen|xa|tinh|don vi) (?:toi|em|minh|chung)"
)


def _held(sheet: Sheet, question: Question, rows: Sequence[Duty]) -> list[tuple[str, list[Duty]]]:
    """The duties meant: the asker's own, those of an office that is named, everybody's."""
    held = _own(sheet, question, rows)
    if not held and question.own and sheet.request.unit is None:
        held = _of_speaker(question, rows) or _everybodys(question, rows)
    return held or _offices(question, rows) or _everybodys(question, rows)


def of_office(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """What an office, named or the asker's own, must do; only what the words point to where they point to something."""
    if not question.says(TASKS) or question.wants(
        "day", "hour", "count", "money", "minutes", "place", "number", "email", "phone", "name", "source"
    ):
        return None
    if (unit := _without_a_duty(sheet, question, meant)) is not None:
        return not_known(answers.unknown(duty_words.own_duty(unit.name), sheet.whom_to_ask))
    rows = _duties_of(sheet, meant)
    held = _held(sheet, question, rows)
    if not held or (question.wants("unit", "person") and (not question.own or question.leans_to("contact"))):
        return None
    held = _narrowed(sheet, question, held)
    return Found(duty_words.of_offices(held)) if held else None


def of_own_unit(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """What the asker's own unit must do, before anything else is read into the words."""
    if not question.own or sheet.request.unit is None or question.leans_to("deadline"):
        return None
    return of_office(sheet, question, meant)


def _without_a_duty(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Unit | None:
    """The one unit that is named, where it has nothing to do at the one conference that is meant, though others have."""
    ids = {event.id for event in meant}
    unit = member_named(sheet, question)
    if unit is None or len(meant) == len(sheet.events):
        return None
    holders = [fold(duty.holder) for duty in sheet.duties if duty.event_id in ids]
    every = not holders or any(re.search(r"\b(?:cac|moi|tung|toan the) ", holder) for holder in holders)
    name = " ".join(tokens(bare_name(unit.name)))
    return None if every or any(name in " ".join(tokens(holder)) for holder in holders) else unit


def _duties_of(sheet: Sheet, meant: Sequence[Event]) -> Sequence[Duty]:
    ids = {event.id for event in meant}
    return [duty for duty in sheet.duties if duty.event_id in ids] or sheet.duties


def _of_speaker(question: Question, rows: Sequence[Duty]) -> list[tuple[str, list[Duty]]]:
    """ "Tôi bên văn phòng huyện", "xã em": the office people say they come from, or all of its kind."""
    said = re.search(
        rf"{SELF} (?:la |o |ben |thuoc |dang |cong tac |lam viec |lam |tai |phu trach )+(.*)", question.plain
    )
    if (
        said is not None
        and said[1].split()[:1]
        and said[1].split()[0] in OFFICES
        and not re.match(r"thanh vien (?:cua )?(?:cum|khoi)\b", said[1])
        and (found := _offices(replace(question, plain=said[1]), rows))
    ):
        return found
    level = re.search(rf"\b({LEVEL}) {SELF}\b", question.plain)
    if level is None:
        return []
    held = [
        (name, duties)
        for name, duties in _by_holder(rows)
        if re.search(rf"\bcac (?:\w+ ){{0,2}}{level[1]}\b", fold(name))
    ]
    return held[:2]


def _by_holder(rows: Sequence[Duty]) -> list[tuple[str, list[Duty]]]:
    held: dict[str, list[Duty]] = {}
    for duty in rows:
        held.setdefault(duty.holder, []).append(duty)
    return list(held.items())


def _own(sheet: Sheet, question: Question, rows: Sequence[Duty]) -> list[tuple[str, list[Duty]]]:
    unit = sheet.request.unit
    if unit is None or not question.own:
        return []
    return _by_holder([duty for duty in rows if any(holder.unit_id == unit.id for holder in duty.holders)])


def _offices(question: Question, rows: Sequence[Duty]) -> list[tuple[str, list[Duty]]]:
    """The offices a question names, one or two joined by "và"; a short name that fits two gives both."""
    whole, top = _named(question.plain, rows)
    parts = [_named(part, rows) for part in AND.split(question.plain)]
    if len(parts) < 2 or any(score < NAME_ENOUGH for _, score in parts) or top > max(score for _, score in parts):
        return whole[:3]
    return list({name: held for found, _ in parts for name, held in found[:2]}.items())[:4]


def _named(text: str, rows: Sequence[Duty]) -> tuple[list[tuple[str, list[Duty]]], float]:
    """The offices that the words name best, and how well."""
    asked = tokens(text)
    scored = [(named(asked, name), name, held) for name, held in _by_holder(rows)]
    top = max((score for score, _, _ in scored), default=0.0)
    if top < NAME_ENOUGH:
        return [], top
    return [(name, held) for score, name, held in scored if score >= top - 0.3], top


def _everybodys(question: Question, rows: Sequence[Duty]) -> list[tuple[str, list[Duty]]]:
    """ "Các huyện thành viên phải làm gì": what several units hold together."""
    if not question.own and not question.says(OF_ALL):
        return []
    most = max((len(duty.holders) for duty in rows), default=0)
    return _by_holder([duty for duty in rows if len(duty.holders) == most]) if most > 1 else []


def _narrowed(
    sheet: Sheet, question: Question, held: list[tuple[str, list[Duty]]]
) -> list[tuple[str, list[Duty]]]:  # fmt: skip
    """The tasks that hold the words beside the office's name, where some do."""
    names = {word for name, _ in held for word in tokens(name)}
    words = {word for word in question.content if word not in names and word in sheet.index.vocabulary}
    words -= {word for event in sheet.events for word in tokens(event.title)}
    if not words:
        return held
    fitting = [
        (name, [duty for duty in duties if sheet.index.coverage(tuple(words), duty.text) >= 0.6])
        for name, duties in held
    ]
    kept = [(name, duties) for name, duties in fitting if duties]
    if kept:
        return kept
    # A name that neither the office nor its tasks hold means another one: "Hội phụ nữ phường Hải Thanh".
    words -= {word for unit in sheet.units if unit.role in ("chair", "host") for word in tokens(unit.name)}
    words -= set(tokens(sheet.plan.issued_by or ""))
    other = [pair for pair in pairwise(question.content) if words.issuperset(pair) and sheet.index.is_name(pair)]
    return [] if other else held
