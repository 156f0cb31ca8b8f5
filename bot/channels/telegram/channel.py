"""One account on Telegram: from a raw update to a stored one, from a reply to a message that was tried once."""

import asyncio
import json
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.channels import DeliveryError, Fault, Receive
from bot.channels.listening import Listening, TokenRefused
from bot.channels.telegram.about import ABOUT, PUBLIC
from bot.channels.telegram.faults import delivery_error, pause_after
from bot.channels.telegram.http import AiohttpRequest
from bot.channels.telegram.outgoing import captioned, is_photo, parameters_of, uploaded_name
from bot.channels.telegram.updates import next_offset, presence, press_of, raw_update, read_update
from handlers.messages import Attachment, Incoming, Reply

log = logging.getLogger(__name__)

KINDS = json.dumps(["message", "edited_message", "callback_query", "my_chat_member"])
BATCH = 100  # the most that getUpdates gives
FORGET_AFTER = 24 * 3600.0  # Telegram numbers anew after a quiet week: an old offset would hide the new updates
UPLOAD = 50.0  # seconds for a file to be taken


class TelegramBot(ExtBot[None]):
    """The library's bot, silent about its token."""

    def __repr__(self) -> str:
        return "TelegramBot()"


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram brings updates instead of being asked, and the word by which it is known."""

    url: str
    secret: str


class TelegramChannel(Listening):
    """The bot's account; its `state` may also be polling or hooked."""

    name = ABOUT.name
    capabilities = ABOUT.capabilities

    def __init__(
        self,
        token: str,
        api_url: str = PUBLIC,
        receive: Receive | None = None,
        *,
        hook: Hook | None = None,
        poll_seconds: int = 30,
        conflict_wait: float = 30.0,
    ) -> None:
        super().__init__()
        self.username: str | None = None
        self.polls = hook is None
        self.receive = receive
        self._address = f"{api_url.rstrip('/')}/bot{token}"
        self._files = f"{api_url.rstrip('/')}/file/bot{token}"
        self._uploaded: dict[str, str] = {}  # files that Telegram has, by where our bytes lie
        self._request = AiohttpRequest()
        self._bot = TelegramBot(
            token,
            base_url=f"{api_url.rstrip('/')}/bot",
            base_file_url=f"{api_url.rstrip('/')}/file/bot",
            request=self._request,
            get_updates_request=self._request,
        )
        self._hook = hook
        self._poll_seconds = poll_seconds
        self._conflict_wait = conflict_wait
        self._quiet_until = 0.0

    def __repr__(self) -> str:
        return f"TelegramChannel({self.username or '…'}, {self.state})"

    @property
    def called(self) -> str | None:
        return self.username

    def parse(self, raw: str) -> Incoming | None:
        """A stored update as a message; None where nothing is to be answered."""
        return read_update(raw, self.username)

    def presence(self, raw: str) -> tuple[str, bool] | None:
        """Whether a stored update says that a chat put the bot out or let it in again: (address, is in)."""
        return presence(raw)

    async def start(self) -> None:
        """Opens the way out: from now on `send` works."""
        await self._request.initialize()

    async def stop(self) -> None:
        """Ends everything and closes the connections."""
        await self._end()
        await self._bot.shutdown()
        await self._request.shutdown()

    async def send(self, address: str, reply: Reply) -> str:
        """One message, tried once; its id, or a DeliveryError that says what became of it."""
        self._refuse_early()
        # Not through the library's send_message: it builds an object tree of an answer of which we want one number.
        try:
            if reply.attachment is not None:
                return await self._send_file(address, reply, reply.attachment)
            message = await self._call("sendMessage", chat_id=address, **parameters_of(reply))
            return str(message["message_id"])
        except DeliveryError:
            raise
        except Exception as fault:  # whatever it is, the sender needs to know what it means
            raise await self._judged(fault) from None

    async def _send_file(self, address: str, reply: Reply, file: Attachment) -> str:
        """The first time the bytes, afterwards the name that Telegram gave them."""
        method, field = ("sendPhoto", "photo") if is_photo(file) else ("sendDocument", "document")
        parameters = {"chat_id": address, **captioned(parameters_of(reply))}
        if known := self._uploaded.get(file.path):
            message = await self._call(method, **parameters, **{field: known})
            return str(message["message_id"])
        try:
            message = await self._request.upload(f"{self._address}/{method}", parameters, field, file, UPLOAD)
        except OSError:
            raise DeliveryError(Fault.REFUSED, "the file is gone") from None
        if name := uploaded_name(message, field):
            self._uploaded[file.path] = name
        return str(message["message_id"])

    async def edit(self, address: str, message: str, reply: Reply) -> None:
        """Other words in a message that was sent; the same words again are no fault."""
        await self._call("editMessageText", chat_id=address, message_id=message, **parameters_of(reply))

    async def fetch(self, file: Attachment, to: Path, most: int) -> int:
        """Brings a file that somebody sent; its size. Raises where it is too large or out of reach."""
        found = await self._call("getFile", file_id=file.remote)
        return await self._request.download(f"{self._files}/{found['file_path']}", to, most)

    def _refuse_early(self) -> None:
        if self.state == "stopped":
            raise DeliveryError(Fault.CHANNEL, "the channel is stopped")
        wait = self._quiet_until - asyncio.get_running_loop().time()
        if wait > 0:
            raise DeliveryError(Fault.THROTTLED, "the channel waits", retry_after=wait)

    async def _judged(self, fault: Exception) -> DeliveryError:
        """A refused token is believed once getMe says the same; the message itself was refused either way."""
        error = delivery_error(fault)
        if error.fault is Fault.CHANNEL and not await self._token_is_refused():
            return DeliveryError(Fault.NOT_SENT, "refused once, though the token is good")
        if error.retry_after:
            now = asyncio.get_running_loop().time()
            self._quiet_until = max(self._quiet_until, now + error.retry_after)
        return error

    async def _take_updates(self) -> None:
        """Polls, or has the updates brought."""
        await self._introduce()
        if self._hook is not None:
            await self._be_brought(self._hook)
            return
        await self._take_back()
        await self._poll()

    def _in_words(self, fault: Exception) -> str | None:
        return delivery_error(fault).cause if isinstance(fault, TelegramError) else None

    def _pause(self, fault: Exception, wait: float) -> float:
        return pause_after(fault, wait, self._conflict_wait)

    async def _introduce(self) -> None:
        """Learns the bot's name, once."""
        if self.settled.is_set():
            return
        try:
            me = await self._call("getMe")
        except InvalidToken:
            await self._doubt()
            raise
        await self._bot.initialize()
        self.username = str(me["username"])
        self.settled.set()
        log.info("Telegram: we are @%s", self.username)

    async def _be_brought(self, hook: Hook) -> None:
        """Names the address at which updates are wanted; every process names the same."""
        asked = {"url": hook.url, "secret_token": hook.secret, "allowed_updates": KINDS}
        await self._call("setWebhook", drop_pending_updates="false", **asked)
        self.state = "hooked"

    async def _take_back(self) -> None:
        """Polling and a webhook exclude each other."""
        await self._call("deleteWebhook", drop_pending_updates="false")

    async def _doubt(self) -> None:
        """Asks once more before the channel is given up: a proxy's 404 looks like a wrong token."""
        await asyncio.sleep(0.1)
        if await self._token_is_refused():
            raise TokenRefused from None

    async def _token_is_refused(self) -> bool:
        """Whether Telegram itself does not know the token; no answer is no proof."""
        try:
            await self._call("getMe")
        except Exception as fault:
            return isinstance(fault, InvalidToken)
        return False

    async def _poll(self) -> None:
        """Long polling: a batch is acknowledged by the offset of the next call, after it was stored."""
        loop = asyncio.get_running_loop()
        offset, last = None, loop.time()
        while True:
            updates = await self._next(offset)
            self.state = "polling"
            if updates:
                await self.take(updates)
                following, last = next_offset(updates), loop.time()
                if following is None or following == offset:
                    await asyncio.sleep(1)  # nothing can be acknowledged: do not spin
                offset = following or offset
            elif loop.time() - last > FORGET_AFTER:
                offset = None

    async def _next(self, offset: int | None) -> list[Any]:
        asked = {"timeout": self._poll_seconds, "limit": BATCH, "allowed_updates": KINDS}
        if offset is not None:
            asked["offset"] = offset
        try:
            updates = await self._call("getUpdates", self._poll_seconds + 5, **asked)
        except InvalidToken:
            await self._doubt()
            raise
        if not isinstance(updates, list):
            raise TelegramError("unreadable answer")
        return updates

    async def take(self, updates: Sequence[Any]) -> None:
        """Stores updates that were asked for or brought, then lets the pressed buttons stop spinning."""
        if self.receive is None:
            raise RuntimeError("nobody takes the updates")
        await self.receive(self.name, [raw_update(update) for update in updates])
        for update in updates:
            press = press_of(update)
            if press is not None:
                self._spawn(self._answer_press(press))

    async def _answer_press(self, press: str) -> None:
        with suppress(TelegramError):  # too old, or out of reach: the answer itself comes as a message
            await self._bot.answer_callback_query(press)

    async def _call(self, method: str, read: float | None = None, /, **parameters: Any) -> Any:
        return await self._request.call(f"{self._address}/{method}", parameters, read)
