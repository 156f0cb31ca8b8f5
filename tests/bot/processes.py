"""Real processes for tests: the loopback Telegram server and the bot itself, talked to over HTTP."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select

from storage.clock import RehearsalClock, parse_instant, wall_clock
from storage.database import Database
from storage.models import OutboxMessage
from storage.settings import set_clock
from tests.talk import PLAN

ROOT = Path(__file__).parents[2]
STANDING = (OutboxMessage.channel, OutboxMessage.state)
TOKEN = "123456789:AAcanaryCanaryCanaryCanaryCanary0"


def until(what: Callable[[], Any], seconds: float = 120.0) -> Any:
    """Asks again and again until the answer is true; the limit is for what hangs, not for a machine that is busy."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s: {what}")


class Process:
    """A python process whose "ready http://…" line is waited for."""

    def __init__(self, module: str, *words: str, folder: Path, environment: dict[str, str]) -> None:
        self.output = folder / f"{module}-{time.monotonic_ns()}.log"
        self._file = self.output.open("w")
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-W", "error", "-m", module, *words],
            cwd=folder,
            env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]} | environment,
            stdout=self._file,
            stderr=subprocess.STDOUT,
        )
        try:
            self.url: str = until(self._ready)
        except AssertionError:
            self.kill()
            raise

    def _ready(self) -> str | None:
        assert self._process.poll() is None, self.output.read_text()
        found = re.search(r"ready (http://\S+)", self.output.read_text())
        return found[1] if found else None

    def kill(self, how: int = signal.SIGKILL) -> int:
        """Ends it; its exit code."""
        self._process.send_signal(how)
        code = self._process.wait(60)
        self._file.close()
        return code

    def healthy(self) -> dict[str, Any]:
        """What /healthz says, once it is well: before its first tick a process answers 503."""
        return dict(until(self._health))

    def _health(self) -> dict[str, Any] | None:
        try:
            with urllib.request.urlopen(self.url + "/healthz", timeout=60) as answer:
                return dict(json.loads(answer.read()))
        except urllib.error.HTTPError as error:
            error.close()
            return None

    def post(self, path: str, data: Any) -> Any:
        body = json.dumps(data).encode()
        request = urllib.request.Request(self.url + path, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())


class Browser:
    """A web chat's browser: one cookie jar."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def open(self, link: str) -> str:
        """Looks at a link's page and presses its button; the page after it."""
        path = link[link.index("/", 8) :] if link.startswith("http") else link
        with self._opener.open(self.base + path, timeout=60) as page:
            form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.read().decode()))
        pressed = urllib.request.Request(self.base + path, urlencode(form).encode(), {"Origin": self.base})
        with self._opener.open(pressed, timeout=60) as page:
            return str(page.read().decode())

    def say(self, text: str) -> list[dict[str, Any]]:
        body = json.dumps({"text": text}).encode()
        request = urllib.request.Request(self.base + "/chat", body, {"Content-Type": "application/json"})
        with self._opener.open(request, timeout=60) as answer:
            return list(json.loads(answer.read())["replies"])

    def updates(self, after: int = 0) -> dict[str, Any]:
        with self._opener.open(f"{self.base}/chat/updates?after={after}", timeout=60) as answer:
            return dict(json.loads(answer.read()))


class Phone:
    """Somebody who writes by a loopback server of Telegram or Zalo."""

    def __init__(self, server: Process, chat: int | str, name: str) -> None:
        self._server, self.chat, self._name = server, chat, name

    def texts(self) -> list[str]:
        found = self._server.post("/control/accepted", {"chat": self.chat})
        return [str(message["text"]) for message in found["result"]]

    def reminders(self) -> int:
        """How many unasked messages came: those that offer to say that they arrived."""
        found = self._server.post("/control/accepted", {"chat": self.chat})["result"]
        return sum("/nhan " in json.dumps(message.get("reply_markup", "")) for message in found)

    def say(self, text: str) -> str:
        """Says something and waits for the next message that comes back."""
        before = len(self.texts())
        self._server.post("/control/say", {"chat": self.chat, "text": text, "name": self._name})
        return str(until(lambda: self.texts()[before:])[-1])


def command(folder: Path, environment: dict[str, str], *words: str) -> Any:
    """Runs `python -m bot …` and reads its JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Season:
    """A loopback Telegram, a database of the given kind, and the bot on it."""

    def __init__(self, folder: Path, url: str, start: str, plan: Path = PLAN) -> None:
        self.folder = folder
        self.telegram = Process("tests.fakes.telegram", "--log", "sent.jsonl", folder=folder, environment={})
        self.environment = {
            "DATABASE_URL": url,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.telegram.url,
            "WEB_PORT": "0",
            "CLOCK_START": start,
        }
        self.key = str(self.command("import", str(plan), "--publish", "--json")["events"][0]["key"])
        self.bot = self.begin()

    def deliver_all(self) -> dict[str, Any]:
        """Waits until nothing is queued or on its way; what the outbox then says."""
        until(lambda: {row["state"] for row in self.outbox()["rows"]} <= {"sent", "unknown"})
        return self.outbox()

    def move_clock(self, now: str) -> None:
        """It is this time from now on, for whoever starts next."""
        database = Database(self.environment["DATABASE_URL"])
        set_clock(database, RehearsalClock(parse_instant(now), wall_clock()))
        database.close()

    def states(self) -> set[tuple[str | None, str]]:
        """Channels with the states in which their messages stand right now."""
        database = Database(self.environment["DATABASE_URL"])
        with database.reading() as session:
            found = {(channel, state) for channel, state in session.execute(select(*STANDING))}
        database.close()
        return found

    def begin(self) -> Process:
        return Process("bot", "run", folder=self.folder, environment=self.environment)

    def command(self, *words: str) -> dict[str, Any]:
        return dict(command(self.folder, self.environment, *words))

    def invite(self, role: str, unit: str | None = None) -> dict[str, str]:
        words = ["--unit", unit] if unit else []
        return {
            k: str(v) for k, v in self.command("invite", "--event", self.key, "--role", role, *words, "--json").items()
        }

    def outbox(self) -> dict[str, Any]:
        return self.command("outbox", "--event", self.key, "--json")

    def close(self) -> None:
        for process in (self.bot, self.telegram):
            process.kill()
