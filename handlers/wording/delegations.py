"""What is said of a delegation beside its number: names, choices, arrival, who can be telephoned."""

from collections.abc import Mapping, Sequence

from handlers.language.activities import activity
from handlers.messages import button_label, escape
from handlers.said.names import Fault, Roster
from handlers.wording.activities import apart
from handlers.wording.times import first_letter_up, weekday
from storage.attendance import COMING, Choice, Kept, UnitCount
from storage.models import Delegate, Unit, UnitContact

NO_SUCH_NAME = "Tên này không còn trong danh sách. Gõ /danhsach để xem lại."
WHOLE_NAME = "Gõ đủ họ tên người thay, ví dụ: đổi chị Hoa bằng anh Lò Văn Nam. Danh sách chưa đổi gì."
WHOM_TO_REMOVE = "Bớt ai khỏi danh sách?"
NOT_READ = "Chưa đọc được, nên chưa ghi gì."
NOTHING_TO_CHOOSE = "Chương trình không có nội dung nào phải chọn, nên không cần báo gì."
WHOSE_CONTACT = "Xem hoặc ghi người liên hệ của đơn vị nào?"
HOW_TO_CONTACT = "Anh/chị nhắn: họ tên, chức vụ, số điện thoại, mỗi người một dòng."
HOW_TO_NAME = "Thêm tên: nhắn mỗi người một dòng, ví dụ “1. Lò Thị Mận, Phó Chủ tịch”. Tên không làm đổi số đại biểu."
SHOWN = 40


def contact_unclear(line: str, *, named: bool) -> str:
    """What is wrong with a line of somebody to be telephoned: its number, or where it is `named` not, its name."""
    what = "Chưa thấy số điện thoại đủ số" if named else "Chưa đọc được tên một người"
    return f"{what} trong “{escape(line[:60])}”, nên chưa ghi gì. {HOW_TO_CONTACT}"


def not_listed(name: str) -> str:
    return f"Danh sách đoàn chưa có tên “{escape(name)}”, nên chưa đổi gì. Xem lại danh sách rồi gõ đúng tên."


def several_called(name: str) -> str:
    return f"Danh sách đoàn có mấy người tên “{escape(name)}”. Anh/chị gõ đủ họ tên giúp."


def named(unit: UnitCount) -> str:
    return escape(unit.unit.name)


def names_short(unit: UnitCount, number: int) -> str:
    """The line of the card about names."""
    if not number:
        return "○ Danh sách tên: chưa có."
    return f"✓ Danh sách: {number} tên{_against(unit, number)}."


def _against(unit: UnitCount, number: int) -> str:
    if unit.answer != COMING or unit.by_delegates or unit.total == number:
        return ""
    return f" / {unit.total} đại biểu"


def names_recorded(unit: UnitCount, kept: Kept, number: int) -> str:
    """How many names are new, changed, known."""
    parts = ((kept.new, "tên mới"), (kept.changed, "tên sửa lại"), (kept.same, "tên đã có"))
    told = ", ".join(f"{count} {word}" for count, word in parts if count)
    over = f" Chỉ tiêu {unit.quota}, danh sách nhiều hơn." if unit.quota is not None and number > unit.quota else ""
    return f"✓ Đã ghi: {named(unit)} {told}. Danh sách có {number} tên{_against(unit, number)}.{over}"


def names_beside(said: Roster) -> str:
    """What of a list was not recorded as it stood there: lines that are no names, names twice, telephone numbers."""
    lines = []
    if said.faults:
        shown = "; ".join(f"dòng {fault.line}: “{escape(fault.words)}”" for fault in said.faults[:5])
        more = f" và {len(said.faults) - 5} dòng nữa" if len(said.faults) > 5 else ""
        lines.append(f"! Chưa ghi, vì không phải họ tên: {shown}{more}.")
    if said.twice:
        more = " …" if len(said.twice) > 5 else ""
        same = ", ".join(escape(name) for name in said.twice[:5])
        lines.append(f"! Trùng họ tên nên chỉ ghi một lần: {same}{more}. Nếu là hai người, thêm chữ phân biệt vào tên.")
    if said.phones:
        lines.append("Số điện thoại không ghi vào danh sách; số của đầu mối ghi ở /daumoi.")
    return "".join(f"\n{line}" for line in lines)


