"""The commands, a file for each close family. What is slow to load is loaded inside: `--help` needs none of it."""
