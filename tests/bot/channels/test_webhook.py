"""Telegram brings its updates: only to the right word, stored before 200, nothing polled."""

import asyncio
import http.client
import json
import os
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.channels.telegram.channel import Hook, TelegramChannel
from bot.runtime.settings import read_settings
from tests.bot.processes import TOKEN, Process, until
from tests.bot.traffic.scene import until as patiently
from tests.fakes.telegram import FakeTelegram
from tests.postgres import new_postgres_database

SECRET = "mot-tu-rieng_2027"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def update(number: int, chat: int, text: str) -> dict[str, Any]:
    message = {"message_id": number, "chat": {"id": chat, "type": "private"}, "from": {"id": chat, "first_name": "An"}}
    return {"update_id": number, "message": {**message, "text": text}}


def bring(
    url: str, body: bytes, secret: str | None = SECRET, method: str = "POST", kind: str = "application/json"
) -> int:
    """The status of one call at the door."""
    headers = {"Content-Type": kind} | ({HEADER: secret} if secret is not None else {})
    request = urllib.request.Request(f"{url}/telegram", body if method == "POST" else None, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=15) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def announced(url: str, size: int) -> int:
    """The status where only the head of a call has come, which tells how much would follow."""
    line = http.client.HTTPConnection(url.removeprefix("http://"), timeout=15)
    line.putrequest("POST", "/telegram")
    for name, value in (("Content-Type", "application/json"), ("Content-Length", str(size)), (HEADER, SECRET)):
        line.putheader(name, value)
    line.endheaders()
    try:
        return line.getresponse().status
    finally:
        line.close()


def started(folder: Path, url: str, telegram: str) -> Process:
    environment = {
        "DATABASE_URL": url, "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram, "WEB_PORT": "0",
        "TELEGRAM_WEBHOOK_SECRET": SECRET, "PUBLIC_URL": "https://hoinghi.example",
        "DATA_DIR": str(folder / "data"),
    }  # fmt: skip
    return Process("bot", "run", folder=folder, environment=environment)


REFUSED: list[tuple[str, int, dict[str, Any]]] = [
    ("no word", 401, {"secret": None}),
    ("the wrong word", 403, {"secret": "mot-tu-khac"}),
    ("an empty word", 403, {"secret": ""}),
    ("no JSON by name", 403, {"kind": "text/plain"}),
    ("no JSON inside", 400, {"body": b"{"}),
    ("a look", 405, {"method": "GET"}),
]


def test_the_door_opens_to_the_word_only_and_stores_before_it_answers(tmp_path: Path) -> None:
    telegram = Process("tests.fakes.telegram", folder=tmp_path, environment={})
    bot = started(tmp_path, f"sqlite:///{tmp_path}/bot.db", telegram.url)
    try:
        good = json.dumps(update(1, 7, "xin chào")).encode()
        for name, status, how in REFUSED:
            assert bring(bot.url, how.pop("body", good), **how) == status, name
        assert announced(bot.url, 5_000_000) == 413
        assert [bring(bot.url, good) for _ in range(3)] == [200] * 3
        until(lambda: telegram.post("/control/accepted", {"chat": 7})["result"])
        assert len(telegram.post("/control/accepted", {"chat": 7})["result"]) == 1
        assert SECRET not in bot.output.read_text()
    finally:
        bot.kill()
        telegram.kill()


def test_two_processes_on_postgres_take_what_is_brought_and_say_who_leads(postgres_url: str, tmp_path: Path) -> None:
    telegram = Process("tests.fakes.telegram", folder=tmp_path, environment={})
    url = new_postgres_database(postgres_url)
    bots = [started(tmp_path, url, telegram.url) for _ in range(2)]
    try:
        assert [role(bot) for bot in bots] == ["leader", "follower"]
        for number, bot in enumerate(bots, 1):
            assert bring(bot.url, json.dumps(update(number, 7, "xin chào")).encode()) == 200
        until(lambda: len(telegram.post("/control/accepted", {"chat": 7})["result"]) == 2)
        bots[0].kill()
        until(lambda: role(bots[1]) == "leader")
    finally:
        for process in (bots[1], telegram):
            process.kill()


def role(bot: Process) -> str:
    try:
        with urllib.request.urlopen(f"{bot.url}/healthz", timeout=60) as answer:
            return str(json.load(answer)["role"])
    except urllib.error.HTTPError as sick:  # the first tick is not over
        with sick:
            return str(json.load(sick)["role"])


def test_telegram_is_told_the_address_and_not_asked_for_updates() -> None:
    async def scene() -> None:
        async with FakeTelegram() as fake:
            channel = TelegramChannel(TOKEN, fake.url, hook=Hook("https://hoinghi.example/telegram", SECRET))
            assert not channel.polls
            await channel.start()
            await channel.listen()
            await patiently(lambda: channel.state == "hooked")
            assert fake.hook is not None
            assert (fake.hook["url"], fake.hook["secret_token"]) == ("https://hoinghi.example/telegram", SECRET)
            assert "getUpdates" not in [name for _, name in fake.requests]
            await channel.stop()

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"telegram_webhook_secret": SECRET}, "cần PUBLIC_URL"),
        ({"telegram_webhook_secret": "có dấu", "public_url": "https://x.example"}, "chỉ gồm chữ không dấu"),
    ],
)
def test_a_secret_needs_an_address_and_plain_letters(given: dict[str, str], said: str) -> None:
    assert "TELEGRAM_WEBHOOK_SECRET" not in os.environ
    with pytest.raises(ValidationError, match=said):
        read_settings(_env_file=None, **given)
