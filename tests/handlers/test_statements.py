"""One message, few statements: what each kind of message asks of the database, counted as the bot takes it.

What the inbox does with every message (closing it, keeping its answer) and the words around a transaction are counted
apart: they are the same for all.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import event

from handlers.messages import Chat, Incoming, Reply
from storage import inbox
from storage.clock import wall_clock
from tests.talk import Town

MOST = 8
CONTROL = re.compile(r"BEGIN|SAVEPOINT|RELEASE|ROLLBACK")


@dataclass
class Counted:
    """A town whose messages come through the inbox with an id, and the statements of the newest."""

    town: Town
    statements: list[str] = field(default_factory=list)
    number: int = 0

    def __post_init__(self) -> None:
        @event.listens_for(self.town.database.engine, "before_cursor_execute")
        def _look(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            self.statements.append(" ".join(statement.split()))

    def say(self, who: str, text: str, **more: Any) -> Reply | None:
        self.number += 1
        self.town.later(seconds=1)
        with self.town.database.transaction() as session:
            kept = inbox.put(session, "telegram", [(str(self.number), "{}", who)], wall_clock())
        self.statements.clear()
        told = {"sender_name": who, "message_id": str(self.number), **more}
        replies = self.town.desk.answer(Incoming("telegram", who, text, **told), kept[str(self.number)])
        return replies[0] if replies else None

    @property
    def asked(self) -> list[str]:
        """What the message itself asked of the database."""
        return [one for one in self.statements if not CONTROL.match(one) and "inbox" not in one]

    @property
    def of_the_inbox(self) -> list[str]:
        return [one for one in self.statements if "inbox" in one]


@pytest.fixture
def counted(town: Town) -> Counted:
    town.channel = "telegram"
    town.join("Mai", "delegate")
    town.join("Lan", "focal", "khe may")
    town.join("Hoa", "focal", "dong nhan")
    town.join("Lê", "organiser")
    return Counted(town)


def sticker(counted: Counted) -> Reply | None:
    return counted.say("Mai", "", wordless="sticker")


def photo(counted: Counted) -> Reply | None:
    return counted.say("Mai", "", wordless="photo")


def group(counted: Counted) -> Reply | None:
    return counted.say("Mai", "/lich", chat=Chat.GROUP)


def stranger(counted: Counted) -> Reply | None:
    return counted.say("Khách", "xin chào")


def code(counted: Counted) -> Reply | None:
    sent = counted.town.code("delegate")
    return counted.say("Khách", sent)


def wrong_code(counted: Counted) -> Reply | None:
    return counted.say("Khách", "ABCD2345")


def consent(counted: Counted) -> Reply | None:
    code(counted)
    return counted.say("Khách", "Đồng ý")


def press(counted: Counted) -> Reply | None:
    asked = counted.say("Lan", "em báo số ạ, chắc 5 người")
    assert asked is not None
    return counted.say("Lan", asked.buttons[1].command)


def sure(counted: Counted) -> Reply | None:
    """An organiser confirms an edit."""
    asked = counted.say("Lê", "dời văn nghệ sang 19:40")
    assert asked is not None
    return counted.say("Lê", asked.buttons[0].command)


def count_again(counted: Counted) -> Reply | None:
    counted.say("Lan", "đoàn em 12 người")
    return counted.say("Lan", "đoàn em 14 người")


def taken_back(counted: Counted) -> Reply | None:
    counted.say("Lan", "đoàn em 12 người")
    return counted.say("Lan", "/hoantac")


def edited(counted: Counted) -> Reply | None:
    counted.say("Lan", "đoàn em 12 người")
    return counted.say("Lan", "đoàn em 13 người", edited=True, message_id=str(counted.number))


def says(who: str, text: str) -> Callable[[Counted], Reply | None]:
    return lambda counted: counted.say(who, text)


# What needs more than MOST: a change is written with its line of the record and its turn, after the row it is about was
# held and read anew, and is told to colleagues; a card or a preview shows what a dozen tables hold of one delegation.
KINDS: dict[str, tuple[Callable[[Counted], Reply | None], int]] = {
    "programme now": (says("Mai", "/lich"), MOST),
    "programme of a day": (says("Mai", "/lich 26/3"), MOST),
    "venue": (says("Mai", "/diadiem"), MOST),
    "deadlines": (says("Mai", "/han"), MOST),
    "deadlines of a unit": (says("Lan", "/han"), MOST),
    "duties": (says("Mai", "/nhiemvu"), MOST),
    "contacts": (says("Mai", "/lienhe"), MOST),
    "menu": (says("Mai", "/menu"), MOST),
    "help": (says("Mai", "/giup"), MOST),
    "question: when": (says("Mai", "mấy giờ họp"), MOST),
    "question: who": (says("Mai", "ai chủ trì hội nghị"), MOST),
    "question: where": (says("Lan", "hội nghị tổ chức ở đâu"), MOST),
    "question nobody can answer": (says("Mai", "wifi hội trường mật khẩu là gì"), MOST),
    "thanks": (says("Mai", "cảm ơn em"), MOST),
    "unknown words": (says("Mai", "blabla xyz"), MOST),
    "unknown command": (says("Mai", "/khongco"), MOST),
    "a right that is not there": (says("Mai", "/gui"), MOST),
    "sticker": (sticker, MOST),
    "photo": (photo, MOST),
    "in a group": (group, MOST),
    "stranger": (stranger, MOST),
    "code": (code, MOST),
    "wrong code": (wrong_code, MOST),
    "consent": (consent, 16),
    "count": (says("Lan", "đoàn em 12 người"), 15),
    "count anew, colleagues": (count_again, 17),
    "arrival": (says("Lan", "đến 13h30 ngày 25/3, 2 xe"), 13),
    "names": (says("Lan", "Danh sách: 1. Nguyễn Văn A, Phó Chủ tịch"), 15),
    "the unit's card": (says("Lan", "/doan"), 17),
    "press": (press, MOST),
    "form asked for": (says("Lan", "/dangky"), MOST),
    "answer of a delegate": (says("Mai", "tôi sẽ dự"), MOST),
    "one's own name": (says("Mai", "/ten Trần Thị Mai"), MOST),
    "organiser's totals": (says("Lê", "/doan"), MOST),
    "organiser's papers": (says("Lê", "/tiendo"), MOST),
    "organiser's units": (says("Lê", "/donvi"), MOST),
    "preview of an edit": (says("Lê", "dời văn nghệ sang 19:40"), 23),
    "edit": (sure, 31),
    "preview of a broadcast": (says("Lê", "/gui tất cả: mai họp lúc 8 giờ"), 17),
    "edited message": (edited, 21),
    "taken back": (taken_back, 18),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_asks_little(counted: Counted, kind: str) -> None:
    play, most = KINDS[kind]
    counted.say("Mai", "/lich")  # the plan is known to this process
    play(counted)
    print(f"{kind}: {len(counted.asked)} and {len(counted.of_the_inbox)} of the inbox")
    assert len(counted.of_the_inbox) == 2
    assert len(counted.asked) <= most, "\n".join(counted.asked)
