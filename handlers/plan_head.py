"""The paper itself: its number, its date, who issued it."""

from handlers import from_plan
from handlers.messages import Reply
from handlers.request import Request
from handlers.wording import people as wording
from storage import programme


def show(request: Request) -> Reply:
    """ "Kế hoạch số mấy", "ban hành ngày nào", "cơ quan nào ban hành"."""
    question = request.question
    plan = programme.plan_of(request.session, request.event.id)
    if question.says("ai|co quan nao|don vi nao") and plan.issued_by:
        return Reply(wording.issuer(plan))
    if question.says("ngay|khi nao|bao gio"):
        known = plan.issued_on is not None and len(plan.issued_on) == len("2026-01-05")
        return Reply(wording.issued_on(plan)) if known else from_plan.unknown(request, "ngày ban hành")
    if question.says("ten"):
        return Reply(wording.plan_title(plan))
    # A number that begins with its slash was left blank on the paper.
    if plan.number and plan.number[0].isdigit():
        return Reply(wording.number(plan))
    return from_plan.unknown(request, "số của kế hoạch")
