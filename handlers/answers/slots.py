"""What is asked for must stand in the row itself: which sport, which song, who wins, where it happens."""

import re
from functools import lru_cache

from handlers.answers.kinds import SITE
from handlers.answers.rank import Ranked
from handlers.answers.roles import names_a_member, names_own_member
from handlers.answers.sheet import Sheet
from handlers.language.folding import fold
from handlers.said.questions import Question

# "Môn gì": what is asked for by its kind → how a text tells one of that kind.
TOLD_BY = (
    (
        r"mon (?:gi|nao|the thao)|(?:nhung|cac|may) mon(?! hoc)",
        r"\bmon [a-z]|bong (?:chuyen|da|ban|ro|nem)|cau long|keo co|dien kinh|\bco (?:tuong|vua)|chay (?:bo|viet da)|ten lua",
    ),
    (r"bai (?:hat |ca )?(?:gi|nao)|(?:nhung|cac|may) bai hat", r"bai hat|ca khuc|hat bai"),
    (
        r"trang phuc|an mac|dong phuc|mac (?:gi|do|ao|quan|vest|vay|dam|com ?le|the nao|sao|nhu)",
        r"trang phuc|le phuc|dong phuc|an mac|ao dai|com ?ple",
    ),
    (r"mon an (?:gi|nao)|thuc don|menu", r"thuc don|mon an"),
    (r"qua (?:tang )?(?:gi|nao)", r"\bqua\b(?! trinh)"),
    (r"(?:hang|loai|dong) xe (?:gi|nao)|xe (?:may|bao nhieu) cho|bien so", r"\d+ cho\b|bien so"),
)
RESULT = (
    r"(?:tinh|huyen|xa|phuong|don vi|co quan|tap the|ca nhan|doi|truong|doan|so|phong|nganh) nao (?:\w+ ){0,3}?"
    r"(?:duoc|dat|gianh|doat|nhan|thang|vo dich|xep|dung|ve)(?: \w+){0,3}?"
    r" (giai|co thi dua|co luan luu|co|cup|huy chuong|bang khen|giay khen|khen|khen thuong|danh hieu|nhat|nhi|thu nhat|vo dich|dan dau|dau)|(?:ai|doi nao) (?:se )?(?:doat|gianh|thang|vo dich)"
)
WHERETO = (
    "gui|nop|(?<!bong )chuyen|nhan|dang ky|ve dau|qua dau|dia chi|bao cao|trinh|lay (?:o|tai) dau|tim (?:o|tai) dau"
)
MADE = (
    r"dung|xay dung|san xuat|bien (?:tap|soan)|soan(?: thao)?|viet|"
    r"(?:lam|quay|thuc hien) (?:ra |cac |nhung |cai )?(?:phong su|video|clip|phim|bao cao|kich ban|tai lieu)"
)
SHOWN = re.compile(r"(?:xem|nghe|chieu|trinh chieu|trinh bay|thong qua|doc|phat song)\b")
PLAIN = ("passage", "period", "duty", "deadline")  # rows of running text


def _tells_one_of_the_kind(sheet: Sheet, question: Question, one: Ranked) -> bool:
    told = _told_by(question.plain)
    return not told or all(re.search(way, fold(f"{one.row.text} {one.row.above}")) for way in told)


@lru_cache(maxsize=256)
def _told_by(plain: str) -> tuple[str, ...]:
    return tuple(told for asked, told in TOLD_BY if re.search(rf"\b(?:{asked})\b", plain))


@lru_cache(maxsize=256)
def _won(plain: str) -> str:
    """What somebody is asked to have won: "giai"; empty where nothing is."""
    found = re.search(rf"\b(?:{RESULT})\b", plain)
    return (found[1] or "giai") if found else ""


def _names_who_wins(sheet: Sheet, question: Question, one: Ranked) -> bool:
    """A plan is written before anything is won: only a text that names the unit can say who."""
    won = _won(question.plain)
    clauses = re.split(r"[;.]\s", one.row.text) if won else ()
    return not won or any(
        re.search(rf"\b{won}\b", fold(clause)) and names_own_member(sheet, clause) for clause in clauses
    )


def _is_where_it_happens(sheet: Sheet, question: Question, one: Ranked) -> bool:
    """Where papers go is not where one meets."""
    if not question.wants("place") or question.says(WHERETO) or one.row.kind not in PLAIN:
        return True
    if question.wants("unit") and names_a_member(sheet, one.row):
        return True
    return SITE.search(fold(f"{one.row.text} . {one.row.above}")) is not None


def _made_not_only_shown(sheet: Sheet, question: Question, one: Ranked) -> bool:
    """Who makes a film is not who has it shown: "Xem phóng sự – Chủ tịch UBND huyện"."""
    if one.row.kind != "item" or not question.wants("unit", "person") or not question.says(MADE):
        return True
    return SHOWN.match(fold(one.row.text)) is None


CHECKS = (_made_not_only_shown, _tells_one_of_the_kind, _names_who_wins, _is_where_it_happens)
