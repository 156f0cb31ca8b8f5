"""What is said of when and how delegations come."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.messages import button_label, escape
from handlers.wording.times import first_letter_up, full_day, span, weekday
from storage.attendance import COMING, UnitCount
from storage.models import Arrival, Event, Unit

Trip = tuple[Arrival, Unit]  # a second journey, and the unit that it was of before the merge

WHICH_DAY = "Đoàn đến ngày nào ạ?"
ARRIVAL_UNCLEAR = "Chưa đọc được giờ đến, nên chưa ghi gì. Anh/chị nhắn, ví dụ: “đến 13h30 ngày 30/11, 2 xe, 14 người”."


def on_day(day: date) -> str:
    return weekday(day)


def arrival_short(row: Arrival | None, beside: Sequence[Trip] = ()) -> str:
    """The lines of the card about the arrival; a unit that was merged into this one may come apart."""
    first = f"✓ Đến: {_arrival(row)}." if row is not None else "○ Giờ đến, xe: chưa báo."
    return "\n".join([first, *(f"✓ {escape(gone.name)} đến: {_arrival(trip)}." for trip, gone in beside)])


def drop_trip(gone: Unit) -> str:
    return button_label(f"Bỏ chuyến của {gone.name}")


def trip_dropped(trip: Arrival, gone: Unit) -> str:
    return f"✓ Đã bỏ chuyến của {escape(gone.name)} ({_arrival(trip)})."


NO_SUCH_TRIP = "Không còn chuyến này."


def _arrival(row: Arrival) -> str:
    hour = f"{row.hour:%H:%M}" if row.hour else ""
    when = " ".join(part for part in (hour, weekday(row.day) if row.day else "") if part)
    parts = [when, f"tại {escape(row.place)}" if row.place else ""]
    numbers = ((row.people, "người"), (row.vehicles, "xe"), (row.drivers, "lái xe"))
    parts += [f"{number} {word}" for number, word in numbers if number is not None]
    parts += [] if when else ["chưa báo giờ"]
    return ", ".join(part for part in parts if part)


def how_to_arrive(unit: UnitCount, known: Arrival | None, beside: Sequence[Trip] = ()) -> str:
    said = f"\nĐã ghi: {_arrival(known)}." if known else ""
    said += "".join(f"\n{escape(gone.name)}: {_arrival(trip)}." for trip, gone in beside)
    return f"Đoàn {escape(unit.unit.name)} đến lúc nào, bằng mấy xe ạ? Ví dụ: “đến 13h30 ngày 30/11, 2 xe, 14 người, 2 lái xe”.{said}"


def arrival_refused(fault: str, event: Event) -> str:
    words = {
        "day": "Không có ngày này",
        "hour": "Không có giờ này",
        "negative": "Số không thể âm",
        "too_many": "Số quá lớn",
    }
    if fault == "far" and event.starts_on:
        return f"Ngày này ngoài thời gian hội nghị ({span(event.starts_on, event.ends_on)}), nên chưa ghi gì. Anh/chị nhắn lại."
    return (
        f"{words.get(fault, 'Chưa đọc được')}, nên chưa ghi gì. Anh/chị nhắn lại, ví dụ: “đến 13h30 ngày 30/11, 2 xe”."
    )


def at_what_hour(day: date | None) -> str:
    on = f" {weekday(day)}" if day else ""
    return f"Đoàn đến lúc mấy giờ{on} ạ? Chưa ghi gì. Anh/chị nhắn giờ, ví dụ: “14h”."


def not_recorded(pieces: Sequence[str]) -> str:
    """What stood in the same sentence and has no place to be kept."""
    return f"\n! Chưa ghi: {'; '.join(f'“{escape(piece)}”' for piece in pieces)}." if pieces else ""


def arrival_recorded(unit: UnitCount, row: Arrival) -> str:
    differs = unit.answer == COMING and row.people is not None and row.people != unit.total
    care = f"\n! Số đoàn đã báo là {unit.total}; giờ đến không làm đổi số này." if differs else ""
    if unit.answer is None and row.people is not None:
        care = f"\n? Số đại biểu của đoàn chưa báo: nhắn “đoàn em {row.people} người” để ghi."
    return f"✓ Đã ghi: {escape(unit.unit.name)} đến {_arrival(row)}.{care}"


def arrival_list(rows: Sequence[UnitCount], known: Mapping[int, Arrival], beside: Mapping[int, Sequence[Trip]]) -> str:
    """Who comes when, by day and hour, with sums; the silent last."""
    units = {row.unit.id: row for row in rows}
    trips = {trip.id: (trip, apart(units[key], gone)) for key in beside if key in units for trip, gone in beside[key]}
    names = {row.id: escape(units[key].unit.name) for key, row in known.items() if key in units}
    names |= {key: escape(name) for key, (_, name) in trips.items()}
    said = sorted(
        (*(row for row in known.values() if row.id in names), *(trip for trip, _ in trips.values())),
        key=lambda a: (a.day or date.max, a.hour is None, a.hour and a.hour.isoformat()),
    )
    lines: list[str] = []
    day = None
    for arrival in said:
        if arrival.day != day or not lines:
            day = arrival.day
            lines.append(f"**{first_letter_up(full_day(day)) if day else 'Chưa rõ ngày'}**")
        lines.append(f"{_hour(arrival)} {names[arrival.id]}{_load(arrival)}")
    if said:
        sums = (
            (sum(getattr(a, field) or 0 for a in said), word)
            for field, word in (("people", "người"), ("vehicles", "xe"))
        )
        told = [f"{number} {word}" for number, word in sums if number]
        lines.append(f"Cộng: {', '.join([*told, f'{len(known.keys() & units.keys())}/{len(rows)} đoàn'])}.")
    silent = [escape(row.unit.name) for row in rows if row.unit.id not in known and row.answer != "not_coming"]
    return "\n".join([*lines, *([f"? chưa báo giờ đến: {', '.join(silent)}"] if silent else [])])


def apart(unit: UnitCount, gone: Unit) -> str:
    """A second journey of one delegation, by the name of the unit that was merged into it."""
    return f"{unit.unit.name} ({gone.name})"


def _hour(arrival: Arrival) -> str:
    return f"{arrival.hour:%H:%M}" if arrival.hour else "chưa rõ giờ"


def _load(arrival: Arrival) -> str:
    numbers = ((arrival.people, "người"), (arrival.vehicles, "xe"), (arrival.drivers, "lái xe"))
    parts = [f"{number} {word}" for number, word in numbers if number is not None]
    parts += [escape(arrival.place)] if arrival.place else []
    return f": {', '.join(parts)}" if parts else ""
