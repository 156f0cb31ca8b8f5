"""Reads how many come: "đoàn em 16 người", "4 thường trực, 9 ngành, 1 tập thể 2 cá nhân", "không dự"."""

import re
import unicodedata
from collections.abc import Sized
from dataclasses import replace

from handlers.language.folding import fold
from handlers.said.attendance import LARGEST, CountSaid
from handlers.speech.sentences.absence import NEGATION, Absence, is_of_unit, read_absence

DIGITS = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "lam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
UNITS_OF_TEN = DIGITS | {"mot": 1, "lam": 5, "tu": 4}
PEOPLE = r"(?:nguoi|ngui|ng|dai bieu|dong chi|d/c|đ/c|dc|db|suat|vi|anh chi em|thanh vien)"
NUMBER = re.compile(
    r"(?<![\w/.,-])(-?\d{1,6})(?![\d/]|[.,]\d|\s*(?:h|gio|ngay|thang|phut|%|trieu|nghin|dong(?! chi)|tang)\b)"
)
TOTAL = re.compile(rf"(?<![\w/-])(-?\d{{1,6}})\s*{PEOPLE}\b")
QUESTION = re.compile(
    r"\?|\b(?:may|bao nhieu|bao lau|bao gio|bn|ai|o dau|khi nao|luc nao|the nao|ntn|la gi|lam gi|gi"
    r"|(?:duoc|dc) (?:khong|ko|kg|kh|k|hong|hok)|phai khong|khong a)\b"
    r"|\bco (?:duoc |dc )?(?:di|du|hop|tham gia|den)\b.{0,30}\b(?:khong|ko|kg|kh|k|hong|hok)(?: (?:vay|nhi))?$"
)
SPEAKS_OF_ALL = re.compile(r"\b(?:doan|don vi|dv|huyen|tinh|xa|phuong|so|phong|ben|co quan)\b")
CHANGES = re.compile(
    r"\b(?:dang ky|dk|bao|chot|tong|tong so|tong cong|gom|so luong|sl|sua|doi|con|tham du|du hop|di)\b"
)
FILLERS = r"a|nhe|di|du|tham du|tham gia|hop|du hop|hoi nghi|nua|thoi|ca|tat ca"
RANGE = re.compile(rf"(?<![\w/])(\d{{1,3}})(?:\s*(?:-|–|den|hoac|hay)\s*|(?P<bare>\s+))(\d{{1,3}})\s*{PEOPLE}\b")
# What is no number of people: an hour ("14 giờ 16 người" holds one and 16), rooms, beds, what is eaten or shown.
HOUR = re.compile(
    r"(?<![\w/.,-])\d{1,2}\s*(?::\s*\d{2}\b|h\s?\d{2}\b(?!\s*(?:nguoi|ng|dai bieu|dong chi|suat|xe)\b)"
    r"|(?:h|g|gio)\b(?:\s*(?:ruoi|kem)\b)?|ruoi\b)"
)
THINGS = re.compile(
    r"(?<![\w/.,-])\d{1,4}\s*(?:phong (?:doi|don|ba|ngu|nghi|khach san)|giuong|cai|chiec|mam|ban (?:an|tiec)|ban|quyen"
    r"|tiet muc|bai|giai|tui|chai|thung|con (?:ga|lon|trau|bo)|trieu|bo (?:tai lieu|ho so))\b"
)
NEAR = 3  # "14 15 người" is a guess; "ngày 18 14 người" is none
OF_VEHICLES = re.compile(r"\b(?:xe|o to|oto)\s+\d{1,2}\s*cho\b|\b\d{1,2}\s*(?:xe|o to|oto|lai xe|tai xe)\b")
# "Báo 14, nay thêm 1 là 15 người": what it comes to stands last.
COMES_TO = re.compile(
    rf"\b(?:them|bot|rut|giam|tang)\b.*\b(?:la|thanh|con|tong(?: cong| so)?) (-?\d{{1,6}})\s*{PEOPLE}\W*(?:a|nhe)?\W*$"
)
HEDGED = re.compile(r"\b(?:khoang|do|co le|chac(?! chan)|uoc chung|tam)\s+(?:la |chung )?\d")
ABOUT = re.compile(r"\btầm\b", re.IGNORECASE)  # folded it would be "tám"
NOBODY = re.compile(r"\b(?:khong|ko|k)\s+(?:co|cu|con)\s+ai\b")
LINK = re.compile(r"\b(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{3,80}")
GLUED = re.compile(r"(?<![\w/.])(\d{1,3})(?=(?:tt|tp|dh|cn|nganh|tap|ca nhan|phong|thuong|nguoi|dong chi|khach|lai)\b)")
# "Đoàn em 15: 4 thường trực, …", "14 (4 TT, …)", "đi 12, 4 thường trực 8 ngành": the whole before its parts.
WHOLE = re.compile(rf"(?<![\w/.-])(\d{{1,4}})\s*(?:{PEOPLE}\b)?\s*(?:\([^()]*\)\s*$|:|,|=|gom\b|trong do\b)")
INSTEAD = re.compile(
    rf"\b(?:chu|cho)?\s*(?:{NEGATION}|chu) phai(?: la)?\s+\d{{1,4}}(?:\s*{PEOPLE}\b)?"
)  # "14 chứ không phải 12"
NAMED_ONLY = re.compile(r"(?:doan(?: em| e| minh)?\s*)+(?P<mark>[:=–-])?\s*\d{1,6}\W*(?:a|nhe)?\W*")
# What follows "đoàn" where it is the speaker's own; another word may be another unit's name, misspelt.
OF_ONES_OWN = re.compile(
    r"\b(?:doan|huyen|xa|tinh|phuong|don vi)\s+(?=[a-z])(?!(?:em|e|minh|toi|ta|chung|ben|nay|nha|minh|cua|co|di|du"
    r"|tham|dk|dang|bao|gom|la|tong|se|xin|cu|chot|sua|doi|con|them|bot|tang|giam|rut|tru|van|nam nay|vang"
    r"|khong|ko|k|dai|dong chi|nguoi"
    r"|chi|moi|gui|goi|len|xuong|cap|thi|cung|chac|khoang|tam|uoc|sl|so|doan|den|ve|duoc|dc|nhe|a|vua|da|hien|thanh"
    r"|thuong|nganh|tap|ca|an|nghi|o|phai|du|het|lai|xe|bo|trong|hoac|va|voi|sang|chua)\b)"
)
OTHERS_WORDS = re.compile(
    r"(?:ke |tinh |bao gom |gom )?ca\b(?! nhan)|ke\b|tinh\b|bao gom\b|gom\b|chua\b|khong\b|chu\b|thanh\b"
)
SHORT_GROUPS = {"tt": "thường trực", "tp": "trưởng phòng", "dh": "điển hình", "cn": "cá nhân", "tap the": "tập thể",
    "thuong truc": "thường trực", "truong phong": "trưởng phòng", "dien hinh": "điển hình", "ca nhan": "cá nhân",
    "nganh": "ngành", "phong": "phòng", "lai xe": "lái xe"}  # fmt: skip