def no_such_place(place: int, number: int) -> str:
    return f"Danh sách đoàn có {number} tên, không có số {place}. Chưa đổi gì."


def names_refused(faults: Sequence[Fault]) -> str:
    lines = "; ".join(f"dòng {fault.line}: “{escape(fault.words)}”" for fault in faults[:5])
    more = f" và {len(faults) - 5} dòng nữa" if len(faults) > 5 else ""
    return f"Có dòng không phải họ tên nên chưa ghi gì: {lines}{more}. Anh/chị sửa rồi gửi lại cả danh sách."


def names_of_others(unit: UnitCount, rows: Sequence[tuple[int, Unit]]) -> str:
    told = "; ".join(f"dòng {row}: {escape(other.name)}" for row, other in rows[:5])
    more = f" và {len(rows) - 5} dòng nữa" if len(rows) > 5 else ""
    return (
        f"Chưa ghi gì: danh sách này gửi cho {named(unit)}, mà tệp có người của đơn vị khác ({told}{more}). "
        "Anh/chị tách mỗi đơn vị một tệp rồi gửi lại."
    )


def names_shown(unit: UnitCount, rows: Sequence[Delegate]) -> str:
    """The list as it stands, by group where groups were given."""
    if not rows:
        return f"**Đoàn {named(unit)}** chưa có tên nào.\n{HOW_TO_NAME}"
    lines = [f"**Đoàn {named(unit)}**: {len(rows)} tên{_against(unit, len(rows))}."]
    lines += [f"{n}. {_person(row)}" for n, row in enumerate(rows[:SHOWN], 1)]
    if len(rows) > SHOWN:
        lines.append(f"… và {len(rows) - SHOWN} tên nữa (xem trang đơn vị).")
    return "\n".join([*lines, HOW_TO_NAME])


def _person(row: Delegate) -> str:
    return ", ".join(escape(part) for part in (row.name, row.post, row.group) if part)


def name_removed(unit: UnitCount, name: str) -> str:
    return f"✓ Đã bớt {escape(name)} khỏi danh sách đoàn {named(unit)}. Số đại biểu giữ nguyên."


def name_swapped(unit: UnitCount, gone: str, name: str, post: str | None) -> str:
    said = ", ".join(escape(part) for part in (name, post) if part)
    return f"✓ Đã ghi: đoàn {named(unit)} thay {escape(gone)} bằng {said}. Số đại biểu giữ nguyên."


def _item(choice: Choice) -> str:
    when = f" ({weekday(choice.item.day)})" if choice.item.day else ""
    own = f" ({said})" if (said := apart(choice.item)) else ""
    return f"{' hoặc '.join(escape(label) for _, label in choice.options)}{when}{own}"


def _said(choice: Choice, counts: Mapping[int, int]) -> str:
    said = [(counts.get(option, 0), activity(label)) for option, label in choice.options]
    return ", ".join(f"{count} {escape(label)}" for count, label in said if count or not sum(counts.values()))


def split_short(choice: Choice, unit: UnitCount) -> str:
    """The line of the card about one choice."""
    counts = choice.by_unit.get(unit.unit.id)
    if counts is None:
        return f"○ Chưa chọn: {_item(choice)}."
    own = "" if unit.unit.id in choice.versions else " (đại biểu tự chọn)"
    return f"✓ Đã chọn: {_said(choice, counts)}{own}.{_left(unit, sum(counts.values()))}"


def _left(unit: UnitCount, chosen: int) -> str:
    if unit.answer != COMING or unit.total == chosen:
        return ""
    if chosen > unit.total:
        return f" ! Chia {chosen} nhưng đoàn {unit.total} người."
    return f" Còn {unit.total - chosen} người chưa chọn."


def how_to_split(choice: Choice) -> str:
    example = ", ".join(
        f"{number} {activity(label)}" for number, (_, label) in zip((7, 5, 3), choice.options, strict=False)
    )
    return f"Chia bằng một câu, ví dụ: “{escape(example)}”."


