"""What is said about units that an organiser adds, renames, merges, invites or gives seats."""

from collections.abc import Mapping, Sequence

from handlers.messages import button_label, escape
from handlers.reading.draft import SeatsEach
from handlers.said.units import SeatsSaid
from handlers.wording.attendance import standing
from handlers.wording.delegations import contact
from storage.attendance import COMING, NOT_COMING, Given, UnitCount
from storage.models import DelegateGroup, Membership, Unit, UnitContact

KINDS = {"member": "thành viên", "guest": "khách mời", "office": "cơ quan"}
TITLES = {"member": "Đơn vị thành viên", "guest": "Khách mời", "office": "Cơ quan có nhiệm vụ"}
HOST, NOT_INVITED = "đăng cai", "không mời"
ROLES = {"chair": "trưởng", "deputy": "phó"}
HEAD = ("Đơn vị", "Loại", "Mời", "Chỉ tiêu", "Tên gọi khác", "Đăng cai", "Người liên hệ", "Chức vụ", "Điện thoại")

HOW = (
    "Chưa rõ việc gì với đơn vị. Anh/chị chọn đơn vị, hoặc nhắn, ví dụ:\n“thêm đơn vị Sở Nội vụ, 5 người”\n"
    "“đổi tên Bình Minh thành xã Bình Minh”\n“gộp Bình Minh vào An Phú”\n“chỉ tiêu Bình Minh 16”"
)
HOW_TO_ADD = "Thêm đơn vị nào ạ? Mỗi đơn vị một dòng, kèm chỉ tiêu nếu có, ví dụ: “Sở Nội vụ, 5 người”."
HOW_TO_SEAT = "Chưa đọc được chỉ tiêu, nên chưa ghi gì. Anh/chị nhắn, ví dụ: “chỉ tiêu Bình Minh 16”."
EACH_ALONE = "Chưa ghi gì. Chỉ tiêu cho nhiều đơn vị nhắn riêng một câu, rồi đến từng đơn vị."
NOBODY_LIKE_THAT = "Không có đơn vị nào như vậy được mời, nên chưa ghi chỉ tiêu."
MOST_TOLD = 30
GONE = "Không còn đơn vị này: có thể vừa được gộp vào đơn vị khác."
SAME_UNIT = "Hai tên này là cùng một đơn vị, nên không có gì để gộp."
NO_NAME = "Chưa đọc được tên, nên chưa ghi gì. Tên dài từ 2 đến 120 ký tự và có chữ."
ASK_NAME = "{} đổi tên thành gì ạ? Tên cũ vẫn hiểu được."
ASK_ALIAS = "{} còn gọi là gì ạ? Ví dụ tên viết tắt."
ASK_SEATS = "{} được mời mấy người ạ? Nhắn một số, hoặc “không” nếu không có chỉ tiêu."


def named(unit: Unit) -> str:
    return escape(unit.name)


def no_such(words: str, near: Sequence[str]) -> str:
    close = f" Gần giống: {', '.join(map(escape, near))}." if near else ""
    return f"Không có đơn vị “{escape(words[:60])}”, nên chưa ghi gì.{close}"


def taken(unit: Unit) -> str:
    return f"Đã có đơn vị gọi như vậy ({named(unit)}), nên chưa ghi gì. Nếu là một, anh/chị gộp hai đơn vị."


def not_invited(unit: Unit) -> str:
    return f"{named(unit)} chưa được mời cử đoàn, nên chưa ghi chỉ tiêu."


def rows_refused(faults: Sequence[SeatsSaid]) -> str:
    words = {"negative": "số âm", "too_many": "số quá lớn (tối đa 999)", "name": "không phải tên đơn vị"}
    told = "; ".join(f"“{escape(row.name[:40])}”: {words[row.fault or 'name']}" for row in faults[:5])
    return f"Chưa ghi gì. {told}. Anh/chị sửa rồi gửi lại."


def _seats(number: int | None) -> str:
    return f", chỉ tiêu {number}" if number is not None else ""


def listed(rows: Sequence[Unit], invited: Mapping[int, int | None], link: str | None) -> str:
    """Every unit by kind, with its seats; those left out said so."""
    lines = []
    for kind, title in TITLES.items():
        own = [row for row in rows if row.kind == kind]
        if own:
            lines += [f"**{title}** ({len(own)})", *(_short(row, invited) for row in own)]
    lines = lines or ["Chưa có đơn vị nào."]
    if link is not None:
        lines.append(f"Nhiều đơn vị một lúc: tải mẫu Excel, điền rồi gửi lại ở {link}")
    return "\n".join(lines)


