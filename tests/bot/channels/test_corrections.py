"""A correction goes out as a message of its own; where a channel can, the wrong one then says that it was corrected."""

import asyncio

import pytest
from sqlalchemy import select

from bot.channels.telegram.channel import TelegramChannel
from bot.traffic.delivery import Delivery
from storage.models import OutboxMessage
from tests.fakes.telegram import FakeTelegram
from tests.talk import Town

TOKEN = "123456789:AAcorrectCorrectCorrectCorrectCorr00"


def deliver(town: Town, fault: str | None = None) -> list[tuple[str, str, int]]:
    """What Telegram accepted: method, text, message id."""

    async def scene() -> FakeTelegram:
        async with FakeTelegram() as fake:
            channel = TelegramChannel(TOKEN, fake.url)
            delivery = Delivery(town.database, {"telegram": channel}, lambda: town.now)
            if fault:
                fake.fault("editMessageText", fault)
            await channel.start()
            await delivery.start()
            await delivery.tick()
            await delivery.idle()
            await delivery.stop()
            await channel.stop()
            return fake

    fake = asyncio.run(scene())
    return [(m["method"], m["text"], int(m["message_id"])) for m in fake.accepted]


@pytest.mark.parametrize("fault", [None, "400", "500", "drop"])
def test_the_wrong_message_says_that_it_was_corrected(town: Town, fault: str | None) -> None:
    town.join("7", "organiser", channel="telegram")
    ok = town.say("7", "/gui all: Xe đón lúc 13:00", "telegram").buttons[0].command
    town.say("7", ok, "telegram")
    first = deliver(town)
    assert [method for method, _, _ in first] == ["sendMessage"]
    ok = town.say("7", "/gui dinhchinh 1 Xe đón lúc 14:00", "telegram").buttons[0].command
    town.say("7", ok, "telegram")
    then = deliver(town, fault)
    assert then[0][:2] == (
        "sendMessage", "Đính chính tin HN-01\nXe đón lúc 14:00\n— Ban tổ chức, tin HN-02",
    )  # fmt: skip
    if fault in (None, "drop"):
        assert then[1] == (
            "editMessageText",
            "! Tin này đã được đính chính bằng tin HN-02.\nXe đón lúc 13:00\n— Ban tổ chức, tin HN-01",
            first[0][2],
        )
    assert len(then) == (2 if fault in (None, "drop") else 1)
    edited = 1 if fault is None else 0  # only what the platform answered for counts
    town.talk("7", ("/ketqua", (
        f"Xe đón lúc 14:00 – 1 người\nĐã gửi 1.\nĐính chính: đã sửa ngay trên tin cũ {edited}, đã gửi tin mới 1.",
    )), channel="telegram")  # fmt: skip
    with town.database.reading() as session:
        assert [row.state for row in session.scalars(select(OutboxMessage))] == ["sent", "sent"]
