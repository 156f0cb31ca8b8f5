"""The reading commands in a chat: the same handlers as free questions, said by people who joined."""

from storage.clock import parse_instant
from tests.talk import Town


def test_commands_and_sentences_are_one_path(town: Town) -> None:
    town.join("Mận", "delegate")
    for command, sentence in (
        ("/lich 26/3", "chương trình ngày 26/3"),
        ("/diadiem", "họp ở đâu"),
        ("/han", "hạn nộp"),
        ("/nhiemvu phòng nội vụ", "phòng nội vụ làm gì"),
    ):
        assert town.say("Mận", command) == town.say("Mận", sentence)


def test_the_programme_follows_the_events_clock(town: Town) -> None:
    town.join("Mận", "delegate")
    town.now = parse_instant("2027-03-25T14:20")
    town.talk(
        "Mận",
        (
            "/lich",
            (
                "▸ Đang diễn ra: 14:00–15:00 thứ Năm 25/03: Đón tiếp đại biểu",
                "○ Tiếp theo: 15:00–17:00 thứ Năm 25/03: Tham quan làng nghề Khe Mây",
                "○ từ 19:00 Giao lưu văn nghệ",
            ),
        ),
        (
            "mai họp lúc mấy giờ",
            ("Hội nghị tổng kết: 08:00–11:00 thứ Sáu 26/03", "Trung tâm Hội nghị huyện Bình Sơn Hạ"),
        ),
    )


def test_a_focal_point_hears_what_the_own_unit_owes(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    town.talk(
        "Mận",
        ("hạn nộp báo cáo khi nào", ("trước ngày 15/03, tức hết Chủ nhật 14/03", "Đơn vị anh/chị: chưa nộp.")),
        ("mật khẩu wifi", ("Chưa có thông tin về “mật khẩu wifi” trong kế hoạch.", "Anh/chị hỏi ban tổ chức")),
    )


def test_a_short_name_that_fits_two_offices_gives_both(town: Town) -> None:
    town.join("Mận", "delegate")
    town.talk("Mận", ("văn phòng làm gì", ("Văn phòng HĐND&UBND huyện", "Văn phòng Huyện ủy")))


def test_typed_marks_are_not_read_as_spans(town: Town) -> None:
    town.join("Mận", "delegate")
    answer = town.say("Mận", "**xyzzy** [a](https://b.example) ở đâu").text
    assert "](https" not in answer
    assert "**xyzzy**" not in answer
