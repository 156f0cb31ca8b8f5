"""Bare words of assent and refusal: "đúng rồi", "ừ", "đồng ý ạ"; "không", "thôi không đổi nữa", "bỏ đi"."""

import re

from handlers.language.folding import fold

_CALL = r"(?: (?:a|em|anh|chi|ban|nhe|nha|nhi|ad|admin|bot|oi))*"
_YES = re.compile(
    r"(?:(?:da|vang|u|uh|um) )*"
    r"(?:dung|chinh xac|chuan|ok|oke|okie|okela|u|uh|um|duoc|dong y|nhat tri|co|phai|vang|da|ghi|luu|chot)"
    rf"(?: (?:roi|vay|the|luon|day|do|di))*{_CALL}"
)
_DOING = r"(?:sua|doi|gui|ghi|huy|hoan|lam|can|chuyen|doi|bo|xoa|gop|moi)"
_NO = re.compile(rf"(?:(?:da|a|u|uh) )*(?:khong|ko)(?: (?:phai|dung|dong y|co))?(?: (?:dau|roi|day))*{_CALL}")
_STOP = re.compile(
    r"(?:(?:da|a|u|uh) )*"
    r"(?:thoi|(?:thoi )?(?:bo|huy|dung)(?: (?:di|qua|no|lai|nhe))*"
    rf"|(?:thoi )?(?:khong|ko|dung|chua) {_DOING}(?: {_DOING})?"
    r"|nham|thoi (?:khong|ko|chua|dung))"
    rf"(?: (?:nua|dau|roi|vay|di|gi|luon|mat))*{_CALL}"
)


def repeats(text: str, verb: str) -> bool:
    """ "Gửi đi", "gửi luôn nhé" to "Gửi đi không ạ?": the verb alone is an answer."""
    return re.fullmatch(rf"{re.escape(verb)}(?: (?:di|luon|lai))*{_CALL}", _words(text)) is not None


def read_assent(text: str) -> str | None:
    """ "yes", "no" (it is not so), "stop" (leave it), or None where a sentence says more than that."""
    words = _words(text)
    if text.lstrip().startswith("/"):
        return None  # a command: "/dung" is no "đúng"
    if _YES.fullmatch(words):
        return "yes"
    if _NO.fullmatch(words):
        return "no"
    return "stop" if _STOP.fullmatch(words) else None


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))
