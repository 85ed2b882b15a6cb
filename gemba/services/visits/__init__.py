"""Visits: people, consent, notes, artifacts, promises, calls, and what is due afterwards. Must not know paper."""
