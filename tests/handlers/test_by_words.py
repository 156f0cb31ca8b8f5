"""Unasked messages where there are no buttons: each word they offer does what the button would have done."""

import re

import pytest

from handlers.messages import Incoming
from handlers.speech.intent import command, command_for
from handlers.traits import kind_of
from handlers.wording.broadcasts import by_words
from tests.talk import Town


@pytest.mark.parametrize("offered", ["/nhan 07", "/nop 12", "/nop", "/doan", "/dangky u2 5 v0", "/gui gui 3 v1"])
def test_what_is_offered_is_understood(town: Town, offered: str) -> None:
    text = by_words("Nhắc hạn.", [("Nhãn", offered), ("Đã nhận tin", "/nhan 99")])
    shown = re.findall(r"(?:: |; )(.+?) \(", text)
    assert len(shown) == 2
    with town.database.transaction() as session:
        meant = command_for(session, Incoming("zalo", "a1", shown[0]), [], town.now)
    assert meant == command(offered)


def test_no_bare_number_is_offered() -> None:
    text = by_words("Nhắc hạn.", [("Đã gửi", "/nop 12"), ("Đã nhận tin", "/nhan 07")])
    assert text == "Nhắc hạn.\nTrả lời: NOP 12 (đã gửi); NHAN 07 (đã nhận tin)"


@pytest.mark.parametrize(("channel", "kind"), [("zalo", "zalo"), ("zalo2", "zalo"), ("zalo12", "zalo"), ("web", "web")])
def test_a_second_bot_is_on_the_same_platform(channel: str, kind: str) -> None:
    assert kind_of(channel) == kind
