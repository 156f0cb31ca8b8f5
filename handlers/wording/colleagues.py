"""What one focal point of a unit is told when another changes what was recorded."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers.messages import escape
from storage.models import Event, Person, Unit
from storage.outbox import Words

Side = Mapping[str, Any]

STAYS = {"breakfast": "ăn sáng", "lunch": "ăn trưa", "dinner": "ăn tối", "night": "nghỉ đêm"}
NUMBERLESS = {"not_coming": "không dự", "unknown": "chưa rõ"}
UNITS = (("people", "người"), ("vehicles", "xe"), ("drivers", "lái xe"))


def notice(event: Event, unit: Unit, who: Person, rows: Sequence[str], number: str) -> Words:
    """Who changed what, before and after."""
    lines = [f"**{escape(who.name) or 'Đầu mối khác'} vừa sửa số liệu đoàn {escape(unit.name)}**"]
    lines += [f"○ {row}" for row in rows]
    lines += ["Chưa đúng thì anh/chị nhắn lại.", escape(event.title), f"Tin HN-{number}"]
    return Words("\n".join(lines), (("Xem đoàn", "/doan"), ("Đã nhận tin", f"/nhan {number}")))


def _two(what: str, before: str, after: str) -> str:
    return f"{what}: {before} → {after}." if before != after else f"{what}: {after}."


def count(before: Side, after: Side) -> str:
    return _two("Số đại biểu", _count(before), _count(after))


def _count(side: Side) -> str:
    groups = ", ".join(f"{count} {escape(str(name))}" for name, count in side.get("groups") or ())
    number = NUMBERLESS.get(str(side.get("answer")), str(side.get("total")))
    return f"{number} ({groups})" if groups else number


def arrival(before: Side, after: Side) -> str:
    return _two("Giờ đến", _arrival(before) or "chưa báo", _arrival(after) or "chưa báo")


def _arrival(side: Side) -> str:
    when = [str(side["hour"])[:5]] if side.get("hour") else []
    when += [_day(str(side["day"]))] if side.get("day") else []
    parts = [" ".join(when), *(f"{side[field]} {word}" for field, word in UNITS if side.get(field) is not None)]
    parts += [f"tại {escape(str(side['place']))}"] if side.get("place") else []
    return ", ".join(part for part in parts if part)


def stay(before: Side, after: Side) -> str:
    rows = [(slot, before.get(slot), number) for slot, number in after.items() if before.get(slot) != number]
    told = [f"{_slot(slot)} {_said(was)} → {_said(number)}" for slot, was, number in rows]
    return f"Ăn, nghỉ: {', '.join(told) or 'như cũ'}."


def _said(number: int | None) -> str:
    return "chưa báo" if number is None else str(number)


def _slot(slot: str) -> str:
    day, _, kind = slot.partition(" ")
    return f"{STAYS[kind]} {_day(day)}"


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d/%m}"


def choice(before: Side, after: Side, labels: Mapping[str, str]) -> str:
    rows = [(labels.get(key, key), before.get(key) or 0, number or 0) for key, number in after.items()]
    told = [f"{escape(label)} {was} → {number}" for label, was, number in rows if was != number]
    return f"Chọn hoạt động: {', '.join(told) or 'như cũ'}."


def names(after: Side) -> str:
    if "id" in after:
        return "Danh sách tên: bớt 1 tên."
    told = [f"{word} {after[key]}" for key, word in (("new", "thêm"), ("changed", "sửa")) if after.get(key)]
    return f"Danh sách tên: {', '.join(told)} tên."
