"""What an organiser hears of an album: one preview with all that came, why some is left out, nothing for the rest."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from handlers.messages import Attachment, Incoming, Outcome, Reply
from handlers.reading.marks import SURE
from handlers.wording import albums as wording
from handlers.wording import broadcasts as sentences
from storage import albums
from storage.models import Album, Broadcast, OutboxMessage, StoredFile
from tests.talk import Town


@pytest.fixture
def hall(town: Town) -> Town:
    town.join("7", "organiser", channel="telegram")
    town.join("a", "focal", "khe may")
    return town


def part(number: int, words: str = "", *, file: Attachment | None = None, **held: Any) -> Incoming:
    picture = Attachment("anh.jpg", f"p{number}{held.get('edited', '')}.jpg", "image/jpeg", 400_000)
    said = {"attachment": file or picture, "message_id": str(number), "wordless": "photo", "album": "a1"} | held
    return Incoming("telegram", "7", words, **said)


def told(town: Town, *parts: Incoming) -> list[Reply]:
    return [reply for each in parts for reply in town.desk.answer(each)]


def carried(town: Town) -> Sequence[str]:
    """The paths of what goes with the newest broadcast."""
    with town.database.reading() as session:
        row = session.scalars(select(Broadcast).order_by(Broadcast.id.desc())).first()
        return [file.path for file in albums.together(session, row.file_id if row is not None else None)]


def test_words_under_any_part_are_the_message_and_the_last_to_come_answers(hall: Town) -> None:
    (card,) = told(
        hall,
        part(3, more=True),
        part(1, "/gui role:focal: Sơ đồ", more=True),
        part(4, "và thực đơn", more=True),
        part(2),
    )
    assert "Gửi cho 1 người" in card.text
    assert "Nội dung:\nSơ đồ\nvà thực đơn\n" in card.text
    assert "Kèm 4 ảnh (1,6 MB)." in card.text
    assert carried(hall) == ["p1.jpg", "p2.jpg", "p3.jpg", "p4.jpg"]


def test_what_comes_after_the_preview_joins_in_silence_and_the_sending_counts_it(hall: Town) -> None:
    (card,) = told(hall, part(1, "/gui role:focal: Sơ đồ"), part(2, more=True), part(3))
    assert "Kèm tệp: anh.jpg" in card.text
    assert hall.say("7", card.buttons[0].command, "telegram").text == "✓ Đang gửi cho 1 người, kèm 3 ảnh."
    assert told(hall, part(4, more=True), part(5), part(6)) == [Reply(wording.TOO_LATE, outcome=(Outcome.REFUSED,))]
    assert carried(hall) == ["p1.jpg", "p2.jpg", "p3.jpg"]


def test_pictures_without_words_wait_for_them_also_where_those_were_refused(hall: Town) -> None:
    (asked,) = told(hall, part(2, more=True), part(1))
    assert asked.text.startswith("✓ Đã nhận 2 ảnh (800 kB). Gõ lời đi kèm")
    assert told(hall, part(3)) == []
    card = hall.say("7", "role:focal: Cổng vào", "telegram")
    assert "Kèm 3 ảnh (1,2 MB)." in card.text
    no, again = told(hall, part(8, "/gui unit:Không có: x", album="b")), hall.say("7", "role:focal: Cổng", "telegram")
    assert "Không có đơn vị" in no[0].text
    assert "Kèm tệp: anh.jpg (400 kB)." in again.text


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"file": Attachment("m.pdf", "", mark=SURE)}, wording.SECRET),
        ({"file": Attachment("t.pdf", "", size=30_000_000)}, wording.NOT_TAKEN),
        ({"file": Attachment("r.pdf", "r.pdf", size=0)}, wording.EMPTY),
        ({"file": Attachment("l.pdf", "l.pdf", size=49_900_000)}, wording.too_much(10, 50_000_000)),
        ({"attachment": None, "wordless": "video"}, wording.MOVING),
        ({"attachment": None, "wordless": "photo"}, wording.NOT_TAKEN),
    ],
)
@pytest.mark.parametrize("last", [True, False])
def test_what_cannot_go_is_named_in_the_one_answer(hall: Town, other: dict[str, Any], why: str, last: bool) -> None:
    left_out = part(3, **{**other, "more": not last})
    first = part(1, "/gui role:focal: Sơ đồ", more=True)
    (card,) = told(hall, first, part(2, more=True), left_out) if last else told(hall, first, left_out, part(2))
    assert "Kèm 2 ảnh (800 kB)." in card.text
    assert card.text.endswith(f"\n! {why}")
    assert carried(hall) == ["p1.jpg", "p2.jpg"]


def test_ten_at_most_and_of_nothing_that_can_go_only_why(hall: Town) -> None:
    (card,) = told(hall, *(part(number, "Sơ đồ" if number == 5 else "", more=number < 11) for number in range(1, 12)))
    assert wording.too_much(10, 50_000_000) in card.text
    assert len(carried(hall)) == 10
    empty = Attachment("r.pdf", "r.pdf", size=0)
    (no,) = told(hall, part(21, file=empty, album="b", more=True), part(22, file=empty, album="b"))
    assert no.text == f"! {wording.EMPTY}"


def test_an_edited_caption_takes_the_old_previews_place_with_the_same_pictures(hall: Town) -> None:
    (old,) = told(hall, part(1, "/gui role:focal: Họp 7h", more=True), part(2))
    (new,) = told(hall, part(1, "/gui role:focal: Họp 8h", edited=True))
    assert "Họp 8h" in new.text
    assert "Kèm 2 ảnh (800 kB)." in new.text
    assert hall.say("7", old.buttons[0].command, "telegram").text == sentences.DROPPED
    hall.say("7", new.buttons[0].command, "telegram")
    assert carried(hall) == ["p1True.jpg", "p2.jpg"]
    (after,) = told(hall, part(1, "/gui role:focal: Họp 9h", edited=True))
    assert after.text.startswith("! Tin cũ đã gửi đi.")
    assert "ảnh" not in after.text
    with hall.database.reading() as session:
        assert len(session.scalars(select(StoredFile)).all()) == 2
        assert len(session.scalars(select(OutboxMessage)).all()) == 1


def test_the_parts_of_others_get_one_answer_in_any_order(town: Town) -> None:
    town.join("7", "focal", "khe may", channel="telegram")
    parts = [part(1, more=True), part(2, "đoàn em 16 người", more=True), part(3)]
    (reply,) = told(town, *(Incoming("telegram", "7", p.text, message_id=p.message_id, wordless="photo", album="a1",
                                     more=p.more) for p in parts))  # fmt: skip
    assert reply.text.startswith("✓ Đã ghi: Khe Mây 16 đại biểu")
    (again,) = town.desk.answer(Incoming("telegram", "7", "", message_id="9", wordless="photo", album="a2"))
    assert "chưa ghi gì" in again.text


def test_an_album_that_was_let_go_takes_nothing_more(hall: Town) -> None:
    (card,) = told(hall, part(1, "/gui role:focal: Sơ đồ"))
    hall.say("7", card.buttons[1].command, "telegram")
    (late,) = told(hall, part(2))
    assert late.text == wording.TOO_LATE
    with hall.database.reading() as session:
        assert [album.state for album in session.scalars(select(Album))] == [albums.LATE]
