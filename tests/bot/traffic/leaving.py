"""What leaves by all three channels, with loopback servers where the platforms are."""

import asyncio

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.web.channel import WebChannel
from bot.channels.zalo.channel import ZaloChannel
from bot.office.files import FileFolder
from bot.site import poster
from bot.traffic.delivery import Delivery
from tests.bot.channels.telegram_life import TOKEN
from tests.fakes.telegram import FakeTelegram
from tests.fakes.zalo import FakeZalo
from tests.talk import Town


def sent(town: Town, folder: FileFolder, *, ticks: int = 8) -> tuple[FakeTelegram, FakeZalo]:
    """What the platforms accept when everything that waits is delivered."""

    async def whole() -> tuple[FakeTelegram, FakeZalo]:
        async with FakeTelegram() as telegram, FakeZalo() as zalo:
            await deliver(town, folder, telegram, zalo, ticks)
            return telegram, zalo

    return asyncio.run(whole())


async def deliver(town: Town, folder: FileFolder, telegram: FakeTelegram, zalo: FakeZalo, ticks: int) -> None:
    """The life of one process that delivers."""
    channels = {
        "telegram": TelegramChannel(TOKEN, telegram.url), "zalo": ZaloChannel("1:x", zalo.url),
        "web": WebChannel(poster(town.database, lambda: town.now)),
    }  # fmt: skip
    delivery = Delivery(town.database, channels, lambda: town.now)
    delivery.outgoing = folder.outgoing
    for channel in channels.values():
        await channel.start()
    await delivery.start()
    for _ in range(ticks):
        await delivery.tick()
        await delivery.idle()
    await delivery.stop()
    for channel in channels.values():
        await channel.stop()
