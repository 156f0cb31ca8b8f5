"""Telegram: updates are stored raw before they are acknowledged; a send is tried once and judged honestly."""
