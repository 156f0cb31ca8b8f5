"""The chat behind a personal link: what is sent waits as a post until the page asks for it."""

import asyncio
from collections.abc import Callable

from bot.channels import Capabilities, DeliveryError, Fault
from handlers.messages import Reply

Post = Callable[[str, Reply], int]  # (address, reply) → the post's id; sync, stores it


class WebChannel:
    """A channel without a network: `post` stores the message, and that is its delivery."""

    name = "web"
    capabilities = Capabilities(max_text=20_000, buttons=True, files=False, edit=False, pace=500.0, chat_pace=500.0)

    def __init__(self, post: Post) -> None:
        self._post = post

    async def start(self) -> None:
        """Nothing to start: the site serves the pages."""

    async def send(self, address: str, reply: Reply) -> str:
        """Stores the message in the chat; the post's id. A broken database leaves it unknown."""
        try:
            return str(await asyncio.to_thread(self._post, address, reply))
        except Exception as error:
            raise DeliveryError(Fault.UNKNOWN, type(error).__name__) from error

    async def stop(self) -> None:
        """Nothing to stop."""
