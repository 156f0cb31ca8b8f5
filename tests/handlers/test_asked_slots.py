"""What is asked for must stand in the answer: the year, the level of the guests, who won, which sport, where."""

import pytest

from tests.handlers.test_answers import ask

NOT_TOLD = (
    "Cụm trưởng năm 2027 là xã nào",
    "xã nào làm cụm trưởng năm 2028",
    "năm sau đơn vị nào làm cụm trưởng",
    "xã nào đoạt giải nhất bóng chuyền",
    "đơn vị nào được tặng cờ thi đua",
    "tập thể nào được khen thưởng",
    "văn nghệ hát những bài hát nào",
    "phải mặc trang phục gì",
    "món ăn gì trong bữa tối",
    "cá nhân điển hình của xã Pa Vang tên là gì",
)
TOLD = (
    ("năm 2026 đơn vị nào làm cụm trưởng", "Đơn vị trưởng: Bến Lau."),
    ("giao lưu môn gì", "Phòng Văn hóa - Xã hội phường: Tổ chức buổi giao lưu bóng chuyền hơi"),
    ("lễ trao thưởng tổ chức ở đâu", "Trao thưởng tập thể, cá nhân điển hình là nội dung thứ 11"),
    ("báo cáo nộp ở đâu", "Báo cáo tổng kết, bảng tự chấm điểm: trước ngày 01/03"),
)
LEVELS = (
    (
        "cấp tỉnh mời những ai",
        "Cấp tỉnh: Đại diện lãnh đạo UBND tỉnh: 1 đại biểu; Đại diện lãnh đạo và chuyên viên",
    ),
    (
        "trên tỉnh xuống mấy người",
        "Đại diện lãnh đạo UBND tỉnh: 1 đại biểu (Cấp tỉnh).\nĐại diện lãnh đạo và chuyên viên",
    ),
    ("phường chủ nhà mời những ai", "Phường Bến Lau: Thường trực Đảng ủy"),
    ("tổng cộng bao nhiêu đại biểu", "Tổng số: 126 đại biểu.|Tổng số: dự kiến 126 đại biểu."),
    ("phóng viên với phục vụ mấy người", "Phóng viên và bộ phận phục vụ: 12 người (Phường Bến Lau)."),
)


@pytest.mark.parametrize("question", NOT_TOLD)
def test_what_the_plan_cannot_know_yet_is_never_answered_by_a_neighbour(question: str) -> None:
    assert ask(question).startswith("Chưa có thông tin về"), question


@pytest.mark.parametrize(("question", "begins"), TOLD)
def test_what_the_plan_does_tell_is_still_told(question: str, begins: str) -> None:
    assert ask(question).startswith(begins)


@pytest.mark.parametrize(("question", "begins"), LEVELS)
def test_guests_of_one_level_are_those_of_that_level(question: str, begins: str) -> None:
    answer = ask(question)
    assert answer.startswith(tuple(begins.split("|"))), answer


BESIDE = (
    ("công an và trạm y tế lo việc gì", ("Công an phường: Bảo đảm an ninh", "Trạm Y tế phường: Trực y tế")),
    ("cơm chia tay hôm bế mạc mấy giờ", ("Từ 11:30 thứ Sáu 19/03: Cơm trưa",)),
    ("ăn sáng trước khi họp ở đâu", ("06:30–07:30 thứ Sáu 19/03: Ăn sáng tại Nhà khách Sóng Hồ",)),
    ("tiệc tối sau khi tham quan lúc mấy giờ", ("Từ 18:30 thứ Năm 18/03: Cơm thân mật",)),
    ("Báo cáo có số liệu phải thế nào", ("Báo cáo có số liệu so với cùng kỳ, dài không quá 08 trang.",)),
)


@pytest.mark.parametrize(("question", "parts"), BESIDE)
def test_two_offices_a_meal_beside_the_meeting_and_a_text_that_begins_as_the_question(
    question: str, parts: tuple[str, ...]
) -> None:
    answer = ask(question)
    assert [part for part in parts if part not in answer] == [], answer
