"""The loopback platforms of a season: each writes down what it accepted, when it was asked, when it said wait."""

import time
from typing import Any

from aiohttp import web

from tests.chaos.check import History
from tests.fakes.answers import Loopback
from tests.fakes.telegram import FakeTelegram
from tests.fakes.zalo import FakeZalo

ANSWERLESS = ("html", "garbage", "empty", "drop", "hang_up", "slow")


class Recording(Loopback):
    """What both have in common; `doubtful` are faults after which nobody can know."""

    faults: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()

    def __init__(self, *, delay: float = 0.0) -> None:
        super().__init__(delay=delay)
        self.history = History()

    async def _method(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["method"] == "sendMessage":
            self.history.calls.append(time.monotonic())
        return await super()._method(request)

    def write_down(self, record: dict[str, Any]) -> None:
        super().write_down(record)
        self.history.accepted.append(str(record["text"]))

    async def _broken(
        self, request: web.Request, method: str, data: dict[str, Any], fault: dict[str, Any]
    ) -> web.StreamResponse:
        self.history.doubts += fault["kind"] in self.doubtful
        if fault["kind"] in self.waits:
            self.history.waits.append((time.monotonic(), float(fault["retry_after"])))
        return await super()._broken(request, method, data, fault)

    def trouble(self, kind: str, wait: float) -> None:
        """The next message goes wrong in this way."""
        self.fault("sendMessage", kind, **({"retry_after": wait} if kind in self.waits else {"seconds": 0.9}))


class Telegram(Recording, FakeTelegram):
    doubtful = ("500", "502", *ANSWERLESS)
    waits = ("429",)
    faults = (*doubtful, "400", "429")


class Zalo(Recording, FakeZalo):
    """Its 403 is a fault of its own, its 429 a spent budget, its 408 on a send an answer that never came."""

    doubtful = ("408", "500", *ANSWERLESS)
    waits = ("429",)
    faults = (*doubtful, "400", "403", "429")
