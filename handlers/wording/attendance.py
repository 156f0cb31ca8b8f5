"""What is said about who comes."""

from collections.abc import Sequence

from handlers.messages import escape
from handlers.said.attendance import LARGEST, CountSaid
from storage.attendance import UnitCount, worst_first
from storage.attendance import totals as add_up
from storage.clock import local
from storage.models import Event, Person, Rsvp
from storage.outbox import Words

WHICH_UNIT = "Anh/chị nói rõ đơn vị nào, ví dụ: “Bình Minh 16 người”."
NOT_YOUR_UNIT = "Anh/chị chỉ báo được số người của đơn vị mình. Đơn vị khác do đầu mối của đơn vị đó báo."
NO_UNIT = "Tài khoản này chưa gắn với đơn vị nào. Anh/chị xin ban tổ chức mã mời của đơn vị mình."
NOT_INVITED = "Đơn vị của anh/chị không có trong danh sách mời của hội nghị này. Xin hỏi ban tổ chức."

WHO_COMES_INSTEAD = "✓ Đã ghi: anh/chị cử người khác đi thay. Xin nhắn họ tên và chức vụ người đi thay ạ."
SUBSTITUTE_UNREADABLE = "Chưa đọc được tên người đi thay. Anh/chị nhắn họ tên, chức vụ, ví dụ: “Lò Văn Nam, Phó phòng”."
BY_TELEPHONE = "qua điện thoại"
BY_ORGANISER = "ban tổ chức ghi"
ONE_SCREEN = 20  # more units than that, and the silent share a line

RSVP = {"yes": "sẽ dự", "no": "không dự được", "substitute": "cử người khác đi thay"}


def rsvp_asked(event: Event, known: Rsvp | None) -> str:
    instead = f" ({escape(known.substitute)})" if known and known.substitute else ""
    said = f"\nĐã ghi lần trước: {RSVP[known.answer]}{instead}." if known else ""
    return f"Anh/chị có dự {escape(event.title)} không ạ?{said}"


def _standing_rsvp(known: Rsvp | None) -> str:
    return f" Đang ghi: anh/chị {RSVP[known.answer]}." if known else ""


def rsvp_to_what(known: Rsvp | None) -> str:
    """A no that may be of one item or one day: asked back."""
    return f"Chưa ghi gì: anh/chị không dự cả hội nghị, hay chỉ không dự một phần ạ?{_standing_rsvp(known)}"


def rsvp_unsure(known: Rsvp | None) -> str:
    return f"Anh/chị chưa chắc nên chưa ghi gì. Khi rõ, anh/chị nhắn “tôi sẽ dự” hoặc “không dự được”.{_standing_rsvp(known)}"


def rsvp_recorded(answer: str, reason: str | None, substitute: str | None = None) -> str:
    because = f" (lý do: {escape(reason)})" if reason else ""
    instead = f": {escape(substitute)}" if substitute else ""
    ask = "" if answer != "no" or reason else " Nếu tiện, anh/chị nhắn lý do, ví dụ: “bận họp tỉnh”."
    return f"✓ Đã ghi: anh/chị {RSVP[answer]}{instead}{because}.{ask}"


def rsvp_notice(event: Event, unit: UnitCount, person: Person, row: Rsvp, number: str) -> Words:
    """What a unit's focal points are told when a delegate says no, or comes after all."""
    because = f" (lý do: {escape(row.reason)})" if row.reason else ""
    text = (
        f"{escape(person.name) or 'Một đại biểu'} ({named(unit)}) vừa báo {RSVP[row.answer]}{because}. "
        f"Đoàn đang ghi {unit.total} đại biểu; cần sửa, anh/chị nhắn lại số.\n{escape(event.title)}\nTin HN-{number}"
    )
    return Words(text, (("Nhập số người", f"/dangky u{unit.unit.id}"), ("Xem đoàn", "/doan")))


def named(unit: UnitCount) -> str:
    return escape(unit.unit.name)


