"""What people send besides words, and commands as they spell them."""

from typing import Any

import pytest

from handlers.messages import Chat, Incoming
from storage import people
from tests.phone import Phone
from tests.talk import Town, on_every_channel

PLACE = {"latitude": 22.7, "longitude": 104.8}
THINGS: list[tuple[dict[str, Any], str]] = [
    ({"voice": {"file_id": "v"}}, "chưa nghe được tiếng nói"),
    ({"video_note": {"file_id": "v"}}, "chưa nghe được tiếng nói"),
    ({"video": {"file_id": "v"}}, "chưa xem được video"),
    ({"sticker": {"emoji": "👍"}}, "nhắn một câu"),
    ({"dice": {"emoji": "🎲", "value": 3}}, "nhắn một câu"),
    ({"animation": {"file_id": "a"}, "document": {"file_id": "a"}}, "nhắn một câu"),
    ({"location": PLACE}, "chưa dùng được vị trí"),
    ({"location": PLACE, "venue": {"location": PLACE, "title": "Cổng", "address": "1"}}, "chưa dùng được vị trí"),
    ({"poll": {"id": "1", "question": "Ai đi?", "options": []}}, "không trả lời được bình chọn"),
    ({"contact": {"phone_number": "0912345678", "first_name": "Hoa"}}, "chưa dùng được danh thiếp"),
    ({"game": {"title": "x"}}, "chỉ đọc được chữ"),
    ({"story": {"id": 1}}, "chỉ đọc được chữ"),
    ({"paid_media": {"star_count": 1}}, "chỉ đọc được chữ"),
]


@pytest.fixture
def phone(town: Town) -> Phone:
    town.join("7", "focal", "khe may", channel="telegram")
    return Phone(town)


@pytest.mark.parametrize(("thing", "sentence"), THINGS)
def test_each_thing_gets_one_fitting_sentence_once(phone: Phone, thing: dict[str, Any], sentence: str) -> None:
    phone.send(**thing)
    assert sentence in phone.said
    phone.send(**thing)
    assert phone.replies == []
    phone.town.later(minutes=20)
    phone.send(**thing)
    assert sentence in phone.said


def test_a_live_place_that_moves_is_answered_once_and_leaves_a_card_open(phone: Phone) -> None:
    live = phone.send(location={**PLACE, "live_period": 900})
    assert len(phone.replies) == 1
    phone.say("khoảng 12 người")
    assert phone.said.startswith("Đoàn Khe Mây đi 12 người")
    for step in range(1, 50):
        phone.edit(live, location={**PLACE, "longitude": 104.8 + step / 1000, "live_period": 900})
        assert phone.replies == []
    phone.say("đúng")
    assert phone.said.startswith("✓ Đã ghi: Khe Mây 12 đại biểu")


def test_another_kind_of_thing_is_answered_too(phone: Phone) -> None:
    phone.send(voice={"file_id": "v"})
    phone.send(poll={"id": "1", "question": "Ai đi?", "options": []})
    assert "bình chọn" in phone.said


def test_ones_own_card_fills_the_telephone_after_a_yes(phone: Phone) -> None:
    phone.send(contact={"phone_number": "+84912345678", "first_name": "Lan", "user_id": 7})
    assert phone.said.startswith("Ghi 0912345678 là số điện thoại của anh/chị")
    assert _telephone(phone) is None
    phone.press("Đúng")
    assert _telephone(phone) == "0912345678"


def _telephone(phone: Phone) -> str | None:
    with phone.town.database.reading() as session:
        person = people.at_address(session, "telegram", "7")
        return person.phone if person else None


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("/lịch", "/lich"), ("/LỊCH@hoinghi_test_bot", "/lich"), ("/Lịch", "/lich"), ("/giúp", "/giup"), ("/GIÚP", "/giup"),
        ("/địađiểm", "/diadiem"), ("/ĐịaĐiểm", "/diadiem"), ("/địa điểm", "/diadiem"), ("/dia diem", "/diadiem"),
        ("/hạn", "/han"), ("/Nhiệm vụ Văn phòng", "/nhiemvu Văn phòng"), ("/ menu", "/menu"),
        ("/đoàn", "/doan"), ("/danh sách", "/danhsach"), ("/dữ liệu của tôi", "/dulieucuatoi"),
    ],
)  # fmt: skip
@on_every_channel
def test_a_command_is_known_with_marks_and_capitals(town: Town, channel: str, typed: str, command: str) -> None:
    town.join("a", "focal", "khe may")
    asked = town.desk.answer(Incoming(channel, "a", command))
    assert asked[0].text != town.desk.answer(Incoming(channel, "a", "/khongco"))[0].text
    assert town.desk.answer(Incoming(channel, "a", typed)) == asked


def test_what_is_no_command_keeps_its_name_and_words(town: Town) -> None:
    town.join("a", "focal", "khe may")
    assert town.say("a", "/Xyz Khe Mây").text.startswith("Không có lệnh /xyz")
    town.talk("a", ("/đăng ký đoàn em 14 người", ("Khe Mây 14 đại biểu",)))


def test_in_a_group_nothing_is_read(town: Town) -> None:
    assert town.desk.answer(Incoming("telegram", "-1", "/lịch", chat=Chat.GROUP))[0].text.startswith("Xin nhắn riêng")
