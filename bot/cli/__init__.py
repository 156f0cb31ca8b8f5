"""The command line: a file for each command, and how it shows what it found."""
