"""Questions in English go word by word through a glossary; what it has not is left aside."""

import pytest

from tests.handlers.test_answers import ask

ENGLISH = (
    ("Who is in charge of security?", "Công an phường: Bảo đảm an ninh"),
    (
        "Which office takes care of the lighting and sound?",
        "Trung tâm Truyền thông phường: Lo âm thanh",
    ),
    ("Reports should be sent to which office?", "Báo cáo tổng kết, bảng tự chấm điểm: trước ngày 01/03"),
    ("When must the video be submitted?", "Phóng sự dài từ 05 đến 07 phút: trước ngày 05/03"),
    ("Which commune is the deputy leader of the cluster?", "Đơn vị phó: Nậm Chăng"),
    ("What is on the agenda right before the closing?", "Trước “Bế mạc Hội nghị” là: 11. Trao thưởng"),
    ("Which decision is the plan based on?", "Căn cứ Quyết định số 871/QĐ-UBND"),
    ("Where will the delegates have dinner?", "Từ 18:30 thứ Năm 18/03: Cơm thân mật tại Nhà khách Sóng Hồ"),
    ("What is the wifi password?", "Chưa có thông tin về"),
    ("Is there a dress code?", "Chưa có thông tin về"),
    ("Who won the volleyball match?", "Chưa có thông tin về"),
)


@pytest.mark.parametrize(("question", "begins"), ENGLISH)
def test_english_is_understood_by_its_words(question: str, begins: str) -> None:
    answer = ask(question)
    assert answer.startswith(begins), answer
