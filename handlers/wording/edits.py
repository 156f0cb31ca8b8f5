"""Changes in words: what stood before, what stands now, whom it will be told."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from handlers.language.activities import activity
from handlers.messages import escape
from handlers.wording.times import first_letter_up, hours, span, weekday
from storage.models import Edit
from storage.outbox import Words

HOW = (
    "Sửa bằng một câu. Máy cho xem trước và sau rồi mới ghi. Ví dụ:\n“dời bữa tối sang 19:00”\n"
    "“đổi địa điểm sang Hội trường B”\n“lùi hội nghị sang 28/3”\n“gia hạn báo cáo đến 17:00 20/3”\n"
    "“hủy nội dung tham quan”, “khôi phục nội dung tham quan”, “hoàn tác”"
)
NOT_FOUND = "Không rõ cần sửa mục nào. Gọi tên nội dung, hạn nộp hoặc địa điểm, ví dụ: dời bữa tối sang 19:00."
NOTHING_NEW = "Mục này đang đúng như vậy rồi, không có gì để sửa."
STALE = "Mục này vừa được người khác sửa, nên chưa ghi. Xem lại rồi sửa lần nữa."
GONE = "Bản sửa này đã xong hoặc đã bỏ. Muốn sửa tiếp, gõ lại bằng một câu."
DROPPED = "✓ Đã bỏ, không sửa gì."
TOO_OLD = "Bản sửa này để quá 30 phút nên không ghi. Gõ lại câu sửa."
IN_THE_PAST = "Ngày giờ mới đã qua, nên chưa ghi. Kiểm tra lại ngày, ví dụ: 30/3/2027."
ENDS_BEFORE = "Giờ kết thúc trước giờ bắt đầu, nên chưa ghi."
LAST_BEFORE_FIRST = "Ngày cuối trước ngày đầu, nên chưa ghi."
NO_FIRST_DAY = "Có ngày cuối thì cần cả ngày đầu, nên chưa ghi."
NO_START = "Có giờ kết thúc thì cần cả giờ bắt đầu, nên chưa ghi."
HOUR_ALONE = "Có giờ thì cần cả ngày, nên chưa ghi. Muốn bỏ hạn, bấm “Bỏ hạn này”."
NO_TITLE = "Nội dung nào cũng cần tên, nên chưa ghi."
NO_PLACE = "không ghi địa điểm"
OVERTAKEN = "Mục này vừa được sửa, nên chưa ghi. Ô anh/chị đã sửa vẫn còn; xem lại rồi bấm lần nữa."
YES_PAST = "Vẫn ghi ngày đã qua"
WHICH = "Có mấy mục giống nhau. Anh/chị muốn sửa mục nào ạ?"
ONE_BY_ONE = "Câu có nhiều thay đổi mà chưa rõ từng mục. Anh/chị gõ mỗi thay đổi một câu, gọi rõ tên mục."
NOTHING_CANCELLED = "Không có mục nào như vậy đã hủy. Gõ /lich để xem mục nào ghi “đã hủy”."
NOTHING_TO_UNDO = "Anh/chị chưa sửa gì, nên không có gì để trả lại như cũ."
DAYS = ("starts_on", "ends_on", "day", "due_on", "start", "end", "due_time", "before")
DONE = {
    "cancelled_at": "đã hủy",
    "postponed_at": "hoãn, ngày mới sẽ báo sau",
    "written_at": "không họp, lấy ý kiến bằng văn bản",
}
BACK = "vẫn giữ như kế hoạch"
# A thing called off has no before and after: what is asked, the button that does it, what was done.
OFF = {
    "cancelled_at": ("Hủy", "Hủy không ạ?", "✓ Đã hủy"),
    "postponed_at": ("Hoãn", "Ngày mới báo sau. Hoãn không ạ?", "✓ Đã hoãn"),
    "written_at": ("Lấy ý kiến bằng văn bản, không họp", "Ghi không ạ?", "✓ Đã ghi lấy ý kiến bằng văn bản, không họp"),
}
OFF_BUTTONS = {
    ("cancelled_at", "event"): "Hủy hội nghị",
    ("cancelled_at", "item"): "Hủy nội dung này",
    ("cancelled_at", "deadline"): "Bỏ hạn này",
    ("postponed_at", "event"): "Hoãn hội nghị",
}
VALUE = {
    "i": "Gõ giờ, ngày hoặc nơi mới, ví dụ: 19:00–21:00; ngày 26/3; ở Nhà khách. Gõ “hủy” để bỏ nội dung này.",
    "o": "Gõ giờ, ngày, nơi hoặc tên mới của riêng hoạt động này, ví dụ: 15:30; ở Sân vận động; tên là bóng bàn.",
    "h": "Gõ ngày giờ mới, ví dụ: 17:00 20/3. Gõ “hủy” để bỏ hạn này.",
    "e": "Gõ ngày mới hoặc địa điểm mới, ví dụ: 28/3; ở Hội trường B.",
}


def asked(kind: str, title: str) -> str:
    """Which thing is meant; its new value is typed next."""
    return f"**Sửa: {escape(title)}**\n{VALUE[kind]}"


def no_hour(title: str) -> str:
    return f"“{escape(title)}” không ghi giờ trong chương trình nên không lùi được. Gõ giờ mới, ví dụ: dời {escape(title)} sang 8:30."


def with_its_item(label: str) -> str:
    return (
        f"“{escape(label)}” là một trong các hoạt động để chọn nên chưa hủy riêng được. "
        "Muốn thôi hẳn thì hủy cả nội dung đó; muốn thay thì đổi tên hoạt động này."
    )


def only(label: str) -> str:
    return f"Chỉ {activity(label)}"


def only_this(others: Sequence[str]) -> str:
    """A line under the card of one activity: those beside it stay as they are."""
    return f"Chỉ sửa hoạt động này; giữ nguyên: {_listed(others)}.\n"


def all_of(labels: Sequence[str]) -> str:
    """A line under the card of an item with activities to choose from; none where there is nothing to choose."""
    return f"Gồm mọi hoạt động để chọn: {_listed(labels)}.\n" if labels else ""


def _listed(labels: Sequence[str]) -> str:
    return "; ".join(escape(activity(label)) for label in labels)


def clash(rows: Sequence[str]) -> str:
    """A line of warning where an item would run into others."""
    return f"! Trùng giờ với: {'; '.join(rows)}.\n" if rows else ""


def past(values: Mapping[str, Any]) -> str:
    """A line of warning where a change would set a day that is over."""
    return f"! Ngày này đã qua: {_moment(values)}.\n" if values else ""


def card(edit: Edit, before: str, after: str, told: int, warned: str = "", left: int = 0) -> str:
    """What would change, and how many would hear of it; how many more changes of the sentence follow."""
    whom = f"{warned}Sẽ báo cho {told} người liên quan." if told else f"{warned}Không ai phải báo."
    whom += f" Còn {left} thay đổi nữa, hỏi tiếp sau." if left else ""
    if off := _off(edit):
        return f"**{OFF[off][0]}: {escape(edit.title)}**\n{whom} {OFF[off][1]}"
    return f"**Sửa: {escape(edit.title)}**\nTrước: {before}\nSau: {after}\n{whom} Ghi không ạ?"


def overtaken(name: str, at: datetime, edit: Edit, before: str, after: str) -> str:
    """Who changed what since a form was opened."""
    who, change = escape(name) or "Người khác", _change(before, after)
    return (
        f"{who} đã sửa “{escape(edit.title)}” lúc {at:%H:%M %d/%m}: {change}. Vì vậy chưa ghi. "
        "Ô anh/chị đã sửa vẫn còn, ô khác là số liệu mới; xem lại rồi bấm lần nữa."
    )


def yes(edit: Edit) -> str:
    """The button that writes a change; one that calls something off says so."""
    return OFF_BUTTONS.get((_off(edit) or "", edit.subject.partition(":")[0]), "Ghi")


def _off(edit: Edit) -> str | None:
    return next((field for field in OFF if edit.after.get(field)), None)


def recorded(edit: Edit, before: str, after: str, told: int, held: time | None = None) -> str:
    """Echoes what was written, and when people hear of it; `held`: when the quiet of the night ends."""
    when = f"Đêm không báo tin: {held:%H:%M}" if held else "Mười phút nữa"
    whom = f" {when} báo cho {told} người, gộp với các sửa khác nếu có." if told else ""
    if off := _off(edit):
        return f"{OFF[off][2]}: {escape(edit.title)}.{whom}"
    return f"✓ Đã sửa: {escape(edit.title)}: {before} → {after}.{whom}"


def become(after: Mapping[str, Any]) -> str:
    """The values after a change: what was emptied is named, since it is news."""
    emptied = "venue" in after and not after["venue"]
    return f"{told}, {NO_PLACE}" if emptied and (told := said(after, "")) else said(after)


def said(values: Mapping[str, Any], missing: str = "chưa có") -> str:
    """The values of one side of a change as people say them."""
    marks = [word for field, word in DONE.items() if values.get(field)]
    if marks:
        return marks[0]
    back = any(values.get(field) is False for field in DONE) and not values.get("starts_on")
    if back:
        return ", ".join(part for part in (BACK, _moment(values)) if part)
    if values.get("date_text") and not values.get("starts_on"):
        return escape(values["date_text"].strip(" ."))
    venue, title = (str(values.get(field) or "") for field in ("venue", "title"))
    parts = [_moment(values), escape(venue), "" if venue and venue in title else escape(title)]
    return ", ".join(part for part in parts if part) or missing


def _moment(values: Mapping[str, Any]) -> str:
    """ "từ 19:00 thứ Năm 25/03", "từ thứ Hai 28/03 đến …", "trước ngày 20/03"."""
    clock = hours(_time(values.get("start")), _time(values.get("end")))
    if values.get("starts_on"):
        last = values.get("ends_on")
        return span(date.fromisoformat(values["starts_on"]), date.fromisoformat(last) if last else None)
    if values.get("due_on"):
        due, at = date.fromisoformat(values["due_on"]), _time(values.get("due_time"))
        before = "trước" if values.get("before", True) else "hết"
        return f"trước {at:%H:%M} {weekday(due)}" if at else f"{before} {weekday(due)}"
    day = weekday(date.fromisoformat(values["day"])) if values.get("day") else ""
    return " ".join(part for part in (clock, day) if part)


def _time(value: str | None) -> time | None:
    return time.fromisoformat(value) if value else None


def _change(before: str, after: str) -> str:
    """ "từ 18:30 → từ 19:00"; what was called off stands alone."""
    return after if after in DONE.values() else f"{before} → {after}"


def notice(title: str, lines: Sequence[tuple[str, str, str]], number: str) -> Words:
    """What those hear whom changes touch: each thing with before and after."""
    if len(lines) == 1:
        what, before, after = lines[0]
        text = f"**Thay đổi: {escape(what)}**\n{first_letter_up(_change(before, after))}."
    else:
        rows = [f"○ {escape(what)}: {_change(before, after)}." for what, before, after in lines]
        text = "\n".join([f"**{len(lines)} thay đổi**", *rows])
    head = "" if len(lines) == 1 and lines[0][0] == title else f"\n{escape(title)}."
    return Words(f"{text}{head}\n— Ban tổ chức, tin HN-{number}", (("Đã nhận", f"/nhan {number}"),))
