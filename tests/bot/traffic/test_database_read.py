"""Whoever reads the whole database holds no code and no link, nor finds one by trying all of them."""

import asyncio
import hashlib
import io
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select
from sqlalchemy import update as sql_update

from bot.channels.web.channel import WebChannel
from bot.channels.zalo.updates import raw_event
from bot.office.files import FileFolder
from bot.runtime.keys import secret_key
from bot.runtime.settings import Settings
from bot.site import poster
from bot.traffic.delivery import Delivery
from bot.traffic.intake import Intake
from handlers.messages import Incoming
from handlers.people import consent
from storage import files, inbox
from storage import settings as shared
from storage.clock import wall_clock
from storage.database import Database
from storage.models import Person, StoredFile
from tests.bot.processes import command
from tests.bot.traffic.scene import Line, until, update
from tests.talk import PLAN, Town

CODE = 8  # letters
KINDS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s", "sha3_256")


def dump(database: Database) -> str:
    """Every value of every table."""
    known = MetaData()
    known.reflect(database.engine)
    with database.reading() as session:
        rows = [list(row) for table in known.sorted_tables for row in session.execute(select(table))]
    return json.dumps(rows, default=str, ensure_ascii=False)


def secrets_in(told: str) -> set[str]:
    return set(re.findall(r"(?<=/v/)[\w-]{22}|(?<=start=)[\w-]{22}|(?<=/tep/)[\w-]{22}|\b(?=\w*\d)[A-Z0-9]{8}\b", told))


def unfound(kept: str, secrets: set[str], typed: Sequence[str]) -> None:
    """No secret stands there, nor anything that could be made of one without a key."""
    for secret in secrets:
        assert secret.lower() not in kept.lower()
    codes = [secret for secret in secrets if len(secret) == CODE]
    for word in {*codes, *map(str.lower, codes), *typed}:
        for kind in KINDS:
            assert hashlib.new(kind, word.encode()).hexdigest()[:24] not in kept, (kind, word)


class Life:
    """What a process that will be killed leaves: rows of the inbox, answered and not, with what was owed."""

    def __init__(self, town: Town) -> None:
        self.town, self.number = town, 0
        self.typed: list[str] = []  # and what came of it on the way
        self.told: list[str] = []

    def come(self, channel: str, chat: str, words: str) -> tuple[int, Incoming]:
        """A message is kept and not answered yet: its row, and how the desk will hear it."""
        self.number += 1
        raw = update(self.number, int(chat), words)
        if channel == "zalo":  # without an id: known by its words
            raw = raw_event({"event_name": "message.text.received", "message": {"text": words, "n": self.number}})
        self.typed += [words, words.strip(), raw.raw]
        with self.town.database.transaction() as session:
            number = inbox.put(session, channel, [(raw.key, raw.raw, chat)], wall_clock())[raw.key]
        return number, Incoming(channel, chat, words, sender_name="An", message_id=str(self.number))

    def write(self, channel: str, chat: str, words: str, *, given: bool = True) -> str:
        """A message, and its answer, which is owed for ever where it is not given."""
        number, incoming = self.come(channel, chat, words)
        replies = self.town.desk.answer(incoming, number)
        if given:
            with self.town.database.transaction() as session:
                inbox.given(session, [number])
        self.told += [reply.text for reply in replies]
        return self.told[-1]

    def send_a_file(self, folder: FileFolder) -> None:
        """The organiser's file goes to all, one of whom is on the web."""
        file = folder.keep("So do.pdf", "application/pdf", io.BytesIO(b"%PDF-1.4"))
        sent = Incoming("telegram", "7", "/gui all: Mời xem sơ đồ", attachment=file)
        button = self.town.desk.answer(sent)[0].buttons[0].command
        self.write("telegram", "7", button)

        async def deliver() -> None:
            web = WebChannel(poster(self.town.database, lambda: self.town.now))
            delivery = Delivery(self.town.database, {"web": web}, lambda: self.town.now)
            delivery.outgoing = folder.outgoing
            await delivery.start()
            await delivery.tick()
            await delivery.idle()
            await delivery.stop()

        asyncio.run(deliver())
        with self.town.database.reading() as session:
            found = files.kept(session, session.scalars(select(StoredFile)).one())
        assert found is not None
        self.told.append(folder.outgoing(found).link)

    def consent_to(self, version: str) -> None:
        """Everybody agreed to this text."""
        with self.town.database.transaction() as session:
            session.execute(sql_update(Person).values(consent_version=version))


