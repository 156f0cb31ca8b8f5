"""Money: what things cost, in all and singly, and where it comes from."""

from handlers import from_plan, which
from handlers.messages import Reply
from handlers.request import Request
from handlers.wording import budget as wording
from storage import programme

GENERAL = frozenset(
    """
    kinh phi du tru toan tong cong tien chi tieu ngan sach to chuc hoi nghi muc het ton gia so bo tap 1
    nguon lay la
    """.split()  # noqa: SIM905
)
SOURCE = r"ngan sach|nguon|trich (?:tu)?|quy (?:thi dua|khen)|dam bao|bao dam|xa hoi hoa|tai tro|tu tuc|chi tra"
SOURCE_WORDS = ("kinh", "phi", "ngan", "sach", "nguon", "dam", "bao", "trich", "quy")


def show(request: Request) -> Reply:
    """ "Tổng kinh phí", "nước uống bao nhiêu tiền", "lấy từ nguồn nào", "công tác phí"."""
    question = request.question
    if question.says("nguon|lay (?:o|tu) (?:dau|nguon)|lay dau|do ai (?:chi|tra|cap)|ai (?:chi|tra|cap)|tu dau"):
        return _source(request)
    rows = programme.notes(request.session, request.event.id, "budget", "budget_total")
    costs = [row for row in rows if row.kind == "budget"]
    whole = next((int(row.data["amount"]) for row in rows if row.kind == "budget_total"), None)
    words = tuple(word for word in question.words if word not in GENERAL)
    fits = which.fitting(from_plan.index_of(request), words, costs, lambda row: row.text) if words else []
    if fits:
        return Reply(wording.lines([row for score, row in fits if score >= 0.8 * fits[0][0]][:2]))
    if not words and whole is not None:
        return Reply(wording.lines(costs[:6], whole))
    return from_plan.quoted(request, about="khoản này")


def _source(request: Request) -> Reply:
    """The line under the budget's heading that says who pays."""
    words = tuple(dict.fromkeys((*SOURCE_WORDS, *request.question.words)))
    index = from_plan.index_of(request)
    ranked = [
        f for f in index.rank(words, limit=20) if from_plan.says(f, SOURCE) and from_plan.says(f, "kinh phi|chi phi")
    ]
    if not ranked:
        return from_plan.unknown(request, "nguồn kinh phí")
    return from_plan.quote_found(request, ranked[:1], words)
