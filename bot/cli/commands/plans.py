"""`hoinghi read`, `hoinghi import`: a plan's file shown, or kept as a draft or published."""

from datetime import datetime
from typing import Annotated, Any

import typer

from bot.cli import showing
from bot.cli.options import AsJson, At, DatabaseUrl, PlanFile, instant
from handlers.wording import terminal as wording


def read(plan: PlanFile, as_json: AsJson = False, at: At = None) -> None:
    """Reads the plan by the day of `at`, else today's; touches no data."""
    from bot.office import paper

    draft = paper.read_paper(plan, instant(at).date() if at else datetime.now().astimezone().date()).draft
    if as_json:
        from handlers.reading import export

        showing.as_json(export.as_json(draft))
    else:
        showing.show(draft)


def import_(
    plan: PlanFile,
    publish: Annotated[bool, typer.Option("--publish", help=wording.PUBLISH)] = False,
    as_json: AsJson = False,
    database: DatabaseUrl = None,
) -> None:
    """Keeps the plan as a draft or publishes it; prints the keys of its events."""
    from bot.cli.opened import opened_database
    from bot.office import paper
    from handlers import plans
    from storage.clock import local

    with opened_database(database) as (opened, clock, config):
        now = clock()
        read = paper.read_paper(plan, local(now, config.timezone).date())
        with opened.transaction() as session:
            source = plans.Source(read.file_name, read.sha256)
            done = plans.import_draft(session, read.draft, source, now, publish=publish, zone=config.timezone)
            found: dict[str, Any] = {
                "plan": done.plan.id,
                "events": [{"key": event.key, "title": event.title} for event in done.events],
                "state": done.plan.state,
            }
    showing.warn(wording.IMPORTED[done.outcome])
    showing.as_json(found) if as_json else showing.events(found["events"])