@pytest.fixture
def life(any_database: Database, tmp_path: Path) -> Iterator[Life]:
    settings = Settings.model_construct(data_dir=tmp_path / "data")
    town = Town(Database(any_database.url, secret_key(settings)), channel="web")
    town.publish(PLAN.read_text(encoding="utf-8"))
    with town.database.transaction() as session:
        shared.put(session, "web", {"url": "http://testserver"})
        shared.put(session, "telegram", {"bots": [{"channel": "telegram", "name": "hoinghi_bot", "max_people": None}]})
    yield Life(town)
    town.database.close()


def restarted(life: Life) -> list[str]:
    """What the next process says in the organiser's chat."""
    line = Line()

    async def scene() -> None:
        intake = Intake(life.town.database, life.town.desk.answer, {"telegram": line})
        await intake.take_up()
        await until(lambda: not intake.waiting, 60)
        await intake.stop()

    asyncio.run(scene())
    return line.texts("7")


def only_code(told: str) -> str:
    (code,) = (secret for secret in secrets_in(told) if len(secret) == CODE)
    return code


def test_a_whole_life_leaves_no_code_and_no_link_to_whoever_reads_the_database(life: Life, tmp_path: Path) -> None:
    town = life.town
    where = {"DATABASE_URL": town.database.url, "DATA_DIR": str(tmp_path / "data")}
    by_hand = command(tmp_path, where, "invite", "--event", town.key, "--role", "organiser", "--json")
    first = str(by_hand["code"])
    life.told.append(json.dumps(by_hand))
    life.write("telegram", "7", f"mã của tôi là {first.lower()} ạ")
    assert "✓ Đã tham gia" in life.write("telegram", "7", "Đồng ý")
    for_zalo = only_code(life.write("telegram", "7", "/moi delegate"))
    life.write("zalo", "9", for_zalo)
    assert "✓ Đã tham gia" in life.write("zalo", "9", "Đồng ý")
    more = only_code(life.write("zalo", "9", "/kenh them"))
    life.write("telegram", "8", f"/start {more}")
    life.write("telegram", "7", f"/kenh {first}")
    life.write("telegram", "7", f"/start {for_zalo}")
    town.join("An", "delegate", channel="web")
    folder = FileFolder(tmp_path / "data")
    folder.base = "https://hoinghi.example"
    life.send_a_file(folder)
    with town.database.reading() as session:
        today = consent.version(session)
    life.consent_to("another")
    life.write("telegram", "7", f"em gửi mã {for_zalo}")  # held until there is a yes
    life.consent_to(today)
    owed = life.write("telegram", "7", "/moi organiser", given=False)
    life.come("telegram", "7", f"/moi delegate\n{for_zalo}")
    failed, _ = life.come("telegram", "6", f"hỏng\n{more}")
    with town.database.transaction() as session:
        inbox.finish(session, failed, "failed")
    found = secrets_in("\n".join(life.told))
    assert len(found) == 9, found  # two by each invitation and for each channel, one of the file
    unfound(dump(town.database), found, life.typed)
    told = "\n".join(restarted(life))
    assert only_code(owed) in told, "the answer is given after the restart"
    assert "•••" not in told
    unfound(dump(town.database), found | secrets_in(told), life.typed)
