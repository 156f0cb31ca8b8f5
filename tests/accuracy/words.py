"""Text as the rulers compare it. On purpose none of the product's own folding: a ruler must not bend with the thing."""

import re
import unicodedata


def fold(text: object) -> str:
    """Lower case, no marks, đ as d, single spaces."""
    apart = unicodedata.normalize("NFD", str(text).lower()).replace("đ", "d")
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).split())


def says(folded: str, wanted: str) -> bool:
    """Whether a folded text holds one of the alternatives of `a|b`; digits only as whole numbers: "8h" is not in "18h"."""
    return any(_stands_in(folded, fold(part)) for part in wanted.split("|"))


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _stands_in(folded: str, part: str) -> bool:
    before = r"(?<![\d/.,:])" if part[:1].isdigit() else ""
    return re.search(before + re.escape(part) + _after(part), folded) is not None


def _after(part: str) -> str:
    """What may not follow: a bare number ends where no digit and no part of a date, hour or sum goes on."""
    if not part[-1:].isdigit():
        return ""
    return r"(?!\d|[.,:/]\d)" if part.isdigit() else r"(?!\d)"
