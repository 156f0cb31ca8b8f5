"""How often one may ask: who hammers is told to wait, the neighbours behind the same address notice nothing."""

import asyncio
from dataclasses import dataclass

import pytest

from bot.site.limits import ADDRESS, SESSION, STRANGERS, Limits
from bot.site.turns import MOST_WAITING, Full, Turns
from storage.database import Database
from tests.bot.site.site_kit import HERE, Still


@dataclass
class Watch:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def served(limits: Limits, kind: str, secret: str, times: int, address: str = "a") -> int:
    return sum(limits.ask(kind, address, secret).wait == 0.0 for _ in range(times))


@pytest.mark.parametrize("kind", ["act", "link", "look"])
def test_a_session_has_its_burst_then_a_steady_pace(kind: str) -> None:
    watch = Watch()
    limits, rate = Limits(watch), SESSION[kind]
    limits.know("mine")
    assert served(limits, kind, "mine", 500) == rate.burst
    wait = limits.ask(kind, "a", "mine").wait
    assert wait == pytest.approx((1 + rate.debt) / rate.each_second), "who asks on waits longer, to a bound"
    watch.now += wait
    assert served(limits, kind, "mine", 1) == 1


def test_one_who_waits_as_told_is_served() -> None:
    watch = Watch()
    limits = Limits(watch)
    limits.know("mine")
    served(limits, "act", "mine", int(SESSION["act"].burst))
    first = limits.ask("act", "a", "mine").wait
    second = limits.ask("act", "a", "mine").wait
    assert 0 < first < second
    watch.now += second + 1 / SESSION["act"].each_second
    assert limits.ask("act", "a", "mine").wait == 0.0


def test_fifty_who_hammer_leave_the_address_to_the_others() -> None:
    limits = Limits(Watch())
    for number in range(60):
        limits.know(f"s{number}")
    for _ in range(40):
        for number in range(50):
            limits.ask("act", "hall", f"s{number}")
    assert [served(limits, "act", f"s{number}", 5, "hall") for number in range(50, 60)] == [5] * 10


def test_a_hall_of_five_hundred_telephones_is_one_address() -> None:
    """All open their links, agree, ask something, and look for news, within the same minute."""
    watch = Watch()
    limits = Limits(watch)
    refused = 0
    for number in range(500):
        watch.now += 0.1
        refused += limits.ask("link", "hall", "").wait > 0
        refused += limits.ask("link", "hall", "").wait > 0
        limits.know(f"s{number}")
        asked = ("act", "look", "act", "look", "look", "look", "act")
        refused += sum(limits.ask(kind, "hall", f"s{number}").wait > 0 for kind in asked)
    for _ in range(24):  # a minute of news every 2.5 seconds
        watch.now += 2.5
        refused += sum(limits.ask("look", "hall", f"s{number}").wait > 0 for number in range(500))
    assert refused == 0


def test_made_up_cookies_are_one_stranger() -> None:
    limits = Limits(Watch())
    got = sum(limits.ask("act", "a", f"made up {number}").wait == 0.0 for number in range(2000))
    assert got == STRANGERS["act"].burst
    limits.know("mine")
    assert limits.ask("act", "a", "mine").wait == 0.0, "a session is no stranger"
    assert limits.ask("act", "b", "").wait == 0.0, "nor is another address the same one"
    assert ADDRESS["act"].burst > STRANGERS["act"].burst


@pytest.mark.parametrize("kind", ["act", "look"])
def test_after_a_restart_a_cookie_goes_before_nobody_who_is_known_and_hammers_no_longer_than_others(kind: str) -> None:
    limits = Limits(Watch())
    limits.know("known")
    for _ in range(7):
        known = limits.ask(kind, "hall", "known")
    first = limits.ask(kind, "hall", "held before the restart")
    assert first.wait == 0.0
    assert first.rank > known.rank, "seven questions are no hammering"
    assert served(limits, kind, "held before the restart", 200, "other hall") < SESSION[kind].burst
    limits.know("held before the restart")  # the page has looked by now
    assert served(limits, kind, "held before the restart", 200) == 0, "what was asked before counts"


def test_a_stranger_goes_before_one_who_hammers() -> None:
    limits = Limits(Watch())
    limits.know("known")
    for _ in range(int(SESSION["link"].burst)):
        known = limits.ask("link", "hall", "known")
    assert limits.ask("link", "hall", "").rank < known.rank


@pytest.mark.parametrize(("accept", "kind"), [("text/html", "text/html"), ("application/json", "application/json")])
def test_who_hammers_gets_a_sentence_and_an_hour(database: Database, accept: str, kind: str) -> None:
    hall = Still(database)
    browser = hall.member("delegate")
    form = {"data": {"text": "mấy giờ họp"}} if kind == "text/html" else {"json": {"text": "mấy giờ họp"}}
    headers = HERE | {"accept": accept}
    for _ in range(40):
        answer = browser.post("/chat", headers=headers, follow_redirects=False, **form)
    heard = len(hall.heard)
    assert heard <= SESSION["act"].burst + 1
    answer = browser.post("/chat", headers=headers, **form)
    assert answer.status_code == 429
    assert answer.headers["content-type"].startswith(kind)
    assert int(answer.headers["retry-after"]) >= 1
    assert f"Thử lại sau {answer.headers['retry-after']} giây." in answer.text
    assert len(hall.heard) == heard
    assert browser.get("/chat").status_code == 200, "reading is another bucket"


def test_a_refusal_reads_no_body_and_asks_no_database(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = Still(database)
    browser = hall.member("delegate")
    while browser.post("/chat", json={"text": "x"}).status_code == 200:
        pass

    def asked(*_: object) -> None:
        raise AssertionError("the database was asked")

    monkeypatch.setattr(Database, "reading", asked)
    monkeypatch.setattr(Database, "transaction", asked)

    def pieces() -> object:
        yield b"{"
        raise AssertionError("the body was read")

    assert browser.post("/chat", content=b"x" * 60_000, headers={"content-type": "application/json"}).status_code == 429


def test_links_of_strangers_are_bounded_for_an_address(database: Database) -> None:
    hall = Still(database)
    browser = hall.browser(follow_redirects=False)
    statuses = [browser.get(f"/v/guess{number}").status_code for number in range(int(STRANGERS["link"].burst) + 5)]
    assert set(statuses[:-5]) == {404}
    assert set(statuses[-5:]) == {429}


async def _order() -> list[str]:
    turns, done = Turns(at_once=1), []

    async def work(name: str, rank: float) -> None:
        async with turns.turn(rank):
            done.append(name)
            await asyncio.sleep(0)

    async with turns.turn(0.0):
        names = [("often 1", 0.9), ("often 2", 0.9), ("gone", 0.5), ("seldom", 0.0)]
        tasks = {name: asyncio.create_task(work(name, rank)) for name, rank in names}
        await asyncio.sleep(0)
        tasks["gone"].cancel()
        await asyncio.sleep(0)
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    async with turns.turn(1.0):
        return done


def test_who_asked_least_goes_first_and_one_who_left_holds_no_place() -> None:
    assert asyncio.run(_order()) == ["seldom", "often 1", "often 2"]


async def _crowd() -> int:
    turns = Turns(at_once=1)
    async with turns.turn(0.0):
        waiting = [asyncio.create_task(turns._wait(0.5)) for _ in range(MOST_WAITING)]
        await asyncio.sleep(0)
        with pytest.raises(Full):
            await turns._wait(0.0)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    return len(waiting)


def test_more_than_some_hundred_do_not_wait() -> None:
    assert asyncio.run(_crowd()) == MOST_WAITING
