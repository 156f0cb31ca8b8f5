"""The message that somebody's reply stands under."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import OutboxMessage, OutboxPart


def shown_as(session: Session, channel: str, platform_id: str, person_id: int) -> OutboxMessage | None:
    """A person's message that the platform shows under this id."""
    parts = (OutboxPart.channel == channel, OutboxPart.platform_id == platform_id)
    query = select(OutboxMessage).join(OutboxPart, OutboxPart.message_id == OutboxMessage.id)
    return session.scalar(query.where(*parts, OutboxMessage.person_id == person_id).limit(1))
