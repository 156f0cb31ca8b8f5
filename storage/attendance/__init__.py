"""Who comes: head counts, names, choices, arrivals, RSVPs, and when they lock."""

from storage.attendance.arrivals import Coming, arrival_of, arrivals, drop_trip, set_arrival, trips_beside
from storage.attendance.choices import Choice, choices, choose, own_choices, set_split
from storage.attendance.contacts import add_contact, contacts_by_unit, unit_contacts
from storage.attendance.counts import (
    COMING,
    NOT_COMING,
    UNKNOWN,
    Given,
    Stale,
    Totals,
    UnitCount,
    count_of,
    counts,
    set_count,
    totals,
    worst_first,
)
from storage.attendance.delegates import Kept, Named, add_delegates, delegates, names_by_unit, remove_delegate
from storage.attendance.lock import Lock, Locked, NotInvited, grant, granted_until, lock_of, set_lock
from storage.attendance.rsvps import rsvp_of, rsvp_totals, set_rsvp
from storage.attendance.stays import Slot, possible, set_stays, slot, slots, stays

__all__ = [
    "COMING",
    "NOT_COMING",
    "UNKNOWN",
    "Choice",
    "Coming",
    "Given",
    "Kept",
    "Lock",
    "Locked",
    "Named",
    "NotInvited",
    "Slot",
    "Stale",
    "Totals",
    "UnitCount",
    "add_contact",
    "add_delegates",
    "arrival_of",
    "arrivals",
    "choices",
    "choose",
    "contacts_by_unit",
    "count_of",
    "counts",
    "delegates",
    "drop_trip",
    "grant",
    "granted_until",
    "lock_of",
    "names_by_unit",
    "own_choices",
    "possible",
    "remove_delegate",
    "rsvp_of",
    "rsvp_totals",
    "set_arrival",
    "set_count",
    "set_lock",
    "set_rsvp",
    "set_split",
    "set_stays",
    "slot",
    "slots",
    "stays",
    "totals",
    "trips_beside",
    "unit_contacts",
    "worst_first",
]
