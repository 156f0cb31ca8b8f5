"""Answers per second, ours beside the library as it comes, against one loopback server in a process of its own.

`python -m tests.benchmarks.updates` prints ratios; absolute figures hold for one machine only. "Ours" keeps every
update in SQLite and closes it in a transaction; the library's own path keeps nothing.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from statistics import median
from typing import Any

import uvloop
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.channels.telegram.channel import TelegramChannel
from bot.traffic.intake import Intake
from handlers.messages import Button, Incoming, Reply
from storage import inbox
from storage.database import Database

TOKEN = "1:token-of-nobody"
TEXT = "07:30–08:00 Đón tiếp đại biểu tại hội trường lớn"
BUTTONS = [("Lịch", "/lich"), ("Địa điểm", "/diadiem"), ("Hạn", "/han")]


def control(url: str, action: str, **data: Any) -> Any:
    """One order to the loopback server."""
    call = urllib.request.Request(f"{url}/control/{action}", json.dumps(data).encode(), method="POST")
    with urllib.request.urlopen(call, timeout=30) as answer:
        return json.load(answer)["result"]


@contextmanager
def server() -> Any:
    """The loopback server as a process; its address."""
    process = subprocess.Popen([sys.executable, "-m", "tests.fakes.telegram"], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        yield process.stdout.readline().split()[1]
    finally:
        process.terminate()
        process.wait()


async def answered(url: str, number: int, patience: float) -> tuple[int, float]:
    """How many answers came, in how many seconds, at most `patience`."""
    begun, count = time.monotonic(), 0
    while count < number and time.monotonic() - begun < patience:
        await asyncio.sleep(0.02)
        count = await asyncio.to_thread(control, url, "count")
    return count, time.monotonic() - begun


async def ours(url: str, number: int, patience: float) -> float:
    """Answers per second of the channel and the intake, with a desk that only closes the row."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/bench.db")
        database.migrate()

        def desk(incoming: Incoming, row: int | None) -> list[Reply]:
            with database.transaction() as session:
                inbox.finish(session, row or 0)
            return [Reply(TEXT, tuple(Button(label, command) for label, command in BUTTONS))]

        channel = TelegramChannel(TOKEN, url)
        intake = Intake(database, desk, {"telegram": channel})
        channel.receive = intake.receive
        await intake.take_up()
        await channel.start()
        await channel.listen()
        count, seconds = await answered(url, number, patience)
        await intake.stop(0)
        await channel.stop()
        database.close()
    return count / seconds


async def stock(url: str, number: int, patience: float) -> float:
    """Answers per second of the library as it comes."""
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)] for label, data in BUTTONS])

    async def reply(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        await update.message.reply_text(TEXT, reply_markup=keyboard)

    application = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").job_queue(None).build()
    application.add_handler(MessageHandler(filters.TEXT, reply))
    await application.initialize()
    assert application.updater
    await application.start()
    await application.updater.start_polling()
    count, seconds = await answered(url, number, patience)
    return count / seconds


def measured(path: str, messages: int, chats: int, delay: float, patience: float) -> float:
    """One run on a fresh server, in a process that ends with it."""
    with server() as url:
        control(url, "crowd", messages=messages, chats=chats)
        control(url, "set", delay=delay)
        call = [sys.executable, "-m", "tests.benchmarks.updates", path, url, str(messages), str(patience)]
        return float(subprocess.run(call, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Three rounds of throughput, one burst with the server 80 ms away."""
    rounds = [(measured("ours", 1500, 300, 0, 8), measured("stock", 800, 300, 0, 8)) for _ in range(3)]
    mine, theirs = (median(column) for column in zip(*rounds, strict=True))
    print(f"answers per second, no latency: ours {mine:.0f}, library {theirs:.0f}, ratio {mine / theirs:.2f}")
    mine, theirs = measured("ours", 1000, 1000, 0.08, 8), measured("stock", 1000, 1000, 0.08, 4)
    print(f"1,000 people at once, 80 ms away: ours {mine:.0f}/s, library {theirs:.0f}/s, ratio {mine / theirs:.1f}")


def one(path: str, url: str, messages: str, patience: str) -> None:
    """One path, measured in this process, which then ends without tidying up."""
    run, work = (uvloop.run, ours) if path == "ours" else (asyncio.run, stock)

    async def scene() -> None:
        print(await work(url, int(messages), float(patience)), flush=True)
        os._exit(0)

    run(scene())


if __name__ == "__main__":
    main() if len(sys.argv) == 1 else one(*sys.argv[1:])
