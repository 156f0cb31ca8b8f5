"""Settings that are wrong: every command says what to write, in one Vietnamese sentence, and ends with 1."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.__main__ import main
from bot.cli.refusals import sentence_for
from bot.runtime.serving import _listen
from bot.runtime.settings import read_settings, settings_type
from storage.database import Database

GARBAGE = ("rác", "12", "-1", "a b", "\x00", "9" * 400, "http://", "//", "[", "None", "\u202e")
WRONG: dict[str, tuple[str, ...]] = {
    "DATABASE_URL": ("mysql://a:bi-mat@h/d", "postgresql://h/d", "sqlite", "rác", "://", "sqlite:///\x00", "oracle://h"),
    "PUBLIC_URL": ("hoinghi.vn", "ftp://a", "https://", "https://a:b", "https://a/duong/dan", "https://a?x=1", "http://["),
    "TELEGRAM_API_URL": ("rác", "https://", "http://a b"),
    "ZALO_API_URL": ("rác", "https://", "http://a b"),
    "WEB_PORT": ("rác", "-1", "65536", "80.5", "9" * 400),
    "TRUSTED_PROXIES": ("rác", "*", "1.2.3.4/99"),
    "TIMEZONE": ("Sao Hỏa", "../../etc/passwd", "", "\x00", "Asia", "/etc/localtime", "+07:00"),
    "QUIET_HOURS": ("rác", "21:00", "25:00-06:00", "21:00-06:00-07:00", "21:00Z-06:00Z"),
    "MAX_UPLOAD_MB": ("rác", "0", "-5", "1e9", "2001"),
    "RETENTION_DAYS": ("rác", "0", "9999999", "nan"),
    "CLOCK_START": ("rác", "2027-99-99", "9" * 400),
    "CLOCK_SPEED": ("rác", "0", "-1", "inf", "nan", "1e300"),
    "LOG_LEVEL": ("rác", "12", "NOTSET "),
    "WEB_HOST": ("0.0.0.0", "::"),
}  # fmt: skip
CASES = [(name, value) for name, values in WRONG.items() for value in values if value]
COMMANDS = (
    ("run",), ("doctor",), ("doctor", "--resume"), ("import", "x.txt"), ("invite", "--event", "x", "--role", "delegate"),
    ("broadcast", "--event", "x", "--to", "all", "--text", "x"), ("outbox", "--event", "x"),
    ("export", "--event", "x", "--to", "x.xlsx"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "value"), CASES)
def test_a_wrong_setting_is_one_sentence_that_names_it(name: str, value: str) -> None:
    with pytest.raises((ValidationError, ValueError)) as caught:
        read_settings(_env_file=None, **{name.lower(): value})
    told = sentence_for(caught.value) or ""
    assert told.startswith("Thiết lập sai: ")
    assert name in told
    assert told.count("\n") == 0
    assert "bi-mat" not in told
    assert not {"Input", "should", "valid", "error"} & set(told.split()), told


@pytest.mark.parametrize("name", sorted(settings_type().model_fields))
@pytest.mark.parametrize("value", GARBAGE)
def test_no_setting_breaks_with_anything_else(name: str, value: str) -> None:
    told = "Thiết lập sai: "
    try:
        read_settings(_env_file=None, **{name: value})
    except ValueError as error:
        told = sentence_for(error) or ""
    assert told.startswith("Thiết lập sai: ")


@pytest.mark.parametrize(
    "given",
    [
        {"web_host": "0.0.0.0", "public_url": "https://hoinghi.vn"},
        {"web_host": "0.0.0.0", "trusted_proxies": "10.0.0.1"},
        {"web_host": "127.0.0.1"},
        {"database_url": "postgresql+psycopg://a:b@h/d"},
        {"log_level": "debug"},
        {"public_url": "https://hoinghi.vn/"},
    ],
)
def test_what_is_right_is_taken(given: dict[str, str]) -> None:
    read_settings(_env_file=None, **given)


def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command that refuses writes to stderr."""
    monkeypatch.setattr(sys, "argv", ["hoinghi", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    return capsys.readouterr().err


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.txt").write_text("KẾ HOẠCH\nTổ chức Hội nghị\n", encoding="utf-8")
    for name in settings_type().model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return tmp_path


def one_sentence(err: str) -> None:
    lines = [line for line in err.splitlines() if line.strip()]
    assert len(lines) == 1, err
    assert "Traceback" not in err


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    ("name", "value"), [("TIMEZONE", "Sao Hỏa"), ("DATABASE_URL", "mysql://h/d"), ("WEB_HOST", "0.0.0.0")]
)
def test_every_command_that_opens_settings_refuses(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], name: str,
    value: str,
) -> None:  # fmt: skip
    monkeypatch.setenv(name, value)
    err = told(monkeypatch, capsys, *words)
    one_sentence(err)
    assert name in err
    assert not (here / "hoinghi.db").exists()


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_postgresql_without_its_driver_says_what_to_install(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://a:bi-mat@h/d")
    for name in [name for name in sys.modules if name.split(".")[0] == "psycopg"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)  # as where it is not installed
    err = told(monkeypatch, capsys, *words)
    one_sentence(err)
    assert "DATABASE_URL" in err
    assert "make postgres" in err
    assert "bi-mat" not in err


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_database_of_a_newer_version_is_refused(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...],
    empty_file: Path,
) -> None:  # fmt: skip
    newer = here / "hoinghi.db"
    newer.write_bytes(empty_file.read_bytes())
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    err = told(monkeypatch, capsys, *words)
    one_sentence(err)
    assert "mới hơn" in err
    Database(f"sqlite:///{newer}").close()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / ".env").write_bytes(b"TIMEZONE=\xff\xfe"),
        lambda folder: (folder / "hoinghi.db").mkdir(),
    ],
    ids=["env that is no text", "a folder for a database"],
)
def test_what_lies_in_the_way_is_named(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], object]
) -> None:
    spoil(here)
    one_sentence(told(monkeypatch, capsys, "outbox", "--event", "x"))


@pytest.mark.parametrize("host", ["192.0.2.1", "khong-co.invalid"])
def test_a_host_that_is_not_ours_is_not_called_a_taken_port(host: str) -> None:
    with pytest.raises(ValueError, match="WEB_HOST"):
        _listen(host, 0)
