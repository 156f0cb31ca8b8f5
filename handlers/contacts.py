"""Whom to turn to: offices, addresses, telephones, e-mail."""

from collections.abc import Sequence

from handlers import from_plan, which
from handlers.messages import Reply
from handlers.request import Request
from handlers.wording import people as wording
from storage import programme
from storage.models import Contact

KINDS = ("phone", "email")
ABOUT = {"phone": "số điện thoại", "email": "thư điện tử"}
GENERAL = frozenset(
    """
    so dien thoai email mail thu tu hop dia chi nhan gui lien he nop ban giay to chuc ai goi hoi nguoi phu
    trach dau moi file qua duong day nong han la phong
    """.split()  # noqa: SIM905
)


def show(request: Request) -> Reply:
    """`/lienhe`, "số điện thoại", "email nhận báo cáo", "địa chỉ nhận bản giấy"."""
    question = request.question
    rows = programme.contacts(request.session, request.event.id)
    for kind in KINDS:
        if question.wants(kind):
            known = [row for row in rows if row.kind == kind]
            if known:
                return Reply(wording.contacts(_closest(request, known)))
            found = from_plan.best(request, words=(*question.words, "dia", "chi"), kinds=(kind,))
            return (
                from_plan.quote_found(request, found, question.words)
                if found
                else from_plan.unknown(request, ABOUT[kind])
            )
    if question.says("dia chi|(?:duong|pho|so nha) (?:nao|may)"):
        places = [row for row in rows if row.kind == "address"]
        if places:
            return Reply(wording.contacts([*places, *(row for row in rows if row.kind == "email")]))
        return from_plan.quoted(request, about="địa chỉ này", must=r"dia chi|\bso \d+.*(?:duong|pho)|duong \w+|pho \w+")
    if rows:
        return Reply(wording.contacts(_closest(request, rows)))
    return from_plan.quoted(request, about="đầu mối liên hệ")


def _closest(request: Request, rows: Sequence[Contact]) -> Sequence[Contact]:
    """The contacts that the words name; all of them where none is named."""
    words = tuple(word for word in request.question.words if word not in GENERAL)
    fits = which.fitting(from_plan.index_of(request), words, rows, lambda row: f"{row.label or ''} {row.value}")
    return [row for _, row in fits] or rows
