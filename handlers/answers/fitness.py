"""Whether a row can answer at all: the kind of fact, what is counted, which place, whose name."""

import re

from handlers.answers import roles, slots
from handlers.answers.kinds import facts_of
from handlers.answers.levels import OF_GUESTS, level_asked
from handlers.answers.rank import Ranked
from handlers.answers.rows import Row
from handlers.answers.sheet import Sheet
from handlers.answers.terms import IDLE, Term, held, marks, terms
from handlers.language.folding import fold
from handlers.language.shorthand import is_syllable
from handlers.language.words import tokens
from handlers.said.questions import Question

COUNTED = re.compile(r"\b(?:bao nhieu|may) (\w+(?: \w+)?)")
PEOPLE = r"dai bieu|ong|ba|vi|anh|chi|co|lanh dao|chu tich|pho chu tich|bi thu|phong vien|chuyen vien|nguoi|dong chi|can bo|khach|thanh vien|hoc vien|em|van dong vien"
_EACH = re.compile(r"\b(?:moi|tung) (?:doi|doan|don vi|huyen|tinh|xa|phuong|so|truong|lop|co quan|chi hoi|chi bo|to)\b")
NOUNS_OF_TWO = ("thi", "dai", "ca", "tap", "mo", "don", "dong", "can", "hoc", "tham", "van", "doanh", "chien", "tiet")
OF_ALL_WORDS = frozenset("tong cong so tien kinh phi du toan tru chi tat ca het bao nhieu thay mat ton".split())  # noqa: SIM905
OF_ALL_MONEY = "tong (?:cong|so tien|kinh phi|du toan|du tru|chi phi|chi)|tat ca (?:het|la|bao nhieu)|ca thay"
LEVEL_ASKED = re.compile(r"\b(?:huyen|tinh|xa|phuong|thi xa) nao\b")
IS_THERE = re.compile(
    r"\bco (?:bo tri |duoc |phai |to chuc |chuan bi |phat |cap |moi |di |cho |lo )?(\w+)\b.* (?:khong|chua)(?: a| nhi| vay| the)?\b"
)
MEAL = "an (?:com|trua|toi|sang|uong)|com (?:trua|toi)|tiec|bua (?:an|sang|trua|toi)"  # where one eats is seldom where one meets
PRIZE = "(?<!khen )thuong (?:bao nhieu|may|nhieu)|(?:tien|muc) thuong(?! xuyen)"
WHERETO = "gui|nop|(?<!bong )chuyen|nhan|dang ky|ve dau|qua dau|dia chi|bao cao|trinh"
SENT = "(?:gui|nop|(?<!bong )(?<!di )chuyen)(?: (?:o|ve|cho|qua|den|toi|vao))? (?:dau|ai)"
EATS = re.compile(
    r"\ban (?:com|sang|trua|toi|nghi|uong|chieu)\b|\b(?:com|tiec|bua|nha hang|nha an|lien hoan|buffet|noi an|cho an)\b|\ban, "
)
BODIES = ("so", "ban", "truong", "hoi", "nganh", "khoi", "cum", "dia", "doanh nghiep", "thanh")
FEE = "phi (?:tham du|tham gia|dang ky)|hoc phi|le phi"  # what one pays is not what all costs
DOMINANT = frozenset(("phone", "email", "money", "minutes", "name"))  # without these an answer is none
LEANED = {"issuer": "plan", "number": "plan", "issued": "plan", "title": "plan", "signer": "signer", "chairs": "chairs",
          "role": "role", "members": "members"}  # fmt: skip
