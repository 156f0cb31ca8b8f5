"""What became of a message is data: a question back, a fact, a courtesy, a no, what is not known."""

import pytest

from handlers.messages import Chat, Incoming, Outcome
from tests.talk import Town

ASK, ANSWER, DONE = Outcome.ASK, Outcome.ANSWER, Outcome.DONE
REFUSED, TALK, UNKNOWN = Outcome.REFUSED, Outcome.TALK, Outcome.UNKNOWN
BAN, MAN, LAN, NEW = "Ban", "Mận", "Lan", "Lạ"  # organiser, focal point, delegate, nobody yet

# Who speaks, what was said before, what is said, what becomes of it.
SAID = (
    (MAN, (), "mấy giờ khai mạc", (ANSWER,)),
    (MAN, (), "chào em", (TALK,)),
    (MAN, (), "cảm ơn nhé", (TALK,)),
    (MAN, (), "mật khẩu wifi là gì", (UNKNOWN,)),
    (BAN, (), "mật khẩu wifi là gì", (UNKNOWN,)),
    (MAN, ("mật khẩu wifi là gì",), "/chuyen", (UNKNOWN,)),
    (MAN, (), "/chuyen", (REFUSED,)),
    (MAN, (), "/lich", (ANSWER,)),
    (MAN, (), "/menu", (ANSWER,)),
    (MAN, (), "/xyz", (UNKNOWN,)),
    (MAN, (), "đúng rồi", (UNKNOWN,)),
    (LAN, (), "47", (UNKNOWN,)),
    (MAN, (), "/sua giờ họp 9h", (REFUSED,)),
    (MAN, (), "/ten", (ASK,)),
    (MAN, (), "/ten Lò Thị Mận", (DONE,)),
    (MAN, (), "/xoadulieu", (ASK,)),
    (MAN, (), "/dung", (DONE,)),
    (MAN, (), "/ghilai 77", (ASK,)),
    (MAN, (), "/ghilai thoi", (TALK,)),
    (MAN, (), "/kenh", (ANSWER,)),
    (MAN, (), "/kenh bo a99", (REFUSED,)),
    (MAN, (), "/nop", (ANSWER,)),
    (MAN, (), "/nop het", (DONE,)),
    (MAN, (), "/moi", (DONE,)),
    (BAN, (), "/moi", (ASK,)),
    (BAN, (), "/moi focal", (ASK,)),
    (BAN, (), "/moi focal Không Có", (UNKNOWN,)),
    (BAN, (), "/moi helper", (DONE,)),
    (BAN, (), "/thuhoi", (ASK,)),
    (BAN, (), "/thuhoi m999", (REFUSED,)),
    (BAN, (), "/nop p999999", (UNKNOWN,)),
    (BAN, (), "/traloi", (ANSWER,)),
    (BAN, (), "/traloi 9 có xe", (UNKNOWN,)),
    (BAN, (), "/tongduyet", (ANSWER,)),
    (BAN, (), "/hoinghi 99", (UNKNOWN,)),
    (NEW, (), "chào", (ASK,)),
    (NEW, (), "ABCD2346", (REFUSED,)),
)  # fmt: skip


@pytest.fixture
def cast(town: Town) -> Town:
    town.join(BAN, "organiser")
    town.join(MAN, "focal", "khe may")
    town.join(LAN, "delegate")
    return town


@pytest.mark.parametrize(("who", "before", "said", "outcome"), SAID, ids=[f"{who}: {said}" for who, _, said, _ in SAID])
def test_what_became_of_a_message(
    cast: Town, who: str, before: tuple[str, ...], said: str, outcome: tuple[Outcome, ...]
) -> None:
    for earlier in before:
        cast.say(who, earlier)
    reply = cast.say(who, said)
    assert reply.outcome == outcome, reply.text


def test_a_code_is_a_question_its_yes_a_change_its_no_a_courtesy(cast: Town) -> None:
    assert cast.say(NEW, cast.code("helper")).outcome == (ASK,)
    assert cast.say(NEW, "không").outcome == (TALK,)
    assert cast.say(NEW, cast.code("helper")).outcome == (ASK,)
    assert cast.say(NEW, "đồng ý").outcome == (DONE,)


def test_in_a_group_nothing_is_done(cast: Town) -> None:
    assert cast.desk.answer(Incoming("telegram", "-1", "chào", chat=Chat.GROUP))[0].outcome == (REFUSED,)


def test_whom_to_ask_is_told_to_those_who_can_ask_somebody_else(cast: Town) -> None:
    assert "Anh/chị hỏi" in cast.say(LAN, "mật khẩu wifi là gì").text
    assert "Anh/chị hỏi" not in cast.say(BAN, "mật khẩu wifi là gì").text


def test_a_fact_carries_the_lines_it_stands_on(cast: Town) -> None:
    alone = cast.say(LAN, "mấy giờ khai mạc")
    assert alone.sources, alone.text
    assert all(line in alone.text.splitlines()[-1] for line in alone.sources)
    other = cast.say(LAN, "hạn nộp báo cáo là khi nào")
    both = cast.say(LAN, "mấy giờ khai mạc, hạn nộp báo cáo là khi nào")
    assert set(both.sources) == {*alone.sources, *other.sources}
    assert cast.say(LAN, "chào em").sources == cast.say(LAN, "mật khẩu wifi là gì").sources == ()
