"""The steps of the schema, in order; Database.migrate runs them."""
