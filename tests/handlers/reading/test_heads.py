"""The head of a paper in its many forms: what kind of paper, its title, number, day and issuer."""

import pytest

from handlers.reading.draft import PlanHead
from handlers.reading.plan import read_plan


def head(text: str) -> PlanHead:
    """The head of a small paper."""
    return read_plan(list(enumerate(text.split("\n"), 1))).plan


@pytest.mark.parametrize(
    ("top", "number"),
    [
        ("Số: 15/KH-UBND", "15/KH-UBND"),
        ("Số  27 – KH/ ĐTN", "27–KH/ĐTN"),
        ("Số:   14   KH/ĐTN          Lam Khê, ngày   10   tháng 03  năm 2026", "14 KH/ĐTN"),
        ("Số:  01/ KH LĐ - THCSLK", "01/KH LĐ-THCSLK"),
        ("Số: /KH-UBND Lam Khê, ngày      tháng 3 năm 2026", "/KH-UBND"),
        ("Số:\n84/KH-MNLK", "84/KH-MNLK"),
        ("Số: 245/CĐ-VPUB | Lam Khê, ngày 26 tháng 10 năm 2026 |", "245/CĐ-VPUB"),
    ],
)
def test_number(top: str, number: str) -> None:
    found = head(f"TRƯỜNG THCS LAM KHÊ\n{top}\nKẾ HOẠCH\nTổ chức Hội nghị tổng kết năm học")
    assert (found.number, found.issued_by) == (number, "TRƯỜNG THCS LAM KHÊ")


@pytest.mark.parametrize(
    ("top", "issued_by"),
    [
        ("HỘI ĐỒNG ĐỘI HUYỆN LAM KHÊ\n\nLIÊN ĐỘI TRƯỜNG TH SUỐI MƠ", "LIÊN ĐỘI TRƯỜNG TH SUỐI MƠ"),
        ("ĐỘI THIẾU NIÊN TIỀN PHONG HỒ CHÍ MINH\n\nLĐ TRƯỜNG THCS\n\nSUỐI MƠ", "LĐ TRƯỜNG THCS SUỐI MƠ"),
        (
            "HỘI ĐỒNG NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHUYỆN LAM KHÊ Độc lập - Tự do - Hạnh phúc",
            "HỘI ĐỒNG NHÂN DÂN HUYỆN LAM KHÊ",
        ),
        ("VĂN PHÒNG TỈNH ỦY | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |", "VĂN PHÒNG TỈNH ỦY"),
        ("| **UBND TỈNH LAM KHÊ** **CHI CỤC THÚ Y** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** |", "CHI CỤC THÚ Y"),
        ("SỞ CÔNG THƯƠNG\nTỈNH LAM KHÊ", "SỞ CÔNG THƯƠNG TỈNH LAM KHÊ"),
    ],
)
def test_issuer_in_the_letterhead(top: str, issued_by: str) -> None:
    assert head(f"{top}\nKẾ HOẠCH\nTổ chức Hội nghị tổng kết").issued_by == issued_by


@pytest.mark.parametrize(
    ("sentence", "issued_by"),
    [
        ("Ủy ban nhân dân tỉnh Lam Khê tổ chức Lễ phát động Tết trồng cây.", "Ủy ban nhân dân tỉnh Lam Khê"),
        ("Ngày 06/12/2026, Ban Dân vận Tỉnh ủy đã ban hành Kế hoạch số 6-KH/BDV.", "Ban Dân vận Tỉnh ủy"),
        (
            "Căn cứ hướng dẫn của Phòng Giáo dục và Đào tạo về việc tổ chức Lễ khai giảng;\n"
            "Trường Tiểu học Suối Mơ xây dựng kế hoạch tổ chức Lễ khai giảng như sau:",
            "Trường Tiểu học Suối Mơ",
        ),
        ("Thường trực HĐND huyện trân trọng kính mời đồng chí dự Kỳ họp thứ Ba.", "Thường trực HĐND huyện"),
        ("Kính mời các đại biểu về dự đông đủ.\nHĐND huyện Lam Khê", "HĐND huyện Lam Khê"),
        ("Kính mời các đại biểu về dự đông đủ.\nTM. BAN TỔ CHỨC\nTRƯỞNG BAN", "BAN TỔ CHỨC"),
    ],
)
def test_issuer_said_in_the_text(sentence: str, issued_by: str) -> None:
    assert head(f"KẾ HOẠCH\nTổ chức hoạt động hè\n{sentence}").issued_by == issued_by


