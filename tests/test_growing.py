"""A newcomer's additions cost what README says: each is made in a copy of the product, file by file, and tried there."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.growing.additions import ADDITIONS, END, Written
from tests.house.sources import PACKAGES, ROOT

COSTS = re.compile(r"^\| (?P<what>[^|]+?) \|[^|]+\| (?P<files>\d+) \|$", re.MULTILINE)


def write(copy: Path, written: Written) -> None:
    """One piece of an addition; a mark that the file lacks, or holds twice, is a mistake of the test."""
    file = copy / written.file
    if not written.mark:
        file.parent.mkdir(exist_ok=True)
        file.write_text(written.text, encoding="utf-8")
        return
    text = file.read_text(encoding="utf-8")
    if written.mark == END:
        file.write_text(text + written.text, encoding="utf-8")
        return
    assert text.count(written.mark) == 1, written
    file.write_text(text.replace(written.mark, written.text + written.mark), encoding="utf-8")


def touched(copy: Path, file: str) -> str:
    """The file, or the folder that was made with all that is in it."""
    folder = str(Path(file).parent)
    return file if (ROOT / folder).is_dir() else folder


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What went wrong with each addition."""
    copy, data = tmp_path_factory.mktemp("product"), tmp_path_factory.mktemp("data")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package)  # with what is compiled already
    for pieces in ADDITIONS.values():
        for piece in pieces:
            write(copy, piece)
    environment = {**os.environ, "PYTHONPATH": f"{copy}{os.pathsep}{ROOT}"}
    words = [sys.executable, "-m", "tests.growing.grown", str(data)]
    done = subprocess.run(words, cwd=copy, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    told: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.parametrize("addition", ADDITIONS)
def test_it_works_with_nothing_else_touched(tried: dict[str, str], addition: str) -> None:
    assert not tried[addition], tried[addition]


@pytest.mark.parametrize("addition", ADDITIONS)
def test_it_touches_as_many_files_as_the_readme_says(addition: str) -> None:
    costs = {row["what"]: int(row["files"]) for row in COSTS.finditer((ROOT / "README.md").read_text(encoding="utf-8"))}
    files = {touched(ROOT, piece.file) for piece in ADDITIONS[addition]}
    assert len(files) == costs[addition], sorted(files)
