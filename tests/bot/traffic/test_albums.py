"""An album is one message with all its pictures and one answer, however its parts come, and leaves part by part."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.channels import DeliveryError, Fault
from bot.channels.telegram.updates import raw_update, read_update
from bot.office.files import FileFolder
from bot.traffic.delivery import Delivery
from bot.traffic.gate import Gate
from bot.traffic.intake import Intake
from bot.traffic.sealing import Seal
from handlers.messages import Reply
from storage import albums, files, inbox
from storage.clock import wall_clock
from storage.database import Database
from storage.keys import Keys
from storage.models import Broadcast, OutboxMessage, OutboxPart, StoredFile, WebPost
from tests import KEY
from tests.bot.channels.telegram_life import play
from tests.bot.traffic.leaving import sent
from tests.bot.traffic.scene import until
from tests.delivering import FAST, NOW, Loop, fill, standing
from tests.delivering import deliver as deliver_all
from tests.fakes.telegram import FakeTelegram, person
from tests.talk import PLAN, Town

CHAT = 7
Part = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> FileFolder:
    made = FileFolder(tmp_path / "data")
    made.base = "https://hoinghi.example"
    return made


@pytest.fixture
def hall(any_database: Database) -> Town:
    """The organiser writes from Telegram chat 7, two others from Zalo and the web."""
    town = Town(any_database)
    town.publish(PLAN.read_text(encoding="utf-8"))
    town.join(str(CHAT), "organiser", channel="telegram")
    town.join("z9", "focal", "khe may", channel="zalo")
    town.join("An", "delegate", channel="web")
    return town


def album(
    fake: FakeTelegram, captions: Sequence[str], *, chat: int = CHAT, mark: str = "a1", **held: Any
) -> list[Part]:
    """The parts of an album as updates, in the order in which they were chosen."""
    parts = []
    for number, caption in enumerate(captions):
        name = f"{mark}-{number}"
        fake.files[name] = f"JPEG {name}".encode()
        picture = held or {"photo": [{"file_id": "small"}, {"file_id": name, "file_size": 9}]}
        words = {"caption": caption} if caption else {}
        where = {"message_id": 500 + number, "date": 1, "chat": {"id": chat, "type": "private"}}
        parts.append(
            {"message": {**where, "from": person(chat, "Lan"), "media_group_id": mark, **picture, **words}}
        )  # fmt: skip
    return parts


def texts(fake: FakeTelegram) -> list[str]:
    return [message["text"] for message in fake.accepted]


async def quiet(intake: Intake) -> None:
    """Until nothing waits for the desk or for its answer to leave."""
    await until(lambda: not intake.waiting, 60)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_in_any_order_one_preview_names_all_pictures_and_all_leave(
    hall: Town, folder: FileFolder, order: Sequence[int]
) -> None:
    async def scene(fake: FakeTelegram, intake: Intake) -> None:
        parts = album(fake, ["/gui all: Sơ đồ chỗ ngồi", "", ""])
        for number in order:
            fake.push(parts[number])
        await fake.until(1, 60)
        await quiet(intake)
        fake.press(CHAT, "/gui ok 1 v1")
        await fake.until(2, 60)

    preview, done = texts(play(hall, folder, scene))
    assert "Gửi cho 3 người" in preview
    assert "Kèm 3 ảnh (1 kB)." in preview
    assert done == "✓ Đang gửi cho 3 người, kèm 3 ảnh."
    telegram, zalo = sent(hall, folder)
    assert telegram.accepted[0]["text"].startswith("Sơ đồ chỗ ngồi")
    pictures = [telegram.files[message["file"]] for message in telegram.accepted[1:]]
    assert pictures == [b"JPEG a1-0", b"JPEG a1-1", b"JPEG a1-2"]
    assert "/nhan" in str(telegram.accepted[-1]["reply_markup"])
    with hall.database.reading() as session:
        links = [folder.outgoing(files.kept(session, row)).link for row in session.scalars(select(StoredFile))]
        numbers = session.scalars(select(OutboxPart.number).where(OutboxPart.channel == "telegram")).all()
        assert sorted(numbers) == [1, 2, 3, 4]
        assert {row.state for row in session.scalars(select(OutboxMessage))} == {"sent"}
        posted = Seal(Keys(KEY)).open(session.scalars(select(WebPost.text)).all()[-1])
    for link in links:
        assert link in zalo.accepted[0]["text"]
        assert link in posted


def test_what_a_kill_left_is_answered_after_the_restart_with_all_pictures(hall: Town, folder: FileFolder) -> None:
    async def killed(fake: FakeTelegram, _intake: Intake) -> None:
        """Three parts are in the inbox; the first was taken, and left the answer to those behind it."""
        updates = [raw_update({"update_id": n, **each}) for n, each in enumerate(album(fake, ["", "Sơ đồ", ""]))]
        with hall.database.transaction() as session:
            rows = inbox.put(session, "telegram", [(each.key, each.raw, str(CHAT)) for each in updates], wall_clock())
        first = read_update(updates[0].raw)
        assert first is not None
        kept = folder.keep("anh.jpg", "image/jpeg", BytesIO(b"JPEG a1-0"))
        assert hall.desk.answer(replace(first, attachment=kept, more=True), rows["0"]) == []

    async def started_again(fake: FakeTelegram, intake: Intake) -> None:
        await fake.until(1, 60)
        await quiet(intake)

    (asked,) = texts(play(hall, folder, killed, started_again))
    assert "Gửi tin này cho ai" in asked
    with hall.database.reading() as session:
        rows = albums.together(session, session.scalars(select(Broadcast.file_id)).one())
        assert [folder.path(row.path).read_bytes() for row in rows] == [b"JPEG a1-0", b"JPEG a1-1", b"JPEG a1-2"]


class Pictures(Loop):
    """A channel that takes files; what it accepted, chat by chat."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(capabilities=replace(FAST, files=True), **settings)
        self.shown: dict[str, list[str]] = {}

    async def send(self, address: str, reply: Reply) -> str:
        number = await super().send(address, reply)
        self.shown.setdefault(address, []).append(reply.attachment.name if reply.attachment else reply.text)
        return number