def _short(unit: Unit, invited: Mapping[int, int | None]) -> str:
    notes = [ROLES[unit.role]] if unit.role in ROLES else []
    notes += ["đăng cai"] if unit.host else []
    if unit.id in invited:
        notes += [str(invited[unit.id])] if invited[unit.id] is not None else []
        notes += ["cử đoàn"] if unit.kind == "office" else []
    elif unit.kind != "office":
        notes.append("không mời")
    return named(unit) + (f" ({', '.join(notes)})" if notes else "")


def _speaker(row: Membership) -> str:
    name = escape(row.person.name) or "chưa ghi tên"
    notes = ["lãnh đạo"] if row.lead else []
    notes += ["chờ duyệt"] if row.state == "pending" else []
    return name + (f" ({', '.join(notes)})" if notes else "")


def lead_button(row: Membership) -> str:
    return button_label(f"{row.person.name or 'Đầu mối'}: {'thôi là lãnh đạo' if row.lead else 'là lãnh đạo đơn vị'}")


NO_SUCH_SPEAKER = "Người này không còn là đầu mối của đơn vị."


def leads(row: Membership, unit: Unit) -> str:
    name = escape(row.person.name) or "Đầu mối"
    if not row.lead:
        return f"✓ Đã ghi: {name} là đầu mối của {named(unit)}, không phải lãnh đạo."
    return f"✓ Đã ghi: {name} là lãnh đạo của {named(unit)}; được nhắc khi đầu mối khác chưa làm xong."


def card(
    unit: Unit, invited: bool, quota: int | None, people: Sequence[UnitContact], speakers: Sequence[Membership]
) -> str:
    notes = [KINDS.get(unit.kind, unit.kind), *([ROLES[unit.role]] if unit.role in ROLES else [])]
    notes += ["đăng cai"] if unit.host else []
    lines = [f"**{named(unit)}** – {', '.join(notes)}"]
    lines.append(f"✓ Được mời cử đoàn{_seats(quota)}." if invited else "○ Không cử đoàn.")
    if speakers:
        lines.append("Đầu mối: " + ", ".join(map(_speaker, speakers)) + ".")
    lines += [contact(row) for row in people]
    return "\n".join(lines)


def added(new: Sequence[Unit], changed: Sequence[Unit], same: int, seats: Mapping[int, int | None]) -> str:
    def with_seats(unit: Unit) -> str:
        number = seats.get(unit.id)
        return named(unit) + (f" ({number})" if number is not None else "")

    told = [f"thêm {', '.join(map(with_seats, new))}"] if new else []
    told += [f"sửa {', '.join(map(with_seats, changed))}"] if changed else []
    told += [f"{same} đơn vị đã có như vậy"] if same else []
    return f"✓ Đã ghi: {'; '.join(told)}."


def seats_planned(rules: Sequence[SeatsEach | None]) -> str:
    """Where the number of a unit without a number of its own comes from."""
    told = {rule.each: rule for rule in rules if rule is not None}
    lines = [f"Chỉ tiêu {each}: theo kế hoạch, dòng {rule.line}." for each, rule in told.items()]
    return "".join(f"\n{line}" for line in lines)


def seated(wanted: Sequence[tuple[Unit, int | None]], changed: int, whole: int) -> str:
    total = f" Tổng chỉ tiêu: {whole}." if whole else ""
    if len(wanted) == 1:
        unit, number = wanted[0]
        said = f"chỉ tiêu {number}" if number is not None else "không có chỉ tiêu"
        return f"✓ Đã ghi: {named(unit)} {said}.{total}"
    told = ", ".join(f"{named(unit)} {_number(number)}" for unit, number in wanted[:MOST_TOLD])
    return f"✓ Đã ghi chỉ tiêu của {len(wanted)} đơn vị ({changed} thay đổi): {told}{_more(wanted)}.{total}"


def each_asked(wanted: Sequence[tuple[Unit, int | None]], had: Mapping[int, int | None], number: int | None) -> str:
    """Whose seats would change, from what to what, before they do."""
    lines = [f"Ghi chỉ tiêu {_number(number)} cho {len(wanted)} đơn vị?"]
    for unit, _ in wanted[:MOST_TOLD]:
        was = had.get(unit.id)
        lines.append(f"○ {named(unit)}: {'vẫn' if was == number else f'{_number(was)} →'} {_number(number)}")
    return "\n".join(lines) + _more(wanted)


def _number(number: int | None) -> str:
    return "không" if number is None else str(number)


def _more(wanted: Sequence[tuple[Unit, int | None]]) -> str:
    return f" và {len(wanted) - MOST_TOLD} đơn vị nữa" if len(wanted) > MOST_TOLD else ""


def renamed(before: str, unit: Unit) -> str:
    return f"✓ Đã ghi: {escape(before)} nay là {named(unit)}. Tên cũ vẫn hiểu được."


