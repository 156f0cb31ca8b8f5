"""Who comes: a unit's count, names, choices and arrival; a delegate's own answer; when it all locks."""

from handlers.attendance.arrivals import arrival, arrivals
from handlers.attendance.choices import choices
from handlers.attendance.contacts import contacts
from handlers.attendance.counts import delegation
from handlers.attendance.filled import names_or_filled as names
from handlers.attendance.locks import grant, lock
from handlers.attendance.rsvp import rsvp
from handlers.attendance.stays import stays
from handlers.attendance.whole import register

__all__ = [
    "arrival",
    "arrivals",
    "choices",
    "contacts",
    "delegation",
    "grant",
    "lock",
    "names",
    "register",
    "rsvp",
    "stays",
]
