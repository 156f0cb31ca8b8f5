"""A season tick by tick, as a process lives it: it looks when an hour comes or facts change, not each time anew."""

from bot.channels import about
from handlers.reminders import KINDS, QUIET, Lookout
from storage.clock import DEFAULT_ZONE
from tests.talk import Town


def eye_of(town: Town) -> Lookout:
    """A process's eye on a town, by the town's clock. What a test changes between two ticks is for a new eye to see."""
    return Lookout(town.database, lambda: town.now, KINDS, zone=DEFAULT_ZONE, quiet=QUIET, channels=about.channels())
