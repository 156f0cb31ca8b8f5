"""The terms of a question: its words grouped into phrases, each with its weight in this plan and its other names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from handlers.answers.passages import Index, beside
from handlers.language.alike import Way, lexicon
from handlers.language.folding import fold
from handlers.language.shorthand import LOANS, is_syllable
from handlers.language.words import tokens
from handlers.said.questions import Question

LONGEST = 4  # words of a phrase
SMALL = 0.25  # what a word counts that every question of a meeting holds
CONTEXT = 0.4
HALVES = frozenset([("mac",), ("tang",), ("giao",)])  # by themselves other words than in "khai mạc", "giao ước"
LIKE, APART, ABOVE = 0.85, 0.6, 0.65  # a synonym; a phrase whose words stand apart; in the heading only
LETTERS = 0.5  # the letters of a word, not its marks
STRANGE = 0.4  # a single word that the plan does not have: as likely a way of speaking as a thing
PHRASE = 0.5  # how much each further word of a phrase adds to its weight

# Words that say which kind of fact is wanted; the kind is checked by itself.
KIND_WORDS = {
    "phone": "so dien thoai sdt goi alo hotline duong day nong cua", "email": "email mail thu dien tu hop dia chi nhan gui",
    "money": "tien het ton dong gia trieu nghin muc may bao nhieu mat tram", "hour": "gio luc", "day": "ngay hom khoang dip roi khi cham nhat muon han",
    "place": "dau cho noi", "source": "nguon lay tu dau", "count": "so luong", "minutes": "phut dai lau thoi luong",
    "duration": "lau keo dai ngay buoi nua ca hay", "number": "so quy dinh", "person": "ten nguoi dong chi chuc giu vu",
    "unit": "don vi co quan ben phong nao",
}  # fmt: skip
_KIND_WORDS = {kind: frozenset(words.split()) for kind, words in KIND_WORDS.items()}
# What a question may say besides and a plan need not: it counts nothing where the plan has it not.
IDLE = frozenset(
    """
    biet can muon xem hoi quan that luon roi dang duoc bi rieng them cung ca deu moi hon it nhieu qua rat kieu dung cach
    loai chuyen lai ra xuong cu lay nhan gap di toi ben nay do kia ay hieu noi giup nho xin phep vui long chut ti
    gap voi file hom
    sap nhanh kip coi mot suat anh chi chu bac co em chau ta thay day nhe thoi luon ngay dem han kia vua moi da se
    nen thi la ma nhung hay hoac neu vi boi do tai sao nhu the nao van chua
    khong phai duoc rang nhac nho kiem tra lai hop gui nop lam giu ngoi dua len cho xuong vo vao ngoai trong tren duoi
    truoc sau giua canh gan xa dau cuoi sang lo tinh dat ke co ban tui may ong ba cai con chiec nguoi sep dinh
    tinh tham gia
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Term:
    """A phrase of the question; `others` may stand for it; `telling` where it says what the question is about."""

    words: tuple[str, ...]
    weight: float
    others: tuple[Way, ...] = ()
    written: str = ""  # a single word with the marks it was typed with
    known: bool = True  # whether the plan has it, by this name or another
    telling: bool = True

    @cached_property
    def reach(self) -> frozenset[str]:
        """Every word by which a text can explain it at all."""
        return frozenset(self.words).union(*(way.words for way in self.others))


@dataclass(frozen=True, slots=True)
class Held:
    """The words of a text, and those that stand near each other."""

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    written: frozenset[str]  # the words with their marks
    runs: frozenset[tuple[str, ...]] = frozenset()  # three words in a row


@lru_cache(maxsize=16384)
def held(text: str) -> Held:
    """Folded words in one spelling, and their neighbours up to two words away."""
    found = tokens(text)
    written = frozenset(re.findall(r"\w+", text.lower()))
    return Held(frozenset(found), beside(found), written, runs_of(found))


