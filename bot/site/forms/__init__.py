"""What the pages' forms hold, as data: a model per form; what is wrong with a field stands beside it."""
