"""Whether a question names an office: whole, in part, by its initials, however it is spelt."""

import re
from collections.abc import Sequence
from functools import lru_cache

from handlers.language.words import tokens

# Words that say what kind of body it is; the name proper follows them.
KINDS = frozenset(
    """
    phong ban so van trung tam ubnd hdnd tinh huyen xa phuong tran thanh pho quan co cac chi la vien don vi
    hoi doan cuc cong ty nha truong to tieu bo phan lanh dao de nghi giao nganh doi moi tung cum khoi thuong
    truc uy
    """.split()  # noqa: SIM905
)
_BEFORE_NAME = re.compile(r"^(?:các |toàn thể )?(?:đồng chí|ông|bà)(?: là)? ", re.IGNORECASE)
HEADS = frozenset(("van", "phong", "ban", "so", "chi", "cuc", "trung", "tam"))
TAIL = ("huyen", "tinh", "xa", "phuong", "thanh", "pho")
SMALL = frozenset(("va", "cua", "cac"))


@lru_cache(maxsize=4096)
def _names(subject: str) -> tuple[tuple[str, ...], ...]:
    """The names in a subject that may be joint ("UBND tỉnh A, B, C"), each as tokens without its level at the end."""
    bare = _BEFORE_NAME.sub("", re.sub(r"\s*\([^)]*\)", "", subject))
    parts = [bare, *re.split(r"[,;]", bare)] if re.search(r"[,;]", bare) else [bare]
    names = []
    for part in parts:
        words = [word for word in tokens(part) if word not in SMALL]
        while len(words) > 1 and words[-1] in TAIL and words[-2:] != ["thanh", "pho"]:
            words.pop()
        if words:
            names.append(tuple(words))
    return tuple(names)


@lru_cache(maxsize=4096)
def _halves(part: str) -> tuple[tuple[str, ...], ...]:
    """The shorter names of an office of two fields: "Văn phòng HĐND & UBND" is its "văn phòng UBND" too."""
    ends = re.split(r"\s*&\s*|\s+và\s+|\s+-\s+", part.lower())
    first = [word for word in tokens(ends[0]) if word not in SMALL]
    kinds = [word for at, word in enumerate(first) if word in HEADS and all(w in HEADS for w in first[:at])]
    if len(ends) != 2 or not kinds or len(kinds) == len(first):
        return ()
    second = [word for word in tokens(ends[1]) if word not in SMALL and word not in TAIL]
    return ((*kinds, *second),) if second and second[0] not in HEADS else ()


def named(asked: Sequence[str], subject: str) -> float:
    """How well the asked words name the subject: 0 not at all; more words, and whole names, count more."""
    words = [word for word in asked if word not in SMALL]
    halves = [half for half in _halves(_BEFORE_NAME.sub("", subject)) if _longest_run(words, half) == len(half)]
    return max([*(_fit(words, name) for name in _names(subject)), *(len(half) + 1.0 for half in halves)], default=0.0)


def _fit(asked: Sequence[str], name: Sequence[str]) -> float:
    best = _by_initials(asked, name)
    start = 0
    while start < len(name):
        run = _longest_run(asked, name[start:])
        whole = run == len(name) - start
        proper = sum(word not in KINDS for word in name[start : start + run])
        if (whole and run and len(name[start]) >= 3) or (run >= 2 and (start == 0 or proper >= 2)):
            best = max(best, run + proper + (2.0 if whole else 0.0) - 0.2 * start)
        if name[start] not in KINDS:
            break
        start += 1
    return best


def _longest_run(asked: Sequence[str], name: Sequence[str]) -> int:
    """How many words from the beginning of the name stand together in the question."""
    longest = 0
    for at in range(len(asked)):
        run = 0
        while run < len(name) and at + run < len(asked) and asked[at + run] == name[run]:
            run += 1
        longest = max(longest, run)
    return longest


def _by_initials(asked: Sequence[str], name: Sequence[str]) -> float:
    """ "PNV" for "Phòng Nội vụ", "VHTT" inside "Phòng Văn hóa và Thông tin"."""
    letters = "".join(word[0] for word in name)
    after_kind = "".join(word[0] for word in name if word not in KINDS)
    for word in asked:
        if len(word) >= 3 and (letters.startswith(word) or (len(word) >= 4 and after_kind.startswith(word))):
            return len(word) + 2.0
    return 0.0
