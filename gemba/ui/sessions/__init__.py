"""Visits: one of the six places. Must not know the other places."""
