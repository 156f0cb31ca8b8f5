"""Text typed before Unicode, for the fonts of TCVN3 (ABC) or VNI, turned into Vietnamese letters."""

import re
from collections.abc import Iterable

from handlers.reading.draft import Line

# TCVN3: one character a letter, in the order of the standard; capitals with tones came from a font of capitals.
_TCVN3_ROWS = (
    ("¡¢£¤¥¦§¨©ª«¬\xad®", "ĂÂÊÔƠƯĐăâêôơưđ"), ("µ¶·¸¹", "àảãáạ"), ("»¼½¾Æ", "ằẳẵắặ"), ("ÇÈÉÊË", "ầẩẫấậ"),
    ("ÌÎÏÐÑ", "èẻẽéẹ"), ("ÒÓÔÕÖ", "ềểễếệ"), ("×ØÜÝÞ", "ìỉĩíị"), ("ßáâãä", "òỏõóọ"), ("åæçèé", "ồổỗốộ"),
    ("êëìíî", "ờởỡớợ"), ("ïñòóô", "ùủũúụ"), ("õö÷øù", "ừửữứự"), ("úûüýþ", "ỳỷỹýỵ"),
)  # fmt: skip
_TCVN3 = {char: out for row in _TCVN3_ROWS for char, out in zip(*row, strict=True)}
# VNI: a letter and a mark behind it; a few letters stand alone.
_MARKS = {
    "a": (("øùûõï", "àáảãạ"), ("âàáåãä", "âầấẩẫậ"), ("êèéúüë", "ăằắẳẵặ")),
    "e": (("øùûõï", "èéẻẽẹ"), ("âàáåãä", "êềếểễệ")),
    "o": (("øùûõï", "òóỏõọ"), ("âàáåãä", "ôồốổỗộ")),
    "ô": (("øùûõï", "ờớởỡợ"),),
    "u": (("øùûõï", "ùúủũụ"),),
    "ö": (("øùûõï", "ừứửữự"),),
    "y": (("øùûõ", "ỳýỷỹ"),),
}
_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_MARKED = {
    letter + mark: out for letter, rows in _MARKS.items() for row in rows for mark, out in zip(*row, strict=True)
}
_SMALL = {**_MARKED, **_ALONE}
_LARGE = {typed.upper(): out.upper() for typed, out in _SMALL.items()}
_MIXED = {typed[0].upper() + typed[1:]: out.upper() for typed, out in _SMALL.items() if len(typed) == 2}
_VNI = {**_SMALL, **_LARGE, **_MIXED}
_VNI_RE = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_UNICODE = re.compile("[ăđơưĂĐƠƯ\u0300-\u0323\u1ea0-\u1ef9]")
_TCVN3_ONLY = re.compile("[¨©ª«¬\xad®µ¶·¸¹»¼½¾§]|(?<=[a-z])[ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞß]")
_VNI_ONLY = re.compile("[aeouyôöAEOUYÔÖ][øûïåäëüØÛÏÅÄËÜ]|[ñöÑÖ]")
_CAPITAL = "A-ZĐÀ-ÝẠ-Ỹ"
_BESIDE = re.compile(rf"\b[A-ZĐ]?[à-ỹ]{{1,2}}\b(?=\s+[{_CAPITAL}]{{2}})|(?<=[A-ZĐ]{{2}}\s)[A-ZĐ]?[à-ỹ]{{1,2}}\b")
_FIRST = re.compile(r"^\W*(?:\w{1,3}[.)/-]\s*)?[^\W\d_]")
_CAPITALS = re.compile(r"[^\W\d_]{2,}")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_FEW, _SHARE = 4, 0.04


def in_unicode(lines: Iterable[tuple[Line, str]]) -> list[tuple[Line, str]]:
    """The same lines; those in an old encoding are converted, in a wholly old paper all of them."""
    kept = list(lines)
    text = "\n".join(words for _, words in kept)
    old_tcvn3, old_vni = len(_TCVN3_ONLY.findall(text)), len(_VNI_ONLY.findall(text))
    letters = sum(1 for c in text if c.isalpha()) + 1
    signs = max(old_tcvn3, old_vni)
    if signs < _FEW or signs < letters * _SHARE or len(_CONTROL.findall(text)) > letters * 0.01:
        return kept
    convert, sign = (_from_tcvn3, _TCVN3_ONLY) if old_tcvn3 > old_vni else (_from_vni, _VNI_ONLY)
    wholly = len(_UNICODE.findall(text)) < signs * 0.02
    return [(line, convert(words) if wholly or _is_old(words, sign) else words) for line, words in kept]


def _is_old(words: str, sign: re.Pattern[str]) -> bool:
    return bool(sign.search(words)) and not _UNICODE.search(words)


def _from_tcvn3(words: str) -> str:
    """Letter by letter; a word typed in capitals gets capital toned letters too."""
    plain = "".join(_TCVN3.get(char, char) for char in words)
    plain = _FIRST.sub(lambda first: first.group().upper(), plain, count=1)
    plain = _CAPITALS.sub(lambda word: word.group().upper() if _capitals(word.group()) else word.group(), plain)
    return _BESIDE.sub(lambda word: word.group().upper(), plain)


def _capitals(word: str) -> bool:
    plain = [c for c in word if c.isascii() or c in "ĐĂÂÊÔƠƯ"]
    return len(plain) > 1 and all(c.isupper() for c in plain)


def _from_vni(words: str) -> str:
    return _VNI_RE.sub(lambda typed: _VNI[typed.group()], words)
