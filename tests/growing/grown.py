"""Tries every addition in the copy that it is started with; prints as JSON what went wrong with each, "" for nothing.

`python -m tests.growing.grown FOLDER`, with the copy before the product on the path.
"""

import asyncio
import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.channels import about
from bot.cli.laid_out import laid_out
from bot.runtime.app import Bot
from bot.runtime.settings import read_settings
from bot.site.desk.draft import sections
from handlers.people import account
from handlers.reading.export import as_json
from handlers.reading.plan import read_plan
from handlers.reminders import KINDS, queue_due
from storage import plans
from storage.clock import parse_instant
from storage.database import Database
from storage.models import OutboxMessage
from tests import KEY
from tests.bot.site.site_kit import Hall
from tests.talk import PLAN, Town

LONGEST = 60.0  # seconds that are waited for what must come
WITH_DETAILS = (
    "KẾ HOẠCH\nTổ chức Hội nghị tổng kết năm 2026\n\nI. THỜI GIAN, ĐỊA ĐIỂM\n\n1. Thời gian: ngày 25/3/2027.\n\n"
    "2. Địa điểm: Hội trường huyện Khe Mây.\n\n3. Trang phục: áo dài, com lê.\n\n"
    "4. Chỗ để xe: sân sau Nhà văn hóa huyện.\n"
)


def town_in(folder: Path, name: str, plan: str) -> Town:
    """A town on a file of its own."""
    database = Database(f"sqlite:///{folder / name}.db", KEY)
    database.create()
    town = Town(database)
    town.publish(plan)
    return town


def a_command(folder: Path) -> None:
    """It is answered, stands in help and menu for its roles, and is refused to others."""
    town = town_in(folder, "command", PLAN.read_text(encoding="utf-8"))
    town.join("Mận", "focal", "khe may")
    town.join("An", "delegate")
    assert town.say("Mận", "/thoitiet").text == "Mấy ngày họp trời mát, chiều có mưa rào."
    assert "/thoitiet – thời tiết mấy ngày họp" in town.say("Mận", "/giup").text
    assert "Thời tiết" in [button.label for button in town.say("Mận", "/menu").buttons]
    assert town.say("Mận", "Thời tiết").text.startswith("Mấy ngày họp"), "the words of its button"
    refused = town.say("An", "/thoitiet")
    assert "trời mát" not in refused.text
    assert [str(each) for each in refused.outcome] == ["refused"]
    assert "/thoitiet" not in town.say("An", "/giup").text


def a_reminder_kind(folder: Path) -> None:
    """It comes once, at its hour, to everybody who is told."""
    town = town_in(folder, "reminder", PLAN.read_text(encoding="utf-8"))
    town.join("Ban", "organiser")
    town.join("An", "delegate")
    assert "umbrella" in [kind.name for kind in KINDS]
    came = []
    for when in ("2027-03-25T06:44", "2027-03-25T06:45", "2027-03-25T06:46", "2027-03-25T08:00"):
        with town.database.transaction() as session:
            queue_due(session, parse_instant(when))
            rows = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "umbrella")).all()
            came.append(len(rows))
            assert all("anh/chị nhớ mang ô" in row.text for row in rows)
    assert came == [0, 2, 2, 2]


def a_channel(folder: Path) -> None:
    """It joins, gets an answer and a broadcast; its label, consent and settings come from its own folder."""
    town = town_in(folder, "channel", PLAN.read_text(encoding="utf-8"))
    asyncio.run(_on_the_channel(town, folder))
    page = Hall(town.database, known=(town.event_id, town.key)).member("organiser").get("/ban-to-chuc/thong-bao").text
    assert "Loa phường" in page, "how it is called beside what was sent"


async def _on_the_channel(town: Town, folder: Path) -> None:
    os.environ["LOA_NUMBER"] = "1080"
    settings = read_settings(_env_file=None, database_url=town.database.url, data_dir=folder / "data")
    bot = Bot(settings, town.database, lambda: town.now)
    await bot.start("http://127.0.0.1:9")
    try:
        loa: Any = bot.channels["loa"]
        way = await _until(lambda: _way_in(town))
        code = way.removeprefix("Loa phường: gọi 1080, đọc mã ")
        assert "Tin nhắn đi qua loa phường (ai đi qua cũng nghe)." in await _said(loa, code)
        assert "✓ Đã tham gia" in await _said(loa, "Đồng ý")
        assert "08:00" in await _said(loa, "hội nghị tổng kết mấy giờ")
        assert "loa phường" in await _said(loa, "/kenh")
        town.join("Ban", "organiser")
        assert "loa phường 1" in town.say("Ban", "/gui role:delegate: Xe đón lúc 13:00").text
        assert town.say("Ban", "Gửi").text.startswith("✓")
        await _until(lambda: [text for _, text in loa.heard if "Xe đón lúc 13:00" in text])
    finally:
        await bot.stop()


def _way_in(town: Town) -> str:
    """How an invitation says that one joins by the channel; empty until its number is known."""
    with town.database.transaction() as session:
        event = plans.event_with_key(session, town.key)
        assert event is not None
        known = about.channels()
        made = account.new_invitation(session, event, "delegate", None, now=town.now, channels=known)
        return made.ways["loa"] or ""


async def _said(loa: Any, text: str) -> str:
    """The answer to a message."""
    before = len(loa.heard)
    loa.said.put_nowait({"key": str(before), "from": "An", "text": text})
    heard: list[tuple[str, str]] = await _until(lambda: loa.heard[before:])
    return heard[0][1]


async def _until(look: Callable[[], Any]) -> Any:
    async with asyncio.timeout(LONGEST):
        while not (found := await asyncio.to_thread(look)):
            await asyncio.sleep(0.01)
        return found


def a_document_field(folder: Path) -> None:
    """Read from a plan, shown to who confirms it, kept, and told to who asks, with its line; nothing to who asks more."""
    draft = read_plan(list(enumerate(WITH_DETAILS.splitlines(), 1)))
    written = as_json(draft)
    assert [(row["name"], row["text"], row["line"]) for row in written["details"]] == [
        ("dress", "áo dài, com lê", 10), ("parking", "sân sau Nhà văn hóa huyện", 12),
    ]  # fmt: skip
    assert not {10, 12} & set(draft.unread)
    assert "Chỗ để xe" in "\n".join(laid_out(draft))
    assert "Chỗ để xe" in [row.label for section in sections(written) for row in section.rows]
    town = town_in(folder, "field", WITH_DETAILS)
    town.join("An", "delegate")
    for asked in ("mặc gì ạ", "trang phục thế nào", "di hop mac gi", "có yêu cầu trang phục không ạ"):
        assert town.say("An", asked).text.startswith("Trang phục: áo dài, com lê.\n— Kế hoạch, dòng 10"), asked
    for asked in ("để xe ở đâu ạ", "gui xe cho nao"):
        assert town.say("An", asked).text.startswith("Chỗ để xe: sân sau Nhà văn hóa huyện.\n— Kế hoạch"), asked
    for asked in (
        "xe đưa đón mấy giờ chạy",
        "có vướng mắc gì không",
        "trang phục đội lễ tân thế nào",
        "ai lo trang phục",
    ):
        assert not town.say("An", asked).text.startswith(("Chỗ để xe", "Trang phục")), asked


def main(folder: Path) -> None:
    told = {}
    for addition in (a_command, a_reminder_kind, a_channel, a_document_field):
        try:
            addition(folder)
            told[addition.__name__.replace("_", " ")] = ""
        except Exception:
            told[addition.__name__.replace("_", " ")] = traceback.format_exc()
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
