"""Where what is scored lies: our invented plans, questions and dialogues, and what may lie beside the project."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from bot.cli.asking import PlanAsked
from bot.office import paper
from handlers.reading.document import Unreadable
from handlers.reading.draft import PlanDraft
from handlers.reading.export import as_json
from handlers.reading.plan import read_file
from storage.clock import parse_instant
from tests.accuracy.pairing import Row

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
QUESTIONS = HERE / "questions"
DIALOGUES = HERE / "dialogues"
OURS = sorted([*(ROOT / "tests" / "data").glob("plans*"), ROOT / "tests" / "handlers" / "reading" / "plans"])
ASKED_AT = "2026-11-21T09:00"
Json = dict[str, Any]


class Missing(Exception):
    """Why a set cannot be scored here."""


def beside(name: str) -> Path:
    """A file or folder beside the project; HOINGHI_PLANS tells where its plans lie. Raises Missing."""
    plans = os.environ.get("HOINGHI_PLANS")
    path = (Path(plans).parent if plans else ROOT.parent / "shared") / name
    if not path.exists():
        raise Missing(f"../shared/{name} is not on this machine")
    return path


def lines(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def annotation(path: Path) -> Row:
    found: Row = json.loads(path.read_text(encoding="utf-8"))
    return found


def annotated(folder: Path, step: int = 1) -> Iterator[tuple[str, Row, Row]]:
    """Every n-th annotated plan of a folder, in each form it lies there: name, annotation, found."""
    for gold in sorted(folder.glob("*.json"))[::step]:
        for path in sorted(folder.glob(f"{gold.stem}.*")):
            if path != gold:
                yield f"{folder.parent.name}/{folder.name}/{path.name}", annotation(gold), read(path)


def read(path: Path) -> Row:
    """What is read from a paper, as `read --json` has it; nothing from one that is refused. Text needs no child process."""
    try:
        draft = read_file(path) if path.suffix in (".txt", ".md") else paper.read_paper(path).draft
    except Unreadable:
        return {}
    found: Row = json.loads(json.dumps(as_json(draft)))
    return found


@cache
def _opened(path: Path) -> tuple[PlanAsked, str]:
    draft: PlanDraft = read_file(path)
    return PlanAsked(draft), "\n".join(text for _, text in draft.text)


def answered(questions: list[Json], folder: Path | None = None) -> Iterator[tuple[Json, str, str]]:
    """Every question with its answer and its plan's text; a plan is a path of ours or a name in `folder`."""
    for question in questions:
        path = folder / f"{question['plan']}.txt" if folder else ROOT / question["plan"]
        asked, text = _opened(path)
        at = parse_instant(question.get("at") or ASKED_AT)
        yield question, asked.answer(question["q"], at, question.get("unit")), text


def played(talks: list[Json], folder: Path) -> Iterator[tuple[Json, list[Json]]]:
    """Every dialogue with its turns as `hoinghi talk --jsonl` plays them with the plans of a folder."""
    command = [sys.executable, "-m", "bot", "talk", "--jsonl", "--plans", str(folder)]
    said = "".join(json.dumps(talk, ensure_ascii=False) + "\n" for talk in talks)
    out = subprocess.run(command, input=said, capture_output=True, text=True, cwd=ROOT, check=True).stdout
    turns = {one["id"]: one["turns"] for one in map(json.loads, out.splitlines())}
    for talk in talks:
        yield talk, turns.get(talk["id"], [])
