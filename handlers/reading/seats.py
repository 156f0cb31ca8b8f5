"""Which units a "mỗi xã 14 đại biểu" speaks of: each of them has that number; a total is never divided."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from handlers.language.folding import fold
from handlers.language.unit_names import LEVELS, bare_name, means_chair, mentioned
from handlers.reading.draft import Line, SeatsEach

TIERS = (
    frozenset({"xa", "phuong", "thi tran", "dac khu"}),
    frozenset({"huyen", "quan", "thi xa", "thanh pho"}),
    frozenset({"tinh", "thanh pho"}),
)
ANY_UNIT = {"don vi", "don vi thanh vien", "dia phuong", "doan", "diem cau"}
LEVEL = re.compile(rf"\b(?:{LEVELS}|dac khu)\b")
LEFT_OUT = re.compile(r"\b(?:không kể|không bao gồm|ngoài|trừ)\b([^();]*)", re.IGNORECASE)
OWN_LEVEL = re.compile(rf"(?:(?:ubnd|uy ban nhan dan) )?({LEVELS}|dac khu)\b")
SERVES = re.compile(r"\b(?:phuc vu|giup viec|lai xe|tiep don|don tiep)\b")
MEMBERS = re.compile(r"\b(?:cac|\d{1,3}|moi|tung|toan the) (?:\w+ )?\w+|\bthanh vien\b")
LABEL = re.compile(
    r"^(?:thanh phan|doi tuong|so luong|dai bieu|khach|tham du|to chuc|doan dai bieu|du kien|(?:kinh )?de nghi"
    r"|yeu cau)\b"
)
LISTS = re.compile(r"(?:[Cc]ác|\d{1,3})\s(.+)")
OF_WHAT = re.compile(r"\b(?:trong|thuộc|của|tham gia)\b")
OFFICES = {
    "sở", "ban", "hội", "phòng", "trường", "cục", "chi", "công", "viện", "báo", "đài", "quỹ", "trung", "tỉnh", "thanh",
    "viễn", "bưu", "kho", "ngân", "liên", "hiệp", "văn", "bệnh", "điện", "ủy", "uỷ", "khoa", "đoàn", "khối", "cụm",
}  # fmt: skip


class Group(Protocol):
    """A line of the composition, as it was read or as it is kept."""

    @property
    def section(self) -> str | None: ...
    @property
    def name(self) -> str: ...
    @property
    def count(self) -> int | None: ...
    @property
    def line(self) -> Line: ...


@dataclass(frozen=True, slots=True)
class Party:
    """A unit that may be meant; its level is folded ("xa"), "" where nothing tells it."""

    key: int
    name: str
    level: str = ""
    chair: bool = False
    by_hand: bool = False  # the plan does not name it


def rules_of(event: Mapping[str, Any]) -> list[SeatsEach]:
    """The rules of an event as `read --json` gives them."""
    return [SeatsEach(**rule) for rule in event.get("seats_each") or ()]


def levels(names: Iterable[str], text: Iterable[tuple[Line, str]]) -> dict[str, str]:
    """Of each name the level that the paper most often writes before it: "các huyện Khe Mây, Đồng Nhân"."""
    lines = [fold(words) for _, words in text]
    found = {name: own_level(name) or (_most(lines, fold(name)) if _is_place(name) else "") for name in names}
    known = {level for level in found.values() if level}
    alike = known.pop() if len(known) == 1 else ""  # names of one list stand under one word
    return {name: level or (alike if _is_place(name) else "") for name, level in found.items()}


def _is_place(name: str) -> bool:
    """Names of places are capitals throughout; "Sở Công Thương" is an office all the same."""
    words = name.split()
    return all(word[:1].isupper() for word in words) and words[0].lower() not in OFFICES


def own_level(name: str) -> str:
    found = OWN_LEVEL.match(fold(name))
    return found[1] if found else ""


def _most(lines: Sequence[str], name: str) -> str:
    seen: list[str] = []
    for line in lines:
        for spot in re.finditer(rf"\b{re.escape(name)}\b", line):
            before = LEVEL.findall(line[max(0, spot.start() - 160) : spot.start()])
            seen += before[-1:]
    return max(seen, key=seen.count, default="")


def seats(rules: Sequence[SeatsEach], groups: Sequence[Group], parties: Sequence[Party]) -> dict[int, SeatsEach]:
    """The number of each unit for which the plan gives one; a doubtful one is left out."""
    meant = {rule: _meant(rule, groups, parties, rules) for rule in rules}
    found: dict[int, SeatsEach] = {}
    for party in parties:
        own = [(fits[party.key], rule) for rule, fits in meant.items() if party.key in fits]
        if (said := _together(own, groups, rules)) is not None:
            found[party.key] = said
    return found


def _together(
    own: Sequence[tuple[int, SeatsEach]], groups: Sequence[Group], rules: Sequence[SeatsEach]
) -> SeatsEach | None:
    """What one unit has by all that is said of it: the whole, else its parts where every part has a number."""
    wholes = [(fit, rule) for fit, rule in own if rule.whole]
    if wholes:
        best = [rule for fit, rule in wholes if fit == max(fit for fit, _ in wholes)]
        return best[0] if len({rule.each for rule in best}) == 1 else None
    parts = [rule for _, rule in own]
    if not parts or any(_open(group, parts, rules) for group in groups):
        return None
    first = parts[0]
    return SeatsEach(sum(rule.each for rule in parts), first.unit, first.of, line=first.line)


def _open(group: Group, parts: Sequence[SeatsEach], rules: Sequence[SeatsEach]) -> bool:
    """Whether the group brings people of the same units, and nothing says how many of each."""
    if str(group.line) in {str(rule.line) for rule in rules}:
        return False
    said = fold(f"{group.section or ''} {group.name}")
    kinds = {kind for rule in parts for kind in _kinds(rule)}
    many = re.search(rf"\b(?:cac|tung|moi|\d{{1,3}}) (?:{'|'.join(map(re.escape, kinds))})\b", said)
    same = group.section and any(fold(group.section) in fold(rule.of) for rule in parts)
    return bool(many or same)


def _kinds(rule: SeatsEach) -> set[str]:
    return {kind.strip() for kind in re.split(r",|/|\bva\b|\bhoac\b", fold(rule.unit)) if kind.strip()}


def _meant(
    rule: SeatsEach, groups: Sequence[Group], parties: Sequence[Party], rules: Sequence[SeatsEach]
) -> dict[int, int]:
    """The units of a rule, each with how well it fits: 3 by name, 2 by its level, 1 by a wider word."""
    apart = _named(" ".join(LEFT_OUT.findall(rule.of)), parties)
    named = _named(LEFT_OUT.sub(" ", rule.of), parties)
    fits = {party.key: _fit(rule, party) for party in parties}
    if named or _is_list(rule):
        return {key: 3 for key in named if fits[key] and key not in apart}
    alone = _with_a_composition_of_their_own(groups, parties, rules)
    found = {key: fit for key, fit in fits.items() if fit and key not in apart and key not in alone}
    return found if rule.many is None else _so_many(rule.many, found, parties)


def _so_many(many: int, found: Mapping[int, int], parties: Sequence[Party]) -> dict[int, int]:
    """ "06 huyện": with the host there may be seven; what an organiser adds fills up what the plan does not name."""
    own = [party for party in parties if party.key in found and not party.by_hand]
    if len(own) == many + 1:
        own = [party for party in own if not party.chair]
    if len(own) > many:
        return {}
    added = [party for party in parties if party.key in found and party.by_hand]
    return {party.key: found[party.key] for party in (*own, *added)[:many]}


def _named(words: str, parties: Sequence[Party]) -> set[int]:
    names = {party.key: (bare_name(party.name),) for party in parties}
    chair = means_chair(words)
    return {*mentioned(words, names), *(party.key for party in parties if party.chair and chair)}


def _is_list(rule: SeatsEach) -> bool:
    """Whether the words name the units one by one, so that no other is meant."""
    last = LEFT_OUT.sub("", rule.of).rsplit(";", 1)[-1].strip()
    folded = fold(last)
    listed = LISTS.search(last)
    words = re.findall(r"\w+", OF_WHAT.split(listed[1])[0]) if listed else []
    if any(word[:1].isupper() and word.lower() not in OFFICES for word in words):
        return True
    return bool(folded) and not MEMBERS.search(folded) and not LABEL.match(folded)


def _fit(rule: SeatsEach, party: Party) -> int:
    kinds = _kinds(rule)
    if kinds & ANY_UNIT:
        return 1
    if party.level:
        near = any(party.level in tier and tier & kinds for tier in TIERS)
        return 2 if party.level in kinds else int(near)
    name = fold(party.name)
    if any(re.match(rf"{re.escape(kind)}\b", name) for kind in kinds):
        return 2
    return int("co quan" in kinds)


def _with_a_composition_of_their_own(
    groups: Sequence[Group], parties: Sequence[Party], rules: Sequence[SeatsEach]
) -> set[int]:
    """Units that stand in the composition by themselves: "Huyện Sa Lộng: 40 đại biểu"."""
    lines = {str(rule.line) for rule in rules}
    found: set[int] = set()
    for group in groups:
        if str(group.line) in lines or SERVES.search(fold(group.name)):
            continue
        words = f"{group.section or ''} {group.name if group.count is not None else ''}"
        found |= _named(words, parties)
    return found
