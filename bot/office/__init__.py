"""Files and papers at the edge: read, converted and written in child processes with limits."""
