"""Telephone numbers as people type them: "0912 345 678", "+84 912.345.678"."""

import re

PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[\s.-]?\d){8,10}(?!\d)")


# A mobile number, or one with an area code, as Excel keeps it: a number has no zero in front.
_WITHOUT_ZERO = re.compile(r"[35789]\d{8}|2\d{9}")
LABELLED = re.compile(
    r"[ ,;(-]*(?:\b(?:số\s+)?(?:sđt|sdt|đt|dt|đtdđ|điện thoại|dien thoai|tel|phone|mobile|zalo)\b\s*[:.]?\s*)?"
    + PHONE.pattern,
    re.IGNORECASE,
)


def without_telephones(text: str) -> tuple[str, int]:
    """The text without its numbers and the words that announce them, and how many there were."""
    return LABELLED.subn(" ", text)


def telephone(text: str) -> str | None:
    """The first number in a text, digits only, with its leading zero."""
    found = PHONE.search(text)
    if found is None:
        return None
    digits = re.sub(r"\D", "", found[0])
    return f"0{digits[2:]}" if digits.startswith("84") else digits


def telephone_in_cell(words: str) -> str | None:
    """The number in a workbook's cell; the leading zero that a number cell dropped is put back."""
    bare = re.sub(r"[()']", "", words).strip()
    digits = re.sub(r"[\s.-]", "", bare)
    if _WITHOUT_ZERO.fullmatch(digits):
        return f"0{digits}"
    return telephone(bare)


def further_telephones(words: str) -> int:
    """How many more numbers stand in a text behind its first one."""
    return max(0, len(PHONE.findall(words)) - 1)
