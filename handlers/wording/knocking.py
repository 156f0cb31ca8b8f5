"""What is said where a browser asks to be let into an organiser's profile."""

from handlers.messages import escape
from storage.models import Person, WebSession
from storage.outbox import Words

NOBODY_WAITS = "Không có máy nào đang chờ ở đây: đã quá 30 phút, đã được cho vào, hoặc đã bị từ chối."
ASK = "Xin mở ở máy này"
ALLOWED = "Đã được đồng ý. Bấm nút dưới đây để mở."
ENTER, LOOK_AGAIN = "Mở ở đây", "Xem đã được đồng ý chưa"
TOO_MANY = "Đang có nhiều máy cùng xin mở hồ sơ này."
TOO_MANY_NEXT = "Anh/chị chờ 30 phút rồi mở lại, hoặc gọi ban tổ chức."
NO_COOKIES = "Trình duyệt này không lưu cookie nên chưa xin mở được. Anh/chị bật cookie hoặc dùng trình duyệt khác."
GIVEN_OUT = "Lời mời này đã có người dùng. Người gửi lời mời không mở được hồ sơ của người được mời."


def number_of(row: WebSession) -> str:
    """Four digits that stand on the machine that asks and in the question about it."""
    return f"{int(row.secret_hash[:8], 16) % 10_000:04d}"


def needs_yes(who: str) -> str:
    first = "" if who == "ban tổ chức" else f"{who} đồng ý ở nơi đang dùng, hoặc "
    return f"Liên kết đã mở trên một trình duyệt khác. Mở ở máy này cần {first}ban tổ chức đồng ý."


def waits(who: str, row: WebSession) -> str:
    return (
        f"Đã hỏi {'' if who == 'ban tổ chức' else f'{who} và '}ban tổ chức. Số của máy này: {number_of(row)}. "
        "Anh/chị bấm Cho vào ở máy hoặc kênh đang dùng, rồi trở lại đây bấm nút dưới."
    )


def is_it_you(row: WebSession, number: str) -> Words:
    text = (
        f"Có phải anh/chị đang mở hồ sơ của mình ở máy khác{_on(row)}, trên máy đó hiện số {number_of(row)}?\n"
        "Đúng thì bấm Cho vào. Không phải thì bấm Không phải tôi: liên kết cũ thôi mở được, các máy khác thoát.\n"
        f"Tin HN-{number}"
    )
    return Words(text, (("Cho vào", f"/kenh mo s{row.id}"), ("Không phải tôi", "/kenh thoat")))


def let_colleague_in(owner: Person, row: WebSession, number: str) -> Words:
    text = (
        f"Có người xin mở hồ sơ ban tổ chức{_of(owner)} ở máy khác{_on(row)}, trên máy đó hiện số {number_of(row)}.\n"
        f"Chỉ bấm Cho vào sau khi đã hỏi trực tiếp người ấy.\nTin HN-{number}"
    )
    return Words(text, (("Cho vào", f"/kenh mo s{row.id}"),))


def let_in(owner: Person, row: WebSession) -> str:
    return (
        f"✓ Đã cho máy hiện số {number_of(row)}{_on(row)} mở hồ sơ{_of(owner)}. Trên máy ấy bấm nút một lần nữa là vào."
    )


def _on(row: WebSession) -> str:
    return f" ({escape(row.label)})" if row.label else ""


def _of(owner: Person) -> str:
    return f" của {escape(owner.name)}" if owner.name else ""
