"""Tables drawn with blanks, as PDFs give them back, and tables that lost their shape."""

import html
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from handlers.reading.columns import shaped
from handlers.reading.plan import read_file, read_plan

DRAWN = """\
Thời       Nội dung                     Người thực
gian                                    hiện
Từ         Đón đại biểu tại khách       - Văn phòng Ủy ban
13h30      sạn Sao Mai                  - Phòng Nội vụ
đến
14h30
Từ 15h     Tham quan                    Phòng Kinh tế
           mô hình
      2. Ngày 15/11/2026
"""


def test_a_drawn_table_gets_its_rows_back() -> None:
    assert list(shaped(enumerate(DRAWN.splitlines(), 1))) == [
        ((1, 2), "Thời gian\tNội dung\tNgười thực hiện"),
        ((3, 4, 5, 6), "Từ 13h30 đến 14h30\tĐón đại biểu tại khách sạn Sao Mai\t- Văn phòng Ủy ban - Phòng Nội vụ"),
        ((7, 8), "Từ 15h\tTham quan mô hình\tPhòng Kinh tế"),
        ((9,), "      2. Ngày 15/11/2026"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Hội nghị   tổng kết   phong trào",
        "Nơi nhận:      TM. ỦY BAN NHÂN DÂN",
        "Số:          /KH-UBND   ngày    tháng 3",
        "",
    ],
)
def test_wide_gaps_alone_make_no_table(words: str) -> None:
    assert list(shaped([(1, words), (2, "Tiếp theo")])) == [((1,), words), ((2,), "Tiếp theo")]


SHAPES = {
    "one cell per line": """Thời gian\nNội dung\nThực hiện\n7h30\nĐón khách\nVăn phòng\n8h00\nKhai mạc\nChủ tịch xã""",
    "numbered, one cell per line": """\
TT\nThời gian\nNội dung\nThực hiện
1\n7h30\nĐón khách\nVăn phòng
2\n8h00\nKhai mạc\nChủ tịch xã""",
    "tabs": """Thời gian\tNội dung\tThực hiện\n7h30\tĐón khách\tVăn phòng\n8h00\tKhai mạc\tChủ tịch xã""",
    "other order": """Thực hiện\tNội dung\tThời gian\nVăn phòng\tĐón khách\t7h30\nChủ tịch xã\tKhai mạc\t8h00""",
    "pipes": """\
| Thời gian | Nội dung | Thực hiện |
|---|:--|--:|
| 7h30 | Đón khách | Văn phòng |
| 8h00 | Khai mạc | Chủ tịch xã |""",
    "html": """\
<tr><td>Thời gian</td><td>Nội dung</td><td>Thực hiện</td></tr>
<tr><td>7h30</td><td>Đón khách</td><td>Văn phòng</td></tr>
<tr><td>8h00</td><td>Khai mạc</td><td>Chủ tịch xã</td></tr>""",
    "blanks": """\
Thời gian    Nội dung     Thực hiện
7h30         Đón khách    Văn phòng
8h00         Khai mạc     Chủ tịch xã""",
    "lines": """- 7h30: Đón khách (Văn phòng)\n- 8h00: Khai mạc (Chủ tịch xã)""",
    "numbered lines": """1. Từ 7 giờ 30: Đón khách - Văn phòng.\n2. Từ 8 giờ: Khai mạc - Chủ tịch xã.""",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_one_programme_in_many_shapes(shape: str) -> None:
    text = f"KẾ HOẠCH\nTổ chức Hội nghị\nII. CHƯƠNG TRÌNH NGÀY 14/11/2026\n{shape}"
    draft = read_plan(enumerate(text.split("\n"), 1))
    found = [(item.date, f"{item.start:%H:%M}", item.title, item.who) for item in draft.events[0].agenda if item.start]
    day = date(2026, 11, 14)
    assert found == [(day, "07:30", "Đón khách", ("Văn phòng",)), (day, "08:00", "Khai mạc", ("Chủ tịch xã",))]


def test_a_clock_that_goes_back_begins_the_next_day() -> None:
    lines = (
        "KẾ HOẠCH",
        "Tổ chức Hội nghị",
        "II. CHƯƠNG TRÌNH",
        "Ngày 14/11/2026",
        "- 8h00: Khai mạc",
        "- 19h00: Giao lưu",
        "- 7h30: Bế mạc",
    )
    days = [item.date for item in read_plan(list(enumerate(lines, 1))).events[0].agenda]
    assert days == [date(2026, 11, 14), date(2026, 11, 14), date(2026, 11, 15)]


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium, which prints the test's PDF, is not installed")
def test_a_printed_plan_reads_like_the_same_plan_as_text(tmp_path: Path) -> None:
    source = Path(__file__).parent / "plans" / "training.txt"
    page, printed = tmp_path / "plan.html", tmp_path / "plan.pdf"
    page.write_text(_as_html(source.read_text(encoding="utf-8")), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run([*command, f"--print-to-pdf={printed}", page.as_uri()], check=True, capture_output=True, timeout=60)
    as_pdf, as_text = read_file(printed), read_file(source)
    assert (as_pdf.plan, as_pdf.events, as_pdf.deadlines) == (as_text.plan, as_text.events, as_text.deadlines)
    assert all(str(item.line).startswith("1:") for item in as_pdf.events[0].agenda)


def _as_html(text: str) -> str:
    out, in_table = ["<meta charset=utf-8><style>td{border:1px solid;padding:3px}p{text-indent:1cm}</style>"], False
    for line in text.split("\n"):
        cells = line.split("\t")
        if len(cells) > 1:
            row = "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
            out.append(f"{'' if in_table else '<table>'}<tr>{row}</tr>")
        else:
            out.append(f"{'</table>' if in_table else ''}<p>{html.escape(line)}</p>")
        in_table = len(cells) > 1
    return "\n".join(out)
