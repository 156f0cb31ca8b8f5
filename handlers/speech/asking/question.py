"""What a typed sentence asks: the kinds of fact it wants, its day, its meaning-bearing words, clause by clause."""

import re
from dataclasses import replace
from datetime import datetime

from handlers.language.moments import find_moment, without_moments
from handlers.language.shorthand import plain
from handlers.said.questions import LEVELS, Question
from handlers.speech.asking.asks import LISTING, asks_something, wanted
from handlers.speech.asking.core import Compounds, around, asking_part, cues, kept_whole, meaning
from handlers.speech.asking.leanings import leanings
from handlers.speech.asking.openings import named_meeting, opened, until_begun
from handlers.speech.asking.ordinals import item_number
from handlers.speech.sentences.courtesies import small_talk

LONGEST = 1500  # characters of a message that are read
MOST_PARTS = 3

# Phrases that name the meeting or the asking and so tell little about one fact of the plan.
_GENERIC = re.compile(
    r"\b(?:(?:chung )?(?:cua |cho )?(?:ca|toan|toan the) (?:khoi|cum)|chung (?:cua|cho) (?:khoi|cum)|\bchung$|hoi nghi|cuoc hop|buoi hop|\bhop\b|lop hoc|khoa hoc|to chuc|dien ra|bat dau|ket thuc|\bxong\b"
    r"|thoi gian|du kien|ke hoach"
    r"|chuong trinh|noi dung|keo dai|dia diem|so luong|don vi|co quan|nhiem vu|phan cong|chiu trach nhiem|phu trach"
    r"|chuan bi|cuoi cung"
    r"|cham nhat|tat ca|tong so|dai bieu|lien he|cu the|chinh xac|tham du|tham gia|xuat phat|han nop|han chot"
    r"|han cuoi|thanh phan"
    r"|bao nhieu|trach nhiem|bo tri|phong nao|ben nao|hoat dong|ban to chuc"
    r"|nguoi|buoi|ngay|tinh|huyen|xa|phuong|thang|gio|khi|cho|noi|phan|muc|viec|phai|can|duoc|nop|gui|han|truoc"
    r"|giao|lo|lam|moi|du"
    r"|nhung|gom|cac|toan|bo|ve|den|toi|di|tu|lay|o|va|voi|rieng|tung|vao|cua|thi|la|nam|nay|trong|theo|dau|ai|gi"
    r"|nao|doan|ben|ke|ten"
    r"|dong chi|\d{4})\b"
)
_COMPOUND = re.compile(
    r"\b(?:bo phan|noi vu|cap nhat|dau tu|dau moi|khai giang|cap cuu|cap giay|bao cao nam|thi dau|du toan|du tru"
    r"|du thao|cap phat)\b"
)

# Words with which a clause only asks further about the same thing: "…, gửi về đâu", "…, mấy buổi".
ASK_ONLY = frozenset(
    """
    gio ngay buoi dau nao gui nop ve cho ai bao nhieu may luc khi han o tai dia diem noi den tu la cu the chinh
    xac roi chua
    con kip hop bat ket thuc so luong qua thang nam phut lau keo dai ten gi nguoi phong tang ben don vi lam an kia
    cung tong het xong tan dut chuc vu danh giu
    """.split()  # noqa: SIM905
)

