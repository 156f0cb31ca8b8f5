"""Names of persons as they are compared: the same person written again is the same row."""

import re
import unicodedata
from collections.abc import Mapping

from handlers.language.folding import APOSTROPHES, fold

TITLES = re.compile(r"^(?:ông|bà|anh|chị|ong|chi|đ/c|đồng chí|d/c|dong chi|đc)\s+", re.IGNORECASE)
LONGEST = 80


def without_title(name: str) -> str:
    """A name without the title before it; "Ông Văn Tín" is whole, as no name begins with its middle."""
    bare = TITLES.sub("", name)
    parts = bare.split()
    return name if len(parts) == 2 and fold(parts[0]) in ("van", "thi") else bare


def is_name(words: str) -> bool:
    """Whether the words may be somebody's whole name: two to seven of them, of letters."""
    parts = words.split()
    return 2 <= len(parts) <= 7 and len(words) <= LONGEST and all(map(_is_word, parts))


def _is_word(word: str) -> bool:
    return all(unicodedata.category(letter)[0] in "LM" or letter in f"{APOSTROPHES}.-" for letter in word)


def folded_name(name: str) -> str:
    """The name as it is compared; a title before a whole name is none of it."""
    bare = without_title(name.strip())
    return " ".join(fold(bare if len(bare.split()) > 1 else name).split())


def called(said: str, names: Mapping[int, str]) -> list[int]:
    """Whose folded names are meant: the whole name, else the last words of it ("chị Hoa")."""
    folded = folded_name(said)
    return [key for key, name in names.items() if name == folded] or [
        key for key, name in names.items() if name.endswith(f" {folded}")
    ]
