"""The paper itself in words: its number and day, who signed it, what it rests on, what comes with it, who gets a copy."""

from collections.abc import Sequence
from datetime import date

from handlers.messages import escape
from handlers.wording.times import first_letter_up, full_day, source
from storage.models import Plan

NUMBER = "số của kế hoạch"
DAY = "ngày ban hành"
ROOM = 620  # characters of a list of papers


def signer(plan: Plan, line: object, posts: Sequence[str] = ()) -> str:
    """Who signed the plan."""
    said = ", ".join(post.capitalize() if post.isupper() and post.count(" ") < 2 else post for post in posts)
    post = f" ({escape(said)})" if said else ""
    issued = f"\nCơ quan ban hành: {escape(plan.issued_by)}." if plan.issued_by else ""
    return f"Người ký kế hoạch: {escape(plan.signed_by or '')}{post}.{issued}\n{source(line)}"


def issuer(plan: Plan) -> str:
    return f"Cơ quan ban hành: {escape(plan.issued_by or '')}.\n{source(line_of(plan, 'issued_by'))}"


def issued_on(plan: Plan) -> str:
    """The day on the letterhead; the month, where the day was left blank."""
    said = plan.issued_on or ""
    line = source(line_of(plan, "issued_on"))
    if len(said) == len("2026-01-05"):
        return f"Kế hoạch ban hành {full_day(date.fromisoformat(said))}.\n{line}"
    return f"Kế hoạch ghi tháng {int(said[5:7])}/{said[:4]}, để trống ngày.\n{line}"


def plan_title(plan: Plan) -> str:
    return f"{first_letter_up(escape(plan.title))}.\n{source(line_of(plan, 'title'))}"


def number(plan: Plan) -> str:
    return f"Kế hoạch số {escape(plan.number or '')}.\n{source(line_of(plan, 'number'))}"


def left_blank(plan: Plan, about: str) -> str:
    """What the paper has room for and does not say."""
    return f"Chưa có thông tin về {about}: văn bản còn để trống.\n{source(line_of(plan, 'number'))}"


def draft(mark: str, line: object) -> str:
    """What the paper writes of itself."""
    return f"Bản dự thảo: văn bản ghi “{escape(mark)}”.\n{source(line)}"


def no_draft(plan: Plan) -> str:
    return f"Văn bản không ghi là dự thảo; người ký: {escape(plan.signed_by or 'không ghi tên')}.\n{source()}"


def papers(rows: Sequence[tuple[str, object]]) -> str:
    """What the plan rests on, or what comes with it, one line each."""
    kept: list[tuple[str, object]] = []
    for text, line in rows:
        if sum(len(said) for said, _ in kept) + len(text) <= ROOM:
            kept.append((text, line))
    return "\n".join([*(escape(text) for text, _ in kept), source(*(line for _, line in kept))])


def receivers(rows: Sequence[tuple[str, object]]) -> str:
    """Who gets a copy of the plan."""
    names = "; ".join(escape(text).strip(" .,;-") for text, _ in rows)
    return f"Nơi nhận: {names[:600]}.\n{source(*(line for _, line in rows[:1]))}"


def line_of(plan: Plan, field: str) -> object:
    """The line a fact of the letterhead stands on."""
    return ((plan.draft or {}).get("plan", {}).get("lines") or {}).get(field)
