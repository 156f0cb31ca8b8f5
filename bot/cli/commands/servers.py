"""`hoinghi run`, `hoinghi demo`, `hoinghi doctor`: the bot itself, a trial of it, and how it stands."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import showing
from bot.cli.options import AsJson, DatabaseUrl
from handlers.wording import terminal as wording


def run() -> None:
    """Serves every channel that has its settings, until it is stopped."""
    from bot.cli.opened import settings_for
    from bot.runtime import serving

    serving.run(settings_for(None))


def demo(
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = 8080,
    browser: Annotated[bool, typer.Option("--browser/--no-browser")] = True,
    folder: Annotated[Path, typer.Option("--folder", help=wording.FOLDER)] = Path("demo-data"),
) -> None:
    """Serves the sample event on this machine."""
    from bot.cli import demo as showing_off

    showing_off.run(folder, port, browser=browser)


def doctor(
    resume: Annotated[bool, typer.Option("--resume", help=wording.RESUME)] = False,
    forget: Annotated[bool, typer.Option("--forget", help=wording.FORGET)] = False,
    as_json: AsJson = False,
    database: DatabaseUrl = None,
) -> None:
    """Shows how the data, the sending and the way in stand; `resume` ends the pause after a restore."""
    from bot.cli import doctor as looking
    from bot.cli.opened import settings_for
    from storage.database import Database

    opened = Database(settings_for(database).database_url)
    if resume:
        showing.warn(looking.resume(opened, forget=forget))
    found = looking.look(opened)
    showing.as_json(found) if as_json else showing.line(looking.told(found))
    opened.close()
