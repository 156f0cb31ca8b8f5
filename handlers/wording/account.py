"""What is said about joining, roles and own data."""

import hashlib
from collections.abc import Iterable, Sequence

from handlers.language.activities import activity
from handlers.messages import escape
from handlers.traits import Channels, ChannelTraits
from handlers.wording.attendance import RSVP
from handlers.wording.undoing import done
from storage.clock import local
from storage.models import Invitation, Membership, Person, Rsvp, Unit
from storage.own_data import OwnData

TERMS = (
    "Lưu: tên hiển thị, kênh liên lạc, vai trò, điều anh/chị trả lời. Để: báo lịch, nhắc việc, tổng hợp đại biểu; "
    "không dùng vào việc khác. Giữ đến {days} ngày sau hội nghị, rồi chỉ còn con số. {travels}\n"
    "Anh/chị được xem, sửa, xóa, rút đồng ý bất cứ lúc nào: /dulieucuatoi, /ten, /xoadulieu, /dung. "
)  # what is agreed to: whoever agreed to other words is asked again

ROLES = {
    "organiser": "Ban tổ chức",
    "focal": "Đầu mối đơn vị",
    "duty": "Đơn vị có nhiệm vụ",
    "delegate": "Đại biểu",
    "helper": "Người giúp điểm danh",
}

WHO_WE_ARE = (
    "Đây là trợ lý của ban tổ chức hội nghị, trả lời tự động. Để dùng, anh/chị nhắn mã mời (8 ký tự) "
    "hoặc mở đường dẫn ban tổ chức đã gửi. Chưa có mã thì hỏi đầu mối của đơn vị mình."
)
CODE_GIVES_NOTHING = (
    "Mã này không dùng được: có thể gõ nhầm, đã dùng hoặc đã hết hạn. Anh/chị xem lại mã, hoặc xin ban tổ chức mã mới."
)
TOO_MANY_CODES = "Đã nhập sai mã nhiều lần. Anh/chị chờ một giờ rồi thử lại, hoặc gọi ban tổ chức xin mã mới."
NOT_JOINED = "Vâng, không ghi gì về anh/chị. Khi cần, anh/chị nhắn lại mã mời."
ALREADY_HERE = "Anh/chị đã tham gia rồi, cứ hỏi tự nhiên, ví dụ: “chiều nay có gì”."


def whom_of(unit: Unit) -> str:
    return f"Mời ai của {escape(unit.name)}? Chọn vai trò của người được mời:"


def only_own_delegates(unit: Unit | None) -> str:
    place = escape(unit.name) if unit else "đơn vị mình"
    return (
        f"Đầu mối chỉ mời được đại biểu của {place}, nên chưa tạo mã nào. Cần mời người khác, anh/chị nhờ ban tổ chức."
    )


WHOM_TO_INVITE = "Mời ai? Chọn vai trò của người được mời:"
WHICH_UNIT = "Người được mời thuộc đơn vị nào?"
NO_SUCH_UNIT = "Không thấy đơn vị này trong kế hoạch. Gõ /moi rồi chọn trong danh sách."
NOBODY_WAITS_THERE = "Không có ai đang chờ duyệt theo số đó. Gõ /duyet để xem danh sách."
HOW_TO_NAME = "Anh/chị nhắn: tên tôi là Nguyễn Văn A, kèm số điện thoại nếu muốn."
ERASE_ASKED = "Xóa tên, số điện thoại và mọi kết nối của anh/chị khỏi hội nghị? Số đại biểu đã báo của đơn vị vẫn giữ, không kèm tên."
ERASED = "✓ Đã xóa. Muốn dùng lại, anh/chị cần mã mời mới."
STOPPED = "✓ Từ nay không tự gửi tin cho anh/chị nữa. Anh/chị vẫn hỏi được bình thường."
RESUMED = "✓ Đã bật lại: anh/chị sẽ nhận nhắc việc và thông báo."


def travels(by: ChannelTraits) -> str:
    return f"Tin nhắn đi qua {by.consent or by.label}."


def consent(invitation: Invitation, by: ChannelTraits, issuer: str | None, days: int) -> str:
    """Who, what, why, how long, rights: read before anything is kept."""
    whose = f"ban tổ chức ({escape(issuer)})" if issuer else "ban tổ chức"
    place = f" của {escape(invitation.unit.name)}" if invitation.unit else ""
    return (
        f"Mời anh/chị tham gia với vai trò **{ROLES[invitation.role]}**{place}: {escape(invitation.event.title)}.\n"
        f"Đây là trợ lý tự động của {whose}; bên giữ dữ liệu là ban tổ chức.\n"
        f"{TERMS.format(days=days, travels=travels(by))}"
        "Không đồng ý thì không lưu gì; việc tham dự hội nghị không bị ảnh hưởng.\n"
        "Anh/chị có đồng ý không ạ?"
    )


def consent_version(days: int) -> str:
    """By which a consent is known: it changes with the text and with how long data is kept."""
    return hashlib.sha256(TERMS.format(days=days, travels="").encode()).hexdigest()[:10]


