"""The door of the site: headers, cookies, foreign pages, machines' pages, files."""

import re
from pathlib import Path

import pytest

from bot.site import STATIC
from storage.database import Database
from tests.bot.site.site_kit import HERE, Hall, entered, fields_of

PAGES = ("/", "/chat", "/chuong-trinh", "/ban-to-chuc/don-vi", "/healthz", "/metrics", "/nowhere", "/static/site.css")


@pytest.fixture
def hall(database: Database) -> Hall:
    return Hall(database)


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_security_headers(hall: Hall, path: str) -> None:
    headers = hall.browser().get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "strict-transport-security" not in headers


def test_pages_hold_no_inline_script_or_style_and_no_outside_host(hall: Hall) -> None:
    organiser = hall.member("organiser")
    for path in ("/chat", "/chuong-trinh", "/ban-to-chuc/ke-hoach", "/ban-to-chuc/don-vi", "/ban-to-chuc/gui-tin"):
        html = organiser.get(path).text
        assert re.findall(r"<script(?![^>]* src=\"/static/)", html) == [], path
        assert re.findall(r"<style|\sstyle=|\son\w+=", html) == [], path
        assert re.findall(r'(?:src|href|action)="(?!/|#)', html) == [], path


def cookies_of(hall: Hall) -> list[str]:
    """What a link's page and its button give a browser to keep."""
    browser, link = hall.browser(), hall.link("delegate")
    page = browser.get(link)
    done = browser.post(link, data=fields_of(page.text), headers=HERE, follow_redirects=False)
    given = [*page.headers.get_list("set-cookie"), *done.headers.get_list("set-cookie")]
    return [cookie.lower() for cookie in given if "max-age=0" not in cookie.lower()]


def test_the_cookie_is_for_the_server_only(hall: Hall) -> None:
    for plain in cookies_of(hall):
        assert "httponly" in plain
        assert "samesite=lax" in plain
        assert "secure" not in plain


def test_over_https_the_cookie_is_secure(database: Database) -> None:
    hall = Hall(database, public_url="https://hoinghi.example")
    cookies = cookies_of(hall)
    assert len(cookies) == 2, "the page's and the session's"
    assert all("secure" in cookie for cookie in cookies)
    answer = hall.browser().get("/")
    assert "strict-transport-security" in answer.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://testserver"}, 200),
        ({"origin": "https://hoinghi.example"}, 200),
        ({}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://testserver.evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
    ],
)
def test_posts_from_foreign_pages_are_refused(database: Database, headers: dict[str, str], status: int) -> None:
    hall = Hall(database, public_url="https://hoinghi.example")
    browser = hall.browser()
    entered(browser, hall.link("delegate"))
    secret = browser.cookies["hoinghi"]
    heard = len(hall.heard)
    answer = hall.browser().post(
        "/chat", json={"text": "mấy giờ họp"}, headers=headers | {"cookie": f"hoinghi={secret}"}
    )
    assert answer.status_code == status
    assert len(hall.heard) - heard == (1 if status == 200 else 0)


def test_a_form_must_name_the_page_it_comes_from(hall: Hall) -> None:
    browser = hall.member("organiser")
    heard = len(hall.heard)
    assert browser.post("/ban-to-chuc/lam", data={"command": "/congbo"}).status_code == 403
    assert browser.post("/chat", data={"text": "x"}).status_code == 403
    assert len(hall.heard) == heard


def test_a_megabyte_is_refused_everywhere_whatever_it_says_of_its_length(hall: Hall) -> None:
    browser, big = hall.member("organiser"), b"x" * 1_000_000
    for path in ("/chat", "/ban-to-chuc/lam", "/nowhere"):
        kind = {"content-type": "application/json"}
        assert browser.post(path, content=big, headers=kind).status_code == 413, path
    chunked = browser.post("/chat", content=iter([big]), headers={"content-type": "application/json"})
    assert chunked.status_code == 413


def test_healthz_says_how_it_is(hall: Hall) -> None:
    assert hall.browser().get("/healthz").json() == {"ok": True, "database": "ok"}
    hall.well = False
    assert hall.browser().get("/healthz").status_code == 503

    def broken() -> dict[str, object]:
        raise OSError("no database")

    hall.health = broken  # type: ignore[method-assign]
    answer = hall.browser().get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"ok": False, "error": "OSError"})


def test_metrics_count_without_names(hall: Hall) -> None:
    text = hall.browser().get("/metrics").text
    for state in ("queued", "sending", "sent", "confirmed", "unknown", "failed", "expired", "cancelled"):
        assert f'hoinghi_outbox_messages{{state="{state}"}} 0' in text
    assert "hoinghi_heartbeat_age_seconds -1.0" in text
    for line in text.splitlines():
        assert re.fullmatch(r"# (HELP|TYPE) .+|[a-z_]+(\{[a-z_=\",]+\})? -?[0-9.]+", line), line


def test_an_unknown_page_is_designed_and_names_nothing(hall: Hall) -> None:
    answer = hall.browser().get("/nowhere/<b>")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.text
    assert hall.browser().post("/nowhere", json={}).json()["error"]


def test_files_keep_for_good_and_traversal_gives_nothing(hall: Hall) -> None:
    browser = hall.browser()
    href = re.search(r"/static/site\.css\?v=\w+", browser.get("/").text)
    assert href is not None
    assert "immutable" in browser.get(href[0]).headers["cache-control"]
    for path in ("/static/../__init__.py", "/static/%2e%2e/__init__.py", "/static/..%2f..%2fapp.py"):
        assert browser.get(path).status_code == 404, path


def test_the_first_load_is_light(hall: Hall) -> None:
    browser = hall.member("delegate")
    html = browser.get("/chat").text
    files = set(re.findall(r"/static/[\w.-]+", html)) | {f"/static/{font.name}" for font in STATIC.glob("*.woff2")}
    assert len(files) >= 6
    assert len(html) + sum(len(browser.get(file).content) for file in files) < 200_000


def test_the_typeface_ships_with_its_licence() -> None:
    fonts = [path.name for path in Path(STATIC).glob("*.woff2")]
    assert len(fonts) == 4
    licence = (STATIC / "be-vietnam-pro-OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence.upper()
