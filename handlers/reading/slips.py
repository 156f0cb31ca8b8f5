"""Pairs of names in one paper that look like a slip of the keyboard."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from handlers.language.folding import fold
from handlers.reading.draft import Line

_WORD = re.compile(r"[^\W\d_]+")
_MOTTO = re.compile(r"cong hoa xa hoi chu nghia|doc lap *- *tu do|dang cong san viet nam")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
Pair = tuple[str, str]


def look_alikes(lines: Iterable[tuple[Line, str]]) -> Iterator[tuple[str, str, tuple[Line, ...]]]:
    """(usual, rare, lines of the rare one): "Bản Mùa" and "BẢN MÚA", "Tổ trưởng" and "Tố trưởng"."""
    seen, shown, where = Counter[Pair](), dict[Pair, str](), dict[Pair, list[Line]]()
    for line, words in lines:
        if _MOTTO.search(fold(words)):
            continue
        for first, second in _pairs(unicodedata.normalize("NFC", words)):
            key = _settled(first), _settled(second)
            seen[key] += 1
            shown.setdefault(key, f"{first} {second}")
            where.setdefault(key, []).append(line)
    for rare, usual in _suspects(seen, shown):
        yield shown[usual], shown[rare], tuple(dict.fromkeys(where[rare]))[:5]


def _pairs(words: str) -> Iterator[Pair]:
    found = list(_WORD.finditer(words))
    for left, right in pairwise(found):
        both = len(left.group()) > 1 and len(right.group()) > 1 and left.group()[0].isupper()
        if both and words[left.end() : right.start()] == " ":
            yield left.group(), right.group()


def _settled(word: str) -> str:
    """A word with its tone written last, so that "hòa" and "hoà" are one."""
    plain = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in plain if c not in _TONES) + "".join(c for c in plain if c in _TONES)


def _suspects(seen: Counter[Pair], shown: dict[Pair, str]) -> Iterator[tuple[Pair, Pair]]:
    found = 0
    for keys in (_by_marks(seen, shown), _by_letter(seen)):
        for one, other in keys:
            rare, usual = sorted((one, other), key=lambda key: seen[key])
            if seen[usual] > seen[rare] and seen[usual] >= 3 and found < 5:
                found += 1
                yield rare, usual


def _by_marks(seen: Counter[Pair], shown: dict[Pair, str]) -> Iterator[tuple[Pair, Pair]]:
    """Proper names with the same letters and other marks."""
    groups: dict[str, list[Pair]] = {}
    for key in seen:
        if shown[key].istitle() or shown[key].isupper():
            groups.setdefault(fold(unicodedata.normalize("NFC", " ".join(key))), []).append(key)
    for keys in groups.values():
        best = max(keys, key=lambda key: seen[key])
        yield from ((key, best) for key in keys if key != best)


def _by_letter(seen: Counter[Pair]) -> Iterator[tuple[Pair, Pair]]:
    """The same second word behind a first word that ends in another letter."""
    groups: dict[tuple[str, str], list[Pair]] = {}
    for first, second in seen:
        if len(first.rstrip(_TONES)) == 3:
            groups.setdefault((_stem(first), second), []).append((first, second))
    for keys in groups.values():
        best = max(keys, key=lambda key: seen[key])
        yield from ((key, best) for key in keys if key != best)


def _stem(word: str) -> str:
    """A short word without its last letter but with its tone: "cụm" and "cục" share one."""
    letters, tones = word.rstrip(_TONES), word[len(word.rstrip(_TONES)) :]
    return letters[:-1] + tones
