"""What is said when a passage of the plan answers, or when nothing does; greetings and thanks."""

from collections.abc import Sequence

from handlers.messages import escape
from handlers.wording.times import source
from storage.models import Contact

ABOUT = (
    "Tôi là trợ lý của Ban tổ chức, trả lời theo kế hoạch đã công bố.\n"
    "Anh/chị hỏi được: chương trình, giờ và địa điểm, hạn nộp, nhiệm vụ của từng cơ quan, đại biểu, kinh phí, đầu mối."
)
GREETING = "Chào anh/chị. Ban tổ chức sẵn sàng hỗ trợ: chương trình, địa điểm, hạn nộp, nhiệm vụ, cứ hỏi bằng lời."
THANKS = "Rất vui được hỗ trợ anh/chị. Cần gì thêm, anh/chị cứ nhắn."
TWO_SOURCES = 620


def quoted(parts: Sequence[tuple[str, object]]) -> str:
    """Passages with their lines: [("…", 84)]."""
    texts = [escape(text).strip() for text, _ in parts]
    return "\n".join([*texts, source(*(line for _, line in parts))])


def unknown(about: str, ask: str) -> str:
    """The whole fact is missing: no figures, and whom to ask."""
    return f"Chưa có thông tin về {about} trong kế hoạch. Anh/chị hỏi {ask}."


def whom_to_ask(contacts: Sequence[Contact]) -> str:
    """A telephone that organisers or the plan give, else the office that receives papers, else the organisers."""
    phone = next((c for c in contacts if c.kind == "phone"), None)
    if phone is not None:
        return escape(f"{phone.label or 'ban tổ chức'}: {phone.value}")
    office = next((c.value for c in contacts if c.kind == "office" and len(c.value) <= 90), None)
    if office and not any(char.isdigit() for char in office):
        return f"ban tổ chức hoặc {escape(office)}"
    return "ban tổ chức"
