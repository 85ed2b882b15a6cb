"""The tickets as lines under each other, and what is done to many at once. Must not know the page of one."""
