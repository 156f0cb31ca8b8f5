"""For machines: /healthz and /metrics."""

import asyncio
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.site.state import Health, site_of
from storage import integrity, measures
from storage.clock import wall_clock
from storage.database import Database

LIMIT = 5.0  # seconds after which a database that does not answer is not well
FRESH = 1.0  # seconds for which an answer holds, so that asking again and again costs nothing


class Pulse:
    """Writes and reads the database in a thread of its own, one look at a time, however many ask."""

    def __init__(self, database: Database, health: Health) -> None:
        self._database, self._health = database, health
        self._thread = ThreadPoolExecutor(1, "health")
        self._look: Future[Mapping[str, Any]] | None = None
        self._asked = 0.0

    async def state(self) -> Mapping[str, Any]:
        """What is known, at most FRESH seconds old; a look that takes longer than LIMIT is itself the answer."""
        if self._look is None or (self._look.done() and time.monotonic() - self._asked > FRESH):
            self._asked = time.monotonic()
            self._look = self._thread.submit(self._looked)
        try:
            return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(self._look)), LIMIT)
        except TimeoutError:
            return {"ok": False, "database": f"no answer within {LIMIT:g} s"}

    def _looked(self) -> Mapping[str, Any]:
        try:
            integrity.write_and_read(self._database, wall_clock())
        except Exception as error:  # whatever it is, the database does not do its work
            return {"ok": False, "database": type(error).__name__}
        try:
            return dict(self._health())
        except Exception as error:  # a check that breaks is itself the answer
            return {"ok": False, "error": type(error).__name__}


async def healthz(request: Request) -> Response:
    """200 while database, ticks and channels are well, else 503; the state of each as JSON."""
    pulse: Pulse = request.app.state.pulse
    state = await pulse.state()
    return JSONResponse(state, 200 if state.get("ok") else 503)


def metrics(request: Request) -> Response:
    """Prometheus text: counts only, no names."""
    with site_of(request).database.reading() as session:
        outbox = measures.outbox_by_state(session)
        inbox = measures.inbox_by_state(session)
        beat = measures.last_beat(session)
    lines = ["# HELP hoinghi_outbox_messages Messages by state.", "# TYPE hoinghi_outbox_messages gauge"]
    lines += [f'hoinghi_outbox_messages{{state="{state}"}} {count}' for state, count in outbox.items()]
    lines += ["# HELP hoinghi_updates Updates that came in, by channel and state.", "# TYPE hoinghi_updates gauge"]
    lines += [f'hoinghi_updates{{channel="{ch}",state="{state}"}} {n}' for (ch, state), n in sorted(inbox.items())]
    lines += ["# HELP hoinghi_heartbeat_age_seconds Since a deliverer last showed life; -1 before the first."]
    lines += ["# TYPE hoinghi_heartbeat_age_seconds gauge"]
    age = (wall_clock() - beat).total_seconds() if beat else -1
    lines += [f"hoinghi_heartbeat_age_seconds {age:.1f}"]
    return PlainTextResponse("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")