# "Tăng thêm 2 người" changes the number; "tăng lên 18 người" and "giảm còn 14 người" say it anew.
CHANGED_BY = re.compile(
    r"(?:\b(?P<how>tang|them|bo sung|giam|bot|rut|tru|huy|cat)\b(?:\s+(?:them|bot|di|ra|giup|ho|cho|em|e|minh|toi))*"
    r"|\b(?:phep|xin|se|bi|co)\s+vang(?:\s+mat)?|\bvang mat)\s+(?P<by>\d{1,4})"
    rf"\s*{PEOPLE}\b"
)
MORE = ("tang", "them", "bo sung")
SOME_ABSENT = re.compile(
    rf"(?<![\w/.-])(?P<before>\d{{1,3}})\s*{PEOPLE}\b.*\b(?:{NEGATION}|vang)\b|\bvang(?: mat)?\s+(?P<after>\d{{1,3}})\b"
)
GROUPED = re.compile(r"(?<![\w/.,-])\d{1,3}\s+[a-z]")
NOT_KNOWN = re.compile(r"\b(?:chua (?:ro|chot|biet|xac dinh|co so)|de sau)\b")


def read_count(text: str) -> CountSaid | None:
    """The count in a sentence; None where it speaks of something else."""
    if len(text) > 1000:
        return None
    text = LINK.sub(" ", text)
    text = ABOUT.sub("khoảng", text)
    whole = INSTEAD.sub(" ", _spaced(_numerals(HOUR.sub(" ", THINGS.sub(" ", fold(text))))))
    parted = len(GROUPED.findall(whole)) > 1 and not re.search(r"\d\s*(?:xe|o to|oto)\b|\b(?:xe|o to|oto) \d", whole)
    folded = whole if parted else OF_VEHICLES.sub(" ", whole)
    if len(folded) > 400 or QUESTION.search(NOBODY.sub("khong du", folded)):
        return None
    if (absent := _absent(text, folded)) is not None:
        return absent
    if _is_range(folded):
        return CountSaid("coming", fault="range")
    if (comes_to := COMES_TO.search(folded)) is not None:
        return _judge(int(comes_to[1]), [int(comes_to[1])], (), bare=False)
    if (by := _changed_by(folded)) is not None:
        return by
    if NOT_KNOWN.search(folded) and not re.search(r"\d", folded):
        return CountSaid("unknown")
    said = _numbers(folded)
    if said is None:
        return None
    if HEDGED.search(folded) or OF_ONES_OWN.search(folded) or THINGS.search(fold(text)):
        said = replace(said, sure=False)
    return replace(said, groups=_as_meant(said.groups, text))