_OWN = cues(
    r"\b(?:don vi|doan|co quan|huyen|tinh|phong|xa|ben|viec|nhiem vu|truong|ban|so|chi hoi|chi bo|trung tam"
    r"|cong an)(?: cua)?"
    r" (?:em|e|toi|tui|minh|chung toi|chung em|tui em|tui minh|anh|chi|chau|bac|chung minh|nha minh|tui tui)\b",
    r"\b(?:cua|giao cho) (?:em|toi|minh|chung toi)\b|\b(?:toi|em|tui|chung toi|minh) (?:phai|can|duoc giao|con"
    r"|nop|gui|moi)\b",
)
_OWN_WORDS = re.compile(
    r"\b(?:(?:don vi|doan|co quan|huyen|tinh|phong|xa|ben|ban|so|truong)(?: cua)? )?"
    r"(?:chung toi|chung em|tui em|tui tui|tui minh|toi|em|tui|minh)\b(?! (?:tien|hoa))"
)
_EXACT = re.compile(r"\bchinh xac|\bcu the\b|\bdich danh|\bro rang")
_REST = cues(
    r"\bcon (?:nhung |lai |cac )?(?:noi dung|phan|muc|gi)|nhung gi\b",
    r"(?:nhung|cac|may|gom) (?:noi dung|phan|muc|tiet muc|hoat dong|viec|buoc)(?: (?:gi|nao)|$)",
    r"(?:gi|nao) nua\b",
)
_WHETHER = re.compile(r"\bco (?!(?:quan|so|cau)\b).*\b(?:khong|chua|hay khong)\b|\bkhong$|\bchua$")
_STILL = cues(
    r"\b(?:con|co|lieu|van|duoc|da) kip\b|\bkip (?:khong|chua|gio|han|nop|gui|thoi)\b|\bkip$|qua han|het han chua|tre han|\btre (?:chua|khong)|muon khong|con han"
)
_BOUND = re.compile(r"\b(?:han|nop|gui|chot)\b")
_CLAUSE = re.compile(r"[;?!\n]+|[,.](?=\s|$)|,(?=\D)")
_DASH = re.compile(r"\s[-–]\s")
_LISTED = re.compile(r", ?(?:[^\W\d_]+ ?){1,2},(?= ?\w)")
_PURPOSE = re.compile(r"\s(?:để|de|đặng)\s(?!(?:nghị|nghi|xuất|xuat|cử|cu|án|an|cương|cuong|xe)\b)", re.IGNORECASE)
_COURTESY = re.compile(
    r"^(?:em|e|toi|tui|minh|chung|con|chau)\b|\b(?:cam on|xin|giup|tra loi|nhe|voi|lam on|gap|som|phan hoi|cho biet)\b"
)
_REASON = re.compile(r"^(?:de|vi|do) (?:em|e|toi|tui|minh|chi|chu|anh|bac|co|chau|doan|chung|con|lanh dao|don vi)\b")


def understand(text: str, now_local: datetime, known: Compounds = frozenset()) -> Question:
    """Reads a sentence as somebody types it; `known` are the compounds of the plan that is asked."""
    text = text[:LONGEST]
    whole = _about_the_meeting_named(_one(text, now_local, known), text, known)
    parts = [_about_the_meeting_named(part, text, known) for part in _clauses(text, now_local, known)]
    if whole.talk is not None or not parts:
        return whole
    joined = _joined(parts) if len(parts) > 1 else tuple(parts)
    return replace(joined[0], text=text) if len(joined) == 1 else replace(whole, parts=joined)


def _about_the_meeting_named(one: Question, text: str, known: Compounds) -> Question:
    """ "Tôi sẽ dự hội nghị sơ kết, cho hỏi hội nghị có nội dung gì": which meeting is said in a clause that asks nothing."""
    words = meaning(_telling(named_meeting(plain(text)), known), known)
    return replace(one, context=(*one.context, *(word for word in words if word not in (*one.words, *one.context))))


def _one(text: str, now_local: datetime, known: Compounds) -> Question:
    whole = plain(text)
    asked = opened(asking_part(whole))
    core = until_begun(asked)
    moment = find_moment(text, core, now_local)
    after, before = around(core)
    asks = wanted(core)
    own = bool(_OWN.search(whole))
    said = _OWN_WORDS.sub(" ", without_moments(core))
    return Question(
        text=text,
        words=meaning(said, known),
        content=meaning(_telling(said, known), known),
        day=moment.day,
        part=moment.part,
        when=moment.when,
        months=moment.months,
        plain=core,
        asks=asks,
        leans=leanings(core),
        day_of_month=moment.day_of_month,
        at=moment.at,
        countdown=core != asked,
        nth_day=moment.nth_day,
        after=after,
        before=before,
        item=item_number(core),
        rest=bool(_REST.search(core)),
        own=own,
        exact=bool(_EXACT.search(core)),
        whether=bool(_WHETHER.search(core)),
        still=bool(_STILL.search(core)) or (core != asked and bool(_BOUND.search(core))),
        talk=small_talk(whole, asks),
    )


