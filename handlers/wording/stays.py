"""What is said about meals and nights."""

from collections.abc import Mapping, Sequence

from handlers.messages import escape
from handlers.wording.times import first_letter_up, span, weekday
from storage.attendance import COMING, Slot, UnitCount
from storage.models import Event

KINDS = {"breakfast": "ăn sáng", "lunch": "ăn trưa", "dinner": "ăn tối", "night": "nghỉ đêm"}
EXAMPLE = "“ăn tối 16, nghỉ lại 14”, “ăn trưa 1/12 12 người”, “không nghỉ lại”"
UNCLEAR = f"Chưa đọc được, nên chưa ghi gì. Anh/chị nhắn, ví dụ: {EXAMPLE}."

Known = Mapping[int, Mapping[Slot, int]]


def named(slot: Slot) -> str:
    """ "Ăn tối thứ Năm 30/11"."""
    return first_letter_up(f"{KINDS[slot.kind]} {weekday(slot.day)}")


def _of(slot: Slot, count: int) -> str:
    what = f"{KINDS[slot.kind]} {weekday(slot.day)}"
    return f"{what}: {count}" if count else f"{what}: không"


def listed(said: Mapping[Slot, int]) -> str:
    return "; ".join(_of(slot, said[slot]) for slot in sorted(said))


def short(said: Mapping[Slot, int] | None) -> str:
    """The line of a delegation's card."""
    return f"✓ Ăn, nghỉ: {listed(said)}." if said else "○ Ăn, nghỉ: chưa báo."


def shown(unit: UnitCount, every: Sequence[Slot], said: Mapping[Slot, int]) -> str:
    name = escape(unit.unit.name)
    lines = [f"**Đoàn {name}**: {listed(said)}." if said else f"Đoàn {name} ăn, nghỉ thế nào ạ?"]
    open_ = [slot for slot in every if slot not in said]
    if open_:
        lines.append("○ Chưa báo: " + "; ".join(f"{KINDS[slot.kind]} {weekday(slot.day)}" for slot in open_) + ".")
    lines.append(f"Nhắn một câu, ví dụ: {EXAMPLE}.")
    return "\n".join(lines)


def recorded(unit: UnitCount, wanted: Mapping[Slot, int]) -> str:
    most = max(wanted.values())
    more = unit.answer == COMING and most > unit.total
    care = f"\n! Nhiều hơn số đại biểu đã báo ({unit.total})." if more else ""
    return f"✓ Đã ghi: {escape(unit.unit.name)} {listed(wanted)}.{care}"


def refused(fault: str) -> str:
    if fault == "diet":
        return "Không ghi chế độ ăn riêng ở đây, vì đó là dữ liệu riêng tư. Anh/chị báo thẳng bộ phận phục vụ."
    if fault == "negated":
        return "Số người không ăn, không nghỉ thì chưa ghi. Anh/chị nhắn số người có ăn, có nghỉ, ví dụ: “ăn tối 14”."
    words = {"negative": "Số không thể âm", "too_many": "Số quá lớn (tối đa 999)", "day": "Không có ngày này"}
    return f"{words[fault]}, nên chưa ghi gì. Anh/chị nhắn lại, ví dụ: {EXAMPLE}."


def fewer(unit: UnitCount, kind: str, left: int) -> str:
    """Asks back who stays at the table where some were said not to."""
    name = escape(unit.unit.name)
    return f"Đoàn {name} {KINDS[kind]} {left} người ({unit.total} bớt {unit.total - left}), phải không ạ?"


def far(event: Event) -> str:
    days = f" ({span(event.starts_on, event.ends_on)})" if event.starts_on else ""
    return f"Ngày này ngoài thời gian hội nghị{days}, nên chưa ghi gì. Anh/chị nhắn lại."


def no_such(every: Sequence[Slot]) -> str:
    if not every:
        return "Chương trình chưa có bữa ăn hay đêm nghỉ nào; anh/chị nhắn kèm ngày, ví dụ: “ăn trưa 1/12 12 người”."
    return f"Chương trình không có bữa hay đêm này, nên chưa ghi gì. Có: {'; '.join(map(named, every))}."


def count_first(unit: UnitCount) -> str:
    return f"Đoàn {escape(unit.unit.name)} chưa báo số người, nên chưa tính được “cả đoàn”. Anh/chị báo số người trước."


def totals(every: Sequence[Slot], rows: Sequence[UnitCount], known: Known) -> str:
    """Each meal and night with its sum; the silent last."""
    if not every:
        return no_such(every)
    own = {row.unit.id for row in rows}
    sums = {slot: sum(said.get(slot, 0) for unit, said in known.items() if unit in own) for slot in every}
    lines = [f"{named(slot)}: {sums[slot]}" for slot in every]
    silent = [escape(row.unit.name) for row in rows if row.unit.id not in known and row.answer != "not_coming"]
    return "\n".join([*lines, *([f"? chưa báo: {', '.join(silent)}"] if silent else [])])


def sheet(slot: Slot, rows: Sequence[UnitCount], known: Known) -> str:
    """One meal or one night by unit, with its sum."""
    said = [(row, known[row.unit.id][slot]) for row in rows if slot in known.get(row.unit.id, {})]
    lines = [f"**{named(slot)}**", *(f"{escape(row.unit.name)}: {count}" for row, count in said if count)]
    lines.append(f"Cộng: {sum(count for _, count in said)}.")
    silent = [row for row in rows if slot not in known.get(row.unit.id, {}) and row.answer != "not_coming"]
    return "\n".join(
        [*lines, *([f"? chưa báo: {', '.join(escape(row.unit.name) for row in silent)}"] if silent else [])]
    )
