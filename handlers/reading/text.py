"""Folding of Vietnamese text, so that words are compared without case and marks."""

import unicodedata
from functools import lru_cache

_KEPT_APART = str.maketrans({"đ": "d", "Đ": "d"})


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case, no marks, đ as d, single spaces, stripped: "Đề nghị  Đồi Mây" → "de nghi doi may"."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFD", text.translate(_KEPT_APART).lower())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
