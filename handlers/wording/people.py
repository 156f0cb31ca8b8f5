"""Who: chairs, members, the invited, counts and contacts, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.messages import Fact, escape
from handlers.wording import tells
from handlers.wording.times import first_letter_up, lines_of
from handlers.wording.told import Told, where, where_of_list
from storage.models import Contact, DelegateGroup, Event, Unit

ROLES = {"chair": "đơn vị trưởng", "deputy": "đơn vị phó", "host": "đơn vị đăng cai", "member": "thành viên"}
KINDS = {"office": "Nơi nhận", "address": "Địa chỉ", "email": "Thư điện tử", "phone": "Điện thoại", "server": "Máy chủ"}


def chairs(events: Sequence[Event]) -> Told:
    """Who chairs, event by event where there are several."""
    lines = []
    for event in events:
        names = [escape(chair.strip().rstrip(".;")) for chair in event.chairs]
        head = f"Chủ trì {escape(event.title)}" if len(events) > 1 else "Chủ trì hội nghị"
        lines += (
            [f"{head}: {names[0]}."]
            if len(names) == 1
            else [f"{head}:", *(f"{n}. {name}." for n, name in enumerate(names, 1))]
        )
    told = tuple(fact for event in events for fact in tells.of(f"event:{event.id}", person=list(event.chairs)))
    return Told(
        "\n".join(lines), where(*(event.lines.get("chairs") or event.lines.get("title") for event in events)), told
    )


def units_of_role(units: Sequence[Unit], person: str = "") -> Told:
    """The chair's or a deputy's unit, and the person where the plan names one."""
    role = ROLES.get(units[0].role or "", "")
    names = ", ".join(escape(unit.name) for unit in units)
    who = f"\n{first_letter_up(escape(person))}." if person else ""
    told = (*_named(units), *tells.of(f"unit:{units[0].id}", person=person))
    return Told(f"{first_letter_up(role)}: {names}.{who}", where(*lines_of(units)), told)


def members(units: Sequence[Unit]) -> Told:
    """Every unit that takes part, the chair first."""
    leading = [unit for unit in units if unit.role in ("chair", "deputy")]
    of_plan = [unit for unit in units if unit.line is not None] or units
    names = ", ".join(escape(unit.name) for unit in of_plan)
    if by_hand := [escape(unit.name) for unit in units if unit not in of_plan]:
        names += f"; Ban tổ chức thêm: {', '.join(by_hand)}"  # the plan does not name them
    roles = "; ".join(f"{escape(unit.name)} là {ROLES[unit.role or 'member']}" for unit in leading)
    return Told(f"{len(units)} đơn vị: {names}.{f' {roles}.' if roles else ''}", where(*lines_of(units)), _named(units))


def _named(units: Sequence[Unit]) -> tuple[Fact, ...]:
    return tuple(fact for unit in units for fact in tells.of(f"unit:{unit.id}", unit=unit.name, role=unit.role))


def composition(groups: Sequence[DelegateGroup], total: int | None = None) -> Told:
    """Who is invited, section by section."""
    for limit in (420, 240, 170, 100, 60):
        lines: list[str] = [f"Dự kiến {total} đại biểu."] if total else []
        for section in dict.fromkeys(group.section for group in groups):
            names = "; ".join(_group(group, limit) for group in groups if group.section == section)
            lines.append(f"{escape(section)}: {names}." if section else f"{names}.")
        told = Told("\n".join(lines), where_of_list(lines_of(groups)), _invited(groups, total))
        if len(told.text) <= 690:
            return told
    return replace(told, body=f"{told.body[:640].rsplit(';', 1)[0]}; …")


def _invited(groups: Sequence[DelegateGroup], total: int | None = None) -> tuple[Fact, ...]:
    each = (tells.of(f"group:{group.id}", what=group.name, count=group.count) for group in groups)
    return (*tells.of("", count=total or None), *(fact for found in each for fact in found))


def _group(group: DelegateGroup, limit: int, called: str = "đại biểu") -> str:
    name = escape(group.name.strip().rstrip(".;"))
    name = name if len(name) <= limit else f"{name[:limit].rsplit(' ', 1)[0]}…"
    return f"{name}: {group.count} {called}" if group.count is not None else name


def counted(groups: Sequence[DelegateGroup], called: Mapping[int, str] | None = None) -> Told:
    """The groups asked for with the number the plan gives."""
    lines = [
        f"{first_letter_up(_group(group, 220, (called or {}).get(group.id, 'đại biểu')))}"
        + (f" ({escape(group.section)})." if group.section and len(group.section) < 60 else ".")
        for group in groups
    ]
    return Told("\n".join(lines), where(*lines_of(groups)), _invited(groups))


def total(events: Sequence[Event], groups: Mapping[int, Sequence[DelegateGroup]]) -> Told:
    """How many are expected in all, with the parts the plan gives."""
    lines, told = [], list[Fact]()
    for event in events:
        name = f"{escape(event.title)}: " if len(events) > 1 else ""
        lines.append(
            f"{name or 'Tổng số: '}{'dự kiến ' if event.tentative else ''}{event.expected_delegates} đại biểu."
        )
        parts = [_group(group, 60) for group in groups.get(event.id, ()) if group.count]
        kept = _fitting(parts, 560 // len(events))
        if kept:
            rest = [f"… và {len(parts) - len(kept)} nhóm nữa"] if len(kept) < len(parts) else []
            lines += ["Trong đó:", *kept, *rest]
        counted = [group for group in groups.get(event.id, ()) if group.count][: len(kept)]
        told += [*tells.of(f"event:{event.id}", count=event.expected_delegates), *_invited(counted)]
    lines[0] = first_letter_up(lines[0])
    at = [event.lines.get("expected_delegates") or event.lines.get("title") for event in events]
    return Told("\n".join(lines), where(*at), tuple(told))


def _fitting(parts: Sequence[str], room: int) -> list[str]:
    """The first parts that find room."""
    kept: list[str] = []
    for part in parts:
        room -= len(part) + 2
        if room < 0:
            break
        kept.append(part)
    return kept


def quota(unit: Unit, seats: int, line: object) -> Told:
    """A unit's seats, with the line that gives each unit so many; without one an organiser gave them."""
    said = f"{escape(unit.name)}: {seats} đại biểu."
    told = tells.of(f"unit:{unit.id}", unit=unit.name, count=seats)
    return Told(said, where(line), told) if line else Told(f"{said}\n— Ban tổ chức", facts=told)


def contacts(rows: Sequence[Contact]) -> Told:
    """Where to turn, one line each."""
    lines = [
        f"{escape(row.label) if row.label else KINDS.get(row.kind, 'Liên hệ')}: {escape(row.value)}" for row in rows[:5]
    ]
    each = (tells.of(f"contact:{row.id}", what=row.label, **{row.kind: row.value}) for row in rows[:5])
    return Told("\n".join(lines), where(*lines_of(rows[:5])), tuple(fact for found in each for fact in found))


def signs(name: str) -> str:
    """Who signed the plan, as the person of a unit."""
    return f"Người ký kế hoạch: {name}"
