"""The many spellings of a unit's name, and which units a phrase means."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from handlers.language.folding import fold

# Long and short forms that officials use for the same words, folded.
SHORT_FORMS = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("mat tran to quoc", "mttq"),
    ("van phong", "vp"),
    ("trung tam", "tt"),
    ("cong an", "ca"),
    ("phong", "p"),
    ("phong", "p."),
    ("van hoa va thong tin", "vhtt"),
    ("nong nghiep va phat trien nong thon", "nn&ptnt"),
    ("tai chinh", "tc"),
)
LEVELS = "huyen|tinh|xa|phuong|thi tran|thi xa|thanh pho|quan"
HEAD = re.compile(rf"^(?:(?:ubnd|uy ban nhan dan) )?(?:(?:cac )?(?:{LEVELS}) )")
TAIL = re.compile(rf" (?:{LEVELS})$")
AND = re.compile(r"\s*(?:&| va |,| - |-)\s*")
ALL_MEMBERS = re.compile(
    rf"\b(?:cac|tung|moi)\s+(?:{LEVELS}|don vi|co quan|ban|so|doan)\b"
    r"(?!.*\b(?:lien quan)\b)(?:.*\b(?:trong|thanh vien|khoi|cum|30a)\b|$)"
)
CHAIR = re.compile(r"\b(?:truong (?:khoi|cum)|(?:khoi|cum) truong)\b")
DEPUTY = re.compile(r"\b(?:pho (?:truong )?(?:khoi|cum)|(?:khoi|cum) pho)\b")


def bare_name(name: str) -> str:
    """The folded name without its level: "UBND huyện Mây Trắng" → "may trang"."""
    return HEAD.sub("", fold(name))


def aliases(name: str, *, place: bool = False) -> tuple[str, ...]:
    """Folded ways to write the name; a place (a member unit) also goes by its levels."""
    folded = fold(name)
    forms = {folded, TAIL.sub("", folded)}
    if place:
        bare = HEAD.sub("", folded)
        forms |= {bare, *(f"{level} {bare}" for level in LEVELS.split("|")[:4])}
        forms |= {f"ubnd {level} {bare}" for level in ("huyen", "tinh", "xa", "phuong")}
    forms |= {" va ".join(AND.split(form)) for form in set(forms)} | {AND.sub(" ", form) for form in set(forms)}
    for long, short in SHORT_FORMS:
        forms |= {form.replace(long, short) for form in set(forms) if long in form}
    return tuple(sorted(forms | _initials(TAIL.sub("", folded)), key=len))


def _initials(folded: str) -> set[str]:
    words = [word for word in re.findall(r"[a-z]+", folded) if word != "va"]
    return {"".join(word[0] for word in words)} if 3 <= len(words) <= 6 else set()


def mentioned(phrase: str, names: Mapping[int, Iterable[str]]) -> list[int]:
    """The ids whose alias stands in the phrase as whole words; a longer alias covers a shorter one inside it."""
    text = f" {' '.join(re.findall(r'[a-z0-9&.]+', fold(phrase)))} "
    forms = sorted(((form, key) for key, all_forms in names.items() for form in all_forms), key=lambda f: -len(f[0]))
    found: dict[int, int] = {}
    for form, key in forms:
        clean = " ".join(re.findall(r"[a-z0-9&.]+", form))
        at = text.find(f" {clean} ")
        if len(clean) >= 3 and at >= 0 and key not in found:
            found[key] = at
            text = text[: at + 1] + "#" * len(clean) + text[at + 1 + len(clean) :]
    return sorted(found, key=lambda key: found[key])


def without_names(text: str, names: Mapping[int, Iterable[str]], instead: str = "đoàn") -> str:
    """The sentence with every unit's name replaced: "Khe Mây" is no question, though unmarked it holds "may"."""
    typed = " ".join(unicodedata.normalize("NFC", line) for line in text.split(" "))
    folded = fold(typed)
    if len(folded) != len(typed):
        return text
    forms = sorted({form for all_forms in names.values() for form in all_forms if len(form) > 3}, key=len, reverse=True)
    for form in forms:
        for match in reversed(list(re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", folded))):
            typed = typed[: match.start()] + instead + typed[match.end() :]
            folded = folded[: match.start()] + fold(instead) + folded[match.end() :]
    return typed


def means_all_members(phrase: str) -> bool:
    """ "Các huyện trong khối", "các tỉnh trong Cụm", "UBND các huyện": everybody who takes part."""
    return bool(ALL_MEMBERS.search(fold(phrase)))


def means_chair(phrase: str) -> bool:
    return bool(CHAIR.search(DEPUTY.sub("", fold(phrase))))


def means_deputies(phrase: str) -> bool:
    return bool(DEPUTY.search(fold(phrase)))


def nearest(name: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The known names that are most like a misspelt one."""
    folded = {other: bare_name(other) for other in known}
    found = process.extract(bare_name(name), folded, scorer=fuzz.WRatio, limit=limit, score_cutoff=50)
    return [key for _, _, key in found]
