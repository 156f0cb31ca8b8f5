"""`hoinghi broadcast`, `hoinghi outbox`: a message seen before it is sent, and what became of each."""

from typing import Annotated

import typer

from bot.cli import showing
from bot.cli.options import AsJson, DatabaseUrl, EventKey
from handlers.wording import terminal as wording


def broadcast(
    event: EventKey,
    to: Annotated[str, typer.Option("--to", help="all, role:…, unit:…, attending, unanswered, owing…")],
    text: Annotated[str, typer.Option("--text")],
    critical: Annotated[bool, typer.Option("--critical", help=wording.CRITICAL)] = False,
    yes: Annotated[bool, typer.Option("--yes", help=wording.YES)] = False,
    as_json: AsJson = False,
    database: DatabaseUrl = None,
) -> None:
    """Shows who would get the message; puts it into the outbox where `yes`."""
    from bot.cli.opened import event_called, opened_database
    from handlers import broadcasts

    with opened_database(database) as (opened, clock, _), opened.transaction() as session:
        meant = event_called(session, event)
        if yes:
            found = broadcasts.send_now(session, meant.id, to, text, now=clock(), critical=critical)
        else:
            found = broadcasts.preview(session, meant.id, to, text)
    showing.as_json(found) if as_json else showing.pairs(found)


def outbox(event: EventKey, as_json: AsJson = False, database: DatabaseUrl = None) -> None:
    """Shows every message of the event that goes out by itself."""
    from bot.cli.opened import event_called, opened_database
    from storage import outbox as messages

    with opened_database(database) as (opened, _, _), opened.reading() as session:
        found = messages.report(session, event_called(session, event).id)
    showing.as_json(found) if as_json else showing.outbox(found)
