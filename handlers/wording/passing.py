"""What is said when a question goes to the organisers, and when their answer comes back."""

from collections.abc import Sequence
from datetime import datetime

from handlers.messages import escape
from handlers.wording import tells
from handlers.wording.told import Told
from storage.clock import local
from storage.models import PassedQuestion, Unit
from storage.outbox import Words

PASS_ON = "Chuyển cho ban tổ chức"
TOO_OLD = "Câu hỏi đã cũ. Anh/chị gõ lại câu hỏi rồi bấm chuyển."
TOO_MANY = "Anh/chị đã chuyển nhiều câu trong hôm nay. Anh/chị gọi ban tổ chức giúp."
NONE_WAITS = "Không có câu hỏi nào chờ trả lời."
HOW = "Anh/chị gõ: /traloi SỐ nội dung. Ví dụ: /traloi 7 Có xe đón tại bến lúc 13:00."


def passed(row: PassedQuestion) -> str:
    return f"✓ Đã chuyển câu hỏi số {row.id} cho ban tổ chức. Có câu trả lời, anh/chị sẽ nhận được ở đây."


def to_organisers(row: PassedQuestion, unit: Unit | None, number: str) -> Words:
    """The question as organisers get it, and how to answer."""
    who = f" ({escape(unit.name)})" if unit else ""
    return Words(
        f"? Câu hỏi số {row.id}{who}: “{escape(row.text)}”\n"
        f"Kế hoạch không trả lời được. Anh/chị gõ: /traloi {row.id} nội dung.\n"
        f"Câu trả lời được dùng cho cả người hỏi sau.\nTin HN-{number}"
    )


def to_asker(row: PassedQuestion, number: str) -> Words:
    return Words(f"Ban tổ chức trả lời câu “{escape(row.text)}”:\n{escape(row.answer or '')}\nTin HN-{number}")


def answered(row: PassedQuestion, askers: int) -> str:
    sent = f" gửi tới {askers} người hỏi và" if askers else ""
    return f"✓ Đã trả lời câu hỏi số {row.id},{sent} dùng cho người hỏi sau."


def waiting(rows: Sequence[PassedQuestion], zone: str) -> str:
    """What waits for an answer, with its number."""
    lines = [f"{row.id}. “{escape(row.text[:120])}” – {_day(row.asked_at, zone)}" for row in rows[:8]]
    return "\n".join([f"{len(rows)} câu hỏi chờ trả lời:", *lines, HOW])


def unknown_number(number: str) -> str:
    return f"Không có câu hỏi số {escape(number)}. Gõ /traloi để xem các câu đang chờ."


def remembered(row: PassedQuestion, zone: str) -> Told:
    """What organisers answered to an earlier asker."""
    when = _day(row.answered_at, zone) if row.answered_at else ""
    said = f"{escape(row.answer or '')}\n— Ban tổ chức trả lời{f', {when}' if when else ''}"
    return Told(said, facts=tells.of(f"question:{row.id}", answer=row.answer))


def _day(at: datetime, zone: str) -> str:
    return f"{local(at, zone):%d/%m}"
