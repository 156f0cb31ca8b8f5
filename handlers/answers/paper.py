"""Facts about the paper itself: its number and day, who signed it, whether it is a draft, what it rests on and brings along."""

import re
from collections.abc import Callable, Sequence

from handlers.answers.found import Found, not_known
from handlers.answers.say import say_signer
from handlers.answers.sheet import Sheet
from handlers.language.folding import fold
from handlers.language.words import tokens
from handlers.said.questions import Question
from handlers.wording import paper as wording
from handlers.wording.told import together
from storage.models import Event

PAPER = r"(?:ke hoach|van ban|cong van|giay moi|ban|tai lieu)"
NUMBER = (
    rf"so (?:ky )?hieu(?: (?:cua|{PAPER}|nao|la|gi|bao nhieu)|$)|{PAPER}(?: (?:nay|do|tren|cua \w+(?: \w+)?))*"
    rf"(?: (?:la|mang|co|danh))* so (?:ky hieu|hieu|may|bao nhieu|gi|nao)|so (?:cua )?{PAPER}"
)
ISSUED = r"ban hanh|phat hanh|ra (?:vao )?(?:ngay|hom|thang|khi|luc|nam)|ky(?! ket| hop| nay| bao| giao| niem)|ra doi|duoc ra|duoc lap|ngay thang(?: nam)? (?:cua|tren)"
MONTH_ENOUGH = r"thang (?:may|nao|bao nhieu)|nam (?:may|nao|bao nhieu)"
OTHER_PAPER = r"luat|nghi dinh|quyet dinh|huong dan|chi thi|thong tu|nghi quyet"
DRAFT = rf"(?:{PAPER}|day|nay|moi|con|chi) (?:\w+ ){{0,3}}?(?:du thao|chinh thuc)|du thao (?:hay|khong|ha|phai)"
OF_OTHER = r"(?:hoi nghi|dai hoi) chinh thuc|(?:du thao|chinh thuc) (?:bao cao|tieu chi|nghi quyet|quyet dinh|de an|quy che|thu)|dai bieu chinh thuc"
ANNEX_ASKED = r"phu luc|kem theo|dinh kem|gui kem|di kem|co kem|kem (?:bieu|bang|mau|tai lieu|phu luc|gi)"
ANNEX = re.compile(
    r"\bphu luc\b|kem theo (?:ke hoach|van ban|cong van)|\((?:co|gui|kem)[^)]*kem theo\)|ban hanh kem|dinh kem"
)
GROUNDS_ASKED = r"can cu|co so phap ly|phap ly|dua (?:vao|tren|theo)|theo (?:van ban|quyet dinh|cong van|nghi dinh|luat|huong dan|chi dao|chi thi) (?:nao|gi|so)"
GROUNDS = re.compile(r"(?:can cu|thuc hien|thi hanh|theo) (?!ke hoach nay)")
NAMED = re.compile(r"\bso \d|\bluat\b|\d/[a-z]")
PAPERS = r"luat|nghi dinh|nghi quyet|quyet dinh|cong van|huong dan|thong tu|chi thi|chuong trinh|ke hoach|van ban"
LONGEST = 230  # characters of one paper in a list
MOST = 4

# Words with which one speaks of the paper; where others are said too, another thing is asked about.
OF_PAPER = frozenset(
    """
    so ky hieu ke hoach van ban cong giay nay do tren cua la may bao nhieu ngay hom thang nam nao khi luc ban hanh phat ra
    lap moi da roi co khong chua chinh thuc du thao con hay day huyen tinh xa khoi cum uy ubnd phu luc kem theo tai lieu
    dinh gui noi ve gi chi nhung cai viec can cu co so phap ly dua vao luat nghi dinh quyet huong dan xay dung quy
    file bieu mau ten goi duoc mang danh doi vay the tu dau nguoi hoi to chuc to
    """.split()  # noqa: SIM905
)


def _speaks_of_the_paper(sheet: Sheet, question: Question, meant: Sequence[Event]) -> bool:
    """Whether nothing is named beside the paper and its own title."""
    titles = {word for event in meant for word in tokens(event.title)} | set(tokens(sheet.plan.title))
    named = [word for word in question.content if word not in OF_PAPER | titles or word.isdigit()]
    return not named and question.day is None


def _of_another_paper(question: Question) -> bool:
    """Whether a law, a decision or a guideline is spoken of, which the plan only names."""
    return question.says(OTHER_PAPER)


