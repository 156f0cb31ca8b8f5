"""Chooses the row that answers, perhaps with a second one for what the first leaves open; or says that none does."""

import re
from collections.abc import Sequence

from handlers.answers.lists import TASKS
from handlers.answers.rank import Ranked, rank, weights
from handlers.answers.say import say
from handlers.answers.sheet import Row, Sheet
from handlers.messages import Reply, escape
from handlers.reading.passages import Passage, tokens
from handlers.reading.question import LEVELS, Question
from handlers.reading.text import fold
from handlers.reading.units import bare_name
from handlers.wording import answers as wording
from storage.models import Event

ENOUGH = 0.5  # share of the question's weight that a row must explain
NEAR = 0.34  # share of its neighbouring words that must stand together in plain text
SURE = 0.75
WIDE = 0.3
CLOSE = 0.06  # rows of one kind this near to the best are said with it
COUNTED = re.compile(r"\b(?:bao nhieu|may) (\w+(?: \w+)?)")
PEOPLE = r"dai bieu|nguoi|dong chi|can bo|khach|thanh vien|hoc vien|em|van dong vien|doi"
DOMINANT = frozenset(("phone", "email", "money", "minutes", "name"))  # without these an answer is none
LEANED = {"issuer": "plan", "number": "plan", "issued": "plan", "title": "plan", "signer": "signer", "chairs": "chairs",
          "role": "role", "members": "members"}  # fmt: skip
NOT_COUNTED = frozenset(("ma", "la", "thi", "du", "duoc", "vay", "tat", "toan", "cho", "moi", "ca", "trong", "den"))
FINER = (
    ("tang (?:may|nao)|lau may", r"\b(?:tang|lau) \d"),
    ("hoi truong (?:nao|gi|o|nam)|o hoi truong", r"hoi truong|trung tam|nha \w+|phong hop|tru so"),
    ("phong (?:hop )?(?:nao|may|so may)", r"phong (?:hop|so|hoc)"),
    ("san nao", r"\bsan \w"),
    (
        "khach san|nha nghi|nha khach|(?:cho|noi) (?:o|nghi|ngu)|ngu (?:o|lai)|luu tru",
        r"khach san|nha nghi|nha khach|homestay|luu tru|\bnghi (?:tai|o)\b",
    ),
    ("so nha|duong nao|pho nao", r"\bso \d|duong|pho \w"),
    (r"(?:gui|giu|do|dau) (?:xe|o to)|o to|bai (?:xe|do)|de xe", r"\bxe\b"),
)
NOUNS_OF_TWO = ("dai", "ca", "tap", "mo", "don", "dong", "can", "hoc", "tham", "van", "doanh", "chien", "tiet")
LEVEL_NAMED = re.compile(r"\b(?:huyện|tỉnh|xã|phường|thị xã) [A-ZĐ]\w+ [A-ZĐ]|UBND (?:huyện|tỉnh|xã) [A-ZĐ]")
LEVEL_ASKED = re.compile(r"\b(?:huyen|tinh|xa|phuong|thi xa) nao\b")
IS_THERE = re.compile(
    r"\bco (?:bo tri |duoc |phai |to chuc |chuan bi |phat |cap |moi )?(\w+)\b.* (?:khong|chua)(?: a| nhi| vay| the)?\b"
)
JOINED = ("group", "item", "deadline", "contact", "event", "role", "budget", "duty", "observance", "period")


