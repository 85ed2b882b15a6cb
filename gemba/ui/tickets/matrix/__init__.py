"""The tickets as dots between effort and money. Must not know the list."""
