"""How codes and links look, so that they are found in any text that is kept."""

import json
import re
from collections.abc import Callable
from typing import Any

LETTERS = "ABCDEFGHJKMNPQRTUVWXY2346789"  # no look-alikes
LENGTH = 8
HIDDEN = "••••••••"
TYPED = re.compile(rf"(?<![A-Z0-9])[{LETTERS}]{{8,10}}(?![A-Z0-9])", re.IGNORECASE)
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
SHAPES = re.compile(
    r"(?P<link>(?:(?<=/v/)|(?<=start=)|(?<=/tep/))[\w-]{16,64})"
    rf"|(?P<token>(?<![\w-]){TOKEN.pattern}(?![\w-]))|(?P<typed>{TYPED.pattern})",
    re.IGNORECASE | re.ASCII,
)


def is_one(text: str) -> bool:
    """Whether a text is a code or a link's token and nothing else; digits with letters, so that no word is one."""
    words = text.strip()
    mixed = any(c.isdigit() for c in words) and any(c.isalpha() for c in words)
    return mixed and bool(TYPED.fullmatch(words) or TOKEN.fullmatch(words))


def replaced(text: str, by: Callable[[str], str]) -> str:
    """The text with everything that looks like a code or a link's token put through `by`."""
    return SHAPES.sub(lambda found: by(found[0]) if found["link"] or is_one(found[0]) else found[0], text)


def masked(text: str) -> str:
    """A text as it may be kept for good: codes and links' tokens taken out."""
    return replaced(text, lambda _: HIDDEN)


def masked_json(raw: str) -> str:
    """The same of every word in a piece of JSON, whose own spelling could hide a code; of what is none, as text."""
    try:
        return json.dumps(_masked(json.loads(raw)))
    except (ValueError, RecursionError):
        return masked(raw)


def _masked(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _masked(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_masked(each) for each in value]
    return masked(value) if isinstance(value, str) else value
