"""Keys that work whatever program is in front, one module a system. Must not know what a key does."""
