"""Text that was read from pictures: one new derived table and nothing else, so every step made before still fits."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
digests_stay = True  # no row that is summed up comes, goes or gets a column

STATEMENT = """CREATE TABLE recognised (
    capture_id TEXT NOT NULL,
    frame TEXT DEFAULT '' NOT NULL,
    engine TEXT DEFAULT '' NOT NULL,
    at TEXT DEFAULT '' NOT NULL,
    lines TEXT DEFAULT '[]' NOT NULL,
    problem TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_recognised PRIMARY KEY (capture_id)
)
 STRICT"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENT)


def downgrade() -> None:
    op.get_bind().exec_driver_sql("DROP TABLE recognised")
