"""The paper itself in words: its number and day, who signed it, what it rests on, what comes with it, who gets a copy."""

from collections.abc import Sequence
from datetime import date

from handlers.messages import escape
from handlers.wording import tells
from handlers.wording.times import first_letter_up, full_day
from handlers.wording.told import Told, where
from storage.models import Plan

NUMBER = "số của kế hoạch"
DAY = "ngày ban hành"
ROOM = 620  # characters of a list of papers


def signer(plan: Plan, line: object, posts: Sequence[str] = ()) -> Told:
    """Who signed the plan."""
    said = ", ".join(post.capitalize() if post.isupper() and post.count(" ") < 2 else post for post in posts)
    post = f" ({escape(said)})" if said else ""
    told = tells.of(f"plan:{plan.id}", signer=plan.signed_by, post=list(posts), unit=plan.issued_by)
    issued = f"\nCơ quan ban hành: {escape(plan.issued_by)}." if plan.issued_by else ""
    return Told(f"Người ký kế hoạch: {escape(plan.signed_by or '')}{post}.{issued}", where(line), told)


def issuer(plan: Plan) -> Told:
    told = tells.of(f"plan:{plan.id}", unit=plan.issued_by)
    return Told(f"Cơ quan ban hành: {escape(plan.issued_by or '')}.", where(line_of(plan, "issued_by")), told)


def issued_on(plan: Plan) -> Told:
    """The day on the letterhead; the month, where the day was left blank."""
    said = plan.issued_on or ""
    at, told = where(line_of(plan, "issued_on")), tells.of(f"plan:{plan.id}", issued=said)
    if len(said) == len("2026-01-05"):
        return Told(f"Kế hoạch ban hành {full_day(date.fromisoformat(said))}.", at, told)
    return Told(f"Kế hoạch ghi tháng {int(said[5:7])}/{said[:4]}, để trống ngày.", at, told)


def plan_title(plan: Plan) -> Told:
    told = tells.of(f"plan:{plan.id}", what=plan.title)
    return Told(f"{first_letter_up(escape(plan.title))}.", where(line_of(plan, "title")), told)


def number(plan: Plan) -> Told:
    told = tells.of(f"plan:{plan.id}", number=plan.number)
    return Told(f"Kế hoạch số {escape(plan.number or '')}.", where(line_of(plan, "number")), told)


def left_blank(plan: Plan, about: str) -> Told:
    """What the paper has room for and does not say."""
    return Told(f"Chưa có thông tin về {about}: văn bản còn để trống.", where(line_of(plan, "number")))


def draft(mark: str, line: object) -> Told:
    """What the paper writes of itself."""
    return Told(f"Bản dự thảo: văn bản ghi “{escape(mark)}”.", where(line), tells.of(f"line:{line}", draft=mark))


def no_draft(plan: Plan) -> Told:
    told = tells.of(f"plan:{plan.id}", signer=plan.signed_by)
    return Told(f"Văn bản không ghi là dự thảo; người ký: {escape(plan.signed_by or 'không ghi tên')}.", where(), told)


def papers(rows: Sequence[tuple[str, object]]) -> Told:
    """What the plan rests on, or what comes with it, one line each."""
    kept: list[tuple[str, object]] = []
    for text, line in rows:
        if sum(len(said) for said, _ in kept) + len(text) <= ROOM:
            kept.append((text, line))
    told = tuple(fact for text, line in kept for fact in tells.of(f"line:{line}", quote=text))
    return Told("\n".join(escape(text) for text, _ in kept), where(*(line for _, line in kept)), told)


def receivers(rows: Sequence[tuple[str, object]]) -> Told:
    """Who gets a copy of the plan."""
    names = "; ".join(escape(text).strip(" .,;-") for text, _ in rows)
    told = tuple(fact for text, line in rows for fact in tells.of(f"line:{line}", unit=text.strip(" .,;-")))
    return Told(f"Nơi nhận: {names[:600]}.", where(*(line for _, line in rows[:1])), told)


def line_of(plan: Plan, field: str) -> object:
    """The line a fact of the letterhead stands on."""
    return ((plan.draft or {}).get("plan", {}).get("lines") or {}).get(field)
