"""What is said about plans."""

from handlers.messages import escape
from storage.models import Plan

ALREADY_PUBLISHED = "Kế hoạch này đã công bố rồi, không cần công bố lại."


def published(plan: Plan) -> str:
    return (
        f"✓ Đã công bố: {escape(plan.title)}.\nTừ bây giờ mọi người đã tham gia hỏi được chương trình, hạn và nhiệm vụ."
    )
