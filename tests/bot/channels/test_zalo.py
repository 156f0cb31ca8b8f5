"""The Zalo channel against a loopback Zalo Bot server: what arrives, what leaves, what a failure means."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.channels import DeliveryError, Fault, RawUpdate
from bot.channels.render import parts, units
from bot.channels.zalo.channel import ZaloChannel
from bot.traffic.answers import LASTS, LONGEST_WAIT, Answers, Owed
from bot.traffic.gate import Gate
from handlers.messages import Button, Place, Reply
from storage.clock import wall_clock
from tests.bot.traffic.scene import until
from tests.fakes.zalo import FakeZalo

TOKEN = "145923224145:canaryCanaryCanaryCanaryCanary0"


class Taken:
    """A `receive` that remembers what came."""

    def __init__(self) -> None:
        self.updates: list[RawUpdate] = []

    async def __call__(self, channel: str, updates: Sequence[RawUpdate]) -> None:
        assert channel == "zalo"
        self.updates += updates

    async def until(self, number: int) -> list[RawUpdate]:
        await until(lambda: len(self.updates) >= number)
        return self.updates


class Counted:
    """A meter that remembers."""

    def __init__(self) -> None:
        self.messages = 0
        self.refusals = 0

    def count(self, messages: int) -> None:
        self.messages += messages

    def exhausted(self) -> None:
        self.refusals += 1


@asynccontextmanager
async def connected(
    fake: FakeZalo | None = None, **settings: Any
) -> AsyncIterator[tuple[FakeZalo, ZaloChannel, Taken]]:
    """A fake server and a channel that listens."""
    taken = Taken()
    async with fake or FakeZalo(token=TOKEN) as server:
        channel = ZaloChannel(TOKEN, server.url, taken, **{"poll_seconds": 2, **settings})
        await channel.start()
        await channel.listen()
        try:
            yield server, channel, taken
        finally:
            await channel.stop()


async def failed(channel: ZaloChannel, address: str = "a7") -> DeliveryError:
    """The error of a send that must fail."""
    with pytest.raises(DeliveryError) as raised:
        await channel.send(address, Reply("xin chào"))
    return raised.value


@pytest.mark.parametrize("webhook", ["", "https://old.example/hook"])
def test_it_learns_its_name_and_leaves_the_webhook(webhook: str) -> None:
    async def scene() -> None:
        fake = FakeZalo(token=TOKEN)
        fake.webhook = webhook
        async with connected(fake) as (_, channel, taken):
            fake.say("a7", "xin chào")
            await taken.until(1)
            assert (channel.account, channel.display) == ("bot.hoinghithu", "Bot Hội nghị thử")
            assert repr(channel) == "ZaloChannel(zalo, bot.hoinghithu, polling)"
            assert [name for _, name in fake.requests][:3] == ["getMe", "deleteWebhook", "getUpdates"]

    asyncio.run(scene())


@pytest.mark.parametrize("flat", [False, True])
def test_events_come_one_by_one_in_order(flat: bool) -> None:
    async def scene() -> list[str]:
        async with connected() as (fake, channel, taken):
            fake.flat = flat
            for text in ("một", "hai", "ba"):
                fake.say("a7", text)
            said = [channel.parse(update.raw) for update in await taken.until(3)]
            assert fake.called("getUpdates") >= 3
            return [incoming.text for incoming in said if incoming]

    assert asyncio.run(scene()) == ["một", "hai", "ba"]


def test_an_idle_poll_is_neither_an_error_nor_a_spin(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        async with connected(poll_seconds=1) as (fake, channel, taken):
            await until(lambda: fake.called("getUpdates") >= 3)
            asked = [at for at, name in fake.requests if name == "getUpdates"]
            assert asked[2] - asked[0] >= 1.9
            assert channel.state == "polling"
            fake.say("a7", "còn đây")
            await taken.until(1)

    asyncio.run(scene())
    assert [r.getMessage() for r in caplog.records if r.levelname in ("WARNING", "ERROR")] == []


def test_what_could_not_be_stored_is_held_until_it_can(caplog: pytest.LogCaptureFixture) -> None:
    """Zalo gives an event once: nothing more is fetched before this one is safe."""

    async def scene() -> None:
        async with connected() as (fake, channel, taken):
            given: list[int] = []

            async def broken(name: str, updates: Sequence[RawUpdate]) -> None:
                given.append(fake.given)
                if len(given) < 3:
                    raise OSError("the disk is full")
                await taken(name, updates)

            channel.receive = broken
            fake.say("a7", "một")
            fake.say("a7", "hai")
            assert [channel.parse(u.raw).text for u in await taken.until(2)] == ["một", "hai"]  # type: ignore[union-attr]
            assert given == [1, 1, 1, 2]

    asyncio.run(scene())
    assert "could not be stored" in caplog.text


def test_resting_stores_what_was_fetched_and_fetches_no_more() -> None:
    async def scene() -> None:
        async with connected() as (fake, channel, taken):
            asking, release = asyncio.Event(), asyncio.Event()

            async def slow(name: str, updates: Sequence[RawUpdate]) -> None:
                asking.set()
                await release.wait()
                await taken(name, updates)

            channel.receive = slow
            fake.say("a7", "một")
            fake.say("a7", "hai")
            await asking.wait()
            asyncio.get_running_loop().call_later(0.1, release.set)
            await channel.rest()
            assert (len(taken.updates), fake.waiting, channel.state) == (1, 1, "resting")
            assert await channel.send("a7", Reply("vẫn gửi được"))
            await channel.listen()
            await taken.until(2)

    asyncio.run(scene())


async def given(channel: ZaloChannel, gate: Gate, *replies: Reply) -> bool:
    """Gives an answer as the way in does: tried again when it is told to, let go here where that is a minute off."""
    owed = Owed("a7", replies, wall_clock() + LASTS)
    while (seconds := await Answers(channel, gate, lambda _: None).give(owed)) is not None:
        if seconds >= LONGEST_WAIT:
            return False
        await asyncio.sleep(seconds)
    return owed.accepted


def test_buttons_places_and_marks_leave_as_plain_words() -> None:
    async def scene() -> list[dict[str, Any]]:
        async with connected() as (fake, channel, _):
            reply = Reply(
                "**Hội nghị** <b>A&B</b> _x_ [bản đồ](https://hoinghi.example/m)",
                (Button("Đồng ý", "/co 1"), Button("Không", "/khong 1")),
                place=Place("Nhà văn hóa", "12 đường Mới"),
            )
            assert await given(channel, Gate(channel.capabilities), reply)
            return fake.accepted

    (sent,) = asyncio.run(scene())
    assert sent["text"] == (
        "Hội nghị <b>A&B</b> _x_ bản đồ (https://hoinghi.example/m)\n\nNhà văn hóa\n12 đường Mới\n\n"
        "1. Đồng ý\n2. Không\n\nTrả lời số 1 hoặc 2."
    )
    assert set(sent) == {"method", "message_id", "at", "chat_id", "text"}


def test_a_long_text_leaves_in_order_in_parts_that_fit() -> None:
    async def scene() -> list[str]:
        async with connected() as (fake, channel, _):
            assert await given(channel, Gate(channel.capabilities), Reply("😀 câu này dài.\n\n" * 400))
            return fake.texts("a7")

    texts = asyncio.run(scene())
    assert len(texts) >= 4
    assert max(units(text) for text in texts) <= 1800
    assert "".join(texts).count("😀") == 400


def test_every_part_of_any_reply_fits() -> None:
    for letter in ("ă", "😀", "e\u0302\u0301", "x ", "dòng\n"):
        reply = Reply(letter * 5000, tuple(Button("Lựa chọn " + "dài " * 30, "/menu") for _ in range(30)))
        assert all(units(part.text) <= 1800 for part in parts(reply, ZaloChannel.capabilities))


@pytest.mark.parametrize(
    ("fault", "details", "meaning", "accepted"),
    [
        ("400", {}, Fault.REFUSED, 0),
        ("404", {}, Fault.REFUSED, 0),
        ("400", {"status": 400}, Fault.REFUSED, 0),
        ("426", {}, Fault.REFUSED, 0),
        ("401", {}, Fault.NOT_SENT, 0),
        ("403", {}, Fault.NOT_SENT, 0),
        ("403", {"status": 403}, Fault.NOT_SENT, 0),
        ("429", {}, Fault.THROTTLED, 0),
        ("429", {"status": 429}, Fault.THROTTLED, 0),
        ("408", {}, Fault.UNKNOWN, 0),
        ("500", {}, Fault.UNKNOWN, 0),
        ("502", {"status": 502}, Fault.UNKNOWN, 0),
        ("html", {"status": 403}, Fault.NOT_SENT, 0),
        ("html", {"status": 502}, Fault.UNKNOWN, 0),
        ("html", {"status": 200}, Fault.UNKNOWN, 0),
        ("html", {"status": 408}, Fault.UNKNOWN, 0),
        ("drop", {}, Fault.UNKNOWN, 1),
        ("hang_up", {}, Fault.UNKNOWN, 0),
        ("garbage", {}, Fault.UNKNOWN, 1),
        ("empty", {}, Fault.UNKNOWN, 1),
        ("slow", {"seconds": 2}, Fault.UNKNOWN, 1),
    ],
)
def test_what_a_failure_means(fault: str, details: dict[str, Any], meaning: Fault, accepted: int) -> None:
    async def scene() -> tuple[DeliveryError, FakeZalo, Counted]:
        meter = Counted()
        async with connected(meter=meter) as (fake, channel, _):
            channel._client.read = 0.3
            fake.fault("sendMessage", fault, **details)
            return await failed(channel), fake, meter

    error, fake, meter = asyncio.run(scene())
    assert (error.fault, len(fake.accepted), fake.called("sendMessage")) == (meaning, accepted, 1)
    assert not error.person
    assert error.retry_after == (900 if meaning is Fault.THROTTLED else None)
    assert meter.messages == (1 if meaning is Fault.UNKNOWN else 0), "what may have been sent is counted"
    assert meter.refusals == (1 if meaning is Fault.THROTTLED else 0)
    assert TOKEN not in repr(error) + str(error)


def test_a_chat_that_refuses_again_must_join_again() -> None:
    async def scene() -> None:
        async with connected() as (fake, channel, _):
            fake.blocked = {"a7"}
            assert [(await failed(channel, "a7")).person for _ in range(3)] == [False, True, True]
            await channel.send("a8", Reply("người khác vẫn nhận"))
            fake.blocked = set()
            await channel.send("a7", Reply("lại được"))
            fake.blocked = {"a7"}
            assert not (await failed(channel, "a7")).person, "counted anew after a message that was accepted"

    asyncio.run(scene())


def test_a_spent_budget_holds_up_nobody_who_asks(caplog: pytest.LogCaptureFixture) -> None:
    """An answer is tried once and let go: nobody waits a quarter of an hour for it, and the next is tried again."""

    async def scene() -> None:
        async with connected() as (fake, channel, _):
            fake.quota = 0
            begun, gate = time.monotonic(), Gate(channel.capabilities)
            gate.throttled((await failed(channel)).retry_after or 0)  # as the unasked messages heard it
            assert gate.closed_for > 800
            assert not await given(channel, gate, Reply("một"), Reply("hai"))
            assert time.monotonic() - begun < 150
            assert fake.called("sendMessage") == 2
            fake.quota = 5
            assert await given(channel, gate, Reply("ba"))
            assert fake.texts("a7") == ["ba"]

    asyncio.run(scene())
    assert "hết lượt gửi" in caplog.text


def test_a_transient_403_is_tried_again_and_arrives_once() -> None:
    async def scene() -> None:
        async with connected() as (fake, channel, _):
            fake.fault("sendMessage", "403", times=2)
            assert await given(channel, Gate(channel.capabilities), Reply("đến nơi"))
            assert fake.texts("a7") == ["đến nơi"]

    asyncio.run(scene())


def test_a_server_that_is_not_there_means_not_sent_and_is_found_when_it_comes() -> None:
    async def scene() -> None:
        taken, fake = Taken(), FakeZalo(token=TOKEN)
        await fake.start()
        await fake.stop()
        channel = ZaloChannel(TOKEN, fake.url, taken, poll_seconds=1)
        begun = time.monotonic()
        await channel.start()
        await channel.listen()
        assert time.monotonic() - begun < 15
        assert (channel.account, channel.state) == (None, "waiting")
        assert (await failed(channel)).fault is Fault.NOT_SENT
        async with fake:
            fake.say("a7", "xin chào")
            await taken.until(1)
            assert channel.account == "bot.hoinghithu"
            await channel.stop()

    asyncio.run(scene())


def test_a_wrong_token_stops_the_channel_with_one_line(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        async with connected(FakeZalo(token="another")) as (fake, channel, _):
            assert channel.state == "stopped"
            assert channel.settled.is_set()
            assert (await failed(channel)).fault is Fault.CHANNEL
            await asyncio.sleep(0.3)
            assert [name for _, name in fake.requests] == ["getMe", "getMe"]

    asyncio.run(scene())
    assert [r.getMessage() for r in caplog.records if r.levelname == "ERROR"] == [
        "zalo: the token is not accepted: the channel is off, the rest of the bot goes on"
    ]


@pytest.mark.parametrize("fault", ["403", "429", "500", "garbage", "hang_up", "html", "401", "empty", "400"])
def test_polling_survives(fault: str) -> None:
    async def scene() -> None:
        fake = FakeZalo(token=TOKEN)
        fake.fault("getUpdates", fault)
        async with connected(fake) as (_, channel, taken):
            fake.say("a7", "in a broken answer this one is lost")
            await asyncio.sleep(0.2)
            fake.say("a7", "xin chào")
            await taken.until(1)
            assert channel.state == "polling"

    asyncio.run(scene())


def test_an_event_in_a_broken_answer_is_lost_and_the_next_is_not() -> None:
    """At most once is all the platform gives: it does not hand out an event again."""

    async def scene() -> None:
        fake = FakeZalo(token=TOKEN)
        fake.fault("getUpdates", "drop")
        async with connected(fake) as (_, channel, taken):
            fake.say("a7", "mất trên đường")
            await asyncio.sleep(0.3)
            fake.say("a7", "đến nơi")
            assert channel.parse((await taken.until(1))[0].raw).text == "đến nơi"  # type: ignore[union-attr]
            assert fake.given == 2

    asyncio.run(scene())


@pytest.mark.parametrize("body", [{}, {"event_name": "group.bot.add"}, {"x": 1}, "", [], None, {"event_name": 7}])
def test_strange_bodies_do_not_stop_the_polling(body: Any) -> None:
    async def scene() -> None:
        async with connected() as (fake, channel, taken):
            fake.push(body)
            fake.say("a7", "xin chào")
            await until(lambda: any(channel.parse(u.raw) for u in taken.updates))

    asyncio.run(scene())


def test_both_directions_are_counted() -> None:
    async def scene() -> None:
        meter = Counted()
        async with connected(meter=meter) as (fake, channel, taken):
            fake.say("a7", "một")
            fake.say("a7", "hai")
            await taken.until(2)
            await channel.send("a7", Reply("ba"))
            assert meter.messages == 3

    asyncio.run(scene())


@pytest.mark.parametrize(("asked", "meaning"), [("401", Fault.CHANNEL), ("html", Fault.NOT_SENT)])
def test_a_refused_token_is_believed_once_get_me_says_the_same(asked: str, meaning: Fault) -> None:
    async def scene() -> DeliveryError:
        async with connected() as (fake, channel, _):
            fake.fault("sendMessage", "401")
            fake.fault("getMe", asked)
            error = await failed(channel)
            assert await channel.send("7", Reply("tin sau"))
            return error

    assert asyncio.run(scene()).fault is meaning


def test_a_stopped_channel_sends_nothing() -> None:
    async def scene() -> None:
        async with connected() as (fake, channel, _):
            await channel.stop()
            assert (await failed(channel)).fault is Fault.CHANNEL
            assert fake.accepted == []

    asyncio.run(scene())
