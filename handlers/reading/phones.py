"""Telephone numbers as people type them: "0912 345 678", "+84 912.345.678"."""

import re

PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[\s.-]?\d){8,10}(?!\d)")


def telephone(text: str) -> str | None:
    """The first number in a text, digits only, with its leading zero."""
    found = PHONE.search(text)
    if found is None:
        return None
    digits = re.sub(r"\D", "", found[0])
    return f"0{digits[2:]}" if digits.startswith("84") else digits
