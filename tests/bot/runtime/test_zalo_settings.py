"""What the environment says about Zalo: tokens, the rehearsal clock, what no log may show."""

import logging
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from bot.channels import about
from bot.channels.zalo.about import PUBLIC, ZaloSettings
from bot.channels.zalo.channel import ZaloChannel
from bot.runtime import redact
from bot.runtime.settings import read_settings
from handlers.people import account
from storage import settings as shared
from storage.models import Address, Event
from tests.talk import Town

FIRST, SECOND = "145923224145:canaryCanaryCanaryCanaryCanary0", "245923224145:anotherAnotherAnother"


def settings(**given: str) -> Any:
    found = read_settings(_env_file=None, **given)
    assert isinstance(found, ZaloSettings)
    return found


@pytest.mark.parametrize(
    ("given", "tokens"),
    [
        (None, ()),
        ("", ()),
        (" , ", ()),
        (FIRST, (FIRST,)),
        (f" {FIRST} ,{SECOND},", (FIRST, SECOND)),
        (f"{FIRST},{FIRST}", (FIRST,)),
    ],
)
def test_tokens_are_read_in_order_and_once(given: str | None, tokens: tuple[str, ...]) -> None:
    found = settings() if given is None else settings(zalo_bot_tokens=given)
    assert found.zalo_tokens == tokens
    assert [about.account_name("zalo", number) for number, _ in enumerate(tokens, 1)] == ["zalo", "zalo2"][
        : len(tokens)
    ]


def test_the_address_needs_no_slash_and_has_a_default() -> None:
    assert settings().zalo_api_url == PUBLIC
    assert settings(zalo_api_url="http://127.0.0.1:9/").zalo_api_url == "http://127.0.0.1:9"


def test_a_rehearsal_on_the_real_zalo_is_refused() -> None:
    clock = {"clock_start": "2027-03-01T08:00:00+07:00"}
    with pytest.raises(ValidationError, match="Zalo thật"):
        settings(zalo_bot_tokens=FIRST, **clock)
    assert settings(zalo_bot_tokens=FIRST, zalo_api_url="http://127.0.0.1:9", **clock).zalo_tokens
    assert settings(**clock).clock_start


def test_tokens_stand_in_no_log_and_in_no_repr(caplog: pytest.LogCaptureFixture) -> None:
    found = settings(zalo_bot_tokens=f"{FIRST},{SECOND}")
    assert {FIRST, SECOND} <= set(found.secrets)
    cleaner = redact.Redactor(*found.secrets)
    for token in (FIRST, SECOND):
        record = logging.LogRecord("x", 20, "x", 1, "POST %s/bot%s/sendMessage", (PUBLIC, token), None)
        assert token.partition(":")[2] not in cleaner.record(record).getMessage()
        channel = ZaloChannel(token)
        assert token.partition(":")[2] not in repr(channel) + repr(channel._client) + repr(found) + str(found)


def test_an_invitation_names_the_first_bot_with_room(town: Town) -> None:
    def invited() -> str | None:
        with town.database.transaction() as session:
            event = session.scalars(select(Event)).one()
            return account.new_invitation(
                session, event, "organiser", None, now=town.now, channels=about.channels()
            ).ways["zalo"]

    def joined(channel: str) -> None:
        with town.database.transaction() as session:
            session.add(Address(person_id=1, channel=channel, address=channel, created_at=town.now))

    assert invited() is None
    town.join("Ban", "organiser")
    bots = [{"channel": name, "name": f"Bot {name}", "max_people": 1} for name in ("zalo", "zalo2")]
    with town.database.transaction() as session:
        shared.put(session, "zalo", {"bots": bots})
    assert "mở bot “Bot zalo” rồi nhắn mã " in str(invited())
    joined("zalo")
    assert "“Bot zalo2”" in str(invited())
    joined("zalo2")
    assert "“Bot zalo”" in str(invited()), "where all are full the first is named"
