"""The released schemas, one revision each, run in-process by gemba/model/migrate.py and never by hand.

A revision must not import gemba: it says what was true when it was released. Plain SQL stands beside it.
"""
