"""A typed number answers the newest question that is open, and nothing else."""

from tests.talk import Town, on_every_channel

pytestmark = on_every_channel
NOBODY_ASKED = "Không có câu hỏi nào đang chờ số {}. Gõ /menu rồi chọn số trong danh sách."


def test_a_number_chooses_once(town: Town) -> None:
    town.join("Ông Phúc", "delegate")
    town.talk(
        "Ông Phúc",
        ("/xacnhan", ("có dự",)),
        ("2", ("không dự được",)),
    )
    town.say("Ông Phúc", "mấy giờ khai mạc")
    town.later(hours=1)
    town.talk("Ông Phúc", ("2", NOBODY_ASKED.format(2)))


def test_a_number_that_was_not_offered_chooses_nothing(town: Town) -> None:
    town.join("Ông Phúc", "delegate")
    town.talk(
        "Ông Phúc",
        ("/xacnhan", ("có dự",)),
        ("9", "Không có lựa chọn số 9. Anh/chị trả lời một số từ 1 đến 3."),
        ("1", ("anh/chị sẽ dự",)),
    )


def test_a_late_number_does_not_send_a_broadcast(town: Town) -> None:
    town.join("Ban", "organiser")
    preview = town.say("Ban", "/gui all: Xe đón lúc 13:00")
    assert preview.buttons
    town.later(hours=25)
    town.talk("Ban", ("1", NOBODY_ASKED.format(1)))


def test_a_number_of_another_chat_is_not_ours(town: Town) -> None:
    town.join("Ông Phúc", "delegate")
    town.join("Bà Hiền", "delegate")
    town.later(hours=1)
    town.talk("Ông Phúc", ("/xacnhan", ("có dự",)))
    town.talk("Bà Hiền", ("1", NOBODY_ASKED.format(1)))


def test_a_focal_points_number_is_asked_back_as_a_count(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    town.later(hours=1)
    town.talk("Mận", ("9", ("9 người, phải không",)))
