"""The names of a delegation in words: a list, "bớt chị Hoa", "sửa số 12 thành Lò Văn Hặc", "u12 xoa 7"."""

from dataclasses import replace

from handlers.language.folding import fold
from handlers.language.roster import looks_like_names, read_names, read_place, read_swap
from handlers.permissions import ORGANISER
from handlers.request import Request
from handlers.said.names import NamesSaid, OffSaid, Roster
from handlers.speech.place import about, spelt, split_unit

REMOVE, REMOVING = "xoa", "xoaten"


def read(request: Request) -> NamesSaid:
    """`/danhsach` and a list of names."""
    unit_id, words = _whose(request)
    if (off := _off(words)) is not None:
        return NamesSaid(unit_id, off=off)
    said = _persons(request, read_names(words))
    lone = len(words.splitlines()) == 1 and not looks_like_names(words)
    if not said.names and (lone or not said.faults):
        return NamesSaid(unit_id)
    return NamesSaid(unit_id) if lone or _is_unit(request, unit_id, words) else NamesSaid(unit_id, said)


def _persons(request: Request, said: Roster) -> Roster:
    """Those of the list who are no units: "Lũng Mơ" is nobody's name."""
    known = _units(request)
    return replace(said, names=tuple(one for one in said.names if fold(one.name) not in known))


def _units(request: Request) -> set[str]:
    return {form for forms in spelt(request).values() for form in forms}


def _whose(request: Request) -> tuple[int | None, str]:
    """An organiser names the unit before a colon or in the first line; others only where it says nothing else."""
    words = request.command.words.strip()
    unit_id, rest = split_unit(words)
    first, _, below = words.partition("\n")
    if unit_id is not None or request.membership is None:
        return unit_id, rest
    if request.membership.role != ORGANISER:
        headed = about(request, first).unit_id if fold(first).strip(" :.") in _units(request) else None
        return headed, below if headed is not None and below else words
    head, _, beside = first.partition(":")
    return about(request, words, head).unit_id, f"{beside}\n{below}".strip() if head else words


def _off(words: str) -> OffSaid | None:
    parts = words.split()
    if parts[:1] == [REMOVING]:
        return OffSaid()
    if len(parts) == 2 and parts[0] == REMOVE and parts[1].isdigit() and len(parts[1]) < 12:
        return OffSaid(row=int(parts[1]))
    if (placed := read_place(words)) is not None:
        return _swap(OffSaid(place=placed[0]), placed[1])
    swap = read_swap(words)
    return _swap(OffSaid(name=swap[0]), swap[1]) if swap is not None else None


def _swap(gone: OffSaid, instead: str) -> OffSaid:
    """Who goes, with who takes the place."""
    names = read_names(instead).names if instead else ()
    one = names[0] if len(names) == 1 else None
    return OffSaid(gone.row, gone.place, gone.name, one, unread=bool(instead) and one is None)


def _is_unit(request: Request, unit_id: int | None, words: str) -> bool:
    """Whether the words are the unit's name and nothing else."""
    own = unit_id or (request.unit.id if request.unit is not None else 0)
    return fold(words).strip() in spelt(request).get(own, ())