def spelt(unit: Unit, name: str) -> str:
    return f"✓ Đã ghi: {named(unit)} còn gọi là {escape(name)}."


def hosted(unit: Unit) -> str:
    return f"✓ Đã ghi: {named(unit)} {'là đơn vị đăng cai' if unit.host else 'không đăng cai'}."


def invited(unit: Unit) -> str:
    return f"✓ Đã ghi: {named(unit)} được mời cử đoàn."


LEAVING_CHANGED = "Đơn vị này đã thay đổi từ lúc hỏi, nên chưa ghi."


def not_sending(unit: Unit) -> str:
    return f"{named(unit)} vốn không cử đoàn, nên không có gì để thôi."


def leaving_asked(row: UnitCount) -> str:
    """What becomes of its numbers where a unit is left out, before it is."""
    answers = {COMING: f"{row.total} đại biểu", NOT_COMING: "không dự"}
    given = f" Đã báo {answers.get(row.answer, 'chưa rõ số')}: vẫn lưu, không cộng vào tổng." if row.answer else ""
    seats = f" Chỉ tiêu {row.quota} thì bỏ." if row.quota is not None else ""
    return f"Không mời {named(row.unit)} cử đoàn nữa?{given}{seats}"


def left_out(unit: Unit) -> str:
    return f"✓ Đã ghi: {named(unit)} không cử đoàn. Số đã báo vẫn lưu, không cộng vào tổng."


def owes(unit: Unit, number: int) -> str:
    if not number:
        return f"{named(unit)} không có giấy tờ nào mới phải nộp."
    return f"✓ Đã ghi: {named(unit)} phải nộp {number} giấy tờ như các đơn vị khác."


def into_which(unit: Unit) -> str:
    return f"Gộp {named(unit)} vào đơn vị nào? Chọn đơn vị giữ lại."


MERGE_CHANGED = "Hai đơn vị đã thay đổi từ lúc hỏi, nên chưa gộp."


def merge_asked(
    gone: Unit,
    into: Unit,
    rows: tuple[UnitCount | None, UnitCount | None],
    both: Given | None,
    one_journey: bool | None,
) -> str:
    """What becomes of two units, before they are one."""
    lines = [f"Gộp {named(gone)} vào {named(into)}? Sau khi gộp không tách lại được."]
    lines += [f"○ {standing(row)}" for row in rows if row is not None and row.answer is not None]
    if both is not None and both.answer == "coming":
        lines.append(f"Số đại biểu của {named(into)} sẽ là {both.total}; đầu mối xem lại.")
    if one_journey is not None:
        lines.append(_journeys(gone, one_journey))
    lines.append("Đầu mối, danh sách tên, lựa chọn, người liên hệ chuyển theo; giấy tờ cũ giữ tên cũ.")
    return "\n".join(lines)


def _journeys(gone: Unit, one: bool) -> str:
    if one:
        return "Hai đoàn đến cùng lúc: số người, số xe cộng lại."
    return f"Hai đoàn đến khác giờ hoặc khác nơi: giữ cả hai chuyến, chuyến của {named(gone)} ghi riêng."


def merged(
    gone: Unit,
    into: Unit,
    row: UnitCount | None,
    before: tuple[UnitCount | None, UnitCount | None],
    one_journey: bool | None,
) -> str:
    """What was made of both, number by number."""
    lines = [f"✓ Đã gộp {named(gone)} vào {named(into)}. Tên cũ vẫn hiểu được."]
    parts = [str(one.total) for one in before if one is not None and one.answer == "coming"]
    if row is not None and row.answer == "coming":
        sums = f" ({' + '.join(parts)})" if len(parts) > 1 else ""
        lines.append(f"Số đại biểu: {row.total}{sums}.")
    seats = [str(one.quota) for one in before if one is not None and one.quota is not None]
    if row is not None and row.quota is not None and len(seats) > 1:
        lines.append(f"Chỉ tiêu: {row.quota} ({' + '.join(seats)}).")
    if one_journey is not None:
        lines.append(_journeys(gone, one_journey))
    return "\n".join(lines)


def group_name(group: DelegateGroup) -> str:
    """A line of the composition as a unit's name: its section where the line alone says too little."""
    return f"{group.name} ({group.section})" if group.section and len(group.name) < 40 else group.name[:110]


def group_short(group: DelegateGroup) -> str:
    name = group_name(group)
    return name if len(name) <= 50 else name[:49].rstrip() + "…"


def groups(number: int) -> str:
    if not number:
        return "Mọi thành phần trong kế hoạch đã có trong danh sách đơn vị."
    return f"Kế hoạch nêu {number} thành phần chưa có trong danh sách. Chọn một để mời như một đoàn:"
