"""One process: settings, wiring, serving, leading, ticking, and what it must keep out of its log."""