def _is_range(folded: str) -> bool:
    """ "12 đến 14 người"; two bare numbers only where they are near each other."""
    spread = RANGE.search(folded)
    return spread is not None and (not spread["bare"] or 0 < int(spread[3]) - int(spread[1]) <= NEAR)


def _absent(text: str, folded: str) -> CountSaid | None:
    """A no: of the whole delegation, of one person, or of some, who are taken off what was said before."""
    absence = read_absence(text)
    numbers = NUMBER.findall(folded)
    if absence is None:
        return CountSaid("not_coming") if NOBODY.search(folded) and not numbers else None
    if not numbers and not re.search(r"\d", folded):
        return _nobody(text, absence)
    some = SOME_ABSENT.search(folded)
    if len(numbers) != 1 or some is None or (absence.of and not some["after"]):
        return CountSaid("coming", fault="unclear")
    by = -int(some["before"] or some["after"])
    return CountSaid("coming", by, sure=False, change=True)


def _nobody(text: str, absence: Absence) -> CountSaid:
    """A no without a number: sure where it is the speaker's whole delegation and the whole meeting."""
    of_all = not absence.who and not absence.of and is_of_unit(text)
    return CountSaid("not_coming", sure=of_all, who=_as_typed(absence.who, text))


def _changed_by(folded: str) -> CountSaid | None:
    """ "Tăng thêm 2 người", "bớt 1 người": a change to what was said before, asked back."""
    found = CHANGED_BY.search(folded)
    if found is None or len(NUMBER.findall(folded)) != 1:
        return None
    by = int(found["by"]) * (1 if found["how"] in MORE else -1)
    return CountSaid("coming", by, sure=False, change=True) if by else None


def _spaced(folded: str) -> str:
    """ "4tt,9 nganh" with the spaces that a hurried thumb left out."""
    return GLUED.sub(r"\1 ", re.sub(r"(?<=[a-z)]),(?=\d)", ", ", folded))


def _as_meant(groups: tuple[tuple[str, int], ...], text: str) -> tuple[tuple[str, int], ...]:
    """Short names of groups written out, the others with the marks of the sentence."""
    meant: list[tuple[str, int]] = []
    for name, count in groups:
        again = name == "tt" and any(earlier == SHORT_GROUPS["tt"] for earlier, _ in meant)
        meant.append(("tập thể" if again else SHORT_GROUPS.get(name) or _as_typed(name, text), count))
    return tuple(meant)


def _as_typed(name: str, text: str) -> str:
    """The words of the sentence, with their marks, that folded to this name."""
    typed = " ".join(unicodedata.normalize("NFC", text).split())
    at = fold(typed).find(name)
    return typed[at : at + len(name)] if at >= 0 and len(fold(typed)) == len(typed) else name


def _numbers(folded: str) -> CountSaid | None:
    stated = TOTAL.findall(folded)
    numbers = [int(n) for n in NUMBER.findall(folded)]
    if not numbers:
        return None
    bare = re.fullmatch(rf"\W*-?\d{{1,6}}\s*{PEOPLE}?\W*", folded) is not None
    first = WHOLE.search(folded) if len(numbers) > 2 else None
    if first is not None and int(first[1]) == numbers[0]:
        parts = _groups(folded[first.end(1) :])
        if len(parts) == len(numbers) - 1:
            return _judge(numbers[0], numbers, parts, bare=False)
    told = bare or bool(stated)
    if not told and len(numbers) == 1 and not _tells_one(folded):
        return None
    groups = _groups(folded)
    if not told and _are_unlike(numbers, groups):
        return None
    return _judge(int(stated[0]) if stated else None, numbers, groups, bare or _names_unmarked(folded))


