"""The token canary: in no record, traceback or repr, whoever logs it and however."""

import asyncio
import logging
import sys
from collections.abc import Iterator, Sequence
from io import StringIO

import pytest

from bot.channels import DeliveryError, RawUpdate
from bot.channels.telegram.channel import TelegramChannel
from bot.runtime import redact
from handlers.messages import Reply
from tests.fakes.telegram import FakeTelegram

TOKEN = "7654321:AAF-canary_canary_canary_canary_c"
SECRET = TOKEN.partition(":")[2]


@pytest.fixture
def stream() -> Iterator[StringIO]:
    """Everything that is logged at any level, as a plain handler prints it, after `install`."""
    factory, hook, root = logging.getLogRecordFactory(), sys.excepthook, logging.getLogger()
    level, levels = root.level, {name: logging.getLogger(name).level for name in redact._TALKATIVE}
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    redact.install(TOKEN)
    yield written
    logging.setLogRecordFactory(factory)
    sys.excepthook = hook
    root.removeHandler(handler)
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


def address_fails() -> None:
    raise ConnectionError(f"cannot reach https://api.telegram.org/bot{TOKEN}/getMe")


@pytest.mark.parametrize(
    "line",
    [
        f"token {TOKEN}",
        f"only its secret {SECRET}",
        "https://api.telegram.org/bot999:AnotherSecret/getMe",
        "https://api.telegram.org/bot999%3AAnotherSecret/getMe?x=1",
        "a stray 123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA token",
        "GET /v/AnotherSecret-of-a-link HTTP/1.1",
        "postgresql+psycopg://bot:AnotherSecret@db/hoinghi",
    ],
)
def test_a_line_is_masked(line: str) -> None:
    cleaned = redact.Redactor(TOKEN).clean(line)
    assert redact.MASK in cleaned
    assert SECRET not in cleaned
    assert "AnotherSecret" not in cleaned
    assert "AAAAAA" not in cleaned


def test_ordinary_words_stay() -> None:
    line = "07:30–09:00 ngày 18/11, số 0912345678: 16 người, http://127.0.0.1:8080/chat, mã K7P3Q9RT"
    assert redact.Redactor(TOKEN, "abc").clean(line) == line


def test_a_secret_learnt_later_is_masked_too() -> None:
    redactor = redact.Redactor()
    redactor.add("mat-khau-rieng")
    assert redactor.clean("khóa mat-khau-rieng") == "khóa …"


def test_no_record_holds_the_token(stream: StringIO, caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("somebody.else")
    log.info("arguments %s %r", TOKEN, {"token": TOKEN})
    log.warning("wrong format %d", TOKEN)
    try:
        address_fails()
    except ConnectionError:
        log.exception("with a traceback")
    log.error("with a stack", stack_info=True)
    written = stream.getvalue()
    assert "ConnectionError: cannot reach" in written
    assert "Traceback" in written
    for record in caplog.records:
        assert SECRET not in repr(vars(record))
    assert SECRET not in written


def test_an_uncaught_error_is_printed_without_it(stream: StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        address_fails()
    except ConnectionError as fault:
        sys.excepthook(type(fault), fault, fault.__traceback__)
    printed = capsys.readouterr().err
    assert "ConnectionError" in printed
    assert SECRET not in printed


def test_filter_and_formatter_mask_for_handlers_of_others() -> None:
    written = StringIO()
    handler = logging.StreamHandler(written)
    redactor = redact.Redactor(TOKEN)
    handler.addFilter(redact.RedactingFilter(redactor))
    handler.setFormatter(redact.RedactingFormatter(redactor, "%(message)s %(extra)s"))
    log = logging.getLogger("apart")
    log.addHandler(handler)
    log.propagate = False
    try:
        address_fails()
    except ConnectionError:
        log.exception("token %s", TOKEN, extra={"extra": TOKEN})
    log.removeHandler(handler)
    assert "Traceback" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_a_channel_in_every_trouble_never_shows_the_token(stream: StringIO, caplog: pytest.LogCaptureFixture) -> None:
    shown: list[str] = []

    async def receive(_channel: str, _updates: Sequence[RawUpdate]) -> None:
        address_fails()

    async def scene() -> None:
        fake = FakeTelegram(token=TOKEN)
        for kind in ("html", "hang_up", "garbage", "500", "401"):
            fake.fault("getMe", kind, status=404)
        for kind in ("drop", "garbage", "500", "429", "403", "400", "404"):
            fake.fault("sendMessage", kind, retry_after=0)
        await fake.start()
        channel = TelegramChannel(TOKEN, fake.url, receive, poll_seconds=1)
        await channel.start()
        await channel.listen()
        shown.extend((repr(channel), str(channel), repr(channel._bot), str(vars(channel)["_tasks"])))
        for _ in range(7):
            try:
                await channel.send("7", Reply("xin"))
            except DeliveryError as error:
                shown.append(f"{error!r} {error} {error.__cause__!r}")
            channel._quiet_until = 0.0
        fake.say(7, "/start")
        await asyncio.sleep(0.3)
        await fake.stop()
        await asyncio.sleep(0.1)
        try:
            await channel.send("7", Reply("xin"))
        except DeliveryError as error:
            shown.append(repr(error))
        await channel.stop()

    asyncio.run(scene())
    assert len(shown) == 12
    assert SECRET not in "".join(shown) + stream.getvalue() + "".join(repr(vars(r)) for r in caplog.records)
