"""Deadlines: the many ways to say until when, who, what and to whom."""

from datetime import date

import pytest

from handlers.reading.draft import DueDate
from handlers.reading.plan import read_plan


def deadlines(*lines: str) -> tuple[DueDate, ...]:
    """The deadlines of a small paper dated in October 2025 with these lines in its duties."""
    top = ["Đồi Mây, ngày 06 tháng 10 năm 2025", "KẾ HOẠCH", "Tổ chức Hội nghị tổng kết", "I. TỔ CHỨC THỰC HIỆN"]
    return read_plan(list(enumerate([*top, *lines], 1))).deadlines


@pytest.mark.parametrize(
    ("sentence", "due_on", "before", "who", "what", "send_to"),
    [
        (
            "- Các đơn vị gửi báo cáo về Sở Nội vụ trước ngày 20/11/2025.",
            "2025-11-20", True, "Các đơn vị", "báo cáo", "Sở Nội vụ",
        ),
        (
            "- Các xã gửi danh sách về Phòng Kinh tế chậm nhất là ngày 20/11.",
            "2025-11-20", False, "Các xã", "danh sách", "Phòng Kinh tế",
        ),
        (
            "- Trước ngày 05/12/2025, các đơn vị gửi bảng tự chấm điểm về Sở Nội vụ (qua Ban Thi đua).",
            "2025-12-05", True, "các đơn vị", "bảng tự chấm điểm", "Sở Nội vụ (qua Ban Thi đua)",
        ),
        (
            "- Văn phòng xây dựng kịch bản, gửi các phòng chuyên môn trước ngày 01/11/2025.",
            "2025-11-01", True, "Văn phòng", "kịch bản", "các phòng chuyên môn",
        ),
        (
            "- Phòng Hành chính: in tài liệu, hoàn thành trước ngày 10/11/2025.",
            "2025-11-10", True, "Phòng Hành chính", "in tài liệu", None,
        ),
        (
            "- Mua hoa, phông màn: Tổ Phục vụ (xong trước ngày 10/11).",
            "2025-11-10", True, "Tổ Phục vụ", "Mua hoa, phông màn", None,
        ),
        (
            "- Hạn đăng ký tham dự: ngày 15 tháng 11 năm 2025.",
            "2025-11-15", False, None, "đăng ký tham dự", None,
        ),
        (
            "- Thời gian nhận bài dự thi: từ 01/11 – 11h ngày 16/11/2025.",
            "2025-11-16", False, None, "nhận bài dự thi", None,
        ),
        (
            "- Tiểu ban Nội dung dự thảo báo cáo; đến hết ngày 12/11/2025 phải nộp bản in cho Ban Tổ chức.",
            "2025-11-12", False, "Tiểu ban Nội dung", "bản in", "Ban Tổ chức",
        ),
    ],
)  # fmt: skip
def test_one_sentence(
    sentence: str, due_on: str, before: bool, who: str | None, what: str, send_to: str | None
) -> None:
    (found,) = deadlines(sentence)
    assert (found.due_on, found.before, found.who, found.send_to) == (date.fromisoformat(due_on), before, who, send_to)
    assert what in found.what


def test_an_hour_is_kept_and_the_day_itself_still_counts() -> None:
    (found,) = deadlines("- Các đội gửi hồ sơ về Ban Tổ chức trước 17h00 ngày 31/10/2025.")
    assert (str(found.due_at), found.before) == ("17:00:00", False)


@pytest.mark.parametrize(
    ("sentence", "relative"),
    [
        ("- Nhà trường báo cáo danh sách trước 05 ngày tổ chức.", "trước 05 ngày tổ chức"),
        ("- Các đội khiếu nại trong vòng 72 giờ sau khi công bố kết quả.", "trong vòng 72 giờ sau khi công bố kết quả"),
        ("- Sở Y tế chọn mô hình tham quan (trước ngày diễn ra Hội nghị).", "trước ngày diễn ra Hội nghị"),
    ],
)
def test_a_deadline_without_a_date_keeps_its_words(sentence: str, relative: str) -> None:
    (found,) = deadlines(sentence)
    assert (found.due_on, found.relative_to) == (None, relative)


def test_two_days_in_one_sentence_are_two_deadlines() -> None:
    first, second = deadlines(
        "- Các huyện gửi báo cáo về Sở trước ngày 20/11/2025. Riêng video gửi về Đài trước ngày 25/11/2025."
    )
    assert (first.what, second.what, second.who) == ("báo cáo", "video", "Các huyện")


def test_a_list_takes_who_and_where_from_its_opening_sentence() -> None:
    found = deadlines(
        "Các xã có trách nhiệm gửi về Văn phòng Cụm các nội dung sau:",
        "1. Báo cáo sáu tháng (gửi trước ngày 15/6/2026).",
        "2. Báo cáo năm (gửi trước ngày 30/11/2026).",
    )
    assert [row.what for row in found] == ["Báo cáo sáu tháng", "Báo cáo năm"]
    assert {row.who for row in found} == {"Các xã"}
    assert all("Văn phòng Cụm" in (row.send_to or "") for row in found)


def test_the_papers_in_what_is_due_are_named_one_by_one() -> None:
    (found,) = deadlines(
        "- Các đơn vị gửi báo cáo tổng kết, bảng chấm điểm và danh sách đại biểu về Sở trước ngày 20/11/2025."
    )
    assert found.papers == ("báo cáo tổng kết", "bảng chấm điểm", "danh sách đại biểu")


@pytest.mark.parametrize(
    "line",
    [
        "Căn cứ Hướng dẫn số 15/HD-BTC ban hành trước ngày 01/7/2025 của Sở Tài chính;",
        "- Thời gian: 01 ngày (trước ngày tổ chức Hội nghị).",
        "- Các thôn treo cờ từ ngày 28/4 đến hết ngày 02/5/2026.",
        "- Quyết định số 11/2020/QĐ-UBND ngày 27/7/2020.",
    ],
)
def test_what_is_no_deadline(line: str) -> None:
    assert deadlines(line) == ()


def test_the_line_is_that_of_the_words_not_of_the_paragraph() -> None:
    (found,) = deadlines("- Các đơn vị chuẩn bị tham luận và gửi về", "  văn phòng trước ngày 20/11/2025.")
    assert found.line == 6
