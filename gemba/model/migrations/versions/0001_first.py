"""The first schema: everything in 0001_first.sql, as released.

There is no way down from the first schema; the way back is the backup made before a migration.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    for statement in _statements():
        connection.exec_driver_sql(statement)


def _statements() -> Iterator[str]:
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    statement = ""
    for line in text.splitlines(keepends=True):
        if not statement and line.startswith("--"):
            continue
        statement += line
        # A trigger holds semicolons of its own; SQLite knows where it ends.
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise ValueError("the last statement does not end")
