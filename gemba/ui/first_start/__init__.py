"""The first start: a welcome where no library stands yet. Must not know the window on a library."""
