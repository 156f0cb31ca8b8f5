"""A photo or file with a broadcast: handed in by chat or page, sent by each channel as it can, opened by its link."""

import asyncio
import io
import os
import secrets
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels import about
from bot.channels.telegram.channel import TelegramChannel
from bot.office import files as folder_module
from bot.office.files import FileFolder, shown_name
from bot.traffic.delivery import Delivery
from bot.traffic.intake import Intake
from bot.traffic.sealing import Seal
from handlers.dispatch import Desk
from handlers.messages import Incoming, plain
from handlers.traits import Channels
from storage import files, retention, settings
from storage.database import Database
from storage.keys import Keys
from storage.models import Address, Broadcast, OutboxMessage, Person, StoredFile, WebPost
from tests import KEY
from tests.bot.channels.telegram_life import TOKEN, play
from tests.bot.site.site_kit import HERE, Hall, commands, words
from tests.bot.traffic.leaving import sent
from tests.fakes.telegram import FakeTelegram
from tests.talk import Town

PDF = b"%PDF-1.7\r\n\r" + secrets.token_bytes(50_000) + b"\n--khong-phai-ranh-gioi--\r\n"


@pytest.fixture
def folder(tmp_path: Path) -> FileFolder:
    made = FileFolder(tmp_path / "data")
    made.base = "https://hoinghi.example"
    return made


def link_of(session: Session) -> str:
    """What the link of the only file ends in."""
    found = files.kept(session, session.scalars(select(StoredFile)).one())
    assert found is not None
    return found.token


def organiser(town: Town) -> None:
    """The organiser writes from Telegram chat 7, two others from Zalo and the web."""
    town.join("7", "organiser", channel="telegram")
    town.join("z9", "focal", "khe may", channel="zalo")
    town.join("An", "delegate", channel="web")


def test_a_captioned_file_in_chat_is_shown_and_sent_by_each_channel_as_it_can(town: Town, folder: FileFolder) -> None:
    organiser(town)

    async def hand_in(fake: FakeTelegram, _intake: Intake) -> None:
        fake.hand_in(7, "../../Sơ đồ.pdf", PDF, "/gui all: Mời xem sơ đồ chỗ ngồi")
        await fake.until(1)
        fake.press(7, "/gui ok 1 v1")
        await fake.until(2)

    preview = play(town, folder, hand_in).accepted[0]["text"]
    assert "Gửi cho 3 người" in preview
    assert "Kèm tệp: Sơ đồ.pdf (50 kB)." in preview

    telegram, zalo = sent(town, folder, ticks=1)
    first = telegram.accepted[0]
    assert (first["method"], telegram.files[first["file"]]) == ("sendDocument", PDF)
    assert first["text"].startswith("Mời xem sơ đồ chỗ ngồi")
    assert "/nhan" in str(first["reply_markup"])
    with town.database.reading() as session:
        link = f"https://hoinghi.example/tep/{link_of(session)}"
        assert f"Tệp: Sơ đồ.pdf ({link})" in zalo.accepted[0]["text"]
        post = session.scalars(select(WebPost.text)).all()[-1]
        assert f"Tệp: [Sơ đồ.pdf]({link})" in Seal(Keys(KEY)).open(post)
        assert link not in post
        assert {row.state for row in session.scalars(select(OutboxMessage))} == {"sent"}


def test_a_file_without_words_waits_for_them(town: Town, folder: FileFolder) -> None:
    organiser(town)

    async def scene(fake: FakeTelegram, _intake: Intake) -> None:
        fake.hand_in(7, "", b"JPEG", photo=True)
        await fake.until(1)
        fake.say(7, "role:focal: Cổng vào")
        await fake.until(2)

    first, second = (message["text"] for message in play(town, folder, scene).accepted)
    assert first.startswith("✓ Đã nhận tệp anh.jpg (1 kB). Gõ lời đi kèm")
    assert "Gửi cho 1 người (đầu mối các đơn vị)" in second
    assert "Kèm tệp: anh.jpg" in second


