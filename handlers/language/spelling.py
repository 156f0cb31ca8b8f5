"""Spellings with their marks: the same word whatever the place of its tone, its case and its dashes."""

import re
import unicodedata

from handlers.language.folding import APOSTROPHES, fold
from handlers.language.persons import without_title

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_DASH = re.compile(r"\s*[-‐‑‒–—−]\s*")
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def spelt(words: str) -> str:
    """A name as it is compared with its marks: "Văn hoá – Xã hội" and "văn hóa - xã hội" are one."""
    plain = without_title(words.strip()).translate(_ONE_APOSTROPHE).casefold()
    return " ".join(map(_word, _DASH.sub(" - ", plain).split()))


def one_dash(words: str) -> str:
    """The words folded, dashes of every kind as one."""
    return " ".join(_DASH.sub(" - ", fold(words)).split())


def is_plain(words: str) -> bool:
    """Whether words were typed without any marks."""
    return unicodedata.normalize("NFD", words).isascii()


def _word(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    return "".join(one for one in letters if one not in _TONES) + "".join(one for one in letters if one in _TONES)