def _telling(said: str, known: Compounds) -> str:
    """The sentence without the phrases that every question about a meeting holds."""
    said = kept_whole(said, known, _GENERIC)
    kept = [match.group() for match in _COMPOUND.finditer(said)]
    return " ".join([_GENERIC.sub(" ", _COMPOUND.sub(" ", said)), *kept]).replace("_", " ")


def _clauses(text: str, now_local: datetime, known: Compounds) -> list[Question]:
    """The clauses that ask, each with what was said before it that asked nothing."""
    found: list[Question] = []
    said = ""
    for piece in _CLAUSE.split(_dashes_read(_lists_kept(text))):
        words = plain(piece)
        if not words or _REASON.match(words):
            continue
        if asks_something(words):
            asked, purpose = _without_purpose(piece)
            one = _one(f"{said} {asked}".strip(), now_local, known)
            found.append(_with_context(one, purpose, known))
            said = ""
        else:
            said = f"{said} {piece}".strip()
    if said and found:
        found[-1] = _with_context(found[-1], said, known)
    return found


def _dashes_read(text: str) -> str:
    """A dash parts two clauses where the first asks; else it stands in a name: "Ban Thi đua - Khen thưởng"."""
    before, *rest = _DASH.split(text)
    for after in rest:
        before = f"{before}; {after}" if asks_something(plain(before)) else f"{before} {after}"
    return before


def _lists_kept(text: str) -> str:
    """A list inside a clause is no row of clauses: "người lo ăn, nghỉ, đi lại"."""
    return _LISTED.sub(lambda found: found[0].replace(",", " "), text)


def _with_context(one: Question, said: str, known: Compounds) -> Question:
    """A clause with what is said beside it, which tells a little of what is meant; not what people say of themselves."""
    words = plain(said)
    if LISTING.search(words):
        one = replace(one, asks=tuple(kind for kind in one.asks if kind != "count"))
    if not words or _REASON.match(words) or _COURTESY.search(words):
        return one
    beside = meaning(_telling(_OWN_WORDS.sub(" ", without_moments(words)), known), known)
    return replace(one, context=(*one.context, *(word for word in beside if word not in one.words)))


def _without_purpose(piece: str) -> tuple[str, str]:
    """A clause, and its "để …" where what stands before asks already: "xin ngày họp để lên lịch"."""
    found = _PURPOSE.search(piece)
    if found and asks_something(plain(piece[: found.start()])):
        return piece[: found.start()], piece[found.start() :]
    return piece, ""


def _joined(parts: list[Question]) -> tuple[Question, ...]:
    """Clauses that name a thing of their own stay apart; one that only asks further belongs to the one before."""
    joined: list[Question] = []
    for part in parts:
        new = set(part.content) | (set(part.words) & LEVELS)
        if (
            joined
            and not (new - set(joined[-1].words) - ASK_ONLY)
            and not part.of_a_day
            and not _each(part, joined[-1])
        ):
            before = joined[-1]
            both = f"{before.plain} , {part.plain}"
            joined[-1] = replace(
                before,
                asks=tuple(dict.fromkeys((*wanted(both), *before.asks, *part.asks))),
                leans=before.leans | part.leans,
                plain=both,
                exact=before.exact or part.exact,
                whether=before.whether or part.whether,
                still=before.still or part.still,
                words=tuple(dict.fromkeys((*before.words, *part.words))),
            )
            continue
        if joined:
            part = _following(part, joined[-1])
        joined.append(part)
    return tuple(joined) if len(joined) <= MOST_PARTS else ()


def _each(part: Question, before: Question) -> bool:
    """Whether a later clause asks what each has where the one before asked for all."""
    return part.says("moi|tung") and not before.says("moi|tung")


def _following(part: Question, before: Question) -> Question:
    """A later clause keeps the day and the subject of the one before it in mind."""
    if not part.of_a_day and not part.months:
        part = replace(
            part, day=before.day, part=before.part, day_of_month=before.day_of_month, nth_day=before.nth_day,
            months=before.months, own=part.own or before.own,
        )  # fmt: skip
    return replace(part, context=(*before.content, *part.context))
