"""The command line as scripts use it: JSON on stdout alone, one Vietnamese sentence on refusal, exit codes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli.parser import app
from tests.talk import PLAN

ROOT = Path(__file__).parents[3]
KEY = "hoi-nghi-tong-ket-cum-thi-dua-so-3-nam-2026"


class Shell:
    """Runs commands on a database of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            "DATABASE_URL": f"sqlite:///{folder}/cli.db",
            "PYTHONPATH": str(ROOT),
            "PATH": "/usr/bin:/bin",
            "CLOCK_START": "2027-03-01T08:00:00+07:00",
        }

    def run(self, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "bot", *words],
            cwd=self.folder, env=self.environment, input=said, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def json(self, *words: str, said: str = "") -> Any:
        done = self.run(*words, said=said)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def refused(self, *words: str) -> str:
        done = self.run(*words)
        assert (done.returncode, done.stdout) == (1, ""), done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr.strip().splitlines()[-1]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture(scope="module")
def _imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the invented plan was imported and published, made once."""
    folder = tmp_path_factory.mktemp("imported")
    assert Shell(folder).json("import", str(PLAN), "--publish", "--json")["events"][0]["key"] == KEY
    return folder


@pytest.fixture
def published(_imported: Path, tmp_path: Path) -> Shell:
    """A shell where that was done."""
    shutil.copytree(_imported, tmp_path, dirs_exist_ok=True)
    return Shell(tmp_path)


def test_read_shows_the_plan_and_touches_no_database(shell: Shell) -> None:
    found = shell.json("read", str(PLAN), "--json")
    assert found["plan"]["title"] == "Tổ chức Hội nghị tổng kết Cụm thi đua số 3 năm 2026"
    assert [unit["name"] for unit in found["member_units"]] == [
        "Bình Sơn Hạ",
        "Đồng Nhân",
        "Khe Mây",
        "Trúc Lâm Thượng",
    ]
    assert found["deadlines"][0]["due_on"] == "2027-03-15"
    assert found["deadlines"][0]["line"] == 27
    shown = shell.run("read", str(PLAN)).stdout
    assert "14:00–15:00 Đón tiếp đại biểu" in shown
    assert list(shell.folder.iterdir()) == []


def test_import_publish_invite_broadcast_outbox(shell: Shell) -> None:
    first = shell.json("import", str(PLAN), "--json")
    assert first["events"] == [{"key": KEY, "title": "Hội nghị tổng kết Cụm thi đua số 3 năm 2026"}]
    again = shell.json("import", str(PLAN), "--publish", "--json")
    assert (again["plan"], again["state"]) == (first["plan"], "published")
    made = shell.json("invite", "--event", KEY, "--role", "focal", "--unit", "khe may", "--json")
    assert (made["role"], made["unit"], made["uses"]) == ("focal", "Khe Mây", 1)
    assert (made["telegram"], made["zalo"], made["web"]) == (None, None, None)
    assert len(made["code"]) == 8
    preview = shell.json("broadcast", "--event", KEY, "--to", "all", "--text", "Chào các đoàn", "--json")
    assert preview["recipients"] == 0
    found = shell.json("outbox", "--event", KEY, "--json")
    assert (found["total"], found["rows"]) == (0, [])


def test_a_changed_file_of_the_same_plan_waits_as_a_revision(published: Shell) -> None:
    shell = published
    first = shell.json("import", str(PLAN), "--json")
    changed = shell.folder / "sua.txt"
    changed.write_text(PLAN.read_text(encoding="utf-8").replace("60 đại biểu", "64 đại biểu"), encoding="utf-8")
    for _ in range(2):  # the second time nothing new
        revision = shell.json("import", str(changed), "--publish", "--json")
        assert (revision["state"], revision["events"]) == ("revision", first["events"])
        assert revision["plan"] != first["plan"]


def test_ask_answers_one_question_or_many(shell: Shell) -> None:
    assert "14:00" in shell.run("ask", str(PLAN), "mấy giờ đón đại biểu").stdout
    lines = shell.run(
        "ask", str(PLAN), "--jsonl", said='{"id": "a", "q": "ai ký kế hoạch"}\n{"id": "b", "q": "wifi"}\n'
    )
    answers = {row["id"]: row["answer"] for row in map(json.loads, lines.stdout.splitlines())}
    assert "Đỗ Khắc Mẫn" in answers["a"]
    assert "Chưa có thông tin" in answers["b"]


def test_refusals_are_one_sentence_and_exit_one(published: Shell) -> None:
    shell = published
    (shell.folder / "rong.txt").write_text("", encoding="utf-8")
    assert "khong-co.docx" in shell.refused("read", "khong-co.docx")
    assert shell.refused("read", "rong.txt")
    assert "Gần nhất: Khe Mây" in shell.refused("invite", "--event", KEY, "--role", "focal", "--unit", "Khe Mai")
    assert "cần --unit" in shell.refused("invite", "--event", KEY, "--role", "focal")
    assert "Không có vai trò" in shell.refused("invite", "--event", KEY, "--role", "vua")
    assert KEY in shell.refused("invite", "--event", "hoi-nghi-tong-ket-cum", "--role", "delegate")
    assert "ISO" in shell.refused("ask", str(PLAN), "mấy giờ họp", "--at", "hôm qua")
    assert shell.refused("broadcast", "--event", KEY, "--to", "unit:Nơi Xa", "--text", "x")


def test_wrong_usage_exits_two(shell: Shell) -> None:
    assert shell.run("invite").returncode == 2
    assert shell.run("read").returncode == 2


def test_every_command_has_help() -> None:
    for name in ("demo", "run", "read", "import", "ask", "invite", "broadcast", "outbox"):
        assert CliRunner().invoke(app, [name, "--help"]).exit_code == 0, name


def test_the_rehearsal_clock_is_refused_with_the_real_telegram(shell: Shell) -> None:
    shell.environment["TELEGRAM_BOT_TOKEN"] = "1:x"
    assert "CLOCK_START" in shell.refused("import", str(PLAN))


def test_another_rehearsal_start_is_ignored_with_a_warning(published: Shell) -> None:
    published.environment["CLOCK_START"] = "2030-01-01T08:00:00+07:00"
    done = published.run("outbox", "--event", KEY)
    assert done.returncode == 0
    assert "bỏ qua CLOCK_START" in done.stderr


def test_the_workbook_is_the_owners_alone_whatever_the_umask_says(published: Shell) -> None:
    there = published.folder / "doan.xlsx"
    for _ in range(2):  # a new file, and one that was there for all to read
        before = os.umask(0)
        try:
            assert published.run("export", "--event", KEY, "--to", str(there)).returncode == 0
        finally:
            os.umask(before)
        assert there.stat().st_mode & 0o777 == 0o600
        there.chmod(0o666)


@pytest.mark.parametrize("more", [(), ("--yes",)])
def test_an_unknown_segment_is_refused_with_those_that_exist(published: Shell, more: tuple[str, ...]) -> None:
    for unknown in ("tất cả", "all,moi nguoi"):
        said = published.refused("broadcast", "--event", KEY, "--to", unknown, "--text", "Chào", *more)
        assert all(name in said for name in ("all", "role:", "unit:", "attending", "owing", "choice:"))
        assert "gửi cho tất cả" not in said, "words of the chat, which this door does not take"


def test_export_writes_the_workbook(published: Shell) -> None:
    from openpyxl import load_workbook

    done = published.run("export", "--event", KEY, "--to", "so-lieu.xlsx")
    assert (done.returncode, done.stdout) == (0, "")
    sheet = load_workbook(published.folder / "so-lieu.xlsx")["Đơn vị"]
    assert [cell.value for cell in sheet["A"]] == [
        "Đơn vị", "Bình Sơn Hạ", "Đồng Nhân", "Khe Mây", "Trúc Lâm Thượng", "Cộng",
    ]  # fmt: skip
    assert published.refused("export", "--event", KEY, "--to", "so-lieu.doc") == "Tên tệp phải có đuôi .xlsx."
