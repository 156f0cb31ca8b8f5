"""Units from a workbook: every row is checked before any is taken; the same file again changes nothing."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.language.folding import fold
from handlers.language.phones import further_telephones, telephone, telephone_in_cell, without_telephones
from handlers.language.roster import read_names
from handlers.messages import Button, Refusal, Reply, asking, button_label
from handlers.reading.sheets.disagreeing import Disagreement, Nearly
from handlers.request import Request
from handlers.said.attendance import LARGEST
from handlers.units.known import Spellings, everyone, forms, hand
from handlers.units.seats import as_planned
from handlers.units.sheet_names import nearly_named
from handlers.wording import buttons as on_button
from handlers.wording import workbooks as wording
from storage import attendance, unit_edits
from storage.models import Unit
from storage.unit_edits import GUEST, MEMBER, OFFICE, Hand

KINDS = {"": None, "thanh vien": MEMBER, "don vi": MEMBER, "khach": GUEST, "khach moi": GUEST, "co quan": OFFICE}
YES, NO = (
    ("x", "co", "moi", "1", "v", "dung", "✓", "✔", "☑", "true", "yes", "duoc moi"),
    ("khong", "0", "ko", "k", "false", "no", "khong moi", "-"),
)
MOST, MOST_ASKED, FEWEST_STRANGERS = 5000, 6, 3
_BEHIND = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be taken; None leaves what is known. `clear` takes the quota away."""

    number: int
    name: str
    kind: str | None
    invited: bool | None
    quota: int | None
    clear: bool
    aliases: tuple[str, ...]
    host: bool | None
    contact: tuple[str, str | None, str] | None
    more_phones: int = 0  # numbers behind the first one of the cell


def taken(request: Request, said: Sequence[tuple[int, Sequence[str]]]) -> Reply:
    """Every row, or none: a row that cannot be taken is named; one that may mean another unit is asked."""
    units = everyone(request.session, request.event)
    known = Spellings(units)
    rows = [_as_known(known, row) for row in _rows(said)]
    misspelt = nearly_named(known, units, [(row.number, row.name) for row in rows])
    choices = tuple(_choice(one, row) for one in misspelt for row in rows if row.number == one.row)[:MOST_ASKED]
    asked = {one.row for one in misspelt}
    alike = _alike(known, [row for row in rows if row.number not in asked])
    if not alike:
        return asking(wording.sheet_misspelt(misspelt).strip(), choices)
    if not misspelt and units and _are_strangers(known, alike):
        raise Refusal(wording.sheet_of_strangers([(same[0].number, same[0].name) for same in alike]))
    unclear = _disagreements(alike)
    text = _recorded(request, known, [_without(row, unclear) for same in alike for row in same])
    text += wording.sheet_misspelt(misspelt) + wording.sheet_unclear(unclear.values())
    text += wording.sheet_twice(_twice(alike, unclear)) + wording.further_phones(
        [row.number for row in rows if row.more_phones]
    )
    return Reply(text, (*_choices(known, unclear), *choices, Button(on_button.SEE_UNITS, "/donvi")))


def _are_strangers(known: Spellings, alike: Sequence[Sequence[Row]]) -> bool:
    """Whether a list names several units, of which not one is known: most likely of another event."""
    return len(alike) >= FEWEST_STRANGERS and not any(known.of(same[0].name) for same in alike)


def _as_known(known: Spellings, row: Row) -> Row:
    """The row by the name that is known, where only what stands behind it in brackets makes it another."""
    bare = _BEHIND.sub("", row.name)
    return replace(row, name=bare) if known.of(row.name) is None and known.of(bare) is not None else row


def _rows(said: Sequence[tuple[int, Sequence[str]]]) -> list[Row]:
    found = [_row(number, cells) for number, cells in said[:MOST]]
    faults = [one for one in found if not isinstance(one, Row)]
    if faults:
        raise Refusal(wording.sheet_refused(faults))
    if not found:
        raise Refusal(wording.SHEET_EMPTY)
    return [one for one in found if isinstance(one, Row)]


def _recorded(request: Request, known: Spellings, rows: Sequence[Row]) -> str:
    """Writes the rows; how many units are new, changed, as before, and which are new."""
    by, changed = hand(request), 0
    added: list[tuple[int, str]] = []
    touched: set[int] = set()
    for row in sorted(rows, key=lambda row: row.number):
        unit = known.of(row.name)
        if unit is None:
            unit = unit_edits.add(by, row.name, row.kind or MEMBER, forms(row.name, row.kind or MEMBER))
            as_planned(request, unit)
            known.add(unit)
            added.append((row.number, unit.name))
            touched.add(unit.id)
        changes = _change(by, unit, row)
        if changes and unit.id not in touched:
            changed += 1
            touched.add(unit.id)
    same = len({known.of(row.name) for row in rows}) - len(added) - changed
    return wording.sheet_taken(len(added), changed, same) + wording.sheet_new(added)


Unclear = Mapping[tuple[int, str], Disagreement]  # by number of a row and column


def _choice(nearly: Nearly, row: Row) -> Button:
    """A press for what a misspelt row says: the number of that unit, or the unit itself."""
    if row.quota is None:
        return Button(button_label(on_button.see(nearly.meant)), f"/donvi u{nearly.unit_id}")
    return Button(button_label(f"{nearly.meant}: {row.quota}"), f"/donvi u{nearly.unit_id} chitieu {row.quota}")


