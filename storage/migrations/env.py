"""Alembic's entry: runs on the connection that Database.migrate hands over."""

from alembic import context

from storage.models import Base

connection = context.config.attributes["connection"]
sqlite = connection.dialect.name == "sqlite"
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=sqlite, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
