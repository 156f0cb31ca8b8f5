"""The rulers: how good the bot reads, answers and talks, as figures that only counts go into."""
