"""What the page of a link says: whose it is, what its button does, what stays as it is."""

from collections.abc import Sequence

from handlers.traits import ChannelTraits
from handlers.wording.account import ROLES, travels
from storage.models import Invitation, Membership, Person

CLOSED = "Liên kết này không mở được nữa: đã hết hạn, đã có người dùng, hoặc bị gõ thiếu."
CLOSED_NEXT = "Anh/chị xin liên kết mới từ đầu mối của đơn vị hoặc từ ban tổ chức."
TOO_MANY = "Đã mở sai liên kết hoặc nhập sai mã nhiều lần."
TOO_MANY_NEXT = "Anh/chị chờ một giờ rồi mở lại, hoặc gọi ban tổ chức xin liên kết mới."
AGAIN = "Trang này đã cũ nên chưa làm gì. Anh/chị bấm lại một lần nữa."
OPEN, INTO_CHAT = "Mở lời mời", "Vào hội thoại"
INVITED, NEW_CHAT = "Tôi là người được mời", "Mở cuộc trò chuyện mới"
TAKE_ROLE = "Nhận vai trò này vào hồ sơ của tôi"
CONNECT = "Nối trình duyệt này"
TO_BE_SENT = "Liên kết này để gửi cho người được mời. Anh/chị mở ở đây thì không có gì thay đổi."
READ_FIRST = "Bấm nút dưới đây để đọc phần giới thiệu. Chưa ghi gì về anh/chị trước khi anh/chị bấm Đồng ý."
NOT_YOURS = "Nếu không phải anh/chị, xin đóng trang này và dùng liên kết riêng của mình."
LIKE_BEFORE = "Từ nay nhắn ở đây hay ở kênh cũ đều như nhau. Bỏ bất cứ lúc nào bằng /kenh."
COPY, COPIED, LINK_TO_SEND = "Chép liên kết", "Đã chép", "Liên kết của lời mời"


def _role(role: str, unit: str | None) -> str:
    """ "đầu mối Lũng Mơ"."""
    short = ROLES[role].removesuffix(" đơn vị") if unit else ROLES[role]
    return f"{short[:1].lower()}{short[1:]}{f' {unit}' if unit else ''}"


def invitation(row: Invitation) -> str:
    return f"Đây là lời mời {_role(row.role, row.unit.name if row.unit else None)}"


def name(person: Person, held: Sequence[Membership]) -> str:
    """A person as a heading names them; by their role where no name is known."""
    return person.name or (_roles(held) or "người đã mở trước")


def whose(person: Person, held: Sequence[Membership]) -> str:
    """ "Lò Thị Mận (đầu mối Lũng Mơ)"."""
    roles = _roles(held)
    return f"{person.name} ({roles})" if person.name and roles else name(person, held)


def _roles(held: Sequence[Membership]) -> str:
    return ", ".join(dict.fromkeys(_role(row.role, row.unit.name if row.unit else None) for row in held))


def you_are(who: str) -> str:
    return f"Anh/chị đang là {who}."


def connect(who: str) -> str:
    return f"Nối trình duyệt này vào hồ sơ của {who}?"


def connects(by: ChannelTraits) -> str:
    return f"{LIKE_BEFORE} {travels(by)}"


def connect_to(who: str) -> str:
    return f"Nối vào hồ sơ của {who}"


def leaves(who: str) -> str:
    return f"Bấm nối thì trình duyệt này thoát khỏi hồ sơ của {who}."


def own(who: str) -> str:
    return f"Đây là liên kết riêng của {who}"


def opened_before(who: str) -> str:
    told = "ban tổ chức" if who == "ban tổ chức" else f"{who} và ban tổ chức"
    return f"Liên kết đã mở trên một trình duyệt khác. Mở tiếp ở đây thì {told} được báo."


def it_is_me(who: str) -> str:
    return f"Tôi là {who}, mở ở đây"


def stay(who: str) -> str:
    return f"Giữ nguyên, tôi là {who}"


def separate(who: str) -> str:
    return (
        f"Bấm tiếp thì trình duyệt này mở một cuộc trò chuyện riêng cho người được mời và thoát khỏi hồ sơ của {who}. "
        f"Để trở lại, mở liên kết riêng của {who}."
    )


def came_in(number: str, label: str) -> str:
    """What somebody hears whose profile was opened in one more browser."""
    where = f" ({label})" if label else ""
    return (
        f"Hồ sơ của anh/chị vừa được mở trên một trình duyệt khác{where}. Nếu không phải anh/chị, gõ /kenh rồi chọn "
        f"Thoát các máy khác.\nTin HN-{number}"
    )
