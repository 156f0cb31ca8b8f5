"""Menu and help."""

from collections.abc import Sequence

from handlers.messages import escape
from handlers.wording.account import ROLES
from storage.models import Event, Membership


def menu(event: Event, member: Membership | None) -> str:
    role = ROLES[member.role] if member else "Người hỏi"
    place = f", {escape(member.unit.name)}" if member and member.unit else ""
    return f"**{escape(event.title)}**\n{role}{place}. Chọn việc, hoặc cứ hỏi bằng lời."


def help_lines(rows: Sequence[tuple[str, str]]) -> str:
    lines = ["Cứ hỏi bằng lời, có dấu hay không dấu, ví dụ “mai mấy giờ họp”, “nộp báo cáo ở đâu”. Hoặc dùng lệnh:"]
    return "\n".join(lines + [f"/{name} – {words}" for name, words in rows])
