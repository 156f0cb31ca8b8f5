"""Broadcasts delivered while everything around them breaks; the history is checked against the promise."""
