"""A fifth schema that exists only in tests, so that the machinery of migrating is proven before it is needed.

It does what SQLite makes hard: recreates a table that others refer to, fills a new column from old rows, adds a table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    with op.batch_alter_table("team", recreate="always") as batch:
        batch.add_column(sa.Column("title_length", sa.Integer, nullable=True))
    connection.exec_driver_sql("UPDATE team SET title_length = length(name)")
    connection.exec_driver_sql(
        "CREATE TABLE next_thing (id TEXT PRIMARY KEY, team TEXT NOT NULL REFERENCES team(id)) STRICT"
    )
    connection.exec_driver_sql("INSERT INTO next_thing SELECT 'next-' || id, id FROM team")


def downgrade() -> None:
    op.get_bind().exec_driver_sql("DROP TABLE next_thing")
    with op.batch_alter_table("team", recreate="always") as batch:
        batch.drop_column("title_length")
