"""How people speak when they ask: particles, spellings by ear, long openings, and a question whether somebody is there."""

import pytest

from handlers.wording.answers import GREETING
from tests.handlers.test_answers import ask

SPOKEN = (
    ("ai lo âm thanh dzậy", "Trung tâm Truyền thông phường: Lo âm thanh"),
    ("ai lo am thanh zay ta", "Trung tâm Truyền thông phường: Lo âm thanh"),
    ("mấy zờ ăn trưa zậy mn", "Từ 11:30 thứ Sáu 19/03: Cơm trưa"),
    ("tối 18/3 ăn ở đâu hỉ", "Từ 18:30 thứ Năm 18/03: Cơm thân mật tại Nhà khách Sóng Hồ"),
    ("trạm y tế lo việc chi nớ", "Trạm Y tế phường: Trực y tế"),
    ("lãnh đạo sở nội vụ mấy ghế", "Đại diện lãnh đạo và chuyên viên Sở Nội vụ: 5 đại biểu"),
    ("so noi vu duoc may suat", "Đại diện lãnh đạo và chuyên viên Sở Nội vụ: 5 đại biểu"),
    ("ngay trước bế mạc là mục mô rứa", "Trước “Bế mạc Hội nghị” là: 11. Trao thưởng"),
    ("trước lúc thảo luận, chấm điểm thì tới mục gì", "Trước “Thảo luận, chấm điểm các đơn vị” là: 7. Nghỉ giữa giờ"),
    ("Kính thưa quý cơ quan, xin quý cơ quan vui lòng cho biết ai ký kế hoạch ạ", "Người ký kế hoạch: Đinh Khắc Thuần"),
    ("kính thưa các đồng chí, xin được hỏi chút xíu là trạm y tế lo gì hè", "Trạm Y tế phường: Trực y tế"),
    ("Phòng Văn hóa - Xã hội phường tổ chức giao lưu gì vậy", "Phòng Văn hóa - Xã hội phường: Tổ chức buổi giao lưu"),
)


@pytest.mark.parametrize(("question", "begins"), SPOKEN)
def test_a_way_of_speaking_changes_no_answer(question: str, begins: str) -> None:
    answer = ask(question)
    assert answer.startswith(begins), answer


@pytest.mark.parametrize(
    "question", ["hello ad, đang online hông đó", "alo bot ơi có ai trực không", "còn thức hem ad"]
)
def test_whether_somebody_is_there_is_a_greeting(question: str) -> None:
    assert ask(question) == GREETING


@pytest.mark.parametrize(
    "question", ["mật khẩu wifi là gì dzậy", "có gala với karaoke hông ta", "mặc vest hay comle zậy"]
)
def test_a_thing_of_another_language_is_no_way_of_speaking(question: str) -> None:
    assert ask(question).startswith("Chưa có thông tin về")


def test_what_is_known_already_is_no_part_of_the_question() -> None:
    answer = ask("ngoài hội trường ra văn phòng phường còn phải lo gì nữa")
    assert "Phối hợp với Phòng Văn hóa - Xã hội bố trí nơi ăn, nghỉ" in answer, answer
