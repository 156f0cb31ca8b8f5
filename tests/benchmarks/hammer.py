"""How long others wait while fifty hammer: `python -m tests.benchmarks.hammer`, on a `run` of its own, 127.0.0.1 only.

Everybody has a session and comes from one address. The others write a question every 1.3 s; those who hammer send the
next as soon as they have an answer, whatever it says. Prints the others' p50 and p99 in ms alone and beside them, and
what each side was answered; exits 1 where the others wait a second or are refused.
"""

import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import aiohttp

from bot.cli.sample.make import TARGET
from handlers import plans
from handlers.people import account
from handlers.reading.plan import read_file
from storage import people
from storage import sessions as kept
from storage.clock import DEFAULT_ZONE, wall_clock
from storage.database import Database
from tests.bot.processes import Process

OTHERS, HAMMERERS = 10, 50
SECONDS = 15.0
PAUSE = 1.3
MOST_EACH = 5000  # requests of one who hammers
QUESTION = {"text": "mấy giờ khai mạc"}


def sessions(url: str) -> list[str]:
    """A published event with a delegate for every browser; their cookies."""
    database = Database(url)
    database.migrate()
    now, cookies = wall_clock(), []
    with database.transaction() as session:
        done = plans.import_draft(
            session, read_file(TARGET), plans.Source("a.docx", "x"), now, publish=True, zone=DEFAULT_ZONE
        )
        for number in range(OTHERS + HAMMERERS):
            made = account.new_invitation(session, done.events[0], "delegate", None, now=now, days=30)
            address = f"h{number}"
            people.join(
                session, made.invitation, None, channel="web", address=address, name=f"Người {number}",
                consent_version="1", now=now,
            )  # fmt: skip
            cookies.append(kept.start(session, address, now, None))
    database.close()
    return cookies


async def _ask(client: aiohttp.ClientSession, base: str, cookie: str) -> tuple[int, float]:
    begun = time.perf_counter()
    async with client.post(base + "/chat", json=QUESTION, headers={"Cookie": f"hoinghi={cookie}"}) as answer:
        await answer.read()
        return answer.status, (time.perf_counter() - begun) * 1000


async def _other(client: aiohttp.ClientSession, base: str, cookie: str, end: float) -> list[tuple[int, float]]:
    got = []
    while time.monotonic() < end:
        got.append(await _ask(client, base, cookie))
        await asyncio.sleep(PAUSE)
    return got


async def _hammer(client: aiohttp.ClientSession, base: str, cookie: str, end: float) -> Counter[int]:
    got: Counter[int] = Counter()
    while time.monotonic() < end and got.total() < MOST_EACH:
        status, _ = await _ask(client, base, cookie)
        got[status] += 1
    return got


async def _round(base: str, others: Sequence[str], hammerers: Sequence[str]) -> tuple[list[float], Counter[int]]:
    """The others' times in ms; what everybody was answered is printed."""
    end = time.monotonic() + SECONDS
    # Those who hammer share no line of this client with the others.
    line = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession() as calm, aiohttp.ClientSession(connector=line) as wild:
        hammering = [asyncio.create_task(_hammer(wild, base, cookie, end)) for cookie in hammerers]
        asked = await asyncio.gather(*(_other(calm, base, cookie, end) for cookie in others))
        refused = sum(await asyncio.gather(*hammering), Counter())
    rows = [row for rows in asked for row in rows]
    print(f"  others: {len(rows)} questions, answered {dict(Counter(status for status, _ in rows))}")
    if hammerers:
        print(f"  {len(hammerers)} who hammer: {dict(refused)}")
    return sorted(ms for _, ms in rows), Counter(status for status, _ in rows)


def _percentile(times: list[float], part: float) -> float:
    return times[min(len(times) - 1, int(len(times) * part))]


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'hoinghi.db'}"
        cookies = sessions(url)
        bot = Process("bot", "run", folder=folder, environment={"DATABASE_URL": url, "WEB_PORT": "0"})
        try:
            good = True
            for label, hammerers in (("alone", []), ("beside them", cookies[OTHERS:])):
                times, statuses = asyncio.run(_round(bot.url, cookies[:OTHERS], hammerers))
                p50, p99 = _percentile(times, 0.5), _percentile(times, 0.99)
                print(f"{label}: p50 {p50:.0f} ms, p99 {p99:.0f} ms")
                good = good and p99 < 1000 and set(statuses) == {200}
        finally:
            bot.kill()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
