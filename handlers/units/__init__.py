"""Units by hand: added, renamed, merged, invited, given seats; one by one, pasted, or from a workbook."""

from handlers.units.manage import manage

__all__ = ["manage"]
