"""A file or picture is never dropped without a word: taken, or refused with what to do now."""

import pytest

from handlers.messages import Attachment, Incoming
from tests.talk import Town


@pytest.mark.parametrize("channel", ["telegram", "zalo"])
@pytest.mark.parametrize(
    ("role", "unit", "sentence"),
    [
        ("focal", "khe may", "rồi nhắn “đã gửi báo cáo”"),
        ("duty", "phong noi vu", "rồi nhắn “đã gửi báo cáo”"),
        ("delegate", None, "chưa"),
        ("organiser", None, "trang Gửi tin"),
    ],
)
@pytest.mark.parametrize("wordless", ["photo", "document", "unsupported"])
def test_each_role_hears_what_to_do(
    town: Town, channel: str, role: str, unit: str | None, sentence: str, wordless: str
) -> None:
    town.join("7", role, unit, channel=channel)
    (reply,) = town.desk.answer(Incoming(channel, "7", "", message_id="1", wordless=wordless))
    assert sentence in reply.text
    assert "nên chưa" in reply.text


def test_words_under_a_picture_are_heard_and_the_picture_is_not_passed_over(town: Town) -> None:
    town.join("7", "focal", "khe may", channel="telegram")
    said = Incoming("telegram", "7", "đoàn em 16 người", message_id="1", wordless="photo")
    (reply,) = town.desk.answer(said)
    assert reply.text.startswith("✓ Đã ghi: Khe Mây 16 đại biểu")
    assert "! Ảnh kèm theo chưa nhận được" in reply.text


def test_an_album_gets_one_answer(town: Town) -> None:
    town.join("7", "focal", "khe may", channel="telegram")
    answers = [
        town.desk.answer(Incoming("telegram", "7", text, message_id=str(n), wordless="photo", album="a1"))
        for n, text in enumerate(["đoàn em 16 người", "", "", ""])
    ]
    assert [len(replies) for replies in answers] == [1, 0, 0, 0]
    assert town.desk.answer(Incoming("telegram", "7", "", message_id="9", wordless="photo", album="a2"))


def test_an_empty_file_is_refused(town: Town) -> None:
    town.join("7", "organiser", channel="telegram")
    (reply,) = town.desk.answer(Incoming("telegram", "7", "Mời xem", attachment=Attachment("a.pdf", "x", size=0)))
    assert reply.text.startswith("Tệp này rỗng")
