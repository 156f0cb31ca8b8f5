"""Decides what to answer: plain sync functions from a Request to a Reply."""
