"""What people type, made safe to keep and to show: one spelling, no invisible marks, a bounded length."""

import re
import unicodedata

MAX_TEXT = 8000
MAX_NAME = 100
MAX_MARKS = 3  # combining marks on one letter; Vietnamese needs two

# Controls but tab and line feed, zero-width marks, bidi controls, lone surrogates, tags and the object mark.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ud800-\udfff\ufeff\ufff9-\uffff\U000e0000-\U000e007f]"
)
_BREAK = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_MARKS = re.compile(
    rf"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{MAX_MARKS}}})"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def clean_text(text: str, limit: int = MAX_TEXT) -> str:
    """The text in NFC without invisible marks, cut at the limit."""
    # Cut first: composing a megabyte of loose marks takes time that grows with its square.
    text = _BREAK.sub("\n", text[: limit * 4])
    text = _MARKS.sub(r"\1", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text)[:limit].strip()


def clean_name(name: str) -> str:
    """A person's name on one line."""
    return " ".join(clean_text(name, MAX_NAME * 2).split())[:MAX_NAME].rstrip()