def _groups(groups: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{count} {escape(name)}" for name, count in groups)


def card(event: Event, unit: UnitCount, zone: str) -> str:
    """The head of the delegation's card: what is recorded, by whom, and against which quota."""
    lines = [f"**Đoàn {named(unit)}** – {escape(event.title)}"]
    if unit.answer is None:
        lines.append("? Chưa báo số người.")
    elif unit.by_delegates:
        lines.append(f"✓ {unit.total} đại biểu tự xác nhận dự; đầu mối chưa báo số của đoàn.")
    elif unit.answer == "not_coming":
        lines.append("✓ Đã báo: không dự.")
    elif unit.answer == "unknown":
        lines.append("? Đã báo: chưa rõ, sẽ báo sau.")
    else:
        parts = f" ({_groups(unit.groups)})" if unit.groups else ""
        lines.append(f"✓ Đã báo: {unit.total} đại biểu{parts}.")
    if unit.at is not None:
        lines.append(_written(unit, zone))
    if unit.quota is not None:
        lines.append(f"Chỉ tiêu: {unit.quota}{_apart(unit) if unit.answer != 'not_coming' else ''}.")
    return "\n".join(lines)


def _written(unit: UnitCount, zone: str) -> str:
    at = local(unit.at, zone) if unit.at else None
    by = [part for part in (unit.by_name and escape(unit.by_name), unit.note) if part]
    return f"Ghi lúc {at:%H:%M %d/%m}" + (f", {', '.join(by)}." if by else ".")


def _apart(unit: UnitCount) -> str:
    if not unit.apart:
        return ""
    return f" (vượt {unit.apart})" if unit.apart > 0 else f" (thiếu {-unit.apart})"


def delegates_answered(answers: dict[str, int]) -> str:
    words = {"yes": "dự", "no": "không dự", "substitute": "cử người thay"}
    return "Đại biểu tự trả lời: " + ", ".join(f"{answers[k]} {words[k]}" for k in words if k in answers)


def how_to_count(unit: UnitCount) -> str:
    return (
        f"Đoàn {named(unit)} đi mấy người? Anh/chị nhắn một câu, ví dụ: “16 người”, "
        "“4 thường trực, 9 ngành, 3 điển hình”, “không dự” hoặc “chưa rõ”."
    )


def count_refused(unit: UnitCount, said: CountSaid) -> str:
    if said.fault == "negative":
        return "Số người không thể là số âm. Anh/chị nhắn lại, ví dụ: “16 người”."
    if said.fault == "range":
        return "Cần một con số, nên chưa ghi gì. Anh/chị nhắn, ví dụ: “16 người”; chưa chắc thì nhắn “chưa rõ”."
    if said.fault == "unclear":
        return (
            "Chưa rõ ai đi, ai không, nên chưa ghi gì. Anh/chị nhắn số người dự hội nghị, ví dụ: “14 người”; "
            "bớt người thì nhắn “bớt 2 người”."
        )
    if said.fault == "too_many":
        return f"Số người quá lớn (tối đa {LARGEST}). Anh/chị xem lại rồi nhắn, ví dụ: “16 người”."
    return (
        f"Các nhóm cộng lại là {said.total} nhưng tổng ghi {said.stated}: {_groups(said.groups)}. "
        "Chưa ghi gì. Anh/chị nhắn lại cho khớp."
    )


def nothing_to_change(unit: UnitCount) -> str:
    return f"Đoàn {named(unit)} chưa báo số người nên chưa thêm, bớt được. Anh/chị nhắn cả số, ví dụ: “16 người”."


def count_asked(unit: UnitCount, said: CountSaid) -> str:
    if said.who:
        return f"Chưa ghi gì: chỉ “{escape(said.who)}” không đi, hay cả đoàn {named(unit)} không dự ạ?"
    if said.answer == "not_coming":
        return f"Đoàn {named(unit)} không có ai dự, phải không ạ?"
    if said.change:
        return f"Đoàn {named(unit)} thành {said.total} người (đang ghi {unit.total}), phải không ạ?"
    return f"Đoàn {named(unit)} đi {said.total} người, phải không ạ?"


def fewer(total: int) -> str:
    """The words of a button: one person less."""
    return f"Bớt 1 người, còn {total}"


def count_recorded(unit: UnitCount, said: CountSaid, note: str | None = None, until: str = "") -> str:
    """Echoes what was recorded, against the quota; `note` says how it came, `until` how long it may be changed."""
    how = f" ({note})" if note else ""
    if said.answer == "not_coming":
        return f"✓ Đã ghi{how}: {named(unit)} không dự."
    if said.answer == "unknown":
        return f"✓ Đã ghi{how}: {named(unit)} chưa rõ số người. Khi có số, anh/chị nhắn lại, ví dụ: “16 người”."
    parts = f" ({_groups(said.groups)})" if said.groups else ""
    before = f" Trước đó: {unit.total}." if unit.answer == "coming" and unit.total != said.total else ""
    return f"✓ Đã ghi{how}: {named(unit)} {said.total} đại biểu{parts}.{before}{until}{_against(unit, said.total)}"


def _against(unit: UnitCount, total: int) -> str:
    if unit.quota is None or total == unit.quota:
        return ""
    apart = f"vượt {total - unit.quota}" if total > unit.quota else f"thiếu {unit.quota - total}"
    return f"\n{'! ' if total > unit.quota else ''}Chỉ tiêu {unit.quota}: {apart}."


CHANGED = "Số này vừa được người khác sửa, nên chưa ghi gì thêm."


def changed_meanwhile(unit: UnitCount) -> str:
    return f"{CHANGED}\nĐang ghi: {standing(unit)}"


def standing(unit: UnitCount) -> str:
    """ "Khe Mây: ✓ 16 (thiếu 2)"."""
    words = {None: "? chưa báo", "not_coming": f"✓ không dự{_apart(unit)}", "unknown": "? chưa rõ"}
    known = words.get(unit.answer, f"✓ {unit.total}{_apart(unit)}")
    return f"{named(unit)}: {known}" + (" (đại biểu tự xác nhận)" if unit.by_delegates else "")


def totals(event: Event, rows: Sequence[UnitCount], answers: dict[str, int]) -> str:
    """All units on one screen, what needs attention first."""
    if not rows:
        return "Kế hoạch này không nêu đơn vị nào cử đoàn, nên chưa có gì để tổng hợp."
    sums = add_up(rows)
    lines = [f"**{sums.coming} đại biểu** đã đăng ký · {sums.answered}/{sums.invited} đơn vị đã trả lời"]
    doubts = ((sums.silent, "chưa trả lời"), (sums.unsure, "chưa rõ"), (sums.over, "vượt"), (sums.under, "thiếu"))
    if any(number for number, _ in doubts):
        lines.append(" · ".join(f"{number} {word}" for number, word in doubts if number))
    if event.expected_delegates:
        lines.append(f"Kế hoạch dự kiến {event.expected_delegates}.")
    ordered = worst_first(rows)
    silent = [row for row in ordered if row.answer is None]
    if len(rows) > ONE_SCREEN and silent:
        lines.append("? chưa báo: " + ", ".join(named(row) for row in silent))
        ordered = ordered[len(silent) :]
    lines += [standing(row) for row in ordered]
    if answers:
        lines.append(delegates_answered(answers))
    return "\n".join(lines)


def for_the_group(event: Event, rows: Sequence[UnitCount]) -> str:
    """A list ready to be pasted into the group chat of the focal points."""
    answered = [f"{named(row)} {_short(row)}" for row in rows if row.answer not in (None, "unknown")]
    open_ = [named(row) + (" (chưa rõ số)" if row.answer else "") for row in rows if row.answer in (None, "unknown")]
    sums = add_up(rows)
    return (
        f"{escape(event.title)}\nĐã đăng ký: {', '.join(answered) or 'chưa có đơn vị nào'}; "
        f"chưa: {', '.join(open_) or 'không còn đơn vị nào'}.\nTổng: {sums.coming} đại biểu, "
        f"{sums.answered}/{sums.invited} đơn vị đã trả lời."
    )


def _short(row: UnitCount) -> str:
    return "không dự" if row.answer == "not_coming" else str(row.total)


def workbook(link: str | None) -> str:
    """Where the whole can be had as a workbook."""
    if link is None:
        return "Bảng tính tải ở trang Bàn tổ chức, mục Đơn vị."
    return (
        f"Bảng tính (đơn vị, nhóm, giờ đến, lựa chọn): {link}\nMở được trên máy đã vào bằng liên kết riêng của anh/chị."
    )
