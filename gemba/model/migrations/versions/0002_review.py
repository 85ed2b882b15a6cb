"""Comments on pictures, and what went to reviewers elsewhere and came back.

Three new tables and nothing else: every step of the history made before still fits and can be taken back.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
digests_stay = True  # no row that is summed up comes, goes or gets a column

STATEMENTS = (
    """CREATE TABLE comment (
    id TEXT NOT NULL,
    capture_id TEXT NOT NULL,
    at TEXT NOT NULL,
    parent_id TEXT,
    text TEXT NOT NULL,
    author TEXT NOT NULL,
    region_px TEXT,
    resolved INTEGER NOT NULL,
    bundle_id TEXT NOT NULL,
    beside_id TEXT NOT NULL,
    CONSTRAINT pk_comment PRIMARY KEY (id),
    CONSTRAINT fk_comment_capture_id_capture FOREIGN KEY(capture_id) REFERENCES capture (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_comment_parent_id_comment FOREIGN KEY(parent_id) REFERENCES comment (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT""",  # noqa: E501
    "CREATE INDEX ix_comment_capture_id_id ON comment (capture_id, id)",
    "CREATE INDEX ix_comment_parent_id ON comment (parent_id)",
    """CREATE TABLE review_version (
    id TEXT NOT NULL,
    bundle_id TEXT NOT NULL,
    item_id TEXT NOT NULL,
    capture_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    hand TEXT NOT NULL,
    counter INTEGER NOT NULL,
    parents TEXT NOT NULL,
    content TEXT,
    shown_as TEXT NOT NULL,
    CONSTRAINT pk_review_version PRIMARY KEY (id)
)
 STRICT""",
    "CREATE INDEX ix_review_version_bundle_id_item_id ON review_version (bundle_id, item_id)",
    "CREATE INDEX ix_review_version_capture_id ON review_version (capture_id)",
    """CREATE TABLE review_sent (
    bundle_id TEXT NOT NULL,
    at TEXT DEFAULT '' NOT NULL,
    places TEXT DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_review_sent PRIMARY KEY (bundle_id)
)
 STRICT""",
)


def upgrade() -> None:
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    for table in ("review_sent", "review_version", "comment"):
        op.get_bind().exec_driver_sql(f"DROP TABLE {table}")
