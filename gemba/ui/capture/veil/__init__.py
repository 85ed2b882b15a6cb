"""Frozen screens under a veil, and what is being chosen on them. Must not know what becomes of the choice."""
