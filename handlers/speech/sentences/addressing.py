"""Whom an organiser writes to, in words: "gửi cho tất cả: …", "báo các đầu mối: …", "nhắc đơn vị chưa nộp báo cáo"."""

import re
from dataclasses import dataclass, replace

from handlers.language.folding import fold

# The segment that words stand for; {name} is what was named. The first that fits the whole counts.
MANY = r"(?:tat ca )?(?:cac |nhung )?"
LEVELS = "huyen|xa|phuong|thi tran|tinh|so|dia phuong"
PEOPLE = rf"(?:{MANY}(?:don vi|doan|nguoi|dai bieu|dau moi|dong chi|ai|noi|{LEVELS})(?: nao)? )"
CHOSE = r"(?:da |dang )?(?:chon|choi|dang ky(?: (?:choi|di|tham gia))?|tham gia(?! (?:hoi nghi|hop)))"
ANSWERS = r"(?:tra loi|bao|dang ky|xac nhan|phan hoi)(?: (?:so|danh sach|so luong|so nguoi|tham du))*"
OWES = r"(?:con (?:thieu|no)|(?:con )?chua (?:nop|gui))"
EVERYBODY = r"(?:tat ca|moi nguoi|toan the|toan bo|ca hoi nghi|het)"
# The segment that words stand for; {name} is what was named. The first that fits the whole counts.
WHOM: tuple[tuple[str, str], ...] = (
    (rf"{EVERYBODY}(?: (?:moi nguoi|dai bieu|cac doan|cac don vi|hoi nghi))?", "all"),
    (rf"{MANY}dau moi(?: (?:cac )?(?:don vi|doan))?|cac (?:doan|don vi)", "role:focal"),
    (rf"(?:tat ca )?cac (?:{LEVELS})", "role:focal"),
    (rf"{MANY}dai bieu", "role:delegate"),
    (rf"{MANY}(?:ban to chuc|btc)", "role:organiser"),
    (rf"{MANY}(?:co quan|don vi|phong ban|noi)(?: duoc| co)? (?:phan cong|nhiem vu)", "role:duty"),
    (rf"{PEOPLE}?(?:con )?chua {ANSWERS}", "unanswered"),
    (rf"{PEOPLE}?{OWES}(?: (?:giay to|ho so|bai|gi))*", "owing"),
    (rf"{PEOPLE}?{OWES} (?P<name>.+)", "owing:{name}"),
    (rf"{PEOPLE}(?:se )?(?:du|tham du|co mat|di)", "attending"),
    (rf"{PEOPLE}{CHOSE} (?P<name>.+)", "choice:{name}"),
    (r"(?:don vi |doan )?(?P<name>[^:,.?]{2,80})", "unit:{name}"),
)
RULES = tuple((re.compile(pattern), segment) for pattern, segment in WHOM)
PLEASE = r"(?:hay |xin |nho |giup |em |toi |minh |muon )*"
TIN = r"(?: (?:tin|thong bao|loi nhan|tin nhan|gap|ngay|khan|luon|rieng))*"
# "Gửi Khe Mây: …" needs no "cho"; "báo Khe Mây: 14 người" is a count.
SAYS = rf"(?:(?:gui|nhan|bao|chuyen){TIN} (?:cho|toi|den)|(?:gui|nhan|nhan tin){TIN})"
TO = r"(?P<whom>(?:[^:]|:(?=\d)){2,90}?)"  # the colon of an hour is not the one before the text
SENT = re.compile(rf"^{PLEASE}(?:{SAYS}|thong bao(?: (?:cho|toi|den))?) {TO}\s*:(?!\d)\s*")
# "Hẹn 7h sáng mai gửi cho tất cả: …": the hour before the order.
HOUR_FIRST = re.compile(
    r"^(?:(?:hay |xin |nho )?(?:hen|luc|vao|den)(?: luc)? )?(?P<when>(?=[^:]*\d)(?:[^:]|:(?=\d)){2,40}?)"
    r"(?:,| thi| hay| se| moi)? (?=(?:gui|nhan|thong bao)\b)"
)
CORRECTS = re.compile(
    rf"^{PLEASE}(?:dinh chinh|cai chinh|sua(?: lai)? (?:tin|thong bao))"
    r"(?: (?:lai|tin|thong bao|nhan|vua|gui|roi|xong|cuoi|moi|nhat|truoc|tren|so))*"
    r"(?: (?:hn-?|so )?(?P<n>\d{1,5}))?\s*[:,]\s*"
)
BEFORE_COLON = re.compile(rf"^{TO}\s*:\s+")
AT_HOUR = re.compile(r" (?:vao )?(?:luc|hen) (?=\d)")
URGES = r"(?:nhac|don doc|giuc)(?: nho)?(?: lai)?"
URGED = re.compile(rf"^{PLEASE}{URGES} (?P<whom>[^:?]{{3,90}}?)(?: (?:di|nhe|nha|a|ngay))*$")
TO_HAND_IN = re.compile(r"^(?P<who>.+?) (?:nop|gui) (?P<paper>.+)$")
TO_ANSWER = re.compile(rf"^(?P<who>.+?) {ANSWERS}$")


