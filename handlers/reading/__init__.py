"""Text to plain data; knows no database and no channel."""
