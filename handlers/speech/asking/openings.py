"""Questions that ask by offering an answer: "họp ở hội trường phải không", "ở khách sạn hay nhà hàng"."""

import re

_TAG = re.compile(r"\b(?:co )?(?:phai|dung)(?: vay| the)? (?:khong|chua)$")
_NOT_A_PLACE = r"(?! (?:dau|to\b|cho nao))"
_PLACE = re.compile(rf"\b(o|tai){_NOT_A_PLACE} .*$")
_GOES = re.compile(rf"\b(ve|qua|cho|den|toi|vao){_NOT_A_PLACE} .*$")
_HOUR = re.compile(r"\b(?:luc |vao |tu )?\d{1,2} ?(?:h|gio)(?: ?(?:\d{2}|ruoi))?\b(?: phut)?.*$")
_DAY = re.compile(
    r"\b(?:vao |hom )?(?:ngay )?\d{1,2}(?:/| thang )\d{1,2}.*$|\b(?:vao )?(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)$"
)
_PURPOSE = re.compile(
    r"\bde lam (?:gi|chi)\b|\bnham (?:muc dich )?gi\b|\b(?:vi|tai) sao (?:lai |phai )?(?:to chuc|hop)\b"
)
_COUNT = re.compile(r"\b\d+ (\w+(?: \w+)?)$")
_EITHER_PLACE = re.compile(r"\b(o|tai) (?!dau)[^,.]+? hay (?:la )?(?:o |tai )?(?!khong|chua|la gi)[^,.]+$")
_EITHER_GOES = re.compile(
    r"\b(?:ve|qua|cho|vao) (?!dau)[^,.]+? hay (?:la )?(?:ve |qua |cho |vao )?(?!khong|chua)[^,.]+$"
)
_EITHER_HOUR = re.compile(r"\b(?:luc )?\d{1,2} ?(?:h|gio)\S*(?: \S+)? hay (?:la )?(?:luc )?\d{1,2} ?(?:h|gio)\S*")
_EITHER_DAY = re.compile(r"\b(?:ngay |hom |thu )?\S+ hay (?:la )?(?:ngay|hom|thu) \S+$")
_NAMED_MEETING = re.compile(
    r"\b(?:hoi nghi|hoi thao|cuoc hop) ((?:so ket|tong ket|hoc tap|trao doi|phat dong|ky ket|giao ban|trien khai)(?: \w+){0,3})"
)


def opened(core: str) -> str:
    """The same question without the offered answer: "hop o hoi truong phai khong" → "hop o dau"."""
    core = _PURPOSE.sub("muc dich la gi", core)
    tag = _TAG.search(core)
    if tag is None:
        return _either(core)
    said = core[: tag.start()].strip(" ,")
    for pattern, ask in ((_PLACE, "o dau"), (_HOUR, "luc may gio"), (_DAY, "ngay nao")):
        if found := pattern.search(said):
            return f"{said[: found.start()].strip()} {ask}".strip()
    if found := _COUNT.search(said):
        return f"{said[: found.start()].strip()} bao nhieu {found[1]}".strip()
    if found := _GOES.search(said):
        return f"{said[: found.start()].strip()} {found[1]} dau".strip()
    return core


_UNTIL = re.compile(
    r"\bcon (?:khoang )?(?:may|bao nhieu|bao lau)(?: (ngay|hom|phut|gio|tieng|tuan|thang))? ?(?:nua)?(?: (?:la|thi|moi|den|toi|se))*\b"
)


def until_begun(core: str) -> str:
    """ "Còn mấy ngày nữa họp" asks for the day, "còn bao lâu nữa khai mạc" for the hour."""
    found = _UNTIL.search(core)
    if found is None or not (found[1] or "lau" in found[0]) or not re.search(r"\bnua\b|\bbao lau\b", core):
        return core
    rest = f"{core[: found.start()]} {core[found.end() :]}".replace(" nua", " ").strip()
    ask = "ngay nao" if found[1] in ("ngay", "hom", "tuan", "thang") else "luc may gio"
    return " ".join(f"{rest} {ask}".split())


def _either(core: str) -> str:
    for pattern, ask in ((_EITHER_PLACE, "o dau"), (_EITHER_HOUR, "luc may gio"), (_EITHER_DAY, "ngay nao"),
                         (_EITHER_GOES, "ve dau")):  # fmt: skip
        found = pattern.search(core)
        if found and not re.search(r"\b(?:nao|gi|ai|may|bao nhieu)\b", core):
            return f"{core[: found.start()].strip()} {ask}".strip()
    return core


def named_meeting(plain: str) -> str:
    """The words that tell one meeting from others, wherever they stand: "so ket 6 thang"; empty where none is named."""
    found = _NAMED_MEETING.search(plain)
    return found[1] if found else ""
