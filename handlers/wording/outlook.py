"""What becomes of the reminders of a thing that was changed: which one comes next, or that none does."""

from datetime import datetime

from handlers.wording.times import weekday
from storage.clock import local

NO_MORE = "Không nhắc nữa."
ALL_PAST = "Các lần nhắc đều đã qua, không nhắc thêm."
NOBODY_OWES = "Không còn ai nợ giấy tờ này nên không nhắc."
CALLED_OFF = "Hội nghị đã hủy nên không nhắc."
LADDER_OFF = "Lịch nhắc hạn này đang tắt nên không nhắc."
NO_DAY = "Chưa có ngày mới thì không nhắc họp."
NO_MEETING = "Không nhắc họp nữa."
PAPERS_GO_ON = "Hạn nộp giấy tờ vẫn được nhắc theo lịch."
TOLD_ALREADY = "Người thực hiện đã được nhắc, không nhắc lại."
TOO_NEAR = "Không còn kịp nhắc người thực hiện trước 15 phút."


def deadline(at: datetime, days: int, zone: str) -> str:
    """The next reminder of a deadline, so many days before it, working days after it where negative."""
    return f"Lời nhắc tiếp theo: {_moment(at, zone)} ({_step(days)})."


def lead(at: datetime, zone: str) -> str:
    """Only who leads a delegation is still reminded."""
    return f"Các lần nhắc đầu mối đều đã qua; {_moment(at, zone)} nhắc người phụ trách đơn vị."


def calls(at: datetime, zone: str) -> str:
    """Only the list of whom to telephone still comes."""
    return f"Các lần nhắc đều đã qua; {_moment(at, zone)} ban tổ chức nhận danh sách đơn vị cần gọi điện."


def meeting(at: datetime, days: int, zone: str) -> str:
    """The next reminder of a meeting, so many days before it."""
    return f"Lời nhắc họp tiếp theo: {_moment(at, zone)} ({_step(days)})."


def morning(at: datetime, zone: str, *, off: bool) -> str:
    """Only the programme of a morning still comes; `off`: the ladder is empty."""
    head = "Lịch nhắc họp đang tắt" if off else "Các lần nhắc trước ngày họp đều đã qua"
    return f"{head}; {_moment(at, zone)} gửi chương trình."


def performers(at: datetime, zone: str) -> str:
    """When those who are next are told."""
    return f"Người thực hiện được nhắc lúc {_moment(at, zone)}."


def _step(days: int) -> str:
    if days < 0:
        return f"quá hạn {-days} ngày làm việc"
    return f"trước {days} ngày" if days else "ngày cuối"


def _moment(at: datetime, zone: str) -> str:
    here = local(at, zone)
    return f"{here:%H:%M} {weekday(here.date())}"
