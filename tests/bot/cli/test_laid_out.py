"""`hoinghi read` on a terminal: margin, sections, questions, unread lines."""

from datetime import date
from pathlib import Path

import pytest

from bot.cli import showing
from bot.cli.laid_out import laid_out
from handlers.reading.draft import PlanDraft
from handlers.reading.plan import read_plan

TEXT = """UBND XÃ SUỐI LAU
Suối Lau, ngày 02 tháng 3 năm 2026
KẾ HOẠCH
Tổ chức Hội nghị tổng kết phong trào
I. THỜI GIAN, THÀNH PHẦN
1. Thời gian: thứ Hai, ngày 14/4/2026.
2. Thành phần: 25 đại biểu, gồm:
- Trưởng thôn: 15 đại biểu;
- Cán bộ xã: 10 đại biểu.
II. CHƯƠNG TRÌNH
- 8h00 - 8h30: Đón đại biểu (Văn phòng xã)
- 8h30: Khai mạc
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng xã: Chủ trì chuẩn bị hội trường.
2. Các thôn gửi danh sách đại biểu về Văn phòng xã trước ngày 06/4/2026.
IV. KINH PHÍ
Theo dự toán của xã."""
FOUND = """
KẾ HOẠCH
   4 │ Tên         Tổ chức Hội nghị tổng kết phong trào
     │ Số          ?
   1 │ Cơ quan     UBND XÃ SUỐI LAU
   2 │ Ngày        02/03/2026
     │ Người ký    ?

HỘI NGHỊ TỔNG KẾT PHONG TRÀO
   6 │ Thời gian   Thứ Ba 14/04/2026
     │ Địa điểm    ?
   7 │ Dự kiến     25 đại biểu

  Thành phần
   8 │    15  Trưởng thôn
   9 │    10  Cán bộ xã

  CHƯƠNG TRÌNH
  11 │ 08:00–08:30 Đón đại biểu
     │             Văn phòng xã
  12 │ 08:30       Khai mạc

  Nhiệm vụ
  14 │ Văn phòng xã
  14 │   • Chủ trì chuẩn bị hội trường [chủ trì]
  15 │ Các thôn
  15 │   • gửi danh sách đại biểu về Văn phòng xã trước ngày 06/4/2026

HẠN (1)
  15 │ trước 06/04/2026  danh sách đại biểu
     │                   ai: Các thôn · gửi: Văn phòng xã · giấy tờ: danh sách đại biểu

CẦN HỎI LẠI (3)
   6 │ ? Ngày 14/04/2026 là thứ Ba nhưng kế hoạch ghi thứ Hai. Ngày hay thứ đúng?
  15 │ ? Hạn trước ngày 06/04/2026 tức hết Chủ nhật 05/04/2026. Lấy thứ Sáu 03/04/2026 làm hạn nhắc
     │   được không?
   4 │ ? “Hội nghị tổng kết phong trào” chưa có địa điểm. Tổ chức ở đâu?

CHƯA ĐỌC (2 dòng)
  16 │ IV. KINH PHÍ
  17 │ Theo dự toán của xã."""


@pytest.fixture
def draft() -> PlanDraft:
    return read_plan(list(enumerate(TEXT.split("\n"), 1)), date(2026, 3, 3))


def test_a_draft_on_a_wide_terminal(draft: PlanDraft) -> None:
    assert "\n".join(laid_out(draft, 100)) == FOUND


@pytest.mark.parametrize("width", [20, 60, 80, 300])
def test_no_line_is_wider_than_the_terminal_allows(draft: PlanDraft, width: int) -> None:
    assert max(map(len, laid_out(draft, width))) <= min(110, max(60, width))


def test_colours_only_where_asked_for(draft: PlanDraft) -> None:
    assert "\033[" not in "\n".join(laid_out(draft))
    coloured = "\n".join(laid_out(draft, colour=True))
    assert "\033[2mTheo dự toán của xã.\033[0m" in coloured
    assert "\033[33m" in coloured


def test_a_pipe_gets_no_colours(draft: PlanDraft, capsys: pytest.CaptureFixture[str]) -> None:
    showing.show(draft)
    assert "\033[" not in capsys.readouterr().out


def test_every_plan_of_ours_can_be_laid_out() -> None:
    for path in (Path(__file__).parents[2] / "data" / "plans").glob("*.txt"):
        found = read_plan(list(enumerate(path.read_text(encoding="utf-8").split("\n"), 1)))
        rows = list(laid_out(found, 90, colour=False))
        assert max(map(len, rows)) <= 90
        assert "KẾ HOẠCH" in rows
