"""A dress rehearsal in words: when, to how many, how the message begins."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from handlers.messages import escape
from handlers.wording.times import weekday
from storage.outbox import Words

Write = Callable[[str], Words]  # from the number that a message gets to what it says

NOTHING = (
    "Từ nay đến hết hội nghị chưa có tin nào sẽ tự gửi: chưa có ai tham gia, hoặc mọi việc đã xong. "
    "Mời đầu mối và đại biểu bằng /moi rồi xem lại."
)
OPENING = 60
NAMED = 12


def listed(lines: Sequence[tuple[datetime, int, str]], messages: int, recipients: int, skipped: int) -> str:
    """The season, a line for each message; nothing was sent."""
    head = f"**Tổng duyệt: {messages} tin, {recipients} lượt gửi** (chưa gửi cho ai)"
    rows = [
        f"{number}. {at:%H:%M} {weekday(at.date())} → {count} người: {_opening(text)}"
        for number, (at, count, text) in enumerate(lines, skipped + 1)
    ]
    return "\n".join([head, *rows])


def _opening(text: str) -> str:
    line = text.split("\n", 1)[0].replace("**", "")
    return line if len(line) <= OPENING else line[: OPENING - 1].rstrip() + "…"


def sending(days: int) -> str:
    return f"✓ Đang gửi riêng cho anh/chị {days} tin tổng duyệt, mỗi ngày của đợt một tin. Không ai khác nhận."


def of_day(day: date, rows: Sequence[tuple[datetime, Sequence[str], str]], number: str) -> str:
    """The messages of one day, each with its hour and its people."""
    parts = [f"**Tổng duyệt – {weekday(day)}**"]
    for at, people, text in rows:
        named = ", ".join(escape(name) for name in people[:NAMED])
        more = f" và {len(people) - NAMED} người khác" if len(people) > NAMED else ""
        parts.append(f"▸ {at:%H:%M} gửi {len(people)} người: {named}{more}\n{text}")
    return "\n\n".join([*parts, f"Tin HN-{number}"])
