"""Every route with everything that a browser would never send: a sentence or a page comes back, never a 500."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.routing import Route

from bot.office.files import FileFolder
from bot.site import DEMO_ROUTES, ROUTES, Demo
from storage.clock import RehearsalClock, parse_instant, wall_clock
from storage.database import Database
from tests import KEY
from tests.bot.site.site_kit import HERE, Hall, Stage, TestClient
from tests.postgres import new_postgres_database

DIGITS = "9" * 5000
WORDS = (
    "", "0", "-1", "1.5", "9" * 10, "9" * 19, "9" * 30, DIGITS, "१२", "1e9", "NaN", "\x00", "a\x00b", "�", "‮đảo",
    "e" + "́" * 400, "x" * 6000, "../../etc/passwd", "{{7*7}}", "<script>", "' OR 1=1 --", "None", "[]", "i999999999",
    "e" + "9" * 9, "2027-99-99", "25:99", "u1", "/sua e1", "/" * 60, "\r\nX: y", "unit:x", "owing:", "[",
)  # fmt: skip
RAW = ("%00", "%ff%fe", "%c3%28", "%ed%a0%80", "%F0%9F%98%80", "%", "%zz", "+", "%2e%2e%2f", "%0d%0aX:y")
FIELDS = (
    "name", "kind", "seats", "host", "also_called", "gone", "into",
    "text", "command", "back", "words", "names", "what", "count", "total", "answer", "version", "n0", "g0", "n1",
    "hour", "day", "people", "vehicles", "place", "stay", "split", "thing", "whole", "last", "start", "end", "venue",
    "title", "to", "speed", "jump", "token", "next", "state", "version", "count.answer",
    "count.groups.0.number", "count.groups.0.name", "arrival.day", "arrival.hour", "arrival.place", "names.new0.name", "names.1.name",
    "stays.2027-03-18-3", "stays.x", "choices.1", "seen", "was.count", "paste", "sure", "count.a.b.c.d.e", ".", "..", "was.",
)  # fmt: skip
DEEP = "[" * 100_000
BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/json", b""),
    ("application/json", b"\xff\xfe"),
    ("application/json", DEEP.encode()[:60_000]),
    ("application/json", b"[]"),
    ("application/json", b"null"),
    ("application/json", f'{{"text": {DIGITS}}}'.encode()),
    ("application/json", b'{"text": "\\ud800 \\udfff"}'),
    ("application/json", b'{"text": "\\u0000"}'),
    ("application/json", json.dumps({name: ["x", {"y": []}] for name in FIELDS}).encode()),
    ("application/json", json.dumps(dict.fromkeys(FIELDS, float("inf"))).encode()),
    ("application/json", json.dumps(dict.fromkeys(FIELDS, True)).encode()),
    ("application/json; charset=utf-16", '{"text": "x"}'.encode("utf-16")),
    ("application/x-www-form-urlencoded", b"\xff=\xfe&&&==%"),
    ("application/x-www-form-urlencoded", b"a=1&" * 5000),
    ("application/x-www-form-urlencoded", b"text=%ed%a0%80&words=%00"),
    ("multipart/form-data", b"--x\r\n\r\n"),
    ("multipart/form-data; boundary=", b"--\r\n"),
    ("multipart/form-data; boundary=" + "y" * 300, b"--y\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\ncut'),
    (
        "multipart/form-data; boundary=x; charset=idna",
        b'--x\r\nContent-Disposition: form-data; name="xn--a.\xff"\r\n\r\n.\xff\r\n--x--\r\n',
    ),
    (
        "multipart/form-data; boundary=x; charset=hex",
        b'--x\r\nContent-Disposition: form-data; name="z"\r\n\r\nz\r\n--x--\r\n',
    ),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="\xff\x00/../a"\r\nContent-Type: \xff\r\n\r\nz\r\n--x--\r\n',
    ),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n\r\n' * 900 + b"--x--",
    ),
    ("text/plain", b"text=x"),
    ("\xff", b"x"),
)
HEADERS: tuple[dict[str, bytes], ...] = (
    {"cookie": b"hoinghi=\xff\x00; hoinghi-tin=%7B%22text%22"},
    {"cookie": b"hoinghi-tin=" + quote('{"text": "\\ud800", "buttons": [["\\ud800", "x"]]}').encode()},
    {"cookie": b"hoinghi-tin=" + b"%5B" * 2000},
    {"cookie": b"=" * 4000},
    {"origin": b"http://["},
    {"origin": b"\xff"},
    {"accept": b"\xff" * 100, "content-length": "٣".encode()},
    {"content-length": b"-5"},
    {"x-forwarded-for": b"\xff,,,", "x-forwarded-proto": b"\xff", "forwarded": b"\xff"},
    {"range": b"bytes=9-1,0-,-", "if-none-match": b"\xff", "if-modified-since": b"\xff"},
)  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW")
PATHS = sorted(
    {route.path for route in (*ROUTES, *DEMO_ROUTES) if isinstance(route, Route)} | {"/static/x", "/nowhere"}
)


# What leads a form deep into the code; the other fields are then filled with each of WORDS.
FORMS: tuple[tuple[str, dict[str, str]], ...] = (
    ("/chat", {}),
    *((f"/don-vi?u={unit}", {}) for unit in ("1", "9" * 9)),
    *(("/ban-to-chuc/chuong-trinh", {"thing": thing}) for thing in ("i1", "h1", "e1", "i999999999")),
    *(("/ban-to-chuc/chuong-trinh", {"thing": thing, "whole": "cancel"}) for thing in ("i1", "i999999999", "h999999999")),
    ("/ban-to-chuc/don-vi/sua", {"thing": "u1"}),
    ("/ban-to-chuc/don-vi/sua", {"thing": "u1", "version": "0" * 10}),
    ("/ban-to-chuc/don-vi/them", {"kind": "guest", "seats": "3"}),
    ("/ban-to-chuc/don-vi/gop", {}),
    ("/ban-to-chuc/gui-tin", {"to": "all"}),
    ("/ban-to-chuc/gui-tin", {"text": "Mời họp", "day": "2027-03-01"}),
    ("/ban-to-chuc/lam", {}),
    ("/demo/clock", {"speed": "60"}),
    ("/demo/clock", {}),
    ("/demo/vai/x", {}),
    ("/v/x", {}),
)  # fmt: skip
COMMANDS = ("/gui dung {}", "/ketqua {}", "/ketqua {} lai", "/nhan {}", "/sua i{}", "/doan u{}", "/dangky u{} 5", "/han {}",
            "/tiendo {}", "/nop {}", "/donvi u{}", "/khoa u{}", "/hoi {}", "/hoinghi {}", "/moi {}", "/duyet {}", "/den u{}")  # fmt: skip
NUMBERS = ("0", "9" * 9, "9" * 10, "9" * 19, "9" * 30, "9" * 50)


def prepare(hall: Hall) -> dict[str, TestClient]:
    return {"organiser": hall.member("organiser")}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def stage(request: pytest.FixtureRequest) -> tuple[Stage, str]:
    """An organiser who joined; with the URL of the database to copy, where it is no file."""
    if request.param == "sqlite":
        return Stage.of(prepare), ""
    url = new_postgres_database(request.getfixturevalue("postgres_url"))
    return Stage.on(url, prepare), url


@pytest.fixture
def hall(stage: tuple[Stage, str], request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hall]:
    made, like = stage
    url = (
        new_postgres_database(request.getfixturevalue("postgres_url"), like)
        if like
        else f"sqlite:///{tmp_path}/test.db"
    )
    database = Database(url, KEY)
    clock = RehearsalClock(parse_instant("2027-02-22T08:00"), wall_clock())
    demo = Demo((), lambda: clock, lambda _now, _speed: None)
    yield made.again(database, demo=demo, files=FileFolder(tmp_path))
    database.close()


class Prober:
    """Sends what no browser would send, and keeps what broke: the status, how, and where."""

    def __init__(self, browser: TestClient) -> None:
        self.browser, self.broken, self.raw = browser, [], []  # type: ignore[var-annotated]
        self.seen = 0

    def __call__(self, method: str, path: str, **more: Any) -> None:
        answer = self.browser.request(method, path, follow_redirects=False, **more)
        self.seen += 1
        where = (method, path[:60], str(more)[:200], answer.status_code)
        if answer.status_code >= 500:
            self.broken.append(where)
        kind = answer.headers.get("content-type", "")
        for_scripts = path.startswith(("/chat/updates", "/static/"))
        if (
            answer.status_code >= 400
            and method != "HEAD"
            and not for_scripts
            and not self._is_a_sentence(kind, answer.text)
        ):
            self.raw.append((*where, kind, answer.text[:80]))

    def _is_a_sentence(self, kind: str, text: str) -> bool:
        """Errors to people are pages; JSON only where it was asked for. A platform's door says nothing."""
        return "text/html" in kind and bool(re.search("<h1>[^<]", text))

    def check(self) -> None:
        assert (self.broken, self.raw, self.seen > 0) == ([], [], True)
        assert self.browser.get("/ban-to-chuc/don-vi").status_code == 200, "whoever asked was an organiser to the end"


