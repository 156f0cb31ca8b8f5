"""Which of some titles a few words mean: by the words they share, and meals by any of their names; whose duty it is."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import time
from itertools import pairwise

from handlers.language.folding import fold

EMPTY = frozenset("noi dung phan muc tiet luc vao gio buoi cua cac cai ngay han nop gui hoi nghi le thoi gian".split())  # noqa: SIM905
MEAL = re.compile(r"\b(?:bua|an|com|tiec|lien hoan|chieu dai|dung bua)\b")
PARTS = ("sang", "trua", "chieu", "toi")
UNTIL = (("sáng", 10), ("trưa", 14), ("chiều", 17), ("tối", 24))
ENOUGH = 0.6


def meal_at(title: str, start: time | None) -> str:
    """A meal's title with the part of the day that its hour gives it: "cơm thân mật" at 18:30 is the evening's."""
    if start is None or not MEAL.search(fold(title)):
        return title
    return f"{title} {next(part for part, until in UNTIL if start.hour < until)}"


def meant(words: str, titles: Mapping[int, str]) -> list[int]:
    """The keys of the titles that hold most of the words, those that hold equally many; none below six in ten."""
    asked = [word for word in re.findall(r"[a-z0-9]+", fold(words)) if word not in EMPTY]
    if not asked:
        return []
    scores = {key: _score(asked, fold(words), fold(title)) for key, title in titles.items()}
    best = max(scores.values(), default=0.0)
    return [key for key, score in scores.items() if score >= max(ENOUGH, best - 0.01)]


def one_of(words: str, labels: Mapping[int, str]) -> int | None:
    """The one label that a few words name by a word that no other label has; None where they name several or none."""
    asked = set(re.findall(r"[a-z0-9]+", fold(words))) - EMPTY
    held = {key: asked & set(re.findall(r"[a-z0-9]+", fold(label))) for key, label in labels.items()}
    own = [key for key, mine in held.items() if mine - set().union(*(held[other] for other in held if other != key))]
    return own[0] if len(own) == 1 else None


def _score(asked: list[str], said: str, title: str) -> float:
    if MEAL.search(said) and MEAL.search(title):
        part = next((part for part in PARTS if part in asked), None)
        if part is not None:
            return 1.0 if re.search(rf"\b{part}\b", title) else 0.5
        asked = [word for word in asked if not MEAL.fullmatch(word)] if not MEAL.fullmatch(" ".join(asked)) else []
        if not asked:
            return 1.0
    held = set(re.findall(r"[a-z0-9]+", title))
    return sum(word in held for word in asked) / len(asked)


# Whose duty it is to feed: with its marks, for "an ninh" feeds nobody.
FEEDS = re.compile(r"\b(?:ăn|bữa|cơm|tiệc|liên hoan|chiêu đãi|suất ăn)\b")
SITS = re.compile(r"(?:phien |cuoc )?(?:hoi nghi|hop|khai mac|toa dam|hoi thao)\b")
HALL = re.compile(r"\b(?:hoi truong|phong hop|phuc vu (?:hoi nghi|phien hop|cuoc hop|buoi le))\b")
PLACE = re.compile(r"\s(?:tại|ở)\s")
EITHER = re.compile(r"\s(?:hoặc|hay)\s|[,;]")
COMMON = frozenset(
    (
        "hoi nghi", "dai bieu", "to chuc", "tong ket", "so ket", "chuong trinh", "giao luu", "bao cao", "ke hoach",
        "huyen uy", "tinh uy", "thuong truc", "lanh dao", "cac don", "don vi", "noi dung", "thi dua", "trien khai",
        "thuc hien", "thong qua", "chuan bi", "phuc vu",
    )
)  # fmt: skip


def prepares(duty: str, title: str) -> bool:
    """Whether a duty, as the plan words it, is to prepare the programme item of this title."""
    said, named = unicodedata.normalize("NFC", duty).lower(), unicodedata.normalize("NFC", title).lower()
    if FEEDS.search(named):
        parts = [part for part in ("sáng", "trưa", "chiều", "tối") if part in said.split()]
        return bool(FEEDS.search(said)) and (not parts or any(part in named.split() for part in parts))
    if SITS.match(fold(title)) and HALL.search(fold(duty)):
        return True
    words = f" {' '.join(re.findall(r'[a-z0-9]+', fold(duty)))} "
    return any(f" {pair} " in words for part in EITHER.split(PLACE.split(title)[0]) for pair in _pairs(part))


def _pairs(title: str) -> set[str]:
    """Two words after each other that tell an item from others."""
    words = re.findall(r"[a-z0-9]+", fold(title))
    return {f"{one} {next_one}" for one, next_one in pairwise(words)} - COMMON
