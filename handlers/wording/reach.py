"""What is said about the channels of one person."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.messages import escape
from handlers.traits import ChannelTraits
from handlers.wording import links
from handlers.wording.account import ROLES, travels
from storage.clock import local
from storage.models import Address, Membership, Person, WebSession
from storage.outbox import Words

MOST_LISTED = 10
NO_CODE = "Mã nối kênh này không dùng được nữa. Anh/chị gõ /kenh ở kênh cũ để lấy mã mới."
OWN_CODE = "Mã này để nhắn ở kênh khác; kênh này đã là của anh/chị."
NOT_THIS = "Không bỏ được kênh này: đó là kênh anh/chị đang dùng, hoặc kênh không còn."


def _place(label: str, row: Address) -> str:
    return label + (" (không gửi đến được)" if row.unreachable_since else "")


def channels(rows: Sequence[tuple[str, Address]]) -> str:
    """Where somebody is reached: (what the channel is called, its address), the first first."""
    said = ", ".join(_place(label, row) for label, row in rows)
    first = f"\nTin tự gửi đến {rows[0][0]} trước; không đến được thì sang kênh kế tiếp." if rows[1:] else ""
    return f"Kênh của anh/chị: {said}.{first}"


NO_OTHER_BROWSER = "Không có trình duyệt nào khác đang mở hồ sơ của anh/chị."
SOME_BROWSER = "Trình duyệt"


def browsers(rows: Sequence[WebSession], here: int, zone: str, site: str | None) -> str:
    """The browsers that are in, a line each, and the page that lists them."""
    if not rows:
        return ""
    lines = [f"• {browser(row, here, zone)}" for row in rows[:MOST_LISTED]]
    rest = [f"• … và {len(rows) - MOST_LISTED} trình duyệt nữa"] if len(rows) > MOST_LISTED else []
    page = [f"[Xem và cho thoát từng máy]({site}/trinh-duyet)"] if site else []
    return "\n".join(["\nĐang mở trang web:", *lines, *rest, *page])


def browser(row: WebSession, here: int, zone: str) -> str:
    """ "Chrome trên Android, dùng lần cuối khoảng 10:00 30/11"."""
    if row.id == here:
        return f"{row.label or SOME_BROWSER} (đang dùng)"
    return f"{row.label or SOME_BROWSER}, dùng lần cuối khoảng {local(row.used_at, zone):%H:%M %d/%m}"


def end_button(count: int, *, here: bool) -> str:
    return "Thoát các máy khác" if here else f"Thoát {count} trình duyệt"


def end_one_button(label: str) -> str:
    return f"Thoát {label or SOME_BROWSER}"


RENEW = "Đổi liên kết riêng"


def ended(labels: Sequence[str], links: Sequence[str]) -> str:
    """Who is out, and the personal links that take the place of the old ones."""
    said = ", ".join(dict.fromkeys(label or SOME_BROWSER for label in labels))
    out = f"✓ Đã thoát {len(labels)} trình duyệt: {said}." if labels else "✓ Đã đổi liên kết riêng."
    if not links:
        return f"{out} Liên kết và mã đã đưa ra trước đây thôi mở được; muốn mở ở máy khác thì gõ /kenh them."
    kept = "Anh/chị giữ riêng, đừng chuyển cho ai."
    return "\n".join([f"{out} Liên kết riêng cũ thôi mở được. Liên kết mới:", *links, kept])


def put_first_button(label: str) -> str:
    return f"Nhận tin ở {label} trước"


def drop_button(label: str) -> str:
    return f"Bỏ {label}"


def new_code(code: str, until: datetime, ways: Iterable[str | None]) -> str:
    lines = [f"Nhắn mã **{code}** ở kênh muốn nối thêm (dùng 1 lần, đến {until:%H:%M})."]
    lines += [way for way in ways if way]
    lines.append("Đừng gửi mã cho người khác: ai nhắn mã này là nối vào hồ sơ của anh/chị.")
    return "\n".join(lines)


def _who(name: str, roles: Sequence[Membership]) -> str:
    places = [ROLES[row.role] + (f" {row.unit.name}" if row.unit else "") for row in roles]
    return escape(f"{name or 'chưa ghi tên'} ({', '.join(places) or 'không còn vai trò'})")


def offered(person: Person, roles: Sequence[Membership], by: ChannelTraits) -> str:
    return (
        f"Nối {by.label} này với {_who(person.name, roles)}? Từ nay nhắn ở đây hay ở kênh cũ đều như nhau.\n"
        f"{travels(by)} Bỏ kênh bất cứ lúc nào: /kenh.\nAnh/chị có đồng ý không ạ?"
    )


def connected(person: Person) -> str:
    return f"✓ Đã nối kênh này với {escape(person.name) or 'hồ sơ của anh/chị'}."


def one_person_asked(pair: Sequence[tuple[str, Sequence[Membership]]]) -> str:
    one, other = (_who(name, roles) for name, roles in pair)
    return f"{one} và {other} có phải cùng một người không ạ? Gộp lại thì các kênh, vai trò và câu trả lời là của một hồ sơ."


def other_way_round(speaker: Person) -> str:
    """A merge that would carry a higher role into a lesser profile."""
    return (
        f"Chưa gộp: hồ sơ ở kênh này ({escape(speaker.name) or 'chưa ghi tên'}) có vai trò cao hơn. Nếu cả hai là của "
        "anh/chị, lấy mã ở hồ sơ này rồi nhắn mã ở kênh kia."
    )


def made_one(person: Person) -> str:
    return f"✓ Đã gộp thành một hồ sơ: {escape(person.name) or 'chưa ghi tên'}."


def first(label: str) -> str:
    return f"✓ Đã ghi: tin tự gửi đến {label} trước."


def dropped(label: str) -> str:
    return f"✓ Đã bỏ {label}."


def notice(label: str, number: str) -> Words:
    text = f"Hồ sơ của anh/chị vừa được nối thêm {label}. Nếu không phải anh/chị nối, bỏ kênh đó bằng /kenh.\nTin HN-{number}"
    return Words(text, (("Xem các kênh", "/kenh"),))


def opened(label: str, number: str) -> Words:
    return Words(links.came_in(number, label), (("Xem các trình duyệt", "/kenh"),))