def _tells_one(folded: str) -> bool:
    """A number beside nothing but what it counts, or one that all change to."""
    if NAMED_ONLY.fullmatch(folded):
        return True
    return CHANGES.search(folded) is not None and SPEAKS_OF_ALL.search(folded) is not None


def _names_unmarked(folded: str) -> bool:
    named = NAMED_ONLY.fullmatch(folded)
    return named is not None and not named["mark"]


def _are_unlike(numbers: list[int], groups: Sized) -> bool:
    """Several numbers, not each of a group."""
    return len(numbers) > 1 and len(groups) != len(numbers)


def _judge(stated: int | None, numbers: list[int], groups: tuple[tuple[str, int], ...], bare: bool) -> CountSaid:
    parts = sum(count for _, count in groups)
    total = stated if stated is not None else parts if groups else numbers[0]
    if min(numbers) < 0:
        return CountSaid("coming", total, fault="negative")
    if total > LARGEST:
        return CountSaid("coming", total, fault="too_many")
    if groups and stated is not None and parts != stated:
        return CountSaid("coming", parts, groups, sure=False, fault="sum", stated=stated)
    if total == 0:
        return CountSaid("not_coming", sure=False)
    return CountSaid("coming", total, groups, sure=not bare)


def _groups(folded: str) -> tuple[tuple[str, int], ...]:
    """The named parts: each number with the words after it, a total and its people words left out."""
    found = []
    spoken = TOTAL.sub(" ; ", folded, count=1) if len(NUMBER.findall(folded)) > 1 else folded
    for match in re.finditer(r"(?<![\w/.,-])(-?\d{1,6})\s+((?:(?!\s-\d|\bva\b)[^\d;,.:()+])+)", spoken):
        name = re.sub(rf"^(?:{PEOPLE})\b|\b(?:va|voi|cung|a|nhe)\s*$", "", match[2].strip())
        name = re.sub(r"[^\w\s/&-]", " ", name).strip(" -–")
        if name and not OTHERS_WORDS.match(name) and not re.fullmatch(rf"(?:{PEOPLE}\s*)*(?:(?:{FILLERS})\s*)*", name):
            found.append((name, int(match[1])))
    return tuple(found)


def _numerals(folded: str) -> str:
    """Numbers in words before a word for people, as digits: "mười hai người" → "12 người"."""

    def digits(match: re.Match[str]) -> str:
        spread = [DIGITS.get(word) for word in match[1].split()]
        if len(spread) == 2 and spread[0] and spread[1] == spread[0] + 1:  # "tám chín người"
            return f"{spread[0]}-{spread[1]} {match[2]}"
        value = _value(match[1].split())
        return match[0] if value is None else f"{value} {match[2]}"

    words = "|".join([*DIGITS, "muoi", "chuc", "linh", "le"])
    pattern = rf"(?<!\w)((?:(?:{words})\s+){{1,4}})({PEOPLE}|tap the|ca nhan)\b"
    spoken = re.sub(pattern, digits, folded)
    alone = _value(folded.split()) if re.fullmatch(rf"(?:(?:{words})\s*){{1,4}}", folded) else None
    return spoken if alone is None else str(alone)


def _value(words: list[str]) -> int | None:
    """The number that up to ninety-nine is said as; None where the words make none."""
    match [word for word in words if word not in ("linh", "le")]:
        case ["muoi" | "chuc"]:
            return 10
        case [digit]:
            return DIGITS.get(digit)
        case ["muoi", unit]:
            return 10 + UNITS_OF_TEN.get(unit, 0)
        case [tens, "muoi" | "chuc"] if tens in UNITS_OF_TEN:
            return UNITS_OF_TEN[tens] * 10
        case [tens, unit] if tens in UNITS_OF_TEN and unit in UNITS_OF_TEN and unit != "nam":
            return UNITS_OF_TEN[tens] * 10 + UNITS_OF_TEN[unit]
        case [tens, "muoi" | "chuc", unit] if tens in UNITS_OF_TEN:
            return UNITS_OF_TEN[tens] * 10 + UNITS_OF_TEN.get(unit, 0)
    return None