UNITS = ("huyen", "tinh", "xa", "phuong", "don vi", "co quan", "thi")  # what no group of guests counts
NOT_COUNTED = frozenset(("ma", "la", "thi", "du", "duoc", "vay", "tat", "toan", "cho", "moi", "ca", "trong", "den"))
FINER = (
    ("tang (?:may|nao)|lau may", r"\b(?:tang|lau) \d"),
    ("hoi truong (?:nao|gi|o|nam)|o hoi truong", r"hoi truong|trung tam|nha \w+|phong hop|tru so"),
    ("phong (?:hop )?(?:nao|may|so may)", r"phong (?:hop|so|hoc|\d)"),
    ("(?<!khach )san nao", r"\bsan \w"),
    (
        "khach san|nha nghi|nha khach|(?:cho|noi) (?:o|nghi|ngu)|ngu (?:o|lai)|luu tru",
        r"khach san|nha nghi|nha khach|homestay|(?:cho|noi|co so) luu tru|\bnghi (?:tai|o)\b",
    ),
    ("so nha|duong nao|pho nao", r"\bsố \d|đường |phố "),
    (
        r"(?:gui|giu|do|dau) (?:xe|o to)|xe\b.* (?:do|dau|gui|de) (?:o )?(?:dau|cho nao)|o to|bai (?:xe|do)|de xe",
        r"\bxe\b",
    ),
)
SURELY_THERE = 0.75  # where a thing is asked for that the plan does not have
LONG = 160  # characters of a text that speaks of several things
LOCAL = ("hour", "day", "duration", "minutes", "money", "place", "number")
KINDS_OF_PLACE = frozenset("cho noi dau phong tang ben khu san tinh huyen xa phuong thon pho duong toa nha".split())  # noqa: SIM905
DUE_AT_THE_END = re.compile(r"\b(?:gui|nop)\b.*\btruoc ngay \d")  # a list of papers and one day for all of them
WHETHER = 0.6  # what "có … không" asks for must stand there nearly in full


def can_answer(sheet: Sheet, question: Question, one: Ranked) -> bool:
    """Whether the row holds the kind of fact that is asked for, and no check speaks against it."""
    if question.asks and not one.fits:
        return False
    return all(check(sheet, question, one) for check in CHECKS)


def _has_what_is_indispensable(sheet: Sheet, question: Question, one: Ranked) -> bool:
    wanted = DOMINANT & set(question.asks)
    return not wanted or not one.row.gives.isdisjoint(wanted)


def _total_is_asked_for(sheet: Sheet, question: Question, one: Ranked) -> bool:
    return question.wants("count") and level_asked(question) is None and not _names_some(sheet, question, one)


def _host_is_asked_for(question: Question) -> bool:
    """Who holds the meeting; not who is sent to it, speaks there or is praised."""
    if question.says("moi|cu|chon|gioi thieu|tham luan|khen") and not question.says("dang cai|to chuc|dien ra"):
        return False
    return question.leans_to("event") or question.wants("place")


def _is_beside_the_question(sheet: Sheet, question: Question, one: Ranked) -> bool:
    """One cost where all is asked for, a contact by its kind alone, another role."""
    if one.row.kind == "budget":
        return question.says(OF_ALL_MONEY) and OF_ALL_WORDS.issuperset(question.content)
    if one.row.kind == "contact":
        meant = question.leans_to("contact", "deadline") or question.wants("phone", "email", "place")
        return not meant and _only_of_that_kind(sheet, question, one)
    return one.row.kind == "role" and not roles.is_that_role(sheet, question, one.row)


def _is_asked_for_by_kind(sheet: Sheet, question: Question, one: Ranked) -> bool:
    """Rows about the paper and the people of the meeting answer only who asks for them."""
    row = one.row
    if row.kind == "total":
        return _total_is_asked_for(sheet, question, one)
    if _is_beside_the_question(sheet, question, one):
        return False
    if row.kind == "event" and question.wants("unit", "person"):
        return _host_is_asked_for(question)
    if row.kind == "event" and not question.asks and not question.leans_to("item", "period"):
        return not _strange(sheet, question)
    if row.kind != "role" and roles.asks_for_role(question):
        return roles.names_the_holder(sheet, question, row)
    if row.kind not in LEANED or LEANED[row.kind] in question.leans:
        return True
    return sum(len(term.words) for term in one.held if set(term.words) <= set(tokens(row.text))) >= 2


