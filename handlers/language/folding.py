"""Folding of Vietnamese text, so that words are compared without case and marks."""

import unicodedata
from functools import lru_cache

APOSTROPHES = "'’‘`´ʼʻʹˈ′‵＇‛ꞌ"
_KEPT_APART = str.maketrans({"đ": "d", "Đ": "d"} | dict.fromkeys(APOSTROPHES, "'"))


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case, no marks, đ as d, one kind of apostrophe, single spaces, stripped: "Đồi  Mây" → "doi may"."""
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    plain = unicodedata.normalize("NFD", text.translate(_KEPT_APART).lower())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
