"""Doubts about a plan, as questions that an organiser can answer."""

from datetime import date, time

NO_EVENT = "Chưa tìm thấy hội nghị hay sự kiện nào trong văn bản. Đây có phải là kế hoạch tổ chức không?"
NAMELESS = "sự kiện này"
SHOWN = 60  # characters of a title


def weekday(day: date, right: str, written: str) -> str:
    return f"Ngày {_full(day)} là {right} nhưng kế hoạch ghi {written}. Ngày hay thứ đúng?"


def no_such_day(words: str) -> str:
    return f"Ngày “{words}” không có trong lịch. Ngày đúng là ngày nào?"


def unlikely_year(words: str) -> str:
    return f"Năm trong “{words}” có vẻ gõ nhầm. Năm đúng là năm nào?"


def event_past(title: str, day: date) -> str:
    return f"“{title}” ngày {_full(day)} đã qua. Kế hoạch này còn dùng không?"


def deadline_past(until: str) -> str:
    return f"Hạn {until} đã qua. Có gia hạn không?"


def deadline_after_meeting(until: str, what: str, meeting: date) -> str:
    return f"Hạn {until} (“{what[:SHOWN]}”) sau ngày họp {_full(meeting)}. Có đúng không?"


def on_rest_day(until: str, why: str, last: date | None, working: tuple[str, date]) -> str:
    """`last` where the deadline is "before" a day: the last day it allows. `working`: weekday and day to take instead."""
    falls = f"tức hết {why} {_full(last)}" if last else f"rơi vào {why}"
    return f"Hạn {until} {falls}. Lấy {working[0]} {_full(working[1])} làm hạn nhắc được không?"


def until(day: date | None, hour: time | None, *, before: bool) -> str:
    """ "trước ngày 01/03/2027", "17:00 ngày 01/03/2027"."""
    shown = _full(day) if day else ""
    if before:
        return f"trước ngày {shown}"
    return f"{hour:%H:%M} ngày {shown}" if hour else f"ngày {shown}"


def overlap(first: tuple[str, time | None], second: tuple[str, time | None]) -> str:
    """The title and the end of the first, the title and the start of the second."""
    ends = f"“{first[0][:SHOWN]}” kết thúc {first[1]:%H:%M}"
    starts = f"“{second[0][:SHOWN]}” bắt đầu {second[1]:%H:%M}"
    return f"{ends} nhưng {starts}. Giờ nào đúng?"


def outside(title: str, day: date, first: date, last: date) -> str:
    span = f"{_full(first)} – {_full(last)}"
    return f"“{title[:SHOWN]}” ghi ngày {_full(day)}, ngoài thời gian tổ chức ({span}). Ngày nào đúng?"


def no_day(name: str) -> str:
    return f"“{name}” chưa có ngày cụ thể. Tổ chức ngày nào?"


def no_venue(name: str) -> str:
    return f"“{name}” chưa có địa điểm. Tổ chức ở đâu?"


def no_hours(name: str) -> str:
    return f"Chương trình của “{name}” chưa có giờ. Bắt đầu lúc mấy giờ?"


def no_counts(name: str) -> str:
    return f"“{name}” chưa ghi số đại biểu của từng đơn vị. Mỗi đơn vị mấy người?"


def no_quota(group: str, count: int) -> str:
    return f"“{group}” có {count} người. Mỗi đơn vị được mấy người?"


def two_names(usual: str, rare: str) -> str:
    return f"“{usual}” và “{rare}” có phải là một không? Tên nào đúng?"


def section_sum(name: str, stated: int, total: int) -> str:
    return f"“{name}” ghi {stated} đại biểu nhưng các nhóm cộng lại là {total}. Số nào đúng?"


def total_sum(stated: int, total: int) -> str:
    return f"Kế hoạch dự kiến {stated} đại biểu nhưng các nhóm cộng lại là {total}. Số nào đúng?"


def cost_product(item: str, amount: int, product: int) -> str:
    told = f"số lượng nhân đơn giá là {_dotted(product)} đồng"
    return f"“{item}” ghi {_dotted(amount)} đồng, nhưng {told}. Số nào đúng?"


def budget_sum(stated: int, total: int) -> str:
    return f"Tổng kinh phí ghi {_dotted(stated)} đồng nhưng các khoản cộng lại là {_dotted(total)} đồng. Số nào đúng?"


def _full(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
