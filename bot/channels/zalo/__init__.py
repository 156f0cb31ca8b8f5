"""Zalo Bot: an event is given once and cannot be asked for again; words and numbers are all it can show."""
