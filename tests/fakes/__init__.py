"""Loopback servers that stand in for the platforms."""
