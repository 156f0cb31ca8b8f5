"""When reminders are sent, in words."""

from collections.abc import Sequence

from handlers.messages import escape
from handlers.wording.times import first_letter_up

HOW = (
    "Đổi bằng một câu, ví dụ:\n“nhắc hạn trước 10, 5, 2 ngày”\n“nhắc hạn báo cáo trước 2 ngày”\n"
    "“bỏ nhắc quá hạn”\n“nhắc họp trước 1 ngày”"
)
NOT_UNDERSTOOD = f"Chưa rõ cần nhắc lúc nào. {HOW}"
TOO_FAR = "Nhắc sớm nhất trước 14 ngày, muộn nhất 5 ngày làm việc sau hạn. Gõ lại, ví dụ: nhắc hạn trước 10, 5, 2 ngày."
WHICH = "Có mấy hạn giống nhau. Anh/chị muốn đặt cho hạn nào ạ?"
NO_SUCH = "Không có hạn nộp nào tên như vậy. Gọi theo tên trong /han, ví dụ: nhắc hạn báo cáo trước 2 ngày."
NEVER = "không nhắc"
OF_MEETING = "sáng ngày họp có chương trình lúc 07:00"


def listed(of_all: Sequence[int], papers: Sequence[tuple[str, Sequence[int]]], of_meeting: Sequence[int]) -> str:
    """Every ladder of the event, the papers with one of their own by name."""
    rows = [f"Hạn nộp: {_steps(of_all)}."]
    rows += [f"Riêng {escape(what)}: {_steps(days)}." for what, days in papers]
    rows.append(f"Họp: {_steps(of_meeting)}; {OF_MEETING}.")
    note = "Nhắc lúc 08:00, chỉ nhắc nơi còn nợ; gặp ngày nghỉ thì nhắc ngày làm việc trước đó."
    return "\n".join(["**Lịch nhắc**", *rows, note, HOW])


def recorded(about: str, paper: str | None, days: Sequence[int]) -> str:
    """What holds from now on."""
    what = f"hạn {escape(paper)}" if paper else "hạn nộp" if about == "deadline" else "họp"
    tail = "" if about == "deadline" else f"; {OF_MEETING}"
    return f"✓ {first_letter_up(what)}: {_steps(days)}{tail}. Lần nhắc đã qua thì không gửi bù."


def _steps(days: Sequence[int]) -> str:
    """ "nhắc trước 7, 3, 1 ngày; ngày cuối; quá hạn 1 ngày làm việc"."""
    ahead = [str(day) for day in days if day > 0]
    parts = [f"nhắc trước {', '.join(ahead)} ngày"] if ahead else []
    parts += ["ngày cuối" if parts else "nhắc ngày cuối"] if 0 in days else []
    parts += [f"{'' if parts else 'nhắc '}quá hạn {-day} ngày làm việc" for day in days if day < 0]
    return "; ".join(parts) or NEVER
