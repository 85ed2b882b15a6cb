"""Pictures: take, mark, cover, comment, review, let go of originals. Must not know tickets or paper."""
