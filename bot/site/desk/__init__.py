"""The organiser's desk, a page a file."""