def best(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Reply:
    """The best row in words, or that nothing is known, and whom to ask."""
    rows = _rows(sheet, question)
    ranked = [
        one for one in rank(sheet, question, rows, [event.id for event in meant]) if _allowed(sheet, question, one)
    ]
    good = [one for one in ranked if _enough(sheet, question, one)]
    if not good or _uncertain(question, good[0], meant):
        return unknown(sheet, question)
    first = good[0]
    rows = [first.row, *_beside(sheet, question, first, good[1:12])]
    return say(sheet, question, rows)


def _rows(sheet: Sheet, question: Question) -> list[Row]:
    """All rows; who does a thing is told by its duty, not by the words of it alone; nothing named, nothing quoted."""
    rows = sheet.rows
    if question.wants("unit", "person"):
        duties = [fold(duty.text) for duty in sheet.duties]
        rows = [
            row
            for row in rows
            if not (isinstance(row.of, Passage) and any(row.of.folded.rstrip(".;") in text for text in duties))
        ]
    if question.asks and not question.content and not question.context and LEVELS.isdisjoint(question.words):
        rows = [
            row for row in rows if row.kind not in ("passage", "item", "group", "period", "observance", "duty")
        ] or rows
    return rows


def _allowed(sheet: Sheet, question: Question, one: Ranked) -> bool:
    """Whether the row can hold the kind of fact that is asked for."""
    row = one.row
    if question.asks and not one.fits:
        return False
    if (
        row.kind == "event"
        and question.wants("unit", "person")
        and not question.leans_to("event")
        and not question.wants("place")
    ):
        return False
    if not DOMINANT.isdisjoint(question.asks) and row.gives.isdisjoint(DOMINANT & set(question.asks)):
        return False
    if row.kind in LEANED and LEANED[row.kind] not in question.leans and len(one.held & _own_words(row)) < 2:
        return False
    if (
        question.wants("count")
        and DOMINANT.isdisjoint(question.asks)
        and "count" in row.gives
        and not _counts(question, row)
    ):
        return False
    if row.kind == "role" and not _of_that_year(sheet, question, row):
        return False
    if (
        LEVEL_ASKED.search(question.plain)
        and (row.kind not in ("members", "role", "event") or (row.kind == "event" and not question.leans_to("event")))
        and not _names_a_member(sheet, row)
    ):
        return False
    if (
        question.wants("place")
        and (finer := _finer(question))
        and not re.search(finer, fold(f"{row.text} {row.above}"))
    ):
        return False
    thing = IS_THERE.search(question.plain) if question.whether else None
    return not (
        thing is not None and thing[1] in question.content and thing[1] not in tokens(f"{row.text} {row.above}")
    )


def _counts(question: Question, row: Row) -> bool:
    """Whether a row's number counts what was asked for: people, units, or the thing itself."""
    noun = _noun(question)
    if noun is None:
        return True
    people = re.fullmatch(PEOPLE, noun) is not None
    if row.kind == "members":
        return not people
    if row.kind == "total":
        return people
    if row.kind == "group":
        return people or noun in fold(row.text)
    if row.kind == "budget":
        return True
    words = PEOPLE if people else re.escape(noun)
    return re.search(
        rf"\d+\s*(?:->|-|–|den)?\s*\d*\s*(?:{words})\b|\b(?:{words})[^.;:]{{0,60}}:\s*(?:khoang |du kien )*\d", fold(row.text)
    ) is not None  # fmt: skip


def _finer(question: Question) -> str | None:
    """What a place must name when a hall, a floor, a hotel or a street is asked for."""
    return next((must for cue, must in FINER if question.says(cue)), None)


def _uncertain(question: Question, one: Ranked, meant: Sequence[Event]) -> bool:
    """Whether an exact day is asked for that the plan leaves open."""
    exact = question.exact and question.wants("day") and not question.says("chua|co chua")
    return exact and one.row.kind in ("event", "passage") and not any(event.starts_on for event in meant)


def _of_that_year(sheet: Sheet, question: Question, row: Row) -> bool:
    """A role is asked for, not the work of it; in the year that the plan is about."""
    if question.says(TASKS) or not question.wants("unit", "person", "name", "place"):
        return False
    years = set(re.findall(r"\b20\d\d\b", question.plain))
    titles = f"{sheet.plan.title} {' '.join(event.title for event in sheet.events)}"
    return years <= set(re.findall(r"\b20\d\d\b", titles))


def _own_words(row: Row) -> frozenset[str]:
    return frozenset(tokens(row.text))


def _names_a_member(sheet: Sheet, row: Row) -> bool:
    if LEVEL_NAMED.search(f"{row.text} {row.above}"):
        return True
    text = f" {' '.join(tokens(row.text + ' ' + row.above))} "
    return any(f" {' '.join(tokens(bare_name(unit.name)))} " in text for unit in sheet.members)


def _enough(sheet: Sheet, question: Question, one: Ranked) -> bool:
    if one.coverage < ENOUGH and weights(sheet.index, question):
        return False
    plain = one.row.kind in ("passage", "duty", "deadline", "item", "period") and len(one.row.text) > 60
    return not (plain and one.together < NEAR and one.coverage < SURE and not question.context)


def _beside(sheet: Sheet, question: Question, first: Ranked, others: Sequence[Ranked]) -> list[Row]:
    """A row that explains what the first leaves open, and rows as good as the first."""
    if first.row.kind not in (*JOINED, "passage"):
        return []
    asked = weights(sheet.index, question)
    alike = [one for one in others if one.row.kind == first.row.kind and not _repeats(first.row, one.row)]
    left = {
        word: asked[word]
        for word in asked
        if word not in first.held and word in question.content and word in sheet.index.vocabulary
    }
    if sum(left.values()) > 0.15 * sum(asked.values()):
        for one in alike:
            if sum(weight for word, weight in left.items() if word in one.held) >= 0.6 * sum(left.values()):
                return [one.row]
    close = WIDE if question.wants("minutes", "money") else CLOSE
    if close == WIDE:
        return [one.row for one in alike if one.score >= first.score - WIDE and one.coverage >= ENOUGH][:1]
    if first.row.kind == "passage":
        return [one.row for one in alike if one.score >= first.score - CLOSE and one.held == first.held][:1]
    return [one.row for one in alike if one.score >= first.score - close and one.held >= first.held][:3]


def _repeats(one: Row, other: Row) -> bool:
    a, b = one.text.rstrip(" .;,:"), other.text.rstrip(" .;,:")
    return (
        (str(one.line) == str(other.line) and one.kind == "passage")
        or (a == b and one.kind != "event")
        or (a in b and one.kind == "passage")
        or (b in a and one.kind == "passage")
    )


def _noun(question: Question) -> str | None:
    """The thing counted: "xe" of "bao nhiêu xe", "tập thể" of "mấy tập thể"."""
    found = COUNTED.search(question.plain) if not question.wants("money", "minutes") else None
    if found is None:
        return None
    noun = found[1] if found[1].split()[0] in NOUNS_OF_TWO else found[1].split()[0]
    return None if noun in NOT_COUNTED else noun


def unknown(sheet: Sheet, question: Question) -> Reply:
    """Nothing in the plan says it: so, and whom to ask. Words that the plan does not know are named."""
    about = _strange_words(sheet, question) or next(
        (words for kind, words in wording.ABOUT_KINDS if kind in question.asks), wording.THIS
    )
    return Reply(wording.unknown(about, wording.whom_to_ask(sheet.contacts)))


def _strange_words(sheet: Sheet, question: Question) -> str:
    """The asker's own words that the plan never uses: "mật khẩu wifi"."""
    meant = {word for word in weights(sheet.index, question) if word not in sheet.index.vocabulary}
    words = [word.strip(".,?!:;\"'()") for word in question.text.split()]
    strange = [word for word in words if word.isalpha() and meant & set(tokens(word))]
    return f"“{escape(' '.join(strange[:4]))}”" if strange else ""
