"""Units from a workbook: every row is checked before any is taken; the same file again changes nothing."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.messages import Button, Refusal, Reply, button_label
from handlers.reading.phones import further_telephones, telephone_in_cell
from handlers.reading.roster import read_names
from handlers.reading.sheets.disagreeing import Disagreement
from handlers.reading.text import fold
from handlers.request import Request
from handlers.said.attendance import LARGEST
from handlers.units.known import Spellings, everyone, forms, hand
from handlers.units.seats import as_planned
from handlers.wording import workbooks as wording
from storage import attendance, unit_edits
from storage.models import Unit
from storage.unit_edits import GUEST, MEMBER, OFFICE, Hand

KINDS = {"": None, "thanh vien": MEMBER, "don vi": MEMBER, "khach": GUEST, "khach moi": GUEST, "co quan": OFFICE}
YES, NO = (
    ("x", "co", "moi", "1", "v", "dung", "✓", "✔", "☑", "true", "yes", "duoc moi"),
    ("khong", "0", "ko", "k", "false", "no", "khong moi", "-"),
)
MOST, MOST_ASKED = 5000, 6


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
    """Every row, or none: a row that cannot be taken is named."""
    rows: list[Row] = []
    faults: list[tuple[int, str]] = []
    for number, cells in said[:MOST]:
        found = _row(number, cells)
        if isinstance(found, Row):
            rows.append(found)
        else:
            faults.append(found)
    if faults:
        raise Refusal(wording.sheet_refused(faults))
    if not rows:
        raise Refusal(wording.SHEET_EMPTY)
    known = Spellings(everyone(request.session, request.event))
    unclear = _disagreements(known, rows)
    rows = [_without(row, unclear) for row in rows]
    by, new, changed = hand(request), 0, 0
    touched: set[int] = set()
    for row in rows:
        unit = known.of(row.name)
        if unit is None:
            unit = unit_edits.add(by, row.name, row.kind or MEMBER, forms(row.name, row.kind or MEMBER))
            as_planned(request, unit)
            known.add(unit)
            new += 1
            touched.add(unit.id)
        changes = _change(by, unit, row)
        if changes and unit.id not in touched:
            changed += 1
            touched.add(unit.id)
    same = len({known.of(row.name) for row in rows}) - new - changed
    text = wording.sheet_taken(new, changed, same) + wording.sheet_unclear(unclear.values())
    text += wording.further_phones([row.number for row in rows if row.more_phones])
    return Reply(text, (*_choices(known, unclear), Button("Xem các đơn vị", "/donvi")))


Unclear = Mapping[tuple[int, str], Disagreement]  # by number of a row and column


def _disagreements(known: Spellings, rows: Sequence[Row]) -> Unclear:
    """Where a unit stands more than once, as it may with several persons, and its rows do not say the same."""
    spelt: dict[str, str] = {}
    by_unit: dict[str, list[Row]] = {}
    for row in rows:
        unit = known.of(row.name)
        key = f"u{unit.id}" if unit else spelt.get(fold(row.name), fold(row.name))
        if unit is None:
            spelt |= {form: key for form in (fold(row.name), *forms(row.name, row.kind or MEMBER)) if form not in spelt}
        by_unit.setdefault(key, []).append(row)
    found: dict[tuple[int, str], Disagreement] = {}
    for same in by_unit.values():
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
