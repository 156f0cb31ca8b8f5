"""`hoinghi ask`, `hoinghi talk`: a plan's file asked, without any other data."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import showing
from bot.cli.options import At, PlanFile, Why, instant
from bot.cli.refusals import Stop
from handlers.wording import terminal as wording

if TYPE_CHECKING:
    from bot.cli.asking import PlanAsked


def ask(
    plan: PlanFile,
    question: Annotated[str | None, typer.Argument()] = None,
    at: At = None,
    unit: Annotated[str | None, typer.Option("--unit", help=wording.UNIT_OF_ASKER)] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help=wording.QUESTIONS)] = False,
    why: Why = False,
) -> None:
    """Answers one question, or each line of the input. The plan is read while what answers is loaded."""
    from bot.office import paper

    with ThreadPoolExecutor(1) as reader:
        reading = reader.submit(paper.read_paper, plan)
        from bot.cli.asking import PlanAsked

        asked = PlanAsked(reading.result().draft, why=why)
    if jsonl:
        _answer_lines(asked, at, unit, why=why)
    elif question:
        showing.line("\n".join((asked.answer(question, instant(at), unit), *asked.why)))
    else:
        raise Stop(wording.NO_QUESTION)


def _answer_lines(asked: "PlanAsked", at: str | None, unit: str | None, *, why: bool) -> None:
    for line in sys.stdin:
        if line.strip():
            row = json.loads(line)
            answer = asked.answer(row["q"], instant(row.get("at") or at), row.get("unit") or unit)
            steps = {"why": asked.why} if why else {}
            showing.line(json.dumps({"id": row["id"], "answer": answer, **steps}, ensure_ascii=False))


def talk(
    plan: Annotated[Path | None, typer.Argument(help=wording.PLAN_OR_SAMPLE)] = None,
    role: Annotated[str, typer.Option("--as", help="organiser, focal, duty, delegate, helper, new")] = "delegate",
    unit: Annotated[str | None, typer.Option("--unit", help=wording.UNIT_OF_SPEAKER)] = None,
    at: At = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help=wording.DIALOGUES)] = False,
    plans: Annotated[Path | None, typer.Option("--plans", help=wording.PLANS)] = None,
    keep: Annotated[Path | None, typer.Option("--keep", help=wording.KEEP)] = None,
    why: Why = False,
) -> None:
    """Chats in one role at this terminal, or plays the dialogues of the input."""
    from bot.cli.talking import terminal

    if not jsonl:
        terminal.chat(plan, role, unit, instant(at) if at else None, why=why)
    elif plans is None:
        raise typer.BadParameter(wording.NO_PLANS)
    else:
        terminal.play(sys.stdin, plans, keep, why=why)