@pytest.mark.parametrize(
    ("lines", "issued_on"),
    [
        ("Lam Khê, ngày 04 tháng 4 năm 2026", "2026-04-04"),
        ("Lam Khê, ngày 04/4/2026", "2026-04-04"),
        ("Lam Khê, ngày      tháng 4 năm 2026", "2026-04"),
        ("Lam Khê, ngày 8-10 tháng 11 năm 2026", None),  # the days of the meeting
        ("Thực hiện Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015.", None),
        ("4. Thời gian: vào lúc 13h30, ngày 31 tháng 7 năm 2026", None),
        ("Thời gian: 13h30, ngày 31 tháng 7 năm 2026", None),
    ],
)
def test_day_of_issue(lines: str, issued_on: str | None) -> None:
    assert head(f"UBND XÃ LAM KHÊ\n{lines}\nKính gửi: Các thôn").issued_on == issued_on


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Giấy mời dự Lễ phát động “Tết trồng cây” Xuân Bính Ngọ 2026\n\nHưởng ứng phong trào, UBND xã tổ chức Lễ.",
            "dự Lễ phát động “Tết trồng cây” Xuân Bính Ngọ 2026",
        ),
        (
            "Thông báo Kế hoạch giao, nhận quân năm 2026 trên địa bàn\n\nCăn cứ Quyết định số 5/QĐ-BTL;",
            "Kế hoạch giao, nhận quân năm 2026 trên địa bàn",
        ),
        (
            "UBND TỈNH LAM KHÊ\nCÔNG ĐIỆN\nHỘI NGHỊ TỔNG KẾT CÔNG TÁC PHÒNG, CHỐNG DỊCH\nUBND TỈNH LAM KHÊ điện:",
            "HỘI NGHỊ TỔNG KẾT CÔNG TÁC PHÒNG, CHỐNG DỊCH",
        ),
        (
            "Thông báo số 2\n\nHỘI NGHỊ KHOA HỌC TRẺ LẦN THỨ 9\n\nLam Khê, ngày 8-10 tháng 11 năm 2026",
            "HỘI NGHỊ KHOA HỌC TRẺ LẦN THỨ 9",
        ),
        (
            "KẾ HOẠCH\nTổ chức Lễ Kỷ niệm 32 năm ngày Nhà giáo\n(20/11/1982 – 20/11/2014) và\nHội nghị Tuyên dương\n"
            "Căn cứ kế hoạch năm học;",
            "Tổ chức Lễ Kỷ niệm 32 năm ngày Nhà giáo (20/11/1982 – 20/11/2014) và Hội nghị Tuyên dương",
        ),
        ("THÔNG BÁO\nVề việc đại biểu tiếp xúc cử tri\nsau kỳ họp cuối năm\n", "Về việc đại biểu tiếp xúc cử tri sau kỳ họp cuối năm"),
    ],
)  # fmt: skip
def test_title(text: str, title: str) -> None:
    assert head(text).title == title


def test_a_paper_cited_in_one_line_tells_all_of_its_head() -> None:
    found = head(
        "Thông báo số 41-TB/BDV ngày 19/12/2026 của Ban Dân vận Tỉnh ủy về Hội nghị tổng kết công tác dân vận\n\n"
        "Ngày 06/12/2026, Ban Dân vận Tỉnh ủy đã ban hành Kế hoạch số 6-KH/BDV về tổ chức Hội nghị."
    )
    assert found == PlanHead(
        "Hội nghị tổng kết công tác dân vận", "41-TB/BDV", "Ban Dân vận Tỉnh ủy", "2026-12-19", None
    )
    assert found.lines["number"] == 1


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "KẾ HOẠCH\nTổ chức Du khảo về nguồn kỷ niệm 95 năm ngày thành lập Đoàn",
            "Du khảo về nguồn kỷ niệm 95 năm ngày thành lập Đoàn",
        ),
        ("Về việc tiếp xúc cử tri sau kỳ họp thứ Mười bốn", "tiếp xúc cử tri sau kỳ họp thứ Mười bốn"),
        ("KẾ HOẠCH\nPhối hợp tổ chức Hội nghị đối thoại", "Hội nghị đối thoại"),
        (
            "Căn cứ Quyết định số 18/QĐ-UBND về việc tổ chức Hội thi cấp tỉnh;\n"
            "Phòng Văn hóa tổ chức Lễ giao nhận quân năm 2026 tại sân vận động, cụ thể như sau:\n1. Thời gian: 7h30 ngày 05/3/2026.",
            "Lễ giao nhận quân năm 2026",
        ),
        (
            "1. Thời gian: từ 14h00, ngày 01/10/2026.\n2. Địa điểm: Sân trường và các lớp học.\n"
            "Kính mời phụ huynh tới dự, cùng nhà trường tổ chức một Tết Trung thu vui vẻ.",
            "Tết Trung thu vui vẻ",
        ),
        (
            "1. Hình thức cuộc họp: Trực tuyến.\n2. Phiên họp thảo luận:\na) Báo cáo tháng 7;\nb) Báo cáo tháng 8.\n"
            "3. Thời gian: 13h30 ngày 31/7/2026.",
            "Phiên họp thảo luận",
        ),
    ],
)  # fmt: skip
def test_what_the_meeting_is_called(text: str, title: str) -> None:
    events = read_plan(list(enumerate(text.split("\n"), 1))).events
    assert [event.title for event in events] == [title]
