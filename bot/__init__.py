"""Runs it: clock, network, environment; the only package that knows them."""
