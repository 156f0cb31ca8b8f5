"""Who holds a role and which codes still open: found, withdrawn, on record."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from storage import audit
from storage.models import Invitation, Membership

REVOKED = "revoked"


def open_invitations(session: Session, event_id: int, now: datetime, unit_id: int | None = None) -> list[Invitation]:
    """Codes that still let somebody in, newest first; of one unit where given."""
    query = (
        select(Invitation)
        .where(
            Invitation.event_id == event_id,
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now,
            Invitation.used < Invitation.uses,
        )
        .options(joinedload(Invitation.unit))
        .order_by(Invitation.id.desc())
    )
    return list(session.scalars(query.where(Invitation.unit_id == unit_id) if unit_id else query))


def members(session: Session, event_id: int, unit_id: int | None = None) -> list[Membership]:
    """Roles that are held, oldest first; of one unit where given."""
    query = (
        select(Membership)
        .where(Membership.event_id == event_id, Membership.state != REVOKED)
        .options(joinedload(Membership.person), joinedload(Membership.unit))
        .order_by(Membership.id)
    )
    return list(session.scalars(query.where(Membership.unit_id == unit_id) if unit_id else query))


def revoke_invitation(session: Session, row: Invitation, *, by_id: int | None, now: datetime) -> None:
    """The code and its link open nothing any more; who came in by it stays."""
    row.revoked_at = now
    audit.record(
        session,
        now=now,
        action="revoke_invitation",
        subject=f"invitation:{row.id}",
        actor_id=by_id,
        event_id=row.event_id,
        unit_id=row.unit_id,
        after={"role": row.role},
    )


def revoke_membership(session: Session, row: Membership, *, by_id: int | None, now: datetime) -> None:
    """Takes the role away; and the code it came by, so that it is not simply used again."""
    before = row.state
    row.state = REVOKED
    row.version += 1
    audit.record(
        session,
        now=now,
        action="revoke_membership",
        subject=f"membership:{row.id}",
        actor_id=by_id,
        event_id=row.event_id,
        unit_id=row.unit_id,
        before={"role": row.role, "state": before},
        after={"state": REVOKED},
    )


def set_lead(session: Session, row: Membership, lead: bool, *, by_id: int | None, now: datetime) -> None:
    """Whether a focal point leads the unit: hears of what its others left undone, before the organisers do."""
    row.lead = lead
    row.version += 1
    audit.record(
        session,
        now=now,
        action="lead",
        subject=f"membership:{row.id}",
        actor_id=by_id,
        event_id=row.event_id,
        unit_id=row.unit_id,
        before={"lead": not lead},
        after={"lead": lead},
    )


def holders(session: Session, invitation_id: int) -> Sequence[Membership]:
    """Who came in by a code."""
    query = select(Membership).where(Membership.invitation_id == invitation_id).options(joinedload(Membership.person))
    return session.scalars(query.order_by(Membership.id)).all()