def with_album(database: Database, event_id: int) -> None:
    """Every message carries three pictures, kept in another order than they were chosen."""
    with database.transaction() as session:
        made = albums.held(session, event_id, "telegram", "7", "a1", NOW)
        for number in (3, 1, 2):
            name, path = f"{number}.jpg", f"p{number}"
            row = files.add(session, event_id, name, path, "image/jpeg", 9, author_id=None, now=NOW)
            row.album_id, row.position = made.id, number
        session.execute(update(OutboxMessage).values(file_id=row.id))


@pytest.mark.parametrize("trouble", ["stopped", "not sent"])
def test_no_picture_comes_twice_when_its_sender_ends_between_two(any_database: Database, trouble: str) -> None:
    topic = fill(any_database, 3)
    with_album(any_database, topic.event_id)

    def react(number: int, address: str) -> Exception | None:
        if number == 5 and trouble == "stopped":
            first.pause()
        return DeliveryError(Fault.NOT_SENT, "as told") if number == 5 and trouble == "not sent" else None

    broken, whole = Pictures(reaction=react), Pictures()
    first = Delivery(any_database, {"loop": broken}, lambda: NOW)
    asyncio.run(deliver_all(first, until=lambda: len(broken.starts) >= 5))
    assert 0 < standing(any_database)["queued"] < 4
    second = Delivery(any_database, {"loop": whole}, lambda: NOW)
    asyncio.run(deliver_all(second, 30.0, until=lambda: standing(any_database)["sent"] == 3))
    for chat in broken.shown.keys() | whole.shown.keys():
        text, *pictures = broken.shown.get(chat, []) + whole.shown.get(chat, [])
        assert text.startswith("Tin")
        assert pictures == ["1.jpg", "2.jpg", "3.jpg"]


class Resting(Gate):
    """A chat that was written to rests as long as somebody else waits."""

    def __init__(self) -> None:
        super().__init__(FAST)
        self.turns: list[str] = []

    def resting(self) -> set[str]:
        return set(self.turns)

    async def turn(self, address: str) -> bool:
        self.turns.append(address)
        return True


def test_while_a_chat_rests_between_two_pictures_others_are_served(database: Database) -> None:
    topic = fill(database, 5)
    with_album(database, topic.event_id)
    loop, gate = Pictures(), Resting()
    delivery = Delivery(database, {"loop": loop}, lambda: NOW, {"loop": gate})
    asyncio.run(deliver_all(delivery, 60.0, until=lambda: len(loop.shown.get("c5", [])) > 0))
    before = Counter(gate.turns[: gate.turns.index("c5")])  # a turn is taken at once; its commit may be slow
    assert max(before.values()) < 4, "nobody's album goes whole while somebody waits for the first word"
