"""The page of one delegation."""