def test_who_may_not_send_hands_in_nothing(town: Town, folder: FileFolder) -> None:
    town.join("8", "focal", "khe may", channel="telegram")

    async def scene(fake: FakeTelegram, _intake: Intake) -> None:
        fake.hand_in(8, "a.pdf", PDF)
        await fake.until(1)
        assert fake.called("getFile") == 0

    assert "nhắn “đã gửi báo cáo”" in play(town, folder, scene).accepted[0]["text"]
    assert not list(folder.path("x").parent.glob("*"))


@pytest.mark.parametrize("trouble", ["too large", "out of reach"])
def test_a_file_that_cannot_be_brought_is_said(
    town: Town, folder: FileFolder, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    organiser(town)
    monkeypatch.setattr(folder_module, "MOST", 1000 if trouble == "too large" else 10**8)

    async def scene(fake: FakeTelegram, _intake: Intake) -> None:
        fake.hand_in(7, "a.pdf", PDF, "Mời xem")
        if trouble == "out of reach":
            fake.fault("getFile", "400")
        await fake.until(1)

    assert play(town, folder, scene).accepted[0]["text"].startswith("Chưa lấy được tệp này nên chưa soạn gì.")
    assert not list(folder.path("x").parent.glob("*"))
    with town.database.reading() as session:
        assert session.scalars(select(Broadcast)).all() == []


def test_telegram_takes_the_bytes_once_and_a_long_text_goes_before(town: Town, folder: FileFolder) -> None:
    with town.database.transaction() as session:
        kept = folder.keep("anh.png", "image/png", io.BytesIO(b"PNG"))
        for number in (1, 2):
            person = Person(name=f"Người {number}", consent_version="1", consent_at=town.now, created_at=town.now)
            session.add(person)
            session.flush()
            session.add(Address(person_id=person.id, channel="telegram", address=f"{number}", created_at=town.now))
            row = session.scalars(select(StoredFile)).first()
            if row is None:
                row = StoredFile(event_id=town.event_id, name="anh.png", mime="image/png", size=3, path=kept.path,
                                 token="t", token_hash="t", created_at=town.now)  # fmt: skip
                session.add(row)
                session.flush()
            session.add(
                OutboxMessage(
                    ref=f"HN-01/{number}", event_id=town.event_id, kind="broadcast", subject="broadcast:1", step="1",
                    person_id=person.id, text="dài " * 400 if number == 2 else "ngắn", channel="telegram",
                    address=f"{number}", due_at=town.now, created_at=town.now, buttons=[], file_id=row.id,
                )
            )  # fmt: skip

    async def send() -> FakeTelegram:
        async with FakeTelegram() as fake:
            channel = TelegramChannel(TOKEN, fake.url)
            delivery = Delivery(town.database, {"telegram": channel}, lambda: town.now)
            delivery.outgoing = folder.outgoing
            await channel.start()
            await delivery.start()
            for _ in range(4):
                await delivery.tick()
                await delivery.idle()
            await delivery.stop()
            await channel.stop()
            return fake

    sent = asyncio.run(send()).accepted
    of = {
        chat: [(m["method"], m.get("uploaded"), bool(m["text"])) for m in sent if m["chat_id"] == chat] for chat in "12"
    }
    assert [method for method, _, _ in of["1"]] == ["sendPhoto"]
    assert [(method, words) for method, _, words in of["2"]] == [("sendMessage", True), ("sendPhoto", False)]
    assert sorted(bool(m.get("uploaded")) for m in sent if m["method"] == "sendPhoto") == [False, True]


def test_the_page_takes_a_file_and_the_link_gives_it_back(database: Database, folder: FileFolder) -> None:
    hall = Hall(database, files=folder)
    browser = hall.member("organiser")
    data = {"to": "all", "text": "Tài liệu họp", "day": "", "hour": ""}
    file = {"file": ("Chương trình họp.pdf", PDF, "application/pdf")}
    html = browser.post("/ban-to-chuc/gui-tin", data=data, files=file, headers=HERE).text
    assert "Kèm tệp: Chương trình họp.pdf (50 kB)." in words(html)
    browser.post("/ban-to-chuc/lam", data={"command": commands(html)["Gửi"]}, headers=HERE)
    with database.reading() as session:
        row, token = session.scalars(select(StoredFile)).one(), link_of(session)
        assert session.scalars(select(OutboxMessage.file_id)).one() == row.id
    answer = hall.browser().get(f"/tep/{token}")
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, PDF, "application/pdf")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert hall.browser().get(f"/tep/{row.path}").status_code == 404
    assert hall.browser().get("/tep/..%2f..%2fetc%2fpasswd").status_code == 404


