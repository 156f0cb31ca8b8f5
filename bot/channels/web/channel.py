"""What is sent waits as a post until the page asks for it."""

import asyncio

from bot.channels import DeliveryError, Fault
from bot.channels.about import Post
from bot.channels.web.about import ABOUT
from handlers.messages import Reply


class WebChannel:
    """A channel without a network: `post` stores the message, and that is its delivery."""

    name = ABOUT.name
    capabilities = ABOUT.capabilities

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
