"""Before and after: which picture of a ticket shows what another one shows, after it was mended.

One new table and nothing else, so every step of the history made before still fits and can be taken back.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
digests_stay = True  # no row that is summed up comes, goes or gets a column

STATEMENTS = (
    """CREATE TABLE ticket_pair (
    id TEXT NOT NULL,
    ticket_id TEXT NOT NULL,
    before_id TEXT NOT NULL,
    after_id TEXT NOT NULL,
    CONSTRAINT pk_ticket_pair PRIMARY KEY (id),
    CONSTRAINT uq_ticket_pair_ticket_id_after_id UNIQUE (ticket_id, after_id),
    CONSTRAINT fk_ticket_pair_ticket_id_ticket FOREIGN KEY(ticket_id) REFERENCES ticket (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_ticket_pair_before_id_capture FOREIGN KEY(before_id) REFERENCES capture (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_ticket_pair_after_id_capture FOREIGN KEY(after_id) REFERENCES capture (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT""",  # noqa: E501
    "CREATE INDEX ix_ticket_pair_after_id ON ticket_pair (after_id)",
    "CREATE INDEX ix_ticket_pair_before_id ON ticket_pair (before_id)",
)


def upgrade() -> None:
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    op.get_bind().exec_driver_sql("DROP TABLE ticket_pair")
