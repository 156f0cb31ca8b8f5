"""The rules of the house: each takes one source file and yields what breaks it there, a line for each."""
