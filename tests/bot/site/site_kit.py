"""A site over the sample event, with people who hold links and browsers that open them."""

import asyncio
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.applications import Starlette

from bot.channels import about
from bot.cli.sample.make import TARGET
from bot.office.files import FileFolder
from bot.site import Demo, Door, create_site
from bot.site.limits import Limits
from handlers import plans
from handlers.dispatch import Desk, Keep
from handlers.messages import Incoming, Reply
from handlers.people import account
from handlers.reading.plan import read_file
from storage import people
from storage import plans as plan_rows
from storage.clock import DEFAULT_ZONE, parse_instant
from storage.database import Database
from tests import KEY

with warnings.catch_warnings():  # it would rather have a successor of httpx, which nothing else here needs
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

AT = parse_instant("2027-02-22T08:00")
HERE = {"origin": "http://testserver"}


@dataclass
class Hall:
    """The sample event on a database, the desk and the site."""

    database: Database
    published: bool = True
    public_url: str | None = None
    demo: Demo | None = None
    files: FileFolder | None = None
    now: datetime = field(default_factory=lambda: AT)
    well: bool = True
    seconds: float = 0.0
    heard: list[Incoming] = field(default_factory=list)
    known: tuple[int, str] | None = None  # the event's number and key, where it is in the database already

    def __post_init__(self) -> None:
        path = self.database.path
        if self.known is not None:
            self.event_id, self.key = self.known
        elif path and not Path(f"{path}-wal").exists():  # nothing was written into it
            content, self.event_id, self.key = _imported_once(self.published, self.now)
            Path(path).write_bytes(content)
        else:
            self.event_id, self.key = _imported(self.database, self.published, self.now)
        self.desk = Desk(self.database, lambda: self.now, channels=about.channels())

    def site(self) -> Starlette:
        return create_site(
            self.database,
            self.answer,
            lambda: self.now,
            self.health,
            door=Door(self.public_url, "testserver", limits=Limits(self.patience), key=KEY),
            demo=self.demo,
            files=self.files,
            channels=about.channels(),
        )

    async def answer(self, incoming: Incoming, keep: Keep | None = None) -> Sequence[Reply]:
        self.heard.append(incoming)
        return await asyncio.to_thread(self.desk.answer, incoming, keep=keep)

    def health(self) -> Mapping[str, Any]:
        return {"ok": self.well, "database": "ok"}

    def patience(self) -> float:
        """People take their time: ten seconds before each request."""
        self.seconds += 10.0
        return self.seconds

    def browser(self, **more: Any) -> TestClient:
        return TestClient(self.site(), base_url="http://testserver", **more)

    def link(self, role: str, unit: str | None = None, uses: int = 1) -> str:
        with self.database.transaction() as session:
            event = plan_rows.event_with_key(session, self.key)
            assert event is not None
            place = people.units_by_alias(session, event.plan_id, unit)[0] if unit else None
            made = account.new_invitation(session, event, role, place, now=self.now, uses=uses)
        return f"/v/{made.token}"

    def member(self, role: str, unit: str | None = None, name: str = "") -> TestClient:
        """A browser of somebody who opened their link and agreed."""
        browser = self.browser()
        assert entered(browser, self.link(role, unit)).url.path == "/chat"
        assert "✓ Đã tham gia" in said(browser, "/dongy")
        if name:
            said(browser, f"/ten {name}")
        return browser


class Still(Hall):
    """Nobody takes their time: every request comes at the same moment."""

    def patience(self) -> float:
        return self.seconds


@dataclass(frozen=True)
class Stage:
    """A hall as it stood, with the cookies of its people's browsers: made once, set up again for each test."""

    content: bytes
    known: tuple[int, str]
    now: datetime
    cookies: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, prepare: Callable[[Hall], Mapping[str, TestClient]]) -> "Stage":
        """`prepare` brings the hall into the state that every test begins with; the browsers by a name."""
        with TemporaryDirectory() as folder:
            file = Path(folder) / "stage.db"
            made = cls.on(f"sqlite:///{file}", prepare)
            return replace(made, content=file.read_bytes())

    @classmethod
    def with_organisers(cls, *names: str) -> "Stage":
        """Organisers, each with a browser by their name."""
        return cls.of(lambda hall: {name: hall.member("organiser", name=name) for name in names})

    @classmethod
    def on(cls, url: str, prepare: Callable[[Hall], Mapping[str, TestClient]]) -> "Stage":
        """The same in a database of one's own, which whoever wants it again copies."""
        database = Database(url, KEY)
        if database.path is None:
            database.migrate()
        hall = Hall(database)
        cookies = {name: dict(browser.cookies.items()) for name, browser in prepare(hall).items()}
        database.close()
        return cls(b"", (hall.event_id, hall.key), hall.now, cookies)

    def again(self, database: Database, **more: Any) -> Hall:
        """The hall in a SQLite database that nothing was written into, or in a copy of its own."""
        if database.path is not None:
            database.path.write_bytes(self.content)
        return Hall(database, known=self.known, now=self.now, **more)

    def browser(self, hall: Hall, name: str) -> TestClient:
        """The browser of one of its people."""
        return hall.browser(cookies=dict(self.cookies[name]))


def _imported(database: Database, published: bool, now: datetime) -> tuple[int, str]:
    """The sample event's number and key in a database."""
    with database.transaction() as session:
        source = plans.Source("ke-hoach.docx", "sample")
        done = plans.import_draft(session, read_file(TARGET), source, now, publish=published, zone=DEFAULT_ZONE)
        return done.events[0].id, done.events[0].key


@cache
def _imported_once(published: bool, now: datetime) -> tuple[bytes, int, str]:
    """A SQLite file with the sample event, made once for all tests of a process, and the event's number and key."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "hall.db"
        made = Database(f"sqlite:///{file}", KEY)
        made.migrate()
        event_id, key = _imported(made, published, now)
        made.close()
        return file.read_bytes(), event_id, key


def fields_of(html: str, does: str = "") -> dict[str, str]:
    """What the form of a link's page posts: the one with that button, or the only one."""
    for form in re.findall(r'<form method="post" action="/v/.*?</form>', html, re.DOTALL):
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        if does in ("", fields["lam"]):
            return fields
    raise AssertionError(f"no such form on this page:\n{words(html)}")


def entered(browser: TestClient, link: str, does: str = "") -> Any:
    """Opens a link as people do: looks at the page, presses its button; the page after it."""
    page = browser.get(link)
    if page.url.path == "/chat":
        return page
    return browser.post(link, data=fields_of(page.text, does), headers=HERE)


def said(browser: TestClient, text: str) -> str:
    """What the chat answers to a text, all replies in one."""
    answer = browser.post("/chat", json={"text": text})
    assert answer.status_code == 200, answer.text
    return "\n".join(reply["text"] for reply in answer.json()["replies"])


def words(html: str) -> str:
    """A page as a reader sees it: without marks, spaces collapsed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def commands(html: str) -> dict[str, str]:
    """The buttons of a page: label to command."""
    found = re.findall(r'<button[^>]*name="command" value="([^"]*)"[^>]*>([^<]*)</button>', html)
    return {label: command for command, label in found}
