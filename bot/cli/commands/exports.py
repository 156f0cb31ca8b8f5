"""`hoinghi export`: an event's workbook."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import showing
from bot.cli.options import DatabaseUrl, EventKey
from bot.cli.refusals import Stop
from handlers.wording import terminal as wording


def export(
    event: EventKey,
    to: Annotated[Path, typer.Option("--to", help=wording.TO_FILE)],
    database: DatabaseUrl = None,
) -> None:
    """Writes the workbook to `to`, for its owner's eyes only."""
    if to.suffix.lower() != ".xlsx":
        raise Stop(wording.NOT_XLSX)
    from bot.cli.opened import event_called, opened_database
    from bot.office.workbook import event_workbook
    from storage.private import ONLY_OWNER, private_file

    with opened_database(database) as (opened, _, config), opened.reading() as session:
        content = event_workbook(session, event_called(session, event), config.timezone)
    try:
        private_file(to)
        to.chmod(ONLY_OWNER)  # names and numbers are nobody else's to read, also where the file was there before
        to.write_bytes(content)
    except OSError:
        raise Stop(wording.not_written(to)) from None
    showing.warn(wording.saved(to))
