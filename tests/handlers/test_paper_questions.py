"""What is asked of the paper itself: its number, day and signer, whether it is a draft, what it rests on, what comes with it."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.cli.asking import PlanAsked
from handlers.reading.plan import read_file
from tests.handlers.test_answers import ask

NOW = datetime.fromisoformat("2026-11-21T09:00+07:00")
BLANK = """UBND XÃ KHE LỀU
Số:      /KH-UBND
(Dự thảo)
Khe Lều, ngày     tháng 5 năm 2026
KẾ HOẠCH
Tổ chức Hội nghị sơ kết phong trào làm đường bản năm 2026
Căn cứ Quyết định số 52/QĐ-UBND ngày 10/01/2026 của UBND tỉnh về phong trào làm đường bản; Căn cứ Công văn số 18/UBND-VX ngày 02/02/2026 của UBND huyện.
I. THỜI GIAN, ĐỊA ĐIỂM
- Thời gian: 08h00 ngày 20/5/2026.
- Địa điểm: Nhà văn hóa bản Nà Lốc.
II. TỔ CHỨC THỰC HIỆN
- Văn phòng UBND xã chuẩn bị hội trường.
Trên đây là Kế hoạch tổ chức hội nghị.
(có Phụ lục phân công kèm theo)./.
Nơi nhận:
- UBND huyện;
- Lưu: VT.
CHỦ TỊCH
Mùa A Tráng
"""


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> PlanAsked:
    path = tmp_path_factory.mktemp("paper") / "blank.txt"
    path.write_text(BLANK, encoding="utf-8")
    return PlanAsked(read_file(path))


COMPLETE = (
    ("kế hoạch số mấy vậy", "Kế hoạch số 12/KH-CTĐVH.\n— Kế hoạch, dòng 2"),
    ("so ky hieu van ban nay la gi", "Kế hoạch số 12/KH-CTĐVH.\n— Kế hoạch, dòng 2"),
    ("văn bản ký ngày nào", "Kế hoạch ban hành thứ Hai 18/01/2027.\n— Kế hoạch, dòng 2"),
    ("KH của phường ban hành hôm nào z", "Kế hoạch ban hành thứ Hai 18/01/2027.\n— Kế hoạch, dòng 2"),
    ("day la ban chinh thuc chua", "Văn bản không ghi là dự thảo; người ký: Đinh Khắc Thuần.\n— Kế hoạch"),
    (
        "bà Ngân Hà giữ chức gì",
        "Bà Lò Thị Ngân Hà, Chủ tịch UBND xã Nậm Chăng - Cụm phó.\n— Kế hoạch, dòng 87",
    ),
    ("chi Ha la ai vay", "Bà Lò Thị Ngân Hà, Chủ tịch UBND xã Nậm Chăng - Cụm phó.\n— Kế hoạch, dòng 87"),
)
LEFT_BLANK = (
    ("kế hoạch số mấy", "Chưa có thông tin về số của kế hoạch (/KH-UBND): văn bản còn để trống.\n— Kế hoạch, dòng 2"),
    ("kế hoạch ban hành ngày nào", "Chưa có thông tin về ngày ban hành: văn bản còn để trống.\n— Kế hoạch, dòng 2"),
    ("kế hoạch ban hành tháng mấy", "Kế hoạch ghi tháng 5/2026, để trống ngày.\n— Kế hoạch, dòng 4"),
    ("bản này chính thức hay mới dự thảo", "Bản dự thảo: văn bản ghi “Dự thảo”.\n— Kế hoạch, dòng 3"),
    ("có phụ lục gì kèm theo không", "có Phụ lục phân công kèm theo\n— Kế hoạch, dòng 14"),
    (
        "kế hoạch căn cứ vào công văn nào",
        "Căn cứ Công văn số 18/UBND-VX ngày 02/02/2026 của UBND huyện\n— Kế hoạch, dòng 7",
    ),
)


@pytest.mark.parametrize(("question", "answer"), COMPLETE)
def test_the_letterhead_and_the_signature_answer(question: str, answer: str) -> None:
    assert ask(question) == answer


@pytest.mark.parametrize(("question", "answer"), LEFT_BLANK)
def test_what_a_paper_leaves_blank_is_said_to_be_blank(blank: PlanAsked, question: str, answer: str) -> None:
    assert blank.answer(question, NOW) == answer


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("bà Lan là ai", "Chưa có thông tin về"),
        ("chu tich xa Nam Chang la ai", "Chủ trì hội nghị"),
        ("hội nghị chính thức họp lúc mấy giờ", "Hội nghị tổng kết"),
    ],
)
def test_other_people_and_other_things_are_not_taken_for_the_paper(question: str, begins: str) -> None:
    assert ask(question).startswith(begins)


def test_who_gets_a_copy_answers_nothing_else(plans_folder: Path) -> None:
    asked = PlanAsked(read_file(plans_folder / "03-dong-bang-song-hong.txt"))
    answer = asked.answer("ai lên giao lưu ở hội nghị tháng 10", NOW)
    assert "Nơi nhận" not in answer
    assert asked.answer("kế hoạch lưu ở đâu", NOW).startswith("Nơi nhận: Lưu: VP1, VP8.")
