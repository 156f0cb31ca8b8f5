"""The Telegram channel against a loopback Bot API server: what arrives, what leaves, what a failure means."""

import asyncio
import json
import math
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.channels import DeliveryError, Fault, RawUpdate
from bot.channels.telegram.channel import TelegramChannel
from handlers.messages import Button, Reply
from tests.bot.traffic.scene import until
from tests.fakes.telegram import FakeTelegram

TOKEN = "7654321:AAF-canary_canary_canary_canary_c"


class Taken:
    """A `receive` that remembers what came."""

    def __init__(self) -> None:
        self.updates: list[RawUpdate] = []

    async def __call__(self, channel: str, updates: Sequence[RawUpdate]) -> None:
        assert channel == "telegram"
        self.updates += updates

    async def until(self, number: int) -> list[RawUpdate]:
        await until(lambda: len(self.updates) >= number)
        return self.updates


@asynccontextmanager
async def connected(
    fake: FakeTelegram | None = None, **settings: Any
) -> AsyncIterator[tuple[FakeTelegram, TelegramChannel, Taken]]:
    """A fake server and a channel that has started."""
    taken = Taken()
    async with fake or FakeTelegram(token=TOKEN) as server:
        channel = TelegramChannel(TOKEN, server.url, taken, **{"poll_seconds": 1, "conflict_wait": 0.2, **settings})
        await channel.start()
        await channel.listen()
        try:
            yield server, channel, taken
        finally:
            await channel.stop()


async def failed(channel: TelegramChannel, address: str = "7") -> DeliveryError:
    """The error of a send that must fail."""
    with pytest.raises(DeliveryError) as raised:
        await channel.send(address, Reply("xin chào"))
    return raised.value


def test_it_learns_its_name_and_leaves_the_webhook() -> None:
    async def scene() -> None:
        async with connected() as (fake, channel, _):
            assert (channel.username, repr(channel)) == (
                "hoinghi_test_bot",
                f"TelegramChannel(hoinghi_test_bot, {channel.state})",
            )
            await until(lambda: len(fake.requests) >= 3)
            assert [name for _, name in fake.requests][:3] == ["getMe", "getMe", "deleteWebhook"]

    asyncio.run(scene())


def test_an_update_is_acknowledged_only_after_it_was_taken() -> None:
    async def scene() -> None:
        async with connected() as (fake, channel, taken):
            asking, release = asyncio.Event(), asyncio.Event()

            async def slow(name: str, updates: Sequence[RawUpdate]) -> None:
                asking.set()
                await release.wait()
                await taken(name, updates)

            channel.receive = slow
            fake.say(7, "lịch ngày mai")
            await asking.wait()
            assert fake.waiting == 1
            release.set()
            assert channel.parse((await taken.until(1))[0].raw).text == "lịch ngày mai"
            await until(lambda: fake.waiting == 0)
            assert fake.offsets[-1] == 1001

    asyncio.run(scene())