def consent_again(by: ChannelTraits, days: int, *, file: bool) -> str:
    """The text has changed since somebody agreed to it."""
    held = (
        "Tệp chưa được nhận, anh/chị gửi lại sau khi đồng ý." if file else "Tin vừa nhắn được giữ, trả lời ngay sau đó."
    )
    terms = TERMS.format(days=days, travels=travels(by))
    return f"Nội dung anh/chị đã đồng ý nay có thay đổi:\n{terms.strip()}\nAnh/chị có đồng ý không ạ? {held}"


AGREED_AGAIN = "✓ Đã ghi anh/chị đồng ý."
NOT_AGREED_AGAIN = (
    "Vâng, không ghi gì thêm về anh/chị; tin vừa nhắn không được trả lời. Xóa điều đã lưu: /xoadulieu, ngừng nhận tin: "
    "/dung. Khi đồng ý, anh/chị cứ nhắn lại."
)


def welcome(member: Membership, invitation: Invitation) -> str:
    place = f", {escape(invitation.unit.name)}" if invitation.unit else ""
    lines = [f"✓ Đã tham gia: {ROLES[member.role]}{place} – {escape(invitation.event.title)}."]
    if member.state == "pending":
        lines.append("Đang chờ ban tổ chức hoặc đầu mối duyệt: trong lúc chờ, anh/chị đã hỏi được lịch và hạn.")
    lines.append("Anh/chị cứ hỏi tự nhiên, có dấu hay không dấu đều được, ví dụ: “mấy giờ khai mạc”.")
    return "\n".join(lines)


def invited(invitation: Invitation, code: str, ways: Iterable[str | None], role: str, unit: Unit | None) -> str:
    place = f" – {escape(unit.name)}" if unit else ""
    until = local(invitation.expires_at).strftime("%d/%m/%Y")
    lines = [f"Mã mời {ROLES[role]}{place}: **{code}** (dùng {invitation.uses} lần, đến {until})."]
    lines += [way for way in ways if way]
    lines.append("Gửi riêng cho người được mời; ai có mã cũng vào được bằng vai trò này.")
    return "\n".join(lines)


def who(member: Membership) -> str:
    unit = f", {member.unit.name}" if member.unit else ""
    return f"{member.person.name or 'chưa ghi tên'} ({ROLES[member.role]}{unit})"


def waiting(members: Sequence[Membership]) -> str:
    if not members:
        return "Không có ai đang chờ duyệt."
    return f"{len(members)} người đang chờ duyệt:\n" + "\n".join(f"? {escape(who(m))}" for m in members)


def approved(member: Membership) -> str:
    return f"✓ Đã duyệt {escape(who(member))}."


def named(name: str, phone: str | None = None) -> str:
    return f"✓ Đã ghi tên: {escape(name)}{f', điện thoại {phone}' if phone else ''}."


def phone_kept(phone: str) -> str:
    return f"✓ Đã ghi số điện thoại của anh/chị: {phone}."


def own_data(person: Person, known: OwnData, zone: str, channels: Channels) -> str:
    """Everything that is kept about somebody, in their own words."""
    lines = [f"**Dữ liệu của anh/chị**\nTên: {escape(person.name) or 'chưa ghi'}"]
    lines.append(f"Điện thoại: {escape(person.phone) if person.phone else 'chưa ghi'}")
    lines.append("Kênh: " + ", ".join(sorted({channels.named(address.channel) for address in person.addresses})))
    for member in known.roles:
        place = f", {escape(member.unit.name)}" if member.unit else ""
        waits = " (chờ duyệt)" if member.state == "pending" else ""
        lines.append(f"Vai trò: {ROLES[member.role]}{place}{waits} – {escape(member.event.title)}")
    lines += [f"Trả lời: {_answer(row)} – {escape(title)}" for row, title in known.rsvps]
    if known.choices:
        lines.append("Đã chọn: " + ", ".join(escape(activity(label)) for label in known.choices))
    for row, name in known.counts:
        lines.append(f"Số đã báo: {escape(name)} {row.total}, lúc {local(row.at, zone):%H:%M %d/%m}")
    for listed, name in known.listed:
        said = ", ".join(escape(part) for part in (listed.name, listed.post) if part)
        lines.append(f"Trong danh sách đoàn {escape(name)}: {said}")
    lines += [f"Người liên hệ của đơn vị: {escape(row.name)}, {row.phone}" for row in known.contacts]
    lines += [f"Câu hỏi đã chuyển ban tổ chức: “{escape(text)}”" for text in known.questions]
    lines.append(f"Tin tự gửi đến anh/chị: {known.messages}. Thao tác có ghi nhật ký: {known.changes}.")
    lines += [f"• {local(line.at, zone):%H:%M %d/%m}: {done(line.action)}" for line in known.log]
    if (older := known.changes - len(known.log)) > 0:
        lines.append(f"• … và {older} dòng cũ hơn")
    lines.append(f"Đồng ý ngày {local(person.consent_at, zone):%d/%m/%Y} (bản {person.consent_version}).")
    return "\n".join(lines)


def _answer(row: Rsvp) -> str:
    more = "; ".join(escape(part) for part in (row.substitute, row.reason) if part)
    return RSVP[row.answer] + (f" ({more})" if more else "")
