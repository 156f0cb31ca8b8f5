"""English questions in plain Vietnamese words, word by word: a glossary, no sentence patterns."""

import re
from collections.abc import Callable

from handlers.language.english_words import GLOSSARY, PHRASES

SIGNS = frozenset(
    """
    the is are what where when who how which for of does do did in to and will be at there should must can we our you
    me i my please have has by on it this that need was were from with a an
    """.split()  # noqa: SIM905
)
ONLY = frozenset(
    ("what", "where", "when", "who", "whom", "how", "which", "does", "did", "will", "there", "are", "must", "should")
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})(?:[a-z]*)"
_LONG_MONTH = r"\b(january|february|april|june|july|august|september|october|november|december)\b"
_NOUN_AFTER = re.compile(
    r"\bnao (tinh|huyen|xa|phuong|don vi|co quan|van phong|phong|khach san|hoi truong|quyet dinh|nghi dinh|nghi quyet"
    r"|luat|van ban|huong dan|chi thi|noi dung|mon|quy|nhom|ngay|buoi|hoi nghi)\b(?: nao)?"
)
_AROUND = (
    (
        re.compile(r"\bwhat (province|district|commune|hotel|hall|room|decision|law|quarter|unit|office|sports?)\b"),
        r"which \1",
    ),
    (
        re.compile(
            r"^what (?:is|are) (?=(?:the )?(?:theme|topic|slogan|purpose|aim|goal|objective|principle|motto)s?\b)(.*)"
        ),
        r"\1 la gi",
    ),
    (
        re.compile(r"\bwhat (?:happens|comes|is)(?: on the agenda)?(?: next| right| just| immediately)* after (.*)"),
        r"sau \1 la gi",
    ),
    (
        re.compile(r"\bwhat (?:happens|comes|is)(?: on the agenda)?(?: right| just| immediately)* before (.*)"),
        r"truoc \1 la gi",
    ),
    (re.compile(r"\bhead of (?:the )?(?:emulation )?(bloc|cluster)\b"), r"truong \1"),
    (re.compile(r"\bdeputy (?:head|leader) of (?:the )?(?:emulation )?(bloc|cluster)\b"), r"pho \1"),
    (re.compile(r"\b(?:leader|chair|lead) of (?:the )?(?:emulation )?(bloc|cluster)\b"), r"truong \1"),
)
_PHRASES = tuple((re.compile(rf"\b(?:{english})\b"), vietnamese) for english, vietnamese in PHRASES)


def _words() -> dict[str, str]:
    """The glossary from the English side."""
    found: dict[str, str] = {}
    for line in re.sub(r"\n ", " ", GLOSSARY).strip().splitlines():
        vietnamese, _, english = line.partition(":")
        for word in english.split(","):
            found[word.strip()] = vietnamese.strip(" -")
    return found


WORDS = _words()


def is_english(words: list[str]) -> bool:
    """Whether enough of the small words are English, one of them no Vietnamese syllable."""
    known = sum(word in SIGNS for word in words)
    return known >= 2 and any(word in ONLY for word in words)


def from_english(text: str) -> str:
    """The sentence in Vietnamese words, as far as the glossary goes."""
    text = re.sub(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)", _day_month(2, 1), text)
    text = re.sub(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}\b", _day_month(1, 2), text)
    text = re.sub(rf"\b{_MONTH}(?= \d{{4}}| *$)", lambda m: f"thang {_MONTHS.index(m[1]) + 1}", text)
    text = re.sub(_LONG_MONTH, lambda m: f"thang {_MONTHS.index(m[1][:3]) + 1}", text)
    for pattern, words in (*_AROUND, *_PHRASES):
        text = pattern.sub(words, text)
    kept = " ".join(_from_word(word) for word in text.split())
    return _NOUN_AFTER.sub(r"\1 nao", " ".join(kept.split()))


def _from_word(word: str) -> str:
    """One English word, whatever its ending: "receives" as "receive", "decorating" as "decorate"."""
    if word in WORDS:
        return WORDS[word]
    if word in SIGNS:
        return ""
    stems = [word.removesuffix(end) for end in ("s", "es", "d", "ed", "ing", "ly", "er", "ers") if word.endswith(end)]
    stems += [f"{word.removesuffix(end)}e" for end in ("ing", "ion", "ions") if word.endswith(end)]
    stems += [f"{word.removesuffix(end)}y" for end in ("ies", "ied") if word.endswith(end)]
    return next((WORDS[stem] for stem in stems if stem in WORDS), word)


def _day_month(day: int, month: int) -> Callable[[re.Match[str]], str]:
    return lambda m: f"ngay {m[day]}/{_MONTHS.index(m[month][:3]) + 1}"