def everybody_to(option: str) -> str:
    return button_label(f"Cả đoàn: {activity(option)}")


def split_recorded(unit: UnitCount, choice: Choice, counts: Mapping[int, int]) -> str:
    return f"✓ Đã ghi: {named(unit)} {_said(choice, counts)}.{_left(unit, sum(counts.values()))}"


def own_choice_asked(choice: Choice, taken: int | None) -> str:
    """What a delegate may take, and what they took."""
    day = f" ({weekday(choice.item.day)})" if choice.item.day else ""
    words = " hay ".join(escape(activity(label)) for _, label in choice.options)
    said = [label for option, label in choice.options if option == taken]
    own = f" {first_letter_up(said_apart)}." if (said_apart := apart(choice.item)) else ""
    return f"Anh/chị chọn {words}{day} ạ?{own}" + (f"\nĐã ghi: {escape(activity(said[0]))}." if said else "")


def own_choice_recorded(label: str, unit: UnitCount | None, choice: Choice) -> str:
    """Echoes a delegate's own choice; where the unit gave a split of its own, that one counts."""
    split = unit is not None and unit.unit.id in choice.versions
    rest = "\nĐoàn đã chia số người rồi; anh/chị báo đầu mối nếu cần sửa." if split else ""
    return f"✓ Đã ghi: anh/chị chọn {escape(activity(label))}.{rest}"


CHOSE_NOBODY = "Chưa rõ anh/chị chọn gì, nên chưa ghi. Anh/chị chọn một trong các hoạt động này."
SAID_NO = "Anh/chị đã báo không dự, nên chưa ghi gì. Nếu dự, anh/chị nhắn “tôi sẽ dự” trước."


def split_refused(fault: str) -> str:
    wrong = "Số người không thể là số âm" if fault == "negative" else "Số người quá lớn"
    return f"{wrong}, nên chưa ghi gì. Anh/chị nhắn lại giúp."


def split_over(unit: UnitCount, chosen: int) -> str:
    return f"Chia {chosen} người nhưng đoàn {named(unit)} báo {unit.total}, nên chưa ghi gì. Anh/chị chia lại hoặc sửa số đoàn trước."


def split_unclear(found: Sequence[Choice]) -> str:
    return f"Chưa đọc được cách chia, nên chưa ghi gì. {how_to_split(found[0])}"


def count_first(unit: UnitCount) -> str:
    return f"Đoàn {named(unit)} chưa báo số người, nên chưa chia được. Anh/chị báo số người trước, ví dụ: “16 người”."


def choice_totals(found: Sequence[Choice], rows: Sequence[UnitCount]) -> str:
    """Every choice with its totals, then each unit's split."""
    lines = []
    for choice in found:
        sums = {option: choice.total(option) for option, _ in choice.options}
        lines.append(f"**{first_letter_up(_said(choice, sums))}**")
        units = {row.unit.id: row for row in rows}
        lines += [
            f"✓ {named(units[key])}: {_said(choice, said)}" for key, said in choice.by_unit.items() if key in units
        ]
        silent = [named(row) for row in rows if row.unit.id not in choice.by_unit and row.answer != "not_coming"]
        lines += [f"? chưa chọn: {', '.join(silent)}"] if silent else []
        alone = choice.own.get(0)
        lines += [f"✓ đại biểu ngoài các đoàn: {_said(choice, alone)}"] if alone else []
    return "\n".join(lines)


def contact(row: UnitContact) -> str:
    """ "Liên hệ: Lò Thị Mận, Phó Chủ tịch, 0912345678"."""
    return "Liên hệ: " + ", ".join(escape(part) for part in (row.name, row.post, row.phone) if part)


def contacts_shown(unit: Unit, rows: Sequence[UnitContact]) -> str:
    name = escape(unit.name)
    if not rows:
        return f"**{name}** chưa có người liên hệ. Nhắn: họ tên, chức vụ, số điện thoại."
    return "\n".join([f"**{name}**", *(contact(row) for row in rows)])
