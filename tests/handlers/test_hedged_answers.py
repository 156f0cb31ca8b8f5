"""What an answer adds, keeps and leaves out: runner-up lines, counting words, section totals, the asker's own unit."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.cli.asking import PlanAsked
from handlers.reading.plan import read_file

NOW = datetime.fromisoformat("2026-11-21T09:00+07:00")

HELD = (
    ("00-xin-man", "bộ phận đón tiếp phục vụ mấy người", "20 người", "20 đại biểu"),
    ("00-xin-man", "Đoàn Mèo Vạc chúng tôi tới nơi thì tập trung ở đâu", "khách sạn Gia Long", "7 đơn vị"),
    ("00-xin-man", "tham luận xong vô phần gì tiếp", "Lãnh đạo cấp trên phát biểu", "tham luận về"),
    ("01-hoi-nghi-huyen", "ở huyện có bn người dự", "108 đại biểu", "110"),
    ("01-hoi-nghi-huyen", "nước uống hết nhiêu tiền", "110 người x 20.000 đồng/buổi", "110 ×"),
    ("01-hoi-nghi-huyen", "thưởng bao nhiêu tiền cho tập thể nhất", "Chưa có thông tin", "200.000"),
    ("01-hoi-nghi-huyen", "họp mấy buổi", "01 buổi", "Chưa có"),
    ("02-tua-chua", "Danh sách đại biểu của huyện Nậm Pồ gửi trước hôm nào", "20/3/2023", "Chưa có"),
    ("02-tua-chua", "năm tới huyện nào làm cụm trưởng", "Mường Chà", "Người ký"),
    ("02-tua-chua", "họp nửa ngày hay cả ngày", "½ ngày", "Chưa có"),
    ("02-tua-chua", "huyện em năm nay xếp thứ mấy", "Chưa có thông tin", "thứ Năm"),
    ("03-dong-bang-song-hong", "điển hình của Quảng Ninh dự hội nghị nào", "tháng 10/2024", "tháng 7/2024"),
    ("03-dong-bang-song-hong", "where is the October conference", "Ninh Bình", "Chưa có"),
    ("03-dong-bang-song-hong", "tổng kết mấy giờ bắt đầu", "Chưa có thông tin", "02 ngày"),
    ("04-ban-dang-ha-giang", "nửa đầu năm có những ngày lễ nào", "30/4", "2/9"),
    ("04-ban-dang-ha-giang", "từ tháng 7 đến hết năm làm gì", "bình xét, xếp hạng", "01/01/2023"),
)


@pytest.mark.parametrize(("plan", "question", "holds", "lacks"), HELD)
def test_says_this_and_not_that(plans_folder: Path, plan: str, question: str, holds: str, lacks: str) -> None:
    answer = PlanAsked(read_file(plans_folder / f"{plan}.txt")).answer(question, NOW)
    assert (holds in answer, lacks in answer) == (True, False), answer


def test_a_runner_up_is_one_short_line_with_its_own_source(plans_folder: Path) -> None:
    asked = PlanAsked(read_file(plans_folder / "02-tua-chua.txt"))
    answer = asked.answer("giao lưu thể thao ai tổ chức", NOW).splitlines()
    support = [line for line in answer if line.startswith("· ")]
    assert len(support) == 1
    assert len(support[0]) <= 165
    assert answer[-1] == "— Kế hoạch, dòng 217; dòng 140"


def test_what_is_whole_stands_alone(plans_folder: Path) -> None:
    asked = PlanAsked(read_file(plans_folder / "00-xin-man.txt"))
    answers = [asked.answer(question, NOW) for question in ("họp ở đâu", "ai chủ trì", "ai ký kế hoạch")]
    assert [answer for answer in answers if "\n· " in answer] == []
