"""What an older version kept readable is sealed by the upgrade and goes on working; another key opens nothing."""

import hashlib
import json
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from bot.cli.opened import opened_database
from bot.cli.refusals import Stop
from bot.runtime.keys import take_over
from handlers.dispatch import Desk
from handlers.messages import Incoming
from handlers.wording.settings import CODES_LOST, OTHER_KEY
from storage import channels, files, heard, inbox, keys, links, people
from storage import database as databases
from storage.clock import wall_clock
from storage.database import Database
from storage.models import ChannelCode, HeardMessage, InboxUpdate, Invitation, StoredFile
from tests import KEY
from tests.talk import Town

BEFORE = "0014"
CODE, OTHER, TOKEN, FILE = "ABCD2346", "EFGH2346", "linktoken2346789012345", "filetoken2346789012345"


def to(database: Database, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(databases.__file__).parent / "migrations"))
    with databases._rebuilding(database.engine) as connection:
        config.attributes.update({"connection": connection, keys.NAME: keys.Keys(KEY)})
        command.downgrade(config, revision)


def bare(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def as_before(town: Town) -> None:
    """Rows as the version before wrote them."""
    database, held = town.database, '{"version": "x", "held": ["mã ABCD2346"], "before": null}'
    with database.transaction() as session:
        (person,) = people.organisers_of(session, town.event_id)
        session.add_all([
            Invitation(event_id=town.event_id, role="delegate", code_hash=bare(CODE), token_hash=bare(TOKEN), uses=1,
                       expires_at=town.now.replace(year=2028), created_at=town.now),
            ChannelCode(person_id=person.id, code_hash=bare(OTHER), token_hash=bare("x"), created_at=town.now,
                        expires_at=town.now.replace(year=2028)),
            StoredFile(event_id=town.event_id, name="a.pdf", mime="application/pdf", size=1, path="p", token="-",
                       token_hash="-", created_at=town.now),
            HeardMessage(channel="telegram", address="7", message_id="5", digest=bare(CODE)[:32], at=town.now),
        ])  # fmt: skip
    to(database, BEFORE)
    waiting = {"raw": '{"text": "mã\\nABCD2346"}', "at": town.now.replace(tzinfo=None), "no": 0}
    with database.transaction() as session:
        session.execute(text(f"UPDATE files SET token = '{FILE}'"))
        for key, state in ((bare("raw")[:32], "new"), ("6", "failed")):
            row = {**waiting, "key": key, "state": state, "said": '[{"text": "Mã mời: ABCD2346"}]'}
            session.execute(text(
                "INSERT INTO inbox (channel, update_key, raw, received_at, state, tries, replies, parts_given)"
                " VALUES ('telegram', :key, :raw, :at, :state, :no, :said, :no)"), row)  # fmt: skip
        session.execute(text(
            "INSERT INTO open_questions (channel, address, kind, options, data, created_at, expires_at, version)"
            " VALUES ('telegram', '7', 'consent', '[]', :data, :at, :at, 1)"), {**waiting, "data": held})  # fmt: skip


@pytest.fixture
def upgraded(any_database: Database) -> Town:
    town = Town(any_database)
    town.publish((Path(__file__).parents[1] / "data" / "plan.txt").read_text(encoding="utf-8"))
    town.join("7", "organiser", channel="telegram")
    as_before(town)
    any_database.migrate()
    return town


def dump(database: Database) -> str:
    names = ("invitations", "channel_codes", "files", "heard", "inbox", "open_questions", "audit_turns")
    with database.reading() as session:
        return "\n".join(str(row) for name in names for row in session.execute(text(f"SELECT * FROM {name}")))


def test_the_upgrade_leaves_nothing_readable_and_every_code_and_link_works(upgraded: Town) -> None:
    kept = dump(upgraded.database)
    for secret in (CODE, OTHER, FILE, bare(CODE)[:32], bare(OTHER)[:32], bare("raw")[:32]):
        assert secret not in kept, secret
    with upgraded.database.reading() as session:
        invitation = people.invitation_for(session, CODE.lower())
        assert invitation is not None
        assert people.invitation_for(session, bare(CODE)) is None
        assert links.find(session, TOKEN, upgraded.now) is not None
        assert channels.code_for(session, OTHER, upgraded.now) is not None
        file = files.with_token(session, FILE)
        assert file is not None
        assert file.token == FILE
        known = heard.message(session, "telegram", "7", "5")
        assert known is not None
        assert known.digest == heard.digest(session, CODE)
        waiting, failed = session.query(InboxUpdate).order_by(InboxUpdate.id)
        assert inbox.words(session, waiting) == '{"text": "mã\\nABCD2346"}'
        assert failed.raw == '{"text": "m\\u00e3\\n\\u2022\\u2022\\u2022\\u2022\\u2022\\u2022\\u2022\\u2022"}'
        assert inbox.answer(session, waiting) == [{"text": "Mã mời: ABCD2346"}]
    assert put_again(upgraded.database) == {}, "an update known by its words is not taken twice"


def put_again(database: Database) -> dict[str, int]:
    with database.transaction() as session:
        return inbox.put(session, "telegram", [(bare("raw")[:32], "{}", "7")], wall_clock())


def test_a_database_read_with_another_key_opens_no_code_and_no_answer(town: Town) -> None:
    code = town.code("delegate")
    with town.database.transaction() as session:
        number = inbox.put(session, "telegram", [("1", '{"text": "chào"}', "7")], wall_clock())["1"]
        inbox.owe(session, number, "7", [{"text": "đáp"}], wall_clock())
    other = Database(town.database.url, b"another key")
    with other.reading() as session:
        assert people.invitation_for(session, code) is None
        row = session.get_one(InboxUpdate, number)
        assert inbox.words(session, row) == keys.LOST
        with pytest.raises(json.JSONDecodeError):
            inbox.answer(session, row)
    assert "không dùng được" in Desk(other, lambda: town.now).answer(Incoming("telegram", "8", code))[0].text
    other.close()


def test_a_command_with_another_key_is_refused_and_a_bot_takes_over_with_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        with opened_database(url):
            pass
    monkeypatch.setenv("SECRET_KEY", "another")
    with pytest.raises(Stop, match=OTHER_KEY[:40]), opened_database(url):
        pass
    with caplog.at_level("WARNING"):
        taking = Database(url, hashlib.sha256(b"another").digest())
        take_over(taking)
        taking.close()
    assert CODES_LOST in caplog.text
    with opened_database(url):
        pass
