"""Questions that the plan does not answer, passed on to the organisers."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class PassedQuestion(Base):
    """One question of one asker; `words` are its meaning-bearing ones, by which the next asker's is known again."""

    __tablename__ = "passed_questions"
    __table_args__ = (Index("ix_passed_questions_event", "event_id", "answered_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    text: Mapped[str]
    words: Mapped[list[str]]
    asked_at: Mapped[datetime]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)  # how often it was answered, plus one
