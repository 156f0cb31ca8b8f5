"""What is posted: large files where they belong, thousands of parts nowhere, clean words, and our own names only."""

import time
from pathlib import Path

import pytest

from bot.office.files import FileFolder
from bot.site.guard import MAX_BODY, MAX_WORKBOOK
from handlers.wording import workbooks
from storage.database import Database
from tests.bot.site.site_kit import HERE, Hall

MEGABYTE = 1_000_000
PAGE = "/ban-to-chuc/gui-tin"


@pytest.fixture
def hall(database: Database, tmp_path: Path) -> Hall:
    return Hall(database, files=FileFolder(tmp_path))


def test_a_large_file_is_kept_whole(hall: Hall, tmp_path: Path) -> None:
    organiser, content = hall.member("organiser"), bytes(range(256)) * 100_000
    sent = {"file": ("Sơ đồ.pdf", content, "application/pdf")}
    answer = organiser.post(
        PAGE, data={"to": "all", "text": "Sơ đồ chỗ ngồi", "day": "", "hour": ""}, files=sent, headers=HERE
    )
    assert answer.status_code == 200
    (kept,) = tmp_path.rglob("*.pdf")
    assert kept.read_bytes() == content
    assert hall.heard[-1].attachment is not None
    assert hall.heard[-1].attachment.size == len(content)


@pytest.mark.parametrize("path", ["/don-vi/tep?u=1", "/ban-to-chuc/don-vi/tep"])
def test_a_workbook_may_have_megabytes_and_has_a_limit(hall: Hall, path: str) -> None:
    organiser = hall.member("organiser")
    for content, sentence in ((b"x", workbooks.PLAIN_TEXT), (b"%PDF-1.7\n", workbooks.NO_WORKBOOK)):
        answer = organiser.post(path, files={"file": ("a.xlsx", content * 300_000)}, headers=HERE)
        assert (answer.status_code, sentence in answer.text) == (200, True)
    large = organiser.post(path, files={"file": ("a.xlsx", b"x" * (MAX_WORKBOOK + 2 * MAX_BODY))}, headers=HERE)
    assert large.status_code == 413
    assert "Tệp lớn quá 10 MB" in large.text
    assert "<h1>" in large.text


def test_three_hundred_thousand_parts_are_refused_at_once(hall: Hall) -> None:
    organiser = hall.member("organiser")
    body = b'--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n\r\n' * 300_000 + b"--x--\r\n"
    begun = time.process_time()
    answer = organiser.post(PAGE, content=body, headers=HERE | {"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 400
    assert time.process_time() - begun < 20, "it kept a processor busy for two minutes"


@pytest.mark.parametrize("way", ["json", "data", "files"])
def test_words_come_clean_whatever_brings_them(hall: Hall, way: str) -> None:
    browser, typed = hall.member("delegate"), "ma\u0302\u0301y\u200b gi\u01a1\u0300\u202e ho\u0323p" + "\u0301" * 50
    given = {"json": {"text": typed}, "data": {"text": typed}, "files": {"text": (None, typed)}}[way]
    browser.post("/chat", headers=HERE, **{way: given})  # type: ignore[arg-type]
    assert hall.heard[-1].text.startswith("mấy giờ họ")
    assert not {"\u200b", "\u202e"} & set(hall.heard[-1].text)
    assert len(hall.heard[-1].text) < 20


def test_a_script_that_escapes_nothing_is_understood(hall: Hall) -> None:
    browser = hall.member("delegate")
    body = "text=mấy giờ khai mạc".encode()
    browser.post("/chat", content=body, headers=HERE | {"content-type": "application/x-www-form-urlencoded"})
    assert hall.heard[-1].text == "mấy giờ khai mạc"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8080", 401), ("127.0.0.1", 401), ("[::1]:80", 401), ("hoinghi.example", 401), ("HOINGHI.example.:443", 401),
        ("testserver", 401), ("evil.example", 421), ("127.0.0.1.evil.example", 421), ("[", 421), ("", 421), ("a@hoinghi.example.evil", 421),
    ],
)  # fmt: skip
def test_only_our_own_names_are_served(database: Database, host: str, status: int) -> None:
    browser = Hall(database, public_url="https://hoinghi.example").browser()
    answer = browser.get("/chat", headers={"host": host})
    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert host == "" or host not in answer.text


@pytest.mark.parametrize("path", ["/chat/", "/don-vi/", "/", "//evil.example/", "/chat//"])
def test_no_redirect_takes_the_name_that_was_called(hall: Hall, path: str) -> None:
    answer = hall.member("delegate").get(path, headers={"host": "localhost"}, follow_redirects=False)
    assert answer.headers.get("location", "/chat") == "/chat"