@pytest.fixture
def probe(hall: Hall, stage: tuple[Stage, str]) -> Iterator[Prober]:
    browser = stage[0].browser(hall, "organiser")
    browser.headers.update(HERE)
    browser._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
    prober = Prober(browser)
    yield prober
    prober.check()


# Which values reach the database, and how, is each database's own; how a request is read is not.
on_sqlite = pytest.mark.parametrize("stage", ["sqlite"], indirect=True)


@on_sqlite
def test_addresses_of_every_route(probe: Prober) -> None:
    for path in PATHS:
        for word in (*map(quote, WORDS), *RAW):
            for method in ("GET", "POST"):
                name = re.sub(r"\{.*?\}", lambda _: word, path)  # noqa: B023
                if "{" in path:
                    probe(method, name)
        for word in RAW:
            probe("GET", path.partition("{")[0] + word)
            probe("GET", path + "/")


def test_questions_of_every_route(probe: Prober) -> None:
    asked = [
        ("/chat/updates", "after"),
        ("/don-vi", "u"),
        ("/don-vi/mau.xlsx", "u"),
        ("/ban-to-chuc/thong-bao", "state"),
    ]
    for path, name in asked:
        probe.browser.headers["accept"] = "text/html"
        for word in (*map(quote, WORDS), *RAW):
            probe("GET", f"{path}?{name}={word}")
            probe("GET", f"{path}?{name}={word}&{name}={word}&{word}")