def _alike(known: Spellings, rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each unit."""
    spelt: dict[str, str] = {}
    by_unit: dict[str, list[Row]] = {}
    for row in rows:
        unit = known.of(row.name)
        key = f"u{unit.id}" if unit else spelt.get(fold(row.name), fold(row.name))
        if unit is None:
            spelt |= {form: key for form in (fold(row.name), *forms(row.name, row.kind or MEMBER)) if form not in spelt}
        by_unit.setdefault(key, []).append(row)
    return list(by_unit.values())


def _twice(alike: Sequence[Sequence[Row]], unclear: Unclear) -> list[tuple[str, list[int]]]:
    """Units whose further rows name no further person: read as one, which is said where nothing is asked of them."""
    asked = {row for row, _ in unclear}
    return [
        (same[0].name, [row.number for row in same])
        for same in alike if any(row.contact is None for row in same[1:]) and same[0].number not in asked
    ]  # fmt: skip


def _disagreements(alike: Sequence[Sequence[Row]]) -> Unclear:
    """Where a unit stands more than once, as it may with several persons, and its rows do not say the same."""
    found: dict[tuple[int, str], Disagreement] = {}
    for same in alike:
        for column, value in COMPARED.items():
            said = tuple((row.number, value(row)) for row in same if value(row))
            if len({words for _, words in said}) > 1:
                found |= {(row.number, column): Disagreement(same[0].name, column, said) for row in same}
    return found


COMPARED: Mapping[str, Callable[[Row], str]] = {
    "kind": lambda row: row.kind or "",
    "invited": lambda row: "" if row.invited is None else "x" if row.invited else "không",
    "quota": lambda row: "không" if row.clear else "" if row.quota is None else str(row.quota),
    "host": lambda row: "" if row.host is None else "x" if row.host else "không",
}


def _without(row: Row, unclear: Unclear) -> Row:
    """The row without what its unit's rows disagree about: that is asked, not recorded."""
    columns = {column for number, column in unclear if number == row.number}
    row = replace(row, clear=False, quota=None) if "quota" in columns else row
    row = replace(row, kind=None) if "kind" in columns else row
    row = replace(row, invited=None) if "invited" in columns else row
    return replace(row, host=None) if "host" in columns else row


def _choices(known: Spellings, unclear: Unclear) -> tuple[Button, ...]:
    """A press for each number that a unit was given."""
    asked = {found.name: found for (_, column), found in unclear.items() if column == "quota"}
    return tuple(
        Button(button_label(f"{unit.name}: {number}"), f"/donvi u{unit.id} chitieu {number}")
        for found in list(asked.values())[:MOST_ASKED]
        if (unit := known.of(found.name)) is not None
        for number in dict.fromkeys(words for _, words in found.said if words.isdigit())
    )


def _change(by: Hand, unit: Unit, row: Row) -> bool:
    done = [bool(row.kind) and unit_edits.set_kind(by, unit, row.kind or unit.kind)]
    if row.invited is not None:
        done.append(unit_edits.invite(by, unit) if row.invited else unit_edits.leave_out(by, unit))
    if row.quota is not None and row.invited is None:
        done.append(unit_edits.invite(by, unit))  # who has seats is invited
    if row.quota is not None or row.clear:
        done.append(unit_edits.set_quota(by, unit, row.quota))
    done += [unit_edits.spell(by, unit, alias, forms(alias, unit.kind)) for alias in row.aliases]
    if row.host is not None:
        done.append(unit_edits.set_host(by, unit, row.host))
    if row.contact is not None:
        name, post, phone = row.contact
        done.append(
            attendance.add_contact(
                by.session, by.event.id, unit.id, name=name, post=post, phone=phone, by_id=by.by_id, now=by.now
            )
        )
    return any(done)


def _row(at: int, cells: Sequence[str]) -> Row | tuple[int, str]:
    """A row as it can be taken, or its number and what is wrong with it."""
    name, kind, invited, quota, alias, host, person, post, phone = (*cells, *[""] * 9)[:9]
    person, phone = (person, phone) if phone else _apart(person)
    wrong = (
        wording.bad_name(name) if not 2 <= len(name) <= 120 or not any(letter.isalpha() for letter in name)
        else wording.bad_kind(kind) if fold(kind) not in KINDS
        else wording.bad_answer(invited) if not _is_answer(invited)
        else wording.bad_answer(host) if not _is_answer(host)
        else wording.bad_quota(quota) if not _is_quota(quota)
        else wording.bad_contact(person or phone) if not _is_contact(person, phone)
        else None
    )  # fmt: skip
    if wrong is not None:
        return at, wrong
    said = read_names(person).names
    contact = (said[0].name, post or said[0].post, telephone_in_cell(phone) or "") if said else None
    seats = int(quota) if quota.isascii() and quota.isdigit() else None
    aliases = tuple(part.strip() for part in re.split(r"[;\n]", alias) if len(part.strip()) > 1)
    clear = fold(quota) in NO[:1]
    return Row(
        at,
        name,
        KINDS[fold(kind)],
        _answer(invited),
        seats,
        clear,
        aliases,
        _answer(host),
        contact,
        further_telephones(phone),
    )


def _apart(person: str) -> tuple[str, str]:
    """A person and the telephone written in the same cell."""
    number = telephone(person)
    return (without_telephones(person)[0].strip(" -–—,;:()"), number) if number else (person, "")


def _is_answer(cell: str) -> bool:
    return not cell or fold(cell) in (*YES, *NO)


def _answer(cell: str) -> bool | None:
    return None if not cell else fold(cell) in YES


def _is_quota(cell: str) -> bool:
    return not cell or fold(cell) in NO[:1] or (cell.isascii() and cell.isdigit() and int(cell) <= LARGEST)


def _is_contact(person: str, phone: str) -> bool:
    if not person and not phone:
        return True
    return len(read_names(person).names) == 1 and telephone_in_cell(phone) is not None
