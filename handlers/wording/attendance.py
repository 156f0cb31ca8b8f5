"""What is said about who comes."""

from collections.abc import Sequence

from handlers.messages import escape
from handlers.reading.counts import LARGEST, CountSaid
from storage.attendance import UnitCount
from storage.models import Event, Rsvp

WHICH_UNIT = "Anh/chị nói rõ đơn vị nào, ví dụ: “Bình Minh 16 người”."
NOT_YOUR_UNIT = "Anh/chị chỉ báo được số người của đơn vị mình. Đơn vị khác do đầu mối của đơn vị đó báo."
NO_UNIT = "Tài khoản này chưa gắn với đơn vị nào. Anh/chị xin ban tổ chức mã mời của đơn vị mình."
NOT_INVITED = "Đơn vị của anh/chị không có trong danh sách mời của hội nghị này. Xin hỏi ban tổ chức."

RSVP = {"yes": "sẽ dự", "no": "không dự được", "substitute": "cử người khác đi thay"}


def rsvp_asked(event: Event, known: Rsvp | None) -> str:
    said = f"\nĐã ghi lần trước: {RSVP[known.answer]}." if known else ""
    return f"Anh/chị có dự {escape(event.title)} không ạ?{said}"


def rsvp_recorded(event: Event, answer: str, reason: str | None) -> str:
    because = f" (lý do: {escape(reason)})" if reason else ""
    ask = "\nXin cho biết ai đi thay: nhắn họ tên và chức vụ cho đầu mối của đơn vị." if answer == "substitute" else ""
    return f"✓ Đã ghi: anh/chị {RSVP[answer]}{because}.{ask}"


def named(unit: UnitCount) -> str:
    return escape(unit.unit.name)


def _groups(groups: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{count} {escape(name)}" for name, count in groups)


def card(event: Event, unit: UnitCount) -> str:
    """The delegation's card: what is recorded and against which quota."""
    lines = [f"**Đoàn {named(unit)}** – {escape(event.title)}"]
    if unit.answer is None:
        lines.append("? Chưa báo số người.")
    elif unit.answer == "not_coming":
        lines.append("✓ Đã báo: không dự.")
    elif unit.answer == "unknown":
        lines.append("? Đã báo: chưa rõ, sẽ báo sau.")
    else:
        parts = f" ({_groups(unit.groups)})" if unit.groups else ""
        lines.append(f"✓ Đã báo: {unit.total} đại biểu{parts}.")
    if unit.quota is not None:
        lines.append(f"Chỉ tiêu: {unit.quota}.")
    return "\n".join(lines)


def how_to_count(unit: UnitCount) -> str:
    return (
        f"Đoàn {named(unit)} đi mấy người? Anh/chị nhắn một câu, ví dụ: “16 người”, "
        "“4 thường trực, 9 ngành, 3 điển hình”, “không dự” hoặc “chưa rõ”."
    )


def count_refused(unit: UnitCount, said: CountSaid) -> str:
    if said.fault == "negative":
        return "Số người không thể là số âm. Anh/chị nhắn lại, ví dụ: “16 người”."
    if said.fault == "too_many":
        return f"Số người quá lớn (tối đa {LARGEST}). Anh/chị xem lại rồi nhắn, ví dụ: “16 người”."
    return (
        f"Các nhóm cộng lại là {said.total} nhưng tổng ghi {said.stated}: {_groups(said.groups)}. "
        "Chưa ghi gì. Anh/chị nhắn lại cho khớp."
    )


def count_asked(unit: UnitCount, said: CountSaid) -> str:
    if said.answer == "not_coming":
        return f"Đoàn {named(unit)} không có ai dự, phải không ạ?"
    return f"Đoàn {named(unit)} đi {said.total} người, phải không ạ?"


def count_recorded(unit: UnitCount, said: CountSaid) -> str:
    """Echoes what was recorded, with the number that matters."""
    if said.answer == "not_coming":
        return f"✓ Đã ghi: {named(unit)} không dự."
    if said.answer == "unknown":
        return f"✓ Đã ghi: {named(unit)} chưa rõ số người. Khi có số, anh/chị nhắn lại, ví dụ: “16 người”."
    parts = f" ({_groups(said.groups)})" if said.groups else ""
    over = f"\n! Vượt chỉ tiêu {unit.quota}: ban tổ chức sẽ xem." if unit.quota and said.total > unit.quota else ""
    before = f" Trước đó: {unit.total}." if unit.answer == "coming" and unit.total != said.total else ""
    return f"✓ Đã ghi: {named(unit)} {said.total} đại biểu{parts}.{before}{over}"


def changed_meanwhile(unit: UnitCount) -> str:
    return f"Số này vừa được người khác sửa, nên chưa ghi gì thêm.\n{_short(unit)}"


def _short(unit: UnitCount) -> str:
    return f"Đang ghi: {_state(unit)}"


def _state(unit: UnitCount) -> str:
    words = {None: "? chưa báo", "not_coming": "✓ không dự", "unknown": "? chưa rõ"}
    return f"{named(unit)}: {words.get(unit.answer, f'✓ {unit.total}')}"


def totals(event: Event, rows: Sequence[UnitCount], answers: dict[str, int]) -> str:
    """All units on one screen, the silent first."""
    coming = sum(row.total for row in rows if row.answer == "coming")
    answered = sum(row.answer is not None for row in rows)
    if not rows:
        return "Kế hoạch này không nêu đơn vị nào cử đoàn, nên chưa có gì để tổng hợp."
    lines = [f"**{coming} đại biểu** đã đăng ký · {answered}/{len(rows)} đơn vị đã trả lời"]
    if event.expected_delegates:
        lines.append(f"Kế hoạch dự kiến {event.expected_delegates}.")
    lines += [_state(row) for row in sorted(rows, key=lambda row: row.answer is not None)]
    if answers:
        words = {"yes": "dự", "no": "không dự", "substitute": "cử người thay"}
        lines.append("Đại biểu tự trả lời: " + ", ".join(f"{answers[k]} {words[k]}" for k in words if k in answers))
    return "\n".join(lines)
