"""Run Alembic on the connection that migrate.py opened, inside the transaction that it began."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