def test_a_page_without_script_is_not_opened_in_the_browser(database: Database, folder: FileFolder) -> None:
    hall = Hall(database, files=folder)
    browser = hall.member("organiser")
    file = {"file": ("a.html", b"<script>alert(1)</script>", "text/html")}
    browser.post(
        "/ban-to-chuc/gui-tin", data={"to": "all", "text": "x", "day": "", "hour": ""}, files=file, headers=HERE
    )
    with database.reading() as session:
        token = link_of(session)
    answer = hall.browser().get(f"/tep/{token}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_files_go_with_their_event_and_leave_nothing_behind(town: Town, folder: FileFolder) -> None:
    kept, orphan, fresh = (folder.keep(f"{name}.pdf", "application/pdf", io.BytesIO(PDF)) for name in "abc")
    with town.database.transaction() as session:
        files.add(session, town.event_id, kept.name, kept.path, kept.mime, kept.size, author_id=None, now=town.now)
        for name in (kept.path, orphan.path):
            os.utime(folder.path(name), (0, 0))
        folder.tidy(files.paths(session))
        assert [folder.path(each.path).exists() for each in (kept, orphan, fresh)] == [True, False, True]
        retention.forget_old(session, town.now + timedelta(days=400))
        folder.tidy(files.paths(session))
        assert not folder.path(kept.path).exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sơ đồ.pdf", "Sơ đồ.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\giấy mời.docx", "giấy mời.docx"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("[x](http://e).pdf", "x(http://e).pdf".rpartition("/")[2]),
        ("..", "tep"),
        ("\u202egpj.html", "gpj.html"),
        ("hinh\u202egpj.exe", "hinhgpj.exe"),
        ("\u2066a\u2069\u200b\ufeff.pdf", "a.pdf"),
        ("\u200f\u202e", "tep"),
        ("So\u031b đô\u0300.pdf", "Sơ đồ.pdf"),
        ("x" * 300 + ".xlsx", "x" * 95 + ".xlsx"),
    ],
)
def test_a_name_is_only_a_name(name: str, expected: str) -> None:
    assert shown_name(name) == expected
    assert plain(shown_name(name)) == shown_name(name)


@pytest.mark.parametrize(
    ("address", "telegram", "taken"),
    [
        ("http://127.0.0.1:8080", True, False),
        ("https://hoi.example", True, True),
        ("http://127.0.0.1:8080", False, True),
    ],
)
@pytest.mark.parametrize("door", ["page", "chat"])
def test_a_file_too_large_for_telegram_goes_as_a_link_or_is_refused(
    database: Database,
    folder: FileFolder,
    door: str,
    address: str,
    telegram: bool,
    taken: bool,
) -> None:
    hall = Hall(database, files=folder)
    smaller = Channels(replace(each, largest_file=each.largest_file and 1_000_000) for each in about.channels())
    hall.desk = Desk(database, lambda: hall.now, channels=smaller)
    browser = hall.member("organiser")
    with database.transaction() as session:
        settings.put(session, "web", {"url": address})
        if telegram:
            settings.put(
                session, "telegram", {"bots": [{"channel": "telegram", "name": "hoi_bot", "max_people": None}]}
            )
    if door == "page":
        data = {"to": "all", "text": "Phim giới thiệu", "day": "", "hour": ""}
        answer = browser.post(
            "/ban-to-chuc/gui-tin", data=data, files={"file": ("phim.mp4", b"x" * 1_000_001, "video/mp4")}, headers=HERE
        )
        text = words(answer.text)
    else:
        member = hall.heard[-1].address
        kept = folder.keep("phim.mp4", "video/mp4", io.BytesIO(b"x" * 1_000_001))
        text = hall.desk.answer(Incoming("web", member, "/gui all: Phim", attachment=kept))[0].text
    assert ("Tệp này quá 1 MB, Telegram không nhận" in text) != taken, text
    with database.reading() as session:
        assert bool(session.scalars(select(StoredFile)).all()) == taken
