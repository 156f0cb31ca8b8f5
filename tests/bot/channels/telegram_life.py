"""The life of processes that take Telegram's updates through inbox and desk, each as long as its scene."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.channels.telegram.channel import TelegramChannel
from bot.office.files import FileFolder
from bot.traffic.intake import Intake
from handlers.dispatch import Desk
from storage.database import Database
from tests.fakes.telegram import FakeTelegram

TOKEN = "123456789:AAfilesFilesFilesFilesFilesFiles00"
Scene = Callable[[FakeTelegram, Intake], Awaitable[None]]


class Place(Protocol):
    """An event's database and its desk."""

    database: Database
    desk: Desk


def play(town: Place, folder: FileFolder, *scenes: Scene) -> FakeTelegram:
    """One process after the other on one Telegram."""

    async def whole() -> FakeTelegram:
        async with FakeTelegram() as fake:
            for scene in scenes:
                channel = TelegramChannel(TOKEN, fake.url, poll_seconds=1)
                intake = Intake(town.database, town.desk.answer, {"telegram": channel}, files=folder)
                channel.receive = intake.receive
                await channel.start()
                await intake.take_up()
                await channel.listen()
                try:
                    await scene(fake, intake)
                finally:
                    await intake.stop()
                    await channel.stop()
            return fake

    return asyncio.run(whole())
