"""Teams, approvals, overlaps: one of the six places. Must not know the other places."""
