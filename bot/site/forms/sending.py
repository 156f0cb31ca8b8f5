"""The form of a message to many: whom, what, and from when."""

from datetime import datetime, time, timedelta

from pydantic import field_validator

from bot.site import says
from bot.site.forms.base import Form, fault
from bot.site.forms.kinds import Day, Hour
from handlers.said.broadcasts import SendSaid
from storage.clock import instant, local

MORNING = time(8)


class SendForm(Form):
    """Whom a message goes to has no default: nobody writes to everybody by leaving a field alone."""

    to: str
    text: str
    day: Day
    hour: Hour

    @field_validator("to")
    @classmethod
    def _somebody(cls, value: str) -> str:
        if not value:
            raise fault(says.WHOM)
        return value

    @field_validator("text")
    @classmethod
    def _something(cls, value: str) -> str:
        if not value:
            raise fault(says.ERROR_EMPTY)
        return value

    def said(self, now: datetime, zone: str) -> SendSaid:
        """The message with the instant at which it leaves; None is at once."""
        return SendSaid(self.to, self.text, self._leaves(now, zone))

    def _leaves(self, now: datetime, zone: str) -> datetime | None:
        """A day without an hour is its morning; an hour without a day is the next one."""
        if self.hour is None:
            return instant(self.day, MORNING, zone) if self.day else None
        today = local(now, zone).date()
        at = instant(self.day or today, self.hour, zone)
        return at if self.day or at > now else instant(today + timedelta(days=1), self.hour, zone)
