"""Guests of one level: "trên tỉnh mời những ai", "cấp xã ai được dự", "riêng trong huyện mấy người"."""

import re
from collections.abc import Sequence

from handlers.answers.found import Found
from handlers.answers.sheet import Sheet
from handlers.language.folding import fold
from handlers.language.words import tokens
from handlers.said.questions import Question
from handlers.wording import people
from storage.models import DelegateGroup, Event

LEVELS = r"(?:trung uong|tinh|huyen|xa|phuong|thanh pho|thon|ban dang)"
NOT_A_LEVEL = r"(?! (?:uy|doan|hoi|nao|gi|dang)\b)"  # "huyện ủy", "xã hội", "tỉnh nào"
BEFORE = r"tren|cap|phia|ben|o|duoi|trong|tu|ve|dai bieu|khach|doan|lanh dao|can bo|nguoi|rieng|cua|noi bo"
AFTER = r"cu|di|co|du|ve|xuong|len|moi|thi|duoc|so tai|chu nha|minh|gui"
ONE = "".join(
    f"(?<!{word} )" for word in ("moi", "tung", "cac", "may", "nhieu", "nhung")
)  # what each has is another question
LEVEL = re.compile(
    rf"\b(?:{BEFORE}) (?:(?:cua|o|tu|cap|phia|ben|trong|duoi) )*({LEVELS})\b{NOT_A_LEVEL}|{ONE}\b({LEVELS}) (?:{AFTER})\b"
)
HOST = r"chu nha|dang cai|so tai"
INVITED = r"du|moi|cu|khach|dai bieu|thanh phan|nguoi|dong chi|di hop|co mat|tham du|ve hop|ai (?:di|ve|len|xuong)|phai di|den hop"
# What is said of guests without naming any of them.
OF_GUESTS = frozenset(
    """
    nguoi du dai bieu tham dong chi khach moi tong cong so tat ca tinh xa huyen phuong trung uong chu nha dang cai cap thay
    het rieng lanh dao can bo goi cu gom thanh phan co cau phia tren duoi xuong len ve di nhung cac dai dien tai hop phai
    duoc dau ben noi bo lay khoang kien vi ai danh sach mat
    """.split()  # noqa: SIM905
)


def level_asked(question: Question) -> str | None:
    """The level that is named as that of guests: "tinh", "xa"."""
    found = LEVEL.search(question.plain)
    return (found[1] or found[2]) if found else None


def section_of(level: str, sections: Sequence[str]) -> str | None:
    """The one section of guests that begins with the level."""
    found = [name for name in sections if re.match(rf"(?:\w+ ){{0,3}}{level}\b", fold(name))]
    return found[0] if len(found) == 1 else None


def of_level(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """The groups whose own names speak of the level, where no section is headed by it."""
    level = level_asked(question)
    if level is None or question.says(HOST) or not question.says(INVITED) or not _asks_for_guests(question):
        return None
    titles = {word for event in meant for word in tokens(event.title)}
    if [word for word in question.content if word not in OF_GUESTS | titles and word in sheet.index.vocabulary]:
        return None
    groups = [group for event in meant for group in sheet.groups[event.id]]
    if section_of(level, list(dict.fromkeys(group.section for group in groups if group.section))):
        return None
    found = [group for group in groups if _speaks_of(level, group)]
    if question.wants("count"):
        found = [group for group in found if group.count is not None]
        return Found(people.counted(found[:3])) if found else None
    return Found(people.composition(found)) if found else None


def _asks_for_guests(question: Question) -> bool:
    if question.wants("hour", "day", "place", "money", "duration", "minutes", "phone", "email"):
        return False
    return question.wants("count", "person", "unit") or question.whether


def _speaks_of(level: str, group: DelegateGroup) -> bool:
    """Whether a group is of that level: "Chủ tịch UBND 19 xã", not "Lao động - Xã hội"."""
    return (
        re.search(rf"\b(?:cac|ubnd|\d+|,) {level}\b{NOT_A_LEVEL}|^{level}\b|\b{level}, |, {level}$", fold(group.name))
        is not None
    )