def _names_some(sheet: Sheet, question: Question, one: Ranked) -> bool:
    """Whether some of the guests are named, so that the number of all is no answer: "người được khen"."""
    meeting = question.says("hoi nghi|dai hoi|hop|le|lop|buoi")
    titles = {word for event in sheet.events for word in tokens(event.title)} if meeting else set()
    told = [term for term in terms(sheet.index, question) if term.telling and term.known and term not in one.held]
    return any(not (titles | IDLE | OF_GUESTS).issuperset(term.words) for term in told)


def _is_the_meeting_itself(sheet: Sheet, question: Question, one: Ranked) -> bool:
    """The meeting's place is not where one eats, what it costs in all not what one pays."""
    if one.row.kind in ("event", "item") and question.says(SENT):
        return False
    if one.row.kind == "deadline" and question.wants("place") and not question.says(WHERETO):
        return False
    if question.wants("place") and question.says(MEAL):
        return EATS.search(fold(one.row.text)) is not None
    return one.row.kind != "budget_total" or not question.says(FEE)


def _is_a_prize(sheet: Sheet, question: Question, one: Ranked) -> bool:
    """ "Thưởng bao nhiêu tiền": where a sum is given as a prize."""
    if not question.wants("money") or not question.says(PRIZE):
        return True
    return re.search(r"(?<!khen )(?<!khen, )\bthuong\b|\bgiai (?:nhat|nhi|ba|khuyen)", fold(one.row.text)) is not None


def _counts_the_thing(sheet: Sheet, question: Question, one: Ranked) -> bool:
    if one.row.kind in ("group", "total", "passage") and question.wants("count") and _EACH.search(question.plain):
        return re.search(r"\b(?:[Mm]ỗi|[Tt]ừng)\b|\b[Cc]ứ \d| [x×] ", one.row.text) is not None
    asked = question.wants("count") and DOMINANT.isdisjoint(question.asks) and "count" in one.row.gives
    return not asked or _counts(question, one.row)


def _names_a_unit(sheet: Sheet, question: Question, one: Ranked) -> bool:
    if not LEVEL_ASKED.search(question.plain) or one.row.kind in ("members", "role"):
        return True
    if one.row.kind == "event" and question.leans_to("event"):
        return True
    return roles.names_a_member(sheet, one.row)


def _is_such_a_place(sheet: Sheet, question: Question, one: Ranked) -> bool:
    finer = _finer(question) if question.wants("place") else None
    text = f"{one.row.text} {one.row.above}"
    return finer is None or re.search(finer, fold(text) if finer.isascii() else text.lower()) is not None


def _is_hardly_there(sheet: Sheet, question: Question, one: Ranked) -> bool:
    if one.coverage < WHETHER or (one.coverage < SURELY_THERE and _strange(sheet, question)):
        return True
    return _only_of_that_kind(sheet, question, one)


def _is_there(sheet: Sheet, question: Question, one: Ranked) -> bool:
    """ "Có … không": what is asked for stands there nearly in full."""
    if not question.whether:
        return True
    if not question.asks and _is_hardly_there(sheet, question, one):
        return False
    thing = IS_THERE.search(question.plain)
    named = thing is not None and thing[1] in question.content
    if not named or thing is None or any(thing[1] in term.words for term in one.held):
        return True
    return thing[1] in tokens(f"{one.row.text} {one.row.above}")


def _only_of_that_kind(sheet: Sheet, question: Question, one: Ranked) -> bool:
    """Whether nothing that is asked for stands in the row, which only is of a kind that the words name."""
    own = held(f"{one.row.text} {one.row.above}").words
    told = [term for term in terms(sheet.index, question) if term.telling and term.known]
    return one.row.kind == "contact" and bool(told) and not any(own.issuperset(term.words) for term in told)


