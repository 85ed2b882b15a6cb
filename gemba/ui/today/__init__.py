"""What is due today: promises, follow-ups, drafts that fell back: one of the six places. Must not know the other places."""