def runs_of(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Every three words in a row."""
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def telling(question: Question) -> list[str]:
    """The words that say what a question is about, without those that only name the kind of fact it wants."""
    kinds = frozenset[str]().union(*(_KIND_WORDS.get(kind, frozenset()) for kind in question.asks))
    return [word for word in question.content if word not in kinds]


def terms(index: Index, question: Question) -> tuple[Term, ...]:
    """What the question is about, phrase by phrase; the kind of fact alone, where nothing else is said."""
    wanted = frozenset[str]().union(*(_KIND_WORDS.get(kind, frozenset()) for kind in question.asks))
    telling = frozenset(question.content)
    found: dict[tuple[str, ...], Term] = {}
    typed = marks(question.text)
    for phrase in phrases(index, question.words):
        only_kind = wanted.issuperset(phrase)
        if only_kind and not (len(telling) < 2 and telling.issuperset(phrase) and index.occurs(phrase)):
            continue
        term = _term(index, phrase, told=not telling.isdisjoint(phrase))
        if term is not None:
            found.setdefault(phrase, replace(term, written=typed.get(phrase[0], "")) if len(phrase) == 1 else term)
    for phrase in phrases(index, question.context):
        if phrase not in found and index.occurs(phrase):
            found[phrase] = Term(phrase, CONTEXT * _weight(index, phrase), _others(index, phrase))
    if not found:
        rest = [word for word in question.words if word in wanted and word in index.vocabulary]
        found = {(word,): Term((word,), SMALL * index.weight(word), telling=False) for word in rest}
    return tuple(found.values())


def marks(text: str) -> dict[str, str]:
    """The words of a sentence that is typed with marks, as they were typed, where only one reading was."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if sum(not word.isascii() for word in words) < 0.3 * len(words):
        return {}
    forms: dict[str, set[str]] = {}
    for word in words:
        forms.setdefault(fold(word), set()).add(word)
    return {plain: next(iter(marked)) for plain, marked in forms.items() if len(marked) == 1}


def _is_one_name(index: Index, last: tuple[str, ...], word: tuple[str, ...]) -> bool:
    """Strange words that follow one another."""
    return _is_strange(index, word) and _is_strange(index, last) and _is_thing(word[0])


def phrases(index: Index, words: Sequence[str]) -> list[tuple[str, ...]]:
    """The words in phrases: those of the lexicon and of the plan; strange words that follow one another are one."""
    found: list[tuple[str, ...]] = []
    at = 0
    while at < len(words):
        runs = [tuple(words[at : at + size]) for size in range(min(LONGEST, len(words) - at), 1, -1)]
        run = next((run for run in runs if _is_known(index, run, _word_at(words, at + len(run)))), None)
        run = run or next((run for run in runs if len(run) == 2 and run in lexicon()), None) or (words[at],)
        at += len(run)
        if len(run) == 1 and found and _is_one_name(index, found[-1], run):
            found[-1] += run
        else:
            found.append(run)
    return found


def _word_at(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _is_known(index: Index, run: tuple[str, ...], after: str) -> bool:
    if len(run) == 2 and run in index.compounds:
        return index.compounds.get((run[1], after), 0) <= index.compounds[run[0], run[1]]
    return run in lexicon() and (index.occurs(run) or bool(_others(index, run)))


def _is_strange(index: Index, phrase: tuple[str, ...]) -> bool:
    return not any(word in index.vocabulary or word in IDLE for word in phrase) and phrase not in lexicon()


def _is_thing(word: str) -> bool:
    """Whether a word that the plan does not have can name a thing."""
    return word in LOANS or is_syllable(word)


def is_surely_strange(term: Term) -> bool:
    """Whether a term names a thing that the plan does not have, and is no slip and no way of speaking."""
    return not term.known and (len(term.words) > 1 or term.words[0] in LOANS)


def _others(index: Index, phrase: tuple[str, ...]) -> tuple[Way, ...]:
    """The other ways of saying it that the plan knows."""
    return tuple(way for way in lexicon().get(phrase, ()) if index.knows(way))


def _term(index: Index, phrase: tuple[str, ...], *, told: bool) -> Term | None:
    others = _others(index, phrase)
    share = 1.0 if told else SMALL
    if index.occurs(phrase):
        return Term(phrase, share * _weight(index, phrase), others, telling=told)
    if others:
        return Term(phrase, share * min(_weight(index, way.words) for way in others), others, telling=told)
    if not told or IDLE.issuperset(phrase):
        return None
    strange = 1.0 if len(phrase) > 1 or phrase[0] in LOANS else STRANGE
    return Term(phrase, strange * index.weight(""), (), known=False)


def _weight(index: Index, phrase: tuple[str, ...]) -> float:
    return index.rarity(phrase) * (1 + PHRASE * (len(phrase) - 1))


def credit(term: Term, own: Held, above: Held, cue: float, cues: frozenset[str], *, labelled: bool) -> float:
    """How far a row explains a term: in its own words, by another name, under its heading, by its kind."""
    named = cue if cues.issuperset(term.words) and term.words not in HALVES else 0.0
    mine, over = not own.words.isdisjoint(term.reach), not above.words.isdisjoint(term.reach)
    if not mine:
        return max(named, (0.95 if labelled else ABOVE) * _over(term, above)) if over else named
    here = _typed(term, own) if term.written else _stands(term.words, own)
    if here == 1.0:
        return 1.0
    other = max((_said(way, own) for way in term.others), default=0.0)
    heading = (0.95 if labelled else ABOVE) * _over(term, above) if over else 0.0
    return max(here, LIKE * other, heading, named)


def _over(term: Term, above: Held) -> float:
    return max(_stands(term.words, above), LIKE * max((_said(way, above) for way in term.others), default=0.0))


def _typed(term: Term, text: Held) -> float:
    """A single word that was typed with its marks: less where only its letters stand there."""
    return 1.0 if term.written in text.written else LETTERS if term.words[0] in text.words else 0.0


def _said(way: Way, text: Held) -> float:
    if way.written:
        return 1.0 if way.written in text.written else 0.0
    return _stands(way.words, text)


def _stands(words: tuple[str, ...], text: Held) -> float:
    """1 where the phrase stands together, less where its words stand apart."""
    if len(words) == 1:
        return 1.0 if words[0] in text.words else 0.0
    if not text.words.issuperset(words):
        return 0.0
    return 1.0 if text.pairs.issuperset(pairwise(words)) else APART
