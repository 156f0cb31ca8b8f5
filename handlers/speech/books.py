"""The words beside a workbook: whose list it is, a message that it goes out with, or a report of their own."""

import re
from collections.abc import Iterable, Mapping

from handlers.language.folding import fold
from handlers.language.unit_names import mentioned, without_names
from handlers.reading.sheets.count_said import filled_of
from handlers.request import Request
from handlers.said.books import UNITS, Book, BookSaid
from handlers.said.names import FilledSaid
from handlers.said.units import SheetSaid
from handlers.speech.broadcasts import read_caption
from handlers.speech.place import spelt

OF_LIST = frozenset(
    """
    a anh ban bang bieu bo bao cac cap cho chi chinh chon chuc cua cung can cu da dai danh dau day dang di dien dinh
    don doan doi du duoc dung em excel file form gui ho hoi huyen kem kinh ky la lai lan len luong mau moi minh nay
    ngay nghi nhe nguoi nhan nhat nop o oi ong ba phan phuong qua roi sach so sung tep ten tham thanh theo tieu tinh
    to toi trich tren tu ve vien vang vi voi vu xa xin xlsx xong ds dv sl
    """.split()  # noqa: SIM905
)
NUMBERED = re.compile(r"\b(?:lan|dot|so|ngay|nam)(?: thu)? [\d/.-]+")


def read(request: Request) -> BookSaid:
    """`/mau` and a workbook with its caption."""
    book: Book | None = request.incoming.book
    if book is None:
        return BookSaid()
    words, spellings = request.command.words, spelt(request)
    send = read_caption(request)
    return BookSaid(book, _list(book), tuple(mentioned(fold(words), spellings)), send, says_more(words, spellings))


def _list(book: Book) -> FilledSaid | SheetSaid | None:
    if book.kind == UNITS:
        return SheetSaid(book.rows) if book.rows else None
    return filled_of(book.rows, book.counts, book.total) if book.kind else None


def says_more(words: str, spellings: Mapping[int, Iterable[str]]) -> bool:
    """Whether a caption does more than name the list: "danh sách đoàn Khe Mây" does not, "đoàn em 16 người" does."""
    bare = NUMBERED.sub(" ", fold(without_names(words, spellings)))
    return not set(re.findall(r"[a-z0-9]+", bare)) <= OF_LIST