def test_forms_filled_with_anything(probe: Prober) -> None:
    for path, form in FORMS:
        for word in WORDS:
            probe("POST", path, data=dict.fromkeys(FIELDS, word) | form)


def test_commands_with_any_number(probe: Prober) -> None:
    for command in COMMANDS:
        for number in NUMBERS:
            probe("POST", "/ban-to-chuc/lam", data={"command": command.format(number), "back": "/"})
            probe("POST", "/chat", data={"text": command.format(number)})


@on_sqlite
def test_bodies_of_any_kind(probe: Prober) -> None:
    paths = sorted({path for path, _ in FORMS} | {"/don-vi/tep?u=1", "/ban-to-chuc/don-vi/tep", "/nowhere"})
    for kind, body in BODIES:
        for path in paths:
            for accept in ("text/html", "application/json"):
                posted(probe, path, kind, body, accept)


def posted(probe: Prober, path: str, kind: str, body: bytes, accept: str) -> None:
    headers = {"content-type": kind.encode("latin-1"), "accept": accept.encode()}
    if accept == "application/json" or kind.startswith("application/json"):
        answer = probe.browser.post(path, content=body, headers=headers, follow_redirects=False)
        probe.seen += 1
        assert answer.status_code < 500, (path, answer.text)
    else:
        probe("POST", path, content=body, headers=headers)


@on_sqlite
def test_headers_of_any_kind(probe: Prober) -> None:
    for headers in HEADERS:
        for path in ("/", "/chat", "/ban-to-chuc/don-vi", "/static/site.css", "/healthz", "/metrics", "/nowhere"):
            for method in ("GET", "POST"):
                probe(method, path, headers=headers | {"accept": headers.get("accept", b"text/html")})


@on_sqlite
def test_methods_of_any_name(probe: Prober) -> None:
    for path in PATHS:
        for method in METHODS:
            probe(
                method, path.replace("{number:row}", "1"), headers={"content-type": "application/x-www-form-urlencoded"}
            )