def number(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Kế hoạch số mấy": its number, or that the paper leaves it blank."""
    said = sheet.plan.number
    if (
        not said
        or not question.says(NUMBER)
        or _of_another_paper(question)
        or not _speaks_of_the_paper(sheet, question, meant)
    ):
        return None
    if said[0].isdigit():
        told = [wording.number(sheet.plan)]
        if question.wants("day") and len(sheet.plan.issued_on or "") == len("2026-01-05"):
            told.append(wording.issued_on(sheet.plan))
        return Found(together(told))
    return not_known(wording.left_blank(sheet.plan, f"{wording.NUMBER} ({said.strip(' -–')})"))


def issued(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Ban hành ngày nào": the day of the letterhead; only its month, where the day is blank."""
    if not sheet.plan.issued_on or not question.says(ISSUED) or not question.wants("day"):
        return None
    if _of_another_paper(question) or not _speaks_of_the_paper(sheet, question, meant):
        return None
    if len(sheet.plan.issued_on) == len("2026-01-05") or question.says(MONTH_ENOUGH):
        return Found(wording.issued_on(sheet.plan))
    return not_known(wording.left_blank(sheet.plan, wording.DAY))


def draft(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Bản chính thức hay dự thảo": what the paper writes of itself above its title."""
    if not question.says(DRAFT) or question.says(OF_OTHER) or not _speaks_of_the_paper(sheet, question, meant):
        return None
    if question.wants("day", "person", "unit"):
        return None
    mark = next(
        (p for p in sheet.index.passages if re.fullmatch(r"\W*(?:ban )?du thao\W*(?:lan \d+)?\W*", p.folded)), None
    )
    return Found(wording.draft(mark.text.strip(" ()*."), mark.line) if mark else wording.no_draft(sheet.plan))


def annexes(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Kèm phụ lục gì": the lines that name what comes with the plan."""
    if not question.says(ANNEX_ASKED) or question.wants("hour", "day", "minutes", "money", "place", "person", "unit"):
        return None
    found = [p for p in sheet.index.passages if p.parts == 1 and ANNEX.search(p.folded)]
    named = [word for word in question.content if word not in OF_PAPER]
    if named:
        found = [p for p in found if sheet.index.coverage(named, p.text) >= 0.6]
    return Found(wording.papers([(_short(p.text), p.line) for p in found[:MOST]])) if found else None


def grounds(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Căn cứ vào văn bản nào": the papers that the plan rests on, of the kind that is asked for."""
    if not question.says(GROUNDS_ASKED) or not _speaks_of_the_paper(sheet, question, meant):
        return None
    first = [p for p in sheet.index.passages if p.parts == 1 and GROUNDS.match(p.folded) and NAMED.search(p.folded)]
    each = [(text, p.line) for p in first for text in re.split(r";\s*(?=[Cc]ăn cứ\b)", p.text)]
    kinds = [kind for kind in re.findall(rf"\b(?:{PAPERS})\b", question.plain) if kind not in ("ke hoach", "van ban")]
    each = [pair for pair in each if any(kind in fold(pair[0]) for kind in kinds)] or each
    return Found(wording.papers([(_short(text), line) for text, line in each[:MOST]])) if each else None


def _short(text: str) -> str:
    text = " ".join(text.split()).strip(" .;/")
    text = text[1:-1] if text[:1] == "(" and text[-1:] == ")" else text
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0].rstrip(' ,;')} …"


def signer(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Ai ký", "người ký giữ chức gì": the plan's signer, unless it is another paper that is signed."""
    if not question.leans_to("signer") or not question.wants("person", "name") or not sheet.plan.signed_by:
        return None
    if question.says("(?:giay|bang) khen|giay moi|hop dong|giao uoc|quyet dinh|bien ban|chung nhan"):
        return None
    return say_signer(sheet)


def copies(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Kế hoạch gửi những đâu, lưu ở đâu": the receivers at its foot."""
    if not sheet.index.copies or not question.says(
        r"noi nhan|(?:ke hoach|van ban)(?: nay)? (?:duoc )?(?:gui|luu)|(?<!giao )(?<!luan )luu (?:o|tai|van ban)"
    ):
        return None
    kept = [p for p in sheet.index.copies if p.folded.startswith("luu")]
    rows = kept if question.says("luu") and kept else sheet.index.copies
    return Found(wording.receivers([(p.text, p.line) for p in rows]))


READERS: tuple[Callable[[Sheet, Question, Sequence[Event]], Found | None], ...] = (
    number, issued, draft, annexes, grounds, signer, copies,
)  # fmt: skip
