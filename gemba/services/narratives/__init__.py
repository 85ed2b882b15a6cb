"""Narratives: draft, write, check, see the true pages, print. Must not know the window."""
