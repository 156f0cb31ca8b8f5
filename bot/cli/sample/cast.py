"""Invented people: who takes part in the sample event, and who sits at a table where a plan is talked with."""

from dataclasses import dataclass

from handlers.permissions import DELEGATE, DUTY, HELPER, ORGANISER

NEWCOMER = "new"

# Focal points of the units of whatever plan is talked with, and one of each other role.
NAMES = (
    "Lường Thị Phấng", "Vì Văn Chứ", "Tòng Thị Mẩy", "Quàng A Sử", "Hà Thị Ngần", "Lèo Văn Đại", "Bạc Thị Xoan",
    "Cà Văn Inh", "Mè Thị Dung", "Lù A Tủa", "Đèo Thị Lún", "Hoàng Văn Pản",
)  # fmt: skip
NAMED = {
    ORGANISER: "Đinh Thị Vân",
    DELEGATE: "Cầm Văn Bua",
    DUTY: "Lò Thị Ún",
    HELPER: "Điêu Văn Sọi",
    NEWCOMER: "Ngần",
}


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody of the sample event who uses the bot; `said` is what they told it before the demo opens."""

    key: str
    label: str
    name: str
    role: str
    unit: str | None = None
    said: tuple[str, ...] = ()
    hint: str = ""


CAST = (
    Role("dai-bieu", "Đại biểu", "Ông Lường Văn Phặn", "delegate", hint="chiều 18/3 có gì"),
    Role("dau-moi", "Đầu mối", "Chị Hà Thị Mỵ", "focal", "xã Lũng Mơ", hint="đoàn em 14 người"),
    Role("nhiem-vu", "Nhiệm vụ", "Anh Quàng Văn Đoan", "duty", "công an phường", hint="đơn vị em làm gì"),
    Role("to-chuc", "Ban tổ chức", "Bà Đèo Thị Nhung", "organiser", hint="tổng hợp các đoàn"),
)
OTHERS = (
    Role("nam-chang", "", "Chị Vì Thị Ương", "focal", "nậm chăng", ("4 thường trực, 7 phòng, 1 tập thể, 2 cá nhân",)),
    Role("pa-vang", "", "Anh Cà Văn Tộ", "focal", "pa vang", ("đoàn em 13 người",)),
    Role("ta-huong", "", "Chị Tòng Thị Lả", "focal", "tà hương", ("chưa rõ",)),
    Role("suoi-nga", "", "Anh Lèo Văn Xiến", "focal", "suối ngà"),
    Role("deo-suong", "", "Chị Bạc Thị Phiu", "focal", "đèo sương", ("đoàn em 14 người",)),
)
