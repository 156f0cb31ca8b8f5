"""The whole bot on Zalo as processes: joined and counted by typed numbers, told, warned, across a kill -9."""

import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.render import units
from tests.bot.processes import Phone, Process, command, until
from tests.talk import PLAN

TOKENS = "145923224145:canaryCanaryCanaryCanaryCanary0, 245923224145:secondSecondSecondSecond00"
KEY = "hoi-nghi-tong-ket-cum-thi-dua-so-3-nam-2026"


class Season:
    """A loopback Zalo and the bot on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.zalo = Process("tests.fakes.zalo", "--log", "sent.jsonl", folder=folder, environment={})
        self.environment = {
            "DATABASE_URL": f"sqlite:///{folder}/bot.db",
            "ZALO_BOT_TOKENS": TOKENS.split(",")[0],
            "ZALO_API_URL": self.zalo.url,
            "WEB_PORT": "0",
            "CLOCK_START": "2027-03-01T08:00:00+07:00",
        }
        self.command("import", str(PLAN), "--publish", "--json")
        self.bot = self.begin()

    def begin(self) -> Process:
        return Process("bot", "run", folder=self.folder, environment=self.environment)

    def command(self, *words: str) -> dict[str, Any]:
        return dict(command(self.folder, self.environment, *words))

    def invite(self, role: str, *more: str) -> dict[str, Any]:
        return self.command("invite", "--event", KEY, "--role", role, *more, "--json")

    def rows(self, kind: str) -> list[dict[str, Any]]:
        return [row for row in self.command("outbox", "--event", KEY, "--json")["rows"] if row["kind"] == kind]

    def ask(self, question: str) -> list[Any]:
        with sqlite3.connect(self.folder / "bot.db") as connection:
            return connection.execute(question).fetchall()

    def control(self, action: str, **data: Any) -> Any:
        return self.zalo.post(f"/control/{action}", data)["result"]

    def until_named(self, channel: str) -> None:
        until(lambda: f'"{channel}"' in str(self.ask("select value from settings where key = 'zalo'")))

    def close(self) -> None:
        for process in (self.bot, self.zalo):
            process.kill()


@pytest.fixture
def season(tmp_path: Path) -> Iterator[Season]:
    made = Season(tmp_path)
    yield made
    made.close()


def join(season: Season, chat: str, role: str, *more: str) -> Phone:
    """Somebody types the code, then a number."""
    invited = season.invite(role, *more)
    assert invited["zalo"] == f"Zalo: mở bot “Bot Hội nghị thử” rồi nhắn mã {invited['code']}"
    assert invited["telegram"] is None
    phone = Phone(season.zalo, chat, f"Người {chat}")
    assert phone.say(f"chào em, mã {invited['code'].lower()}").endswith("1. Đồng ý\n2. Không\n\nTrả lời số 1 hoặc 2.")
    assert phone.say("1").startswith("✓ Đã tham gia")
    return phone


@pytest.mark.slow
def test_a_season_on_zalo_by_typed_numbers(season: Season) -> None:
    season.until_named("zalo")
    focal = join(season, "6ede9afa66b88fe6d6a9", "focal", "--unit", "Khe Mây")
    organiser = join(season, "b1", "organiser")

    # Counting, by a number that answers the newest question only.
    assert "Đoàn Khe Mây đi 12 người, phải không ạ?" in focal.say("12đ/c")
    assert focal.say("1").startswith("✓ Đã ghi: Khe Mây 12 đại biểu")
    assert "12 đại biểu đã đăng ký" in organiser.say("/doan")

    # A broadcast: the number confirms it, a word with its own number answers it.
    preview = organiser.say("/gui role:focal: Xe đón lúc 13:00")
    assert "1. " in preview
    organiser.say("1")
    told = until(lambda: [text for text in focal.texts() if "Xe đón lúc 13:00" in text])[0]
    assert "NHAN 01" in told
    assert "1. " not in told
    assert focal.say("NHAN 01") == "✓ Đã ghi: anh/chị đã nhận tin HN-01."
    assert [row["state"] for row in season.rows("broadcast")] == ["confirmed"]

    # Something without words, the same event twice, a group.
    season.control("event", event_name="message.sticker.received", chat=focal.chat, sticker="x")
    assert "nhắn một câu" in until(lambda: [text for text in focal.texts() if "nhắn một câu" in text])[0]
    before = len(focal.texts())
    for _ in range(2):
        season.control("event", event_name="message.text.received", chat=focal.chat, text="/diadiem", message_id="same")
    season.control("say", chat="g1", group=True, text="không phải chuyện của bot")
    season.control("say", chat="g1", group=True, text="@Bot Hội nghị thử /doan")
    group = Phone(season.zalo, "g1", "")
    assert until(group.texts) == ["Xin nhắn riêng cho tôi: trong nhóm tôi không trả lời việc riêng của đơn vị."]
    until(lambda: len(focal.texts()) > before)
    assert len(focal.texts()) == before + 1
    focal.say("/giup")
    sent = season.control("accepted")
    assert all(set(message) == {"method", "message_id", "at", "chat_id", "text"} for message in sent)
    assert max(units(message["text"]) for message in sent) <= 1800

    # The month's messages were counted both ways, and Zalo's own refusal reaches the organisers' list once.
    used = season.ask("select value from settings where key like 'quota:zalo:%'")
    assert f'"used": {len(sent)}' < used[0][0]
    season.control("set", quota=0)
    season.command("broadcast", "--event", KEY, "--to", "role:focal", "--text", "Tin sau", "--yes", "--json")
    (late,) = until(lambda: [row for row in season.rows("broadcast") if row["cause"] and "429" in row["cause"]])
    assert late["state"] == "queued"
    until(lambda: season.rows("quota"))
    assert ["nền tảng báo hết lượt" in row["text"] for row in season.rows("quota")] == [True]


@pytest.mark.slow
def test_what_was_recorded_before_a_kill_holds_and_the_next_is_answered(season: Season) -> None:
    """An event is given once and recorded once; its answer, under way when the bot was killed, is given at least once."""
    season.until_named("zalo")
    focal = join(season, "a1", "focal", "--unit", "Khe Mây")
    season.control("fault", method="sendMessage", kind="slow", seconds=5)
    season.control("say", chat="a1", text="đoàn em 17 người")
    until(lambda: season.ask("select 1 from audit where action = 'head_count'"))
    season.bot.kill(signal.SIGKILL)
    season.control("say", chat="a1", text="/doan")
    season.bot = season.begin()
    until(lambda: any("17 đại biểu" in text and "Đoàn Khe Mây" in text for text in focal.texts()))
    assert len(season.ask("select 1 from audit where action = 'head_count'")) == 1
    until(lambda: any(text.startswith("✓ Đã ghi: Khe Mây 17 đại biểu.") for text in focal.texts()))
    assert sum(text.startswith("✓ Đã ghi: Khe Mây 17 đại biểu.") for text in focal.texts()) <= 2, (
        "once before, once after"
    )
    assert season.bot.kill(signal.SIGTERM) == 0
    log = season.bot.output.read_text()
    assert "Traceback" not in log
    assert TOKENS.split(",")[0].partition(":")[2] not in log


@pytest.mark.slow
def test_a_second_token_is_a_second_channel(season: Season) -> None:
    assert season.bot.kill(signal.SIGTERM) == 0
    season.environment["ZALO_BOT_TOKENS"] = TOKENS
    season.bot = season.begin()
    season.until_named("zalo2")
    season.control("crowd", messages=6, chats=3)
    until(lambda: len(season.ask("select 1 from inbox where state = 'done'")) == 6)
    channels = {row[0] for row in season.ask("select distinct channel from inbox")}
    assert channels <= {"zalo", "zalo2"}
    found = season.bot.healthy()["channels"]
    assert [found[name]["receiving"] for name in ("zalo", "zalo2")] == ["polling", "polling"]

    season.bot.kill(signal.SIGTERM)
    assert season.invite("organiser")["zalo"], "known from the last run"
    del season.environment["ZALO_BOT_TOKENS"]
    season.bot = season.begin()
    until(lambda: season.invite("organiser")["zalo"] is None)
