"""May this person do this here? Roles come from the menu line, scope from the membership."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line asks for the roles' names only
    from storage.models import Membership

ORGANISER, FOCAL, DUTY, DELEGATE, HELPER = "organiser", "focal", "duty", "delegate", "helper"
ROLES = (ORGANISER, FOCAL, DUTY, DELEGATE, HELPER)
WITH_UNIT = (FOCAL, DUTY)  # an invitation for these roles must name a unit


def may(memberships: Iterable[Membership], roles: Sequence[str], *, changes: bool) -> Membership | None:
    """The membership that gives the right; a newcomer who waits for approval may read, never change."""
    fitting = [m for m in memberships if m.role in roles and m.state in ("approved", "pending")]
    fitting.sort(key=lambda m: (m.state != "approved", roles.index(m.role)))
    first = fitting[0] if fitting else None
    return None if first is None or (changes and first.state != "approved") else first


def waits(memberships: Iterable[Membership], roles: Sequence[str]) -> bool:
    """The right would be there once somebody approves."""
    return any(m.role in roles and m.state == "pending" for m in memberships)
