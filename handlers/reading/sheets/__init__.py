"""Filled-in workbooks: which sheet holds what is told by its headings, which rows are people, units or numbers."""
