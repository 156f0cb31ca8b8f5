"""What is said when a passage of the plan answers, or when nothing does; greetings and thanks."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.messages import escape
from handlers.wording import tells
from handlers.wording.told import Told, together, where
from storage.models import Contact

ABOUT = (
    "Tôi là trợ lý của Ban tổ chức, trả lời theo kế hoạch đã công bố.\n"
    "Anh/chị hỏi được: chương trình, giờ và địa điểm, hạn nộp, nhiệm vụ của từng cơ quan, đại biểu, kinh phí, đầu mối."
)
GREETING = "Chào anh/chị. Ban tổ chức sẵn sàng hỗ trợ: chương trình, địa điểm, hạn nộp, nhiệm vụ, cứ hỏi bằng lời."
THANKS = "Rất vui được hỗ trợ anh/chị. Cần gì thêm, anh/chị cứ nhắn."
GOODBYE = "Vâng, chúc anh/chị một ngày vui. Cần gì thêm, anh/chị cứ nhắn, Ban tổ chức sẵn sàng hỗ trợ."
TALK = {"about": ABOUT, "greeting": GREETING, "thanks": THANKS, "bye": GOODBYE}
TWO_SOURCES = 620
SHORT = 160  # characters of a supporting line
SUPPORT = "· "
THIS = "điều này"
ABOUT_KINDS = (
    ("phone", "số điện thoại"),
    ("email", "thư điện tử"),
    ("money", "khoản tiền này"),
    ("hour", "giờ này"),
    ("day", "ngày này"),
    ("place", "địa điểm này"),
    ("count", "con số này"),
    ("person", "người này"),
    ("unit", "đơn vị này"),
)
# How a thing that is only named may be meant: what its button says, what it asks.
READINGS = {
    "deadline": ("Hạn nộp {}", "han nop {}"),
    "duty": ("Ai lo {}", "ai lo {}"),
    "item": ("{} lúc nào", "{} luc nao"),
    "budget": ("{} hết bao nhiêu tiền", "{} het bao nhieu tien"),
    "group": ("Bao nhiêu {}", "bao nhieu {}"),
}


def quoted(parts: Sequence[tuple[str, object]]) -> Told:
    """Passages with their lines: [("…", 84)]."""
    if len(parts) > 1 and sum(len(text) for text, _ in parts) > TWO_SOURCES:
        parts = parts[:1]
    texts = [escape(text).strip() for text, _ in parts]
    told = tuple(fact for text, line in parts for fact in tells.of(f"line:{line}", quote=text))
    return Told("\n".join(texts), where(*(line for _, line in parts)), told)


def unknown(about: str, ask: str) -> Told:
    """The whole fact is missing: no figures, and whom to ask, where there is anybody."""
    return Told(f"Chưa có thông tin về {about} trong kế hoạch.{f' Anh/chị hỏi {ask}.' if ask else ''}")


def cut(told: Told) -> Told:
    """An answer as one short line."""
    line = " ".join(told.body.split("\n"))
    short = line if len(line) <= SHORT else f"{line[:SHORT].rsplit(' ', 1)[0].rstrip(' .,;:')} …"
    return replace(told, body=short)


def with_support(told: Told, support: Told, source_line: object) -> Told:
    """An answer with one more line under it, the source of both last."""
    return together([told, Told(f"{SUPPORT}{support.body}", where(source_line), support.facts)])


def whom_to_ask(contacts: Sequence[Contact]) -> str:
    """A telephone that organisers or the plan give, else the office that receives papers, else the organisers."""
    phone = next((c for c in contacts if c.kind == "phone"), None)
    if phone is not None:
        return escape(f"{phone.label or 'ban tổ chức'}: {phone.value}")
    office = next((c.value for c in contacts if c.kind == "office" and len(c.value) <= 90), None)
    if office and not any(char.isdigit() for char in office):
        return f"ban tổ chức hoặc {escape(office)}"
    return "ban tổ chức"


OWN_SEATS = "số đại biểu riêng của đơn vị này"  # what the plan does not say
