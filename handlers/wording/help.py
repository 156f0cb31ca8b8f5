"""Menu and help."""

from collections.abc import Sequence

from handlers.messages import escape
from handlers.wording.account import ROLES
from storage.models import Event, Membership

NOT_AMONG_YOURS = "Anh/chị chưa tham gia hội nghị đó. Chọn trong danh sách."


def menu(event: Event, members: Sequence[Membership]) -> str:
    """The event and in which roles the asker speaks."""
    return f"**{escape(event.title)}**\n{'; '.join(map(_role, members))}. Chọn việc, hoặc cứ hỏi bằng lời."


def _role(member: Membership) -> str:
    place = f", {escape(member.unit.name)}" if member.unit else ""
    return f"{ROLES[member.role]}{place}"


def which_event(event: Event) -> str:
    return f"Đang nói về: {escape(event.title)}. Chọn hội nghị khác:"


def event_chosen(event: Event) -> str:
    return f"✓ Từ bây giờ nói về: {escape(event.title)}."


def help_lines(rows: Sequence[tuple[str, str]]) -> str:
    lines = ["Cứ hỏi bằng lời, có dấu hay không dấu, ví dụ “mai mấy giờ họp”, “nộp báo cáo ở đâu”. Hoặc dùng lệnh:"]
    return "\n".join(lines + [f"/{name} – {words}" for name, words in rows])
