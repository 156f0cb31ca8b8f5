"""One account on Zalo: an event is given once and cannot be asked for again; words and numbers are all it can show.

What the platform promises is at-most-once: an event that is in flight when this process dies is lost. From the
moment it is stored it is answered, also after a crash.
"""

import asyncio
import logging
import unicodedata
from collections import Counter
from contextlib import suppress
from typing import Any

from bot.channels import DeliveryError, Fault, Meter, Receive
from bot.channels.about import account_name
from bot.channels.listening import LONGEST_WAIT, Listening, TokenRefused
from bot.channels.zalo.about import ABOUT, PUBLIC
from bot.channels.zalo.client import Refusal, ZaloClient, ZaloFault
from bot.channels.zalo.faults import delivery_error
from bot.channels.zalo.updates import event_of, raw_event, read_event
from handlers.messages import Incoming, Reply, plain

log = logging.getLogger(__name__)

POLL_GRACE = 15.0  # seconds an answer may take beyond the poll's own time
REFUSALS = 2  # in a row for one chat: it must join again
IDLE = 408


class NoMeter:
    """For a channel whose budget nobody watches."""

    def count(self, messages: int) -> None:
        """Nothing is kept."""

    def exhausted(self) -> None:
        """Nobody is told."""


class ZaloChannel(Listening):
    """One bot's account on Zalo; its `state` may also be polling."""

    polls = True
    capabilities = ABOUT.capabilities

    def __init__(
        self,
        token: str,
        api_url: str = PUBLIC,
        receive: Receive | None = None,
        number: int = 1,
        *,
        poll_seconds: int = 30,
        meter: Meter | None = None,
    ) -> None:
        super().__init__()
        self.name = account_name(ABOUT.name, number)
        self.account: str | None = None  # bot.xxxx
        self.display: str | None = None  # the name people see, where Zalo tells it
        self.receive = receive
        self.meter: Meter = meter or NoMeter()
        self._client = ZaloClient(token, api_url)
        self._poll_seconds = poll_seconds
        self._refusals: Counter[str] = Counter()

    def __repr__(self) -> str:
        return f"ZaloChannel({self.name}, {self.account or '…'}, {self.state})"

    @property
    def called(self) -> str | None:
        return self.display or self.account

    def parse(self, raw: str) -> Incoming | None:
        """A stored event as a message; None where nothing is to be answered."""
        return read_event(raw, self.name, [name for name in (self.account, self.display) if name])

    async def start(self) -> None:
        """Opens the way out: from now on `send` works."""
        await self._client.open()

    async def stop(self) -> None:
        """Ends everything and closes the connections."""
        await self._end()
        await self._client.close()

    async def send(self, address: str, reply: Reply) -> str:
        """One message, tried once; its id, or a DeliveryError that says what became of it."""
        if self.state == "stopped":
            raise DeliveryError(Fault.CHANNEL, "the channel is stopped")
        text = unicodedata.normalize("NFC", plain(reply.text))
        try:
            sent = await self._client.call("sendMessage", {"chat_id": address, "text": text})
            number = str(sent["message_id"])
        except Exception as fault:  # whatever it is, the sender needs to know what it means
            raise await self._judged(address, delivery_error(fault)) from None
        self._refusals.pop(address, None)
        self.meter.count(1)
        return number

    async def _judged(self, address: str, error: DeliveryError) -> DeliveryError:
        """Counts what may have been spent; a chat that refuses again and again will not work again.

        A refused token is believed once getMe says the same; the message itself was refused either way.
        """
        if error.fault is Fault.CHANNEL and not await self._token_is_refused():
            return DeliveryError(Fault.NOT_SENT, "refused once, though the token is good")
        if error.fault is Fault.UNKNOWN:
            self.meter.count(1)
        elif error.fault is Fault.THROTTLED:
            self.meter.exhausted()
        elif error.fault is Fault.REFUSED:
            self._refusals[address] += 1
            error.person = self._refusals[address] >= REFUSALS
        return error

    async def _take_updates(self) -> None:
        await self._introduce()
        await self._take_back()
        await self._poll()

    def _in_words(self, fault: Exception) -> str | None:
        return str(fault) if isinstance(fault, ZaloFault) else None

    async def _introduce(self) -> None:
        """Learns the bot's name, once."""
        if self.settled.is_set():
            return
        me = await self._surely("getMe")
        me = me if isinstance(me, dict) else {}
        self.account, self.display = _text(me.get("account_name")), _text(me.get("display_name"))
        self.settled.set()
        log.info("%s: we are %s", self.name, self.account)

    async def _take_back(self) -> None:
        """Polling and a webhook exclude each other."""
        with suppress(Refusal):  # none was ever set
            await self._client.call("deleteWebhook")

    async def _surely(self, method: str, parameters: dict[str, Any] | None = None, read: float | None = None) -> Any:
        """A call whose 401 is believed only when getMe says the same."""
        try:
            return await self._client.call(method, parameters, read)
        except Refusal as refusal:
            if refusal.code != 401:
                raise
        await asyncio.sleep(0.1)
        if await self._token_is_refused():
            raise TokenRefused
        return await self._client.call(method, parameters, read)

    async def _token_is_refused(self) -> bool:
        """Whether Zalo itself does not know the token; no answer is no proof."""
        try:
            await self._client.call("getMe")
        except Exception as fault:
            return isinstance(fault, Refusal) and fault.code == 401
        return False

    async def _poll(self) -> None:
        """One event a call, stored before the next is asked for."""
        loop = asyncio.get_running_loop()
        while True:
            begun = loop.time()
            body = await self._next()
            self.state = "polling"
            event = event_of(body)
            if event is not None:
                await asyncio.shield(self._spawn(self._take(event)))
            elif loop.time() - begun < 1:
                await asyncio.sleep(1)  # nothing, and at once: do not spin

    async def _next(self) -> Any:
        """What a poll gives; None where nobody wrote."""
        asked = {"timeout": str(self._poll_seconds)}
        try:
            return await self._surely("getUpdates", asked, self._poll_seconds + POLL_GRACE)
        except Refusal as refusal:
            if refusal.code != IDLE:
                raise
        return None

    async def _take(self, event: dict[str, Any]) -> None:
        """Stores an event, however often it takes: Zalo will not give it again."""
        if self.receive is None:
            raise RuntimeError("nobody takes the events")
        self.meter.count(1)
        wait = 0.2
        while True:
            try:
                return await self.receive(self.name, [raw_event(event)])
            except asyncio.CancelledError:
                log.error("%s: stopped before an event could be stored: it is lost", self.name)
                raise
            except Exception:
                log.exception("%s: an event could not be stored; trying again", self.name)
            await asyncio.sleep(wait)
            wait = min(LONGEST_WAIT, wait * 2)


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
