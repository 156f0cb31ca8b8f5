"""What is said about codes and roles that are withdrawn, and about codes that wander."""

from collections.abc import Sequence

from handlers.messages import escape
from handlers.wording.account import ROLES, who
from storage.models import Invitation, Membership
from storage.outbox import Words

WHO_INSTEAD = "Nhắn kèm số điện thoại để ghi người mới, ví dụ: thay đầu mối Bình Minh bằng chị Hoa 0912345678.\n"


def contact_kept(name: str, phone: str) -> str:
    return f"✓ Đã ghi người liên hệ: {escape(name)}, {phone}. Thu hồi đầu mối cũ rồi gửi mã mời cho người mới.\n"


NOTHING_TO_REVOKE = "Không có mã mời nào còn mở và không có ai khác để thu hồi vai trò."
NO_SUCH = "Không có mã hay vai trò này để thu hồi. Gõ /thuhoi để xem danh sách."
CHANGED = "Vai trò này vừa được người khác sửa, nên chưa thu hồi gì. Gõ /thuhoi để xem lại."


def choose(codes: int, members: int) -> str:
    return (
        f"Thu hồi gì? {codes} mã mời còn mở, {members} người đang có vai trò. Chọn một, hoặc nhắn “/thuhoi tên đơn vị”."
    )


def code(row: Invitation) -> str:
    """A button: "Mã Đầu mối đơn vị – Khe Mây (còn 1)"."""
    place = f" – {row.unit.name}" if row.unit else ""
    return f"Mã {ROLES[row.role]}{place} (còn {row.uses - row.used})"


def revoke_asked(row: Membership) -> str:
    return f"Thu hồi vai trò của {escape(who(row))}? Số liệu đã báo vẫn giữ."


def code_revoked(row: Invitation) -> str:
    return f"✓ Đã thu hồi: {escape(code(row))}. Mã và đường dẫn này không mở được nữa; ai đã vào vẫn còn vai trò."


def role_revoked(row: Membership) -> str:
    return f"✓ Đã thu hồi vai trò của {escape(who(row))}."


def shared(invitation: Invitation, owners: Sequence[str], number: str, *, link: bool) -> Words:
    """What organisers are told of a code for one person that somebody else tried."""
    place = f" – {escape(invitation.unit.name)}" if invitation.unit else ""
    owner = f" của {escape(', '.join(owners))}" if owners else ""
    did = "vừa được mở trên một máy khác" if link else "vừa được một người khác dùng; người đó không vào được"
    thing = "Đường dẫn riêng" if link else "Mã mời một lần"
    text = (
        f"! {thing}{owner} ({ROLES[invitation.role]}{place}) {did}.\n"
        f"Nếu không phải chính người ấy, anh/chị thu hồi và mời lại: /thuhoi.\nTin HN-{number}"
    )
    return Words(text, (("Thu hồi", "/thuhoi"),))
