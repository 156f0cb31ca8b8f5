"""What is said to a workbook that came in a chat, and how its template is got."""

from collections.abc import Sequence

from handlers.messages import escape
from handlers.reading.sheets import filled, heads
from handlers.said.books import UNITS, Book
from handlers.wording import workbooks
from storage.models import Unit

GET = "Lấy mẫu Excel"
OTHER_PAPER = "Giấy tờ khác: anh/chị gửi về nơi nhận ghi trong kế hoạch (/han), rồi nhắn “đã gửi báo cáo”."
RECORD = {"names": "Ghi danh sách đoàn", "units": "Ghi danh sách đơn vị"}


def too_large(megabytes: int) -> str:
    return (
        f"Tệp lớn quá {megabytes} MB nên chưa lấy về, chưa ghi gì. Anh/chị bỏ ảnh trong tệp rồi gửi lại, "
        "hoặc nộp tệp ở trang web của đoàn (/mau)."
    )


def not_brought(label: str) -> str:
    """The platform did not hand the file out."""
    return (
        f"Chưa lấy được tệp này từ {label}, nên chưa ghi gì. Anh/chị gửi lại tệp, hoặc nộp ở trang web của đoàn (/mau)."
    )


def units_not_here() -> str:
    """A list of units from somebody who may not change them."""
    return workbooks.unfit(heads.NAMES, filled.Unfit(heads.UNITS), workbooks.HERE)


def as_a_list(fault: str) -> str:
    """A file that goes out with a message could not be read as a list."""
    return f"! Nếu gửi để ghi danh sách: {fault}"


def either(book: Book) -> str:
    """A list that may be meant to go out with a message, or to be recorded."""
    return f"! Tệp có {_holds(book)}; chưa ghi. Cần ghi thì chọn “{RECORD[book.kind]}”."


def which_unit(book: Book, *, more: bool) -> str:
    """Of which delegation a list is; `more` than can be shown exist."""
    rest = "\nĐoàn chưa có ở dưới: gửi lại tệp, kèm lời là tên đoàn." if more else ""
    return f"{_holds(book).capitalize()} trong tệp là của đoàn nào? Chưa ghi gì.{rest}"


def named_others(book: Book, named: Sequence[Unit]) -> str:
    """The words beside a list name a delegation that its sender does not speak for."""
    told = ", ".join(escape(unit.name) for unit in named[:3])
    return f"Lời kèm tệp nói đến {told}, không phải đoàn của anh/chị. Chưa ghi gì. {_holds(book).capitalize()} này ghi cho đoàn nào?"


def _holds(book: Book) -> str:
    """ "12 tên và số người", "danh sách 13 dòng đơn vị"."""
    if book.kind == UNITS:
        return f"danh sách đơn vị ({len(book.rows)} dòng)"
    counted = bool(book.counts) or book.total is not None
    return " và ".join([*([f"{len(book.rows)} tên"] if book.rows else []), *(["số người"] if counted else [])])


def how(site: str | None, *, organiser: bool, by_chat: bool) -> str:
    """Where the template is, and what becomes of it."""
    page = f"{site or ''}/ban-to-chuc/don-vi" if organiser else f"{site or ''}/don-vi"
    where = f" ({page})" if site else ""
    what = "Mẫu danh sách đơn vị: trang Đơn vị của bàn tổ chức" if organiser else "Mẫu danh sách đoàn: trang Đoàn"
    back = "gửi tệp .xlsx vào đây, hoặc nộp ở chính trang ấy" if by_chat else "rồi nộp ở chính trang ấy"
    return f"{what}{where}. Tải mẫu, điền, {back}.\nChưa vào được trang: lấy liên kết riêng bằng /kenh them"
