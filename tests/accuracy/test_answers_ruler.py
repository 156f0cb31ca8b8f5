"""Every judgement on an answer can fail."""

import pytest

from tests.accuracy.answers import FALSE, INVENTS, UNTOLD, fault
from tests.accuracy.words import fold, says

PLAN = "Hội nghị lúc 08h00 ngày 05/3/2027, 60 đại biểu."


def question(kind: str = "time", wanted: str = "08:00|8h", *, wrong: str = "19:00") -> dict[str, object]:
    return {"kind": kind, "expect_all": [wanted] if wanted else [], "expect_none": [wrong]}


@pytest.mark.parametrize(
    ("asked", "answer", "kind"),
    [
        (question(), "Khai mạc lúc 08:00.", None),
        (question(), "KHAI MẠC LÚC 8H", None),
        (question(), "", "no answer"),
        (question(), "Lúc 18:00.", "lacks"),
        (question(), "Lúc 18h.", "lacks"),
        (question(), "08:00, tiệc 19:00.", FALSE),
        (question(), "Chưa có thông tin, có lẽ 08:00.", UNTOLD),
        (question(wanted="chưa ấn định|chua an dinh"), "Chưa ấn định.", None),
        (question(), "08:00" + " rất đúng giờ" * 60, "too long"),
        (question("duty"), "08:00" + " rất đúng giờ" * 60, None),
        (question("duty"), "08:00" + " rất đúng giờ" * 100, "too long"),
        (question("unanswerable", ""), "Hội trường rất đẹp.", "does not say that it is untold"),
        (question("unanswerable", ""), "Chưa có thông tin về điều này.", None),
        (question("unanswerable", ""), "Chưa có thông tin; dự kiến 60 người ngày 5/3.", None),
        (question("unanswerable", ""), "Chưa có thông tin; khoảng 75 người.", INVENTS),
        (question("unanswerable", ""), "Chưa có thông tin.\n— Kế hoạch, dòng 99, 101", None),
    ],
)
def test_what_is_wrong_with_an_answer(asked: dict[str, object], answer: str, kind: str | None) -> None:
    found = fault(asked, answer, PLAN)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    ("text", "part", "held"),
    [
        ("lúc 8h", "8h", True),
        ("lúc 18h", "8h", False),
        ("ngày 15/3", "5/3", False),
        ("ngày 5/3/2027", "5/3", True),
        ("ngày 5/30", "5/3", False),
        ("14 người", "14", True),
        ("14:30", "14", False),
        ("14.", "14", True),
        ("1.500", "500", False),
        ("Phòng Nội vụ", "phong noi vu|van phong", True),
    ],
)
def test_digits_are_whole_numbers(text: str, part: str, held: bool) -> None:
    assert says(fold(text), part) is held
