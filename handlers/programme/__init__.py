"""`/sua`: an organiser changes an item, a deadline, the days or the place; before and after are shown first."""

from handlers.programme.change import change, undone

__all__ = ["change", "undone"]