@dataclass(frozen=True, slots=True)
class Addressed:
    """A message in the making. `text` None: the bot words a reminder, of `paper` where one is named.

    `when` are the words for the hour at which it leaves.
    """

    segment: str
    text: str | None
    paper: str = ""
    when: str = ""


def read_correction(text: str) -> tuple[str, str] | None:
    """ "Đính chính tin vừa gửi: …" as the number of the message ("" is the newest) and what it should have said."""
    text = _one_line(text)
    folded = fold(text)
    found = CORRECTS.match(folded) if len(folded) == len(text) else None
    rest = text[found.end() :].strip() if found else ""
    return (found["n"] or "", rest) if found and rest else None


def read_addressed(text: str) -> Addressed | None:
    """ "Gửi cho các đầu mối: họp lúc 8h" and "nhắc đơn vị chưa nộp báo cáo"; None for other sentences."""
    text = _one_line(text)
    folded = fold(text)
    if len(folded) != len(text):
        return None
    if (early := HOUR_FIRST.match(folded)) and (said := read_addressed(text[early.end() :])) and said.text:
        return replace(said, when=text[slice(*early.span("when"))].strip(" ,"))
    if (sent := SENT.match(folded)) and (rest := text[sent.end() :].strip()):
        return _with_hour(text[slice(*sent.span("whom"))], rest)
    return _urged(text, folded)


def read_whom(text: str) -> Addressed | None:
    """ "Các đầu mối: họp lúc 8h" after `/gui`: only words that stand for many, for a text may hold a colon itself."""
    text = _one_line(text)
    folded = fold(text)
    found = BEFORE_COLON.match(folded) if len(folded) == len(text) else None
    if found is None or not (rest := text[found.end() :].strip()):
        return None
    said = _with_hour(text[slice(*found.span("whom"))], rest)
    return None if said.segment.startswith("unit:") else said


def _one_line(text: str) -> str:
    """An address on a line of its own ends as with a colon."""
    first, line, rest = text.partition("\n")
    return f"{first.rstrip(' :')}: {rest}" if line else text


def _with_hour(whom: str, text: str) -> Addressed:
    """ "các đầu mối lúc 14:00 mai" is whom and when."""
    at = AT_HOUR.search(fold(whom))
    if at is None:
        return Addressed(segment_said(whom), text)
    return Addressed(segment_said(whom[: at.start()]), text, when=whom[at.end() :].strip())


def _urged(text: str, folded: str) -> Addressed | None:
    """A reminder without words of its own: to all who owe, or to one unit."""
    found = URGED.match(folded.strip(" .!"))
    if found is None:
        return None
    start = len(folded) - len(folded.lstrip(" .!")) + found.start("whom")
    whom = text[start : start + len(found["whom"])]
    segment = segment_said(whom)
    if segment.startswith("owing"):
        return Addressed(segment, None, segment.partition(":")[2])
    if segment == "unanswered":
        return Addressed(segment, None)
    if asked := TO_HAND_IN.match(found["whom"]):
        who, paper = whom[: asked.end("who")], whom[asked.start("paper") :]
        to = segment_said(who)
        return Addressed(f"owing:{paper}" if to in ("all", "role:focal") else to, None, paper)
    if asked := TO_ANSWER.match(found["whom"]):
        to = segment_said(whom[: asked.end("who")])
        return Addressed("unanswered" if to in ("all", "role:focal") else to, None)
    return None


def segment_said(words: str) -> str:
    """SEGMENT as `/gui` takes it."""
    typed = " ".join(words.split()).strip(" .,")
    folded = fold(typed)
    for rule, segment in RULES:
        if found := rule.fullmatch(folded):
            name = found.groupdict().get("name")
            return segment.format(name=typed[slice(*found.span("name"))] if name else "")
    return f"unit:{typed}"
