"""What more than one command takes: the plan's file, the database, the event, an instant."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.refusals import Stop
from handlers.wording import terminal as wording

PlanFile = Annotated[Path, typer.Argument(help=wording.PLAN_FILE)]
AsJson = Annotated[bool, typer.Option("--json", help=wording.AS_JSON)]
DatabaseUrl = Annotated[str | None, typer.Option("--database", help=wording.DATABASE)]
EventKey = Annotated[str, typer.Option("--event", help=wording.EVENT)]
Why = Annotated[bool, typer.Option("--why", help=wording.WHY)]
At = Annotated[str | None, typer.Option("--at", help=wording.AT)]


def instant(text: str | None) -> datetime:
    """The instant that `--at` names, else now; Stop where it is none."""
    if not text:
        return datetime.now().astimezone()
    from storage.clock import parse_instant

    try:
        return parse_instant(text)
    except ValueError:
        raise Stop(wording.no_instant(text)) from None
