"""`hoinghi invite`: an invitation for a role."""

from typing import Annotated

import typer

from bot.cli import showing
from bot.cli.options import AsJson, DatabaseUrl, EventKey
from bot.cli.refusals import Stop
from handlers.permissions import ROLES, WITH_UNIT
from handlers.wording import terminal as wording


def invite(
    event: EventKey,
    role: Annotated[str, typer.Option("--role", help=", ".join(ROLES))],
    unit: Annotated[str | None, typer.Option("--unit", help=wording.UNIT)] = None,
    uses: Annotated[int, typer.Option("--uses", min=1)] = 1,
    days: Annotated[int | None, typer.Option("--days", min=1)] = None,
    as_json: AsJson = False,
    database: DatabaseUrl = None,
) -> None:
    """Prints the code and the links of a new invitation."""
    from bot.channels import about
    from bot.cli.opened import event_called, opened_database, unit_called
    from handlers.people import account

    with opened_database(database) as (opened, clock, _), opened.transaction() as session:
        meant = event_called(session, event)
        if role not in ROLES:
            raise Stop(wording.no_role(role, ROLES))
        if role in WITH_UNIT and not unit:
            raise Stop(wording.role_needs_unit(role))
        place = unit_called(session, meant, unit) if unit else None
        known = about.channels()
        made = account.new_invitation(
            session, meant, role, place, now=clock(), uses=uses, days=days, channels=known
        )  # fmt: skip
        found = {
            "code": made.code,
            "role": role,
            "unit": place.name if place else None,
            "uses": uses,
            "expires": made.invitation.expires_at.isoformat(),
            **made.ways,
        }
    showing.as_json(found) if as_json else showing.pairs(found)