def _fact_is_beside_the_thing(sheet: Sheet, question: Question, one: Ranked) -> bool:
    """In a long text the hour, day, sum or place must stand in the clause that speaks of the thing, or next to it."""
    row = one.row
    if row.kind not in ("passage", "period", "duty") or len(row.text) < LONG:
        return True
    if not one.held:
        return True
    if row.kind == "period" and question.wants("day", "duration"):
        return True
    kinds = [kind for kind in question.asks if kind in LOCAL]
    if not kinds or any(kind not in LOCAL for kind in question.asks):
        return True
    clauses = re.split(r"[;.!?]\s", row.text)
    told = [term for term in one.held if term.telling]
    if question.wants("day") and question.leans_to("deadline") and DUE_AT_THE_END.search(fold(clauses[-1])):
        return True
    near = [at for at, clause in enumerate(clauses) if any(_speaks_of(term, clause) for term in told)]
    return not told or any(
        not facts_of(clause).isdisjoint(kinds)
        for at, clause in enumerate(clauses)
        if any(abs(at - n) <= 1 for n in near)
    )


def _speaks_of(term: Term, clause: str) -> bool:
    words = held(clause).words
    return words.issuperset(term.words) or any(words.issuperset(way.words) for way in term.others)


def _is_of_that_kind(sheet: Sheet, question: Question, one: Ranked) -> bool:
    """ "Ở bến nào": no answer where the plan knows of no such kind of place."""
    found = re.search(r"\b(?:o|tai|ve) (?!hom|ngay|thang|gio|luc|buoi|khi|dot|muc|phan)(\w+) nao\b", question.plain)
    if found is None or not is_syllable(found[1]) or found[1] in KINDS_OF_PLACE:
        return True
    typed = marks(question.text).get(found[1])
    return sheet.index.is_written(typed) if typed else found[1] in sheet.index.vocabulary


def _counts(question: Question, row: Row) -> bool:
    """Whether a row's number counts what was asked for: people, units, or the thing itself."""
    noun = _noun(question)
    if noun is None:
        return True
    people = re.fullmatch(PEOPLE, noun) is not None
    if row.kind == "members":
        return noun in UNITS or noun in BODIES
    if row.kind == "chairs":
        return people and question.leans_to("chairs")
    if row.kind == "total":
        return people
    if row.kind == "group":
        return people or (noun not in UNITS and noun in fold(row.text))
    if row.kind == "budget":
        return not people
    words = PEOPLE if people else re.escape(noun)
    return re.search(
        rf"\d+\s*(?:->|-|–|den)?\s*\d*\s*(?:{words})\b|\b(?:{words})[^.;:]{{0,60}}:\s*(?:khoang "
            rf"|du kien )*\d", fold(row.text)
    ) is not None  # fmt: skip


def _finer(question: Question) -> str | None:
    """What a place must name when a hall, a floor, a hotel or a street is asked for."""
    return next((must for cue, must in FINER if question.says(cue)), None)


def _strange(sheet: Sheet, question: Question) -> bool:
    """Whether the question speaks of a thing that the plan does not have."""
    return any(not term.known and term.telling for term in terms(sheet.index, question))


def _noun(question: Question) -> str | None:
    """The thing counted: "xe" of "bao nhiêu xe", "tập thể" of "mấy tập thể"."""
    found = COUNTED.search(question.plain) if not question.wants("money", "minutes") else None
    if found is None:
        return None
    noun = found[1] if found[1].split()[0] in NOUNS_OF_TWO else found[1].split()[0]
    return None if noun in NOT_COUNTED else noun


CHECKS = (
    _has_what_is_indispensable,
    _is_asked_for_by_kind,
    _is_the_meeting_itself,
    _is_a_prize,
    _counts_the_thing,
    _names_a_unit,
    _is_such_a_place,
    _is_there,
    _fact_is_beside_the_thing,
    _is_of_that_kind,
    *slots.CHECKS,
)