def test_what_could_not_be_stored_comes_again(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        async with connected() as (fake, channel, taken):

            async def broken(name: str, updates: Sequence[RawUpdate]) -> None:
                channel.receive = taken
                raise OSError("the disk is full")

            channel.receive = broken
            fake.say(7, "một")
            assert [update.key for update in await taken.until(1)] == ["1000"]

    asyncio.run(scene())
    assert "updates could not be taken" in caplog.text


def test_a_press_comes_as_typed_text_and_stops_the_spinner() -> None:
    async def scene() -> None:
        async with connected() as (fake, channel, taken):
            fake.press(7, "/co 12 v3", name="Lê An")
            said = channel.parse((await taken.until(1))[0].raw)
            assert said
            assert (said.address, said.text, said.sender_name) == ("7", "/co 12 v3", "Lê An")
            await until(lambda: bool(fake.pressed))
            assert fake.pressed == ["press1000"]

    asyncio.run(scene())


def test_spans_buttons_and_hostile_names_leave_as_plain_text_with_entities() -> None:
    async def scene() -> dict[str, Any]:
        async with connected() as (fake, channel, _):
            text = "😀 **Hội nghị** <b>A&B</b> _x_ [bản đồ](https://hoinghi.example/m)"
            number = await channel.send("7", Reply(text, (Button("Đồng ý", "/co 1"), Button("Không", "/khong 1"))))
            assert number == str(fake.accepted[0]["message_id"])
            return fake.accepted[0]

    sent = asyncio.run(scene())
    assert sent["text"] == "😀 Hội nghị <b>A&B</b> _x_ bản đồ"
    assert sent["entities"] == [
        {"type": "bold", "offset": 3, "length": 8},
        {"type": "text_link", "offset": 27, "length": 6, "url": "https://hoinghi.example/m"},
    ]
    assert [row[0]["callback_data"] for row in sent["reply_markup"]["inline_keyboard"]] == ["/co 1", "/khong 1"]
    assert "parse_mode" not in sent


@pytest.mark.parametrize(
    ("fault", "details", "meaning", "accepted"),
    [
        ("429", {"retry_after": 3}, Fault.THROTTLED, 0),
        ("429", {"retry_after": 2.3}, Fault.THROTTLED, 0),
        ("403", {"description": "Forbidden: bot was blocked by the user"}, Fault.REFUSED, 0),
        ("400", {"description": "Bad Request: chat not found"}, Fault.REFUSED, 0),
        ("400", {"description": "Bad Request: message is too long"}, Fault.REFUSED, 0),
        ("401", {}, Fault.NOT_SENT, 0),
        ("404", {}, Fault.NOT_SENT, 0),
        ("html", {"status": 404}, Fault.NOT_SENT, 0),
        ("html", {"status": 403}, Fault.NOT_SENT, 0),
        ("html", {"status": 429}, Fault.THROTTLED, 0),
        ("500", {}, Fault.UNKNOWN, 0),
        ("502", {}, Fault.UNKNOWN, 0),
        ("html", {"status": 502}, Fault.UNKNOWN, 0),
        ("drop", {}, Fault.UNKNOWN, 1),
        ("hang_up", {}, Fault.UNKNOWN, 0),
        ("garbage", {}, Fault.UNKNOWN, 1),
        ("empty", {}, Fault.UNKNOWN, 1),
        ("slow", {"seconds": 2}, Fault.UNKNOWN, 1),
        ("migrate", {"to": -1007}, Fault.REFUSED, 0),
    ],
)
def test_what_a_failure_means(fault: str, details: dict[str, Any], meaning: Fault, accepted: int) -> None:
    async def scene() -> tuple[DeliveryError, int, int]:
        async with connected() as (fake, channel, _):
            channel._request._read = 0.3
            fake.fault("sendMessage", fault, **details)
            error = await failed(channel)
            tries = [name for _, name in fake.requests].count("sendMessage")
            return error, len(fake.accepted), tries

    error, number, tries = asyncio.run(scene())
    assert (error.fault, number, tries) == (meaning, accepted, 1)
    assert error.person == (details.get("description") in {"Forbidden: bot was blocked by the user", _NOT_FOUND})
    waits = math.ceil(details.get("retry_after", 5))  # never less than what was asked
    assert error.retry_after == (waits if meaning is Fault.THROTTLED else None)
    assert error.moved_to == ("-1007" if fault == "migrate" else None)
    assert TOKEN not in repr(error) + str(error)


_NOT_FOUND = "Bad Request: chat not found"


def test_nothing_leaves_while_telegram_asked_to_wait() -> None:
    async def scene() -> None:
        async with connected() as (fake, channel, _):
            fake.fault("sendMessage", "429", retry_after=2)
            assert (await failed(channel)).retry_after == 2
            again = await failed(channel)
            assert again.fault is Fault.THROTTLED
            assert again.retry_after is not None
            assert 0 < again.retry_after <= 2
            assert [name for _, name in fake.requests].count("sendMessage") == 1
            await asyncio.sleep(again.retry_after)
            await channel.send("7", Reply("giờ thì được"))
            assert fake.texts(7) == ["giờ thì được"]

    asyncio.run(scene())


def test_a_server_that_is_not_there_means_not_sent_and_is_found_when_it_comes() -> None:
    async def scene() -> None:
        taken, fake = Taken(), FakeTelegram(token=TOKEN)
        await fake.start()
        await fake.stop()
        channel = TelegramChannel(TOKEN, fake.url, taken, poll_seconds=1)
        begun = time.monotonic()
        await channel.start()
        await channel.listen()
        assert time.monotonic() - begun < 15
        assert (channel.username, channel.state) == (None, "waiting")
        assert (await failed(channel)).fault is Fault.NOT_SENT
        async with fake:
            fake.say(7, "/start")
            await taken.until(1)
            assert channel.username == "hoinghi_test_bot"
            await channel.stop()

    asyncio.run(scene())


def test_a_name_that_cannot_be_resolved_means_not_sent() -> None:
    async def scene() -> None:
        channel = TelegramChannel(TOKEN, "http://nobody.invalid", Taken())
        await channel.start()
        await channel.listen()
        assert (await failed(channel)).fault is Fault.NOT_SENT
        await channel.stop()

    asyncio.run(scene())


def test_a_wrong_token_stops_the_channel_with_one_line(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        async with connected(FakeTelegram(token="another")) as (fake, channel, _):
            assert channel.state == "stopped"
            assert (await failed(channel)).fault is Fault.CHANNEL
            await asyncio.sleep(0.3)
            assert [name for _, name in fake.requests] == ["getMe", "getMe"]

    asyncio.run(scene())
    assert [r.getMessage() for r in caplog.records if r.levelname == "ERROR"] == [
        "telegram: the token is not accepted: the channel is off, the rest of the bot goes on"
    ]


@pytest.mark.parametrize(
    ("asked", "meaning"),
    [("401", Fault.CHANNEL), ("404", Fault.CHANNEL), ("html", Fault.NOT_SENT), ("hang_up", Fault.NOT_SENT)],
)
def test_a_refused_token_is_believed_once_get_me_says_the_same(asked: str, meaning: Fault) -> None:
    async def scene() -> DeliveryError:
        async with connected() as (fake, channel, _):
            before = fake.called("getMe")
            fake.fault("sendMessage", "401")
            fake.fault("getMe", asked)
            error = await failed(channel)
            assert fake.called("getMe") == before + 1
            assert await channel.send("7", Reply("tin sau"))
            return error

    assert asyncio.run(scene()).fault is meaning


def test_a_proxy_that_says_404_does_not_stop_it() -> None:
    async def scene() -> None:
        fake = FakeTelegram(token=TOKEN)
        fake.fault("getMe", "html", status=404)
        async with connected(fake) as (_, channel, taken):
            fake.say(7, "/start")
            await taken.until(1)
            assert channel.state == "polling"

    asyncio.run(scene())


def test_another_poller_is_waited_out(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        fake = FakeTelegram(token=TOKEN)
        fake.fault("getUpdates", "409", description="Conflict: terminated by other getUpdates request")
        async with connected(fake) as (_, channel, taken):
            fake.say(7, "/start")
            await taken.until(1)
            times = [at for at, name in fake.requests if name == "getUpdates"]
            assert times[1] - times[0] >= 0.2
            assert channel.state == "polling"

    asyncio.run(scene())
    assert "Conflict" in caplog.text


@pytest.mark.parametrize("fault", ["500", "garbage", "hang_up", "html", "429", "401", "empty"])
def test_polling_survives(fault: str) -> None:
    async def scene() -> None:
        fake = FakeTelegram(token=TOKEN)
        fake.fault("getUpdates", fault)
        async with connected(fake) as (_, _channel, taken):
            fake.say(7, "/start")
            await taken.until(1)

    asyncio.run(scene())


def test_a_batch_without_numbers_does_not_spin() -> None:
    async def scene() -> int:
        async with connected() as (fake, _, taken):
            fake.push({"message": {"text": "không số"}}, numbered=False)
            await taken.until(1)
            await asyncio.sleep(0.5)
            return [name for _, name in fake.requests].count("getUpdates")

    assert asyncio.run(scene()) <= 3


def test_a_number_of_thousands_of_digits_does_not_spoil_the_batch() -> None:
    async def scene() -> list[RawUpdate]:
        async with connected() as (fake, _, taken):
            fake.push({"message": {"text": "lạ", "chat": {"id": 10**50}}})
            fake.say(7, "thường")
            return await taken.until(2)

    assert [json.loads(update.raw)["message"]["text"] for update in asyncio.run(scene())] == ["lạ", "thường"]


def test_a_stopped_channel_sends_nothing() -> None:
    async def scene() -> None:
        async with connected() as (fake, channel, _):
            await channel.stop()
            assert (await failed(channel)).fault is Fault.CHANNEL
            assert fake.accepted == []

    asyncio.run(scene())
